"""Kilograms and pounds, to the last digit."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rythm.core.units import (
    KG_PER_LB,
    dumbbell_step,
    kept_of,
    kept_weight,
    number_text,
    rounded,
    shown_weight,
    step,
    typed_number,
    weight_text,
)


@pytest.mark.parametrize(
    ("x", "digits", "result"),
    [
        (2.5, 0, 3),
        (-2.5, 0, -3),
        (1.005, 2, 1.01),
        (0.125, 2, 0.13),
        (1.2349, 2, 1.23),
        (0, 2, 0),
        (80, 0, 80),
    ],
)
def test_halves_are_rounded_away_from_zero(x, digits, result):
    assert rounded(x, digits) == pytest.approx(result, abs=1e-12)


@pytest.mark.parametrize(
    ("x", "text"),
    [(80.0, "80"), (82.5, "82.5"), (1.25, "1.25"), (0.05, "0.05"), (-2.5, "-2.5"), (0, "0"), (99.999, "100")],
)
def test_numbers_are_shown_without_idle_zeros(x, text):
    assert number_text(x) == text


@pytest.mark.parametrize(
    ("typed", "unit", "kept"),
    [
        ("80", "kg", "80.0"),
        ("82,5", "kg", "82.5"),
        ("82.25", "kg", "82.25"),
        ("80.00", "kg", "80.0"),
        (".5", "kg", "0.5"),
        ("185", "lb", "83.91458845"),
        ("0.25", "lb", "0.1133980925"),
        ("-10", "kg", "-10.0"),
        ("-0", "kg", "0.0"),
        (" 7 ", "kg", "7.0"),
        ("", "kg", None),
        (".", "kg", None),
        ("8o", "kg", None),
        ("1.2.3", "kg", None),
        ("1.234", "kg", None),
        ("123456", "kg", None),
        ("1e3", "kg", None),
        ("٣", "kg", None),
    ],
)
def test_a_typed_weight_is_kept_exactly(typed, unit, kept):
    assert kept_weight(typed, unit) == kept


@given(st.integers(0, 9999999))
def test_pounds_come_back_as_they_were_typed(hundredths):
    typed = f"{hundredths // 100}.{hundredths % 100:02d}"
    kept = kept_weight(typed, "lb")
    assert kept is not None
    assert Decimal(kept) == Decimal(typed) * Decimal("0.45359237"), "no digit is lost"
    assert Decimal(str(shown_weight(float(kept), "lb"))) == Decimal(typed), (
        "and what is shown is what was typed"
    )


def test_a_computed_weight_is_kept_as_it_is_shown():
    assert kept_of(190 * KG_PER_LB + 1e-7, "lb") == "86.1825503"
    assert kept_of(82.4999999999, "kg") == "82.5"
    assert weight_text(83.91458845, "lb") == "185 lb"
    assert weight_text(82.5, "kg") == "82.5 kg"
    assert shown_weight(100, "lb") == 220.46


def test_steps():
    assert (step("kg"), dumbbell_step("kg")) == (2.5, 2)
    assert shown_weight(step("lb"), "lb") == shown_weight(dumbbell_step("lb"), "lb") == 5


@pytest.mark.parametrize(
    ("typed", "text"), [("−5", "-5"), ("5,", "5."), ("a", None), ("5.5.", None), ("-", None)]
)
def test_typed_numbers(typed, text):
    assert typed_number(typed) == text
