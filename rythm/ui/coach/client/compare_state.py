"""Two spans of a client's training beside each other, with the difference in words and signs."""

from datetime import date
from typing import Any

import reflex as rx

from rythm.access import Permission
from rythm.coaching.compared import Comparison, Day
from rythm.coaching.comparison import compare, spans
from rythm.core.schema import Input, Read
from rythm.core.units import shown_weight
from rythm.ui import words
from rythm.ui.coach.client.tabs_state import compact, sets_of
from rythm.ui.exercises.words import named
from rythm.ui.forms import id_in, parse
from rythm.ui.state import action, context
from rythm.ui.zone import zone_of

PRESETS = {"4": 4, "12": 12}
NONE = "\N{EN DASH}"
CLOSE = 0.01
"""Figures that differ by less than a hundredth are the same in words."""


class OwnDates(Input):
    """The days somebody typed; without the earlier ones it is as many days before."""

    first: Day
    last: Day
    before_first: Day | None = None
    before_last: Day | None = None


class Difference(Read):
    """One figure in both spans."""

    name: str
    before: str
    now: str
    by: str
    words: str


class CompareState(rx.State):
    """The comparison shown, in the unit the page was read in."""

    loaded: bool = False
    unit: str = "kg"
    which: str = "4"
    before: str = ""
    now: str = ""
    summary: str = ""
    totals: list[Difference] = []
    lifts: list[Difference] = []
    muscles: list[Difference] = []
    first: str = ""
    last: str = ""
    before_first: str = ""
    before_last: str = ""
    errors: dict[str, str] = {}

    @action(Permission.CLIENT_READ)
    async def load(self):
        """Compare the last four weeks with the four before."""
        self.loaded, self.which, self.errors = False, "4", {}
        await self._compare(self.client_id)  # type: ignore[attr-defined]

    @action(Permission.CLIENT_READ)
    async def pick(self, which: str):
        """Compare four or twelve weeks, or show the form for dates of one's own."""
        which = str(which)
        if which == "own" or which in PRESETS:
            self.which, self.errors = which, {}
        if which in PRESETS:
            await self._compare(self.client_id)  # type: ignore[attr-defined]

    @action(Permission.CLIENT_READ)
    async def choose(self, form: dict[str, Any]):
        """Compare the days of the form."""
        self.errors = {}
        await self._compare(self.client_id, parse(OwnDates, form))  # type: ignore[attr-defined]

    async def _compare(self, member: str, own: OwnDates | None = None) -> None:
        zone = zone_of(self)
        days = ((own.first, own.last), (own.before_first, own.before_last)) if own else ((None, None),)
        async with context(self) as ctx:
            today = ctx.now.astimezone(zone).date()
            before, now = spans(today, PRESETS.get(self.which, 4), *days)
            told = await compare(ctx, id_in(member), before, now, zone=zone)
        self._show(told, today)
        self.loaded = True

    def _show(self, told: Comparison, today: date) -> None:
        self.first, self.last = told.now.first.isoformat(), told.now.last.isoformat()
        self.before_first, self.before_last = told.before.first.isoformat(), told.before.last.isoformat()
        self.now, self.before = (
            span_of(told.now.first, told.now.last, today),
            span_of(told.before.first, told.before.last, today),
        )
        self.totals = totals_of(told, self.unit)
        self.lifts = [
            difference(
                lift.name,
                lift.before_kg and shown_weight(lift.before_kg, self.unit),
                lift.now_kg and shown_weight(lift.now_kg, self.unit),
                compact,
                "stronger",
                "weaker",
            )
            for lift in told.lifts
        ]
        self.muscles = [
            difference(named(muscle.muscle), muscle.before, muscle.now, sets_of, "more", "fewer")
            for muscle in told.muscles
        ]
        self.summary = summary_of(told)


def span_of(first: date, last: date, today: date) -> str:
    """`24 Oct to 20 Nov`, with the years where one of them is another than today's."""
    year = " %Y" if today.year != first.year or today.year != last.year else ""
    return " to ".join(f"{day.day} {day:%b{year}}" for day in (first, last))


def totals_of(told: Comparison, unit: str = "kg") -> list[Difference]:
    """Workouts, sets, volume and time of both spans."""
    before, now = told.before, told.now
    volumes = shown_weight(before.volume_kg, unit), shown_weight(now.volume_kg, unit)
    return [
        difference("Workouts", before.workouts, now.workouts, _whole, "more", "fewer"),
        difference("Working sets", before.sets, now.sets, _whole, "more", "fewer"),
        difference(f"Volume, {unit}", *volumes, _whole, "more", "less"),
        difference("Hours trained", before.seconds / 3600, now.seconds / 3600, compact, "more", "less"),
    ]


def _whole(number: float) -> str:
    return f"{number:,.0f}"


def difference(
    name: str, before: float | None, now: float | None, told: Any, more: str, less: str
) -> Difference:
    """One figure in both spans; the difference has a sign, and says in words which way and how far."""
    if before is None or now is None:
        said = "new" if before is None else "not done"
        return Difference(
            name=name,
            before=NONE if before is None else told(before),
            now=NONE if now is None else told(now),
            by=NONE,
            words=said,
        )
    by = now - before
    sign = "+" if by > 0 else "\N{MINUS SIGN}"
    size = told(abs(by))
    return Difference(
        name=name,
        before=told(before),
        now=told(now),
        by=f"{sign}{size}" if size.strip("0.") else "0",
        words=in_words(before, now, more, less),
    )


def in_words(before: float, now: float, more: str, less: str) -> str:
    """`12 % more`, `the same`, and without a figure to compare with just `more`."""
    if abs(now - before) <= CLOSE * max(abs(before), abs(now)):
        return "the same"
    which = more if now > before else less
    return (
        f"{abs(now - before) / before:.0%}".replace("%", "\N{NO-BREAK SPACE}%") + f" {which}"
        if before
        else which
    )


def summary_of(told: Comparison) -> str:
    """What changed, in a sentence or two."""
    before, now = told.before, told.now
    if not before.workouts and not now.workouts:
        return "No workouts in either span."
    parts = [f"{words.count(now.workouts, 'workout')} against {before.workouts}"]
    parts.append(f"volume {in_words(before.volume_kg, now.volume_kg, 'more', 'less')}")
    both = [lift for lift in told.lifts if lift.before_kg is not None and lift.now_kg is not None]
    said = f"{', '.join(parts)}."
    if both:
        stronger = sum((lift.now_kg or 0) > (lift.before_kg or 0) * (1 + CLOSE) for lift in both)
        said += f" {stronger} of {words.count(len(both), 'main lift')} stronger."
    return said
