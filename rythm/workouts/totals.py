"""The totals PostgreSQL keeps of finished workouts, held against a full recount, and made anew."""

from decimal import Decimal
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import ColumnElement, Numeric, Select, cast, func, literal, select, text, union_all
from sqlmodel import col

from rythm import access
from rythm.access import Permission, Reach
from rythm.core.context import Context
from rythm.exercises.models import Exercise
from rythm.workouts import measures
from rythm.workouts.models import ExerciseTotal, Workout, WorkoutExercise, WorkoutSet
from rythm.workouts.recount import (
    HEAVIEST_KG,
    MOST_AT_ONCE,
    broken,
    done_lately,
    kept_lately,
    kept_records,
)
from rythm.workouts.rules import WARMUP

FIGURES = ("warmups", "sets", "reps", "seconds", "metres", "volume_kg", "heaviest_kg", "e1rm_kg")


class Difference(NamedTuple):
    """An exercise of a workout whose total, records or days are not what its sets come to.

    There is no workout where one is remembered that never was.
    """

    workout_id: UUID | None
    exercise_id: UUID


async def differences(ctx: Context, *, limit: int = 100) -> list[Difference]:
    """Where this tenant's totals, records and latest days differ from a full recount; empty if nowhere.

    It reads every set. Raises Forbidden for everybody but the platform.
    """
    access.require(ctx, Permission.TENANT_MANAGE, Reach.PLATFORM)
    counted, beaten = _counted(ctx).cte("counted_totals"), broken(ctx).cte("counted_records")
    lately = done_lately(ctx).cte("counted_lately")
    wrong = union_all(
        *(
            select(*either.c[:2])
            for again, kept in (
                (select(counted), _kept(ctx)),
                (select(beaten), kept_records(ctx)),
                (select(lately), kept_lately(ctx)),
            )
            for either in (again.except_(kept).subquery(), kept.except_(again).subquery())
        )
    ).subquery()
    # Of what it has just counted PostgreSQL knows no sizes, and takes loops within loops for cheap.
    await ctx.db.execute(text("set local enable_nestloop = off"))
    found = await ctx.db.execute(
        select(wrong.c.workout_id, wrong.c.exercise_id).distinct().order_by(*wrong.c[:2]).limit(limit)
    )
    await ctx.db.execute(text("set local enable_nestloop = on"))
    return [Difference(*row) for row in found]


async def rebuild(ctx: Context) -> int:
    """Make all totals, bests and records of this tenant anew; says of how many finished workouts.

    Whatever was made of the old ones, on phones too, is out of date by it: every member's counter moves on.
    """
    access.require(ctx, Permission.TENANT_MANAGE, Reach.PLATFORM)
    await ctx.db.execute(
        text("update sync_cursor set revision = revision + 1 where tenant_id = :tenant"),
        {"tenant": ctx.actor.tenant_id},
    )
    made = await ctx.db.execute(text("select app.recount(:tenant)"), {"tenant": ctx.actor.tenant_id})
    await ctx.db.execute(text("set constraints all immediate"))
    await ctx.db.execute(text("set constraints all deferred"))
    return int(made.scalar_one())


def _kept(ctx: Context) -> Select[Any]:
    return select(
        col(ExerciseTotal.workout_id),
        col(ExerciseTotal.exercise_id),
        *(getattr(ExerciseTotal, name) for name in FIGURES),
    ).where(col(ExerciseTotal.tenant_id) == ctx.actor.tenant_id)


def _counted(ctx: Context) -> Select[Any]:
    """The figures of `ExerciseTotal` from the sets themselves, by the expressions of `measures`."""
    work = col(WorkoutSet.kind) != WARMUP
    load, reps = measures.counted_load(), col(WorkoutSet.reps)
    figures: dict[str, ColumnElement[Any]] = {
        "warmups": func.count().filter(~work),
        "sets": func.count().filter(work),
        "reps": _sum(reps, work),
        "seconds": _sum(col(WorkoutSet.duration_seconds), work),
        "metres": _sum(col(WorkoutSet.distance_m), work),
        "volume_kg": cast(func.sum(measures.set_volume()), Numeric(18, 2)),
        "heaviest_kg": cast(
            func.max(load).filter(work, load <= HEAVIEST_KG, reps.between(1, MOST_AT_ONCE)), Numeric(12, 2)
        ),
        "e1rm_kg": func.max(measures.set_one_rep_max()).filter(load <= HEAVIEST_KG),
    }
    return (
        select(
            col(WorkoutSet.workout_id),
            col(WorkoutSet.exercise_id),
            *(value.label(name) for name, value in figures.items()),
        )
        .select_from(Workout)
        .join(WorkoutSet, measures.is_of_workout())
        .join(WorkoutExercise, measures.is_of_exercise())
        .join(Exercise, measures.is_what_was_done())
        .where(col(Workout.tenant_id) == ctx.actor.tenant_id, measures.is_history(), measures.counts())
        .group_by(col(WorkoutSet.workout_id), col(WorkoutSet.exercise_id))
    )


def _sum(value: Any, of: ColumnElement[bool]) -> ColumnElement[Any]:
    return func.coalesce(func.sum(value).filter(of), literal(Decimal(0)))
