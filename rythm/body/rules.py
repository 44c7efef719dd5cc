"""What measurements come to: the trend behind the noise, its pace, and whether a goal is on course."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import NamedTuple

SMOOTHING = 0.1
"""How much of the way to today's value the trend goes in a day."""
LEAD_IN = timedelta(days=90)
"""What is older than this before a span moves its trend by less than a ten-thousandth: 0.9 to the 90th."""
PACE_DAYS, LEAST_PACE_DAYS = 28, 7
FURTHEST = timedelta(weeks=520)
"""A goal further off than ten years is not on course."""


class Reading(NamedTuple):
    """What was measured on a day, on average if more than once."""

    day: date
    value: float


class Pace(NamedTuple):
    """How much the trend moves in a week, and over how many days that was seen."""

    per_week: float
    days: int


class Standing(StrEnum):
    """How a goal stands."""

    REACHED = "reached"
    ON_COURSE = "on_course"
    BEHIND = "behind"
    STILL = "still"
    AWAY = "away"
    MISSED = "missed"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Course:
    """How a goal stands; `share` of the way is done, from 0 to 1.

    `arrives_on` is when it is reached at this pace, `needed_per_week` the pace that its date asks for.
    """

    standing: Standing
    share: float
    arrives_on: date | None = None
    needed_per_week: float | None = None


def trend(readings: Sequence[Reading]) -> list[float]:
    """The trend at each reading, oldest first: an exponentially weighted moving average.

    As J. Walker, The Hacker's Diet (fourmilab.ch/hackdiet), has it: each day the trend goes a tenth of the
    way to that day's weight, and it begins at the first one. Days without a reading do not stand still: over
    a gap of d days the trend goes `1 - 0.9^d` of the way, just as if the reading after the gap had been made
    on each of its days. So a week away weighs as a week, and after half a year the past is forgotten.
    """
    values: list[float] = []
    last: Reading | None = None
    for reading in readings:
        if last is None:
            values.append(reading.value)
        else:
            days = max(1, (reading.day - last.day).days)
            values.append(values[-1] + (1 - (1 - SMOOTHING) ** days) * (reading.value - values[-1]))
        last = reading
    return values


def reached_on(
    readings: Sequence[Reading], values: Sequence[float], start: float, target: float, since: date
) -> date | None:
    """The first day since `since` on which the trend was at the target or beyond, seen from `start`.

    The trend and not a reading: one morning after a dry evening is not there yet.
    """
    for reading, value in zip(readings, values, strict=True):
        if reading.day >= since and (value <= target if target < start else value >= target):
            return reading.day
    return None


def pace(readings: Sequence[Reading], values: Sequence[float]) -> Pace | None:
    """How fast the trend has moved over the last four weeks, or as much of them as there is.

    None with less than a week between the first and the last reading.
    """
    if not readings:
        return None
    since = readings[-1].day - timedelta(days=PACE_DAYS)
    earlier = [n for n, reading in enumerate(readings) if reading.day <= since]
    start = earlier[-1] if earlier else 0
    days = (readings[-1].day - readings[start].day).days
    if days < LEAST_PACE_DAYS:
        return None
    return Pace((values[-1] - values[start]) / days * 7, days)


def course(
    *,
    start: float,
    target: float,
    current: float,
    per_week: float | None,
    today: date,
    due_on: date | None = None,
    is_reached: bool = False,
) -> Course:
    """How a goal from `start` to `target` stands, with the trend at `current` and moving by `per_week`."""
    share = min(1.0, max(0.0, (current - start) / (target - start))) if target != start else 1.0
    if is_reached:
        return Course(Standing.REACHED, 1.0)
    left = target - current
    needed = left / ((due_on - today).days / 7) if due_on is not None and due_on > today else None
    if due_on is not None and due_on < today:
        return Course(Standing.MISSED, share)
    if per_week is None:
        return Course(Standing.UNKNOWN, share, needed_per_week=needed)
    if left == 0:
        return Course(Standing.ON_COURSE, share, arrives_on=today)
    weeks = left / per_week if per_week else 0.0
    if weeks < 0:
        is_still = abs(per_week) * 52 < abs(target - start) / 10
        return Course(Standing.STILL if is_still else Standing.AWAY, share, needed_per_week=needed)
    if not per_week or weeks * 7 > FURTHEST.days:
        return Course(Standing.STILL, share, needed_per_week=needed)
    arrives_on = today + timedelta(days=round(weeks * 7))
    if due_on is not None and arrives_on > due_on:
        return Course(Standing.BEHIND, share, arrives_on, needed)
    return Course(Standing.ON_COURSE, share, arrives_on, needed)
