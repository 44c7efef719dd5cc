"""The question which exercise another one goes into, and what moves with it."""

from uuid import UUID

import reflex as rx

from rythm.access import Permission
from rythm.core.context import Context
from rythm.core.schema import Read
from rythm.exercises import queries
from rythm.exercises.rules import Scope
from rythm.exercises.schemas import ExerciseRow, FindExercises
from rythm.ui.exercises.words import detail
from rythm.ui.forms import id_in, in_form, parse
from rythm.ui.notice import say
from rythm.ui.state import action, context
from rythm.ui.words import count
from rythm.workouts import merging
from rythm.workouts.moves import Moves, what_moves

SHOWN, LOOKED_AT = 20, 80


class Candidate(Read):
    """An exercise that goes or stays."""

    id: str = ""
    name: str = ""
    detail: str = ""


class MergeState(rx.State):
    """What goes, what stays, and what moves."""

    is_open: bool = False
    gone: Candidate = Candidate()
    stays: Candidate = Candidate()
    found: list[Candidate] = []
    moves: list[str] = []
    errors: dict[str, str] = {}
    saved: int = 0

    @action(Permission.EXERCISE_MERGE)
    async def open(self, exercise_id: str) -> None:
        """Begin to merge this exercise into another, looking for those that are called alike."""
        async with context(self) as ctx:
            exercise = await queries.exercise(ctx, id_in(exercise_id))
            self.moves = moved(await what_moves(ctx, exercise.id))
            await self._find(ctx, exercise, exercise.name)
            if not self.found:
                await self._find(ctx, exercise, exercise.name.split()[-1])
        self.gone, self.stays, self.errors = _candidate(exercise), Candidate(), {}
        self.is_open = True

    @action(Permission.EXERCISE_READ)
    async def close(self) -> None:
        """Leave the question."""
        self.is_open = False

    @action(Permission.EXERCISE_MERGE)
    async def search(self, words: str) -> None:
        """Look for the exercise that stays."""
        self.errors = {}
        which = parse(FindExercises, {"search": words})
        async with context(self) as ctx:
            await self._find(ctx, await queries.exercise(ctx, id_in(self.gone.id)), which.search)

    @action(Permission.EXERCISE_MERGE)
    async def pick(self, exercise_id: str) -> None:
        """Choose the exercise that stays."""
        self.errors = {}
        with in_form():
            async with context(self) as ctx:
                self.stays = _candidate(await queries.exercise(ctx, id_in(exercise_id)))

    @action(Permission.EXERCISE_MERGE)
    async def back(self) -> None:
        """Choose another."""
        self.stays, self.errors = Candidate(), {}

    @action(Permission.EXERCISE_MERGE)
    async def merge(self) -> None:
        """Move everything over, and put away what has gone."""
        self.errors = {}
        with in_form():
            async with context(self) as ctx:
                await merging.merge(ctx, id_in(self.gone.id), id_in(self.stays.id))
        self.is_open = False
        self.saved += 1
        await say(self, f"{self.gone.name} is merged into {self.stays.name}.")

    async def _find(self, ctx: Context, gone: ExerciseRow, words: str) -> None:
        page = await queries.library(ctx, search=words, limit=LOOKED_AT)
        fitting = [row for row in page.items if row.id != gone.id and _fits(gone, row)]
        self.found = [_candidate(row) for row in fitting[:SHOWN]]


def _fits(gone: ExerciseRow, row: ExerciseRow) -> bool:
    """Sets are put together that are measured alike, and nobody's are handed to somebody else's own."""
    owner: UUID | None = gone.owner_id if gone.scope is Scope.USER else None
    return row.measured_by == gone.measured_by and (row.scope is not Scope.USER or row.owner_id == owner)


def _candidate(exercise: ExerciseRow) -> Candidate:
    return Candidate(
        id=str(exercise.id), name=exercise.name, detail=detail(exercise.muscle, exercise.equipment)
    )


def moved(told: Moves) -> list[str]:
    """What moves, in words; nothing when nobody has used it."""
    by = f" of {count(told.members, 'member')}" if told.members > 1 else ""
    done = f"{count(told.sets, 'set')} in {count(told.workouts, 'workout')}{by}"
    planned = f"{count(told.templates, 'template')}, each with a new version"
    return [*([done] if told.sets else []), *([planned] if told.templates else [])]
