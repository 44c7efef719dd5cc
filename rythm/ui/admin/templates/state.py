"""The templates one may read, found by name and scope."""

import reflex as rx

from rythm.access import Permission
from rythm.core.context import Context
from rythm.core.schema import Read
from rythm.exercises.rules import Scope
from rythm.templates import queries
from rythm.templates.schemas import FindTemplates, TemplateRow
from rythm.ui.admin.words import SCOPES, count, day
from rythm.ui.forms import parse
from rythm.ui.state import action, context

PAGE_SIZE = 30
MOST = 300
"""So many rows a list is read anew with; who has scrolled further gets the rest again on the way."""


class TemplateLine(Read):
    """A template as the table shows it."""

    id: str
    name: str
    description: str
    scope: str
    summary: str
    exercises: int
    sets: int
    minutes: int
    version: int
    updated: str
    owner: str
    is_archived: bool
    can_change: bool


class TemplatesState(rx.State):
    """The list under its filters."""

    loaded: bool = False
    rows: list[TemplateLine] = []
    more: bool = False
    words: str = ""
    scope: str = ""
    status: str = "active"

    _cursor: str = ""

    @action(Permission.TEMPLATE_READ)
    async def load(self) -> None:
        """Show every active template."""
        self.words, self.scope, self.status = "", "", "active"
        await self._filter()
        self.loaded = True

    @action(Permission.TEMPLATE_READ)
    async def search(self, words: str) -> None:
        """Keep to those with these words in their name."""
        await self._filter(search=words)

    @action(Permission.TEMPLATE_READ)
    async def pick_scope(self, scope: str) -> None:
        """Keep to a scope, or show all of them."""
        await self._filter(scope=scope)

    @action(Permission.TEMPLATE_READ)
    async def pick_status(self, status: str) -> None:
        """Show active templates or deactivated ones."""
        await self._filter(status=status)

    @action(Permission.TEMPLATE_READ)
    async def load_more(self) -> None:
        """Show the next page below."""
        async with context(self) as ctx:
            await self._show(ctx, after=self._cursor)

    @action(Permission.TEMPLATE_READ)
    async def refresh(self) -> None:
        """Show what is there now in as many rows, under the same filters."""
        if not self.loaded:
            return
        async with context(self) as ctx:
            await self._show(ctx, limit=min(MOST, max(PAGE_SIZE, len(self.rows))))

    async def _filter(self, **change: object) -> None:
        which = parse(
            FindTemplates, {"search": self.words, "scope": self.scope, "status": self.status} | change
        )
        self.words, self.scope, self.status = which.search, str(which.scope), which.status
        async with context(self) as ctx:
            await self._show(ctx)

    async def _show(self, ctx: Context, after: str | None = None, limit: int = PAGE_SIZE) -> None:
        page = await queries.templates(
            ctx, search=self.words, scope=self.scope, status=self.status, limit=limit, cursor=after
        )
        found = [_line(row) for row in page.items]
        self.rows = [*self.rows, *found] if after else found
        self._cursor = page.next_cursor or ""
        self.more = page.next_cursor is not None


def _line(row: TemplateRow) -> TemplateLine:
    scope = SCOPES[row.scope]
    return TemplateLine(
        id=str(row.id),
        name=row.name,
        description=row.description,
        scope=scope,
        summary=f"{scope}, {count(row.exercise_count, 'exercise')}, {row.estimated_minutes} min",
        exercises=row.exercise_count,
        sets=row.set_count,
        minutes=row.estimated_minutes,
        version=row.version,
        updated=day(row.updated_at),
        owner=row.owner_name or ("Rythm" if row.scope is Scope.SYSTEM else "–"),
        is_archived=row.archived_at is not None,
        can_change=row.can_change,
    )
