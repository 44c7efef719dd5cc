"""What is shown of somebody's progress, week by week."""

from datetime import date
from uuid import UUID

from pydantic import Field

from rythm.core.schema import Read


class WeekVolume(Read):
    """What was done in the week that begins on `week`, a Monday."""

    week: date
    volume_kg: float
    workouts: int
    sets: int


class OneRepMaxSeries(Read):
    """The best estimated one-rep maximum of one exercise in each week; null in weeks without one."""

    exercise_id: UUID
    name: str
    best_kg: list[float | None] = Field(description="One value for each week of `weeks`, in kg.")


class OneRepMax(Read):
    """Estimated one-rep maxima; `weeks` are Mondays, oldest first."""

    weeks: list[date]
    series: list[OneRepMaxSeries]
