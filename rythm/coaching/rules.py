"""Who needs their coach's attention, and the reason in words."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, tzinfo

from rythm.core.clock import days_between

SILENT_DAYS = 7
"""So many days without a workout are worth a message."""

REGULAR = 2
"""Only somebody who trains at least so often a week can be seen to train less."""


@dataclass(frozen=True, slots=True)
class Standing:
    """How a client stands: the reason, a remark beside it, and whether they need attention."""

    why: str
    note: str
    is_behind: bool


def standing(
    last_workout_at: datetime | None,
    joined_at: datetime,
    weeks: Sequence[int],
    now: datetime,
    zone: tzinfo,
) -> Standing:
    """How a client stands; `weeks` are their workouts per week, oldest first, this week last."""
    if last_workout_at is None:
        days = days_between(joined_at, now, zone)
        return Standing("No workout yet", f"Joined {_ago(days)}", days >= SILENT_DAYS)
    silent = days_between(last_workout_at, now, zone)
    usual = usual_per_week(weeks[:-1])
    if silent >= SILENT_DAYS:
        return Standing(f"No workout for {silent} days", f"Was {usual} a week" if usual else "", True)
    last_week, this_week = weeks[-2], weeks[-1]
    before = usual_per_week(weeks[:-2])
    if before >= REGULAR and 2 * last_week < before and this_week < before:
        return Standing(f"{workouts(last_week)} last week", f"Was {before} a week", True)
    return Standing("On track", f"Usually {usual} a week" if usual else "", False)


def usual_per_week(weeks: Sequence[int]) -> int:
    """How often somebody trains in a week in which they train at all, rounded; 0 when never."""
    active = [count for count in weeks if count]
    return int(sum(active) / len(active) + 0.5) if active else 0


def workouts(count: int) -> str:
    """A number of workouts in words."""
    return "1 workout" if count == 1 else f"{count or 'No'} workouts"


def _ago(days: int) -> str:
    return {0: "today", 1: "yesterday"}.get(days, f"{days} days ago")
