"""One client: numbers, two charts, the latest workouts."""

from datetime import datetime, tzinfo

import reflex as rx

from rythm.access import Permission
from rythm.coaching import attention, queries
from rythm.coaching.rules import usual_per_week
from rythm.coaching.schemas import ClientRow, ClientView
from rythm.core.errors import NotFound
from rythm.progress.schemas import OneRepMax, WeekVolume
from rythm.ui import words
from rythm.ui.forms import id_in
from rythm.ui.kit.geometry import BarChart, LineChart, Series, bar_chart, line_chart
from rythm.ui.state import action, context
from rythm.ui.workout_lines import WorkoutLine, workout_line
from rythm.ui.zone import zone_of
from rythm.workouts.queries import workouts_of

PAGE_SIZE = 10


class ClientState(rx.State):
    """The client shown."""

    loaded: bool = False
    missing: bool = False
    name: str = ""
    note: str = ""
    why: str = ""
    why_note: str = ""
    is_behind: bool = False
    is_training: bool = False
    this_week: str = ""
    usually: str = ""
    volume: str = ""
    volume_usually: str = ""
    workouts_shown: str = ""
    last: str = ""
    last_title: str = ""
    weekly: BarChart = BarChart([], [], "", [], [])
    strength: LineChart = LineChart([], [], [], False, "", [], [])
    workouts: list[WorkoutLine] = []
    more: bool = False
    _member: str = ""
    _cursor: str | None = None

    @action(Permission.CLIENT_READ)
    async def load(self):
        """Read the client in the address."""
        if self._member != self.client_id:
            self.loaded = self.missing = False
            yield
        zone = zone_of(self)
        try:
            async with context(self) as ctx:
                view = await queries.client(ctx, id_in(self.client_id), zone=zone, workouts=PAGE_SIZE)
                await attention.looked_in(ctx, view.client.id)
        except NotFound:
            self.missing, self.loaded, self._member = True, False, ""
            return
        self._member = self.client_id
        self._head(view.client, ctx.now, zone)
        self._charts(view)
        self.workouts = [workout_line(row, ctx.now, zone) for row in view.workouts]
        self._cursor, self.more = view.next_cursor, view.next_cursor is not None
        self.missing, self.loaded = False, True

    @action(Permission.CLIENT_READ)
    async def load_more(self):
        """Read older workouts of the client shown."""
        if self._cursor is None:
            return
        async with context(self) as ctx:
            page = await workouts_of(ctx, id_in(self._member), limit=PAGE_SIZE, cursor=self._cursor)
        self.workouts = [*self.workouts, *(workout_line(row, ctx.now, zone_of(self)) for row in page.items)]
        self._cursor, self.more = page.next_cursor, page.next_cursor is not None

    def _head(self, row: ClientRow, now: datetime, zone: tzinfo) -> None:
        self.name, self.why, self.why_note = row.name, row.why, row.note
        self.is_behind, self.is_training = row.is_behind, row.is_training
        self.note = f"Member since {row.joined_at.astimezone(zone):%B %Y}"
        usual = usual_per_week(row.weeks[:-1])
        self.this_week, self.usually = str(row.sessions_this_week), f"usually {usual}" if usual else "so far"
        self.workouts_shown = str(sum(row.weeks))
        self.last = words.date_of(row.last_workout_at, now, zone) if row.last_workout_at else "Never"
        self.last_title = row.last_title or ""

    def _charts(self, view: ClientView) -> None:
        self.volume = words.tonnes(view.weekly_volume[-1].volume_kg)
        self.weekly = volume_chart(view.weekly_volume)
        before = [week.volume_kg for week in view.weekly_volume[:-1] if week.workouts]
        self.volume_usually = f"usually {words.tonnes(sum(before) / len(before))} t" if before else "so far"
        self.strength = strength_chart(view.one_rep_max)


def volume_chart(weeks: list[WeekVolume]) -> BarChart:
    """Tonnes a week, each named by its ISO number; the week that runs is the last."""
    tonnes = [round(week.volume_kg / 1000, 2) for week in weeks]
    return bar_chart("Weekly volume", tonnes, [str(week.week.isocalendar().week) for week in weeks], unit="t")


def strength_chart(shown: OneRepMax) -> LineChart:
    """The best estimate of each week, one line for each exercise."""
    lines = [Series(line.name, [kg and round(kg, 1) for kg in line.best_kg]) for line in shown.series]
    months = [f"{week:%b}" for week in shown.weeks]
    if months[:1] != months[1:2]:
        months[0] = ""  # the last week of a month leaves no room for its name
    weeks = [f"{week.day} {week:%b}" for week in shown.weeks]
    return line_chart(lines, months, unit="kg", points=weeks)
