"""Reads the numbers and durations that people's exports contain into our units: kg, m, s."""

import re
from collections.abc import Mapping
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
    "cm": Decimal("0.01"),
    "in": Decimal("0.0254"),
}
_THOUSANDTH = Decimal("0.001")
_DURATION = re.compile(
    r"(?:(?P<d>\d+)\s*d(?:ays?)?)?\s*(?:(?P<h>\d+)\s*h(?:r|rs|ours?)?)?\s*"
    r"(?:(?P<m>\d+)\s*m(?:in|ins|inutes?)?)?\s*(?:(?P<s>\d+)\s*s(?:ec|ecs|econds?)?)?",
    re.IGNORECASE,
)


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
