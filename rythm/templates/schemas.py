"""What templates take and show."""

from collections.abc import Sequence
from datetime import datetime
from typing import Annotated, Literal
from uuid import UUID

from pydantic import AfterValidator, Field, StringConstraints

from rythm.core.schema import Input, Name, Note, PageOf, Read, Search
from rythm.exercises.rules import Scope
from rythm.exercises.schemas import RestSeconds
from rythm.templates.rules import MAX_EXERCISES, group_problem
from rythm.templates.sets import MAX_SETS, PrescribedSet, Progression, SetRow, alike, rows

LONGEST_NOTE, MOST_ALTERNATIVES = 500, 10
LineNote = Annotated[str, StringConstraints(max_length=LONGEST_NOTE, strip_whitespace=True)]
Status = Literal["", "active", "archived"]


class FindTemplates(PageOf):
    """Which templates: words of a name, a scope, active or archived; empty means all."""

    search: Search = ""
    scope: Scope | Literal[""] = ""
    status: Status = "active"


def _each_once(ids: list[UUID]) -> list[UUID]:
    if len(set(ids)) < len(ids):
        raise ValueError("An alternative is in here twice.")
    return ids


class TemplateLine(Input):
    """One exercise of a template: its sets, one by one, and what stands beside them.

    Exercises with the same `group_number`, next to each other, are a superset or circuit; the rest after its
    round is `group_rest_seconds`, or the longest of theirs. `progression` overrides the template's.
    """

    exercise_id: UUID
    group_number: Annotated[int, Field(ge=1, le=MAX_EXERCISES)] | None = None
    group_rest_seconds: RestSeconds | None = None
    rest_seconds: RestSeconds = 120
    note: LineNote = ""
    progression: Progression | None = None
    alternatives: Annotated[list[UUID], AfterValidator(_each_once)] = Field(
        max_length=MOST_ALTERNATIVES, default_factory=list
    )
    sets: Annotated[list[PrescribedSet], Field(min_length=1, max_length=MAX_SETS, default_factory=alike)]


def fitting(lines: list[TemplateLine]) -> list[TemplateLine]:
    """The lines, unless they cannot stand together in one template; raises ValueError saying why."""
    if len(lines) > MAX_EXERCISES:
        raise ValueError(f"A template has at most {MAX_EXERCISES} exercises.")
    if len({line.exercise_id for line in lines}) < len(lines):
        raise ValueError("An exercise is in here twice.")
    if any(line.exercise_id in line.alternatives for line in lines):
        raise ValueError("An exercise is no alternative to itself.")
    if problem := group_problem([(line.group_number, line.group_rest_seconds) for line in lines]):
        raise ValueError(problem)
    return lines


Lines = Annotated[list[TemplateLine], AfterValidator(fitting)]


class SaveTemplate(Input):
    """A template as it shall be from now on.

    `expected_version` is the one the change was made from; it is refused if another was saved meanwhile.
    """

    name: Name
    description: Note = ""
    progression: Progression = Progression.DOUBLE
    exercises: Annotated[Lines, Field(default_factory=list)]
    expected_version: int | None = None


class CreateTemplate(Input):
    """A new template: one's own, or with scope `tenant` the whole gym's."""

    name: Name
    description: Note = ""
    scope: Scope = Scope.USER
    progression: Progression = Progression.DOUBLE
    exercises: Annotated[Lines, Field(default_factory=list)]


class Restore(Input):
    """Which version the template had when somebody decided to go back."""

    expected_version: int | None = None


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
    progression: Progression
    exercise_count: int
    set_count: int
    estimated_minutes: int
    owner_id: UUID | None
    owner_name: str | None
    updated_at: datetime
    archived_at: datetime | None
    can_change: bool


class PhoneLine(Read):
    """One exercise of a template as the phone keeps it."""

    exercise_id: UUID
    position: int
    group_number: int | None
    group_rest_seconds: int | None
    rest_seconds: int
    note: str
    progression: Progression | None
    alternatives: list[UUID]
    sets: list[SetRow]


def as_kept(lines: Sequence[TemplateLine]) -> list[PhoneLine]:
    """Lines that were typed as they will be kept, for what is computed of them before they are saved."""
    return [
        PhoneLine.model_validate(
            {**line.model_dump(exclude={"sets"}), "sets": rows(line.sets), "position": place}
        )
        for place, line in enumerate(lines)
    ]


class LineView(PhoneLine):
    """One exercise of a template with what the library says about it, and the names of its alternatives."""

    name: str
    equipment: str
    muscle: str
    secondary_muscles: list[str]
    measured_by: str
    is_archived: bool
    alternative_names: list[str]


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
    progression: Progression
    summary: str
    estimated_minutes: int
    sets_per_muscle: dict[str, float]
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
    progression: Progression
    updated_at: datetime
    exercises: list[PhoneLine]


class Change(Read):
    """One thing that differs between two versions; without an exercise it is of the whole template."""

    what: str
    words: str
    exercise_id: UUID | None = None
    exercise: str = ""
    before: str = ""
    after: str = ""


class Comparison(Read):
    """Two versions of a template and what changed from the first to the second."""

    before: TemplateDetail
    after: TemplateDetail
    changes: list[Change]
    summary: str


class VersionRow(Read):
    """One save of a template, and in words what it changed."""

    number: int
    name: str
    summary: str
    saved_at: datetime
    saved_by: str | None
