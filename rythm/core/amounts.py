"""Amounts as they travel: exact decimals, written without the zeros a database column adds."""

from decimal import Decimal
from typing import Annotated

from pydantic import Field, PlainSerializer

KG_PER_LB = Decimal("0.45359237")
"""Exact by the international definition of 1959."""


def plain(number: Decimal) -> str:
    """A number without trailing zeros but with one decimal: `80.0`, `82.5`, `83.91458845`."""
    whole, _, decimals = f"{number:f}".partition(".")
    text = f"{whole}.{decimals.rstrip('0') or '0'}"
    return "0.0" if text == "-0.0" else text


Exact = Annotated[Decimal, PlainSerializer(plain, return_type=str, when_used="json")]
"""A number that goes out as it is, as text."""

Kilograms = Annotated[
    Exact, Field(ge=-500, le=2000, max_digits=14, decimal_places=10, description="Kilograms, exact.")
]
"""A load as it was meant, to ten decimals: a quarter of a pound is exact. Help is below zero."""

BodyWeight = Annotated[
    Exact, Field(ge=1, le=1000, max_digits=14, decimal_places=10, description="Kilograms, exact.")
]
"""What a person weighs."""
