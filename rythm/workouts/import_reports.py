"""What an import did or would do, the imports there were, and what in them awaits a look."""

from datetime import date, datetime
from typing import Annotated, Literal
from uuid import UUID

from pydantic import Field, StringConstraints

from rythm.core.schema import Input, Read
from rythm.exercises.suggestions import Suggestion
from rythm.workouts.formats.delimited import MAX_BYTES
from rythm.workouts.formats.logs import LineProblem

MOST_PROBLEMS = 1_000
"""So many lines are named; whoever has more broken ones has another problem."""


class HowToRead(Input):
    """How to read an export.

    `unit` is needed where the file does not say; `zone` is where the member trained. `exercises` maps names
    of the file to exercises of the library, or to null for what shall be left out; other names are matched,
    and what is unknown is added.
    """

    unit: Literal["kg", "lb"] | None = None
    zone: Annotated[str, StringConstraints(max_length=60)] = "UTC"
    exercises: Annotated[
        dict[Annotated[str, StringConstraints(max_length=120)], UUID | None], Field(max_length=2_000)
    ] = {}


class ImportText(HowToRead):
    """An export as text, and how to read it."""

    text: Annotated[str, StringConstraints(strip_whitespace=False, max_length=MAX_BYTES)]
    file_name: Annotated[str, StringConstraints(max_length=200)] = ""


class NamedExercise(Read):
    """A name of the file: the exercise it becomes, or with none a new one, and which others may be meant."""

    name: str
    sets: int
    exercise_id: UUID | None = None
    exercise_name: str
    suggestions: list[Suggestion] = []


class ImportReport(Read):
    """What an import did, or with a dry run would do: what is new and what was known, and what was odd.

    `id` names the import, to undo it; none where nothing was written. `left_out` counts the broken lines;
    `problems` names them and the odd ones, at most 1,000.
    """

    id: UUID | None = None
    source: str
    needs_unit: bool
    created: int
    unchanged: int
    sets: int
    first_on: date | None = None
    last_on: date | None = None
    exercises: list[NamedExercise]
    left_out: int
    flagged: int
    problems: list[LineProblem]

    @property
    def exercises_created(self) -> tuple[str, ...]:
        """The names that nobody knew."""
        return tuple(sorted(named.name for named in self.exercises if named.exercise_id is None))


class ImportRow(Read):
    """An import in the list; `flags` counts what still awaits a look."""

    id: UUID
    created_at: datetime
    file_name: str
    source: str
    workouts: int
    sets: int
    known: int
    left_out: int
    undone_at: datetime | None
    flags: int


class FlagRow(Read):
    """A value of an import that awaits a look: of a set, or of the whole workout where there is none."""

    id: UUID
    import_id: UUID
    workout_id: UUID
    workout_set_id: UUID | None
    title: str
    started_at: datetime
    exercise_name: str | None
    line: int
    reason: str


class Undone(Read):
    """How many workouts went or would go, and how many stay because they were changed since.

    Of an archive also templates and measurements; `also_kept` counts those of them that were changed since.
    """

    workouts: int
    kept: int
    exercises: int
    templates: int = 0
    body_metrics: int = 0
    also_kept: int = 0
