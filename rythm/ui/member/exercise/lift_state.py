"""How an exercise went: the trend over a range, what was best ever, and every workout with it set by set."""

from datetime import datetime, tzinfo
from typing import cast, get_args
from uuid import UUID

import reflex as rx

from rythm.access import Permission
from rythm.core.actor import Role
from rythm.core.context import Context
from rythm.core.errors import NotFound
from rythm.core.schema import Page
from rythm.progress import lifts, sessions
from rythm.progress.lifts import Range
from rythm.progress.sessions import LiftSession
from rythm.ui import paging
from rythm.ui.forms import id_in
from rythm.ui.kit.geometry import BarChart, LineChart
from rythm.ui.member.exercise.lift_words import (
    BestCell,
    HeaviestLine,
    SessionCard,
    best_cells,
    changed,
    heaviest_lines,
    last_note,
    measured,
    session_card,
    trend,
    volumes,
)
from rythm.ui.state import action, context
from rythm.ui.zone import zone_of
from rythm.workouts import preferences

PAGE_SIZE = 12


class LiftState(rx.State):
    """The member's own history with the exercise in the address."""

    loaded: bool = False
    tab: str = "progress"
    over: str = "3m"
    is_empty: bool = True
    measure: str = ""
    value: str = ""
    unit: str = ""
    change: str = ""
    rose: bool = False
    chart: LineChart = LineChart([], [], [], False, "", [], [])
    bests: list[BestCell] = []
    heaviest: list[HeaviestLine] = []
    volume: BarChart = BarChart([], [], "", [], [])
    note: str = ""
    note_day: str = ""
    count: str = ""
    cards: list[SessionCard] = []
    page: str = ""
    newer: str = ""
    more: bool = False
    _exercise: str = ""
    _shown: str = ""
    _weights: str = "kg"
    _cursor: str | None = None
    _pages: list[str] = []

    @action(Permission.WORKOUT_READ)
    async def load(self):
        """Read the exercise in the address, for members; others have the library's page alone."""
        asked = self.router.url.path.rstrip("/").rpartition("/")[2]
        is_new = self._shown != asked
        if is_new:
            self.loaded, self.tab, self.over = False, "progress", "3m"
        page_asked = paging.asked(self.router.url.query_parameters, datetime, UUID)
        self._pages = paging.at([] if is_new else self._pages, page_asked)
        zone = zone_of(self)
        try:
            async with context(self) as ctx:
                if ctx.actor.role is not Role.ATHLETE:
                    self.loaded, self.is_empty, self._shown = True, True, ""
                    return
                self._weights = (await preferences.preferences(ctx)).unit
                found = await lifts.progress(ctx, id_in(asked), over=cast(Range, self.over))
                newest = await sessions.sessions(ctx, id_in(asked), limit=PAGE_SIZE)
                page = await self._page(ctx, asked) if self._pages else newest
        except NotFound:
            self.loaded, self.is_empty, self._shown = True, True, ""
            return
        self._exercise = self._shown = asked
        self._trend(found, ctx.now, zone)
        self.bests = best_cells(found, self._weights, ctx.now, zone)
        self.heaviest = heaviest_lines(found, self._weights, ctx.now, zone)
        self.volume = volumes(newest.items, self._weights, zone)
        self.note, self.note_day = last_note(newest.items, ctx.now, zone)
        self.count = f"{found.sessions:,}"
        self._list(page, ctx.now, zone)
        self.is_empty, self.loaded = found.sessions == 0, True
        if is_new and self.is_empty:
            self.tab = "guide"

    @action(Permission.WORKOUT_READ)
    async def pick_range(self, over: str):
        """Look further back, or closer."""
        if over not in get_args(Range) or not self._shown:
            return
        self.over = over
        async with context(self) as ctx:
            found = await lifts.progress(ctx, id_in(self._exercise), over=cast(Range, over))
        self._trend(found, ctx.now, zone_of(self))

    @action(Permission.WORKOUT_READ)
    async def load_older(self):
        """Show older workouts with this exercise in place of these."""
        await self._turn(paging.further(self._pages, self._cursor))

    @action(Permission.WORKOUT_READ)
    async def load_newer(self):
        """Show the workouts that stood here before."""
        await self._turn(self._pages[:-1])

    @action(Permission.WORKOUT_READ)
    async def pick_tab(self, shown: str):
        """Show how it went, or how it is done."""
        self.tab = "guide" if shown == "guide" else "progress"

    def _trend(self, found: lifts.LiftProgress, now: datetime, zone: tzinfo) -> None:
        self.measure, self.value, self.unit = measured(found, self._weights)
        self.change, self.rose = changed(found, self._weights)
        self.chart = trend(found, self._weights, self.over, now, zone)

    async def _turn(self, pages: list[str]) -> None:
        if self._shown:
            self._pages = pages
            async with context(self) as ctx:
                page = await self._page(ctx, self._exercise)
            self._list(page, ctx.now, zone_of(self))

    async def _page(self, ctx: Context, exercise_id: str) -> Page[LiftSession]:
        cursor = "".join(self._pages[-1:]) or None
        return await sessions.sessions(ctx, id_in(exercise_id), limit=PAGE_SIZE, cursor=cursor)

    def _list(self, page: Page[LiftSession], now: datetime, zone: tzinfo) -> None:
        self.cards = [session_card(one, self._weights, now, zone) for one in page.items]
        self._cursor, self.more = page.next_cursor, page.next_cursor is not None
        self.page, self.newer = paging.link(self._pages), paging.way_back(self._pages, "workouts")
