"""What a member has measured, as they or their coach see it: each metric, its entries, its course."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta, tzinfo
from typing import Any, get_args
from uuid import UUID

from sqlalchemy import and_, bindparam, func, select, text, tuple_
from sqlmodel import col

from rythm import access
from rythm.access import Permission
from rythm.body import rules
from rythm.body.models import CustomMetric
from rythm.body.rules import Course, Pace, Reading
from rythm.body.schemas import (
    CustomMetricRow,
    EntryRow,
    GoalRow,
    MetricRow,
    TrendPoint,
    TrendView,
    Which,
)
from rythm.core import clock
from rythm.core.context import Context
from rythm.core.errors import NotFound
from rythm.core.schema import Page, decode_cursor, encode_cursor
from rythm.workouts import measures
from rythm.workouts.metrics import CUSTOM, Kind
from rythm.workouts.models import BodyMetric
from rythm.workouts.queries import require_member

KINDS = tuple(kind for kind in get_args(Kind) if kind != CUSTOM)
MOST_WEEKS = 520
"""So many periods tell all of the past: weeks for ten years, two of them for twenty."""
AHEAD = timedelta(days=1)
"""A clock may be this far ahead."""
MOST_DAYS = 800
"""So far back the days are read for a goal that was set long ago."""

_METRICS = text(
    """
    with metric as (
        select k.kind, null::uuid as custom_metric_id, ''::text as name, ''::text as unit, k.place
        from unnest(cast(:kinds as text[])) with ordinality as k (kind, place)
        union all
        select 'custom', id, name::text, unit::text, 1000 from custom_metric
        where tenant_id = :tenant and member_id = :member and archived_at is null
    )
    select m.kind, m.custom_metric_id, m.name, m.unit, newest.value, newest.measured_at,
        oldest.measured_at as first_at, g.id as goal_id, g.target, g.start, g.started_at, g.due_on
    from metric m
    left join lateral (
        select b.value, b.measured_at from body_metric b
        where b.tenant_id = :tenant and b.member_id = :member and b.kind = m.kind
          and b.custom_metric_id is not distinct from m.custom_metric_id and b.deleted_at is null
        order by b.measured_at desc, b.id desc limit 1
    ) newest on true
    left join lateral (
        select b.measured_at from body_metric b
        where b.tenant_id = :tenant and b.member_id = :member and b.kind = m.kind
          and b.custom_metric_id is not distinct from m.custom_metric_id and b.deleted_at is null
        order by b.measured_at limit 1
    ) oldest on true
    left join body_goal g on g.tenant_id = :tenant and g.member_id = :member and g.kind = m.kind
        and g.custom_metric_id is not distinct from m.custom_metric_id
    order by m.place, lower(m.name), m.custom_metric_id
    """
)


async def metrics(ctx: Context, member_id: UUID | None = None) -> list[MetricRow]:
    """Everything a member may measure, with its last value and its goal; raises NotFound out of reach."""
    member = await _reached(ctx, member_id)
    found = await ctx.db.execute(
        _METRICS, {"kinds": list(KINDS), "tenant": ctx.actor.tenant_id, "member": member}
    )
    return [
        MetricRow(
            kind=row.kind,
            custom_metric_id=row.custom_metric_id,
            name=row.name,
            unit=row.unit,
            value=row.value,
            measured_at=row.measured_at,
            first_at=row.first_at,
            goal=GoalRow(
                id=row.goal_id,
                target=row.target,
                start=row.start,
                started_at=row.started_at,
                due_on=row.due_on,
            )
            if row.goal_id is not None
            else None,
        )
        for row in found
    ]


async def custom_metrics(ctx: Context) -> list[CustomMetricRow]:
    """The caller's own metrics by name, those put away too."""
    found = await ctx.db.execute(
        select(CustomMetric)
        .where(
            col(CustomMetric.tenant_id) == ctx.actor.tenant_id,
            col(CustomMetric.member_id) == await _reached(ctx, None),
        )
        .order_by(func.lower(col(CustomMetric.name)), col(CustomMetric.id))
    )
    return [CustomMetricRow.model_validate(row) for row in found.scalars()]


async def entries(
    ctx: Context, which: Which, *, member_id: UUID | None = None, limit: int = 20, cursor: str | None = None
) -> Page[EntryRow]:
    """What was measured, newest first, a page at a time."""
    wanted = _of(ctx, which, await _reached(ctx, member_id))
    if cursor:
        last = decode_cursor(cursor, datetime, UUID)
        wanted = and_(wanted, tuple_(col(BodyMetric.measured_at), col(BodyMetric.id)) < last)
    found = await ctx.db.execute(
        select(BodyMetric)
        .where(wanted)
        .order_by(col(BodyMetric.measured_at).desc(), col(BodyMetric.id).desc())
        .limit(limit + 1)
    )
    rows = [EntryRow.model_validate(row) for row in found.scalars()]
    more, rows = len(rows) > limit, rows[:limit]
    return Page(items=rows, next_cursor=encode_cursor(rows[-1].measured_at, rows[-1].id) if more else None)


async def entry(ctx: Context, entry_id: UUID) -> EntryRow:
    """One measurement of the caller's own; raises NotFound."""
    row = await access.load(ctx, BodyMetric, entry_id, Permission.WORKOUT_LOG)
    if row.deleted_at is not None:
        raise NotFound
    return EntryRow.model_validate(row)


async def trend(
    ctx: Context,
    which: Which,
    *,
    days: int | None = 90,
    zone: tzinfo = UTC,
    member_id: UUID | None = None,
    among: Sequence[MetricRow] | None = None,
) -> TrendView:
    """The course of one metric over the last `days`, or with None of all there is, told by weeks.

    `among` are the metrics if they were asked for already. Raises NotFound for what is not there.
    """
    member = await _reached(ctx, member_id)
    metric = _find(which, await metrics(ctx, member) if among is None else among)
    today = ctx.now.astimezone(zone).date()
    starts, step = _starts(ctx.now, zone, days, metric)
    readings = await _readings(ctx, which, member, starts, zone)
    values = rules.trend(readings)
    seen_from = date.min if days is None else today - timedelta(days=days)
    pace = rules.pace(readings, values)
    # With nothing for so long, the trend is where the last value was.
    current = values[-1] if values else None if metric.value is None else float(metric.value)
    reached_on = _reached_on(metric.goal, readings, values, zone)
    stands = _course(metric.goal, current, pace, today, is_reached=reached_on is not None)
    return TrendView(
        kind=which.kind,
        custom_metric_id=which.custom_metric_id,
        step_days=step,
        points=[
            TrendPoint(day=reading.day, value=reading.value, trend=value)
            for reading, value in zip(readings, values, strict=True)
            if reading.day >= seen_from
        ],
        current=current,
        per_week=pace.per_week if pace else None,
        standing=stands.standing if stands else None,
        share=stands.share if stands else None,
        arrives_on=stands.arrives_on if stands else None,
        needed_per_week=stands.needed_per_week if stands else None,
        reached_on=reached_on,
    )


def _reached_on(
    goal: GoalRow | None, readings: Sequence[Reading], values: Sequence[float], zone: tzinfo
) -> date | None:
    if goal is None:
        return None
    since = goal.started_at.astimezone(zone).date()
    return rules.reached_on(readings, values, float(goal.start), float(goal.target), since)


def _course(
    goal: GoalRow | None, current: float | None, pace: Pace | None, today: date, *, is_reached: bool
) -> Course | None:
    if goal is None or current is None:
        return None
    return rules.course(
        start=float(goal.start),
        target=float(goal.target),
        current=current,
        per_week=pace.per_week if pace else None,
        today=today,
        due_on=goal.due_on,
        is_reached=is_reached,
    )


def _find(which: Which, among: Sequence[MetricRow]) -> MetricRow:
    asked = (which.kind, which.custom_metric_id)
    found = next((one for one in among if (one.kind, one.custom_metric_id) == asked), None)
    if found is None:
        raise NotFound
    return found


def _starts(now: datetime, zone: tzinfo, days: int | None, metric: MetricRow) -> tuple[list[datetime], int]:
    """Where each day begins, with the ones the trend and a goal need before; of all the past each week."""
    if days is None:
        first = min(metric.first_at or now, now)
        weeks = (now - first).days // 7 + 2
        many = -(-weeks // MOST_WEEKS)
        return clock.week_starts(now, zone, weeks + many)[::-many][::-1], 7 * many
    aiming = (now - metric.goal.started_at).days + 1 if metric.goal else 0
    return clock.last_days(now, zone, min(max(days, aiming), MOST_DAYS) + rules.LEAD_IN.days + 1), 1


async def _readings(
    ctx: Context, which: Which, member_id: UUID, starts: Sequence[datetime], zone: tzinfo
) -> list[Reading]:
    """The mean of each period that has any, oldest first, averaged by the database."""
    slot = measures.slot(
        col(BodyMetric.measured_at), bindparam("starts", list(starts), type_=measures.MOMENTS)
    )
    found = await ctx.db.execute(
        select(slot.label("slot"), func.avg(col(BodyMetric.value)).label("mean"))
        .where(_of(ctx, which, member_id), col(BodyMetric.measured_at).between(starts[0], ctx.now + AHEAD))
        .group_by(text("slot"))
        .order_by(text("slot"))
    )
    return [Reading(starts[row.slot - 1].astimezone(zone).date(), float(row.mean)) for row in found]


def _of(ctx: Context, which: Which, member_id: UUID) -> Any:
    return and_(
        col(BodyMetric.tenant_id) == ctx.actor.tenant_id,
        col(BodyMetric.member_id) == member_id,
        col(BodyMetric.kind) == which.kind,
        col(BodyMetric.custom_metric_id).is_not_distinct_from(which.custom_metric_id),
        col(BodyMetric.deleted_at).is_(None),
    )


async def _reached(ctx: Context, member_id: UUID | None) -> UUID:
    member_id = member_id or ctx.actor.person_id
    await require_member(ctx, member_id, Permission.WORKOUT_READ)
    return member_id
