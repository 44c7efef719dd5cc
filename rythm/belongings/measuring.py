"""Takes in what an archive says of a body, the goals, and what was achieved."""

from collections.abc import Callable
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert as upsert
from sqlmodel import col

from rythm.belongings.archive import Archive
from rythm.body.models import BodyGoal, CustomMetric
from rythm.core.bulk import insert_rows
from rythm.core.context import Context
from rythm.core.ids import uuid7
from rythm.progress.models import AchievementEarned
from rythm.workouts.models import BodyMetric
from rythm.workouts.recording import count_on


async def measure(ctx: Context, archive: Archive, new_id: Callable[[UUID], UUID]) -> int:
    """Add what is not here yet; says how many measurements that were.

    A custom metric of the same id or name is the same one. A goal comes in where there is none, and an
    achievement stays as old as it is here.
    """
    customs = await _customs(ctx, archive, new_id)
    metrics = await _metrics(ctx, archive, customs)
    await _goals(ctx, archive, customs)
    if archive.achievements:
        here = {"tenant_id": ctx.actor.tenant_id, "member_id": ctx.actor.person_id, "noted_at": ctx.now}
        rows = {one.key: here | one.model_dump() for one in archive.achievements}
        await ctx.db.execute(upsert(AchievementEarned).values(list(rows.values())).on_conflict_do_nothing())
    return metrics


async def _customs(
    ctx: Context, archive: Archive, new_id: Callable[[UUID], UUID]
) -> dict[UUID | None, UUID | None]:
    """Which custom metric here stands for which of the archive."""
    found = await ctx.db.execute(
        select(col(CustomMetric.id), col(CustomMetric.name)).where(
            col(CustomMetric.tenant_id) == ctx.actor.tenant_id,
            col(CustomMetric.member_id) == ctx.actor.person_id,
        )
    )
    named = {name.lower(): id for id, name in found.all()}
    ids = set(named.values())
    there: dict[UUID | None, UUID | None] = {None: None}
    base = {"tenant_id": ctx.actor.tenant_id, "member_id": ctx.actor.person_id, "created_at": ctx.now}
    rows = []
    for metric in archive.custom_metrics:
        own = next((id for id in (metric.id, new_id(metric.id)) if id in ids), None)
        known = own or named.get(metric.name.lower())
        if known is None:
            known = named[metric.name.lower()] = new_id(metric.id)
            rows.append(base | metric.model_dump() | {"id": known})
        there[metric.id] = known
    await insert_rows(ctx, CustomMetric, rows)
    return there


async def _metrics(ctx: Context, archive: Archive, customs: dict[UUID | None, UUID | None]) -> int:
    mark = (
        col(BodyMetric.kind),
        col(BodyMetric.custom_metric_id),
        col(BodyMetric.measured_at),
        col(BodyMetric.value),
    )
    found = await ctx.db.execute(
        select(*mark).where(
            col(BodyMetric.tenant_id) == ctx.actor.tenant_id,
            col(BodyMetric.member_id) == ctx.actor.person_id,
        )
    )
    known = {tuple(row) for row in found}
    new = {
        (each.kind, customs[each.custom_metric_id], each.measured_at, each.value): each
        for each in archive.body_metrics
    }
    base = {"tenant_id": ctx.actor.tenant_id, "member_id": ctx.actor.person_id, "created_at": ctx.now}
    base |= {"revision": 0, "clocks": {}}
    rows = [
        base | each.model_dump() | {"id": uuid7(), "custom_metric_id": customs[each.custom_metric_id]}
        for mark, each in new.items()
        if mark not in known
    ]
    if rows:
        await count_on(ctx, ctx.actor.person_id)
        await insert_rows(ctx, BodyMetric, rows)
    return len(rows)


async def _goals(ctx: Context, archive: Archive, customs: dict[UUID | None, UUID | None]) -> None:
    for goal in archive.body_goals:
        row = {"id": uuid7(), "created_at": ctx.now, "tenant_id": ctx.actor.tenant_id}
        row |= {"member_id": ctx.actor.person_id, **goal.model_dump()}
        row |= {"custom_metric_id": customs[goal.custom_metric_id]}
        await ctx.db.execute(upsert(BodyGoal).values(**row).on_conflict_do_nothing())
