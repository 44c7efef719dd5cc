"""One prescribed set as people type it, and what it comes to."""

import re
from collections.abc import Mapping
from decimal import Decimal
from typing import Any, Literal

from rythm.core.schema import Read
from rythm.templates.sets import LIMITS, LoadBy, SetRow

KINDS = {"warmup": "Warm-up", "working": "Working", "drop": "Drop set", "failure": "To failure"}
MARKS = {"warmup": "W", "drop": "D", "failure": "F"}
LOADS = {"": "None", "kg": "kg", "percent": "% 1RM", "rpe": "RPE", "rir": "RIR"}
Cell = Literal["kind", "reps", "load", "load_by", "tempo", "rest", "time", "distance"]

BY_TIME = frozenset({"duration", "distance_duration"})
BY_DISTANCE = frozenset({"distance_duration", "weight_distance"})
BY_REPS = frozenset({"weight_reps", "bodyweight_reps", "assisted_reps", "reps"})

REPS = "A number such as 8, a range such as 6-8, or 5+."
TIME = "Minutes and seconds such as 1:30, or seconds."
METRES = "Metres such as 400, or 5 km."
NUMBER = "Use a number."
TEMPO = "Four numbers such as 3-1-1-0."

_RANGE = re.compile(r"(\d{1,4})(?:\s*(?:-|–|to)\s*(\d{1,4}))?")
_CLOCK = re.compile(r"(\d{1,3}):([0-5]\d)")
_SECONDS = re.compile(r"(\d{1,5})\s*(?:s|sec|seconds)?")
_MINUTES = re.compile(r"(\d{1,3}(?:\.\d)?)\s*(?:min|minutes)")
_METRES = re.compile(r"(\d{1,6}(?:\.\d{1,2})?)\s*(km|m)?")
_NUMBER = re.compile(r"\d{1,6}(?:\.\d{1,10})?")
_TEMPO = re.compile(r"([\dx])[- /]?([\dx])[- /]?([\dx])[- /]?([\dx])", re.IGNORECASE)


class SetLine(Read):
    """A set, every number as it was typed, and what is wrong with each.

    `id` is a new one whenever the set changes from outside its fields, so that they are drawn anew.
    """

    id: str
    mark: str = "1"
    kind: str = "working"
    reps: str = ""
    load: str = ""
    load_by: str = ""
    tempo: str = ""
    rest: str = ""
    time: str = ""
    distance: str = ""
    kind_words: str = "Working"
    told: str = ""
    errors: dict[str, str] = {}

    def alike(self, other: "SetLine") -> bool:
        """Whether two sets ask for the same."""
        mine, theirs = self.model_dump(exclude=_OWN), other.model_dump(exclude=_OWN)
        return mine == theirs


_OWN = {"id", "mark", "kind_words", "told", "errors"}


def shown(row: SetRow, ident: str) -> SetLine:
    """A saved set as it stands in its fields."""
    rest, seconds = row.get("rest_seconds"), row.get("duration_seconds")
    return SetLine(
        id=ident,
        kind=row["kind"],
        reps=span(row.get("reps_min"), row.get("reps_max")),
        load=trimmed(row.get("load") or ""),
        load_by=row.get("load_by") or "",
        tempo=row.get("tempo") or "",
        rest="" if rest is None else clock(rest),
        time="" if seconds is None else clock(seconds),
        distance=metres(trimmed(row.get("distance_m") or "")),
    )


def taken(typed: SetLine, measured_by: str) -> tuple[dict[str, Any], dict[str, str]]:
    """The set as a template takes it, and what is wrong with it by field.

    What the exercise is not measured by is left out.
    """
    found: dict[str, Any] = {"kind": typed.kind}
    wrong: dict[str, str] = {}

    def put(field: str, read: Any, value: str) -> None:
        try:
            found.update(read(value))
        except ValueError as error:
            wrong[field] = str(error)

    if measured_by in BY_REPS:
        put("reps", read_reps, typed.reps)
    if measured_by in BY_TIME:
        put("time", lambda value: {"duration_seconds": read_seconds(value)}, typed.time)
    if measured_by in BY_DISTANCE:
        put("distance", lambda value: {"distance_m": read_metres(value)}, typed.distance)
    put("tempo", lambda value: {"tempo": read_tempo(value)}, typed.tempo)
    put("rest", lambda value: {"rest_seconds": read_seconds(value)}, typed.rest)
    put("load", lambda value: read_load(value, typed.load_by), typed.load)
    return found, wrong


def read_reps(text: str) -> dict[str, int | None]:
    """`8`, `6-8` and `5+`; nothing typed means as many as one likes."""
    words = text.strip().lower()
    if not words:
        return {"reps_min": None, "reps_max": None}
    if words.endswith("+") and (least := words[:-1].strip()).isdecimal() and 1 <= int(least[:5]) <= 1000:
        return {"reps_min": int(least), "reps_max": None}
    match = _RANGE.fullmatch(words)
    if match is None:
        raise ValueError(REPS)
    low = int(match[1])
    high = int(match[2] or low)
    if not 1 <= low <= high <= 1000:
        raise ValueError("1 to 1000, the smaller number first.")
    return {"reps_min": low, "reps_max": high}


def read_seconds(text: str) -> int | None:
    """`1:30`, `90`, `90 s`, `2 min`; None when nothing is typed."""
    words = text.strip().lower().replace(",", ".")
    if not words:
        return None
    if match := _CLOCK.fullmatch(words):
        return int(match[1]) * 60 + int(match[2])
    if match := _MINUTES.fullmatch(words):
        return round(float(match[1]) * 60)
    if match := _SECONDS.fullmatch(words):
        return int(match[1])
    raise ValueError(TIME)


def read_metres(text: str) -> str | None:
    """`400`, `400 m`, `5 km`; None when nothing is typed."""
    words = text.strip().lower().replace(",", ".")
    if not words:
        return None
    match = _METRES.fullmatch(words)
    if match is None:
        raise ValueError(METRES)
    return f"{float(match[1]) * 1000:g}" if match[2] == "km" else match[1]


def read_load(text: str, by: str) -> dict[str, str | None]:
    """A number in what it is counted by; without a number there is no load."""
    words = text.strip().lower().replace(",", ".").removesuffix("kg").removesuffix("%").strip()
    if not words:
        return {"load_by": None, "load": None}
    if not _NUMBER.fullmatch(words):
        raise ValueError(NUMBER)
    kind = LoadBy(by or "kg")
    least, most, told = LIMITS[kind]
    if not least <= Decimal(words) <= most:
        raise ValueError(told)
    if kind in (LoadBy.RPE, LoadBy.RIR) and Decimal(words) * 2 % 1:
        raise ValueError("In steps of a half.")
    return {"load_by": kind.value, "load": words}


def read_tempo(text: str) -> str:
    """`3-1-1-0` or `3110`: seconds down, at the bottom, up and at the top; x is as fast as possible."""
    if not text.strip():
        return ""
    match = _TEMPO.fullmatch(text.strip())
    if match is None:
        raise ValueError(TEMPO)
    return "-".join(match.groups()).upper()


def tidy(field: str, text: str) -> str:
    """What was typed as it is written elsewhere: `6-8` with the dash of a range."""
    return re.sub(r"\s*(?:-|to)\s*", "\N{EN DASH}", text) if field == "reps" else text


def span(low: int | None, high: int | None) -> str:
    """`8`, `6–8`, `5+`, or nothing."""
    if low is None or high is None:
        return f"{low}+" if low else f"1\N{EN DASH}{high}" if high else ""
    return str(low) if low == high else f"{low}\N{EN DASH}{high}"


def clock(seconds: int) -> str:
    """A time as people read it: `2:30`."""
    return f"{seconds // 60}:{seconds % 60:02}"


def metres(text: str) -> str:
    """`400 m`, `5 km`."""
    if not text:
        return ""
    value = float(text)
    return f"{value / 1000:g} km" if value >= 1000 and value % 100 == 0 else f"{text} m"


def trimmed(number: str) -> str:
    """A decimal without needless zeros."""
    return number.rstrip("0").rstrip(".") if "." in number else number


def load_words(load: str, by: str) -> str:
    """`82.5 kg`, `75%`, `RPE 8`, `2 RIR`."""
    if not load:
        return ""
    return {"kg": f"{load} kg", "percent": f"{load}%", "rpe": f"RPE {load}", "rir": f"{load} RIR"}[by or "kg"]


def amount(typed: SetLine, measured_by: str) -> str:
    """What to do in the set: `6–8`, `0:30`, `400 m in 1:30`."""
    if measured_by in BY_DISTANCE:
        return " in ".join(part for part in (typed.distance, typed.time) if part)
    return typed.time if measured_by in BY_TIME else typed.reps


def merged(typed: SetLine, change: Mapping[str, str], ident: str) -> SetLine:
    """The set with some fields changed from outside, so that its inputs begin anew."""
    return typed.model_copy(update={**change, "id": ident, "errors": {}, "told": ""})
