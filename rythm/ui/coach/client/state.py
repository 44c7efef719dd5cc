"""One client: who they are, which tab is open, and the overview with charts, workouts and talk."""

from collections.abc import Sequence
from datetime import date, datetime, tzinfo

import reflex as rx

from rythm.access import Permission
from rythm.coaching import attention, queries
from rythm.coaching.rules import usual_per_week
from rythm.coaching.schemas import ClientRow
from rythm.community import queries as community
from rythm.community.schemas import Said
from rythm.core.errors import NotFound
from rythm.core.schema import Read
from rythm.progress import queries as progress
from rythm.progress.schemas import OneRepMax, WeekVolume
from rythm.ui import routes, words
from rythm.ui.coach.client.charts import TONES, Plot, Stroke
from rythm.ui.forms import id_in
from rythm.ui.kit.geometry import BarChart, LineChart, Series, bar_chart, line_chart, scale
from rythm.ui.state import action, context
from rythm.ui.workout_lines import WorkoutLine, workout_line
from rythm.ui.zone import zone_of
from rythm.workouts.queries import workouts_of

PAGE_SIZE = 10
TABS = ("overview", "workouts", "records", "volume", "body", "compare")
RANGES = {"12": 12, "26": 26, "52": 52}
GONE = "Somebody who left"


class TalkLine(Read):
    """Something said, in words; `href` leads to the workout it is about."""

    id: str
    who: str
    about: str
    text: str
    href: str
    is_new: bool


class ClientState(rx.State):
    """The client shown."""

    loaded: bool = False
    missing: bool = False
    tab: str = "overview"
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
    weeks: str = "12"
    weekly: BarChart = BarChart([], [], "", [], [])
    weekly_plot: Plot = Plot()
    strength: LineChart = LineChart([], [], [], False, "", [], [])
    strength_plot: Plot = Plot()
    workouts: list[WorkoutLine] = []
    more: bool = False
    talk: list[TalkLine] = []
    _member: str = ""
    _cursor: str | None = None

    @action(Permission.CLIENT_READ)
    async def load(self):
        """Read the client in the address."""
        if self._member != self.client_id:
            self.loaded = self.missing = False
            self.tab, self.weeks = "overview", "12"
            yield
        zone = zone_of(self)
        try:
            async with context(self) as ctx:
                member_id = id_in(self.client_id)
                view = await queries.client(
                    ctx, member_id, zone=zone, weeks=RANGES.get(self.weeks, 12), workouts=PAGE_SIZE
                )
                said = await community.talk(ctx, member_id)
        except NotFound:
            self.missing, self.loaded, self._member = True, False, ""
            return
        self._member = self.client_id
        self._head(view.client, ctx.now, zone)
        self._numbers(view.weekly_volume)
        self._charts(view.weekly_volume, view.one_rep_max)
        self.workouts = [workout_line(row, ctx.now, zone) for row in view.workouts]
        self._cursor, self.more = view.next_cursor, view.next_cursor is not None
        self.talk = [talk_line(each, ctx.now, zone) for each in said]
        self.missing, self.loaded = False, True

    @action(Permission.CLIENT_MANAGE)
    async def look(self):
        """Note that the coach has seen what this client wrote."""
        if self.loaded and self._member:
            async with context(self) as ctx:
                await attention.looked_in(ctx, id_in(self._member))

    @action(Permission.CLIENT_READ)
    async def show(self, tab: str):
        """Open a tab; what it shows is loaded by its own state."""
        if str(tab) in TABS:
            self.tab = tab

    @action(Permission.CLIENT_READ)
    async def look_back(self, weeks: str):
        """Draw the charts over so many weeks."""
        weeks = str(weeks)
        if weeks not in RANGES:
            return
        self.weeks = weeks
        async with context(self) as ctx:
            member_id = id_in(self._member)
            weekly = await progress.weekly_volume(ctx, member_id, weeks=RANGES[weeks], zone=zone_of(self))
            strength = await progress.one_rep_max(ctx, member_id, weeks=RANGES[weeks], zone=zone_of(self))
        self._charts(weekly, strength)

    @action(Permission.CLIENT_READ)
    async def load_more(self):
        """Read older workouts of the client shown."""
        if self._cursor is None:
            return
        async with context(self) as ctx:
            page = await workouts_of(ctx, id_in(self._member), limit=PAGE_SIZE, cursor=self._cursor)
        self.workouts = [*self.workouts, *(workout_line(row, ctx.now, zone_of(self)) for row in page.items)]
        self._cursor, self.more = page.next_cursor, page.next_cursor is not None

    @action(Permission.CLIENT_READ)
    async def hear(self):
        """Read anew what was said to the client and by them."""
        async with context(self) as ctx:
            said = await community.talk(ctx, id_in(self._member))
        self.talk = [talk_line(each, ctx.now, zone_of(self)) for each in said]

    def _head(self, row: ClientRow, now: datetime, zone: tzinfo) -> None:
        self.name, self.why, self.why_note = row.name, row.why, row.note
        self.is_behind, self.is_training = row.is_behind, row.is_training
        self.note = f"Member since {row.joined_at.astimezone(zone):%B %Y}"
        usual = usual_per_week(row.weeks[:-1])
        self.this_week, self.usually = str(row.sessions_this_week), f"usually {usual}" if usual else "so far"
        self.workouts_shown = str(sum(row.weeks))
        self.last = words.date_of(row.last_workout_at, now, zone) if row.last_workout_at else "Never"
        self.last_title = row.last_title or ""

    def _numbers(self, weekly: Sequence[WeekVolume]) -> None:
        self.volume = words.tonnes(weekly[-1].volume_kg)
        before = [week.volume_kg for week in weekly[:-1] if week.workouts]
        self.volume_usually = f"usually {words.tonnes(sum(before) / len(before))} t" if before else "so far"

    def _charts(self, weekly: Sequence[WeekVolume], strength: OneRepMax) -> None:
        self.weekly, self.weekly_plot = volume_chart(weekly), volume_plot(weekly)
        self.strength, self.strength_plot = strength_chart(strength), strength_plot(strength)


def talk_line(said: Said, now: datetime, zone: tzinfo) -> TalkLine:
    """Something said, as a coach reads it: who, when and about what, and whether it was read."""
    when = words.within(words.moment(said.at, now, zone))
    about = f"on {said.title or 'a workout'}" if said.workout_id else "message"
    read = "" if said.is_new or said.workout_id else ", read" if said.read_at else ", not read yet"
    return TalkLine(
        id=str(said.id),
        who=said.author_name or GONE,
        about=f"{about}, {when}{read}",
        text=said.text,
        href=routes.workout(str(said.workout_id)) if said.workout_id else "",
        is_new=said.is_new,
    )


def volume_chart(weeks: Sequence[WeekVolume]) -> BarChart:
    """Tonnes a week, each named by its ISO number; the week that runs is the last."""
    names = [str(week.week.isocalendar().week) for week in weeks]
    return bar_chart("Weekly volume", _tonnes(weeks), _thinned(names), unit="t")


def volume_plot(weeks: Sequence[WeekVolume]) -> Plot:
    """The same for Recharts: what was apart from what is."""
    tonnes = _tonnes(weeks)
    rows = [
        {"name": f"Week of {day_of(week.week)}", "now" if week is weeks[-1] else "past": value}
        for week, value in zip(weeks, tonnes, strict=True)
    ]
    return Plot(rows=rows, high=scale(tonnes, from_zero=True, count=3)[-1] or 1.0)


def _tonnes(weeks: Sequence[WeekVolume]) -> list[float]:
    return [round(week.volume_kg / 1000, 2) for week in weeks]


def _thinned(names: Sequence[str], most: int = 14) -> list[str]:
    """Every second or fourth name, counted from the last, where all would not fit."""
    every = 1 if len(names) <= most else 2 if len(names) <= 2 * most else 4
    return [name if (len(names) - 1 - place) % every == 0 else "" for place, name in enumerate(names)]


def strength_chart(shown: OneRepMax) -> LineChart:
    """The best estimate of each week, one line for each exercise."""
    months = [f"{week:%b}" for week in shown.weeks]
    if months[:1] != months[1:2]:
        months[0] = ""  # the last week of a month leaves no room for its name
    return line_chart(_lines(shown), months, unit="kg", points=[day_of(week) for week in shown.weeks])


def strength_plot(shown: OneRepMax) -> Plot:
    """The same for Recharts."""
    lines = _lines(shown)
    strokes = [
        Stroke(key=f"kg{place}", name=line.name, tone=TONES[place % len(TONES)])
        for place, line in enumerate(lines)
    ]
    rows = [
        {"name": f"Week of {day_of(week)}"}
        | {stroke.key: line.values[at] for stroke, line in zip(strokes, lines, strict=True)}
        for at, week in enumerate(shown.weeks)
    ]
    ticks = scale([kg for line in lines for kg in line.values], count=3)
    return Plot(rows=rows, strokes=strokes, low=ticks[0], high=ticks[-1])


def _lines(shown: OneRepMax) -> list[Series]:
    return [Series(line.name, [kg and round(kg, 1) for kg in line.best_kg]) for line in shown.series]


def day_of(day: date) -> str:
    """`3 Nov`."""
    return f"{day.day} {day:%b}"
