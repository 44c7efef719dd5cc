"""The library as it is searched: by words, muscle, equipment, level, and whose it is."""

from typing import Literal

import reflex as rx

from rythm.access import Permission
from rythm.core.context import Context
from rythm.core.schema import Read
from rythm.exercises import queries
from rythm.exercises.rules import Scope
from rythm.exercises.schemas import ExerciseRow, FindExercises
from rythm.ui.exercises.words import LEVELS, detail
from rythm.ui.forms import parse
from rythm.ui.state import action, context
from rythm.ui.words import count

PAGE_SIZE = 40
BADGES = {Scope.USER: "Yours", Scope.TENANT: "Your gym's", Scope.SYSTEM: ""}


class Which(FindExercises):
    """What the page is narrowed to; `shown` says whose, or the ones put out of sight."""

    shown: Literal["", "mine", "hidden"] = ""


class LibraryLine(Read):
    """An exercise as the list shows it."""

    id: str
    name: str
    detail: str
    badge: str
    done: str


class LibraryState(rx.State):
    """The list and what narrows it; kept while one looks at an exercise and comes back."""

    loaded: bool = False
    rows: list[LibraryLine] = []
    more: bool = False
    words: str = ""
    muscle: str = ""
    equipment: str = ""
    level: str = ""
    shown: str = ""
    narrowed: bool = False

    _cursor: str = ""

    @action(Permission.EXERCISE_READ)
    async def load(self) -> None:
        """Show what was shown last, as it is now."""
        await self._find()
        self.loaded = True

    @action(Permission.EXERCISE_READ)
    async def search(self, words: str) -> None:
        """Keep to what these words are found in."""
        await self._find(search=words)

    @action(Permission.EXERCISE_READ)
    async def pick_muscle(self, muscle: str) -> None:
        """Keep to a muscle, or show all."""
        await self._find(muscle=muscle)

    @action(Permission.EXERCISE_READ)
    async def pick_equipment(self, equipment: str) -> None:
        """Keep to an equipment, or show all."""
        await self._find(equipment=equipment)

    @action(Permission.EXERCISE_READ)
    async def pick_level(self, level: str) -> None:
        """Keep to a level, or show all."""
        await self._find(level=level)

    @action(Permission.EXERCISE_READ)
    async def toggle_shown(self, shown: str) -> None:
        """Show one's own or what one has hidden, and at the second press everything again."""
        await self._find(shown="" if self.shown == shown else shown)

    @action(Permission.EXERCISE_READ)
    async def clear(self) -> None:
        """Take the filters away; the words stay."""
        await self._find(muscle="", equipment="", level="", shown="")

    @action(Permission.EXERCISE_READ)
    async def load_more(self) -> None:
        """Show the next page below."""
        async with context(self) as ctx:
            await self._show(ctx, after=self._cursor)

    async def _find(self, **change: object) -> None:
        now = {
            "search": self.words, "muscle": self.muscle, "equipment": self.equipment, "level": self.level,
            "shown": self.shown,
        }  # fmt: skip
        which = parse(Which, now | change)
        self.words, self.muscle, self.equipment = which.search, which.muscle, which.equipment
        self.level, self.shown = which.level, which.shown
        self.narrowed = any((which.muscle, which.equipment, which.level, which.shown))
        async with context(self) as ctx:
            await self._show(ctx)

    async def _show(self, ctx: Context, after: str | None = None) -> None:
        page = await queries.library(
            ctx,
            search=self.words,
            muscle=self.muscle,
            equipment=self.equipment,
            level=self.level,
            mine=self.shown == "mine",
            hidden=self.shown == "hidden",
            limit=PAGE_SIZE,
            cursor=after,
        )
        found = [_line(row) for row in page.items]
        self.rows = [*self.rows, *found] if after else found
        self._cursor = page.next_cursor or ""
        self.more = page.next_cursor is not None


def _line(row: ExerciseRow) -> LibraryLine:
    facts = [detail(row.muscle, row.equipment), LEVELS.get(row.level, "").lower()]
    return LibraryLine(
        id=str(row.id),
        name=row.name,
        detail=", ".join(fact for fact in facts if fact),
        badge=BADGES[row.scope],
        done=count(row.uses, "time") if row.uses else "",
    )
