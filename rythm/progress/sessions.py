"""The workouts of one exercise, a page at a time, set by set, with what was a record."""

from datetime import datetime
from uuid import UUID

from pydantic import Field
from sqlalchemy import and_, exists, func, select, tuple_
from sqlmodel import col

from rythm import access
from rythm.access import Permission
from rythm.core.amounts import Exact
from rythm.core.context import Context
from rythm.core.schema import Page, Read, decode_cursor, encode_cursor
from rythm.exercises.models import Exercise
from rythm.workouts import measures
from rythm.workouts.models import ExerciseRecord, ExerciseTotal, Workout, WorkoutExercise, WorkoutSet
from rythm.workouts.queries import require_member
from rythm.workouts.rules import WARMUP


class LiftSet(Read):
    """One set that was done."""

    id: UUID
    kind: str
    weight_kg: Exact | None
    reps: int | None
    rpe: Exact | None
    duration_seconds: int | None
    distance_m: Exact | None
    is_record: bool = Field(description="An estimate, a load or repetitions like never before.")


class LiftSession(Read):
    """One workout's sets of the exercise."""

    workout_id: UUID
    at: datetime
    title: str
    volume_kg: float
    e1rm_kg: float | None
    reps: int
    seconds: int
    metres: float
    note: str
    is_volume_record: bool
    sets: list[LiftSet]


async def sessions(
    ctx: Context,
    exercise_id: UUID,
    member_id: UUID | None = None,
    *,
    limit: int = 12,
    cursor: str | None = None,
) -> Page[LiftSession]:
    """Workouts with this exercise, newest first, of the caller or of a member in reach.

    Raises NotFound for an exercise or a member out of reach.
    """
    member_id = member_id or ctx.actor.person_id
    await require_member(ctx, member_id, Permission.WORKOUT_READ)
    key = (col(ExerciseTotal.started_at), col(ExerciseTotal.workout_id))
    chosen = (
        select(ExerciseTotal)
        .where(
            access.within(ctx, ExerciseTotal, Permission.WORKOUT_READ),
            col(ExerciseTotal.member_id) == member_id,
            col(ExerciseTotal.exercise_id) == exercise_id,
        )
        .order_by(*(column.desc() for column in key))
        .limit(limit + 1)
    )
    if cursor:
        chosen = chosen.where(tuple_(*key) < decode_cursor(cursor, datetime, UUID))
    total = chosen.subquery().c
    of_workout = and_(
        col(ExerciseRecord.tenant_id) == total.tenant_id,
        col(ExerciseRecord.workout_id) == total.workout_id,
        col(ExerciseRecord.exercise_id) == total.exercise_id,
    )
    done = (
        col(ExerciseRecord.kind) != "volume",
        col(ExerciseRecord.load_kg) == func.round(func.coalesce(measures.counted_load(), 0), 2),
        col(ExerciseRecord.reps) == col(WorkoutSet.reps),
        col(WorkoutSet.kind) != WARMUP,
    )
    figures = ("workout_id", "volume_kg", "e1rm_kg", "seconds", "metres")
    found = await ctx.db.execute(
        select(
            WorkoutSet,
            *(total[name].label(f"total_{name}") for name in figures),
            total.reps.label("total_reps"),
            total.started_at.label("at"),
            col(Workout.title),
            col(WorkoutExercise.note),
            exists().where(of_workout, *done).label("is_record"),
            exists().where(of_workout, col(ExerciseRecord.kind) == "volume").label("is_volume_record"),
        )
        .select_from(Workout)
        .join(WorkoutSet, measures.is_of_workout())
        .join(WorkoutExercise, measures.is_of_exercise())
        .join(Exercise, measures.is_what_was_done())
        .join(
            total.workout_id.table,
            and_(
                total.tenant_id == col(WorkoutSet.tenant_id),
                total.workout_id == col(WorkoutSet.workout_id),
                total.exercise_id == col(WorkoutSet.exercise_id),
            ),
        )
        .where(col(Workout.tenant_id) == ctx.actor.tenant_id, measures.counts())
        .order_by(
            total.started_at.desc(), total.workout_id.desc(), col(WorkoutExercise.position),
            col(WorkoutExercise.id), col(WorkoutSet.position), col(WorkoutSet.id),
        )
    )  # fmt: skip
    by_workout: dict[UUID, LiftSession] = {}
    for row in found:
        one = by_workout.get(row.total_workout_id)
        if one is None:
            one = by_workout[row.total_workout_id] = LiftSession(
                workout_id=row.total_workout_id,
                at=row.at,
                title=row.title,
                volume_kg=row.total_volume_kg,
                e1rm_kg=row.total_e1rm_kg,
                reps=row.total_reps,
                seconds=row.total_seconds,
                metres=row.total_metres,
                note="",
                is_volume_record=row.is_volume_record,
                sets=[],
            )
        if row.note and row.note not in one.note:
            one.note = f"{one.note}\n{row.note}".strip()
        new = LiftSet(**row.WorkoutSet.model_dump(include=KEPT), is_record=row.is_record)
        if any(each.is_record and _alike(each, new) for each in one.sets):
            new.is_record = False
        one.sets.append(new)
    rows = list(by_workout.values())
    if not rows:
        await access.load(ctx, Exercise, exercise_id, Permission.EXERCISE_READ)
    more, rows = len(rows) > limit, rows[:limit]
    return Page(items=rows, next_cursor=encode_cursor(rows[-1].at, rows[-1].workout_id) if more else None)


def _alike(one: LiftSet, other: LiftSet) -> bool:
    """Whether two sets of a workout are the same deed: what was broken by the first is no record again."""
    return (one.weight_kg, one.reps) == (other.weight_kg, other.reps)


KEPT = {name for name in LiftSet.model_fields if name != "is_record"}
