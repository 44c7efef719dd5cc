"""Weekly volume and estimated one-rep maxima of a member, as far as the caller may read their workouts.

Both read the weeks asked for and nothing older. Somebody out of the caller's reach has an empty record here;
pages about a member check first whether the member is theirs.
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
from rythm.progress.records import HEAVIEST_KG
from rythm.progress.schemas import OneRepMax, OneRepMaxSeries, WeekVolume
from rythm.workouts import measures
from rythm.workouts.models import Workout, WorkoutExercise, WorkoutSet

WEEKS = 12
TOP = 3


async def weekly_volume(
    ctx: Context, member_id: UUID, *, weeks: int = WEEKS, zone: tzinfo = UTC
) -> list[WeekVolume]:
    """Volume, workouts and sets of the last weeks, oldest first, this week last.

    A workout counts in the week in which it began.
    """
    starts = clock.week_starts(ctx.now, zone, weeks)
    week = measures.slot(col(Workout.started_at), starts)
    found = await ctx.db.execute(
        select(
            week.label("number"),
            func.coalesce(func.sum(measures.set_volume()).filter(measures.counts()), 0).label("volume_kg"),
            func.count(col(Workout.id).distinct()).label("workouts"),
            func.count(col(WorkoutSet.id)).filter(measures.counts()).label("sets"),
        )
        .select_from(Workout)
        .outerjoin(WorkoutSet, measures.is_of_workout())
        .outerjoin(WorkoutExercise, measures.is_of_exercise())
        .outerjoin(Exercise, measures.is_what_was_done())
        .where(_theirs(ctx, member_id, starts))
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
    """The best estimate of each week, of these exercises or of the three done most often.

    The formula is `workouts.exact.estimated_one_rep_max`, computed in the database.
    """
    starts = clock.week_starts(ctx.now, zone, weeks)
    best = _estimates(ctx, member_id, starts)
    wanted = (
        best.c.exercise_id.in_(exercise_ids)
        if exercise_ids is not None
        else best.c.exercise_id.in_(
            select(best.c.exercise_id)
            .group_by(best.c.exercise_id)
            .order_by(*_most_often(best))
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


def _theirs(ctx: Context, member_id: UUID, starts: Sequence[datetime]) -> ColumnElement[bool]:
    return and_(
        access.within(ctx, Workout, Permission.WORKOUT_READ),
        col(Workout.member_id) == member_id,
        measures.is_history(),
        col(Workout.started_at) >= starts[0],
    )


def _estimates(ctx: Context, member_id: UUID, starts: Sequence[datetime]) -> CTE:
    """Each set of the weeks that allows an estimate, with it and the number of its week."""
    kg = measures.set_one_rep_max()
    return (
        select(
            col(WorkoutSet.exercise_id),
            col(WorkoutSet.workout_id),
            col(Exercise.name),
            measures.slot(col(Workout.started_at), starts).label("number"),
            kg.label("kg"),
        )
        .select_from(Workout)
        .join(WorkoutSet, measures.is_of_workout())
        .join(WorkoutExercise, measures.is_of_exercise())
        .join(Exercise, measures.is_what_was_done())
        .where(
            _theirs(ctx, member_id, starts),
            measures.counts(),
            kg.is_not(None),
            measures.counted_load() <= HEAVIEST_KG,
        )
        .cte("estimate")
    )


def _most_often(best: CTE) -> tuple[Any, ...]:
    return (
        func.count(best.c.workout_id.distinct()).desc(),
        func.max(best.c.kg).desc(),
        best.c.exercise_id,
    )
