"""Takes in what an archive says of a body, the goals, and what was achieved."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from sqlalchemy import select, update
from sqlalchemy.dialects.postgresql import insert as upsert
from sqlmodel import col

from rythm.belongings.archive import Archive
from rythm.body.models import BodyGoal, CustomMetric
from rythm.core.bulk import insert_rows
from rythm.core.context import Context
from rythm.core.ids import uuid7
from rythm.progress.models import AchievementEarned
from rythm.workouts.models import BodyMetric
from rythm.workouts.taking_back import Undoing


async def measure(
    ctx: Context, archive: Archive, new_id: Callable[[UUID], UUID], batch_id: UUID, gone: Undoing
) -> tuple[int, dict[str, Any]]:
    """Add what is not here yet; says how many measurements that were, and what else, to take it back.

    A custom metric of the same id or name is the same one. A goal comes in where there is none, and an
    achievement stays as old as it is here. What went when an import was undone can come again.
    """
    customs, added = await _customs(ctx, archive, new_id, gone)
    metrics = await _metrics(ctx, archive, customs, batch_id, gone)
    goals = await _goals(ctx, archive, customs)
    return metrics, {"customs": added, "goals": goals, "achievements": await _achieved(ctx, archive)}


async def _achieved(ctx: Context, archive: Archive) -> dict[str, str]:
    if not archive.achievements:
        return {}
    here = {"tenant_id": ctx.actor.tenant_id, "member_id": ctx.actor.person_id, "noted_at": ctx.now}
    rows = {one.key: here | one.model_dump() for one in archive.achievements}
    added = upsert(AchievementEarned).values(list(rows.values())).on_conflict_do_nothing()
    found = await ctx.db.execute(
        added.returning(col(AchievementEarned.key), col(AchievementEarned.earned_at))
    )
    return {row.key: row.earned_at.isoformat() for row in found}


async def _customs(
    ctx: Context, archive: Archive, new_id: Callable[[UUID], UUID], gone: Undoing
) -> tuple[dict[UUID | None, UUID | None], list[str]]:
    """Which custom metric here stands for which of the archive, and those that were added or came back."""
    found = await ctx.db.execute(
        select(col(CustomMetric.id), col(CustomMetric.name), col(CustomMetric.archived_at)).where(
            col(CustomMetric.tenant_id) == ctx.actor.tenant_id,
            col(CustomMetric.member_id) == ctx.actor.person_id,
        )
    )
    rows = found.all()
    named = {row.name.lower(): row.id for row in rows}
    away = {row.id: row.archived_at for row in rows}
    there: dict[UUID | None, UUID | None] = {None: None}
    base = {"tenant_id": ctx.actor.tenant_id, "member_id": ctx.actor.person_id, "created_at": ctx.now}
    new, back = [], []
    for metric in archive.custom_metrics:
        own = next((id for id in (metric.id, new_id(metric.id)) if id in away), None)
        known = own or named.get(metric.name.lower())
        if known is None:
            known = named[metric.name.lower()] = new_id(metric.id)
            new.append(base | metric.model_dump() | {"id": known})
        elif known in away and gone.put_away("customs", known, away[known]):
            back.append(known)
            await ctx.db.execute(
                update(CustomMetric)
                .where(col(CustomMetric.id) == known)
                .values(archived_at=metric.archived_at)
            )
        there[metric.id] = known
    await insert_rows(ctx, CustomMetric, new)
    return there, [str(id) for id in (*(row["id"] for row in new), *back)]


async def _metrics(
    ctx: Context, archive: Archive, customs: dict[UUID | None, UUID | None], batch_id: UUID, gone: Undoing
) -> int:
    mark = (
        col(BodyMetric.kind),
        col(BodyMetric.custom_metric_id),
        col(BodyMetric.measured_at),
        col(BodyMetric.value),
    )
    found = await ctx.db.execute(
        select(*mark, col(BodyMetric.import_batch_id), col(BodyMetric.deleted_at)).where(
            col(BodyMetric.tenant_id) == ctx.actor.tenant_id,
            col(BodyMetric.member_id) == ctx.actor.person_id,
        )
    )
    known = {tuple(row)[:4] for row in found if not gone.took(row.import_batch_id, row.deleted_at)}
    new = {
        (each.kind, customs[each.custom_metric_id], each.measured_at, each.value): each
        for each in archive.body_metrics
    }
    base = {"tenant_id": ctx.actor.tenant_id, "member_id": ctx.actor.person_id, "created_at": ctx.now}
    base |= {"revision": 0, "clocks": {}, "import_batch_id": batch_id}
    rows = [
        base | each.model_dump() | {"id": uuid7(), "custom_metric_id": customs[each.custom_metric_id]}
        for mark, each in new.items()
        if mark not in known
    ]
    if rows:
        await insert_rows(ctx, BodyMetric, rows)
    return len(rows)


async def _goals(
    ctx: Context, archive: Archive, customs: dict[UUID | None, UUID | None]
) -> list[dict[str, str]]:
    """Adds the goals where there is none, and says which and how they are."""
    added = []
    for goal in archive.body_goals:
        row = {"id": uuid7(), "created_at": ctx.now, "tenant_id": ctx.actor.tenant_id}
        row |= {"member_id": ctx.actor.person_id, **goal.model_dump()}
        row |= {"custom_metric_id": customs[goal.custom_metric_id]}
        statement = upsert(BodyGoal).values(**row).on_conflict_do_nothing().returning(col(BodyGoal.id))
        id = (await ctx.db.execute(statement)).scalar_one_or_none()
        if id is not None:
            added.append(
                {"id": str(id), "target": str(goal.target), "started_at": goal.started_at.isoformat()}
            )
    return added
