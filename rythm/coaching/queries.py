"""A coach's clients: who needs attention, and what one of them did. Administrators see every member."""

from datetime import UTC, datetime, timedelta, tzinfo
from typing import Any
from uuid import UUID

from sqlalchemy import Select, and_, func, literal, or_, select
from sqlmodel import col

from rythm import access
from rythm.access import Permission
from rythm.access.models import Membership
from rythm.coaching import roster
from rythm.coaching.people import is_client
from rythm.coaching.rules import standing
from rythm.coaching.schemas import ClientHead, ClientRow, ClientView
from rythm.core import clock
from rythm.core.context import Context
from rythm.core.schema import Page, decode_cursor, encode_cursor
from rythm.identity.models import User
from rythm.progress import queries as progress
from rythm.workouts import measures
from rythm.workouts.models import Workout, WorkoutTotal
from rythm.workouts.queries import workouts_of

WEEKS = 12
STILL_TRAINING = timedelta(hours=4)
"""An open workout older than this was forgotten, not going on."""


async def clients(
    ctx: Context, search: str = "", *, limit: int = 100, cursor: str | None = None, zone: tzinfo = UTC
) -> Page[ClientRow]:
    """The caller's clients by name, a page at a time; administrators see all members of the tenant."""
    access.require(ctx, Permission.CLIENT_READ)
    key = func.lower(col(User.name))
    statement = _clients(ctx, zone).add_columns(key.label("key"))
    if words := search.strip().lower():
        statement = statement.where(key.contains(words, autoescape=True))
    if cursor:
        name, after = decode_cursor(cursor, str, UUID)
        statement = statement.where(or_(key > name, and_(key == name, col(User.id) > after)))
    found = (await ctx.db.execute(statement.order_by(key, col(User.id)).limit(limit + 1))).all()
    last = found[limit - 1] if len(found) > limit else None
    return Page(
        items=[_row(row, ctx.now, zone) for row in found[:limit]],
        next_cursor=encode_cursor(last.key, last.id) if last else None,
    )


async def head(ctx: Context, member_id: UUID, *, zone: tzinfo = UTC) -> ClientHead:
    """Who a client is and why to look at them, in one query; NotFound for anybody else's client."""
    found = await roster.one(ctx, member_id, zone=zone)
    return ClientHead(
        client=_row(found.figures, ctx.now, zone),
        standing=found.row,
        unit=found.unit,
        keeps_roster=found.keeps_roster,
    )


async def client(
    ctx: Context, member_id: UUID, *, zone: tzinfo = UTC, weeks: int = WEEKS, workouts: int = 10
) -> ClientView:
    """One client with volume, estimated maxima and latest workouts; NotFound for anybody else's client."""
    found = await head(ctx, member_id, zone=zone)
    latest = await workouts_of(ctx, member_id, limit=workouts)
    return ClientView(
        **dict(found),
        weekly_volume=await progress.weekly_volume(ctx, member_id, weeks=weeks, zone=zone),
        one_rep_max=await progress.one_rep_max(ctx, member_id, weeks=weeks, zone=zone),
        workouts=latest.items,
        next_cursor=latest.next_cursor,
    )


def _clients(ctx: Context, zone: tzinfo) -> Select[*tuple[Any, ...]]:
    """Clients with their last workout and the numbers of the weeks they trained in, once for each workout."""
    starts = clock.week_starts(ctx.now, zone, WEEKS)
    theirs = and_(
        col(Workout.tenant_id) == col(Membership.tenant_id),
        col(Workout.member_id) == col(Membership.user_id),
    )
    last = (
        select(col(Workout.started_at), col(Workout.title))
        .where(theirs, measures.is_history())
        .order_by(col(Workout.started_at).desc(), col(Workout.id).desc())
        .limit(1)
        .lateral()
    )
    weeks = (
        select(func.array_agg(measures.slot(col(WorkoutTotal.started_at), starts)).label("numbers"))
        .where(
            col(WorkoutTotal.tenant_id) == col(Membership.tenant_id),
            col(WorkoutTotal.member_id) == col(Membership.user_id),
            col(WorkoutTotal.started_at) >= starts[0],
        )
        .lateral()
    )
    training = (
        select(literal(1))
        .where(
            theirs,
            col(Workout.finished_at).is_(None),
            col(Workout.deleted_at).is_(None),
            col(Workout.started_at) > ctx.now - STILL_TRAINING,
        )
        .correlate(Membership)
        .exists()
    )
    return (
        select(
            col(User.id),
            col(User.name),
            col(Membership.created_at).label("joined_at"),
            last.c.started_at.label("last_workout_at"),
            last.c.title.label("last_title"),
            weeks.c.numbers,
            training.label("is_training"),
        )
        .select_from(Membership)
        .join(User, col(User.id) == col(Membership.user_id))
        .outerjoin(last, literal(True))
        .outerjoin(weeks, literal(True))
        .where(is_client(ctx))
    )


def _row(found: Any, now: datetime, zone: tzinfo) -> ClientRow:
    numbers = found.numbers or []
    weeks = [numbers.count(number) for number in range(1, WEEKS + 1)]
    stands = standing(found.last_workout_at, found.joined_at, weeks, now, zone)
    return ClientRow(
        id=found.id,
        name=found.name,
        joined_at=found.joined_at,
        last_workout_at=found.last_workout_at,
        last_title=found.last_title,
        is_training=found.is_training,
        sessions_this_week=weeks[-1],
        weeks=weeks,
        why=stands.why,
        note=stands.note,
        is_behind=stands.is_behind,
    )
