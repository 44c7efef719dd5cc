"""What is shown of somebody's progress, week by week."""

from datetime import date, datetime
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


class Achievement(Read):
    """One rule of a family; `earned_at` is when the member's training came to it, null until it does."""

    key: str
    threshold: float
    earned_at: datetime | None
    is_new: bool = Field(description="Earned since they last looked.")


class AchievementFamily(Read):
    """Rules that differ in how much it takes; `now` is how much there is, of weeks and months the current."""

    key: str
    now: float
    achievements: list[Achievement]


class Achievements(Read):
    """What a member has achieved, of all there is."""

    earned: int
    of: int
    families: list[AchievementFamily]
