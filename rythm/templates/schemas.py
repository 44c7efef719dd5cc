"""What templates take and show."""

from datetime import datetime
from decimal import Decimal
from typing import Annotated, Literal, Self
from uuid import UUID

from pydantic import AfterValidator, Field, PlainSerializer, StringConstraints, model_validator

from rythm.core.schema import Input, Name, Note, PageOf, Read, Search
from rythm.exercises.rules import Scope
from rythm.exercises.schemas import RestSeconds
from rythm.templates.rules import MAX_EXERCISES


def plain(number: Decimal) -> str:
    """A number without trailing zeros but with one decimal: `80.0`, `82.5`, `61.235`."""
    whole, _, decimals = f"{number:f}".partition(".")
    return f"{whole}.{decimals.rstrip('0') or '0'}"


def _half_steps(value: Decimal) -> Decimal:
    if value * 2 % 1:
        raise ValueError("RPE goes in steps of a half.")
    return value


def _stored(weight: Decimal) -> Decimal:
    return weight.quantize(Decimal("0.0001"))


Shown = Annotated[Decimal, PlainSerializer(plain, return_type=str, when_used="json")]
Weight = Annotated[Decimal, Field(ge=0, le=5000, description="In kilograms."), AfterValidator(_stored)]
Effort = Annotated[Decimal, Field(ge=1, le=10, description="RPE, from 1 to 10."), AfterValidator(_half_steps)]
Count = Annotated[int, Field(ge=1, le=20)]
Reps = Annotated[int, Field(ge=1, le=1000)]
LineNote = Annotated[str, StringConstraints(max_length=500, strip_whitespace=True)]
Status = Literal["", "active", "archived"]


class FindTemplates(PageOf):
    """Which templates: words of a name, a scope, active or archived; empty means all."""

    search: Search = ""
    scope: Scope | Literal[""] = ""
    status: Status = "active"


class TemplateLine(Input):
    """One exercise of a template and what to do of it."""

    exercise_id: UUID
    sets: Count = 3
    reps_min: Reps = 8
    reps_max: Reps = 10
    weight_kg: Weight | None = None
    rpe: Effort | None = None
    rest_seconds: RestSeconds = 120
    note: LineNote = ""

    @model_validator(mode="after")
    def _range(self) -> Self:
        if self.reps_max < self.reps_min:
            raise ValueError("The upper number of repetitions is below the lower one.")
        return self


def _at_most_once(lines: list[TemplateLine]) -> list[TemplateLine]:
    if len(lines) > MAX_EXERCISES:
        raise ValueError(f"A template has at most {MAX_EXERCISES} exercises.")
    if len({line.exercise_id for line in lines}) < len(lines):
        raise ValueError("An exercise is in here twice.")
    return lines


Lines = Annotated[list[TemplateLine], AfterValidator(_at_most_once)]


class SaveTemplate(Input):
    """A template as it shall be from now on.

    `expected_version` is the one the change was made from; it is refused if another was saved meanwhile.
    """

    name: Name
    description: Note = ""
    exercises: Annotated[Lines, Field(default_factory=list)]
    expected_version: int | None = None


class CreateTemplate(Input):
    """A new template: one's own, or with scope `tenant` the whole gym's."""

    name: Name
    description: Note = ""
    scope: Scope = Scope.USER
    exercises: Annotated[Lines, Field(default_factory=list)]


class Reorder(Input):
    """The exercises of a template in their new order: each exactly once."""

    order: Annotated[list[UUID], Field(max_length=MAX_EXERCISES)]
    expected_version: int | None = None


class TemplateRow(Read):
    """A template in a list."""

    id: UUID
    name: str
    description: str
    scope: Scope
    version: int
    exercise_count: int
    set_count: int
    estimated_minutes: int
    owner_name: str | None
    updated_at: datetime
    archived_at: datetime | None
    can_change: bool


class PhoneLine(Read):
    """One exercise of a template as the phone keeps it."""

    exercise_id: UUID
    position: int
    sets: int
    reps_min: int
    reps_max: int
    rpe: Shown | None
    weight_kg: Shown | None
    rest_seconds: int
    note: str


class LineView(PhoneLine):
    """One exercise of a template with what the library says about it."""

    name: str
    equipment: str
    muscle: str
    measured_by: str
    is_archived: bool


class TemplateDetail(Read):
    """One version of a template, whole."""

    id: UUID
    name: str
    description: str
    scope: Scope
    version: int
    current_version: int
    owner_id: UUID | None
    owner_name: str | None
    saved_at: datetime
    saved_by: str | None
    archived_at: datetime | None
    estimated_minutes: int
    can_change: bool
    exercises: list[LineView]


class PhoneTemplate(Read):
    """A template as the phone keeps it."""

    id: UUID
    name: str
    description: str
    scope: Scope
    version: int
    estimated_minutes: int
    exercises: list[PhoneLine]


class VersionRow(Read):
    """One save of a template."""

    number: int
    name: str
    saved_at: datetime
    saved_by: str | None
