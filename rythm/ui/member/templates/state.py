"""What the member's templates need the server for: copies, and those that were put away."""

from typing import Any

import reflex as rx

from rythm.access import Permission
from rythm.core.context import Context
from rythm.core.schema import Read
from rythm.exercises.rules import Scope
from rythm.templates import queries, service
from rythm.ui import routes
from rythm.ui.admin.words import count
from rythm.ui.forms import id_in
from rythm.ui.notice import say
from rythm.ui.state import action, context

MOST = 100


class Archived(Read):
    """A template of one's own that was put away."""

    id: str
    name: str
    detail: str


class MyTemplatesState(rx.State):
    """One's own templates, as far as the phone does not keep them."""

    is_open: bool = False
    archived: list[Archived] = []

    @action(Permission.TEMPLATE_CREATE)
    async def copy(self, template_id: str) -> Any:
        """Make a template one's own, and go to it."""
        async with context(self) as ctx:
            copied = await service.copy(ctx, id_in(template_id))
        return rx.redirect(routes.my_template(str(copied.id)))

    @action(Permission.TEMPLATE_READ)
    async def show_archived(self) -> None:
        """Show what was put away, or hide it again."""
        self.is_open = not self.is_open
        if self.is_open:
            async with context(self) as ctx:
                await self._show(ctx)

    @action(Permission.TEMPLATE_CHANGE)
    async def bring_back(self, template_id: str) -> None:
        """Put a template back on the list."""
        async with context(self) as ctx:
            found = await service.reactivate(ctx, id_in(template_id))
            await self._show(ctx)
        await say(self, f"{found.name} is back among your templates.")

    async def _show(self, ctx: Context) -> None:
        page = await queries.templates(ctx, scope=Scope.USER, status="archived", limit=MOST)
        self.archived = [
            Archived(
                id=str(row.id),
                name=row.name,
                detail=f"{count(row.exercise_count, 'exercise')}, about {row.estimated_minutes} min",
            )
            for row in page.items
            if row.owner_id == ctx.actor.user_id
        ]
