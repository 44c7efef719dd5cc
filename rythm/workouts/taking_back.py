"""What an import brought to a member's training, taken back: as if deleted one by one."""

from collections.abc import Collection
from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import select, text
from sqlmodel import col

from rythm.core.context import Context
from rythm.core.ids import uuid7
from rythm.exercises import words
from rythm.exercises.service import forget_use
from rythm.workouts.models import ImportBatch
from rythm.workouts.recording import count_on

# A phone that changed something, or an API client, left a number behind; an import leaves 0.
_IS_AS_IT_CAME = """
    gone.revision = 0
    and not exists (select from workout_exercise part where part.tenant_id = :tenant
                    and part.workout_id = gone.id and part.revision > 0)
    and not exists (select from workout_set done where done.tenant_id = :tenant
                    and done.workout_id = gone.id and done.revision > 0)"""
_GOES = """deleted_at = :now, revision = :revision,
    clocks = gone.clocks || jsonb_build_object(
        'deleted_at', jsonb_build_array(cast(:at_ms as bigint), cast(:op_id as text)))"""
_OF_BATCH = "gone.tenant_id = :tenant and gone.import_batch_id = :batch and gone.deleted_at is null"

# What goes takes its key off, so that the file can be imported again.
_WORKOUTS = text(
    f"""
    update workout gone set {_GOES}, import_key = null
    where {_OF_BATCH} and (:changed or ({_IS_AS_IT_CAME}))
    returning gone.id
    """  # noqa: S608
)

_METRICS = text(
    f"update body_metric gone set {_GOES} where {_OF_BATCH} and (:changed or gone.revision = 0)"  # noqa: S608
)

_THERE = text(
    f"""
    select
        (select count(*) from workout gone where {_OF_BATCH}) as workouts,
        (select count(*) from workout gone where {_OF_BATCH} and {_IS_AS_IT_CAME}) as fresh_workouts,
        (select count(*) from body_metric gone where {_OF_BATCH}) as metrics,
        (select count(*) from body_metric gone where {_OF_BATCH} and gone.revision = 0) as fresh_metrics
    """  # noqa: S608
)

_USES = text(
    """
    select done.exercise_id, count(distinct done.workout_id) as times from workout_set done
    join workout_exercise part on part.tenant_id = :tenant and part.id = done.workout_exercise_id
    join workout whole on whole.tenant_id = :tenant and whole.id = done.workout_id
        and whole.finished_at is not null
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
                      join template_version said on said.tenant_key = :tenant and said.id = line.version_id
                      where line.tenant_id = :tenant and line.exercise_id = gone.id
                        and not said.template_id = any(:templates))
    returning gone.id
    """
)


class There(NamedTuple):
    """What of an import is there yet, and how much of it nobody changed."""

    workouts: int
    fresh_workouts: int
    metrics: int
    fresh_metrics: int


class Undoing(NamedTuple):
    """The imports of a member that were taken back: when each was, and what it had added."""

    at: dict[UUID, datetime]
    added: dict[UUID, dict[str, Any]]

    def took(self, batch_id: UUID | None, deleted_at: datetime | None) -> bool:
        """Whether what is deleted went with its import, not by hand before."""
        at = self.at.get(batch_id) if batch_id else None
        return at is not None and deleted_at is not None and deleted_at >= at

    def put_away(self, kind: str, id: UUID, archived_at: datetime | None) -> bool:
        """Whether a template or custom metric is put away since an import went that had added it."""
        batches = (batch_id for batch_id, added in self.added.items() if str(id) in added.get(kind, ()))
        return any(self.took(batch_id, archived_at) for batch_id in batches)


async def there(ctx: Context, batch: ImportBatch) -> There:
    """How much of an import is there yet."""
    found = await ctx.db.execute(_THERE, {"tenant": ctx.actor.tenant_id, "batch": batch.id})
    return There(*found.one())


async def take_back(ctx: Context, batch: ImportBatch, *, changed: bool) -> tuple[int, int]:
    """Delete the workouts and measurements of an import as phones hear of it; says how many of each.

    Those that were changed since stay, unless `changed` takes them along.
    """
    revision = await count_on(ctx, batch.member_id)
    here = {"tenant": ctx.actor.tenant_id}
    values = here | {"batch": batch.id, "revision": revision, "changed": changed, "now": ctx.now}
    values |= {"at_ms": round(ctx.now.timestamp() * 1000), "op_id": str(uuid7())}
    connection = await ctx.db.connection()
    workouts = list((await connection.execute(_WORKOUTS, values)).scalars())
    uses = await connection.execute(_USES, here | {"workouts": workouts})
    await forget_use(ctx, {row.exercise_id: row.times for row in uses}, member_id=batch.member_id)
    metrics = await connection.execute(_METRICS, values)
    return len(workouts), metrics.rowcount


async def put_away(ctx: Context, batch: ImportBatch, templates: Collection[UUID] = ()) -> int:
    """Put the exercises away that an import added and nothing uses, but for these templates of it."""
    if not batch.exercise_ids:
        return 0
    values = {"tenant": ctx.actor.tenant_id, "ids": batch.exercise_ids, "member": batch.member_id}
    values |= {"now": ctx.now, "templates": list(templates)}
    connection = await ctx.db.connection()
    gone = (await connection.execute(_PUT_AWAY, values)).scalars().all()
    if gone:
        await words.forget(ctx, gone)
    return len(gone)


async def taken_back(ctx: Context, member_id: UUID) -> Undoing:
    """The imports of a member that were taken back."""
    found = await ctx.db.execute(
        select(col(ImportBatch.id), col(ImportBatch.undone_at), col(ImportBatch.added)).where(
            col(ImportBatch.tenant_id) == ctx.actor.tenant_id,
            col(ImportBatch.member_id) == member_id,
            col(ImportBatch.undone_at).is_not(None),
        )
    )
    rows = found.all()
    return Undoing(
        {row.id: row.undone_at for row in rows},
        {row.id: row.added for row in rows},
    )
