"""A client's figures over time, from the totals that PostgreSQL keeps of finished workouts.

Nothing here reads a set, so the cost does not grow with them. Of somebody out of the caller's reach there is
nothing; whoever shows a page about a member asks first whether the member is theirs.
"""

from collections.abc import Sequence
from datetime import UTC, tzinfo
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, and_, func, select, union_all
from sqlmodel import SQLModel, col

from rythm import access
from rythm.access import Permission
from rythm.coaching.views import BodyView, MuscleWeeks, Weight
from rythm.core import clock
from rythm.core.context import Context
from rythm.exercises.models import Exercise
from rythm.progress.schemas import OneRepMax, OneRepMaxSeries, WeekVolume
from rythm.workouts import measures
from rythm.workouts.models import BodyMetric, ExerciseTotal, WorkoutTotal
from rythm.workouts.queries import require_member

TOP = 3
HELPS = 0.5
"""What a set counts for a muscle that only helps."""
MEASUREMENTS = 12


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
    """The best estimate of each week of the three exercises done most often, the strongest first."""
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
        .group_by(estimates.c.exercise_id)
        .order_by(func.count().desc(), func.max(estimates.c.kg).desc(), estimates.c.exercise_id)
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


async def muscle_weeks(ctx: Context, member_id: UUID, *, weeks: int = 5, zone: tzinfo = UTC) -> MuscleWeeks:
    """Working sets for each muscle in each of the last weeks; raises NotFound."""
    await require_member(ctx, member_id, Permission.CLIENT_READ)
    starts = clock.week_starts(ctx.now, zone, weeks)
    number = measures.slot(col(ExerciseTotal.started_at), starts)
    trained = await muscle_sets(
        ctx, [number], of(ctx, ExerciseTotal, member_id) & (col(ExerciseTotal.started_at) >= starts[0])
    )
    sets: dict[str, list[float]] = {}
    for muscle, count, at in trained:
        sets.setdefault(muscle, [0.0] * weeks)[at - 1] = float(count)
    return MuscleWeeks(weeks=[start.date() for start in starts], sets=sets)


async def muscle_sets(
    ctx: Context, by: Sequence[ColumnElement[Any]], where: ColumnElement[bool]
) -> Sequence[Any]:
    """(muscle, working sets, *by) of the exercises of workouts; a muscle that only helps counts half."""
    keys = [f"key_{place}" for place in range(len(by))]
    done = (
        select(
            col(Exercise.muscle),
            col(Exercise.secondary_muscles).label("helpers"),
            col(ExerciseTotal.sets),
            *(each.label(key) for each, key in zip(by, keys, strict=True)),
        )
        .join(Exercise, col(Exercise.id) == col(ExerciseTotal.exercise_id))
        .where(where)
        .cte("done")
    )
    rest = [done.c[key] for key in keys]
    either = union_all(
        select(done.c.muscle, done.c.sets.label("sets"), *rest),
        select(func.unnest(done.c.helpers).label("muscle"), done.c.sets * HELPS, *rest),
    ).subquery()
    groups = [either.c[key] for key in keys]
    found = await ctx.db.execute(
        select(either.c.muscle, func.sum(either.c.sets), *groups)
        .where(either.c.muscle != "", either.c.sets > 0)
        .group_by(either.c.muscle, *groups)
        .order_by(either.c.muscle)
    )
    return found.all()


async def body(ctx: Context, member_id: UUID, *, weeks: int = 52, zone: tzinfo = UTC) -> BodyView:
    """What a client weighed, a mean for each week and the latest measurements; raises NotFound."""
    await require_member(ctx, member_id, Permission.CLIENT_READ)
    starts = clock.week_starts(ctx.now, zone, weeks)
    theirs = and_(
        access.within(ctx, BodyMetric, Permission.WORKOUT_READ),
        col(BodyMetric.member_id) == member_id,
        col(BodyMetric.kind) == "weight",
        col(BodyMetric.deleted_at).is_(None),
    )
    week = measures.slot(col(BodyMetric.measured_at), starts)
    means = await ctx.db.execute(
        select(week, func.avg(col(BodyMetric.value)))
        .where(theirs, col(BodyMetric.measured_at) >= starts[0])
        .group_by(week)
    )
    mean_kg: list[float | None] = [None] * weeks
    for number, kg in means:
        mean_kg[number - 1] = float(kg)
    latest = await ctx.db.execute(
        select(col(BodyMetric.measured_at), col(BodyMetric.value))
        .where(theirs)
        .order_by(col(BodyMetric.measured_at).desc(), col(BodyMetric.id).desc())
        .limit(MEASUREMENTS)
    )
    return BodyView(
        weeks=[start.date() for start in starts],
        mean_kg=mean_kg,
        latest=[Weight(measured_at=at, kg=float(kg)) for at, kg in latest],
    )


def of(ctx: Context, totals: type[SQLModel], member_id: UUID) -> ColumnElement[bool]:
    """The totals of this member, as far as the caller may read their training."""
    whose: Any = totals
    return and_(access.within(ctx, totals, Permission.WORKOUT_READ), whose.member_id == member_id)
