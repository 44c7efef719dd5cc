"""What is measured of a body, its course, and goals."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query
from pydantic import Field

from rythm.access import Permission
from rythm.api.deps import CurrentContext, permits
from rythm.api.errors import documented
from rythm.api.v1.clients import InZone
from rythm.body import queries, service
from rythm.body.schemas import (
    AddCustomMetric,
    ChangeCustomMetric,
    ChangeMetric,
    CustomMetricRow,
    EntryRow,
    LogMetric,
    MetricRow,
    SetGoal,
    TrendView,
    Which,
)
from rythm.core.clock import zone_named
from rythm.core.errors import Conflict, Forbidden, Invalid, NotFound, Unauthenticated
from rythm.core.schema import Page, PageOf

router = APIRouter(
    prefix="/body", tags=["body"], responses=documented(Unauthenticated, Forbidden, NotFound, Invalid)
)
reads = [permits(Permission.WORKOUT_READ)]
logs = [permits(Permission.WORKOUT_LOG)]


class MemberOf(PageOf):
    """Of me, or of a member I may see."""

    member_id: UUID | None = None


class EntriesOf(MemberOf, Which):
    """A page of what was measured, of one metric."""


class TrendOf(Which, InZone):
    """The course of one metric; `days` back from today, or 0 for all of it by weeks."""

    member_id: UUID | None = None
    days: Annotated[int, Field(ge=0, le=366)] = 90


@router.get("/metrics", dependencies=reads)
async def metrics(ctx: CurrentContext, member_id: UUID | None = None) -> list[MetricRow]:
    """Everything one may measure, with its last value and its goal."""
    return await queries.metrics(ctx, member_id)


@router.get("/trend", dependencies=reads)
async def trend(which: Annotated[TrendOf, Query()], ctx: CurrentContext) -> TrendView:
    """The smoothed course of one metric, its pace, and how its goal stands."""
    return await queries.trend(
        ctx, which, days=which.days or None, zone=zone_named(which.zone), member_id=which.member_id
    )


@router.get("/entries", dependencies=reads)
async def entries(which: Annotated[EntriesOf, Query()], ctx: CurrentContext) -> Page[EntryRow]:
    """What was measured, newest first."""
    return await queries.entries(
        ctx, which, member_id=which.member_id, limit=which.limit, cursor=which.cursor
    )


@router.post("/entries", status_code=201, dependencies=logs)
async def log(data: LogMetric, ctx: CurrentContext) -> EntryRow:
    """Note what I measured, in kilograms, centimetres, percent or my own unit."""
    return await service.log(ctx, data)


@router.patch("/entries/{entry_id}", dependencies=logs)
async def change(entry_id: UUID, data: ChangeMetric, ctx: CurrentContext) -> EntryRow:
    """Correct a measurement."""
    return await service.change(ctx, entry_id, data)


@router.delete("/entries/{entry_id}", status_code=204, dependencies=logs)
async def remove(entry_id: UUID, ctx: CurrentContext) -> None:
    """Take a measurement away."""
    await service.remove(ctx, entry_id)


@router.post("/entries/{entry_id}/restore", dependencies=logs)
async def restore(entry_id: UUID, ctx: CurrentContext) -> EntryRow:
    """Bring a measurement back that was taken away."""
    return await service.restore(ctx, entry_id)


@router.get("/custom-metrics", dependencies=logs)
async def custom_metrics(ctx: CurrentContext) -> list[CustomMetricRow]:
    """What I measure besides the usual, put away or not."""
    return await queries.custom_metrics(ctx)


@router.post("/custom-metrics", status_code=201, dependencies=logs, responses=documented(Conflict))
async def add_metric(data: AddCustomMetric, ctx: CurrentContext) -> CustomMetricRow:
    """Measure something of my own."""
    return await service.add_metric(ctx, data)


@router.patch("/custom-metrics/{custom_metric_id}", dependencies=logs, responses=documented(Conflict))
async def change_metric(
    custom_metric_id: UUID, data: ChangeCustomMetric, ctx: CurrentContext
) -> CustomMetricRow:
    """Call it, or its unit, something else."""
    return await service.change_metric(ctx, custom_metric_id, data)


@router.delete("/custom-metrics/{custom_metric_id}", status_code=204, dependencies=logs)
async def archive_metric(custom_metric_id: UUID, ctx: CurrentContext) -> None:
    """Put it away; what was logged stays."""
    await service.archive_metric(ctx, custom_metric_id)


@router.post("/custom-metrics/{custom_metric_id}/restore", dependencies=logs)
async def restore_metric(custom_metric_id: UUID, ctx: CurrentContext) -> CustomMetricRow:
    """Measure it again."""
    return await service.restore_metric(ctx, custom_metric_id)


@router.put("/goals", dependencies=logs)
async def aim(data: SetGoal, ctx: CurrentContext) -> list[MetricRow]:
    """Set the goal of a metric, in place of the one it had; answers with every metric."""
    await service.aim(ctx, data)
    return await queries.metrics(ctx)


@router.delete("/goals/{goal_id}", status_code=204, dependencies=logs)
async def drop_goal(goal_id: UUID, ctx: CurrentContext) -> None:
    """Give a goal up."""
    await service.drop_goal(ctx, goal_id)
