"""The versions of the template in the builder: the list, one of them, or two side by side."""

from typing import Annotated
from uuid import UUID

import reflex as rx
from pydantic import Field

from rythm.access import Permission
from rythm.core.errors import Conflict
from rythm.core.schema import Input, Read
from rythm.templates import queries, service
from rythm.templates.schemas import Change, Restore
from rythm.ui.builder import lines as editing
from rythm.ui.builder.state import BuilderState, Reading, VersionLine, moment, reading, version_line
from rythm.ui.forms import id_in, parse
from rythm.ui.notice import say
from rythm.ui.state import action, context
from rythm.ui.zone import zone_of

SIGNS = {"added": ("+", "success"), "removed": ("−", "danger")}


class Number(Input):
    """The number of a version."""

    number: Annotated[int, Field(ge=1)]


class Pair(Input):
    """Two versions to compare."""

    first: Annotated[int, Field(ge=1)]
    second: Annotated[int, Field(ge=1)]


class Changed(Read):
    """One thing that differs: its sign, what it is, and what it was before and after."""

    sign: str
    tone: str
    words: str
    before: str = ""
    after: str = ""


class VersionsState(rx.State):
    """What the panel of versions shows."""

    is_open: bool = False
    mode: str = "list"
    rows: list[VersionLine] = []
    numbers: list[tuple[str, str]] = []
    current: int = 0
    can_change: bool = False
    number: int = 0
    title: str = ""
    said: str = ""
    description: str = ""
    readings: list[Reading] = []
    first: str = ""
    second: str = ""
    changes: list[Changed] = []
    is_confirming: bool = False
    errors: dict[str, str] = {}

    @action(Permission.TEMPLATE_READ)
    async def open(self) -> None:
        """Show every version, newest first."""
        await self._list()
        self.mode, self.is_open, self.is_confirming, self.errors = "list", True, False, {}

    @action(Permission.TEMPLATE_READ)
    async def close(self) -> None:
        """Leave the versions."""
        self.is_open = self.is_confirming = False

    @action(Permission.TEMPLATE_READ)
    async def back(self) -> None:
        """Back to the list of versions."""
        self.mode, self.is_confirming, self.errors = "list", False, {}

    @action(Permission.TEMPLATE_READ)
    async def look(self, number: int) -> None:
        """Show one version whole."""
        asked = parse(Number, {"number": number}).number
        if not self.is_open:
            await self._list()
        async with context(self) as ctx:
            found = await queries.template(ctx, self._template(), version=asked)
        self.readings = reading([editing.saved(view) for view in found.exercises])
        self.number, self.title, self.description = asked, found.name, found.description
        self.said = ", ".join(filter(None, (found.saved_by, moment(found.saved_at, ctx.now, zone_of(self)))))
        self.mode, self.is_open, self.errors = "look", True, {}

    @action(Permission.TEMPLATE_READ)
    async def compare(self, first: str, second: str) -> None:
        """Show what changed from one version to another."""
        pair = parse(Pair, {"first": first, "second": second})
        if not self.is_open:
            await self._list()
        async with context(self) as ctx:
            found = await queries.compare(ctx, self._template(), pair.first, pair.second)
        self.first, self.second = str(pair.first), str(pair.second)
        self.changes = [changed(each) for each in found.changes]
        self.mode, self.is_open, self.errors = "compare", True, {}

    @action(Permission.TEMPLATE_CHANGE)
    async def ask(self, number: int) -> None:
        """Ask before a version comes back."""
        self.number, self.is_confirming = parse(Number, {"number": number}).number, True

    @action(Permission.TEMPLATE_READ)
    async def keep(self) -> None:
        """Leave everything as it is."""
        self.is_confirming = False

    @action(Permission.TEMPLATE_CHANGE)
    async def restore(self) -> None:
        """Make the version looked at the newest one."""
        self.is_confirming, self.errors = False, {}
        builder = await self.get_state(BuilderState)
        try:
            async with context(self) as ctx:
                asked = Restore(expected_version=self.current)
                await service.restore(ctx, self._template(), self.number, asked)
                await builder._open(ctx, self._template())
        except Conflict as error:  # told in the panel: a toast would lie behind it
            self.errors = {"form": error.message}
            return
        self.is_open = False
        await say(self, f"Version {self.number} is back, as version {builder.version}.")

    def _template(self) -> UUID:
        """The template of this address."""
        return id_in(self.router.url.path.rstrip("/").rpartition("/")[2])

    async def _list(self) -> None:
        builder = await self.get_state(BuilderState)
        async with context(self) as ctx:
            rows = await queries.versions(ctx, self._template())
        zone = zone_of(self)
        self.rows = [version_line(row, moment(row.saved_at, ctx.now, zone)) for row in rows]
        self.numbers = [(str(row.number), f"Version {row.number}") for row in rows]
        self.current, self.can_change = rows[0].number, builder.can_change


def changed(change: Change) -> Changed:
    """A change as the list shows it."""
    sign, tone = SIGNS.get(change.what, ("~", "info"))
    both = change.what in ("description", "note") or (change.what == "added" and bool(change.after))
    return Changed(
        sign=sign,
        tone=tone,
        words=change.words,
        before=change.before if both else "",
        after=change.after if both else "",
    )
