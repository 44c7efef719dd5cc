"""The library as those who keep it see it: the gym's, the built-in ones, and what members added."""

from typing import Literal

import reflex as rx

from rythm.access import Permission
from rythm.core.context import Context
from rythm.core.schema import Read
from rythm.exercises import queries
from rythm.exercises.rules import Scope
from rythm.exercises.schemas import ExerciseRow, FindExercises
from rythm.ui.exercises.words import MEASURES, named
from rythm.ui.forms import parse
from rythm.ui.state import action, context

PAGE_SIZE = 40
SCOPES = {Scope.SYSTEM: "Built in", Scope.TENANT: "Gym", Scope.USER: "Member's"}


class Which(FindExercises):
    """What the page is narrowed to: whose, and whether those that are not listed are shown instead."""

    whose: Literal["", "gym", "members"] = ""
    status: Literal["", "hidden", "archived"] = ""


class ExerciseLine(Read):
    """An exercise as the table shows it, and what may be done with it."""

    id: str
    name: str
    aliases: str
    summary: str
    muscle: str
    equipment: str
    measured: str
    scope: str
    owner: str
    is_hidden: bool
    is_hidden_here: bool
    is_archived: bool
    can_change: bool
    can_restore: bool
    can_hide: bool
    can_hide_here: bool
    can_promote: bool
    can_merge: bool


class ExercisesState(rx.State):
    """The table under its filters."""

    loaded: bool = False
    rows: list[ExerciseLine] = []
    more: bool = False
    words: str = ""
    whose: str = ""
    status: str = ""
    muscle: str = ""
    equipment: str = ""
    narrowed: bool = False

    _cursor: str = ""

    @action(Permission.EXERCISE_PROMOTE)
    async def load(self) -> None:
        """Show what was shown last, as it is now."""
        await self._find()
        self.loaded = True

    @action(Permission.EXERCISE_PROMOTE)
    async def search(self, words: str) -> None:
        """Keep to what these words are found in."""
        await self._find(search=words)

    @action(Permission.EXERCISE_PROMOTE)
    async def pick_whose(self, whose: str) -> None:
        """Keep to the gym's own or the members', or show all one can choose."""
        await self._find(whose=whose)

    @action(Permission.EXERCISE_PROMOTE)
    async def pick_status(self, status: str) -> None:
        """Show those that are listed, those that are hidden, or those put away."""
        await self._find(status=status)

    @action(Permission.EXERCISE_PROMOTE)
    async def pick_muscle(self, muscle: str) -> None:
        """Keep to a muscle, or show all."""
        await self._find(muscle=muscle)

    @action(Permission.EXERCISE_PROMOTE)
    async def pick_equipment(self, equipment: str) -> None:
        """Keep to an equipment, or show all."""
        await self._find(equipment=equipment)

    @action(Permission.EXERCISE_PROMOTE)
    async def load_more(self) -> None:
        """Show the next page below."""
        async with context(self) as ctx:
            await self._show(ctx, after=self._cursor)

    async def _find(self, **change: object) -> None:
        now = {
            "search": self.words, "whose": self.whose, "status": self.status, "muscle": self.muscle,
            "equipment": self.equipment,
        }  # fmt: skip
        which = parse(Which, now | change)
        self.words, self.whose, self.status = which.search, which.whose, which.status
        self.muscle, self.equipment = which.muscle, which.equipment
        self.narrowed = any((which.search, which.whose, which.muscle, which.equipment))
        async with context(self) as ctx:
            await self._show(ctx)

    async def _show(self, ctx: Context, after: str | None = None) -> None:
        page = await queries.library(
            ctx,
            search=self.words,
            muscle=self.muscle,
            equipment=self.equipment,
            gym=self.whose == "gym",
            members=self.whose == "members",
            hidden=self.status == "hidden",
            archived=self.status == "archived",
            limit=PAGE_SIZE,
            cursor=after,
        )
        found = [_line(row, in_gym=ctx.actor.tenant is not None) for row in page.items]
        self.rows = [*self.rows, *found] if after else found
        self._cursor = page.next_cursor or ""
        self.more = page.next_cursor is not None


def _line(row: ExerciseRow, *, in_gym: bool) -> ExerciseLine:
    muscle, equipment = named(row.muscle), named(row.equipment)
    scope, is_archived = SCOPES[row.scope], row.archived_at is not None
    return ExerciseLine(
        id=str(row.id),
        name=row.name,
        aliases=", ".join(row.aliases),
        summary=", ".join(part for part in (row.owner_name or scope, muscle.lower()) if part),
        muscle=muscle,
        equipment=equipment,
        measured=MEASURES[row.measured_by][0],
        scope=scope,
        owner=row.owner_name or "",
        is_hidden=row.is_hidden,
        is_hidden_here=row.is_hidden_here,
        is_archived=is_archived,
        can_change=row.can_change,
        can_restore=row.can_change and is_archived,
        can_hide=row.is_hidden,
        can_hide_here=in_gym and row.scope is not Scope.USER and not is_archived,
        can_promote=row.scope is Scope.USER and not is_archived,
        can_merge=row.scope is not Scope.SYSTEM and not is_archived,
    )
