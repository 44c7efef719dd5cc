"""Logging what is measured, the metrics a member thought of, and their goals."""

from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import delete, select
from sqlalchemy.dialects.postgresql import insert as upsert
from sqlalchemy.exc import IntegrityError
from sqlmodel import col

from rythm import access
from rythm.access import Permission
from rythm.body import queries
from rythm.body.models import BodyGoal, CustomMetric
from rythm.body.queries import AHEAD
from rythm.body.schemas import (
    AddCustomMetric,
    ChangeCustomMetric,
    ChangeMetric,
    CustomMetricRow,
    EntryRow,
    LogMetric,
    SetGoal,
    Which,
)
from rythm.core.context import Context, attempt
from rythm.core.errors import Conflict, Forbidden, Invalid, NotFound
from rythm.core.ids import uuid7
from rythm.workouts import metrics
from rythm.workouts import service as workouts
from rythm.workouts.models import BodyMetric
from rythm.workouts.preferences import VISITOR

MOST_CUSTOM = 50


class NameTaken(Conflict):
    """The member measures something of this name already."""


async def log(ctx: Context, data: LogMetric) -> EntryRow:
    """Note what was measured; the same id again leaves what is there. Raises Invalid for the future."""
    await _may_log(ctx, data)
    _refuse_future(ctx, data.measured_at)
    fields = data.model_dump(mode="json", exclude={"id", "measured_at"})
    fields["measured_at"] = (data.measured_at or ctx.now).isoformat()
    return _shown(await workouts.measure(ctx, data.id or uuid7(), fields))


async def change(ctx: Context, entry_id: UUID, data: ChangeMetric) -> EntryRow:
    """Correct a measurement; raises NotFound for anybody else's and for one that was removed."""
    row = await _mine(ctx, entry_id)
    _refuse_future(ctx, data.measured_at)
    if data.value is not None and not metrics.fits(row.kind, data.value):
        raise Invalid(fields={"value": "At least {}, at most {}.".format(*metrics.bounds(row.kind))})
    fields = data.model_dump(mode="json", exclude_none=True)
    return _shown(await workouts.measure(ctx, entry_id, fields, there=True))


async def remove(ctx: Context, entry_id: UUID) -> None:
    """Take a measurement away; `restore` brings it back."""
    await _mine(ctx, entry_id)
    await workouts.measure(ctx, entry_id, {"deleted_at": ctx.now.isoformat()}, there=True)


async def restore(ctx: Context, entry_id: UUID) -> EntryRow:
    """Bring a measurement back that was taken away."""
    await access.load(ctx, BodyMetric, entry_id, Permission.WORKOUT_LOG)
    return _shown(await workouts.measure(ctx, entry_id, {"deleted_at": None}, there=True))


async def add_metric(ctx: Context, data: AddCustomMetric) -> CustomMetricRow:
    """Begin to measure something of one's own; one of that name that was put away comes back.

    Raises NameTaken, and Invalid beyond fifty.
    """
    await _only_members(ctx)
    there = await _customs(ctx)
    same = next((row for row in there if row.name.lower() == data.name.lower()), None)
    if same is not None and same.archived_at is None:
        raise NameTaken(f"You measure “{same.name}” already.", fields={"name": "You measure this already."})
    if same is not None:
        same.archived_at, same.name, same.unit = None, data.name, data.unit
        return CustomMetricRow.model_validate(same)
    if sum(row.archived_at is None for row in there) >= MOST_CUSTOM:
        raise Invalid(f"At most {MOST_CUSTOM} of your own.", fields={"name": f"At most {MOST_CUSTOM}."})
    row = CustomMetric(
        tenant_id=ctx.actor.tenant_id,
        member_id=ctx.actor.person_id,
        created_at=ctx.now,
        name=data.name,
        unit=data.unit,
    )
    await _write(ctx, row)
    return CustomMetricRow.model_validate(row)


async def change_metric(ctx: Context, metric_id: UUID, data: ChangeCustomMetric) -> CustomMetricRow:
    """Call it, or its unit, something else; raises NameTaken."""
    row = await access.load(ctx, CustomMetric, metric_id, Permission.WORKOUT_LOG, lock=True)
    if data.name is not None and any(
        other.id != row.id and other.name.lower() == data.name.lower() for other in await _customs(ctx)
    ):
        raise NameTaken(f"You measure “{data.name}” already.", fields={"name": "You measure this already."})
    row.name = row.name if data.name is None else data.name
    row.unit = row.unit if data.unit is None else data.unit
    await _write(ctx, row)
    return CustomMetricRow.model_validate(row)


async def archive_metric(ctx: Context, metric_id: UUID) -> None:
    """Put it away: what was logged stays, and comes back with it."""
    row = await access.load(ctx, CustomMetric, metric_id, Permission.WORKOUT_LOG, lock=True)
    row.archived_at = row.archived_at or ctx.now


async def restore_metric(ctx: Context, metric_id: UUID) -> CustomMetricRow:
    """Measure it again."""
    row = await access.load(ctx, CustomMetric, metric_id, Permission.WORKOUT_LOG, lock=True)
    row.archived_at = None
    return CustomMetricRow.model_validate(row)


async def aim(ctx: Context, data: SetGoal) -> UUID:
    """Set a goal in place of the one there was; it starts from where the trend is. Returns its id.

    Raises Invalid without a measurement, when that is the goal already, and for a date that is over.
    """
    await _may_log(ctx, data)
    if data.due_on is not None and data.due_on < (ctx.now - AHEAD).date():
        raise Invalid(fields={"due_on": "Choose a day that is still to come."})
    current = (await queries.trend(ctx, data, days=1)).current
    if current is None:
        raise Invalid(fields={"target": "Log where you are first."})
    start = Decimal(str(round(current, 4 if data.kind == metrics.CUSTOM else 2)))
    if start == data.target:
        raise Invalid(fields={"target": "You are there already."})
    values = {"target": data.target, "due_on": data.due_on, "start": start, "started_at": ctx.now}
    statement = upsert(BodyGoal).values(
        id=uuid7(),
        created_at=ctx.now,
        tenant_id=ctx.actor.tenant_id,
        member_id=ctx.actor.person_id,
        kind=data.kind,
        custom_metric_id=data.custom_metric_id,
        **values,
    )
    kept = statement.on_conflict_do_update(
        index_elements=["tenant_id", "member_id", "kind", "custom_metric_id"], set_=values
    )
    goal_id: UUID = (await ctx.db.execute(kept.returning(col(BodyGoal.id)))).scalar_one()
    return goal_id


async def drop_goal(ctx: Context, goal_id: UUID) -> None:
    """Give a goal up; raises NotFound for anybody else's."""
    row = await access.load(ctx, BodyGoal, goal_id, Permission.WORKOUT_LOG)
    await ctx.db.execute(
        delete(BodyGoal).where(col(BodyGoal.tenant_id) == row.tenant_id, col(BodyGoal.id) == row.id)
    )


async def _may_log(ctx: Context, which: Which) -> None:
    await _only_members(ctx)
    if which.custom_metric_id is not None:
        await access.load(ctx, CustomMetric, which.custom_metric_id, Permission.WORKOUT_LOG)


async def _only_members(ctx: Context) -> None:
    access.require(ctx, Permission.WORKOUT_LOG)
    if await access.member_id(ctx) is None:
        raise Forbidden(VISITOR)


async def _mine(ctx: Context, entry_id: UUID) -> BodyMetric:
    row = await access.load(ctx, BodyMetric, entry_id, Permission.WORKOUT_LOG)
    if row.deleted_at is not None:
        raise NotFound
    return row


async def _customs(ctx: Context) -> list[CustomMetric]:
    found = await ctx.db.execute(
        select(CustomMetric).where(
            col(CustomMetric.tenant_id) == ctx.actor.tenant_id,
            col(CustomMetric.member_id) == ctx.actor.person_id,
        )
    )
    return list(found.scalars())


async def _write(ctx: Context, row: CustomMetric) -> None:
    """Two phones at once may choose one name."""
    name = row.name
    try:
        async with attempt(ctx):
            ctx.db.add(row)
            await ctx.db.flush()
    except IntegrityError:
        raise NameTaken(f"You measure “{name}” already.") from None


def _refuse_future(ctx: Context, moment: datetime | None) -> None:
    if moment is not None and moment > ctx.now + AHEAD:
        raise Invalid("This day is still to come.", fields={"measured_at": "This day is still to come."})


def _shown(row: Any) -> EntryRow:
    return EntryRow.model_validate(row)
