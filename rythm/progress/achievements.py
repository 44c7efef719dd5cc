"""What can be achieved: every rule in one table. Pure.

A rule is met when its family's figure comes to its threshold. `achieving` finds out when that was, in the
training itself, so a rule added here is also earned by those who met it years ago.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import NamedTuple

from rythm.progress.streaks import running


@dataclass(frozen=True, slots=True)
class Family:
    """Rules that differ in how much it takes; `says` is each one's rule, `{}` the amount of `noun`.

    `note` holds for all of them. The thresholds are counts, kilograms of volume, or multiples of body weight
    lifted in `exercise`.
    """

    key: str
    title: str
    says: str
    noun: str
    thresholds: tuple[float, ...]
    note: str = ""
    exercise: str = ""


LIFTED = "With a barbell, against what you weighed that day."


FAMILIES: tuple[Family, ...] = (
    Family(
        "workouts", "Workouts", "Finish {}", "workout", (1, 10, 25, 50, 100, 250, 500, 1000, 2000)
    ),
    Family(
        "weeks", "Weeks in a row", "Train {} in a row", "week", (2, 4, 8, 12, 26, 52, 104, 156),
        note="A single week off is forgiven.",
    ),
    Family("month", "Busy month", "Finish {} in one month", "workout", (8, 12, 16, 20)),
    Family(
        "volume", "Volume", "Lift {} in all", "kg",
        (10_000, 50_000, 100_000, 250_000, 500_000, 1_000_000, 2_500_000, 5_000_000),
        note="Weight times repetitions, warm-ups left out.",
    ),
    Family(
        "records", "Records", "Beat your best {}", "time", (1, 10, 25, 50, 100, 250, 500),
        note="Counted once for an exercise in a workout.",
    ),
    Family("exercises", "Variety", "Do {}", "different exercise", (10, 25, 50, 100)),
    Family(
        "bench", "Bench press", "Bench press {} body weight", "times", (0.5, 0.75, 1, 1.25, 1.5, 2),
        note=LIFTED, exercise="bench-press",
    ),
    Family(
        "squat", "Squat", "Squat {} body weight", "times", (0.75, 1, 1.25, 1.5, 2, 2.5),
        note=LIFTED, exercise="squat",
    ),
    Family(
        "deadlift", "Deadlift", "Deadlift {} body weight", "times", (1, 1.5, 2, 2.5, 3),
        note=LIFTED, exercise="deadlift",
    ),
)  # fmt: skip
"""The table of rules. A key is for ever: what somebody earned is kept under it."""


class Rule(NamedTuple):
    """One achievement."""

    key: str
    family: str
    threshold: float


def key_of(family: str, threshold: float) -> str:
    """What the achievement is kept under: `volume-1000000`, `bench-1.5`."""
    return f"{family}-{int(threshold) if threshold == int(threshold) else threshold}"


RULES: tuple[Rule, ...] = tuple(
    Rule(key_of(family.key, threshold), family.key, threshold)
    for family in FAMILIES
    for threshold in family.thresholds
)
DIGEST = sha256(" ".join(f"{rule.key}={rule.threshold!r}" for rule in RULES).encode()).hexdigest()[:16]
"""Another one when the table says something else: then everybody's training is looked through again."""
LIFTS = {family.key: family.exercise for family in FAMILIES if family.exercise}


class Week(NamedTuple):
    """The workouts of a week, and when the first of them was over."""

    workouts: int
    first_at: datetime | None


def weeks_met(weeks: Sequence[Week], thresholds: Sequence[float]) -> Mapping[float, datetime]:
    """When the streak of weeks first came to each threshold, by the first workout of that week."""
    met: dict[float, datetime] = {}
    for week, streak in zip(weeks, running([week.workouts for week in weeks]), strict=True):
        if week.first_at is not None:
            for threshold in thresholds:
                if streak >= threshold:
                    met.setdefault(threshold, week.first_at)
    return met
