"""The imports there were: listing them, taking one back, and looking through what was too odd in them."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, case, func, literal_column, select, text, tuple_
from sqlmodel import col

from rythm import access
from rythm.access import Permission
from rythm.core.context import Context
from rythm.core.ids import uuid7
from rythm.core.schema import Page, decode_cursor, encode_cursor
from rythm.exercises import words
from rythm.exercises.models import Exercise
from rythm.exercises.service import forget_use
from rythm.workouts.import_reports import FlagRow, ImportRow, Undone
from rythm.workouts.models import ImportBatch, ImportFlag, Workout, WorkoutExercise, WorkoutSet
from rythm.workouts.recording import count_on, require_logging_for

# A phone that changed something of the workout, or an API client, left a number behind; an import leaves 0.
# What goes takes its key off, so that the file can be imported again.
_TAKE_BACK = text(
    """
    update workout gone set deleted_at = :now, revision = :revision, import_key = null,
        clocks = gone.clocks || jsonb_build_object(
            'deleted_at', jsonb_build_array(cast(:at_ms as bigint), cast(:op_id as text)))
    where gone.tenant_id = :tenant and gone.import_batch_id = :batch and gone.deleted_at is null
      and (:changed or (gone.revision = 0
           and not exists (select from workout_exercise part where part.tenant_id = :tenant
                           and part.workout_id = gone.id and part.revision > 0)
           and not exists (select from workout_set done where done.tenant_id = :tenant
                           and done.workout_id = gone.id and done.revision > 0)))
    returning gone.id
    """
)

_WOULD_GO = text(
    """
    select count(*) as there, count(*) filter (where changed.it) as changed from workout gone
    cross join lateral (select gone.revision > 0
        or exists (select from workout_exercise part where part.tenant_id = :tenant
                   and part.workout_id = gone.id and part.revision > 0)
        or exists (select from workout_set done where done.tenant_id = :tenant
                   and done.workout_id = gone.id and done.revision > 0) as it) as changed
    where gone.tenant_id = :tenant and gone.import_batch_id = :batch and gone.deleted_at is null
    """
)

_USES = text(
    """
    select done.exercise_id, count(distinct done.workout_id) as times from workout_set done
    join workout_exercise part on part.tenant_id = :tenant and part.id = done.workout_exercise_id
    where done.tenant_id = :tenant and done.workout_id = any(:workouts)
      and done.done_at is not null and done.deleted_at is null and part.deleted_at is null
    group by done.exercise_id
    """
)

_PUT_AWAY = text(
    """
    update exercise gone set archived_at = :now
    where gone.tenant_id = :tenant and gone.id = any(:ids) and gone.archived_at is null
      and gone.scope = 'user' and gone.owner_id = :member
      and not exists (select from workout_exercise part
                      join workout whole on whole.tenant_id = :tenant and whole.id = part.workout_id
                      where part.tenant_id = :tenant and part.exercise_id = gone.id
                        and part.deleted_at is null and whole.deleted_at is null)
      and not exists (select from template_exercise line
                      where line.tenant_id = :tenant and line.exercise_id = gone.id)
    returning gone.id
    """
)


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


async def would_go(ctx: Context, import_id: UUID) -> Undone:
    """How many workouts an undo would take, and how many it would leave since they were changed.

    Raises NotFound when it is not the caller's to undo.
    """
    access.require(ctx, Permission.WORKOUT_LOG)
    batch = await access.load(ctx, ImportBatch, import_id, Permission.WORKOUT_LOG)
    require_logging_for(ctx, batch.member_id)
    found = await ctx.db.execute(_WOULD_GO, {"tenant": ctx.actor.tenant_id, "batch": batch.id})
    row = found.one()
    return Undone(workouts=row.there - row.changed, kept=row.changed, exercises=0)


async def undo(ctx: Context, import_id: UUID, *, changed: bool = False) -> Undone:
    """Take an import back: its workouts go, as if deleted one by one, and its exercises that nothing uses.

    Workouts the member changed since stay, unless `changed` takes them along; undoing again with it does.
    The file can be imported again afterwards. Raises NotFound when it is not the caller's to undo.
    """
    access.require(ctx, Permission.WORKOUT_LOG)
    batch = await access.load(ctx, ImportBatch, import_id, Permission.WORKOUT_LOG, lock=True)
    require_logging_for(ctx, batch.member_id)
    revision = await count_on(ctx, batch.member_id)
    here = {"tenant": ctx.actor.tenant_id}
    values = here | {"batch": batch.id, "revision": revision, "changed": changed, "now": ctx.now}
    values |= {"at_ms": round(ctx.now.timestamp() * 1000), "op_id": str(uuid7())}
    connection = await ctx.db.connection()
    gone = list((await connection.execute(_TAKE_BACK, values)).scalars())
    uses = await connection.execute(_USES, here | {"workouts": gone})
    await forget_use(ctx, {row.exercise_id: row.times for row in uses}, member_id=batch.member_id)
    exercises = await _put_away(ctx, batch)
    batch.undone_at = batch.undone_at or ctx.now
    kept = await ctx.db.execute(
        select(func.count()).where(
            col(Workout.tenant_id) == ctx.actor.tenant_id,
            col(Workout.import_batch_id) == batch.id,
            col(Workout.deleted_at).is_(None),
        )
    )
    return Undone(workouts=len(gone), kept=kept.scalar_one(), exercises=exercises)


async def _put_away(ctx: Context, batch: ImportBatch) -> int:
    if not batch.exercise_ids:
        return 0
    values = {"tenant": ctx.actor.tenant_id, "ids": batch.exercise_ids, "member": batch.member_id}
    connection = await ctx.db.connection()
    gone: Sequence[UUID] = (await connection.execute(_PUT_AWAY, values | {"now": ctx.now})).scalars().all()
    if gone:
        await words.forget(ctx, gone)
    return len(gone)


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
