"""One client: who they are, which tab is open, and the overview with charts, workouts and talk."""

from collections.abc import Sequence
from datetime import datetime, tzinfo

import reflex as rx

from rythm.access import Permission
from rythm.coaching import attention, queries
from rythm.coaching.rules import Kind, usual_per_week
from rythm.coaching.schemas import ClientHead
from rythm.community import queries as community
from rythm.core.errors import NotFound
from rythm.progress import queries as progress
from rythm.progress.schemas import OneRepMax, WeekVolume
from rythm.ui import words
from rythm.ui.coach.client.charts import Plot
from rythm.ui.coach.client.compare_state import CompareState
from rythm.ui.coach.client.standing_state import StandingState, seen
from rythm.ui.coach.client.tabs_state import ProgressState
from rythm.ui.coach.client.words import (
    TalkLine,
    strength_chart,
    strength_plot,
    talk_line,
    volume_chart,
    volume_plot,
)
from rythm.ui.forms import id_in
from rythm.ui.kit.geometry import BarChart, LineChart
from rythm.ui.state import action, context
from rythm.ui.workout_lines import WorkoutLine, workout_line
from rythm.ui.zone import zone_of
from rythm.workouts.queries import workouts_of
from rythm.workouts.views import WorkoutRow

PAGE_SIZE = 10
TABS = ("overview", "workouts", "records", "volume", "body", "compare")
RANGES = {"12": 12, "26": 26, "52": 52}
READS = {
    "records": ProgressState.load_records,
    "volume": ProgressState.load_muscles,
    "body": ProgressState.load_body,
    "compare": CompareState.load,
}
"""What reads the tabs that have a state of their own."""


class ClientState(rx.State):
    """The client shown."""

    shown_id: str = ""
    loaded: bool = False
    missing: bool = False
    ready: bool = False
    tab: str = "overview"
    name: str = ""
    note: str = ""
    unit: str = "kg"
    is_training: bool = False
    this_week: str = ""
    usually: str = ""
    volume: str = ""
    volume_unit: str = ""
    volume_usually: str = ""
    workouts_shown: str = ""
    last: str = ""
    last_title: str = ""
    weeks: str = "12"
    weekly: BarChart = BarChart([], [], "", [], [])
    weekly_plot: Plot = Plot()
    strength: LineChart = LineChart([], [], [], False, "", [], [])
    strength_plot: Plot = Plot()
    workouts: list[WorkoutLine] = []
    more: bool = False
    talk: list[TalkLine] = []
    _has: str = ""
    _cursor: str | None = None

    @action(Permission.CLIENT_READ)
    async def load(self):
        """Read the client in the address, and what the tab in it shows."""
        asked = self.router.url.query_parameters.get("tab", "")
        tab = asked if asked in TABS else TABS[0]
        if self.shown_id != self.client_id:
            await self._begin_anew()
        elif tab not in READS and self._has not in (tab, TABS[0]):
            self.ready = False
        self.tab = tab
        yield
        try:
            await self._read(tab)
        except NotFound:
            self.missing, self.loaded, self.shown_id = True, False, self.client_id
            return
        self.shown_id = self.client_id
        self.missing, self.loaded, self.ready = False, True, True
        if tab in READS:
            yield READS[tab]

    @action(Permission.CLIENT_MANAGE)
    async def look(self):
        """Note that the coach has seen what this client wrote, as it is shown at the top of the page."""
        standing = await self.get_state(StandingState)
        if self.loaded and self.shown_id and standing.keeps:
            wrote = [reason for reason in standing.client.reasons if reason.kind == Kind.WROTE]
            if shown := [seen(reason) for reason in wrote if not reason.is_seen]:
                async with context(self) as ctx:
                    await attention.see(ctx, id_in(self.shown_id), shown)

    @action(Permission.CLIENT_READ)
    async def look_back(self, weeks: str):
        """Draw the charts over so many weeks."""
        weeks = str(weeks)
        if weeks not in RANGES:
            return
        self.weeks = weeks
        async with context(self) as ctx:
            member_id = id_in(self.shown_id)
            weekly = await progress.weekly_volume(ctx, member_id, weeks=RANGES[weeks], zone=zone_of(self))
            strength = await progress.one_rep_max(ctx, member_id, weeks=RANGES[weeks], zone=zone_of(self))
        self._charts(weekly, strength)

    @action(Permission.CLIENT_READ)
    async def load_more(self):
        """Read older workouts of the client shown."""
        if self._cursor is None:
            return
        async with context(self) as ctx:
            page = await workouts_of(ctx, id_in(self.shown_id), limit=PAGE_SIZE, cursor=self._cursor)
        self.workouts = [
            *self.workouts,
            *(workout_line(row, ctx.now, zone_of(self), self.unit) for row in page.items),
        ]
        self._cursor, self.more = page.next_cursor, page.next_cursor is not None

    @action(Permission.CLIENT_READ)
    async def hear(self):
        """Read anew what was said to the client and by them."""
        async with context(self) as ctx:
            said = await community.talk(ctx, id_in(self.shown_id))
        self.talk = [talk_line(each, ctx.now, zone_of(self)) for each in said]

    async def _begin_anew(self) -> None:
        """Another client: nothing of the one before is shown, in no tab."""
        self.loaded = self.missing = self.ready = False
        self.weeks, self._has = "12", ""
        for other in (StandingState, ProgressState, CompareState):
            (await self.get_state(other)).reset()

    async def _read(self, tab: str) -> None:
        """Who they are and why to look at them, and all the rest that the tab shows."""
        zone, member_id = zone_of(self), id_in(self.client_id)  # type: ignore[attr-defined]
        async with context(self) as ctx:
            if tab == TABS[0]:
                weeks = RANGES.get(self.weeks, 12)
                view = await queries.client(ctx, member_id, zone=zone, weeks=weeks, workouts=PAGE_SIZE)
                said = await community.talk(ctx, member_id)
                await self._head(view, ctx.now, zone)
                self._numbers(view.weekly_volume)
                self._charts(view.weekly_volume, view.one_rep_max)
                self._listed(view.workouts, view.next_cursor, ctx.now, zone)
                self.talk = [talk_line(each, ctx.now, zone) for each in said]
            else:
                await self._head(await queries.head(ctx, member_id, zone=zone), ctx.now, zone)
                if tab not in READS:
                    page = await workouts_of(ctx, member_id, limit=PAGE_SIZE)
                    self._listed(page.items, page.next_cursor, ctx.now, zone)
        if tab not in READS and self._has != TABS[0]:
            self._has = tab

    async def _head(self, head: ClientHead, now: datetime, zone: tzinfo) -> None:
        row = head.client
        self.name, self.unit, self.is_training = row.name, head.unit, row.is_training
        self.note = f"Member since {row.joined_at.astimezone(zone):%B %Y}"
        usual = usual_per_week(row.weeks[:-1])
        self.this_week, self.usually = str(row.sessions_this_week), f"usually {usual}" if usual else "so far"
        self.workouts_shown = str(sum(row.weeks))
        self.last = words.date_of(row.last_workout_at, now, zone) if row.last_workout_at else "Never"
        self.last_title = row.last_title or ""
        (await self.get_state(StandingState))._show(head, now, zone)
        for other in (ProgressState, CompareState):
            (await self.get_state(other)).unit = head.unit

    def _numbers(self, weekly: Sequence[WeekVolume]) -> None:
        self.volume, self.volume_unit = words.heavy(weekly[-1].volume_kg, self.unit)
        before = [week.volume_kg for week in weekly[:-1] if week.workouts]
        usual = " ".join(words.heavy(sum(before) / len(before), self.unit)) if before else ""
        self.volume_usually = f"usually {usual}" if usual else "so far"

    def _listed(self, rows: Sequence[WorkoutRow], cursor: str | None, now: datetime, zone: tzinfo) -> None:
        self.workouts = [workout_line(row, now, zone, self.unit) for row in rows]
        self._cursor, self.more = cursor, cursor is not None

    def _charts(self, weekly: Sequence[WeekVolume], strength: OneRepMax) -> None:
        self.weekly, self.weekly_plot = volume_chart(weekly, self.unit), volume_plot(weekly, self.unit)
        self.strength = strength_chart(strength, self.unit)
        self.strength_plot = strength_plot(strength, self.unit)
