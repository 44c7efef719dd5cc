"""Measurements as people type and read them, and as they are kept: kilograms, centimetres, percent.

Whoever reads weights in pounds reads lengths in inches. An inch is 2.54 cm by the International Yard and
Pound Agreement of 1959, so that every hundredth of an inch is exact.
"""

from decimal import Decimal

from rythm.core.units import kept_weight, rounded, shown_weight, typed_number
from rythm.workouts.metrics import CUSTOM, LENGTHS

CM_PER_INCH = Decimal("2.54")
_DECIMALS = {CUSTOM: 4}
_DIGITS = 10


def unit_of(kind: str, unit: str, own: str = "") -> str:
    """The unit a kind is read in by somebody who reads weights in `unit`; a custom metric has its own."""
    if kind == CUSTOM:
        return own
    if kind == "body_fat":
        return "%"
    if kind in LENGTHS:
        return "in" if unit == "lb" else "cm"
    return unit


def shown(kind: str, value: float, unit: str) -> float:
    """A value as it is read, to two decimals (four of a custom metric)."""
    if kind == "weight":
        return shown_weight(value, unit)
    if kind in LENGTHS and unit == "lb":
        return rounded(value / float(CM_PER_INCH), 2)
    return rounded(value, _DECIMALS.get(kind, 2))


def kept(kind: str, typed: str, unit: str) -> Decimal | None:
    """What is kept of what was typed, exactly; None unless it is a number of at most two decimals (or 4)."""
    if kind == "weight":
        kilos = kept_weight(typed, unit)
        return None if kilos is None else Decimal(kilos)
    text = typed_number(typed)
    if text is None:
        return None
    whole, _, decimals = text.lstrip("-").partition(".")
    if len(decimals) > _DECIMALS.get(kind, 2) or len(whole) > _DIGITS:
        return None
    number = Decimal(text)
    return number * CM_PER_INCH if kind in LENGTHS and unit == "lb" else number


def number(value: float, decimals: int = 2) -> str:
    """A value as people write it, with thousands and a true minus: `12,345`, `82.5`, `−1.2`."""
    text = f"{value:,.{decimals}f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return "0" if text == "-0" else text.replace("-", "\N{MINUS SIGN}")
