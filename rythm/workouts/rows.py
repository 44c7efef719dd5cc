"""Finished workouts as rows of a list, with what their sets add up to."""

from collections.abc import Callable
from typing import Any

from sqlalchemy import BigInteger, Select, cast, func, literal, select
from sqlalchemy.dialects.postgresql import aggregate_order_by
from sqlmodel import col

from rythm import access
from rythm.access import Permission
from rythm.core import statements
from rythm.core.context import Context
from rythm.exercises.models import Exercise
from rythm.workouts import measures
from rythm.workouts.kept import ExerciseRecord
from rythm.workouts.models import Workout, WorkoutExercise, WorkoutSet
from rythm.workouts.views import WorkoutRow


def finished(ctx: Context, member_id: Any) -> Select[*tuple[Any, ...]]:
    """The finished workouts of one member within the caller's reach, newest first."""
    return (
        select(
            col(Workout.id),
            col(Workout.tenant_id),
            col(Workout.title),
            col(Workout.started_at),
            col(Workout.body_weight_kg),
            cast(func.extract("epoch", col(Workout.finished_at) - col(Workout.started_at)), BigInteger).label(
                "duration_seconds"
            ),
        )
        .where(
            access.within(ctx, Workout, Permission.WORKOUT_READ),
            col(Workout.member_id) == member_id,
            measures.is_history(),
        )
        .order_by(col(Workout.started_at).desc(), col(Workout.id).desc())
    )


async def rows(
    ctx: Context, page: Callable[..., Select[*tuple[Any, ...]]], *shape: Any, **values: Any
) -> list[WorkoutRow]:
    """The workouts of `page(ctx, *shape)`, built as for `statements.run`, with what their sets add up to."""
    found = await statements.run(ctx, _with_totals, page, *shape, **values)
    return [WorkoutRow.model_validate(row | {"pulse": row["pulse"] or []}) for row in statements.dicts(found)]


def _with_totals(
    ctx: Context, page: Callable[..., Select[*tuple[Any, ...]]], *shape: Any
) -> Select[*tuple[Any, ...]]:
    """Only sets of the page's workouts are read."""
    chosen = page(ctx, *shape).subquery("page")
    volume = measures.set_volume(chosen.c.body_weight_kg)
    totals = (
        select(
            func.coalesce(func.sum(volume), 0).label("volume_kg"),
            func.coalesce(func.sum(col(WorkoutSet.distance_m)), 0).label("distance_m"),
            func.count().label("sets"),
            func.count(col(WorkoutExercise.id).distinct()).label("exercises"),
            func.array_agg(
                aggregate_order_by(
                    volume, col(WorkoutExercise.position), col(WorkoutSet.position), col(WorkoutSet.id)
                )
            ).label("pulse"),
        )
        .join(WorkoutExercise, measures.is_of_exercise())
        .join(Exercise, measures.is_what_was_done())
        .where(
            col(WorkoutSet.tenant_id) == chosen.c.tenant_id,
            col(WorkoutSet.workout_id) == chosen.c.id,
            measures.counts(),
        )
        .lateral()
    )
    records = (
        select(func.count())
        .select_from(ExerciseRecord)
        .where(
            col(ExerciseRecord.tenant_id) == chosen.c.tenant_id,
            col(ExerciseRecord.workout_id) == chosen.c.id,
        )
        .scalar_subquery()
        .label("records")
    )
    return (
        select(chosen, totals, records)
        .join(totals, literal(True))
        .order_by(chosen.c.started_at.desc(), chosen.c.id.desc())
    )
