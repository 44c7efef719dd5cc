"""What the exercise library takes and shows."""

import json
from datetime import datetime
from typing import Annotated, Literal, Self
from uuid import UUID

from pydantic import Field, StringConstraints, model_validator

from rythm.core.schema import Input, Name, PageOf, Read, Search
from rythm.exercises.catalogue import Category, Equipment, Force, Level, MeasuredBy, Mechanic, Muscle
from rythm.exercises.rules import Scope

RestSeconds = Annotated[int, Field(ge=0, le=1800, description="Rest after each set, in seconds.")]
Alias = Annotated[
    str, StringConstraints(min_length=1, max_length=120, strip_whitespace=True, pattern=r"^[^\x00]*$")
]
LONGEST_GUIDE = 20_000
"""Bytes of a guide, as the database keeps it."""
GuideText = Annotated[str, StringConstraints(max_length=2000, strip_whitespace=True, pattern=r"^[^\x00]*$")]
GuideLine = Annotated[
    str, StringConstraints(min_length=1, max_length=300, strip_whitespace=True, pattern=r"^[^\x00]*$")
]
GuideLines = Annotated[list[GuideLine], Field(max_length=12, default_factory=list)]


class Guide(Input):
    """How an exercise is done, as far as somebody has written it down."""

    setup: GuideText = ""
    execution: GuideText = ""
    breathing: GuideText = ""
    mistakes: GuideLines
    safety: GuideText = ""
    variations: GuideLines

    @model_validator(mode="after")
    def _fits(self) -> Self:
        # PostgreSQL counts bytes: outside of Latin a letter has two to four.
        if len(json.dumps(self.model_dump(), ensure_ascii=False).encode()) > LONGEST_GUIDE:
            raise ValueError("All of it together is too long: leave something out.")
        return self


class FindExercises(PageOf):
    """Which exercises: words of a name or alias, a muscle, an equipment, a level.

    Left out are the archived ones and those one has hidden, unless asked for; `mine` keeps to one's own,
    `gym` to the gym's, and `members` lists instead what other members within the caller's reach have added.
    """

    search: Search = ""
    muscle: Muscle | Literal[""] = Field(default="", description="Worked mainly or along with others.")
    equipment: Equipment | Literal[""] = ""
    level: Level | Literal[""] = ""
    mine: bool = False
    gym: bool = False
    members: bool = False
    hidden: bool = False
    archived: bool = False


class CreateExercise(Input):
    """A new exercise: one's own, or with scope `tenant` the whole gym's."""

    name: Name
    scope: Scope = Scope.USER
    muscle: Muscle | Literal[""] = ""
    secondary_muscles: Annotated[list[Muscle], Field(max_length=8, default_factory=list)]
    equipment: Equipment | Literal[""] = ""
    category: Category = "strength"
    force: Force = ""
    mechanic: Mechanic | Literal[""] = ""
    level: Level | Literal[""] = ""
    measured_by: MeasuredBy = "weight_reps"
    is_unilateral: bool = False
    rest_seconds: RestSeconds = 120
    aliases: Annotated[list[Alias], Field(max_length=12, default_factory=list)]
    guide: Guide | None = None


class ChangeExercise(Input):
    """What to change; what is left out stays. How sets are measured stays: logged sets depend on it."""

    name: Name | None = None
    muscle: Muscle | Literal[""] | None = None
    secondary_muscles: Annotated[list[Muscle], Field(max_length=8)] | None = None
    equipment: Equipment | Literal[""] | None = None
    category: Category | None = None
    force: Force | None = None
    mechanic: Mechanic | Literal[""] | None = None
    level: Level | Literal[""] | None = None
    is_unilateral: bool | None = None
    rest_seconds: RestSeconds | None = None
    aliases: Annotated[list[Alias], Field(max_length=12)] | None = None
    guide: Guide | None = Field(default=None, description="Said as null, it takes the guide away.")


class HideExercise(Input):
    """Whom an exercise is hidden from: only the caller, or from coaches up everybody in the gym."""

    everybody: bool = False


class MergeExercise(Input):
    """The exercise that takes the history over."""

    into_id: UUID


class ExerciseRow(Read):
    """An entry of the library; `uses` says how often the caller has done it.

    Hidden is what the caller has put out of their own sight, and hidden here what a coach has for the gym.
    """

    id: UUID
    name: str
    scope: Scope
    muscle: str
    secondary_muscles: list[str]
    equipment: str
    category: str
    force: str
    mechanic: str
    level: str
    measured_by: str
    is_unilateral: bool
    rest_seconds: int
    is_common: bool
    aliases: list[str]
    owner_id: UUID | None = Field(description="Whose own it is.")
    owner_name: str | None
    uses: int
    is_hidden: bool
    is_hidden_here: bool
    archived_at: datetime | None
    can_change: bool


class ExerciseDetail(ExerciseRow):
    """One entry of the library, whole, and what the caller may do with it."""

    guide: Guide | None
    merged_into_id: UUID | None
    merged_into_name: str | None
    can_hide_here: bool
    can_promote: bool
    can_merge: bool


class PhoneExercise(Read):
    """An entry of the library as the phone keeps it."""

    id: UUID
    name: str
    aliases: list[str]
    muscle: str
    secondary_muscles: list[str]
    equipment: str
    category: str
    force: str
    mechanic: str
    level: str
    is_unilateral: bool
    measured_by: str
    rest_seconds: int
    is_common: bool
    scope: str
    owner_id: UUID | None
