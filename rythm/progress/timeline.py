"""Every record a member ever set, newest first: what a workout broke of an exercise, and by how much."""

from datetime import datetime
from typing import Literal
from uuid import UUID

from pydantic import Field
from sqlalchemy import func, select, tuple_
from sqlalchemy.dialects.postgresql import aggregate_order_by
from sqlmodel import col

from rythm import access
from rythm.access import Permission
from rythm.core.context import Context
from rythm.core.schema import Page, Read, decode_cursor, encode_cursor
from rythm.exercises.models import Exercise
from rythm.workouts.models import ExerciseRecord
from rythm.workouts.queries import require_member

RecordKind = Literal["e1rm", "weight", "reps", "volume"]


class Broken(Read):
    """One best that was beaten; loads and volumes in kg, `reps` counts repetitions at `load_kg`."""

    kind: RecordKind
    value: float
    before: float = Field(description="The best until then.")
    load_kg: float | None = Field(description="What was lifted for it; null for a volume.")
    reps: int | None


class RecordRow(Read):
    """What one workout broke of one exercise."""

    workout_id: UUID
    exercise_id: UUID
    name: str
    measured_by: str
    at: datetime = Field(description="When the workout began.")
    broken: list[Broken]


async def timeline(
    ctx: Context,
    member_id: UUID | None = None,
    *,
    exercise_id: UUID | None = None,
    limit: int = 20,
    cursor: str | None = None,
) -> Page[RecordRow]:
    """A page of records, newest first, of the caller or of a member the caller may see; raises NotFound."""
    member_id = member_id or ctx.actor.person_id
    await require_member(ctx, member_id, Permission.WORKOUT_READ)
    of = (col(ExerciseRecord.at), col(ExerciseRecord.workout_id), col(ExerciseRecord.exercise_id))
    each = func.jsonb_build_object(
        *(part for name in Broken.model_fields for part in (name, getattr(ExerciseRecord, name)))
    )
    chosen = (
        select(*of, func.jsonb_agg(aggregate_order_by(each, col(ExerciseRecord.kind))).label("broken"))
        .where(
            access.within(ctx, ExerciseRecord, Permission.WORKOUT_READ),
            col(ExerciseRecord.member_id) == member_id,
        )
        .group_by(*of)
        .order_by(*(column.desc() for column in of))
        .limit(limit + 1)
    )
    if exercise_id is not None:
        chosen = chosen.where(col(ExerciseRecord.exercise_id) == exercise_id)
    if cursor:
        chosen = chosen.where(tuple_(*of) < decode_cursor(cursor, datetime, UUID, UUID))
    c = chosen.subquery().c
    found = await ctx.db.execute(
        select(*c, col(Exercise.name), col(Exercise.measured_by))
        .join(Exercise, col(Exercise.id) == c.exercise_id)
        .order_by(c.at.desc(), c.workout_id.desc(), c.exercise_id.desc())
    )
    rows = [RecordRow.model_validate(row) for row in found]
    more, rows = len(rows) > limit, rows[:limit]
    last = rows[-1] if more else None
    return Page(items=rows, next_cursor=last and encode_cursor(last.at, last.workout_id, last.exercise_id))


async def counted(ctx: Context, since: datetime, member_id: UUID | None = None) -> tuple[int, int]:
    """How many records a member has set since a moment, and of how many exercises."""
    member_id = member_id or ctx.actor.person_id
    found = await ctx.db.execute(
        select(func.count(), func.count(col(ExerciseRecord.exercise_id).distinct())).where(
            access.within(ctx, ExerciseRecord, Permission.WORKOUT_READ),
            col(ExerciseRecord.member_id) == member_id,
            col(ExerciseRecord.at) >= since,
        )
    )
    records, exercises = found.one()
    return records, exercises
