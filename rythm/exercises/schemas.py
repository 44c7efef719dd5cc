"""What the exercise library takes and shows."""

from datetime import datetime
from typing import Annotated, Literal
from uuid import UUID

from pydantic import Field, StringConstraints

from rythm.core.schema import Input, Name, PageOf, Read, Search
from rythm.exercises.catalogue import Category, Equipment, MeasuredBy, Muscle
from rythm.exercises.rules import Scope

RestSeconds = Annotated[int, Field(ge=0, le=1800, description="Rest after each set, in seconds.")]
Alias = Annotated[
    str, StringConstraints(min_length=1, max_length=120, strip_whitespace=True, pattern=r"^[^\x00]*$")
]


class FindExercises(PageOf):
    """Which exercises: words of a name or alias, a main muscle, an equipment; archived ones on request."""

    search: Search = ""
    muscle: Muscle | Literal[""] = ""
    equipment: Equipment | Literal[""] = ""
    archived: bool = False


class CreateExercise(Input):
    """A new exercise: one's own, or with scope `tenant` the whole gym's."""

    name: Name
    scope: Scope = Scope.USER
    muscle: Muscle | Literal[""] = ""
    secondary_muscles: Annotated[list[Muscle], Field(max_length=8, default_factory=list)]
    equipment: Equipment | Literal[""] = ""
    category: Category = "strength"
    measured_by: MeasuredBy = "weight_reps"
    is_unilateral: bool = False
    rest_seconds: RestSeconds = 120
    aliases: Annotated[list[Alias], Field(max_length=12, default_factory=list)]


class ChangeExercise(Input):
    """What to change; what is left out stays. How sets are measured stays: logged sets depend on it."""

    name: Name | None = None
    muscle: Muscle | Literal[""] | None = None
    secondary_muscles: Annotated[list[Muscle], Field(max_length=8)] | None = None
    equipment: Equipment | Literal[""] | None = None
    category: Category | None = None
    is_unilateral: bool | None = None
    rest_seconds: RestSeconds | None = None
    aliases: Annotated[list[Alias], Field(max_length=12)] | None = None


class ExerciseRow(Read):
    """An entry of the library."""

    id: UUID
    name: str
    scope: Scope
    muscle: str
    secondary_muscles: list[str]
    equipment: str
    category: str
    measured_by: str
    is_unilateral: bool
    rest_seconds: int
    aliases: list[str]
    archived_at: datetime | None
    can_change: bool


class PhoneExercise(Read):
    """An entry of the library as the phone keeps it."""

    id: UUID
    name: str
    equipment: str
    muscle: str
    measured_by: str
    rest_seconds: int
    is_common: bool
