"""The editor of a template. What is typed lives here until it is saved as the next version."""

from collections.abc import AsyncIterator
from typing import Annotated, Any
from uuid import UUID

import reflex as rx
from pydantic import StringConstraints

from rythm.access import Permission
from rythm.core.context import Context
from rythm.core.errors import Conflict, Invalid, NotFound
from rythm.core.schema import Input, Read
from rythm.exercises.rules import Scope
from rythm.templates import queries, service
from rythm.templates.rules import MAX_EXERCISES, estimated_minutes, may_create
from rythm.templates.schemas import CreateTemplate, SaveTemplate, TemplateDetail, TemplateLine, as_kept
from rythm.ui import kit, routes
from rythm.ui.admin.template import lines as editing
from rythm.ui.admin.template.lines import Line, Move, Typed
from rythm.ui.admin.words import SCOPES, day
from rythm.ui.forms import id_in, parse
from rythm.ui.notice import say
from rythm.ui.state import action, context

FULL = f"A template has at most {MAX_EXERCISES} exercises."
READ_ONLY = {
    Scope.USER: "Only its owner and admins change a personal template.",
    Scope.TENANT: "Only its owner and admins change a gym template.",
    Scope.SYSTEM: "System templates are the same in every gym.",
}


class VersionLine(Read):
    """One save of the template."""

    number: int
    saved: str


class Named(Input):
    """The template's own words as they are typed; their limits are told when they are saved."""

    name: Annotated[str, StringConstraints(max_length=5000)] = ""
    description: Annotated[str, StringConstraints(max_length=5000)] = ""
    scope: Scope = Scope.USER


class Version(Input):
    """The number of a save."""

    number: int


class TemplateState(rx.State):
    """One template with its lines as they are typed."""

    loaded: bool = False
    missing: bool = False
    generation: int = 0
    is_new: bool = False
    can_change: bool = False
    reason: str = ""
    is_archived: bool = False
    name: str = ""
    description: str = ""
    scope: str = "user"
    scope_name: str = ""
    scopes: list[tuple[str, str]] = []
    version: int = 0
    saved: str = ""
    versions: list[VersionLine] = []
    lines: list[Line] = []
    sets: int = 0
    minutes: int = 0
    bars: list[kit.Beat] = []
    dirty: bool = False
    errors: dict[str, str] = {}
    conflict: str = ""
    removed: str = ""

    _id: str = ""
    _removed: Line | None = None
    _removed_from: int = 0

    @action(Permission.TEMPLATE_READ)
    async def load(self) -> AsyncIterator[None]:
        """Open the template of this address, or begin a new one."""
        self.loaded = self.missing = False
        yield
        asked = self.router.url.path.rstrip("/").rpartition("/")[2]
        try:
            async with context(self) as ctx:
                await (self._begin(ctx) if asked == "new" else self._open(ctx, id_in(asked)))
        except NotFound:
            self.missing = True
        self.loaded = True

    @action(Permission.TEMPLATE_CHANGE)
    async def rename(self, name: str) -> None:
        """Take over the name typed."""
        self._describe(name=parse(Named, {"name": name}).name)

    @action(Permission.TEMPLATE_CHANGE)
    async def describe(self, description: str) -> None:
        """Take over the description typed."""
        self._describe(description=parse(Named, {"description": description}).description)

    @action(Permission.TEMPLATE_CREATE)
    async def pick_scope(self, scope: str) -> None:
        """Choose whose the new template is."""
        self._describe(scope=parse(Named, {"scope": scope}).scope.value)

    @action(Permission.TEMPLATE_CHANGE)
    async def change(self, exercise_id: str, field: str, value: str) -> None:
        """Take over a number or note typed into a line."""
        typed = parse(Typed, {"exercise_id": exercise_id, "field": field, "value": value})
        line = self.lines[self._place(typed.exercise_id)]
        if getattr(line, typed.field) != typed.value:
            setattr(line, typed.field, typed.value)
            self._changed()

    @action(Permission.TEMPLATE_CHANGE)
    async def move(self, exercise_id: str, step: int) -> None:
        """Put an exercise one place up or down."""
        asked = parse(Move, {"exercise_id": exercise_id, "step": step})
        place = self._place(asked.exercise_id)
        if 0 <= place + asked.step < len(self.lines):
            self.lines.insert(place + asked.step, self.lines.pop(place))
            self._changed()

    @action(Permission.TEMPLATE_CHANGE)
    async def remove(self, exercise_id: str) -> None:
        """Take an exercise out; `put_back` undoes it."""
        self._removed_from = self._place(id_in(exercise_id))
        self._removed = self.lines[self._removed_from].model_copy()
        del self.lines[self._removed_from]
        self.removed = f"{self._removed.name} is taken out."
        self._changed()

    @action(Permission.TEMPLATE_CHANGE)
    async def put_back(self) -> None:
        """Put the exercise taken out last back into its place."""
        if self._removed is not None and len(self.lines) < MAX_EXERCISES:
            self.lines.insert(self._removed_from, self._removed)
            self._changed()
        self.removed, self._removed = "", None

    @action(Permission.TEMPLATE_CHANGE)
    async def forget(self) -> None:
        """Leave the offer to undo."""
        self.removed = ""

    @action(Permission.TEMPLATE_CHANGE)
    async def save(self) -> Any:
        """Save what is typed as the next version; a new template begins with version 1."""
        if not (self.dirty or self.is_new):
            return await say(self, "Nothing has changed.")
        self.errors, self.conflict = {}, ""
        data = self._typed()
        try:
            async with context(self) as ctx:
                template_id = await self._save(ctx, data)
                if not self.is_new:
                    await self._open(ctx, template_id)
        except Conflict as error:
            self.conflict = error.message
            return None
        except Invalid as error:
            raise self._placed(error) from None
        if self.is_new:
            return rx.redirect(routes.template(str(template_id)), replace=True)
        return await say(self, f"Version {self.version} is saved.")

    @action(Permission.TEMPLATE_CHANGE)
    async def restore(self, number: int) -> None:
        """Take over an earlier version, to be saved as the next one."""
        version = parse(Version, {"number": number}).number
        async with context(self) as ctx:
            self._fill(await queries.template(ctx, id_in(self._id), version=version))
        self._changed()

    @action(Permission.TEMPLATE_CREATE)
    async def copy(self) -> Any:
        """Make the saved template one's own, and go to it."""
        try:
            async with context(self) as ctx:
                copied = await service.copy(ctx, id_in(self._id))
        except Invalid as error:
            raise self._placed(error) from None
        return rx.redirect(routes.template(str(copied.id)))

    @action(Permission.TEMPLATE_CHANGE)
    async def deactivate(self) -> None:
        """Take the template off the lists."""
        async with context(self) as ctx:
            await service.deactivate(ctx, id_in(self._id))
        self.is_archived = True
        await say(self, "Deactivated. Nobody can start it until you reactivate it.")

    @action(Permission.TEMPLATE_CHANGE)
    async def reactivate(self) -> None:
        """Put the template back on the lists."""
        async with context(self) as ctx:
            await service.reactivate(ctx, id_in(self._id))
        self.is_archived = False
        await say(self, "Active again.")

    async def _begin(self, ctx: Context) -> None:
        role, in_gym = ctx.actor.role, ctx.actor.tenant is not None
        offered = [scope for scope in SCOPES if may_create(role, scope) and (in_gym or scope is Scope.SYSTEM)]
        preferred = Scope.TENANT if Scope.TENANT in offered else next(iter(offered), Scope.USER)
        self._id, self.is_new, self.can_change, self.is_archived = "", True, bool(offered), False
        self.scopes = [(scope.value, SCOPES[scope]) for scope in offered]
        self.name = self.description = self.saved = self.reason = ""
        self.scope, self.scope_name = preferred.value, SCOPES[preferred]
        self.lines, self.versions, self.version = [], [], 0
        self.generation += 1
        self._fresh()

    async def _open(self, ctx: Context, template_id: UUID) -> None:
        template = await queries.template(ctx, template_id)
        rows = await queries.versions(ctx, template_id)
        self._id, self.is_new, self.can_change = str(template.id), False, template.can_change
        self.reason = "" if template.can_change else READ_ONLY[template.scope]
        self.is_archived, self.version = template.archived_at is not None, template.current_version
        self.versions = [
            VersionLine(number=row.number, saved=", ".join(filter(None, (row.saved_by, day(row.saved_at)))))
            for row in rows
        ]
        author = f" by {template.saved_by}" if template.saved_by else ""
        self.saved = f"Version {self.version}, saved {day(template.saved_at)}{author}"
        self._fill(template)
        self._fresh()

    async def _save(self, ctx: Context, data: dict[str, Any]) -> UUID:
        if self.is_new:
            return (await service.create(ctx, parse(CreateTemplate, {**data, "scope": self.scope}))).id
        change = parse(SaveTemplate, {**data, "expected_version": self.version})
        return (await service.update(ctx, id_in(self._id), change)).id

    def _fill(self, template: TemplateDetail) -> None:
        self.name, self.description = template.name, template.description
        self.scope, self.scope_name = template.scope.value, SCOPES[template.scope]
        self.lines = [editing.saved(view) for view in template.exercises]
        self.generation += 1

    def _fresh(self) -> None:
        self._check()
        self.dirty, self.errors, self.conflict, self.removed = False, {}, "", ""

    def _changed(self) -> None:
        self.dirty = True
        self._check()

    def _check(self) -> list[TemplateLine]:
        """Mark what is wrong, count what is right, and return the lines that are."""
        pairs = [editing.check(line) for line in self.lines]
        right = [taken for _, taken in pairs if taken is not None]
        self.lines = [line for line, _ in pairs]
        self.sets, self.minutes = sum(len(line.sets) for line in right), estimated_minutes(as_kept(right))
        self.bars = editing.bars(right)
        return right

    def _describe(self, **words: str) -> None:
        for field, value in words.items():
            self.dirty = self.dirty or getattr(self, field) != value
            setattr(self, field, value)

    def _typed(self) -> dict[str, Any]:
        """All that is typed; raises Invalid when a number is not right."""
        right = self._check()
        if len(right) < len(self.lines):
            raise Invalid(fields={"form": "Some numbers are not right. They are marked below."})
        return {"name": self.name, "description": self.description, "exercises": right}

    def _placed(self, error: Invalid) -> Invalid:
        """The error with what it says of an exercise moved to that exercise's line."""
        fields = dict(error.fields)
        for place, line in enumerate(self.lines):
            why = fields.pop(f"exercises.{place}.exercise_id", "")
            if why:
                line.errors = {**line.errors, "exercise_id": why}
                fields["form"] = error.message
        return Invalid(error.message, fields=fields)

    def _place(self, exercise_id: UUID) -> int:
        for place, line in enumerate(self.lines):
            if line.exercise_id == str(exercise_id):
                return place
        raise NotFound

    def _append(self, line: Line) -> None:
        """Put an exercise at the end; raises Invalid when the template is full or has it."""
        if len(self.lines) >= MAX_EXERCISES:
            raise Invalid(fields={"exercises": FULL})
        if self._has(line.exercise_id):
            raise Invalid(fields={"exercises": f"{line.name} is in here already."})
        self.lines.append(line)
        self._changed()

    def _has(self, exercise_id: str) -> bool:
        return any(line.exercise_id == exercise_id for line in self.lines)
