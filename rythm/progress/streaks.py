"""How many weeks somebody has kept training, forgiving one that failed."""

from collections.abc import Sequence
from typing import NamedTuple


class Streak(NamedTuple):
    """Weeks with a workout in a row, now and at best; `is_at_risk` while only this week can save it."""

    current: int
    best: int
    is_at_risk: bool


def weekly_streak(weeks: Sequence[int]) -> Streak:
    """The streak in workouts per week, oldest first, this week last.

    One week without a workout is forgiven: it does not count, and two in a row end the streak. This week is
    not over, so it never ends one; it counts as soon as it has a workout.
    """
    current = best = missed = 0
    for count in weeks[:-1]:
        missed = 0 if count else missed + 1
        current = current + 1 if count else current if missed < 2 else 0
        best = max(best, current)
    if weeks and weeks[-1]:
        current += 1
    return Streak(current, max(best, current), bool(current and missed and weeks and not weeks[-1]))


def running(weeks: Sequence[int]) -> list[int]:
    """The streak as it stood at the end of each week, oldest first, by the same rule."""
    streaks: list[int] = []
    current = missed = 0
    for count in weeks:
        missed = 0 if count else missed + 1
        current = current + 1 if count else current if missed < 2 else 0
        streaks.append(current)
    return streaks
