"""What becomes of a template as a whole: copies of it, sharing it, putting it away."""

from typing import Any

import reflex as rx

from rythm.access import Permission
from rythm.core.errors import Invalid
from rythm.templates import service
from rythm.templates.schemas import CreateTemplate
from rythm.ui import routes
from rythm.ui.builder.draft import Draft, Opened
from rythm.ui.forms import id_in, parse
from rythm.ui.notice import say
from rythm.ui.state import action, context

MARKED = "Not saved: some of what is typed is not right. It is marked."


class Keeping(Draft, mixin=True):
    """Copies lead to themselves; the member's stay below the member's tabs."""

    is_archived: bool = False

    _id: str = ""

    @action(Permission.TEMPLATE_CREATE)
    async def save_as_copy(self) -> Any:
        """Keep what is typed as a template of one's own, and leave this one as it is."""
        data = self._typed()
        data["name"] = f"{data['name'][:113]} (copy)" if data["name"] else ""
        try:
            async with context(self) as ctx:
                made = await service.create(ctx, parse(CreateTemplate, data))
        except Invalid as error:
            raise self._placed(error) from None
        self.dirty = False
        return rx.redirect(self._link(str(made.id)))

    @action(Permission.TEMPLATE_CREATE)
    async def copy(self) -> Any:
        """Make the template as it is saved one's own, and go to it."""
        try:
            async with context(self) as ctx:
                copied = await service.copy(ctx, id_in(self._id))
        except Invalid as error:
            raise self._placed(error) from None
        self.dirty = False
        return rx.redirect(self._link(str(copied.id)))

    @action(Permission.TEMPLATE_CREATE)
    async def share(self) -> Any:
        """Give the gym a copy of one's own template, as it is saved, and go to it."""
        try:
            async with context(self) as ctx:
                shared = await service.share(ctx, id_in(self._id))
        except Invalid as error:
            raise self._placed(error) from None
        self.dirty = False
        await say(self, "Shared: this copy is the gym's. Your own stays yours.")
        return rx.redirect(self._link(str(shared.id)))

    @action(Permission.TEMPLATE_CHANGE)
    async def archive(self) -> None:
        """Take the template off the lists."""
        async with context(self) as ctx:
            await service.deactivate(ctx, id_in(self._id))
        self.is_archived = True
        await say(self, "Archived. Nobody can start it until you bring it back.")

    @action(Permission.TEMPLATE_CHANGE)
    async def bring_back(self) -> None:
        """Put the template back on the lists."""
        async with context(self) as ctx:
            await service.reactivate(ctx, id_in(self._id))
        self.is_archived = False
        await say(self, "It is back on the lists.")

    def _link(self, ident: str) -> str:
        is_admin = self.router.url.path.startswith("/admin/")
        return routes.template(ident) if is_admin else routes.my_template(ident)

    def _typed(self) -> dict[str, Any]:
        """All that is typed; raises Invalid when some of it is not right, and opens where it is."""
        right = self._check()
        wrong = next((line for line in self._lines if line.wrong), None)
        if wrong is not None:
            self.opened = Opened(id=wrong.exercise_id)
            self._show_open(self._draft())
            raise Invalid(fields={"form": MARKED})
        return {
            "name": self.name,
            "description": self.description,
            "progression": self.progression,
            "exercises": right,
        }

    def _placed(self, error: Invalid) -> Invalid:
        """The error with what it says of an exercise moved to that exercise."""
        fields = dict(error.fields)
        lines = self._draft()
        for place, line in enumerate(lines):
            why = fields.pop(f"exercises.{place}.exercise_id", "")
            other = fields.pop(f"exercises.{place}.alternatives", "")
            if why or other:
                line.errors = {**line.errors, "line": why or other}
                self.opened = Opened(id=line.exercise_id)
                fields["form"] = error.message
        fields.setdefault("form", MARKED)
        self._lines = lines
        self._show_open(lines)
        return Invalid(error.message, fields=fields)
