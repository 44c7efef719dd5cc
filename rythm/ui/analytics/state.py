"""The figures shown, the days they are of, and who is behind the one that was pressed."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any
from urllib.parse import urlencode

import reflex as rx
from pydantic import ValidationError

from rythm.access import Permission, Reach, reach
from rythm.analytics import comparing, people, queries
from rythm.analytics.schemas import Analytics, LookAt, LookAtCohort, LookAtDay
from rythm.core.context import Context
from rythm.core.errors import Forbidden, NotFound
from rythm.ui import words
from rythm.ui.analytics import lines
from rythm.ui.analytics.lines import Bar, Behind, CoachLine, GymLine, UseLine
from rythm.ui.forms import id_in, parse
from rythm.ui.kit.heat import HeatRow
from rythm.ui.state import action, context
from rythm.ui.zone import zone_of

SPANS = ("7", "30", "90", "365")
DATES = "dates"


class AnalyticsState(rx.State):
    """Figures of some days."""

    loaded: bool = False
    nowhere: bool = False
    span: str = "30"
    first: str = ""
    last: str = ""
    wider: str = ""
    errors: dict[str, str] = {}
    query: str = ""
    heading: str = ""
    by_week: bool = False
    is_now: bool = False
    active: str = ""
    of_members: str = ""
    joined: str = ""
    workouts: str = ""
    workouts_trend: str = ""
    sets: str = ""
    sets_trend: str = ""
    stayed: str = ""
    stayed_note: str = ""
    workouts_said: str = ""
    sets_said: str = ""
    bars: list[Bar] = []
    cohorts: list[HeatRow] = []
    templates: list[UseLine] = []
    exercises: list[UseLine] = []
    coaches: list[CoachLine] = []
    gyms: list[GymLine] = []
    opened: bool = False
    title: str = ""
    note: str = ""
    file: str = ""
    behind: list[Behind] = []
    more: str = ""
    _wider: list[str] = []

    @action(Permission.ANALYTICS_READ)
    async def load(self):
        """Read the days chosen last, 30 at first."""
        self.opened, self.errors = False, {}
        await self._read()

    @action(Permission.ANALYTICS_READ)
    async def compare(self):
        """Read the gyms of the organisation, for who owns it."""
        async with context(self) as ctx:
            granted = reach(ctx.actor.role, Permission.ANALYTICS_READ)
            self.gyms = []
            if granted is None or granted < Reach.ORGANISATION or ctx.actor.tenant is None:
                return
            rows = await comparing.gyms(ctx, self._asked().period(ctx.now))
        self.gyms = lines.gyms(rows) if len(rows) > 1 else []

    @action(Permission.ANALYTICS_READ)
    async def pick(self, span: str):
        """Look at the last 7, 30, 90 or 365 days, or ask for dates."""
        self.errors = {}
        if span == DATES:
            self.span = DATES
            return None
        self.span = span if span in SPANS else "30"
        self._wider, self.wider = [], ""
        await self._read()
        return AnalyticsState.compare

    @action(Permission.ANALYTICS_READ)
    async def choose(self, form: dict[str, Any]):
        """Look at the days from one date to another."""
        self.errors = {}
        asked = parse(
            LookAt, {name: form.get(name) for name in ("first", "last")} if isinstance(form, dict) else {}
        )
        if asked.first is None:
            self.errors = {"form": "Choose both dates."}
            return None
        self._wider, self.wider = [], ""
        self.span, self.first, self.last = DATES, str(asked.first), str(asked.last)
        await self._read()
        return AnalyticsState.compare

    @action(Permission.ANALYTICS_READ)
    async def widen(self):
        """Go back from one week to the days it was found in."""
        if len(self._wider) == 3:
            self.span, self.first, self.last = self._wider
        self._wider, self.wider = [], ""
        await self._read()

    @action(Permission.ANALYTICS_READ)
    async def open_day(self, day: str):
        """Show who trained on a day; of a week of the chart, look at its days."""
        asked = self._with(LookAtDay, day=day)
        if self.by_week:
            await self._narrow(asked.day)
            return
        async with context(self) as ctx:
            view = await people.of_day(ctx, asked.day, asked.period(ctx.now))
            today = ctx.now.astimezone(zone_of(self)).date()
        said = words.short_day(view.day, today)
        self._open(said, words.count(view.count, "workout"), "day", view.count, day=str(view.day))
        self.behind = lines.workouts_of(view, zone_of(self))

    @action(Permission.ANALYTICS_READ)
    async def open_template(self, template_id: str):
        """Show who followed a template."""
        await self._show_people("templates", people.of_template, template_id)

    @action(Permission.ANALYTICS_READ)
    async def open_exercise(self, exercise_id: str):
        """Show who did an exercise."""
        await self._show_people("exercises", people.of_exercise, exercise_id)

    @action(Permission.ANALYTICS_READ)
    async def open_coach(self, coach_id: str):
        """Show a coach's clients, or with no id those whom no coach looks after."""
        if coach_id:
            await self._show_people("coaches", people.of_coach, coach_id)
            return
        async with context(self) as ctx:
            view = await people.without_coach(ctx, self._asked().period(ctx.now))
            self.behind = lines.people_of(view, ctx.now, zone_of(self))
        self._open("Without a coach", words.count(view.count, "member"), "without-coach", view.count)

    @action(Permission.ANALYTICS_READ)
    async def open_cohort(self, key: str):
        """Show who joined in a month and what they did so many months later."""
        joined, _, later = str(key).partition("/")
        asked = self._with(LookAtCohort, joined=joined, later=later)
        async with context(self) as ctx:
            view = await people.of_cohort(ctx, asked.joined, asked.later, asked.period(ctx.now))
            self.behind = lines.people_of(view, ctx.now, zone_of(self))
        then = lines.months_after(asked.joined, asked.later)
        told = {"joined": str(asked.joined), "later": str(asked.later)}
        self._open(f"Joined in {view.title}", f"What they did in {then:%B %Y}", "cohort", view.count, **told)

    @action(Permission.ANALYTICS_READ)
    async def close(self):
        """Go back to the figures."""
        self.opened = False

    def _asked(self) -> LookAt:
        """The days chosen, in the zone of the browser."""
        return self._with(LookAt)

    def _with(self, schema: type, **more: str) -> Any:
        """The days chosen and what else is asked; raises NotFound for what nobody could have pressed."""
        zone = getattr(zone_of(self), "key", "UTC")
        days = {"first": self.first, "last": self.last} if self.span == DATES and self.first else {}
        chosen = days or {"days": self.span if self.span in SPANS else "30"}
        try:
            return schema(**chosen, zone=zone, **more)
        except ValidationError:
            raise NotFound from None

    async def _read(self) -> None:
        try:
            async with context(self) as ctx:
                nowhere = ctx.actor.tenant is None
                view = None if nowhere else await queries.analytics(ctx, self._asked())
        except Forbidden:
            nowhere, view = True, None
        self.nowhere, self.loaded = nowhere, True
        if view is not None:
            self._fill(view, ctx)

    def _fill(self, view: Analytics, ctx: Context) -> None:
        zone = zone_of(self)
        today, days = ctx.now.astimezone(zone).date(), len(view.days)
        clients = reach(ctx.actor.role, Permission.ANALYTICS_READ) is Reach.CLIENTS
        whose = "Your clients" if clients or ctx.actor.tenant is None else ctx.actor.tenant.name
        self.heading = lines.heading(view, whose, today)
        self.first, self.last = str(view.first), str(view.last)
        self.query = self._link()
        self.bars, self.by_week = lines.bars(view.days, today), days > lines.BY_DAY
        self.is_now = view.last == today
        self.active, self.of_members = f"{view.total.active:,}", f"of {view.members:,}"
        self.joined = f"{view.joined:,} joined" if view.joined else "nobody new"
        self.workouts, self.sets = f"{view.total.workouts:,}", f"{view.total.sets:,}"
        self.workouts_trend = lines.trend(view.total.workouts, view.before.workouts)
        self.sets_trend = lines.trend(view.total.sets, view.before.sets)
        self.workouts_said = lines.summary(self.bars, "workouts", view.total.workouts)
        self.sets_said = lines.summary(self.bars, "sets", view.total.sets)
        self.stayed, self.stayed_note = lines.stayed(view.retention)
        self.cohorts = lines.cohorts(view.retention)
        self.templates = lines.used(view.templates, ctx.now, zone, by_sets=False)
        self.exercises = lines.used(view.exercises, ctx.now, zone, by_sets=True)
        self.coaches = lines.coaches(view.coaches[: lines.LISTED])

    async def _narrow(self, day: date) -> None:
        """Look at the week of a bar, remembering where it was found."""
        first, last = date.fromisoformat(self.first), date.fromisoformat(self.last)
        self._wider, self.wider = [self.span, self.first, self.last], self.heading.rpartition(", ")[2]
        end = min(day + timedelta(days=6 - day.weekday()), last)
        self.span, self.first, self.last = DATES, str(max(day, first)), str(max(end, first))
        await self._read()

    async def _show_people(self, table: str, read: Callable[..., Any], id_: str) -> None:
        async with context(self) as ctx:
            view = await read(ctx, id_in(id_), self._asked().period(ctx.now))
            self.behind = lines.people_of(view, ctx.now, zone_of(self))
        noun = "client" if table == "coaches" else "member"
        self._open(view.title, words.count(view.count, noun), f"{table}/{id_in(id_)}", view.count)

    def _open(self, title: str, note: str, table: str, count: int, **more: str) -> None:
        self.opened, self.title, self.note = True, title, note
        self.file = f"/api/v1/analytics/{table}.csv{self._link(**more)}"
        self.more = f"{count - lines.LISTED:,} more are in the file." if count > lines.LISTED else ""

    def _link(self, **more: str) -> str:
        zone = getattr(zone_of(self), "key", "UTC")
        return f"?{urlencode({'first': self.first, 'last': self.last, 'zone': zone} | more)}"
