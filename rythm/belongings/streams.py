"""Rows from PostgreSQL as they are needed, for answers as long as the years of training they tell."""

from collections.abc import AsyncIterator
from typing import Any

from sqlalchemy import Select, and_, select
from sqlmodel import col

from rythm.core.context import Context
from rythm.exercises.models import Exercise
from rythm.workouts.models import Workout, WorkoutExercise, WorkoutSet

BATCH = 500
"""Rows fetched at a time: so many are in memory, however long the history is."""

OF_WORKOUT = (
    "id", "title", "started_at", "finished_at", "note", "body_weight_kg", "readiness", "source", "import_key",
    "template_id", "template_home", "template_version",
)  # fmt: skip
OF_LINE = (
    "id", "exercise_id", "rest_seconds", "note", "group_number", "group_rest_seconds", "skipped_at",
)  # fmt: skip
OF_SET = (
    "id", "kind", "weight_kg", "reps", "rpe", "duration_seconds", "distance_m", "rest_seconds", "done_at",
    "target",
)  # fmt: skip
LINE = len(OF_WORKOUT)
NAME = LINE + len(OF_LINE)
SET = NAME + 1

Fields = dict[str, Any]
Grouped = tuple[Fields, list[tuple[Fields, str, list[Fields]]]]
"""A workout with its exercises, the name and the sets of each; columns by name."""


async def trained(ctx: Context, *, finished: bool) -> AsyncIterator[Grouped]:
    """The caller's workouts, oldest first, each with its exercises and sets; `finished`: none still open.

    One statement, read through a cursor: at most `BATCH` rows and one workout are held at a time.
    """
    workout: Fields = {}
    lines: list[tuple[Fields, str, list[Fields]]] = []
    found = await ctx.db.stream(_trained(ctx, finished).execution_options(yield_per=BATCH))
    try:
        async for row in found:
            if not workout or row[0] != workout["id"]:
                if workout:
                    yield workout, lines
                workout, lines = dict(zip(OF_WORKOUT, row[:LINE], strict=True)), []
            if row[LINE] is not None and (not lines or lines[-1][0]["id"] != row[LINE]):
                lines.append((dict(zip(OF_LINE, row[LINE:NAME], strict=True)), row[NAME], []))
            if row[SET] is not None:
                lines[-1][2].append(dict(zip(OF_SET, row[SET:], strict=True)))
        if workout:
            yield workout, lines
    finally:
        await found.close()


def _trained(ctx: Context, finished: bool) -> Select[*tuple[Any, ...]]:
    mine = [
        col(Workout.tenant_id) == ctx.actor.tenant_id,
        col(Workout.member_id) == ctx.actor.person_id,
        col(Workout.deleted_at).is_(None),
    ]
    if finished:
        mine.append(col(Workout.finished_at).is_not(None))
    return (
        select(
            *(getattr(Workout, name) for name in OF_WORKOUT),
            *(getattr(WorkoutExercise, name) for name in OF_LINE),
            col(Exercise.name),
            *(getattr(WorkoutSet, name) for name in OF_SET),
        )
        .select_from(Workout)
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
