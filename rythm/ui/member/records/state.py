"""Every record by month, a page at a time, and how many there were of late."""

from datetime import datetime, timedelta, tzinfo
from itertools import groupby
from uuid import UUID

import reflex as rx

from rythm.access import Permission
from rythm.core.context import Context
from rythm.core.schema import Read
from rythm.progress import timeline
from rythm.progress.timeline import RecordRow
from rythm.ui import paging, routes, words
from rythm.ui.progress_words import BrokenLine, broken_line
from rythm.ui.state import action, context
from rythm.ui.zone import zone_of
from rythm.workouts import preferences

PAGE_SIZE = 20
LATELY = timedelta(weeks=12)


class RecordLine(Read):
    """What one workout broke of one exercise."""

    key: str
    name: str
    href: str
    weekday: str
    day: str
    broken: list[BrokenLine]


class RecordMonth(Read):
    """One month of records, as far as the page has it."""

    name: str
    lines: list[RecordLine]


class RecordsState(rx.State):
    """The timeline and the numbers above it."""

    loaded: bool = False
    months: list[RecordMonth] = []
    page: str = ""
    newer: str = ""
    more: bool = False
    records: str = ""
    exercises: str = ""
    _unit: str = "kg"
    _cursor: str | None = None
    _pages: list[str] = []

    @action(Permission.WORKOUT_LOG)
    async def load(self):
        """Read the page in the address, the newest without one, and count the last twelve weeks."""
        asked = paging.asked(self.router.url.query_parameters, datetime, UUID, UUID)
        self._pages = paging.at(self._pages, asked)
        async with context(self) as ctx:
            self._unit = (await preferences.preferences(ctx)).unit
            records, exercises = await timeline.counted(ctx, ctx.now - LATELY)
            await self._show(ctx)
        self.records, self.exercises = f"{records:,}", str(exercises)
        self.loaded = True

    @action(Permission.WORKOUT_LOG)
    async def load_older(self):
        """Show older records in place of these."""
        self._pages = paging.further(self._pages, self._cursor)
        await self._turn()

    @action(Permission.WORKOUT_LOG)
    async def load_newer(self):
        """Show the records that stood here before."""
        self._pages = self._pages[:-1]
        await self._turn()

    async def _turn(self) -> None:
        async with context(self) as ctx:
            await self._show(ctx)

    async def _show(self, ctx: Context) -> None:
        page = await timeline.timeline(ctx, limit=PAGE_SIZE, cursor="".join(self._pages[-1:]) or None)
        if self._pages and not page.items:
            self._pages = []
            page = await timeline.timeline(ctx, limit=PAGE_SIZE)
        self.months = months_of(page.items, self._unit, ctx.now, zone_of(self))
        self._cursor, self.more = page.next_cursor, page.next_cursor is not None
        self.page, self.newer = paging.link(self._pages), paging.way_back(self._pages, "records")


def months_of(rows: list[RecordRow], unit: str, now: datetime, zone: tzinfo) -> list[RecordMonth]:
    """Records by the month they were set in, newest first."""
    return [
        RecordMonth(name=name, lines=[_line(row, unit, zone) for row in lines])
        for name, lines in groupby(rows, key=lambda row: words.month(row.at, now, zone))
    ]


ORDER = ("e1rm", "weight", "reps", "volume")


def _line(row: RecordRow, unit: str, zone: tzinfo) -> RecordLine:
    at = row.at.astimezone(zone)
    return RecordLine(
        key=f"{row.workout_id} {row.exercise_id}",
        name=row.name,
        href=routes.exercise(str(row.exercise_id)),
        weekday=f"{at:%a}",
        day=str(at.day),
        broken=[broken_line(one, unit) for one in sorted(row.broken, key=lambda one: ORDER.index(one.kind))],
    )
