"""What pages call the facts of an exercise."""

from typing import get_args

import pytest

from rythm.exercises.catalogue import MeasuredBy, exercises
from rythm.ui.exercises.words import (
    CATEGORY_OPTIONS,
    EQUIPMENT_OPTIONS,
    FORCE_OPTIONS,
    LEVEL_OPTIONS,
    MEASURES,
    MECHANIC_OPTIONS,
    MUSCLE_OPTIONS,
    detail,
    named,
    rest,
    rest_options,
)


@pytest.mark.parametrize(
    ("muscle", "equipment", "said"),
    [
        ("chest", "barbell", "Chest, barbell"),
        ("lower_back", "trap_bar", "Lower back, trap bar"),
        ("biceps", "ez_bar", "Biceps, EZ-bar"),
        ("abdominals", "other", "Abdominals"),
        ("", "cable", "Cable"),
        ("neck", "", "Neck"),
        ("", "", ""),
    ],
)
def test_the_line_below_a_name(muscle: str, equipment: str, said: str) -> None:
    assert detail(muscle, equipment) == said


def test_every_fact_of_the_library_has_a_word() -> None:
    assert len(MUSCLE_OPTIONS) == 17
    known = {
        "muscle": MUSCLE_OPTIONS, "equipment": EQUIPMENT_OPTIONS, "category": CATEGORY_OPTIONS,
        "level": LEVEL_OPTIONS, "mechanic": MECHANIC_OPTIONS, "force": FORCE_OPTIONS,
    }  # fmt: skip
    for row in exercises().values():
        for fact, options in known.items():
            assert getattr(row, fact) in {"", *dict(options)}, fact
    assert [words for _, words in MUSCLE_OPTIONS] == sorted(words for _, words in MUSCLE_OPTIONS)


def test_every_way_to_measure_is_explained() -> None:
    assert list(MEASURES) == list(get_args(MeasuredBy))
    assert all(note.endswith(".") for _, note in MEASURES.values())


def test_a_rest_out_of_the_ordinary_can_still_be_chosen() -> None:
    assert (rest(120), rest(0)) == ("2:00", "None")
    assert ("100", "1:40") in rest_options(100)
    assert rest_options(120) == rest_options(90)
    assert named("") == ""
