"""The builder of one template. What is typed lives here until it is saved as the next version."""

from collections.abc import AsyncIterator
from datetime import datetime, tzinfo
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
from rythm.templates.rules import may_create
from rythm.templates.schemas import CreateTemplate, SaveTemplate, TemplateDetail, VersionRow
from rythm.templates.sets import Progression
from rythm.ui.admin.words import SCOPES
from rythm.ui.builder import lines as editing
from rythm.ui.builder import order
from rythm.ui.builder.choosing import Choosing
from rythm.ui.builder.draft import Draft, Opened
from rythm.ui.builder.keeping import Keeping
from rythm.ui.builder.ordering import Ordering
from rythm.ui.builder.prescribing import Prescribing
from rythm.ui.forms import id_in, parse
from rythm.ui.notice import say
from rythm.ui.state import action, context
from rythm.ui.words import day, hour, within
from rythm.ui.zone import zone_of

SHOWN_VERSIONS = 5
READ_ONLY = {
    Scope.USER: "Only its owner and admins change a personal template.",
    Scope.TENANT: "Only its owner and admins change a gym template.",
    Scope.SYSTEM: "System templates are the same in every gym.",
}


class Reading(Read):
    """An exercise with its sets in words, for those who may not change them."""

    id: str
    name: str
    detail: str
    mark: str
    sets: list[str]
    more: str
    note: str


class VersionLine(Read):
    """One save of the template."""

    number: int
    saved: str
    summary: str


class Named(Input):
    """The template's own words as they are typed; their limits are told when they are saved."""

    name: Annotated[str, StringConstraints(max_length=5000)] = ""
    description: Annotated[str, StringConstraints(max_length=5000)] = ""
    scope: Scope = Scope.USER
    progression: Progression = Progression.DOUBLE


class BuilderState(Ordering, Prescribing, Choosing, Keeping, Draft, rx.State):
    """One template with its exercises as they are typed."""

    loaded: bool = False
    missing: bool = False
    generation: int = 0
    is_new: bool = False
    can_change: bool = False
    can_share: bool = False
    is_kept: bool = False
    is_saving: bool = False
    reason: str = ""
    scope_name: str = ""
    scopes: list[tuple[str, str]] = []
    version: int = 0
    saved: str = ""
    versions: list[VersionLine] = []
    readings: list[Reading] = []
    conflict: str = ""
    is_asking: bool = False
    newest: int = 0
    theirs: list[str] = []

    _asked: str = ""

    @action(Permission.TEMPLATE_READ)
    async def load(self) -> AsyncIterator[None]:
        """Open the template of this address, or begin a new one; what was typed here and not saved stays.

        It is asked for again whenever the connection comes back. A field may then be half typed.
        """
        asked = self.router.url.path.rstrip("/")
        if self.loaded and not self.missing and asked == self._asked:
            if self.dirty:
                self.is_kept = True
                return
            if self.is_new or await self._is_current():
                return
        self.loaded = self.missing = False
        yield
        await self._load(asked)

    @action(Permission.TEMPLATE_READ)
    async def discard(self) -> None:
        """Let go of what was typed, and show what is saved."""
        await self._load(self._asked)

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
    async def pick_progression(self, progression: str) -> None:
        """Choose how the load goes on where an exercise says nothing of its own."""
        self._describe(progression=parse(Named, {"progression": progression}).progression.value)

    @action(Permission.TEMPLATE_CHANGE)
    async def save(self) -> Any:
        """Save all that is typed as the next version."""
        return await self._save(self.version)

    @action(Permission.TEMPLATE_CHANGE)
    async def save_anyway(self) -> Any:
        """Save over the version somebody else saved meanwhile; theirs stays among the versions."""
        return await self._save(self.newest or self.version)

    @action(Permission.TEMPLATE_READ)
    async def hear(self) -> None:
        """Say that somebody else saved; what is shown stays, for a field may just be typed into."""
        if not self.loaded or self.missing or self.is_new:
            return
        async with context(self) as ctx:
            newest = (await queries.versions(ctx, id_in(self._id)))[0]
        if newest.number > max(self.version, self.newest):
            await self._clash(f"{newest.saved_by or 'Somebody else'} saved version {newest.number}.")
            self.is_asking = False

    @action(Permission.TEMPLATE_READ)
    async def decide(self) -> None:
        """Ask again what shall become of two versions."""
        self.is_asking = bool(self.conflict)

    @action(Permission.TEMPLATE_READ)
    async def decide_later(self) -> None:
        """Go back to what was typed."""
        self.is_asking = False

    async def _is_current(self) -> bool:
        """Whether the page shows what is saved already, as it does when a new template gets its address."""
        try:
            async with context(self) as ctx:
                saved = await queries.template(ctx, id_in(self._id))
        except NotFound:
            return False
        shown = (self.version, self.is_archived, self.can_change)
        return shown == (saved.current_version, saved.archived_at is not None, saved.can_change)

    async def _load(self, asked: str) -> None:
        self.missing, self._asked = False, asked
        try:
            async with context(self) as ctx:
                last = asked.rpartition("/")[2]
                await (self._begin(ctx) if last == "new" else self._open(ctx, id_in(last)))
        except NotFound:
            self.missing = True
        self.loaded = True

    async def _begin(self, ctx: Context) -> None:
        role, in_gym = ctx.actor.role, ctx.actor.tenant is not None
        offered = [scope for scope in SCOPES if may_create(role, scope) and (in_gym or scope is Scope.SYSTEM)]
        if not self.router.url.path.startswith("/admin/"):
            offered = [scope for scope in offered if scope is Scope.USER]
        preferred = Scope.TENANT if Scope.TENANT in offered else next(iter(offered), Scope.USER)
        self._id, self.is_new, self.can_change, self.is_archived = "", True, bool(offered), False
        self.can_share = False
        self.scopes = [(scope.value, SCOPES[scope]) for scope in offered]
        self.name = self.description = self.saved = self.reason = ""
        self.progression = Progression.DOUBLE.value
        self.scope, self.scope_name = preferred.value, SCOPES[preferred]
        self._lines, self.versions, self.readings, self.version = [], [], [], 0
        self._fresh()

    async def _open(self, ctx: Context, template_id: UUID) -> None:
        template = await queries.template(ctx, template_id)
        rows = await queries.versions(ctx, template_id)
        self._id, self.is_new, self.can_change = str(template.id), False, template.can_change
        self.can_share = (
            template.can_change
            and template.scope is Scope.USER
            and may_create(ctx.actor.role, Scope.TENANT)
            and ctx.actor.tenant is not None
        )
        self.reason = "" if template.can_change else READ_ONLY[template.scope]
        self.is_archived, self.version = template.archived_at is not None, template.current_version
        zone = zone_of(self)
        self.versions = [
            version_line(row, moment(row.saved_at, ctx.now, zone)) for row in rows[:SHOWN_VERSIONS]
        ]
        author = f" by {template.saved_by}" if template.saved_by else ""
        self.saved = f"Version {self.version}, saved {moment(template.saved_at, ctx.now, zone)}{author}"
        self._fill(template)
        self._fresh()

    def _fill(self, template: TemplateDetail) -> None:
        self.name, self.description = template.name, template.description
        self.scope, self.scope_name = template.scope.value, SCOPES[template.scope]
        self.progression = template.progression.value
        self._lines = [editing.saved(view) for view in template.exercises]

    def _fresh(self) -> None:
        self.generation += 1
        self.dirty = False
        self._was = None if self.is_new else self._as_is(self._draft())
        self._quick_error, self._before, self.opened = "", [], Opened()
        self._check()
        self.readings = [] if self.can_change else reading(self._draft())
        self.is_kept, self.errors = False, {}
        self.conflict, self.newest, self.is_asking, self.theirs = "", 0, False, []
        self.removed = self.announced = ""

    def _describe(self, **words: str) -> None:
        for field, value in words.items():
            if getattr(self, field) != value:
                setattr(self, field, value)
                self.dirty = True
                self._check()

    async def _save(self, expected: int) -> Any:
        self.errors, self.conflict, self.is_asking = {}, "", False
        data = self._typed()
        try:
            async with context(self) as ctx:
                template_id = await self._write(ctx, data, expected)
                await self._open(ctx, template_id)
        except Conflict as error:
            await self._clash(error.message)
            return None
        except Invalid as error:
            raise self._placed(error) from None
        saved_at = self._link(str(template_id))
        if self._asked != saved_at:
            self._asked = saved_at
            return rx.redirect(saved_at, replace=True)
        return await say(self, f"Version {self.version} is saved.")

    async def _write(self, ctx: Context, data: dict[str, Any], expected: int) -> UUID:
        if self.is_new:
            return (await service.create(ctx, parse(CreateTemplate, {**data, "scope": self.scope}))).id
        change = parse(SaveTemplate, {**data, "expected_version": expected})
        return (await service.update(ctx, id_in(self._id), change)).id

    async def _clash(self, message: str) -> None:
        async with context(self) as ctx:
            found = await queries.compare(ctx, id_in(self._id), self.version)
        self.newest, self.conflict, self.is_asking = found.after.version, message, True
        self.theirs = [change.words for change in found.changes]


def version_line(row: VersionRow, moment: str) -> VersionLine:
    """One save in the list of versions."""
    return VersionLine(
        number=row.number, saved=", ".join(filter(None, (row.saved_by, moment))), summary=row.summary
    )


def moment(at: datetime, now: datetime, zone: tzinfo) -> str:
    """When it was: `today 18:05`, `Wed 11 Nov 18:05`."""
    return f"{within(day(at, now, zone))} {hour(at, zone)}"


def reading(lines: list[editing.Line]) -> list[Reading]:
    """The exercises in words."""
    marks = {row.id: row.mark for block in order.drawn(lines) for row in block.rows}
    rests = {row.id: block.rest or block.usual for block in order.drawn(lines) for row in block.rows}
    return [
        Reading(
            id=line.exercise_id,
            name=line.name,
            detail=line.detail,
            mark=marks[line.exercise_id],
            sets=editing.read_out(line),
            more=f"{'Rest after the round' if line.group else 'Rest'} {rests[line.exercise_id]}",
            note=line.note,
        )
        for line in lines
    ]
