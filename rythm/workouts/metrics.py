"""What can be measured of a body: the kinds, what each is kept in, and what can be true of it.

Weights are kept in kilograms, lengths in centimetres and body fat in percent, whatever they were typed in: a
hundredth of a pound and a hundredth of an inch are exact in ten decimals.
"""

from decimal import Decimal
from typing import Literal

Kind = Literal[
    "weight",
    "body_fat",
    "neck",
    "shoulders",
    "chest",
    "arm",
    "forearm",
    "waist",
    "hips",
    "thigh",
    "calf",
    "custom",
]
LENGTHS = frozenset({"neck", "shoulders", "chest", "arm", "forearm", "waist", "hips", "thigh", "calf"})
CUSTOM = "custom"
"""Something the member thought of; the row names their `custom_metric`."""

_BOUNDS = {"weight": (1, 1000), "body_fat": (1, 80), CUSTOM: (-1_000_000_000, 1_000_000_000)}
_LENGTH = (5, 400)


def bounds(kind: str) -> tuple[int, int]:
    """The least and the most that may be said of a kind, in what it is kept in."""
    return _LENGTH if kind in LENGTHS else _BOUNDS[kind]


def fits(kind: str, value: Decimal) -> bool:
    """Whether a value can be true of a kind."""
    least, most = bounds(kind)
    return least <= value <= most
