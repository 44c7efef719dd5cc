"""Rows from PostgreSQL as they are needed, for answers as long as the years of training they tell."""

from collections.abc import AsyncIterator

from sqlalchemy import Select, and_, select
from sqlmodel import col

from rythm.core.context import Context
from rythm.exercises.models import Exercise
from rythm.workouts.models import Workout, WorkoutExercise, WorkoutSet

BATCH = 500
"""Rows fetched at a time: so many are in memory, however long the history is."""

Grouped = tuple[Workout, list[tuple[WorkoutExercise, str, list[WorkoutSet]]]]
"""A workout with its exercises, the name and the sets of each."""


async def trained(ctx: Context, *, finished: bool) -> AsyncIterator[Grouped]:
    """The caller's workouts, oldest first, each with its exercises and sets; `finished`: none still open.

    One statement, read through a cursor: at most `BATCH` rows and one workout are held at a time.
    """
    workout: Workout | None = None
    lines: list[tuple[WorkoutExercise, str, list[WorkoutSet]]] = []
    found = await ctx.db.stream(_trained(ctx, finished).execution_options(yield_per=BATCH))
    try:
        async for row, line, name, done in found:
            if workout is None or row.id != workout.id:
                if workout is not None:
                    yield workout, lines
                workout, lines = row, []
            if line is not None and (not lines or lines[-1][0].id != line.id):
                lines.append((line, name, []))
            if done is not None:
                lines[-1][2].append(done)
        if workout is not None:
            yield workout, lines
    finally:
        await found.close()


def _trained(ctx: Context, finished: bool) -> Select[Workout, WorkoutExercise, str, WorkoutSet]:
    mine = [
        col(Workout.tenant_id) == ctx.actor.tenant_id,
        col(Workout.member_id) == ctx.actor.person_id,
        col(Workout.deleted_at).is_(None),
    ]
    if finished:
        mine.append(col(Workout.finished_at).is_not(None))
    return (
        select(Workout, WorkoutExercise, col(Exercise.name), WorkoutSet)
        .outerjoin(
            WorkoutExercise,
            and_(
                col(WorkoutExercise.tenant_id) == col(Workout.tenant_id),
                col(WorkoutExercise.workout_id) == col(Workout.id),
                col(WorkoutExercise.deleted_at).is_(None),
            ),
        )
        .outerjoin(
            Exercise,
            and_(
                col(Exercise.tenant_key) == col(WorkoutExercise.exercise_home),
                col(Exercise.id) == col(WorkoutExercise.exercise_id),
            ),
        )
        .outerjoin(
            WorkoutSet,
            and_(
                col(WorkoutSet.tenant_id) == col(WorkoutExercise.tenant_id),
                col(WorkoutSet.workout_exercise_id) == col(WorkoutExercise.id),
                col(WorkoutSet.workout_id) == col(WorkoutExercise.workout_id),
                col(WorkoutSet.deleted_at).is_(None),
            ),
        )
        .where(*mine)
        .order_by(
            col(Workout.started_at),
            col(Workout.title),
            col(Workout.id),
            col(WorkoutExercise.position),
            col(WorkoutExercise.id),
            col(WorkoutSet.position),
            col(WorkoutSet.id),
        )
    )
