"""What may be typed into a line of a template, and what it comes to."""

from decimal import Decimal

import pytest

from rythm.core.ids import uuid7
from rythm.ui.admin.template.lines import Line, bars, check


def line(**typed: str) -> Line:
    return Line(exercise_id=str(uuid7()), name="Bench press", detail="Barbell, chest", **typed)


@pytest.mark.parametrize(
    ("field", "typed", "taken"),
    [
        ("weight_kg", "82,5", Decimal("82.5")),
        ("weight_kg", "82.5", Decimal("82.5")),
        ("weight_kg", "", None),
        ("rpe", "8,5", Decimal("8.5")),
        ("rpe", "", None),
    ],
)
def test_loads_taken(field, typed, taken):
    shown, right = check(line(sets="5", **{field: typed}))
    assert shown.errors == {} and right is not None
    assert [each.load for each in right.sets] == [taken] * 5


@pytest.mark.parametrize(("typed", "taken"), [("2:30", 150), ("90", 90), ("0:05", 5)])
def test_rests_taken(typed, taken):
    shown, right = check(line(rest_seconds=typed))
    assert shown.errors == {} and right is not None
    assert right.rest_seconds == taken


@pytest.mark.parametrize(
    ("field", "typed"),
    [
        ("sets", ""),
        ("sets", "0"),
        ("sets", "21"),
        ("sets", "three"),
        ("reps_min", "0"),
        ("reps_max", "7"),
        ("reps_max", "1001"),
        ("weight_kg", "-1"),
        ("weight_kg", "heavy"),
        ("rpe", "8.3"),
        ("rpe", "11"),
        ("rest_seconds", "2:3"),
        ("rest_seconds", "31:00"),
        ("rest_seconds", "-1:30"),
        ("rest_seconds", "soon"),
        ("note", "x" * 501),
    ],
)
def test_refused_at_the_field(field, typed):
    shown, right = check(line(**{field: typed}))
    assert right is None
    assert list(shown.errors) == [field]
    assert shown.errors[field]


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({}, "3 × 8–10, rest 2:00"),
        ({"reps_max": "8", "weight_kg": "80", "rpe": "8"}, "3 × 8, 80 kg, RPE 8, rest 2:00"),
    ],
)
def test_read_out(typed, words):
    assert check(line(**typed))[0].summary == words


def test_every_set_is_a_bar_with_a_gap_between_exercises():
    lines = [check(line(sets="2", reps_max="10"))[1], check(line(sets="1", reps_min="5", reps_max="5"))[1]]
    drawn = bars([taken for taken in lines if taken])
    assert [bar.tone for bar in drawn] == ["mid", "mid", "gap", "mid"]
    assert [bar.value for bar in drawn] == [1, 1, 0, 0.5]
    assert bars([]) == []
