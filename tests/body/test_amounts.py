"""Units of a body: what is typed is kept exactly, and shown as it was typed."""

from decimal import Decimal

import pytest

from rythm.body import amounts


@pytest.mark.parametrize(
    ("kind", "typed", "unit", "kept"),
    [
        ("weight", "82,5", "kg", "82.5"),
        ("weight", "185", "lb", "83.91458845"),
        ("waist", "74.5", "kg", "74.5"),
        ("waist", "29.33", "lb", "74.4982"),
        ("body_fat", "18.2", "lb", "18.2"),
        ("custom", "12345.6789", "lb", "12345.6789"),
        ("custom", "-3", "kg", "-3"),
        ("waist", "74.555", "kg", None),
        ("waist", "wide", "kg", None),
        ("custom", "1.23456", "kg", None),
        ("custom", "1" * 11, "kg", None),
        ("weight", "", "kg", None),
    ],
)
def test_what_is_typed_is_kept_exactly(kind, typed, unit, kept):
    assert amounts.kept(kind, typed, unit) == (None if kept is None else Decimal(kept))


@pytest.mark.parametrize("kind", ["weight", "waist"])
@pytest.mark.parametrize("typed", ["30.01", "99.99", "45.5", "120"])
def test_it_is_shown_as_it_was_typed(kind, typed):
    kept = amounts.kept(kind, typed, "lb")
    assert kept is not None
    assert amounts.number(amounts.shown(kind, float(kept), "lb")) == typed


@pytest.mark.parametrize(
    ("kind", "unit", "expected"),
    [("weight", "lb", "lb"), ("waist", "lb", "in"), ("waist", "kg", "cm"), ("body_fat", "lb", "%"),
     ("custom", "kg", "bpm")],
)  # fmt: skip
def test_everything_has_its_unit(kind, unit, expected):
    assert amounts.unit_of(kind, unit, "bpm") == expected


@pytest.mark.parametrize(
    ("value", "expected"), [(12345, "12,345"), (82.5, "82.5"), (-1.25, "−1.25"), (-0.001, "0"), (80.0, "80")]
)
def test_numbers_are_plain(value, expected):
    assert amounts.number(value) == expected
