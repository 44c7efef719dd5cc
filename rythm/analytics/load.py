"""What coaches carry: their clients, what those did, and who of them has become quiet."""

from typing import Any

from sqlalchemy import CTE, ColumnElement, Integer, and_, func, or_, select, true
from sqlmodel import col

from rythm import access
from rythm.access import Permission, Reach
from rythm.access.models import CoachAssignment, Membership
from rythm.analytics.counting import MOMENT, MOMENTS, belongs, done, is_counted, is_of_member
from rythm.analytics.rules import DAY, Period
from rythm.analytics.schemas import CoachLoad
from rythm.coaching.rules import REGULAR, SILENT_DAYS
from rythm.core import clock
from rythm.core.actor import Role
from rythm.core.context import Context
from rythm.core.statements import given, run
from rythm.identity.models import User
from rythm.workouts import measures
from rythm.workouts.models import WorkoutTotal

WEEKS = 12
NO_COACH = "Without a coach"


async def coaches(ctx: Context, period: Period) -> list[CoachLoad]:
    """Every coach, most clients first, and those without one at the end; a coach sees their own line only.

    Clients are those who have not left, `active` those of them who trained. Who is behind is said as of now,
    by `coaching.rules.standing`.
    """
    access.require(ctx, Permission.ANALYTICS_READ)
    found = await run(ctx, _coaches, since=period.since, until=period.until, **standing_of(ctx, period))
    return [CoachLoad.model_validate({**row._mapping, "name": row.name or NO_COACH}) for row in found]


def standing_of(ctx: Context, period: Period) -> dict[str, Any]:
    """What `clients` wants to know of today in the zone."""
    today = ctx.now.astimezone(period.zone).date()
    weeks = clock.week_starts(ctx.now, period.zone, WEEKS)
    return {
        "weeks": weeks,
        "from_week": weeks[0],
        "silent": clock.midnight(today - DAY * (SILENT_DAYS - 1), period.zone),
    }


def clients(ctx: Context) -> CTE:
    """The members counted who have not left: what each did in the days asked for, and who is behind.

    It is `coaching.rules.standing` in SQL: silent for a week, or half as much as usual for two weeks.
    """
    number = measures.slot(col(WorkoutTotal.started_at), given("weeks", MOMENTS)).label("number")
    week = (
        done(ctx, col(WorkoutTotal.member_id), number)
        .where(col(WorkoutTotal.started_at) >= given("from_week", MOMENT))
        .subquery()
    )
    counted = (
        select(week.c.member_id, week.c.number, func.count().label("workouts"))
        .group_by(week.c.member_id, week.c.number)
        .subquery()
    )
    usual = func.floor(func.avg(counted.c.workouts).filter(counted.c.number <= WEEKS - 2) + 0.5)
    shape = (
        select(
            counted.c.member_id,
            usual.label("usual"),
            _workouts_of(counted, WEEKS - 1).label("last_week"),
            _workouts_of(counted, WEEKS).label("this_week"),
        )
        .group_by(counted.c.member_id)
        .subquery()
    )
    in_days = and_(
        col(WorkoutTotal.started_at) >= given("since", MOMENT),
        col(WorkoutTotal.started_at) < given("until", MOMENT),
    )
    period = (
        select(
            func.count().label("workouts"),
            func.coalesce(func.sum(WorkoutTotal.sets), 0).label("sets"),
        )
        .where(is_of_member(), in_days)
        .lateral()
    )
    last = (
        select(col(WorkoutTotal.started_at).label("at"))
        .where(is_of_member())
        .order_by(col(WorkoutTotal.started_at).desc())
        .limit(1)
        .lateral()
    )
    fell = and_(
        shape.c.usual >= REGULAR, 2 * shape.c.last_week < shape.c.usual, shape.c.this_week < shape.c.usual
    )
    silent = func.coalesce(last.c.at, col(Membership.created_at)) < given("silent", MOMENT)
    return (
        select(
            col(Membership.user_id).label("id"),
            period.c.workouts,
            period.c.sets,
            last.c.at.label("last_at"),
            func.coalesce(or_(silent, fell), False).label("is_behind"),
        )
        .select_from(Membership)
        .join(period, true())
        .outerjoin(last, true())
        .outerjoin(shape, shape.c.member_id == col(Membership.user_id))
        .where(is_counted(ctx), belongs())
        .cte("client")
    )


def _workouts_of(counted: Any, week: int) -> ColumnElement[Any]:
    return func.coalesce(func.max(counted.c.workouts).filter(counted.c.number == week), 0)


def _coaches(ctx: Context) -> Any:
    client = clients(ctx)
    looked_after = and_(
        col(CoachAssignment.tenant_id) == ctx.actor.tenant_id, col(CoachAssignment.member_id) == client.c.id
    )
    carried = (
        select(
            col(CoachAssignment.coach_id),
            func.count().label("clients"),
            func.sum(client.c.workouts).label("workouts"),
            func.count().filter(client.c.workouts > 0).label("active"),
            func.count().filter(client.c.is_behind).label("behind"),
        )
        .select_from(client)
        .outerjoin(CoachAssignment, looked_after)
        .group_by(col(CoachAssignment.coach_id))
        .subquery()
    )
    coach = (
        select(col(Membership.user_id))
        .where(
            col(Membership.tenant_id) == ctx.actor.tenant_id,
            col(Membership.role) == Role.COACH,
            belongs(),
        )
        .subquery()
    )
    who = func.coalesce(coach.c.user_id, carried.c.coach_id)
    own: ColumnElement[bool] = true()
    if access.reach(ctx.actor.role, Permission.ANALYTICS_READ) is Reach.CLIENTS:
        own = who == ctx.actor.person_id
    count = func.coalesce(carried.c.clients, 0)
    return (
        select(
            who.label("id"),
            col(User.name),
            count.label("clients"),
            *(
                func.coalesce(carried.c[name], 0, type_=Integer()).label(name)
                for name in ("workouts", "active", "behind")
            ),
        )
        .select_from(coach)
        .join(carried, carried.c.coach_id == coach.c.user_id, full=True)
        .outerjoin(User, col(User.id) == who)
        .where(own)
        .order_by(who.is_(None), count.desc(), func.lower(col(User.name)), who)
    )
