"""One exercise: what it is, how it is done, and what the person who looks may do with it."""

from typing import get_args

import reflex as rx

from rythm.access import Permission
from rythm.core.errors import NotFound
from rythm.core.schema import Read
from rythm.exercises import catalogue, queries
from rythm.exercises.rules import Scope
from rythm.exercises.schemas import ExerciseDetail
from rythm.ui import routes
from rythm.ui.exercises.words import FORCES, LEVELS, MEASURES, MECHANICS, detail, named, rest
from rythm.ui.forms import id_in
from rythm.ui.state import action, context
from rythm.ui.words import count


class Fact(Read):
    """One line of what is known."""

    name: str
    value: str


class Variation(Read):
    """Another way to do it; `href` is empty when the library has none of this name."""

    name: str
    href: str


class Guide(Read):
    """How it is done."""

    setup: str = ""
    execution: str = ""
    breathing: str = ""
    safety: str = ""
    mistakes: list[str] = []
    variations: list[Variation] = []


class ExerciseState(rx.State):
    """The exercise in the address."""

    loaded: bool = False
    missing: bool = False
    id: str = ""
    name: str = ""
    detail: str = ""
    aliases: str = ""
    badge: str = ""
    muscle: str = ""
    helpers: list[str] = []
    levels: dict[str, int] = {}
    facts: list[Fact] = []
    guide: Guide = Guide()
    has_guide: bool = False

    is_hidden: bool = False
    is_hidden_here: bool = False
    is_archived: bool = False
    merged_into: str = ""
    merged_href: str = ""
    can_change: bool = False
    can_restore: bool = False
    can_hide: bool = False
    can_hide_here: bool = False
    can_promote: bool = False
    can_merge: bool = False

    shown: str = ""

    @action(Permission.EXERCISE_READ)
    async def load(self):
        """Read the exercise in the address."""
        asked = self.router.url.path.rstrip("/").rpartition("/")[2]
        if self.shown != asked:
            self.loaded = self.missing = False
            yield
        try:
            await self._read(asked)
        except NotFound:
            self.missing, self.loaded, self.shown = True, False, asked

    async def _read(self, exercise_id: str) -> None:
        async with context(self) as ctx:
            exercise = await queries.exercise(ctx, id_in(exercise_id))
            mine = exercise.owner_id is not None and exercise.owner_id == ctx.actor.user_id
        self._show(exercise, mine=mine)
        self.shown, self.missing, self.loaded = exercise_id, False, True

    def _show(self, exercise: ExerciseDetail, *, mine: bool) -> None:
        self.id, self.name = str(exercise.id), exercise.name
        self.detail = detail(exercise.muscle, exercise.equipment)
        self.aliases = ", ".join(exercise.aliases)
        self.badge = badge(exercise, mine=mine)
        self.muscle, self.helpers = (
            named(exercise.muscle),
            [named(each) for each in exercise.secondary_muscles],
        )
        self.levels = levels(exercise)
        self.facts = facts(exercise)
        self.guide, self.has_guide = guide(exercise), exercise.guide is not None
        self.is_hidden, self.is_hidden_here = exercise.is_hidden, exercise.is_hidden_here
        self.is_archived = exercise.archived_at is not None
        self.merged_into = exercise.merged_into_name or ""
        self.merged_href = routes.exercise(str(exercise.merged_into_id)) if self.merged_into else ""
        is_live = exercise.archived_at is None
        self.can_change = exercise.can_change and exercise.merged_into_id is None
        self.can_restore = self.can_change and not is_live
        self.can_hide = is_live
        self.can_hide_here = exercise.can_hide_here and is_live and exercise.scope is not Scope.USER
        self.can_promote, self.can_merge = exercise.can_promote, exercise.can_merge


def badge(exercise: ExerciseDetail, *, mine: bool) -> str:
    """Whose it is, where it is not everybody's."""
    if exercise.scope is Scope.USER:
        return "Yours" if mine else f"{exercise.owner_name or 'A member'}'s own"
    return "Your gym's" if exercise.scope is Scope.TENANT else ""


def levels(exercise: ExerciseDetail) -> dict[str, int]:
    """Each muscle of the map: 3 for the main one, 1 for those that help."""
    worked = dict.fromkeys(exercise.secondary_muscles, 1) | {exercise.muscle: 3}
    return {muscle: worked.get(muscle, 0) for muscle in get_args(catalogue.Muscle)}


def facts(exercise: ExerciseDetail) -> list[Fact]:
    """What is known, one line each; what nobody said is left out."""
    told = [
        ("Equipment", named(exercise.equipment)),
        ("Measured by", MEASURES[exercise.measured_by][0]),
        ("Rest after a set", rest(exercise.rest_seconds)),
        ("Sides", "One at a time" if exercise.is_unilateral else ""),
        ("Level", LEVELS.get(exercise.level, "")),
        ("Kind", named(exercise.category)),
        ("Movement", MECHANICS.get(exercise.mechanic, "")),
        ("Direction", FORCES.get(exercise.force, "")),
        ("You did it", count(exercise.uses, "time") if exercise.uses else ""),
    ]
    return [Fact(name=name, value=value) for name, value in told if value]


def guide(exercise: ExerciseDetail) -> Guide:
    """How it is done, its variations with the way to those the library has."""
    if exercise.guide is None:
        return Guide()
    told = exercise.guide
    return Guide(
        setup=told.setup,
        execution=told.execution,
        breathing=told.breathing,
        safety=told.safety,
        mistakes=told.mistakes,
        variations=[Variation(name=name, href=_way_to(name)) for name in told.variations],
    )


def _way_to(name: str) -> str:
    slug = catalogue.match(name)
    return routes.exercise(str(catalogue.exercise_id(slug))) if slug else ""
