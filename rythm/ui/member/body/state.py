"""The body page: one metric at a time, its course and goal, and what is done on it."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

import reflex as rx

from rythm.access import Permission
from rythm.body import amounts, queries, service
from rythm.body.schemas import (
    AddCustomMetric,
    ChangeCustomMetric,
    ChangeMetric,
    EntryRow,
    LogMetric,
    MetricRow,
    SetGoal,
    TrendView,
)
from rythm.core.errors import NotFound
from rythm.ui import paging
from rythm.ui.forms import fields_of, id_in, in_form, parse
from rythm.ui.kit.trend import Mark, TrendChart, trend_of
from rythm.ui.member.body import typed, words
from rythm.ui.member.body.words import Choice, EntryLine, GoalLine
from rythm.ui.notice import say
from rythm.ui.state import action, context
from rythm.ui.zone import zone_of
from rythm.workouts import preferences
from rythm.workouts.metrics import CUSTOM

SPANS = {"30": 30, "90": 90, "365": 365, "all": None}
PURPOSES = ("log", "goal", "measure", "rename")
PAGE_SIZE = 12


class BodyState(rx.State):
    """What is shown of the chosen metric; `opened` is the dialog that is open."""

    loaded: bool = False
    key: str = "weight"
    name: str = "Weight"
    unit: str = "kg"
    own_name: str = ""
    choices: list[Choice] = []
    others: list[Choice] = []
    span: str = "90"
    trend: str = ""
    last: str = ""
    pace: str = ""
    way: str = ""
    has_entries: bool = False
    chart: TrendChart | None = None
    goal: GoalLine | None = None
    goal_target: str = ""
    goal_due: str = ""
    entries: list[EntryLine] = []
    page: str = ""
    newer: str = ""
    more: bool = False
    opened: str = ""
    value: str = ""
    day: str = ""
    today: str = ""
    note: str = ""
    errors: dict[str, str] = {}
    removed: str = ""
    saved: int = 0

    _weights_in: str = "kg"
    _entry_id: str = ""
    _goal_id: str = ""
    _removed_id: str = ""
    _cursor: str | None = None
    _pages: list[str] = []

    @action(Permission.WORKOUT_LOG)
    async def load(self):
        """Read the chosen metric, its course and its last entries."""
        self._pages = []
        await self._read()

    @action(Permission.WORKOUT_LOG)
    async def choose(self, metric: str):
        """Show another metric."""
        self.key, self.opened, self._pages = str(metric), "", []
        await self._read()

    @action(Permission.WORKOUT_LOG)
    async def look_back(self, span: str):
        """Show a shorter or longer past."""
        self.span = span if isinstance(span, str) and span in SPANS else "90"
        await self._read()

    @action(Permission.WORKOUT_LOG)
    async def load_older(self):
        """Show older entries in place of these."""
        self._pages = paging.further(self._pages, self._cursor)
        await self._read()

    @action(Permission.WORKOUT_LOG)
    async def load_newer(self):
        """Show the entries that stood here before."""
        self._pages = self._pages[:-1]
        await self._read()

    @action(Permission.WORKOUT_LOG)
    async def ask(self, purpose: str):
        """Open a dialog: `log`, `goal`, `measure` something else, or `rename`."""
        self.errors, self._entry_id = {}, ""
        self.value = self.note = ""
        self.today = self.day = datetime.now(UTC).astimezone(zone_of(self)).date().isoformat()
        self.opened = purpose if purpose in PURPOSES else ""

    @action(Permission.WORKOUT_LOG)
    async def edit(self, entry_id: str):
        """Open a measurement to correct it."""
        async with context(self) as ctx:
            row = await queries.entry(ctx, id_in(entry_id))
        zone = zone_of(self)
        shown = amounts.shown(row.kind, float(row.value), self._weights_in)
        self.value = amounts.number(shown, 4 if row.kind == CUSTOM else 2).replace(",", "")
        self.day, self.note = row.measured_at.astimezone(zone).date().isoformat(), row.note
        self.today = ctx.now.astimezone(zone).date().isoformat()
        self._entry_id, self.errors, self.opened = str(row.id), {}, "edit"

    @action(Permission.WORKOUT_LOG)
    async def close(self):
        """Close the dialog."""
        self.opened, self.errors = "", {}

    @action(Permission.WORKOUT_LOG)
    async def save(self, form: dict[str, Any]):
        """Log what was measured, or correct the one that is open."""
        said, zone = fields_of(form), zone_of(self)
        with in_form():
            async with context(self) as ctx:
                metric = typed.one(await queries.metrics(ctx), self.key)
                value = self._amount(metric, said.get("value"))
                day = typed.day_of(said.get("measured_at"), "measured_at")
                told: dict[str, Any] = {"value": value, "note": typed.text(said.get("note"))}
                if self._entry_id:
                    was = await queries.entry(ctx, id_in(self._entry_id))
                    told |= {"measured_at": typed.moved(was.measured_at, day, ctx.now, zone)}
                    if (other := parse(ChangeMetric, told)).model_fields_set:
                        await service.change(ctx, was.id, other)
                    if not told["note"] and was.note:
                        await service.change(ctx, was.id, ChangeMetric(note=""))
                else:
                    told |= {
                        "measured_at": typed.moment(day, ctx.now, zone),
                        **typed.which(metric).model_dump(),
                    }
                    await service.log(ctx, parse(LogMetric, told))
                    self._pages = []
        words_of = "The entry is changed." if self._entry_id else f"{self.name} is logged."
        await self._done(words_of)

    @action(Permission.WORKOUT_LOG)
    async def remove(self):
        """Take the open measurement away; the line below offers it back."""
        gone = id_in(self._entry_id)
        async with context(self) as ctx:
            await service.remove(ctx, gone)
        self._removed_id = str(gone)
        self.removed, self.opened = "The entry is removed.", ""
        await say(self, "")
        await self._read()
        self.saved += 1

    @action(Permission.WORKOUT_LOG)
    async def take_back(self):
        """Bring back what was removed last."""
        gone, self._removed_id, self.removed = self._removed_id, "", ""
        if not gone:
            return
        async with context(self) as ctx:
            if gone.startswith(CUSTOM):
                metric = await service.restore_metric(ctx, id_in(gone.removeprefix(CUSTOM)))
                self.key = str(metric.id)
            else:
                await service.restore(ctx, id_in(gone))
        await self._done("It is back.")

    @action(Permission.WORKOUT_LOG)
    async def forget(self):
        """Take the line away that offers to take it back."""
        self.removed = ""

    @action(Permission.WORKOUT_LOG)
    async def aim(self, form: dict[str, Any]):
        """Set the goal of the metric."""
        said = fields_of(form)
        with in_form():
            async with context(self) as ctx:
                metric = typed.one(await queries.metrics(ctx), self.key)
                target = typed.amount(metric, said.get("target"), self._weights_in, "target")
                due = typed.text(said.get("due_on"))
                told = {"target": target, "due_on": typed.day_of(due, "due_on") if due else None}
                await service.aim(ctx, parse(SetGoal, told | typed.which(metric).model_dump()))
        await self._done("Your goal is set.")

    @action(Permission.WORKOUT_LOG)
    async def drop_goal(self):
        """Give the goal up."""
        async with context(self) as ctx:
            await service.drop_goal(ctx, id_in(self._goal_id))
        await self._done("The goal is gone.")

    @action(Permission.WORKOUT_LOG)
    async def add_metric(self, form: dict[str, Any]):
        """Measure something of one's own, and show it."""
        said = fields_of(form)
        with in_form():
            data = parse(AddCustomMetric, {"name": said.get("own_name"), "unit": said.get("own_unit")})
            async with context(self) as ctx:
                added = await service.add_metric(ctx, data)
        self.key = str(added.id)
        await self._done(f"You measure {added.name} now.")

    @action(Permission.WORKOUT_LOG)
    async def rename(self, form: dict[str, Any]):
        """Call a metric of one's own something else."""
        said = fields_of(form)
        with in_form():
            data = parse(ChangeCustomMetric, {"name": said.get("own_name")})
            unit = typed.text(said.get("own_unit"))
            async with context(self) as ctx:
                await service.change_metric(ctx, id_in(self.key), data.model_copy(update={"unit": unit[:20]}))
        await self._done("It is changed.")

    @action(Permission.WORKOUT_LOG)
    async def put_away(self):
        """Measure something of one's own no more; the line below offers it back."""
        gone = id_in(self.key)
        async with context(self) as ctx:
            await service.archive_metric(ctx, gone)
        self._removed_id, self.removed = f"{CUSTOM}{gone}", "It is put away; what you logged stays."
        self.key, self.opened, self._pages = "weight", "", []
        await say(self, "")
        await self._read()

    def _amount(self, metric: MetricRow, said: object) -> Decimal | None:
        """What was typed; None when an entry keeps its value, which may be finer than what is shown of it."""
        if self._entry_id and typed.text(said) == self.value:
            return None
        return typed.amount(metric, said, self._weights_in, "value")

    async def _done(self, told: str) -> None:
        self.opened, self.errors, self.removed = "", {}, ""
        await self._read()
        self.saved += 1
        await say(self, told)

    async def _read(self) -> None:
        zone = zone_of(self)
        async with context(self) as ctx:
            unit = (await preferences.ways(ctx))[0].unit
            metrics = await queries.metrics(ctx)
            try:
                metric = typed.one(metrics, self.key)
            except NotFound:
                self.key = "weight"
                metric = typed.one(metrics, self.key)
            which = typed.which(metric)
            view = await queries.trend(ctx, which, days=SPANS[self.span], zone=zone, among=metrics)
            cursor = "".join(self._pages[-1:]) or None
            page = await queries.entries(ctx, which, limit=PAGE_SIZE, cursor=cursor)
        self._weights_in = unit
        today = ctx.now.astimezone(zone).date()
        self._show(metric, view, today)
        self._list(metrics)
        self.entries = self._lines(page.items, metric, ctx.now)
        self.last = words.last(metric, unit, ctx.now, zone)
        self.has_entries = metric.value is not None
        self._cursor, self.more = page.next_cursor, page.next_cursor is not None
        self.page, self.newer = paging.link(self._pages), paging.way_back(self._pages, "entries")
        self.loaded = True

    def _list(self, metrics: list[MetricRow]) -> None:
        """What one measures as chips, weight always first; what one might measure in a dialog."""
        named = [Choice(key=words.key_of(one), name=words.name_of(one)) for one in metrics]
        used = {
            words.key_of(one)
            for one in metrics
            if one.value is not None or one.kind in ("weight", CUSTOM) or words.key_of(one) == self.key
        }
        self.choices = [choice for choice in named if choice.key in used]
        self.others = [choice for choice in named if choice.key not in used]

    def _show(self, metric: MetricRow, view: TrendView, today: date) -> None:
        unit, kind = self._weights_in, metric.kind
        self.name, self.unit = words.name_of(metric), amounts.unit_of(kind, unit, metric.unit)
        self.own_name = metric.name
        self.trend = (
            "" if view.current is None else amounts.number(amounts.shown(kind, view.current, unit), 1)
        )
        moved = view.per_week and amounts.shown(kind, view.per_week, unit)
        self.pace = words.pace(metric, view.per_week, unit) if moved and view.per_week else ""
        self.way = "" if not moved else "down" if moved < 0 else "up"
        self.chart = self._chart(metric, view, today)
        self.goal = words.goal_line(metric, view, unit, today)
        self._goal_id = str(metric.goal.id) if metric.goal else ""
        self.goal_due = metric.goal.due_on.isoformat() if metric.goal and metric.goal.due_on else ""
        target = amounts.shown(kind, float(metric.goal.target), unit) if metric.goal else None
        self.goal_target = "" if target is None else amounts.number(target).replace(",", "")

    def _chart(self, metric: MetricRow, view: TrendView, today: date) -> TrendChart | None:
        if not view.points:
            return None
        kind, unit = metric.kind, self._weights_in
        marks = [
            Mark(point.day, amounts.shown(kind, point.value, unit), amounts.shown(kind, point.trend, unit))
            for point in view.points
        ]
        days = SPANS[self.span]
        first = today - timedelta(days=days) if days else min(view.points[0].day, today - timedelta(days=30))
        goal = amounts.shown(kind, float(metric.goal.target), unit) if metric.goal else None
        return trend_of(self.name, marks, first, today, unit=self.unit, goal=goal)

    def _lines(self, rows: list[EntryRow], metric: MetricRow, now: datetime) -> list[EntryLine]:
        zone = zone_of(self)
        return [words.entry_line(row, metric, self._weights_in, now, zone) for row in rows]
