"""Which of a member's workouts are meant: with an exercise, of a template, with some words, of a time."""

from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, String, Uuid, and_, func, or_, select
from sqlmodel import col

from rythm.core.context import Context
from rythm.core.schema import Input, Search
from rythm.core.statements import given
from rythm.exercises.models import Exercise
from rythm.workouts import measures
from rythm.workouts.models import ExerciseTotal, Workout
from rythm.workouts.schemas import Moment

EVERYTHING: tuple[str, ...] = ()


class FindWorkouts(Input):
    """What narrows a history down; `since` and before `until` say when a workout began.

    `search` is looked for in titles, notes and the names of exercises.
    """

    exercise_id: UUID | None = None
    template_id: UUID | None = None
    search: Search = ""
    since: Moment | None = None
    until: Moment | None = None

    @property
    def shape(self) -> tuple[str, ...]:
        """What of it is asked for, in the order of `conditions`."""
        return tuple(name for name, _ in self._asked())

    @property
    def values(self) -> dict[str, Any]:
        """The values that the statement left open."""
        return dict(self._asked())

    def _asked(self) -> list[tuple[str, Any]]:
        known = {**self.model_dump(include=set(FindWorkouts.model_fields)), "search": self.search.lower()}
        return [(name, known[name]) for name in FindWorkouts.model_fields if known[name]]


def conditions(ctx: Context, shape: tuple[str, ...]) -> list[ColumnElement[bool]]:
    """What a workout has to fulfil, for a statement built once (`core.statements`)."""
    made = {
        "exercise_id": _has_exercise,
        "template_id": lambda ctx: col(Workout.template_id) == given("template_id", Uuid()),
        "search": _has_words,
        "since": lambda ctx: col(Workout.started_at) >= given("since", measures.MOMENT),
        "until": lambda ctx: col(Workout.started_at) < given("until", measures.MOMENT),
    }
    return [made[name](ctx) for name in shape]


def _has_exercise(ctx: Context) -> ColumnElement[bool]:
    return (
        select(col(ExerciseTotal.workout_id))
        .where(
            col(ExerciseTotal.tenant_id) == col(Workout.tenant_id),
            col(ExerciseTotal.workout_id) == col(Workout.id),
            col(ExerciseTotal.exercise_id) == given("exercise_id", Uuid()),
        )
        .correlate(Workout)
        .exists()
    )


def _has_words(ctx: Context) -> ColumnElement[bool]:
    words = given("search", String())
    in_an_exercise = (
        select(col(ExerciseTotal.workout_id))
        .join(Exercise, col(Exercise.id) == col(ExerciseTotal.exercise_id))
        .where(
            col(ExerciseTotal.tenant_id) == col(Workout.tenant_id),
            col(ExerciseTotal.workout_id) == col(Workout.id),
            _contains(col(Exercise.name), words),
        )
        .correlate(Workout)
        .exists()
    )
    return or_(_contains(col(Workout.title), words), _contains(col(Workout.note), words), in_an_exercise)


def _contains(text: Any, words: Any) -> ColumnElement[bool]:
    return func.strpos(func.lower(text), words) > 0


def is_total_of(total: Any) -> ColumnElement[bool]:
    """Joins a row of totals to its workout."""
    return and_(total.tenant_id == col(Workout.tenant_id), total.workout_id == col(Workout.id))
