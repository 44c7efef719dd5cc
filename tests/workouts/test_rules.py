"""What a set is worth, as a table."""

from decimal import Decimal

import pytest

from rythm.workouts.exact import estimated_one_rep_max, volume
from rythm.workouts.rules import (
    counted_load,
    e1rm,
    floored,
    is_whole_load,
    load_for,
    muscle_sets,
    rest_after,
    streak,
    volume_of,
    warmup_ramp,
)


@pytest.mark.parametrize(
    ("kind", "weight", "reps", "kg"),
    [
        ("working", "100", 5, "500"),
        ("working", "61.2349", 3, "183.7047"),
        ("drop", "40", 12, "480"),
        ("failure", "80", 9, "720"),
        ("warmup", "60", 8, "0"),
        ("working", None, 8, "0"),
        ("working", "60", None, "0"),
        ("working", "60", 0, "0"),
        ("working", "-20", 8, "0"),
        ("working", "0", 8, "0"),
    ],
)
def test_volume(kind, weight, reps, kg):
    assert volume(kind, None if weight is None else Decimal(weight), reps) == Decimal(kg)


@pytest.mark.parametrize(
    ("kind", "weight", "reps", "kg"),
    [
        ("working", "100", 1, "100.00"),
        ("working", "100", 2, "106.67"),
        ("working", "100", 3, "110.00"),
        ("working", "100", 5, "116.67"),
        ("working", "100", 10, "133.33"),
        ("working", "100", 12, "140.00"),
        ("working", "100", 13, None),
        ("working", "100", 0, None),
        ("working", "100", None, None),
        ("working", None, 5, None),
        ("working", "0", 5, None),
        ("working", "-20", 5, None),
        ("warmup", "100", 5, None),
        ("drop", "80", 6, "96.00"),
        ("failure", "82.5", 6, "99.00"),
        ("working", "61.2349", 1, "61.23"),
        ("working", "142.8815", 1, "142.88"),
        ("working", "0.075", 2, "0.08"),
    ],
)
def test_estimated_one_rep_max(kind, weight, reps, kg):
    estimate = estimated_one_rep_max(kind, None if weight is None else Decimal(weight), reps)
    assert estimate == (None if kg is None else Decimal(kg))


@pytest.mark.parametrize(
    ("weeks", "length"),
    [
        ([], 0),
        ([0], 0),
        ([2], 1),
        ([0, 0, 0], 0),
        ([1, 2, 3], 3),
        ([1, 2, 0], 2),
        ([3, 0, 2, 1, 0], 3),
        ([3, 0, 2, 1, 4], 4),
        ([3, 0, 0, 2, 1], 2),
        ([3, 3, 0, 0], 2),
        ([3, 3, 0, 1], 3),
        ([3, 3, 0, 0, 0], 0),
    ],
)
def test_streak(weeks, length):
    assert streak(weeks) == length


@pytest.mark.parametrize(
    ("measured_by", "weight", "body", "load"),
    [
        ("weight_reps", 80, None, 80),
        ("weight_reps", None, 75, None),
        ("bodyweight_reps", None, 75, 75),
        ("bodyweight_reps", 10, 75, 85),
        ("bodyweight_reps", 10, None, 10),
        ("bodyweight_reps", None, None, None),
        ("assisted_reps", 20, 75, 55),
        ("assisted_reps", 80, 75, 0),
        ("assisted_reps", 20, None, None),
        ("weight_distance", 40, None, 40),
        ("reps", 40, 75, None),
        ("duration", None, 75, None),
    ],
)
def test_counted_load(measured_by, weight, body, load):
    assert counted_load(measured_by, weight, body) == load


@pytest.mark.parametrize(
    ("done", "measured_by", "body", "kg"),
    [
        ({"kind": "working", "weight_kg": "80.0", "reps": 5}, "weight_reps", None, 400),
        ({"kind": "warmup", "weight_kg": "80.0", "reps": 5}, "weight_reps", None, 0),
        ({"kind": "drop", "weight_kg": "80.0", "reps": 5}, "weight_reps", None, 400),
        ({"weight_kg": "10", "reps": 5}, "bodyweight_reps", 70, 400),
        ({"weight_kg": "10", "reps": 5}, "bodyweight_reps", None, 50),
        ({"reps": 5}, "bodyweight_reps", 70, 350),
        ({"weight_kg": "20", "reps": 5}, "assisted_reps", 70, 250),
        ({"weight_kg": "20", "reps": 5}, "assisted_reps", None, 0),
        ({"weight_kg": "80.0", "reps": None}, "weight_reps", None, 0),
        ({"weight_kg": "24.0", "distance_m": "40"}, "weight_distance", None, 0),
        ({"reps": 20}, "reps", 70, 0),
    ],
)
def test_volume_of_a_set(done, measured_by, body, kg):
    assert volume_of(done, measured_by, body) == kg


@pytest.mark.parametrize(
    ("load", "reps", "kg"),
    [
        (100, 1, 100),
        (100, 5, 116.67),
        (100, 12, 140),
        (100, 13, None),
        (100, 0, None),
        (0, 5, None),
        (None, 5, None),
    ],
)
def test_e1rm(load, reps, kg):
    assert e1rm(load, reps) == kg
    if kg:
        assert load_for(kg, reps) == pytest.approx(load, abs=0.01), "and back"


def test_an_estimate_needs_the_whole_load():
    assert is_whole_load("weight_reps", None)
    assert is_whole_load("assisted_reps", 70)
    assert not is_whole_load("bodyweight_reps", None)
    assert not is_whole_load("weight_distance", 70)


@pytest.mark.parametrize(
    ("kind", "rest", "seconds"),
    [
        ("working", 150, 150),
        ("failure", 150, 150),
        ("drop", 150, 0),
        ("warmup", 150, 60),
        ("warmup", 90, 45),
        ("working", None, 0),
        ("warmup", None, 0),
    ],
)
def test_rest_after_a_set(kind, rest, seconds):
    assert rest_after(kind, rest) == seconds


RAMPS = [
    (100, 20, 2.5, [(20, 10), (40, 5), (60, 3), (80, 2)]),
    (82.5, 20, 2.5, [(20, 10), (32.5, 5), (47.5, 3), (65, 2)]),
    (40, 20, 2.5, [(20, 10), (22.5, 3), (30, 2)]),
    (20, 20, 2.5, []),
    (22.5, 20, 2.5, [(20, 10)]),
    (30, 0, 2, [(12, 5), (18, 3), (24, 2)]),
    (4, 0, 2, [(2, 3)]),
    (0, 20, 2.5, []),
]


@pytest.mark.parametrize(("working", "bar", "step", "sets"), RAMPS)
def test_warm_up_ramp(working, bar, step, sets):
    assert [(row["weight"], row["reps"]) for row in warmup_ramp(working, bar, step)] == sets


def test_floats_do_not_lose_a_step():
    assert floored(0.1 + 0.2, 0.1) == pytest.approx(0.3)
    assert floored(82.4, 2.5) == 80
    assert floored(82.4, 0) == 82.4


def test_sets_per_muscle():
    library = {
        "bench": {"muscle": "chest", "secondary_muscles": ["triceps", "shoulders", "chest"]},
        "dip": {"muscle": "triceps", "secondary_muscles": None},
        "odd": {"muscle": ""},
    }
    assert muscle_sets({"bench": 3, "dip": 2, "odd": 4, "gone": 5}, library) == {
        "chest": 3,
        "triceps": 3.5,
        "shoulders": 1.5,
    }
    assert muscle_sets({"bench": 0}, library) == {}
