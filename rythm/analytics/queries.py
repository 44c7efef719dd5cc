"""What a gym's training comes to, in five statements over totals; every figure is added up by PostgreSQL."""

from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Integer, Select, and_, false, func, literal, select, true, tuple_
from sqlmodel import col

from rythm import access
from rythm.access import Permission
from rythm.access.models import Membership
from rythm.analytics import load, uses
from rythm.analytics.counting import MOMENT, MOMENTS, belongs, done, is_counted, is_in_days
from rythm.analytics.rules import Period
from rythm.analytics.schemas import Analytics, Cohort, Counts, DayCount, LookAt, Retention
from rythm.core.context import Context
from rythm.core.statements import given, run
from rythm.workouts import measures
from rythm.workouts.models import WorkoutTotal

TOP = 10
"""So many templates and exercises are shown; the file has all of them."""

MOST = 10_000


async def analytics(ctx: Context, asked: LookAt) -> Analytics:
    """Everything of the days asked for; raises Forbidden, and so too for somebody who stands in no gym."""
    period = asked.period(ctx.now)
    by_day, total, before = await days(ctx, period)
    kept, members, joined = await retention(ctx, period)
    return Analytics(
        first=period.first,
        last=period.last,
        members=members,
        joined=joined,
        total=total,
        before=before,
        days=by_day,
        retention=kept,
        templates=await uses.templates(ctx, period, most=TOP),
        exercises=await uses.exercises(ctx, period, most=TOP),
        coaches=await load.coaches(ctx, period),
    )


async def days(ctx: Context, period: Period) -> tuple[list[DayCount], Counts, Counts]:
    """Each day, all of them together, and as many days before them."""
    access.require(ctx, Permission.ANALYTICS_READ)
    starts = [period.before, *(Period(day, day, period.zone).since for day in period.days)]
    found = await run(ctx, _days, starts=starts, first=period.since, since=period.before, until=period.until)
    by_day: dict[date, DayCount] = {}
    together = {True: Counts(), False: Counts()}
    for row in found:
        figures = {
            "workouts": row.workouts,
            "sets": row.sets,
            "volume_kg": row.volume_kg,
            "members": row.members,
        }
        if row.is_sum:
            together[row.is_now] = Counts(**figures, active=row.active)
        elif row.number > 1:
            day = period.days[row.number - 2]
            by_day[day] = DayCount(day=day, **figures)
    return [by_day.get(day) or DayCount(day=day) for day in period.days], together[True], together[False]


def _days(ctx: Context) -> Any:
    """First what each member did on each day: adding that up by day and by member needs no sorting."""
    raw = (
        done(
            ctx,
            measures.slot(col(WorkoutTotal.started_at), given("starts", MOMENTS)).label("number"),
            (col(WorkoutTotal.started_at) >= given("first", MOMENT)).label("is_now"),
            col(WorkoutTotal.member_id),
            col(WorkoutTotal.sets),
            col(WorkoutTotal.volume_kg),
            belongs().label("belongs"),
        )
        .where(is_in_days())
        .subquery()
    )
    whose = (raw.c.is_now, raw.c.member_id, raw.c.belongs)
    each = (
        select(raw.c.number, *whose, *_sums(func.count(), raw.c.sets, raw.c.volume_kg))
        .group_by(raw.c.number, *whose)
        .cte("each")
    )
    figures = _sums(func.sum(each.c.workouts), each.c.sets, each.c.volume_kg)
    by_day = select(
        each.c.number,
        each.c.is_now,
        false().label("is_sum"),
        *figures,
        func.count().label("members"),
        func.count().filter(each.c.belongs).label("active"),
    ).group_by(each.c.number, each.c.is_now)
    of_member = (
        select(each.c.is_now, each.c.member_id, each.c.belongs, *figures)
        .group_by(each.c.is_now, each.c.member_id, each.c.belongs)
        .subquery()
    )
    together = select(
        literal(0),
        of_member.c.is_now,
        true(),
        *_sums(func.sum(of_member.c.workouts), of_member.c.sets, of_member.c.volume_kg),
        func.count().label("members"),
        func.count().filter(of_member.c.belongs).label("active"),
    ).group_by(of_member.c.is_now)
    return by_day.union_all(together)


def _sums(workouts: Any, sets: Any, volume_kg: Any) -> tuple[ColumnElement[Any], ...]:
    return (
        workouts.label("workouts"),
        func.sum(sets).label("sets"),
        func.sum(volume_kg).label("volume_kg"),
    )


async def retention(ctx: Context, period: Period) -> tuple[Retention, int, int]:
    """Cohorts by month of joining; beside them how many belong here and how many joined in these days.

    Somebody counts as kept in a month in which they began a workout. Months are those of the zone.
    """
    access.require(ctx, Permission.ANALYTICS_READ)
    months, whole = period.months, period.whole_months(ctx.now)
    found = await run(
        ctx,
        _cohorts,
        months=months,
        since=period.since,
        until=period.until,
        whole=whole,
    )
    sizes, cells, members = [0] * (len(months) + 1), {}, None
    for row in found:
        if row.level == 3:
            members = row
        elif row.level == 1:
            sizes[row.joined] = row.people
        elif row.month is not None:
            cells[row.joined, row.month] = row.people
    cohorts = [
        Cohort(
            month=start.date(),
            joined=sizes[number],
            trained=[cells.get((number, month), 0) for month in range(number + 1, len(months) + 1)],
        )
        for number, start in enumerate(months, 1)
    ]
    kept, could = (members.kept, members.could) if members else (0, 0)
    view = Retention(cohorts=cohorts, whole=whole == len(months), kept=kept, could=could)
    return view, members.belonging if members else 0, members.new if members else 0


def _cohorts(ctx: Context) -> Select[Any]:
    people = (
        select(
            col(Membership.user_id),
            measures.slot(col(Membership.created_at), given("months", MOMENTS)).label("joined"),
            belongs().label("belongs"),
            (col(Membership.created_at) >= given("since", MOMENT)).label("is_new"),
        )
        .where(is_counted(ctx), col(Membership.created_at) < given("until", MOMENT))
        .cte("people")
        .prefix_with("materialized")
    )
    start = (
        func.unnest(given("months", MOMENTS)).table_valued("at", with_ordinality="number").render_derived()
    )
    span = select(
        start.c.number,
        start.c.at,
        func.coalesce(func.lead(start.c.at).over(order_by=start.c.number), given("until", MOMENT)).label(
            "until"
        ),
    ).subquery()
    at = col(WorkoutTotal.started_at)
    any_workout = (
        select(literal(1).label("one"))
        .where(
            col(WorkoutTotal.tenant_id) == ctx.actor.tenant_id,
            col(WorkoutTotal.member_id) == people.c.user_id,
            at >= span.c.at,
            at < span.c.until,
        )
        .limit(1)
        .lateral()
    )
    trained = (
        select(people.c.user_id.label("member_id"), span.c.number.label("month"))
        .select_from(people)
        .join(span, and_(people.c.joined >= 1, span.c.number > people.c.joined))
        .join(any_workout, true())
        .cte("trained")
        .prefix_with("materialized")
    )
    joined, month, person = people.c.joined, trained.c.month, people.c.user_id
    whole = given("whole", Integer())
    could = and_(joined >= 1, joined < whole)
    return (
        select(
            joined,
            month,
            func.grouping(joined, month).label("level"),
            func.count(person.distinct()).label("people"),
            func.count(person.distinct()).filter(people.c.belongs).label("belonging"),
            func.count(person.distinct()).filter(people.c.is_new).label("new"),
            func.count(person.distinct()).filter(could).label("could"),
            func.count(person.distinct()).filter(could, month == whole).label("kept"),
        )
        .select_from(people)
        .outerjoin(trained, and_(trained.c.member_id == person, joined >= 1, month > joined))
        .group_by(func.grouping_sets(tuple_(joined, month), tuple_(joined), tuple_()))
    )
