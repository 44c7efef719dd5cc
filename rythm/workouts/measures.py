"""The rules of what a set is worth, as SQL expressions; tests hold both to the same answers."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import BindParameter, ColumnElement, DateTime, and_, bindparam, case, func, or_
from sqlalchemy.dialects.postgresql import ARRAY
from sqlmodel import col

from rythm.exercises.models import Exercise
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


def is_what_was_done() -> ColumnElement[bool]:
    """Joins a set to its entry of the library, which says how it is measured."""
    return col(Exercise.id) == col(WorkoutSet.exercise_id)


def is_of_workout() -> ColumnElement[bool]:
    """Joins a set to its workout."""
    return and_(
        col(Workout.tenant_id) == col(WorkoutSet.tenant_id),
        col(Workout.id) == col(WorkoutSet.workout_id),
    )


def counted_load(body_kg: Any = None) -> ColumnElement[Any]:
    """`exact.counted_load` of a set joined to its exercise and, unless `body_kg` is given, its workout."""
    weight, by, body = col(WorkoutSet.weight_kg), col(Exercise.measured_by), _body(body_kg)
    return case(
        (by.in_(("weight_reps", "weight_distance")), weight),
        (and_(by == "bodyweight_reps", body.is_(None)), weight),
        (by == "bodyweight_reps", func.greatest(body + func.coalesce(weight, 0), 0)),
        (
            and_(by == "assisted_reps", body.is_not(None)),
            func.greatest(body - func.coalesce(weight, 0), 0),
        ),
    )


def set_volume(body_kg: Any = None) -> ColumnElement[Any]:
    """`exact.volume` of a set, joined as for `counted_load`."""
    load, reps = counted_load(body_kg), col(WorkoutSet.reps)
    is_work = and_(
        col(WorkoutSet.kind) != WARMUP,
        col(Exercise.measured_by) != "weight_distance",
        load > 0,
        reps.is_not(None),
    )
    return case((is_work, load * reps), else_=0)


def set_one_rep_max(body_kg: Any = None) -> ColumnElement[Any]:
    """`exact.estimated_one_rep_max` of a set, joined as for `counted_load`; null where there is none."""
    load, reps, by = counted_load(body_kg), col(WorkoutSet.reps), col(Exercise.measured_by)
    is_whole = or_(
        by == "weight_reps",
        and_(by.in_(("bodyweight_reps", "assisted_reps")), _body(body_kg).is_not(None)),
    )
    estimable = and_(col(WorkoutSet.kind) != WARMUP, is_whole, load > 0)
    return case(
        (and_(estimable, reps == 1), func.round(load, 2)),
        (and_(estimable, reps.between(2, MOST_REPS)), func.round(load * (30 + reps) / 30, 2)),
    )


def _body(body_kg: Any) -> Any:
    return col(Workout.body_weight_kg) if body_kg is None else body_kg


def slot(moment: Any, starts: Sequence[datetime] | BindParameter[Any]) -> ColumnElement[int]:
    """The number of the period a moment falls into, from 1; `starts` are the periods' beginnings in order."""
    if not isinstance(starts, BindParameter):
        starts = bindparam(None, list(starts), type_=MOMENTS)
    return func.width_bucket(moment, starts)
