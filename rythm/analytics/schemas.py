"""What analytics takes and shows."""

from datetime import date, datetime, timedelta
from typing import Annotated, Literal, Self
from uuid import UUID

from pydantic import Field, StringConstraints, model_validator

from rythm.analytics.rules import MOST_DAYS, Period
from rythm.core.clock import zone_named
from rythm.core.schema import Input, Read

Days = Literal["7", "30", "90", "365"]
Day = Annotated[date, Field(ge=date(1970, 1, 1), le=date(9000, 1, 1))]


class LookAt(Input):
    """Which days: the last 7, 30, 90 or 365, or from one date to another."""

    days: Days = "30"
    first: Day | None = Field(default=None, description="With `last`: these days instead.")
    last: Day | None = None
    zone: Annotated[str, StringConstraints(max_length=64)] = "UTC"

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if (self.first is None) != (self.last is None):
            raise ValueError("Give both dates, the first day and the last.")
        if self.first is not None and self.last is not None:
            if self.first > self.last:
                raise ValueError("The first day comes after the last.")
            if self.last - self.first >= timedelta(days=MOST_DAYS):
                raise ValueError("At most five years at once.")
        return self

    def period(self, now: datetime) -> Period:
        """The days meant, on the clock of the zone; today is the last one unless dates are given."""
        zone = zone_named(self.zone)
        if self.first is not None and self.last is not None:
            return Period(self.first, self.last, zone)
        today = now.astimezone(zone).date()
        return Period(today - timedelta(days=int(self.days) - 1), today, zone)


class LookAtCohort(LookAt):
    """Those who joined in the month of `joined`, and what they did `later` months after it."""

    joined: Day
    later: Annotated[int, Field(ge=1, le=60)]


class LookAtDay(LookAt):
    """One day on the clock of the zone."""

    day: Day


class DayCount(Read):
    """What was done on one day; `members` are those who trained."""

    day: date
    workouts: int = 0
    sets: int = 0
    volume_kg: float = 0
    members: int = 0


class Counts(Read):
    """What was done in all the days together."""

    workouts: int = 0
    sets: int = 0
    volume_kg: float = 0
    members: int = Field(default=0, description="Who trained, those who have left since among them.")
    active: int = Field(default=0, description="Members of today who trained.")


class Cohort(Read):
    """Who joined in one month; `trained` has one number for each month after it that has begun."""

    month: date
    joined: int
    trained: list[int]


class Retention(Read):
    """Cohorts by month of joining, oldest first; the last month of each runs unless `whole`.

    `kept` of the `could` who joined in the months before trained in the last month that is over.
    """

    cohorts: list[Cohort]
    whole: bool
    kept: int
    could: int


class Used(Read):
    """A template or an exercise and how often it was used; a template without id is none at all."""

    id: UUID | None
    name: str
    workouts: int
    sets: int
    members: int
    last_at: datetime


class CoachLoad(Read):
    """A coach's clients and what they did; without id, those without a coach.

    `behind` are those who are quiet today: no workout for a week, or less than half the usual last week and
    below it in this one. It is no figure of the roster, which knows what is agreed and weighs more.
    """

    id: UUID | None
    name: str
    clients: int
    workouts: int
    active: int
    behind: int


class Analytics(Read):
    """Everything of these days; `before` is what the same number of days before them came to."""

    first: date
    last: date
    members: int = Field(description="Who joined before the days ended and has not left.")
    joined: int = Field(description="Who joined in these days.")
    total: Counts
    before: Counts
    days: list[DayCount]
    retention: Retention
    templates: list[Used]
    exercises: list[Used]
    coaches: list[CoachLoad]


class GymCounts(Read):
    """One gym beside the others of its organisation."""

    id: UUID
    name: str
    members: int
    active: int
    workouts: int
    sets: int
    kept: int
    could: int


class PersonCount(Read):
    """A member and what they did of what was asked for."""

    id: UUID
    name: str
    workouts: int
    sets: int
    last_at: datetime | None
    is_behind: bool = False


class DoneWorkout(Read):
    """A workout of a day."""

    id: UUID
    member_id: UUID
    name: str
    title: str
    started_at: datetime
    seconds: int
    sets: int
    volume_kg: float


class People(Read):
    """Members behind a number, those who did most first; `count` is how many there are in all."""

    title: str
    count: int
    items: list[PersonCount]


class DayWorkouts(Read):
    """The workouts behind a day's number, in the order in which they began."""

    day: date
    count: int
    items: list[DoneWorkout]
