"""Weekly volume and estimated one-rep maxima of a member, as far as the caller may read their workouts.

Both read the totals of the weeks asked for and nothing older. Somebody out of the caller's reach has an empty
record here; pages about a member check first whether the member is theirs.
"""

from collections.abc import Sequence
from datetime import UTC, datetime, tzinfo
from typing import Any
from uuid import UUID

from sqlalchemy import CTE, ColumnElement, and_, func, select
from sqlmodel import col

from rythm import access
from rythm.access import Permission
from rythm.core import clock
from rythm.core.context import Context
from rythm.exercises.models import Exercise
from rythm.progress.schemas import OneRepMax, OneRepMaxSeries, WeekVolume
from rythm.workouts import measures
from rythm.workouts.models import ExerciseTotal, WorkoutTotal

WEEKS = 12
TOP = 3


async def weekly_volume(
    ctx: Context, member_id: UUID, *, weeks: int = WEEKS, zone: tzinfo = UTC
) -> list[WeekVolume]:
    """Volume, workouts and sets of the last weeks, oldest first, this week last.

    A workout counts in the week in which it began.
    """
    starts = clock.week_starts(ctx.now, zone, weeks)
    week = measures.slot(col(WorkoutTotal.started_at), starts)
    found = await ctx.db.execute(
        select(
            week.label("number"),
            func.sum(col(WorkoutTotal.volume_kg)).label("volume_kg"),
            func.count().label("workouts"),
            func.sum(col(WorkoutTotal.sets) + col(WorkoutTotal.warmups)).label("sets"),
        )
        .where(_theirs(ctx, WorkoutTotal, member_id, starts))
        .group_by(week)
    )
    by_number = {row.number: row for row in found}
    return [
        WeekVolume(
            week=start.date(),
            volume_kg=row.volume_kg if (row := by_number.get(number)) else 0,
            workouts=row.workouts if row else 0,
            sets=row.sets if row else 0,
        )
        for number, start in enumerate(starts, 1)
    ]


async def one_rep_max(
    ctx: Context,
    member_id: UUID,
    *,
    exercise_ids: Sequence[UUID] | None = None,
    weeks: int = WEEKS,
    zone: tzinfo = UTC,
) -> OneRepMax:
    """The best estimate of each week, of these exercises or of the three main lifts done most often.

    The formula is `workouts.exact.estimated_one_rep_max`, computed as totals are kept.
    """
    starts = clock.week_starts(ctx.now, zone, weeks)
    best = _estimates(ctx, member_id, starts)
    wanted = (
        best.c.exercise_id.in_(exercise_ids)
        if exercise_ids is not None
        else best.c.exercise_id.in_(
            select(best.c.exercise_id)
            .group_by(best.c.exercise_id)
            .order_by(func.bool_or(best.c.is_main).desc(), *_most_often(best))
            .limit(TOP)
            .scalar_subquery()
        )
    )
    found = await ctx.db.execute(
        select(best.c.exercise_id, best.c.name, best.c.number, func.max(best.c.kg).label("kg"))
        .where(wanted)
        .group_by(best.c.exercise_id, best.c.name, best.c.number)
    )
    series: dict[UUID, OneRepMaxSeries] = {}
    for row in found:
        line = series.setdefault(
            row.exercise_id,
            OneRepMaxSeries(exercise_id=row.exercise_id, name=row.name, best_kg=[None] * weeks),
        )
        line.best_kg[row.number - 1] = float(row.kg)
    heaviest_first = sorted(
        series.values(), key=lambda line: (-max(kg or 0 for kg in line.best_kg), line.name)
    )
    return OneRepMax(weeks=[start.date() for start in starts], series=heaviest_first)


def is_main() -> ColumnElement[bool]:
    """A weight lifted by several joints: what strength is told by, before whatever else was done often."""
    return and_(col(Exercise.measured_by) == "weight_reps", col(Exercise.mechanic) == "compound")


def _theirs(
    ctx: Context, total: type[WorkoutTotal | ExerciseTotal], member_id: UUID, starts: Sequence[datetime]
) -> ColumnElement[bool]:
    return and_(
        access.within(ctx, total, Permission.WORKOUT_READ),
        col(total.member_id) == member_id,
        col(total.started_at) >= starts[0],
    )


def _estimates(ctx: Context, member_id: UUID, starts: Sequence[datetime]) -> CTE:
    """The best estimate of each exercise in each workout of the weeks, with the number of its week."""
    return (
        select(
            col(ExerciseTotal.exercise_id),
            col(ExerciseTotal.workout_id),
            col(Exercise.name),
            measures.slot(col(ExerciseTotal.started_at), starts).label("number"),
            col(ExerciseTotal.e1rm_kg).label("kg"),
            is_main().label("is_main"),
        )
        .join(Exercise, col(Exercise.id) == col(ExerciseTotal.exercise_id))
        .where(_theirs(ctx, ExerciseTotal, member_id, starts), col(ExerciseTotal.e1rm_kg).is_not(None))
        .cte("estimate")
    )


def _most_often(best: CTE) -> tuple[Any, ...]:
    return (
        func.count().desc(),
        func.max(best.c.kg).desc(),
        best.c.exercise_id,
    )
