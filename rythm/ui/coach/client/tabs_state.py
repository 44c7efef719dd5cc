"""A client's records, sets per muscle and body, each read when its tab is opened."""

from datetime import date, datetime, timedelta, tzinfo
from uuid import UUID

import reflex as rx

from rythm.access import Permission
from rythm.body import amounts
from rythm.body import queries as body
from rythm.body.schemas import MetricRow, TrendView, Which
from rythm.core.schema import Page, Read
from rythm.core.units import shown_weight
from rythm.progress.timeline import Broken, RecordRow, timeline
from rythm.progress.volume import MuscleVolume, muscle_volume
from rythm.ui import routes, words
from rythm.ui.exercises.words import named
from rythm.ui.forms import id_in
from rythm.ui.kit.muscles import MUSCLES
from rythm.ui.kit.trend import Mark, TrendChart, trend_of
from rythm.ui.member.body.words import amount, goal_line, key_of, name_of, pace
from rythm.ui.progress_words import weight
from rythm.ui.state import action, context
from rythm.ui.zone import zone_of

PAGE_SIZE = 12
WEEKS = 5
YEAR = 365
KINDS = {
    "e1rm": "Estimated 1 RM",
    "weight": "Heaviest weight",
    "reps": "Most reps",
    "volume": "Most volume",
}
LEVELS = 3
"""Of the muscle map, beside 0 for a muscle that rested."""
STEADY = 0.05
"""A trend that moves less than this in a week stands still."""
STANDINGS = {"none": "", "below": "below", "within": "within", "above": "above"}


class RecordLine(Read):
    """A record in words."""

    id: str
    exercise: str
    kind: str
    value: str
    gain: str
    when: str
    href: str


class MuscleLine(Read):
    """A muscle's working sets this week and in a usual one, and how that stands against the target."""

    name: str
    now: str
    usual: str
    standing: str


class MetricLine(Read):
    """Something measured of the body: its last value, and the goal if there is one."""

    key: str
    name: str
    value: str
    when: str
    goal: str


class ProgressState(rx.State):
    """What the tabs of records, sets per muscle and the body show, in the unit the page was read in."""

    unit: str = "kg"
    records_loaded: bool = False
    records: list[RecordLine] = []
    more: bool = False
    muscles_loaded: bool = False
    muscles: list[MuscleLine] = []
    levels: dict[str, int] = {}
    target: str = ""
    body_loaded: bool = False
    metrics: list[MetricLine] = []
    shown: str = "weight"
    chart: TrendChart | None = None
    name: str = ""
    course: str = ""
    goal: str = ""
    _cursor: str | None = None

    @action(Permission.CLIENT_READ)
    async def load_records(self):
        """Read the latest records of the client in the address."""
        self.records_loaded, self.records = False, []
        async with context(self) as ctx:
            page = await timeline(ctx, id_in(self.client_id), limit=PAGE_SIZE)
        self._append(page, ctx.now, zone_of(self))
        self.records_loaded = True

    @action(Permission.CLIENT_READ)
    async def load_more(self):
        """Read older records."""
        if self._cursor is None:
            return
        async with context(self) as ctx:
            page = await timeline(ctx, id_in(self.client_id), limit=PAGE_SIZE, cursor=self._cursor)
        self._append(page, ctx.now, zone_of(self))

    @action(Permission.CLIENT_READ)
    async def load_muscles(self):
        """Read the working sets of this week and the four before it."""
        self.muscles_loaded = False
        async with context(self) as ctx:
            view = await muscle_volume(
                ctx, id_in(self.client_id), averaged=True, weeks=WEEKS, zone=zone_of(self)
            )
        self.muscles, self.levels = muscle_lines(view)
        self.target = f"{view.least} to {view.most} sets a week"
        self.muscles_loaded = True

    @action(Permission.CLIENT_READ)
    async def load_body(self):
        """Read what the client measures, and the course of their weight."""
        self.body_loaded, self.shown = False, "weight"
        await self._course(id_in(self.client_id))
        self.body_loaded = True

    @action(Permission.CLIENT_READ)
    async def choose(self, metric: str):
        """Show the course of something else that they measure."""
        self.shown = str(metric)
        await self._course(id_in(self.client_id))  # type: ignore[attr-defined]

    async def _course(self, member_id: UUID) -> None:
        zone, unit = zone_of(self), self.unit
        async with context(self) as ctx:
            there = [row for row in await body.metrics(ctx, member_id) if row.value is not None]
            self.metrics = [metric_line(row, unit, ctx.now, zone) for row in there]
            row = next((row for row in there if key_of(row) == self.shown), None)
            row = row or next(iter(there), None)
            self.chart, self.course, self.goal = None, "", ""
            if row is None:
                return
            which = Which(kind=row.kind, custom_metric_id=row.custom_metric_id)
            view = await body.trend(ctx, which, days=YEAR, zone=zone, member_id=member_id, among=there)
        self.shown, self.name = key_of(row), name_of(row)
        today = ctx.now.astimezone(zone).date()
        self.chart = course_chart(row, view, unit, today)
        self.course = course_of(row, view, unit)
        goal = goal_line(row, view, unit, today)
        self.goal = f"Goal: {goal.title}. {goal.done}." if goal else ""

    def _append(self, page: Page[RecordRow], now: datetime, zone: tzinfo) -> None:
        found = [record_line(row, each, self.unit, now, zone) for row in page.items for each in row.broken]
        self.records = [*self.records, *found]
        self._cursor, self.more = page.next_cursor, page.next_cursor is not None


def record_line(row: RecordRow, broken: Broken, unit: str, now: datetime, zone: tzinfo) -> RecordLine:
    """A record as a coach reads it: what it is now, and by how much it is better."""
    is_reps = broken.kind == "reps"
    at = f" at {weight(broken.load_kg, unit)} {unit}" if is_reps and broken.load_kg else ""

    def told(value: float) -> str:
        return compact(value if is_reps else shown_weight(value, unit))

    return RecordLine(
        id=f"{row.workout_id}-{row.exercise_id}-{broken.kind}",
        exercise=row.name,
        kind=KINDS[broken.kind],
        value=f"{told(broken.value)} {'reps' if is_reps else unit}{at}",
        gain=f"+{told(broken.value - broken.before)}",
        when=words.within(words.day(row.at, now, zone)),
        href=routes.workout(str(row.workout_id)),
    )


def muscle_lines(view: MuscleVolume) -> tuple[list[MuscleLine], dict[str, int]]:
    """The muscles by what they do in a usual week, and how they are lit on the map."""
    trained = [row for row in view.muscles if row.sets or row.weeks[-1]]
    lines = [
        MuscleLine(
            name=named(row.muscle),
            now=sets_of(row.weeks[-1]),
            usual=sets_of(row.sets),
            standing=STANDINGS[row.standing],
        )
        for row in trained
    ]
    return lines, heat({row.muscle: max(row.sets, row.weeks[-1]) for row in trained})


def metric_line(row: MetricRow, unit: str, now: datetime, zone: tzinfo) -> MetricLine:
    """Something measured as its line shows it."""
    return MetricLine(
        key=key_of(row),
        name=name_of(row),
        value=amount(row, float(row.value or 0), unit),
        when=words.day(row.measured_at, now, zone) if row.measured_at else "",
        goal=f"goal {amount(row, float(row.goal.target), unit)}" if row.goal else "",
    )


def course_chart(row: MetricRow, view: TrendView, unit: str, today: date) -> TrendChart | None:
    """The readings of a year and the trend behind them; None where there is none."""

    def shown(value: float) -> float:
        return amounts.shown(row.kind, value, unit)

    marks = [Mark(point.day, shown(point.value), shown(point.trend)) for point in view.points]
    if not marks:
        return None
    first = max(marks[0].day, today - timedelta(days=YEAR))
    goal = shown(float(row.goal.target)) if row.goal else None
    said = amounts.unit_of(row.kind, unit, row.unit)
    return trend_of(name_of(row), marks, min(first, today - timedelta(days=28)), today, unit=said, goal=goal)


def course_of(row: MetricRow, view: TrendView, unit: str) -> str:
    """Where the trend stands, and how it moves."""
    if view.current is None:
        return ""
    now = amount(row, view.current, unit, 1)
    if not view.per_week or abs(view.per_week) < STEADY:
        return f"The trend stands at {now} and is steady."
    way = "rises" if view.per_week > 0 else "falls"
    return f"The trend stands at {now} and {way} by {pace(row, view.per_week, unit)}."


def compact(number: float) -> str:
    """A figure without needless zeros: `1,200`, `97.5`."""
    return f"{number:,.1f}".removesuffix(".0")


def sets_of(number: float) -> str:
    """Working sets, in halves at most: `12`, `4.5`."""
    return compact(round(number * 2) / 2)


def heat(sets: dict[str, float]) -> dict[str, int]:
    """The level of each muscle on the map, from 1 to 3 by its share of the most."""
    most = max(sets.values(), default=0)
    lit = {muscle: max(1, round(LEVELS * count / most)) for muscle, count in sets.items() if count > 0}
    return dict.fromkeys(MUSCLES, 0) | lit
