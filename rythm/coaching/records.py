"""The records a client set, the latest first."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import select, tuple_
from sqlmodel import col

from rythm.access import Permission
from rythm.coaching.figures import of
from rythm.core.context import Context
from rythm.core.schema import Page, Read, decode_cursor, encode_cursor
from rythm.exercises.models import Exercise
from rythm.workouts.models import ExerciseRecord
from rythm.workouts.queries import require_member


class RecordRow(Read):
    """A record: `value` and `before` in kg, or in repetitions of `load_kg` for the kind `reps`."""

    workout_id: UUID
    exercise_id: UUID
    exercise: str
    kind: str
    value: float
    before: float
    load_kg: float | None
    reps: int | None
    at: datetime


async def records(
    ctx: Context, member_id: UUID, *, limit: int = 20, cursor: str | None = None
) -> Page[RecordRow]:
    """What a client did better than ever before, newest first; raises NotFound."""
    await require_member(ctx, member_id, Permission.CLIENT_READ)
    key = (
        col(ExerciseRecord.at),
        col(ExerciseRecord.workout_id),
        col(ExerciseRecord.exercise_id),
        col(ExerciseRecord.kind),
    )
    statement = (
        select(ExerciseRecord, col(Exercise.name))
        .join(Exercise, col(Exercise.id) == col(ExerciseRecord.exercise_id))
        .where(of(ctx, ExerciseRecord, member_id))
        .order_by(*(part.desc() for part in key))
        .limit(limit + 1)
    )
    if cursor:
        statement = statement.where(tuple_(*key) < decode_cursor(cursor, datetime, UUID, UUID, str))
    found = (await ctx.db.execute(statement)).all()
    shown = [RecordRow(**row.model_dump(), exercise=name) for row, name in found[:limit]]
    last = shown[-1] if len(found) > limit else None
    return Page(
        items=shown,
        next_cursor=encode_cursor(last.at, last.workout_id, last.exercise_id, last.kind) if last else None,
    )
