"""Reads the numbers, durations and times that people's exports contain into our units: kg, m, s."""

import re
import unicodedata
from collections.abc import Mapping
from datetime import datetime, timedelta, tzinfo
from decimal import Decimal, InvalidOperation
from typing import Literal

from rythm.core.amounts import KG_PER_LB

METRES_PER: Mapping[str, Decimal] = {
    "m": Decimal(1),
    "km": Decimal(1_000),
    "mi": Decimal("1609.344"),
    "miles": Decimal("1609.344"),
    "ft": Decimal("0.3048"),
    "yd": Decimal("0.9144"),
}
_THOUSANDTH = Decimal("0.001")
_DURATION = re.compile(
    r"(?:(?P<d>\d+)\s*d(?:ays?)?)?\s*(?:(?P<h>\d+)\s*h(?:r|rs|ours?)?)?\s*"
    r"(?:(?P<m>\d+)\s*m(?:in|ins|inutes?)?)?\s*(?:(?P<s>\d+)\s*s(?:ec|ecs|econds?)?)?",
    re.IGNORECASE,
)
_TIMES = ("%Y-%m-%d %I:%M:%S %p", "%Y-%m-%d %I:%M %p")
_SPELLED = re.compile(
    r"(?:(?P<day>\d{1,2})\.? (?:de )?(?P<month>[^\W\d_]+)\.?|(?P<before>[^\W\d_]+)\.? (?P<after>\d{1,2}))"
    r",? (?:de )?(?P<year>\d{4}),? (?:(?:at|um|à|a las|às|kl\.?) )?"
    r"(?P<hour>\d{1,2})[:.](?P<minute>\d{2})(?::(?P<second>\d{2}))?(?: ?(?P<half>[ap])\.? ?m\.?)?",
    re.IGNORECASE,
)
_MONTHS = (
    "january januar janvier enero gennaio janeiro januari stycznia styczen ledna leden jan jaenner",
    "february februar fevrier febrero febbraio fevereiro februari lutego luty unora unor",
    "march marz maerz mars marzo marco maart mrt mrz marca marzec brezna brezen",
    "april avril abril aprile kwietnia kwiecien dubna duben",
    "may mai mayo maggio maio mei maj maja kvetna kveten",
    "june juni juin junio giugno junho czerwca czerwiec cervna cerven cvn",
    "july juli juillet julio luglio julho lipca lipiec cervence cervenec cvc",
    "august aout agosto augustus augusti sierpnia sierpien srpna srpen",
    "september septembre septiembre settembre setembro wrzesnia wrzesien zari",
    "october oktober octobre octubre ottobre outubro pazdziernika pazdziernik rijna rijen",
    "november novembre noviembre novembro listopada listopadu",
    "december dezember decembre diciembre dicembre dezembro grudnia grudzien prosince prosinec",
)
"""The months in English, German, French, Spanish, Italian, Portuguese, Dutch, Swedish, Polish and Czech."""


class UnreadableError(ValueError):
    """A value that cannot be read; the message names it for the person who exported it."""


def clean(said: str, longest: int, lines: bool = False) -> str:
    """Text without control characters and doubled spaces, cut to `longest`; line breaks only if `lines`."""
    if lines:
        parts = (clean(part, longest) for part in said.split("\n"))
        return "\n".join(part for part in parts if part)[:longest].rstrip()
    return " ".join("".join(c if c.isprintable() else " " for c in said).split())[:longest].rstrip()


def decimal_number(what: str, said: str) -> Decimal | None:
    """A number of zero or more, with a decimal point or comma, rounded to thousandths; None when empty.

    The rounding takes back what binary fractions did: 74.99999999999999 was 75.
    """
    text = said.strip().replace("\u00a0", "").replace(" ", "")
    if not text:
        return None
    if "," in text and "." in text:
        grouping = "," if text.rindex(".") > text.rindex(",") else "."
        text = text.replace(grouping, "")
    text = text.replace(",", ".")
    if not re.fullmatch(r"[+-]?(\d{1,12}(\.\d{0,25})?|\.\d{1,25})([eE][+-]?\d{1,2})?", text, re.ASCII):
        raise UnreadableError(f"{what} {said[:30]!r} is not a number")
    try:
        value = Decimal(text).quantize(_THOUSANDTH)
    except InvalidOperation:
        raise UnreadableError(f"{what} {said[:30]!r} is not a number") from None
    if value < 0:
        raise UnreadableError(f"{what} {said[:30]} is below zero")
    return plain(value)


def plain(value: Decimal) -> Decimal:
    """The same number without trailing zeros and without an exponent."""
    text = f"{value:f}"
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return abs(Decimal(text)) if text in ("-0", "0") else Decimal(text)


def whole_number(what: str, said: str) -> int | None:
    """A whole number of zero or more, written `8`, `8.0` or `1,271`; None when empty."""
    text = said.strip()
    if re.fullmatch(r"[1-9]\d{0,2}(,\d{3})+", text, re.ASCII):
        text = text.replace(",", "")
    value = decimal_number(what, text)
    if value is None:
        return None
    if value != int(value):
        raise UnreadableError(f"{what} {said[:30]!r} is not a whole number")
    return int(value)


def weight_in_kg(said: str, unit: Literal["kg", "lb"]) -> Decimal | None:
    """A weight in kg, below zero where it helps; pounds are converted exactly, after the rounding."""
    text = said.strip()
    value = decimal_number("weight", text.removeprefix("-"))
    if value is None:
        return None
    kg = value if unit == "kg" else plain(value * KG_PER_LB)
    return -kg if text.startswith("-") else kg


def distance_in_metres(said: str, unit: str) -> Decimal | None:
    """A distance in metres from one in a unit of `METRES_PER`."""
    value = decimal_number("distance", said)
    return None if value is None else plain(value * METRES_PER[unit])


def duration_in_seconds(said: str) -> int | None:
    """Seconds from `1h 7m`, `45min`, `1:07:00`, `12:30` or a plain number of seconds; None when empty."""
    text = said.strip()
    if not text:
        return None
    if clock := re.fullmatch(r"(?:(\d{1,4}):)?(\d{1,3}):(\d{2})", text, re.ASCII):
        hours, minutes, seconds = (int(part or 0) for part in clock.groups())
        return hours * 3_600 + minutes * 60 + seconds
    if (spelled := _DURATION.fullmatch(text)) and any(spelled.groups()) and len(text) < 40:
        days, hours, minutes, seconds = (int(spelled[key] or 0) for key in "dhms")
        return ((days * 24 + hours) * 60 + minutes) * 60 + seconds
    value = decimal_number("time", text)
    return None if value is None else round(value)


def month_number(said: str) -> int | None:
    """Which month a name, or three and more letters it begins with, means; None if unsure."""
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


def local_time(said: str, zone: tzinfo) -> datetime:
    """The naive local time of `2025-01-17 18:47:56`, `17 janv. 2025, 18:47` and their kin.

    A bare date is taken as noon; a time with an offset is turned to the clock of `zone`.
    """
    text = re.sub(r"^(\d{4})/(\d{1,2})/(\d{1,2})\b", _dashed, " ".join(said.split()))
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
