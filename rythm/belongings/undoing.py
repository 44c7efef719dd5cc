"""Takes an import back, of a log or of an archive: what it added goes, what was there before stays.

What was changed since stays too, unless one says otherwise. The file can be imported again afterwards.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

import orjson
from sqlalchemy import select, text
from sqlmodel import col

from rythm import access
from rythm.access import Permission
from rythm.core.context import Context
from rythm.templates.events import TemplateDeactivated
from rythm.templates.models import Template
from rythm.workouts import taking_back
from rythm.workouts.import_reports import Undone
from rythm.workouts.models import ImportBatch
from rythm.workouts.recording import require_logging_for

# Each only as it came: who changed it since has made it theirs.
_SMALL_THINGS = (
    text(
        """
        delete from body_goal gone using jsonb_to_recordset(cast(:added as jsonb) -> 'goals')
            as was (id uuid, target numeric, started_at timestamptz)
        where gone.tenant_id = :tenant and gone.member_id = :member and gone.id = was.id
          and gone.target = was.target and gone.started_at = was.started_at
        """
    ),
    text(
        """
        update custom_metric gone set archived_at = :now
        where gone.tenant_id = :tenant and gone.member_id = :member and gone.archived_at is null
          and gone.id in (select cast(jsonb_array_elements_text(cast(:added as jsonb) -> 'customs') as uuid))
          and not exists (select from body_metric used where used.tenant_id = :tenant
                          and used.custom_metric_id = gone.id and used.deleted_at is null)
          and not exists (select from body_goal used where used.tenant_id = :tenant
                          and used.custom_metric_id = gone.id)
        """
    ),
    text(
        """
        delete from exercise_hiding gone
        where gone.tenant_id = :tenant and gone.member_id = :member
          and gone.id in (select cast(jsonb_array_elements_text(cast(:added as jsonb) -> 'hidings') as uuid))
        """
    ),
    text(
        """
        delete from achievement_earned gone using jsonb_each_text(cast(:added as jsonb) -> 'achievements') was
        where gone.tenant_id = :tenant and gone.member_id = :member and gone.key = was.key
          and gone.earned_at = cast(was.value as timestamptz)
        """
    ),
    text(
        """
        delete from training_preference gone
        where gone.tenant_id = :tenant and gone.member_id = :member
          and to_jsonb(gone) @> (cast(:added as jsonb) -> 'preferences')
        """
    ),
)


async def would_go(ctx: Context, import_id: UUID) -> Undone:
    """How much an undo would take, and how much it would leave since it was changed.

    Raises NotFound when it is not the caller's to undo.
    """
    batch = await _batch(ctx, import_id)
    there = await taking_back.there(ctx, batch)
    fresh, changed = await _templates(ctx, batch)
    return Undone(
        workouts=there.fresh_workouts,
        kept=there.workouts - there.fresh_workouts,
        exercises=0,
        templates=len(fresh),
        body_metrics=there.fresh_metrics,
        also_kept=len(changed) + there.metrics - there.fresh_metrics,
    )


async def undo(ctx: Context, import_id: UUID, *, changed: bool = False) -> Undone:
    """Take an import back: its workouts go, as if deleted one by one, and its exercises that nothing uses.

    Of an archive also its templates, measurements, goals and what else it had added. What the member changed
    since stays, unless `changed` takes it along; undoing again with it does.
    Raises NotFound when it is not the caller's to undo.
    """
    batch = await _batch(ctx, import_id, lock=True)
    workouts, metrics = await taking_back.take_back(ctx, batch, changed=changed)
    fresh, others = await _templates(ctx, batch)
    going = [*fresh, *others] if changed else fresh
    for template in going:
        template.archived_at = template.updated_at = ctx.now
        ctx.emit(TemplateDeactivated(template.id))
    await ctx.db.flush()
    if batch.added:
        await _small_things(ctx, batch)
    exercises = await taking_back.put_away(ctx, batch, _ids(batch))
    batch.undone_at = batch.undone_at or ctx.now
    there = await taking_back.there(ctx, batch)
    return Undone(
        workouts=workouts,
        kept=there.workouts,
        exercises=exercises,
        templates=len(going),
        body_metrics=metrics,
        also_kept=there.metrics + (0 if changed else len(others)),
    )


async def _batch(ctx: Context, import_id: UUID, *, lock: bool = False) -> ImportBatch:
    access.require(ctx, Permission.WORKOUT_LOG)
    batch = await access.load(ctx, ImportBatch, import_id, Permission.WORKOUT_LOG, lock=lock)
    require_logging_for(ctx, batch.member_id)
    return batch


def _ids(batch: ImportBatch) -> list[UUID]:
    return [UUID(id) for id in batch.added.get("templates", {})]


async def _templates(ctx: Context, batch: ImportBatch) -> tuple[Sequence[Template], Sequence[Template]]:
    """An import's templates that are the member's own yet and on the lists: as they came, and changed."""
    said: dict[str, str] = batch.added.get("templates", {})
    if not said:
        return (), ()
    found = await ctx.db.execute(
        select(Template)
        .where(
            col(Template.tenant_key) == ctx.actor.tenant_id,
            col(Template.owner_id) == batch.member_id,
            col(Template.scope) == "user",
            col(Template.archived_at).is_(None),
            col(Template.id).in_(_ids(batch)),
        )
        .order_by(col(Template.id))
    )
    fresh: list[Template] = []
    changed: list[Template] = []
    for template in found.scalars():
        as_it_came = template.updated_at == datetime.fromisoformat(said[str(template.id)])
        (fresh if as_it_came else changed).append(template)
    return fresh, changed


async def _small_things(ctx: Context, batch: ImportBatch) -> None:
    values: dict[str, Any] = {"tenant": ctx.actor.tenant_id, "member": batch.member_id, "now": ctx.now}
    values["added"] = orjson.dumps(batch.added).decode()
    for statement in _SMALL_THINGS:
        names = set(statement.compile().params)
        await ctx.db.execute(statement, {name: value for name, value in values.items() if name in names})
