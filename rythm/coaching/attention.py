"""What a coach has seen of a client, and until when they want to hear nothing: each coach for themselves."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import literal, select
from sqlalchemy.dialects.postgresql import insert
from sqlmodel import col

from rythm import access
from rythm.access import Permission
from rythm.access.models import Membership
from rythm.coaching.models import Attention
from rythm.coaching.people import is_client
from rythm.coaching.rules import Kind
from rythm.coaching.views import SeenReason
from rythm.core.context import Context
from rythm.core.errors import Forbidden, NotFound
from rythm.core.ids import uuid7

KEY = ("tenant_id", "coach_id", "member_id")
VISITOR = "You visit this gym: only its own people keep a roster here."


async def see(ctx: Context, member_id: UUID, reasons: Sequence[SeenReason]) -> None:
    """Note that these reasons were seen, as they were shown; they stay away until something new happens.

    What new means is in `rules.RULES`.
    """
    held = await _held(ctx, member_id)
    now = {each.kind.value: _entry(held, each.kind, each.mark, each.level, ctx.now) for each in reasons}
    held.seen = {**held.seen, **now}
    await ctx.db.flush()


async def unsee(ctx: Context, member_id: UUID, kinds: Sequence[Kind]) -> None:
    """Take back that these were seen: what was seen before them holds again."""
    held = await _held(ctx, member_id)
    kept = dict(held.seen)
    for kind in kinds:
        before = kept.pop(kind.value, {}).get("before")
        if before:
            kept[kind.value] = before
    held.seen = kept
    await ctx.db.flush()


async def look(ctx: Context, member_id: UUID) -> None:
    """Note that the coach has looked at the client's training now: what was visible until now is read."""
    held = await _held(ctx, member_id)
    entry = _entry(held, Kind.WROTE, "", int(ctx.now.timestamp()), ctx.now)
    held.seen = {**held.seen, Kind.WROTE.value: entry}
    await ctx.db.flush()


async def snooze(ctx: Context, member_id: UUID, days: int) -> datetime | None:
    """Hear nothing of the client for so many days; they come back by themselves. Returns what held before."""
    return await put_off(ctx, member_id, ctx.now + timedelta(days=days))


async def put_off(ctx: Context, member_id: UUID, until: datetime | None) -> datetime | None:
    """Hear nothing of the client until then, or again at once; returns what held before, to undo it."""
    held = await _held(ctx, member_id)
    before, held.snoozed_until = held.snoozed_until, until
    await ctx.db.flush()
    return before if before and before > ctx.now else None


def _entry(held: Attention, kind: Kind, mark: str, level: int, now: datetime) -> dict[str, Any]:
    """What is kept of something seen, with what had been seen before it."""
    before = {name: value for name, value in held.seen.get(kind.value, {}).items() if name != "before"}
    return {"mark": mark, "level": level, "at": now.isoformat(), "before": before or None}


async def _held(ctx: Context, member_id: UUID) -> Attention:
    """The caller's row about the client, locked; made when there is none.

    Raises NotFound for anybody else's client, Forbidden for whoever only visits the gym.
    """
    access.require(ctx, Permission.CLIENT_MANAGE)
    coach_id = await access.member_id(ctx)
    if coach_id is None:
        raise Forbidden(VISITOR)
    theirs = select(
        literal(uuid7()),
        literal(ctx.now),
        col(Membership.tenant_id),
        literal(coach_id),
        col(Membership.user_id),
    ).where(is_client(ctx, Permission.CLIENT_MANAGE), col(Membership.user_id) == member_id)
    made = insert(Attention).from_select(["id", "created_at", *KEY], theirs)
    kept = made.on_conflict_do_update(
        index_elements=list(KEY), set_={"member_id": made.excluded.member_id}
    ).returning(Attention)
    found = await ctx.db.execute(
        select(Attention).from_statement(kept).execution_options(populate_existing=True)
    )
    held = found.scalar_one_or_none()
    if held is None:
        raise NotFound
    return held
