"""The history: a year as a map, and the workouts by month, narrowed by exercise, template, words or a day."""

from collections.abc import Sequence
from datetime import date, datetime, tzinfo
from itertools import groupby
from uuid import UUID

import reflex as rx

from rythm.access import Permission
from rythm.core.context import Context
from rythm.core.schema import Read
from rythm.progress import history
from rythm.progress.history_views import Calendar, HistoryView, MonthCount, Narrowing, Narrowings
from rythm.progress.narrowings import narrowings
from rythm.ui import kit, paging, words
from rythm.ui.forms import id_in, parse
from rythm.ui.member.history import year as years
from rythm.ui.member.history.asked import Asked, asked, query
from rythm.ui.state import action, context
from rythm.ui.workout_lines import DatedLine, dated_line
from rythm.ui.zone import zone_of
from rythm.workouts import preferences
from rythm.workouts.finding import FindWorkouts
from rythm.workouts.views import WorkoutRow

PAGE_SIZE = 20
MOST_OF_NAME = 60


class Month(Read):
    """One month of the history, as far as the page has it; `total` counts all of it."""

    name: str
    total: str = ""
    lines: list[DatedLine]


class HistoryState(rx.State):
    """The year, a page of the list, and what narrows both: all of it said by the address."""

    loaded: bool = False
    trained: bool = False
    address: str = ""
    months: list[Month] = []
    page: str = ""
    newer: str = ""
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
    month_days: Sequence[tuple[str, str, str, str]] = []
    has_month_before: bool = False
    has_month_after: bool = False

    words: str = ""
    typed: int = 0
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
    _turned: int = 0
    _trained_on: list[str] = []
    _exercise_id: str = ""
    _template_id: str = ""
    _known: Narrowings | None = None
    _unit: str = "kg"
    _cursor: str = ""
    _pages: list[str] = []

    @action(Permission.WORKOUT_READ)
    async def load(self):
        """Show what the address asks for; without a word there, this year."""
        self._take(asked(self.router.url.query_parameters))
        async with context(self) as ctx:
            chosen = [UUID(id_) for id_ in (self._exercise_id, self._template_id) if id_]
            self._known, self._unit = await narrowings(ctx, chosen), await preferences.unit(ctx)
            await self._show(ctx)
        self.loaded = True

    @action(Permission.WORKOUT_READ)
    async def load_older(self):
        """Show older workouts in place of these."""
        self._pages = paging.further(self._pages, self._cursor)
        await self._again()

    @action(Permission.WORKOUT_READ)
    async def load_newer(self):
        """Show the workouts that stood here before."""
        self._pages = self._pages[:-1]
        await self._again()

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
        self.typed += 1
        await self._find()

    @action(Permission.WORKOUT_READ)
    async def turn(self, by: int):
        """Go to the year before or after."""
        self._year += 1 if by == 1 else -1
        self._turned = 0
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
        year, self._turned = self._year + (month - 1) // 12, (month - 1) % 12 + 1
        if year == self._year and not self._day:
            await self._again()
            return
        self._year = year
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

    def _take(self, this: Asked) -> None:
        if this.words != self.words:
            self.words, self.typed = this.words, self.typed + 1
        self._exercise_id, self._template_id = str(this.exercise or ""), str(this.template or "")
        self._year = this.day.year if this.day else this.year or 0
        self._turned, self._day = this.month or 0, this.day.isoformat() if this.day else ""
        self._pages = paging.at(self._pages, this.page)

    async def _find(self, day: date | None = None) -> None:
        self._day, self._pages = day.isoformat() if day else "", []
        await self._again()

    async def _again(self) -> None:
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
        view = await self._read(ctx, which, zone, day)
        if not view.page.items and (day is not None or self._pages):
            day, self._pages = None, []
            view = await self._read(ctx, which, zone)
        self._day = day.isoformat() if day else ""
        self._show_year(view.calendar, today, day)
        self._show_month(view.calendar, today, day)
        self._show_filters(which)
        self._show_list(view, ctx.now, zone)
        self.address = self._address(today, view.calendar)

    async def _read(
        self, ctx: Context, which: FindWorkouts, zone: tzinfo, day: date | None = None
    ) -> HistoryView:
        cursor = self._pages[-1] if self._pages and day is None else None
        return await history.history(
            ctx, which, year=self._year, day=day, zone=zone, limit=PAGE_SIZE, cursor=cursor
        )

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
        self._month = day.month if day else self._turned or _newest(shown).month
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

    def _show_list(self, view: HistoryView, now: datetime, zone: tzinfo) -> None:
        self.months = months_of(view.page.items, now, zone, view.months, self._unit)
        self._cursor = "" if self._day else view.page.next_cursor or ""
        self.more, self.page = bool(self._cursor), "".join(self._pages[-1:])
        self.newer = paging.way_back(self._pages, "workouts")

    def _address(self, today: date, shown: Calendar) -> str:
        """What leads here again, without what is shown anyway."""
        month = self._turned if self._turned != _newest(shown).month and not self._day else 0
        return query(
            Asked(
                words=self.words,
                exercise=id_in(self._exercise_id) if self._exercise_id else None,
                template=id_in(self._template_id) if self._template_id else None,
                year=self._year if self._year != today.year and not self._day else None,
                month=month or None,
                day=_day_in(self._day),
                page=self.page or None,
            )
        )


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


def _newest(shown: Calendar) -> date:
    """The last day of training of the year, or its first of January."""
    return max((one.date for one in shown.days), default=date(shown.year, 1, 1))


def _options(known: list[Narrowing]) -> list[tuple[str, str]]:
    """Numbers stand for the ids, which stay here: a browser needs none."""
    return [(str(number), one.name[:MOST_OF_NAME]) for number, one in enumerate(known, 1)]


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
