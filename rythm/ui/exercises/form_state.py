"""The slide-over that adds an exercise or changes one."""

from typing import Any

import reflex as rx
from pydantic import TypeAdapter, ValidationError

from rythm.access import Permission
from rythm.core.errors import Invalid
from rythm.exercises import queries, service
from rythm.exercises.catalogue import MeasuredBy, Muscle
from rythm.exercises.rules import Scope
from rythm.exercises.schemas import ChangeExercise, CreateExercise
from rythm.ui import routes
from rythm.ui.exercises.draft import GUIDE_LISTS, GUIDE_TEXTS, Draft, draft_of, typed_of
from rythm.ui.exercises.words import MEASURES
from rythm.ui.forms import Schema, fields_of, id_in, in_form, messages
from rythm.ui.notice import say
from rythm.ui.state import action, context

ADDED = {
    Scope.USER: "{} is in your library.",
    Scope.TENANT: "{} is in your gym's library.",
    Scope.SYSTEM: "{} is in every gym's library.",
}


class ExerciseFormState(rx.State):
    """What is being added or changed, and what is wrong with it."""

    is_open: bool = False
    draft: Draft = Draft()
    secondary: list[str] = []
    measured_by: str = "weight_reps"
    measured_words: str = MEASURES["weight_reps"][0]
    measured_note: str = MEASURES["weight_reps"][1]
    errors: dict[str, str] = {}
    saved: int = 0
    """How often something was saved: the phone fetches its copy anew when it grows."""

    @action(Permission.EXERCISE_CREATE)
    async def add_own(self) -> None:
        """Begin an exercise of one's own."""
        self._open(Draft(scope=Scope.USER), [], "weight_reps")

    @action(Permission.EXERCISE_CREATE)
    async def add_shared(self) -> None:
        """Begin one for the gym, or for every gym where one stands in none."""
        async with context(self) as ctx:
            scope = Scope.TENANT if ctx.actor.tenant is not None else Scope.SYSTEM
        self._open(Draft(scope=scope), [], "weight_reps")

    @action(Permission.EXERCISE_CHANGE)
    async def edit(self, exercise_id: str) -> None:
        """Begin to change an exercise."""
        async with context(self) as ctx:
            exercise = await queries.exercise(ctx, id_in(exercise_id))
        self._open(draft_of(exercise), exercise.secondary_muscles, exercise.measured_by)

    @action(Permission.EXERCISE_READ)
    async def close(self) -> None:
        """Leave the form."""
        self.is_open = False

    @action(Permission.EXERCISE_READ)
    async def toggle(self, muscle: str) -> None:
        """Let a muscle help, or no longer."""
        known = _checked(Muscle, muscle)
        kept = [each for each in self.secondary if each != known]
        self.secondary = kept if len(kept) < len(self.secondary) else [*kept, known]

    @action(Permission.EXERCISE_READ)
    async def measure(self, measured_by: str) -> None:
        """Say what the chosen way of measuring a set means."""
        self._measure(_checked(MeasuredBy, measured_by))

    @action(Permission.EXERCISE_CREATE)
    async def save(self, form: dict[str, Any]):
        """Add or change the exercise in the form."""
        self.errors = {}
        typed = typed_of(fields_of(form), self.secondary)
        with in_form():
            if self.draft.id:
                data = _read(ChangeExercise, typed)
                async with context(self) as ctx:
                    await service.update(ctx, id_in(self.draft.id), data)
                self.is_open = False
                self.saved += 1
                await say(self, f"{data.name} is saved.")
                return None
            whole = typed | {"scope": self.draft.scope, "measured_by": self.measured_by}
            new = _read(CreateExercise, whole)
            async with context(self) as ctx:
                added = await service.create(ctx, new)
                path = routes.exercise(str(added.id))
        self.is_open = False
        self.saved += 1
        await say(self, ADDED[new.scope].format(new.name))
        return rx.redirect(path) if new.scope is Scope.USER else None

    def _open(self, draft: Draft, secondary: list[str], measured_by: str) -> None:
        self.draft, self.secondary, self.errors = draft, list(secondary), {}
        self._measure(measured_by)
        self.is_open = True

    def _measure(self, measured_by: str) -> None:
        self.measured_by = measured_by
        self.measured_words, self.measured_note = MEASURES[measured_by]


def _checked(kind: Any, value: object) -> str:
    try:
        return str(TypeAdapter(kind).validate_python(value))
    except ValidationError:
        raise Invalid from None


def _read(schema: type[Schema], typed: dict[str, Any]) -> Schema:
    """The whole form, empty fields included: what was emptied is to be empty."""
    try:
        return schema.model_validate(typed)
    except ValidationError as error:
        raise Invalid(fields=_told(error)) from None


def _told(error: ValidationError) -> dict[str, str]:
    """A message for each wrong field; one of the guide stands at its own text."""
    found = messages(error)
    if "guide" in found:
        del found["guide"]
        for problem in error.errors():
            place = [str(part) for part in problem["loc"]]
            if place[0] == "guide" and len(place) > 1 and place[1] in (*GUIDE_TEXTS, *GUIDE_LISTS):
                found.setdefault(place[1], "This is too long.")
    return found
