"""What a client's page shows beside its overview."""

from datetime import date
from typing import Annotated, Self
from uuid import UUID

from pydantic import AfterValidator, model_validator

from rythm.core.schema import Input, Read

LONGEST_DAYS = 5 * 366


def _known(day: date) -> date:
    if not 1970 <= day.year <= 2100:
        raise ValueError("a day lies between 1970 and 2100")
    return day


Day = Annotated[date, AfterValidator(_known)]


class Span(Input):
    """Days from the first to the last, both included; five years at most."""

    first: Day
    last: Day

    @model_validator(mode="after")
    def _forwards(self) -> Self:
        if self.last < self.first:
            raise ValueError("The last day comes before the first.")
        if (self.last - self.first).days >= LONGEST_DAYS:
            raise ValueError("Five years at most.")
        return self


class Compared(Read):
    """What was done in a span of days."""

    first: date
    last: date
    workouts: int
    sets: int
    volume_kg: float
    seconds: int


class ComparedLift(Read):
    """The best estimated one-rep maximum of an exercise, null in a span without one."""

    exercise_id: UUID
    name: str
    before_kg: float | None
    now_kg: float | None


class ComparedMuscle(Read):
    """Working sets for a muscle; an exercise that only helps it counts half."""

    muscle: str
    before: float
    now: float


class Comparison(Read):
    """Two spans side by side; the lifts are five main ones done most often, the muscles what was trained."""

    before: Compared
    now: Compared
    lifts: list[ComparedLift]
    muscles: list[ComparedMuscle]
