"""The heat of a day, and how often somebody trains."""

from datetime import date

import pytest

from rythm.progress.heat import Effort, levels, per_week


def lifted(*volumes: float) -> list[Effort]:
    return [Effort(volume, 15, 3600) for volume in volumes]


@pytest.mark.parametrize(
    ("days", "heat"),
    [
        ([], []),
        (lifted(5000), [4]),
        (lifted(4000, 3000, 2000, 1000), [4, 3, 2, 1]),
        (lifted(1000, 1000, 1000), [4, 4, 4]),
        (lifted(1, 2, 3, 4, 5, 6, 7, 8), [1, 1, 2, 2, 3, 3, 4, 4]),
        (lifted(10, 20), [2, 4]),
        (lifted(100_000, 3000, 2000, 1000), [4, 3, 2, 1]),
    ],
)
def test_days_by_volume(days, heat):
    assert levels(days) == heat


def test_a_run_is_held_against_runs():
    run, long_run, lifting = Effort(0, 1, 1800), Effort(0, 1, 5400), Effort(8000, 20, 3600)
    assert levels([run, long_run, lifting]) == [2, 4, 4]
    assert levels([Effort(0, 12, 60), Effort(0, 3, 60)]) == [4, 2], "sets before time"


@pytest.mark.parametrize(
    ("workouts", "first", "last", "rate"),
    [
        (0, date(2026, 1, 1), date(2026, 12, 31), 0),
        (3, date(2026, 11, 18), date(2026, 11, 20), 3.0),
        (4, date(2026, 11, 7), date(2026, 11, 20), 2.0),
        (148, date(2026, 1, 1), date(2026, 11, 20), 3.2),
        (5, date(2026, 11, 20), date(2026, 11, 1), 5.0),
    ],
)
def test_workouts_per_week(workouts, first, last, rate):
    assert per_week(workouts, first, last) == rate
