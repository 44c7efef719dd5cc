"""Sets per muscle against the target range, on the map and as a list, and the weeks of one of them."""

from typing import Any, get_args

import reflex as rx

from rythm.access import Permission
from rythm.core.errors import Invalid
from rythm.core.schema import Read
from rythm.exercises.catalogue import Muscle
from rythm.progress import volume
from rythm.progress.volume import Contributor, MuscleSets, MuscleVolume
from rythm.ui import routes, words
from rythm.ui.exercises.words import named
from rythm.ui.forms import fields_of, in_form, parse
from rythm.ui.kit.geometry import BarChart, bar_chart, compact, sparse
from rythm.ui.state import action, context
from rythm.ui.zone import zone_of
from rythm.workouts import preferences
from rythm.workouts.preferences import LEAST_SETS, MOST_SETS, Preferences

LEVELS = {"none": 0, "below": 1, "within": 2, "above": 3}


class MuscleLine(Read):
    """A muscle in words; `value`, `low` and `high` are shares of the bar's length."""

    id: str
    name: str
    sets: str
    said: str
    tone: str
    value: float
    low: float
    high: float


class ContributorLine(Read):
    """An exercise that trained the chosen muscle."""

    name: str
    href: str
    sets: str


class VolumeState(rx.State):
    """The muscles of this week, or of the average of the four before it."""

    loaded: bool = False
    shown: str = "week"
    total: str = ""
    target: str = ""
    least: str = ""
    most: str = ""
    is_usual: bool = True
    aiming: bool = False
    errors: dict[str, str] = {}
    within: str = ""
    levels: dict[str, int] = {}
    muscles: list[MuscleLine] = []
    chosen: str = ""
    chosen_name: str = ""
    trend: BarChart = BarChart([], [], "", [], [])
    by: list[ContributorLine] = []
    is_empty: bool = False
    _weeks: list[str] = []
    _sets: dict[str, list[float]] = {}

    @action(Permission.WORKOUT_LOG)
    async def load(self):
        """Read the week that runs, or the average."""
        await self._read()

    @action(Permission.WORKOUT_LOG)
    async def show(self, shown: str):
        """Look at this week, or at the average of the four before it."""
        self.shown = "average" if shown == "average" else "week"
        await self._read()

    @action(Permission.WORKOUT_LOG)
    async def choose(self, muscle: str):
        """Draw the weeks of another muscle."""
        if not isinstance(muscle, str) or muscle not in self._sets:
            return
        async with context(self) as ctx:
            by = await volume.contributors(ctx, muscle, averaged=self.shown == "average", zone=zone_of(self))
        self._draw(muscle, by)

    @action(Permission.WORKOUT_LOG)
    async def ask(self):
        """Open the dialog of the target."""
        self.aiming, self.errors = True, {}

    @action(Permission.WORKOUT_LOG)
    async def close(self):
        """Close the dialog of the target."""
        self.aiming, self.errors = False, {}

    @action(Permission.WORKOUT_LOG)
    async def aim(self, form: dict[str, Any]):
        """Aim at this many sets a week."""
        said = fields_of(form)
        ends = {name: str(said.get(name) or "").strip() for name in ("least_sets", "most_sets")}
        if missing := {name: "Fill this in." for name, end in ends.items() if not end}:
            raise Invalid(fields=missing)
        await self._aim(ends)

    @action(Permission.WORKOUT_LOG)
    async def aim_as_usual(self):
        """Aim at what is usual again."""
        await self._aim({"least_sets": LEAST_SETS, "most_sets": MOST_SETS})

    async def _aim(self, ends: dict[str, Any]) -> None:
        with in_form():
            async with context(self) as ctx:
                kept = (await preferences.preferences(ctx)).model_dump(mode="json")
                await preferences.prefer(ctx, parse(Preferences, kept | ends))
        self.aiming, self.errors = False, {}
        await self._read()

    async def _read(self) -> None:
        averaged, zone = self.shown == "average", zone_of(self)
        async with context(self) as ctx:
            found = await volume.muscle_volume(ctx, averaged=averaged, zone=zone)
            known = self.chosen in get_args(Muscle)
            chosen = self.chosen if known else found.muscles[0].muscle
            by = await volume.contributors(ctx, chosen, averaged=averaged, zone=zone)
        self._weeks = [f"{week.day} {week:%b}" for week in found.weeks]
        self._sets = {one.muscle: one.weeks for one in found.muscles}
        self.is_empty = not any(sets for weeks in self._sets.values() for sets in weeks)
        self.levels = {one.muscle: LEVELS[one.standing] for one in found.muscles}
        self.muscles = lines(found)
        self.least, self.most = str(found.least), str(found.most)
        self.target = f"{found.least} to {found.most}"
        self.is_usual = (found.least, found.most) == (LEAST_SETS, MOST_SETS)
        within = sum(one.standing == "within" for one in found.muscles)
        self.within = f"{within} of {len(found.muscles)}"
        self.total = words.count(sum(one.standing != "none" for one in found.muscles), "muscle")
        self._draw(chosen, by)
        self.loaded = True

    def _draw(self, muscle: str, by: list[Contributor]) -> None:
        self.chosen, self.chosen_name = muscle, named(muscle)
        self.trend = bar_chart(
            f"{self.chosen_name}, sets a week", self._sets[muscle], sparse(self._weeks), points=self._weeks
        )
        self.by = [
            ContributorLine(name=one.name, href=routes.exercise(str(one.exercise_id)), sets=compact(one.sets))
            for one in by
        ]


def lines(found: MuscleVolume) -> list[MuscleLine]:
    """Every muscle in words, the bars on one scale."""
    top = max(found.most * 1.2, *(one.sets for one in found.muscles))
    return [
        MuscleLine(
            id=one.muscle,
            name=named(one.muscle),
            sets=compact(one.sets),
            said=said(one, found),
            tone=one.standing if one.standing in ("within", "above") else "",
            value=round(one.sets / top, 4),
            low=round(found.least / top, 4),
            high=round(found.most / top, 4),
        )
        for one in found.muscles
    ]


def said(one: MuscleSets, found: MuscleVolume) -> str:
    """Where a muscle stands: `3 sets below`, `Within`, `2 sets above`."""
    if one.standing == "within":
        return "Within"
    if one.standing == "none":
        return "No sets"
    away = found.least - one.sets if one.standing == "below" else one.sets - found.most
    return f"{compact(away)} {'set' if away == 1 else 'sets'} {one.standing}"
