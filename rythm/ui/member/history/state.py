"""The history by month, a page at a time, and what the last weeks came to."""

from datetime import datetime, tzinfo
from itertools import groupby

import reflex as rx

from rythm.access import Permission
from rythm.core.schema import Page, Read
from rythm.progress import queries as progress
from rythm.ui import words
from rythm.ui.state import action, context
from rythm.ui.workout_lines import WorkoutLine, workout_line
from rythm.ui.zone import zone_of
from rythm.workouts import queries
from rythm.workouts.views import WorkoutRow

PAGE_SIZE = 20


class Month(Read):
    """One month of the history, as far as it is loaded."""

    name: str
    lines: list[WorkoutLine]


class HistoryState(rx.State):
    """The list and the numbers above it."""

    loaded: bool = False
    months: list[Month] = []
    more: bool = False
    workouts: str = ""
    volume: str = ""
    per_week: str = ""
    _cursor: str | None = None

    @action(Permission.WORKOUT_READ)
    async def load(self):
        """Read the newest page and the last twelve weeks."""
        zone = zone_of(self)
        async with context(self) as ctx:
            page = await queries.history(ctx, limit=PAGE_SIZE)
            weeks = await progress.weekly_volume(ctx, ctx.actor.person_id, zone=zone)
        count = sum(week.workouts for week in weeks)
        self.workouts, self.per_week = str(count), f"{count / len(weeks):.1f}"
        self.volume = words.tonnes(sum(week.volume_kg for week in weeks))
        self.months = []
        self._append(page, ctx.now, zone)
        self.loaded = True

    @action(Permission.WORKOUT_READ)
    async def load_more(self):
        """Read the next page."""
        if self._cursor is None:
            return
        async with context(self) as ctx:
            page = await queries.history(ctx, limit=PAGE_SIZE, cursor=self._cursor)
        self._append(page, ctx.now, zone_of(self))

    def _append(self, page: Page[WorkoutRow], now: datetime, zone: tzinfo) -> None:
        self.months = joined(self.months, months_of(page.items, now, zone))
        self._cursor, self.more = page.next_cursor, page.next_cursor is not None


def months_of(rows: list[WorkoutRow], now: datetime, zone: tzinfo) -> list[Month]:
    """Workouts by the month they were begun in, newest first."""
    return [
        Month(name=name, lines=[workout_line(row, now, zone) for row in lines])
        for name, lines in groupby(rows, key=lambda row: words.month(row.started_at, now, zone))
    ]


def joined(before: list[Month], after: list[Month]) -> list[Month]:
    """Two pages of months as one list; a month cut by the page's end is one month again."""
    if before and after and before[-1].name == after[0].name:
        whole = Month(name=before[-1].name, lines=[*before[-1].lines, *after[0].lines])
        return [*before[:-1], whole, *after[1:]]
    return [*before, *after]
