"""The rules of what a set is worth, as SQL expressions; tests hold both to the same answers."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import BindParameter, ColumnElement, DateTime, and_, bindparam, case, func
from sqlalchemy.dialects.postgresql import ARRAY
from sqlmodel import col

from rythm.workouts.models import Workout, WorkoutExercise, WorkoutSet
from rythm.workouts.rules import MOST_REPS, WARMUP

MOMENT = DateTime(timezone=True)
MOMENTS = ARRAY(MOMENT)


def is_history() -> ColumnElement[bool]:
    """The workout is finished and not deleted."""
    return and_(col(Workout.finished_at).is_not(None), col(Workout.deleted_at).is_(None))


def counts() -> ColumnElement[bool]:
    """The set is done, and neither it nor its exercise was deleted."""
    return and_(
        col(WorkoutSet.done_at).is_not(None),
        col(WorkoutSet.deleted_at).is_(None),
        col(WorkoutExercise.deleted_at).is_(None),
    )


def is_of_exercise() -> ColumnElement[bool]:
    """Joins a set to its exercise in the workout."""
    return and_(
        col(WorkoutExercise.tenant_id) == col(WorkoutSet.tenant_id),
        col(WorkoutExercise.id) == col(WorkoutSet.workout_exercise_id),
    )


def is_of_workout() -> ColumnElement[bool]:
    """Joins a set to its workout."""
    return and_(
        col(Workout.tenant_id) == col(WorkoutSet.tenant_id),
        col(Workout.id) == col(WorkoutSet.workout_id),
    )


def set_volume() -> ColumnElement[Any]:
    """`exact.volume` of a set."""
    weight, reps = col(WorkoutSet.weight_kg), col(WorkoutSet.reps)
    return case((and_(col(WorkoutSet.kind) != WARMUP, weight > 0, reps.is_not(None)), weight * reps), else_=0)


def set_one_rep_max() -> ColumnElement[Any]:
    """`exact.estimated_one_rep_max` of a set; null where there is none."""
    weight, reps = col(WorkoutSet.weight_kg), col(WorkoutSet.reps)
    estimable = and_(col(WorkoutSet.kind) != WARMUP, weight > 0)
    return case(
        (and_(estimable, reps == 1), func.round(weight, 2)),
        (and_(estimable, reps.between(2, MOST_REPS)), func.round(weight * (30 + reps) / 30, 2)),
    )


def slot(moment: Any, starts: Sequence[datetime] | BindParameter[Any]) -> ColumnElement[int]:
    """The number of the period a moment falls into, from 1; `starts` are the periods' beginnings in order."""
    if not isinstance(starts, BindParameter):
        starts = bindparam(None, list(starts), type_=MOMENTS)
    return func.width_bucket(moment, starts)
