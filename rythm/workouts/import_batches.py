"""The imports there were: listing them, and looking through what was too odd in them."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, case, func, literal_column, select, tuple_
from sqlmodel import col

from rythm import access
from rythm.access import Permission
from rythm.core.context import Context
from rythm.core.schema import Page, decode_cursor, encode_cursor
from rythm.exercises.models import Exercise
from rythm.workouts.import_reports import FlagRow, ImportRow
from rythm.workouts.models import ImportBatch, ImportFlag, Workout, WorkoutExercise, WorkoutSet
from rythm.workouts.recording import count_on


async def batches(ctx: Context, *, limit: int = 20, cursor: str | None = None) -> Page[ImportRow]:
    """The caller's imports, the latest first."""
    access.require(ctx, Permission.WORKOUT_LOG)
    flags = (
        _open_flags(ctx)
        .with_only_columns(func.count())
        .where(col(ImportFlag.import_batch_id) == col(ImportBatch.id))
        .correlate(ImportBatch)
        .scalar_subquery()
    )
    chosen = select(
        *(getattr(ImportBatch, name) for name in ImportRow.model_fields if name != "flags"),
        flags.label("flags"),
    ).where(
        col(ImportBatch.tenant_id) == ctx.actor.tenant_id,
        col(ImportBatch.member_id) == ctx.actor.person_id,
    )
    if cursor:
        chosen = chosen.where(col(ImportBatch.id) < decode_cursor(cursor, UUID)[0])
    found = await ctx.db.execute(chosen.order_by(col(ImportBatch.id).desc()).limit(limit + 1))
    rows = [ImportRow.model_validate(row) for row in found]
    more = encode_cursor(rows[limit - 1].id) if len(rows) > limit else None
    return Page(items=rows[:limit], next_cursor=more)


async def flags(
    ctx: Context, *, import_id: UUID | None = None, limit: int = 50, cursor: str | None = None
) -> Page[FlagRow]:
    """What in the caller's imports is too odd to be true and awaits a look, the latest workout first."""
    access.require(ctx, Permission.WORKOUT_LOG)
    chosen = _open_flags(ctx).where(col(ImportFlag.member_id) == ctx.actor.person_id)
    if import_id is not None:
        chosen = chosen.where(col(ImportFlag.import_batch_id) == import_id)
    key = (col(Workout.started_at), col(ImportFlag.id))
    if cursor:
        after: tuple[object, ...] = decode_cursor(cursor, datetime, UUID)
        chosen = chosen.where(tuple_(*key) < after)
    chosen = chosen.order_by(*(part.desc() for part in key)).limit(limit + 1)
    rows = [FlagRow.model_validate(row) for row in await ctx.db.execute(chosen)]
    last = rows[limit - 1] if len(rows) > limit else None
    return Page(items=rows[:limit], next_cursor=encode_cursor(last.started_at, last.id) if last else None)


async def review(ctx: Context, flag_id: UUID) -> None:
    """Say that a flagged value has been looked at; it stays as it is, and no record.

    Its workout counts from now on, which is a change of the member's training.
    """
    flag = await access.load(ctx, ImportFlag, flag_id, Permission.WORKOUT_LOG)
    if flag.reviewed_at is None:
        flag.reviewed_at = ctx.now
        await count_on(ctx, flag.member_id)


def _open_flags(ctx: Context) -> Select[*tuple[object, ...]]:
    """Not looked at, and what they are about is still there as it was imported."""
    return (
        select(
            col(ImportFlag.id),
            col(ImportFlag.import_batch_id).label("import_id"),
            col(ImportFlag.workout_id),
            col(ImportFlag.workout_set_id),
            col(Workout.title),
            col(Workout.started_at),
            col(Exercise.name).label("exercise_name"),
            col(ImportFlag.line),
            col(ImportFlag.reason),
        )
        .select_from(ImportFlag)
        .join(Workout, _same(Workout, ImportFlag.workout_id))
        .outerjoin(WorkoutSet, _same(WorkoutSet, ImportFlag.workout_set_id))
        .outerjoin(WorkoutExercise, _same(WorkoutExercise, WorkoutSet.workout_exercise_id))
        .outerjoin(Exercise, col(Exercise.id) == col(WorkoutExercise.exercise_id))
        .where(
            col(ImportFlag.tenant_id) == ctx.actor.tenant_id,
            col(ImportFlag.reviewed_at).is_(None),
            col(Workout.deleted_at).is_(None),
            case(
                (
                    col(ImportFlag.workout_set_id).is_(None),
                    ~_changed(Workout, "started_at", "finished_at"),
                ),
                else_=and_(
                    col(WorkoutSet.deleted_at).is_(None),
                    col(WorkoutExercise.deleted_at).is_(None),
                    ~_changed(WorkoutSet, "weight_kg", "reps", "distance_m"),
                ),
            ),
        )
    )


def _same(
    model: type[Workout] | type[WorkoutSet] | type[WorkoutExercise], id: UUID | None
) -> ColumnElement[bool]:
    return and_(col(model.tenant_id) == col(ImportFlag.tenant_id), col(model.id) == id)


def _changed(model: type[Workout] | type[WorkoutSet], *fields: str) -> ColumnElement[bool]:
    """Whether the member wrote one of these fields since."""
    names: ColumnElement[list[str]] = literal_column(
        "array[" + ", ".join(f"'{name}'" for name in fields) + "]"
    )
    return func.jsonb_exists_any(col(model.clocks), names)
