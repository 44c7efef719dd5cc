"""The figures of the roster, for all clients at once: one small row each, whatever their history is."""

from collections.abc import Mapping, Sequence
from datetime import datetime, time, timedelta, tzinfo
from typing import Any
from uuid import UUID

from sqlalchemy import (
    ColumnElement,
    Row,
    Select,
    and_,
    func,
    literal,
    select,
)
from sqlmodel import col

from rythm import access
from rythm.access.models import Membership
from rythm.coaching.models import Agreement, Attention
from rythm.coaching.people import is_client
from rythm.core import clock
from rythm.core.context import Context
from rythm.identity.models import User
from rythm.workouts import measures
from rythm.workouts.models import (
    Workout,
    WorkoutTotal,
)
from rythm.workouts.preferences import unit_column

WEEKS = 12
STILL_TRAINING = timedelta(hours=4)
"""An open workout older than this was forgotten, not going on."""


def _ago(now: datetime, zone: tzinfo, days: int) -> datetime:
    """The midnight with which the last so many days began, today with them."""
    day = now.astimezone(zone).date() - timedelta(days=days - 1)
    return datetime.combine(day, time.min, tzinfo=zone)


async def clients_with_figures(
    ctx: Context,
    zone: tzinfo,
    member_id: UUID | None = None,
    beside: Mapping[str, Select[Any]] | None = None,
) -> Sequence[Row[Any]]:
    """The caller's clients, or one of them: who they are, what they did, what is agreed, what was seen.

    `beside` are statements with at most one row for each client, by what their columns begin with. Every row
    also says what unit the caller reads weights in, and whether they belong to this gym and so keep a roster.
    """
    starts = clock.week_starts(ctx.now, zone, WEEKS)
    at = col(WorkoutTotal.started_at)
    since = {days: _ago(ctx.now, zone, days) for days in (7, 30, 60, 90)}
    theirs = and_(
        col(WorkoutTotal.tenant_id) == col(Membership.tenant_id),
        col(WorkoutTotal.member_id) == col(Membership.user_id),
    )
    done = (
        select(
            func.count().filter(at >= since[7]).label("done_7"),
            func.count().filter(at >= since[30]).label("done_30"),
            func.count().filter(at >= since[60], at < since[30]).label("done_before"),
            func.count().label("done_90"),
            func.array_agg(measures.slot(at, starts)).filter(at >= starts[0]).label("numbers"),
        )
        .where(theirs, at >= min(since[90], starts[0]), at <= ctx.now)
        .lateral()
    )
    first = select(func.min(at).label("at")).where(theirs).lateral()
    last = (
        select(at.label("at"), col(Workout.title))
        .join(
            Workout,
            and_(
                col(Workout.tenant_id) == col(WorkoutTotal.tenant_id),
                col(Workout.id) == col(WorkoutTotal.workout_id),
            ),
        )
        .where(theirs)
        .order_by(at.desc())
        .limit(1)
        .lateral()
    )
    agreed = (
        select(
            func.jsonb_agg(
                func.jsonb_build_array(col(Agreement.starts_on), col(Agreement.per_week)).op("order by")(
                    col(Agreement.starts_on)
                )
            ).label("all")
        )
        .where(
            col(Agreement.tenant_id) == col(Membership.tenant_id),
            col(Agreement.member_id) == col(Membership.user_id),
        )
        .lateral()
    )
    statement = (
        select(
            col(User.id),
            col(User.name),
            col(Membership.created_at).label("joined_at"),
            first.c.at.label("first_workout_at"),
            last.c.at.label("last_workout_at"),
            last.c.title.label("last_title"),
            done.c.done_7,
            done.c.done_30,
            done.c.done_before,
            done.c.done_90,
            done.c.numbers,
            agreed.c.all.label("agreements"),
            _is_training(ctx).label("is_training"),
            col(Attention.snoozed_until),
            col(Attention.seen),
            unit_column(ctx).label("unit"),
            access.is_member(ctx).label("keeps"),
        )
        .select_from(Membership)
        .join(User, col(User.id) == col(Membership.user_id))
        .join(done, literal(True))
        .join(first, literal(True))
        .outerjoin(last, literal(True))
        .join(agreed, literal(True))
        .outerjoin(Attention, mine(ctx, Membership.user_id))
        .where(is_client(ctx))
    )
    if member_id is not None:
        statement = statement.where(col(Membership.user_id) == member_id)
    for name, found in (beside or {}).items():
        part = found.subquery(name)
        statement = statement.outerjoin(part, part.c.member_id == col(Membership.user_id)).add_columns(
            *(column.label(f"{name}_{column.key}") for column in part.c)
        )
    return (await ctx.db.execute(statement)).all()


def mine(ctx: Context, member: Any) -> ColumnElement[bool]:
    """Joins what the caller has seen of a member."""
    return and_(
        col(Attention.tenant_id) == ctx.actor.tenant_id,
        col(Attention.coach_id) == ctx.actor.person_id,
        col(Attention.member_id) == member,
    )


def _is_training(ctx: Context) -> ColumnElement[bool]:
    return (
        select(literal(1))
        .where(
            col(Workout.tenant_id) == col(Membership.tenant_id),
            col(Workout.member_id) == col(Membership.user_id),
            col(Workout.finished_at).is_(None),
            col(Workout.deleted_at).is_(None),
            col(Workout.started_at) > ctx.now - STILL_TRAINING,
        )
        .correlate(Membership)
        .exists()
    )
