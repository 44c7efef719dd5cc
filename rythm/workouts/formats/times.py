"""Reads the moments that people's exports contain: ISO, spelled out in their language, or with slashes."""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta, tzinfo
from itertools import pairwise
from typing import NamedTuple

from rythm.workouts.formats.readings import UnreadableError

_TIMES = ("%Y-%m-%d %I:%M:%S %p", "%Y-%m-%d %I:%M %p")
_SLASHED = re.compile(r"(\d{1,2})([/.-])(\d{1,2})\2(\d{4}|\d{2})\b,? ?(.*)", re.ASCII)
_SPELLED = re.compile(
    r"(?:(?P<day>\d{1,2})\.? (?:de )?(?P<month>[^\W\d_]+|\d{1,2}[月월])\.?"
    r"|(?P<before>[^\W\d_]+)\.? (?P<after>\d{1,2}))"
    r",? (?:de )?(?P<year>\d{4}),? (?:(?:at|um|à|a las|às|kl\.?) )?"
    r"(?P<hour>\d{1,2})[:.](?P<minute>\d{2})(?::(?P<second>\d{2}))?(?: ?(?P<half>[ap])\.? ?m\.?)?",
    re.IGNORECASE,
)
_MONTHS = (
    "january januar janvier enero gennaio janeiro januari stycznia styczen ledna leden jan jaenner "
    "ocak января",
    "february februar fevrier febrero febbraio fevereiro februari lutego luty unora unor subat февраля",
    "march marz maerz mars marzo marco maart mrt mrz marca marzec brezna brezen mart марта",
    "april avril abril aprile kwietnia kwiecien dubna duben nisan апреля",
    "may mai mayo maggio maio mei maj maja kvetna kveten mayıs маи мая",
    "june juni juin junio giugno junho czerwca czerwiec cervna cerven cvn haziran июня",
    "july juli juillet julio luglio julho lipca lipiec cervence cervenec cvc temmuz июля",
    "august aout agosto augustus augusti sierpnia sierpien srpna srpen agustos августа",
    "september septembre septiembre settembre setembro wrzesnia wrzesien zari eylul сентября",
    "october oktober octobre octubre ottobre outubro pazdziernika pazdziernik rijna rijen ekim октября",
    "november novembre noviembre novembro listopada listopadu kasım ноября",
    "december dezember decembre diciembre dicembre dezembro grudnia grudzien prosince prosinec "
    "aralık декабря",
)
"""The months in English, German, French, Spanish, Italian, Portuguese, Dutch, Swedish, Polish, Czech, Turkish
and Russian, without the marks above their letters; Chinese, Japanese and Korean number theirs."""


class Slashed(NamedTuple):
    """How dates like 03/04/2026 are meant in a file, and whether it says so itself."""

    day_first: bool
    is_certain: bool


def slashed(dates: Iterable[str]) -> Slashed | None:
    """How a file's dates like 03/04/2026 are meant; None where there are none.

    A number above 12 is a day; else the lines go by time; else the month comes first, without certainty.
    """
    found = [date for said in dict.fromkeys(dates) if (date := _SLASHED.fullmatch(" ".join(said.split())))]
    if not found:
        return None
    parts = [(_year(date[4]), int(date[1]), int(date[3])) for date in found]
    if any(first > 12 or second > 12 for _, first, second in parts):
        return Slashed(any(first > 12 for _, first, _ in parts), True)
    by_month = _in_order(parts)
    by_day = _in_order([(year, month, day) for year, day, month in parts])
    return Slashed(by_day and not by_month, by_day != by_month)


def _year(said: str) -> int:
    return int(said) if len(said) == 4 else int(said) + (2000 if int(said) < 70 else 1900)


def _in_order(dates: Sequence[tuple[int, int, int]]) -> bool:
    pairs = list(pairwise(dates))
    return all(one <= two for one, two in pairs) or all(one >= two for one, two in pairs)


def month_number(said: str) -> int | None:
    """Which month a name, or three and more letters it begins with, means; None if unsure."""
    if numbered := re.fullmatch(r"(\d{1,2})[月월]", said):
        return int(numbered[1]) if 1 <= int(numbered[1]) <= 12 else None
    folded = unicodedata.normalize("NFKD", said.casefold())
    name = "".join(letter for letter in folded if letter.isalpha() and not unicodedata.combining(letter))
    for matches in (str.__eq__, str.startswith):
        found = {
            number
            for number, names in enumerate(_MONTHS, start=1)
            if any(matches(known, name) for known in names.split())
        }
        if len(found) == 1 and len(name) >= 3:
            return found.pop()
    return None


def local_time(said: str, zone: tzinfo, *, day_first: bool = False) -> datetime:
    """The naive local time of `2025-01-17 18:47:56`, `17 janv. 2025, 18:47`, `17/01/2025` and their kin.

    A bare date is taken as noon; a time with an offset is turned to the clock of `zone`.
    """
    text = re.sub(r"^(\d{4})/(\d{1,2})/(\d{1,2})\b", _dashed, " ".join(said.split()))
    if date := _SLASHED.fullmatch(text):
        month, day = (date[3], date[1]) if day_first else (date[1], date[3])
        text = f"{_year(date[4]):04}-{month:0>2}-{day:0>2} {date[5]}".rstrip()
    text = re.sub(r"^(\d{4}-\d\d-\d\d) (\d:)", r"\1 0\2", text)
    try:
        moment = datetime.fromisoformat(text)
        if len(text) <= 10:
            moment += timedelta(hours=12)
    except ValueError:
        moment = _spelled_time(text)
    if not 1970 <= moment.year <= 2100:
        raise UnreadableError(f"the year of {text[:30]!r} is not between 1970 and 2100")
    if moment.tzinfo is not None:
        moment = moment.astimezone(zone).replace(tzinfo=None)
    return moment.replace(microsecond=0)


def _dashed(date: re.Match[str]) -> str:
    return f"{date[1]}-{date[2]:0>2}-{date[3]:0>2}"


def _spelled_time(text: str) -> datetime:
    for form in _TIMES:
        try:
            return datetime.strptime(text, form)
        except ValueError:
            continue
    if spelled := _SPELLED.fullmatch(text):
        name = spelled["month"] or spelled["before"]
        if (month := month_number(name)) is None:
            raise UnreadableError(f"the month {name[:20]!r} is not known: write it in English")
        hour = int(spelled["hour"])
        if spelled["half"]:
            hour = hour % 12 + (12 if spelled["half"].casefold() == "p" else 0)
        day = int(spelled["day"] or spelled["after"])
        try:
            return datetime(
                int(spelled["year"]), month, day, hour, int(spelled["minute"]), int(spelled["second"] or 0)
            )
        except ValueError:
            pass
    raise UnreadableError(f"date {text[:30]!r} is not like 2025-01-17 18:47:56")
