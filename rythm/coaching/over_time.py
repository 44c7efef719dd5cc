"""A client's figures over time, from the totals that PostgreSQL keeps of finished workouts.

Nothing here reads a set, so the cost does not grow with them. Of somebody out of the caller's reach there is
nothing; whoever shows a page about a member asks first whether the member is theirs.
"""

from datetime import UTC, tzinfo
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, and_, func, select
from sqlmodel import SQLModel, col

from rythm import access
from rythm.access import Permission
from rythm.core import clock
from rythm.core.context import Context
from rythm.exercises.models import Exercise
from rythm.progress.schemas import OneRepMax, OneRepMaxSeries, WeekVolume
from rythm.workouts import measures
from rythm.workouts.models import ExerciseTotal, WorkoutTotal

TOP = 3


async def weekly_volume(ctx: Context, member_id: UUID, *, weeks: int, zone: tzinfo = UTC) -> list[WeekVolume]:
    """Volume, workouts and working sets of the last weeks, oldest first, this week last."""
    starts = clock.week_starts(ctx.now, zone, weeks)
    week = measures.slot(col(WorkoutTotal.started_at), starts)
    found = await ctx.db.execute(
        select(
            week.label("number"),
            func.sum(col(WorkoutTotal.volume_kg)).label("volume_kg"),
            func.count().label("workouts"),
            func.sum(col(WorkoutTotal.sets)).label("sets"),
        )
        .where(of(ctx, WorkoutTotal, member_id), col(WorkoutTotal.started_at) >= starts[0])
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


async def one_rep_max(ctx: Context, member_id: UUID, *, weeks: int, zone: tzinfo = UTC) -> OneRepMax:
    """The best estimate of each week of the three main lifts done most often, the strongest first."""
    starts = clock.week_starts(ctx.now, zone, weeks)
    estimates = (
        select(
            col(ExerciseTotal.exercise_id),
            measures.slot(col(ExerciseTotal.started_at), starts).label("number"),
            col(ExerciseTotal.e1rm_kg).label("kg"),
        )
        .where(
            of(ctx, ExerciseTotal, member_id),
            col(ExerciseTotal.started_at) >= starts[0],
            col(ExerciseTotal.e1rm_kg).is_not(None),
        )
        .cte("estimate")
    )
    most_often = (
        select(estimates.c.exercise_id)
        .join(Exercise, col(Exercise.id) == estimates.c.exercise_id)
        .group_by(estimates.c.exercise_id, col(Exercise.id))
        .order_by(
            is_main().desc(), func.count().desc(), func.max(estimates.c.kg).desc(), estimates.c.exercise_id
        )
        .limit(TOP)
    )
    found = await ctx.db.execute(
        select(estimates.c.exercise_id, col(Exercise.name), estimates.c.number, func.max(estimates.c.kg))
        .join(Exercise, col(Exercise.id) == estimates.c.exercise_id)
        .where(estimates.c.exercise_id.in_(most_often.scalar_subquery()))
        .group_by(estimates.c.exercise_id, col(Exercise.name), estimates.c.number)
    )
    lines: dict[UUID, OneRepMaxSeries] = {}
    for exercise_id, name, number, kg in found:
        line = lines.setdefault(
            exercise_id, OneRepMaxSeries(exercise_id=exercise_id, name=name, best_kg=[None] * weeks)
        )
        line.best_kg[number - 1] = float(kg)
    strongest = sorted(lines.values(), key=lambda line: (-max(kg or 0 for kg in line.best_kg), line.name))
    return OneRepMax(weeks=[start.date() for start in starts], series=strongest)


def is_main() -> ColumnElement[bool]:
    """A weight lifted by several joints: what strength is told by, before whatever else was done often."""
    return and_(col(Exercise.measured_by) == "weight_reps", col(Exercise.mechanic) == "compound")


def of(ctx: Context, totals: type[SQLModel], member_id: UUID) -> ColumnElement[bool]:
    """The totals of this member, as far as the caller may read their training."""
    whose: Any = totals
    return and_(access.within(ctx, totals, Permission.WORKOUT_READ), whose.member_id == member_id)
