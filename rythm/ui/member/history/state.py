"""The history: a year as a map, and the workouts by month, narrowed by exercise, template, words or a day."""

from datetime import date, datetime, tzinfo
from itertools import groupby

import reflex as rx

from rythm.access import Permission
from rythm.core.context import Context
from rythm.core.schema import Page, Read
from rythm.progress import history
from rythm.progress.history_views import Calendar, MonthCount, Narrowing, Narrowings
from rythm.progress.narrowings import narrowings
from rythm.ui import kit, words
from rythm.ui.forms import parse
from rythm.ui.member.history import year as years
from rythm.ui.state import action, context
from rythm.ui.workout_lines import DatedLine, dated_line
from rythm.ui.zone import zone_of
from rythm.workouts import preferences, queries
from rythm.workouts.finding import FindWorkouts
from rythm.workouts.views import WorkoutRow

PAGE_SIZE = 20


class Month(Read):
    """One month of the history, as far as it is loaded; `total` counts all of it."""

    name: str
    total: str = ""
    lines: list[DatedLine]


class HistoryState(rx.State):
    """The year, the list, and what narrows both; kept while one looks at a workout and comes back."""

    loaded: bool = False
    trained: bool = False
    months: list[Month] = []
    more: bool = False

    year: str = ""
    has_earlier: bool = False
    has_later: bool = False
    halves: list[kit.YearHalf] = []
    said: str = ""
    table: list[list[str]] = []
    workouts: str = ""
    volume: str = ""
    volume_unit: str = ""
    per_week: str = ""
    streak: str = ""
    streak_note: str = ""

    day: str = ""
    has_day_before: bool = False
    has_day_after: bool = False

    month: str = ""
    month_days: list[kit.MonthDay] = []
    has_month_before: bool = False
    has_month_after: bool = False

    words: str = ""
    exercise: str = ""
    exercise_name: str = ""
    exercises: list[tuple[str, str]] = []
    template: str = ""
    template_name: str = ""
    templates: list[tuple[str, str]] = []
    narrowed: bool = False

    _year: int = 0
    _day: str = ""
    _month: int = 0
    _trained_on: list[str] = []
    _exercise_id: str = ""
    _template_id: str = ""
    _known: Narrowings | None = None
    _unit: str = "kg"
    _cursor: str = ""

    @action(Permission.WORKOUT_READ)
    async def load(self):
        """Show what was shown last, as it is now; at first this year."""
        async with context(self) as ctx:
            self._known, self._unit = await narrowings(ctx), await preferences.unit(ctx)
            await self._show(ctx)
        self.loaded = True

    @action(Permission.WORKOUT_READ)
    async def load_more(self):
        """Show older workouts below."""
        zone, which = zone_of(self), self._which()
        if not self._cursor:
            return
        async with context(self) as ctx:
            page = await queries.history(ctx, limit=PAGE_SIZE, cursor=self._cursor, which=which)
            counted = await history.months(ctx, page.items, which, zone)
        self._append(page, counted, ctx.now, zone)

    @action(Permission.WORKOUT_READ)
    async def search(self, words: str):
        """Keep to workouts in whose title, note or exercises these words are found."""
        self.words = parse(FindWorkouts, {"search": words}).search
        await self._find()

    @action(Permission.WORKOUT_READ)
    async def pick_exercise(self, number: str):
        """Keep to workouts with an exercise, or show all."""
        self._exercise_id = _id_at(self._known.exercises if self._known else [], number)
        await self._find()

    @action(Permission.WORKOUT_READ)
    async def pick_template(self, number: str):
        """Keep to workouts from a template, or show all."""
        self._template_id = _id_at(self._known.templates if self._known else [], number)
        await self._find()

    @action(Permission.WORKOUT_READ)
    async def clear(self):
        """Show everything again."""
        self.words = self._exercise_id = self._template_id = ""
        await self._find()

    @action(Permission.WORKOUT_READ)
    async def turn(self, by: int):
        """Go to the year before or after."""
        self._year += 1 if by == 1 else -1
        self._month = 0
        await self._find()

    @action(Permission.WORKOUT_READ)
    async def pick(self, cell: int):
        """Keep to the day whose square was pressed; a day without a workout shows all again."""
        if self._year and isinstance(cell, int):
            await self._find(kit.day_of_square(self._year, cell))

    @action(Permission.WORKOUT_READ)
    async def turn_month(self, by: int):
        """Go to the month before or after in the calendar, into another year too."""
        month = (self._month or 1) + (1 if by == 1 else -1)
        self._year, self._month = self._year + (month - 1) // 12, (month - 1) % 12 + 1
        await self._find()

    @action(Permission.WORKOUT_READ)
    async def pick_day(self, day: str):
        """Keep to a day of the calendar."""
        await self._find(_day_in(day))

    @action(Permission.WORKOUT_READ)
    async def step(self, by: int):
        """Go to the day of training before or after the one that is shown."""
        days = [day for text in self._trained_on if (day := _day_in(text))]
        picked = _day_in(self._day)
        if picked is not None:
            earlier, later = years.beside(days, picked)
            await self._find((later if by == 1 else earlier) or picked)

    @action(Permission.WORKOUT_READ)
    async def leave_day(self):
        """Show all days again."""
        await self._find()

    async def _find(self, day: date | None = None) -> None:
        self._day = day.isoformat() if day else ""
        async with context(self) as ctx:
            await self._show(ctx)

    def _which(self) -> FindWorkouts:
        narrow = {"search": self.words, "exercise_id": self._exercise_id, "template_id": self._template_id}
        return parse(FindWorkouts, dict(narrow))

    async def _show(self, ctx: Context) -> None:
        zone, which, day = zone_of(self), self._which(), _day_in(self._day)
        today = ctx.now.astimezone(zone).date()
        self._year = min(max(self._year or today.year, history.FIRST_YEAR), today.year)
        day = day if day and day.year == self._year else None
        view = await history.history(ctx, which, year=self._year, day=day, zone=zone, limit=PAGE_SIZE)
        if day is not None and not view.page.items:
            day = None
            view = await history.history(ctx, which, year=self._year, zone=zone, limit=PAGE_SIZE)
        self._day = day.isoformat() if day else ""
        self._show_year(view.calendar, today, day)
        self._show_month(view.calendar, today, day)
        self._show_filters(which)
        self.months = []
        self._append(view.page, view.months, ctx.now, zone)

    def _show_year(self, shown: Calendar, today: date, day: date | None) -> None:
        self.trained, self.year = shown.first_year is not None, str(shown.year)
        self.has_earlier = shown.first_year is not None and shown.first_year < shown.year
        self.has_later = shown.year < today.year
        self.halves, self.said = years.squares(shown, today, day), years.in_words(shown)
        self.table = years.by_month(shown, self._unit)
        self.workouts, self.per_week = f"{shown.workouts:,}", f"{shown.per_week:.1f}"
        self.volume, self.volume_unit = words.heavy(shown.volume_kg, self._unit)
        self.streak, self.streak_note = years.streak_words(shown.streak)
        days = [one.date for one in shown.days]
        self._trained_on = [one.isoformat() for one in days]
        earlier, later = years.beside(days, day)
        self.day = words.short_day(day, today) if day else ""
        self.has_day_before, self.has_day_after = earlier is not None, later is not None

    def _show_month(self, shown: Calendar, today: date, day: date | None) -> None:
        newest = day or max((one.date for one in shown.days), default=date(shown.year, 1, 1))
        self._month = self._month if self._month and not day else newest.month
        month = date(shown.year, self._month, 1)
        self.month, self.month_days = words.month_of(month), years.days_of(shown, month)
        self.has_month_before = self.has_earlier or month.month > 1
        self.has_month_after = month < today.replace(day=1)

    def _show_filters(self, which: FindWorkouts) -> None:
        known = self._known or Narrowings(exercises=[], templates=[])
        self.exercises, self.templates = _options(known.exercises), _options(known.templates)
        self.exercise, self.exercise_name = _chosen(known.exercises, self._exercise_id)
        self.template, self.template_name = _chosen(known.templates, self._template_id)
        self.narrowed = bool(which.shape)

    def _append(self, page: Page[WorkoutRow], counted: list[MonthCount], now: datetime, zone: tzinfo) -> None:
        fresh = months_of(page.items, now, zone, counted, self._unit)
        self.months = joined(self.months, fresh)
        self._cursor = "" if self._day else page.next_cursor or ""
        self.more = bool(self._cursor)


def months_of(
    rows: list[WorkoutRow],
    now: datetime,
    zone: tzinfo,
    counted: list[MonthCount] | None = None,
    unit: str = "kg",
) -> list[Month]:
    """Workouts by the month they were begun in, newest first, with how many each month has in all."""
    totals = {one.month: words.count(one.workouts, "workout") for one in counted or []}
    made = []
    for name, group in groupby(rows, key=lambda row: words.month(row.started_at, now, zone)):
        lines = list(group)
        first = lines[0].started_at.astimezone(zone).date().replace(day=1)
        shown = [dated_line(row, now, zone, unit) for row in lines]
        made.append(Month(name=name, total=totals.get(first, ""), lines=shown))
    return made


def joined(before: list[Month], after: list[Month]) -> list[Month]:
    """Two pages of months as one list; a month cut by the page's end is one month again."""
    if before and after and before[-1].name == after[0].name:
        whole = before[-1].model_copy(update={"lines": [*before[-1].lines, *after[0].lines]})
        return [*before[:-1], whole, *after[1:]]
    return [*before, *after]


def _options(known: list[Narrowing]) -> list[tuple[str, str]]:
    """Numbers stand for the ids, which stay here: a browser needs none."""
    return [(str(number), one.name) for number, one in enumerate(known, 1)]


def _chosen(known: list[Narrowing], id_: str) -> tuple[str, str]:
    return next(((str(n), one.name) for n, one in enumerate(known, 1) if str(one.id) == id_), ("", ""))


def _id_at(known: list[Narrowing], number: object) -> str:
    place = int(number) if isinstance(number, str) and number.isdecimal() and len(number) < 6 else 0
    return str(known[place - 1].id) if 0 < place <= len(known) else ""


def _day_in(text: object) -> date | None:
    try:
        return date.fromisoformat(str(text))
    except ValueError:
        return None
