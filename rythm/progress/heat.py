"""How hard a day was, beside the other days of the same member."""

from bisect import bisect_right
from collections.abc import Sequence
from datetime import date
from math import ceil
from typing import NamedTuple

HARDEST = 4


class Effort(NamedTuple):
    """What a day came to: volume in kg, sets, and seconds from start to finish."""

    volume_kg: float
    sets: int
    seconds: int


def levels(days: Sequence[Effort]) -> list[int]:
    """The heat of each day of training, from 1 to 4: the quarter of these days it belongs to, ties upwards.

    Days with volume are held against each other by it; the others, such as runs, by their sets and then their
    time, since a run is no light day of lifting. So everybody has days of every heat, and one day alone is a
    hard one.
    """
    lifted = sorted(day.volume_kg for day in days if day.volume_kg > 0)
    moved = sorted((day.sets, day.seconds) for day in days if day.volume_kg <= 0)
    return [
        _quarter(bisect_right(lifted, day.volume_kg), len(lifted))
        if day.volume_kg > 0
        else _quarter(bisect_right(moved, (day.sets, day.seconds)), len(moved))
        for day in days
    ]


def _quarter(place: int, of: int) -> int:
    return ceil(HARDEST * place / of)


def per_week(workouts: int, first: date, last: date) -> float:
    """Workouts per week over the days from `first` to `last`, to one decimal; less than a week is one."""
    days = max(7, (last - first).days + 1)
    return round(workouts * 7 / days + 1e-9, 1)
