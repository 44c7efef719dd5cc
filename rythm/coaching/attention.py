"""What a coach has seen of a client, and until when they want to hear nothing: each coach for themselves."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta, tzinfo
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert
from sqlmodel import col

from rythm.access import Permission
from rythm.coaching.models import Attention
from rythm.coaching.people import require_coach
from rythm.coaching.roster import reasons_of
from rythm.coaching.rules import Kind
from rythm.core.context import Context
from rythm.core.ids import uuid7


async def see(ctx: Context, member_id: UUID, kinds: Sequence[Kind] = (), *, zone: tzinfo = UTC) -> list[Kind]:
    """Note that these reasons, or all of now, were seen; they stay away until something new happens.

    Says which there were. What new means is in `rules.RULES`.
    """
    held = await _held(ctx, member_id)
    seen = [each for each in await reasons_of(ctx, member_id, zone) if not kinds or each.kind in kinds]
    now = {each.kind.value: _entry(held, each.kind, each.mark, each.level, ctx.now) for each in seen}
    held.seen = {**held.seen, **now}
    await ctx.db.flush()
    return [each.kind for each in seen]


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
    """Note that the coach has looked at the client's training now: what was written until now is read."""
    held = await _held(ctx, member_id)
    entry = _entry(held, Kind.WROTE, "", int(ctx.now.timestamp()), ctx.now)
    held.seen = {**held.seen, Kind.WROTE.value: entry}
    await ctx.db.flush()


async def snooze(ctx: Context, member_id: UUID, days: int) -> datetime:
    """Hear nothing of the client for so many days; they come back by themselves."""
    until = ctx.now + timedelta(days=days)
    await put_off(ctx, member_id, until)
    return until


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
    """The caller's row about the client, locked; made when there is none."""
    tenant_id, coach_id = await require_coach(ctx, member_id, Permission.CLIENT_MANAGE)
    key = {"tenant_id": tenant_id, "coach_id": coach_id, "member_id": member_id}
    await ctx.db.execute(
        insert(Attention)
        .values(id=uuid7(), created_at=ctx.now, **key)
        .on_conflict_do_nothing(index_elements=list(key))
    )
    found = await ctx.db.execute(
        select(Attention)
        .where(
            col(Attention.tenant_id) == tenant_id,
            col(Attention.coach_id) == coach_id,
            col(Attention.member_id) == member_id,
        )
        .with_for_update()
    )
    return found.scalar_one()
