"""What a set is worth, as a table."""

from decimal import Decimal

import pytest

from rythm.workouts.exact import estimated_one_rep_max, volume
from rythm.workouts.rules import streak


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
        ([3, 0, 2, 1, 0], 2),
        ([3, 0, 2, 1, 4], 3),
        ([3, 3, 0, 0], 0),
        ([3, 3, 0, 1], 1),
    ],
)
def test_streak(weeks, length):
    assert streak(weeks) == length
