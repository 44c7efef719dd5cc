"""Which text can be read on which colour."""

import random

import pytest
from pydantic import TypeAdapter

from rythm.tenancy.rules import BLACK, INK, PAPER, contrast, is_readable, slug_of, text_on
from rythm.tenancy.schemas import Slug


@pytest.mark.parametrize(
    ("one", "other", "ratio"),
    [
        ("#000000", "#ffffff", 21.0),
        ("#ffffff", "#ffffff", 1.0),
        ("#777777", "#ffffff", 4.478),
        ("#767676", "#ffffff", 4.542),
        ("#ff0000", "#ffffff", 3.998),
        ("#0000ff", "#ffffff", 8.592),
    ],
)
def test_contrast_is_that_of_wcag(one: str, other: str, ratio: float) -> None:
    assert contrast(one, other) == pytest.approx(ratio, abs=0.001)
    assert contrast(other, one) == contrast(one, other)


def test_grey_is_readable_on_white_from_767676_on() -> None:
    assert is_readable("#767676", "#ffffff")
    assert not is_readable("#777777", "#ffffff")


@pytest.mark.parametrize(("brand", "text"), [("#c8f135", INK), ("#1f3a93", PAPER), ("#7a7a7a", BLACK)])
def test_the_text_on_a_brand(brand: str, text: str) -> None:
    assert text_on(brand) == text


def test_there_is_readable_text_on_every_colour() -> None:
    chance = random.Random(7)
    for _ in range(2000):
        brand = f"#{chance.randrange(1 << 24):06x}"
        assert is_readable(text_on(brand), brand), brand


@pytest.mark.parametrize(
    "name", ["Harbor Strength", "  Über--Gym & Söhne ", "24/7", "CrossFit #1 – North", "a" * 80, "東京", ""]
)
def test_a_proposed_short_name_is_one_or_nothing(name: str) -> None:
    proposed = slug_of(name)
    if proposed:
        assert TypeAdapter(Slug).validate_python(proposed) == proposed
