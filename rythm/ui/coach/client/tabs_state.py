"""A client's records, sets per muscle and body weight, each read when its tab is opened."""

from datetime import datetime, tzinfo

import reflex as rx

from rythm.access import Permission
from rythm.coaching import figures, records
from rythm.coaching.records import RecordRow
from rythm.coaching.views import BodyView, MuscleWeeks
from rythm.core.schema import Page, Read
from rythm.ui import routes, words
from rythm.ui.coach.client.state import day_of
from rythm.ui.exercises.words import named
from rythm.ui.forms import id_in
from rythm.ui.kit.geometry import LineChart, Series, line_chart
from rythm.ui.state import action, context
from rythm.ui.zone import zone_of

PAGE_SIZE = 20
KINDS = {
    "e1rm": "Estimated 1 RM",
    "weight": "Heaviest weight",
    "reps": "Most reps",
    "volume": "Most volume",
}
LEVELS = 3
"""Of the muscle map, beside 0 for a muscle that rested."""


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
    """A muscle's working sets this week and in an average week before."""

    name: str
    now: str
    usual: str


class WeightLine(Read):
    """What was weighed, in words."""

    when: str
    kg: str


class ProgressState(rx.State):
    """What the tabs of records, sets per muscle and body weight show."""

    records_loaded: bool = False
    records: list[RecordLine] = []
    more: bool = False
    muscles_loaded: bool = False
    muscles: list[MuscleLine] = []
    levels: dict[str, int] = {}
    body_loaded: bool = False
    chart: LineChart = LineChart([], [], [], False, "", [], [])
    latest: str = ""
    latest_when: str = ""
    month: str = ""
    quarter: str = ""
    weights: list[WeightLine] = []
    _cursor: str | None = None

    @action(Permission.CLIENT_READ)
    async def load_records(self):
        """Read the latest records of the client in the address."""
        self.records_loaded, self.records = False, []
        async with context(self) as ctx:
            page = await records.records(ctx, id_in(self.client_id), limit=PAGE_SIZE)
        self._append(page, ctx.now, zone_of(self))
        self.records_loaded = True

    @action(Permission.CLIENT_READ)
    async def load_more(self):
        """Read older records."""
        if self._cursor is None:
            return
        async with context(self) as ctx:
            member_id = id_in(self.client_id)
            page = await records.records(ctx, member_id, limit=PAGE_SIZE, cursor=self._cursor)
        self._append(page, ctx.now, zone_of(self))

    @action(Permission.CLIENT_READ)
    async def load_muscles(self):
        """Read the working sets of this week and the four before it."""
        self.muscles_loaded = False
        async with context(self) as ctx:
            view = await figures.muscle_weeks(ctx, id_in(self.client_id), zone=zone_of(self))
        self.muscles, self.levels = muscle_lines(view)
        self.muscles_loaded = True

    @action(Permission.CLIENT_READ)
    async def load_body(self):
        """Read a year of weights."""
        self.body_loaded = False
        zone = zone_of(self)
        async with context(self) as ctx:
            view = await figures.body(ctx, id_in(self.client_id), zone=zone)
        self.chart = weight_chart(view)
        self.weights = [
            WeightLine(when=words.day(each.measured_at, ctx.now, zone), kg=f"{each.kg:.1f}")
            for each in view.latest
        ]
        self.latest = self.weights[0].kg if self.weights else ""
        self.latest_when = self.weights[0].when if self.weights else ""
        self.month, self.quarter = change(view.mean_kg, 4), change(view.mean_kg, 12)
        self.body_loaded = True

    def _append(self, page: Page[RecordRow], now: datetime, zone: tzinfo) -> None:
        self.records = [*self.records, *(record_line(row, now, zone) for row in page.items)]
        self._cursor, self.more = page.next_cursor, page.next_cursor is not None


def muscle_lines(view: MuscleWeeks) -> tuple[list[MuscleLine], dict[str, int]]:
    """The muscles by what they do in a usual week, and how they are lit on the map."""
    before = max(1, len(view.weeks) - 1)
    usual = {muscle: sum(sets[:-1]) / before for muscle, sets in view.sets.items()}
    now = {muscle: sets[-1] for muscle, sets in view.sets.items()}
    most_first = sorted(view.sets, key=lambda muscle: (-usual[muscle], -now[muscle], muscle))
    lines = [
        MuscleLine(name=named(muscle), now=sets_of(now[muscle]), usual=sets_of(usual[muscle]))
        for muscle in most_first
    ]
    return lines, heat({muscle: max(usual[muscle], now[muscle]) for muscle in view.sets})


def record_line(row: RecordRow, now: datetime, zone: tzinfo) -> RecordLine:
    """A record as a coach reads it: `102.5 kg, 2.5 more`."""
    unit = "reps" if row.kind == "reps" else "kg"
    more = row.value - row.before
    lifted = f" at {compact(row.load_kg)} kg" if row.kind == "reps" and row.load_kg is not None else ""
    return RecordLine(
        id=f"{row.workout_id}-{row.exercise_id}-{row.kind}",
        exercise=row.exercise,
        kind=KINDS.get(row.kind, row.kind),
        value=f"{compact(row.value)} {unit}{lifted}",
        gain=f"+{compact(more)}" if row.before else "first",
        when=words.day(row.at, now, zone),
        href=routes.workout(str(row.workout_id)),
    )


def compact(number: float) -> str:
    """A figure without needless zeros: `1,200`, `97.5`."""
    return f"{number:,.1f}".removesuffix(".0")


def sets_of(number: float) -> str:
    """Working sets, in halves at most: `12`, `4.5`."""
    return compact(round(number * 2) / 2)


def heat(sets: dict[str, float]) -> dict[str, int]:
    """The level of each muscle on the map, from 1 to 3 by its share of the most."""
    most = max(sets.values(), default=0)
    return {muscle: max(1, round(LEVELS * count / most)) for muscle, count in sets.items() if count > 0}


def weight_chart(view: BodyView) -> LineChart:
    """The mean of each week, from the first one that has one."""
    first = next((at for at, kg in enumerate(view.mean_kg) if kg is not None), 0)
    weeks = view.weeks[first:]
    months = [f"{week:%b}" for week in weeks]
    if months[:1] != months[1:2]:
        months[0] = ""
    values = [kg and round(kg, 1) for kg in view.mean_kg[first:]]
    return line_chart(
        [Series("Body weight", values)], months, unit="kg", points=[day_of(week) for week in weeks]
    )


def change(means: list[float | None], weeks: int) -> str:
    """The latest weekly mean against the one so many weeks before: `+0.8`, `−1.2`, empty if unknown."""
    known = [(at, kg) for at, kg in enumerate(means) if kg is not None]
    if not known:
        return ""
    last_at, last = known[-1]
    earlier = [kg for at, kg in known if last_at - weeks - 1 <= at <= last_at - weeks + 1]
    return signed(last - earlier[-1]) if earlier else ""


def signed(number: float) -> str:
    """A difference with its sign: `+2.5`, `−1`, and a plain `0`."""
    told = compact(abs(number))
    if told == "0":
        return "0"
    return f"+{told}" if number > 0 else f"\N{MINUS SIGN}{told}"
