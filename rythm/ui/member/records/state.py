"""Every record by month, a page at a time, and how many there were of late."""

from datetime import datetime, timedelta, tzinfo
from itertools import groupby

import reflex as rx

from rythm.access import Permission
from rythm.core.schema import Page, Read
from rythm.progress import timeline
from rythm.progress.timeline import RecordRow
from rythm.ui import routes, words
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
    """One month of records, as far as it is loaded."""

    name: str
    lines: list[RecordLine]


class RecordsState(rx.State):
    """The timeline and the numbers above it."""

    loaded: bool = False
    months: list[RecordMonth] = []
    more: bool = False
    records: str = ""
    exercises: str = ""
    _unit: str = "kg"
    _cursor: str | None = None

    @action(Permission.WORKOUT_LOG)
    async def load(self):
        """Read the newest page and count the last twelve weeks."""
        async with context(self) as ctx:
            self._unit = (await preferences.preferences(ctx)).unit
            page = await timeline.timeline(ctx, limit=PAGE_SIZE)
            records, exercises = await timeline.counted(ctx, ctx.now - LATELY)
        self.records, self.exercises = f"{records:,}", str(exercises)
        self.months = []
        self._append(page, ctx.now, zone_of(self))
        self.loaded = True

    @action(Permission.WORKOUT_LOG)
    async def load_more(self):
        """Read the next page."""
        if self._cursor is None:
            return
        async with context(self) as ctx:
            page = await timeline.timeline(ctx, limit=PAGE_SIZE, cursor=self._cursor)
        self._append(page, ctx.now, zone_of(self))

    def _append(self, page: Page[RecordRow], now: datetime, zone: tzinfo) -> None:
        self.months = joined(self.months, months_of(page.items, self._unit, now, zone))
        self._cursor, self.more = page.next_cursor, page.next_cursor is not None


def months_of(rows: list[RecordRow], unit: str, now: datetime, zone: tzinfo) -> list[RecordMonth]:
    """Records by the month they were set in, newest first."""
    return [
        RecordMonth(name=name, lines=[_line(row, unit, zone) for row in lines])
        for name, lines in groupby(rows, key=lambda row: words.month(row.at, now, zone))
    ]


def joined(before: list[RecordMonth], after: list[RecordMonth]) -> list[RecordMonth]:
    """Two pages of months as one list; a month cut by the page's end is one month again."""
    if before and after and before[-1].name == after[0].name:
        whole = RecordMonth(name=before[-1].name, lines=[*before[-1].lines, *after[0].lines])
        return [*before[:-1], whole, *after[1:]]
    return [*before, *after]


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
