"""How many weeks somebody has kept training, forgiving one that failed."""

from collections.abc import Sequence
from typing import NamedTuple

from rythm.workouts.rules import streak


class Streak(NamedTuple):
    """Weeks with a workout in a row, now and at best; `is_at_risk` while only this week can save it."""

    current: int
    best: int
    is_at_risk: bool


def weekly_streak(weeks: Sequence[int]) -> Streak:
    """The streak in workouts per week, oldest first, this week last.

    The rule is that of the phone, `workouts.rules.streak`: one week without a workout is forgiven, two in a
    row end the streak, and this week, which is not over, never does.
    """
    missed_last = len(weeks) > 1 and not weeks[-2] and not weeks[-1]
    current = streak(list(weeks))
    return Streak(current, max(running(weeks), default=0), bool(current) and missed_last)


def running(weeks: Sequence[int]) -> list[int]:
    """The streak as it stood at the end of each week, oldest first."""
    streaks: list[int] = []
    current = missed = 0
    for count in weeks:
        missed = 0 if count else missed + 1
        current = current + 1 if count else current if missed < 2 else 0
        streaks.append(current)
    return streaks
