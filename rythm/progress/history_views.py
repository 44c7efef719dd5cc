"""What is shown of a member's history: a year day by day, the streak, the workouts by month."""

from datetime import date
from uuid import UUID

from pydantic import Field

from rythm.core.schema import Page, Read
from rythm.workouts.views import WorkoutRow


class CalendarDay(Read):
    """A day with workouts, and how hard it was beside the member's other days of that year."""

    date: date
    workouts: int
    volume_kg: float
    sets: int
    seconds: int
    level: int = Field(description="From 1 to 4: the quarter of the year's days of training it belongs to.")


class StreakView(Read):
    """Weeks with a workout in a row, one week without forgiven; of the last five years."""

    current: int
    best: int
    is_at_risk: bool = Field(description="Whether only a workout in this week can save it.")


class Calendar(Read):
    """A year of training; days without a workout are left out.

    `first_year` is that of the member's first workout, null before it.
    """

    year: int
    first_year: int | None
    workouts: int
    volume_kg: float
    sets: int
    per_week: float = Field(description="From the first workout on, or the first of January.")
    days: list[CalendarDay]
    streak: StreakView


class MonthCount(Read):
    """How many workouts a month has; `month` is its first day."""

    month: date
    workouts: int


class Narrowing(Read):
    """Something the history can be narrowed to."""

    id: UUID
    name: str


class Narrowings(Read):
    """The exercises a member does, and the templates they train by: those of late, by name."""

    exercises: list[Narrowing]
    templates: list[Narrowing]


class HistoryView(Read):
    """The history page: the year, the newest workouts of it and before, and how many each month has."""

    calendar: Calendar
    page: Page[WorkoutRow]
    months: list[MonthCount]
