"""The templates one may read, found by name and scope."""

from typing import Any

import reflex as rx

from rythm.access import Permission
from rythm.core.context import Context
from rythm.core.schema import Read
from rythm.exercises.rules import Scope
from rythm.templates import queries, service
from rythm.templates.rules import may_create
from rythm.templates.schemas import FindTemplates, TemplateRow
from rythm.ui import routes
from rythm.ui.admin.words import SCOPES, count, day
from rythm.ui.builder.draft import PROGRESSIONS
from rythm.ui.forms import id_in, parse
from rythm.ui.notice import say
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
    progression: str
    version: int
    updated: str
    owner: str
    is_archived: bool
    can_change: bool
    can_share: bool


class TemplatesState(rx.State):
    """The list under its filters."""

    loaded: bool = False
    rows: list[TemplateLine] = []
    more: bool = False
    words: str = ""
    scope: str = ""
    status: str = "active"

    archived: str = ""

    _cursor: str = ""
    _archived: str = ""

    @action(Permission.TEMPLATE_READ)
    async def load(self) -> None:
        """Show the templates under the filters as they were left."""
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
            await self._again(ctx)

    @action(Permission.TEMPLATE_CREATE)
    async def copy(self, template_id: str) -> Any:
        """Make a template one's own, and go to it."""
        async with context(self) as ctx:
            copied = await service.copy(ctx, id_in(template_id))
        return rx.redirect(routes.template(str(copied.id)))

    @action(Permission.TEMPLATE_CREATE)
    async def share(self, template_id: str) -> None:
        """Give the gym a copy of one's own template."""
        async with context(self) as ctx:
            shared = await service.share(ctx, id_in(template_id))
            await self._again(ctx)
        await say(self, f"{shared.name} is shared: the gym has a copy of it.")

    @action(Permission.TEMPLATE_CHANGE)
    async def archive(self, template_id: str) -> None:
        """Take a template off the lists; `put_back` undoes it."""
        async with context(self) as ctx:
            archived = await service.deactivate(ctx, id_in(template_id))
            await self._again(ctx)
        self._archived, self.archived = str(archived.id), f"{archived.name} is archived."

    @action(Permission.TEMPLATE_CHANGE)
    async def bring_back(self, template_id: str) -> None:
        """Put an archived template back on the lists."""
        async with context(self) as ctx:
            found = await service.reactivate(ctx, id_in(template_id))
            await self._again(ctx)
        await say(self, f"{found.name} is back on the lists.")

    @action(Permission.TEMPLATE_CHANGE)
    async def put_back(self) -> None:
        """Undo the last archiving."""
        self.archived = ""
        async with context(self) as ctx:
            await service.reactivate(ctx, id_in(self._archived))
            await self._again(ctx)

    @action(Permission.TEMPLATE_READ)
    async def forget(self) -> None:
        """Let the last archiving be."""
        self.archived = ""

    async def _again(self, ctx: Context) -> None:
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
        may_share = may_create(ctx.actor.role, Scope.TENANT) and ctx.actor.tenant is not None
        found = [_line(row, may_share=may_share) for row in page.items]
        self.rows = [*self.rows, *found] if after else found
        self._cursor = page.next_cursor or ""
        self.more = page.next_cursor is not None


def _line(row: TemplateRow, *, may_share: bool) -> TemplateLine:
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
        progression=PROGRESSIONS[row.progression.value],
        version=row.version,
        updated=day(row.updated_at),
        owner=f", {row.owner_name}" if row.owner_name else "",
        is_archived=row.archived_at is not None,
        can_change=row.can_change,
        can_share=may_share and row.can_change and row.scope is Scope.USER,
    )
