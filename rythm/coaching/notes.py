"""Private notes about a client: their coaches and the gym's admins read and write them, the client never."""

from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import Select, and_, delete, or_, select
from sqlmodel import col

from rythm import access
from rythm.access import Permission, Reach
from rythm.coaching.models import CoachNote
from rythm.coaching.people import require_client
from rythm.coaching.views import NoteView
from rythm.core.context import Context
from rythm.core.errors import Gone
from rythm.core.schema import Page, decode_cursor, encode_cursor
from rythm.identity.models import User

KEPT = timedelta(days=1)
"""A deleted note can be put back for so long, then it is gone for good."""


async def notes(
    ctx: Context, member_id: UUID, *, limit: int = 20, cursor: str | None = None
) -> Page[NoteView]:
    """The notes about a client, the newest first."""
    await require_client(ctx, member_id, Permission.CLIENT_READ)
    written = col(CoachNote.created_at)
    statement = _notes(ctx).where(col(CoachNote.member_id) == member_id, col(CoachNote.deleted_at).is_(None))
    if cursor:
        at, after = decode_cursor(cursor, datetime, UUID)
        statement = statement.where(or_(written < at, and_(written == at, col(CoachNote.id) < after)))
    statement = statement.order_by(written.desc(), col(CoachNote.id).desc()).limit(limit + 1)
    found = (await ctx.db.execute(statement)).all()
    items = [_view(ctx, row[0], row[1]) for row in found[:limit]]
    more = len(found) > limit
    return Page(items=items, next_cursor=encode_cursor(items[-1].created_at, items[-1].id) if more else None)


async def write(ctx: Context, member_id: UUID, text: str) -> NoteView:
    """Add a note about a client."""
    tenant_id = await require_client(ctx, member_id, Permission.CLIENT_MANAGE)
    note = CoachNote(
        tenant_id=tenant_id, member_id=member_id, author_id=ctx.actor.user_id, text=text, created_at=ctx.now
    )
    ctx.db.add(note)
    await ctx.db.flush()
    return _view(ctx, note, ctx.actor.name)


async def change(ctx: Context, note_id: UUID, text: str) -> NoteView:
    """Change what a note says; whoever may read it may correct it, and the trail tells who did."""
    note = await _note(ctx, note_id)
    if note.text != text:
        note.text, note.changed_at = text, ctx.now
    await ctx.db.flush()
    author = await ctx.db.execute(select(col(User.name)).where(col(User.id) == note.author_id))
    return _view(ctx, note, author.scalar_one_or_none())


async def remove(ctx: Context, note_id: UUID) -> None:
    """Delete a note; for a day it can be put back."""
    note = await _note(ctx, note_id)
    note.deleted_at = ctx.now
    await ctx.db.flush()


async def put_back(ctx: Context, note_id: UUID) -> None:
    """Put a deleted note back."""
    note = await _note(ctx, note_id, deleted=True)
    note.deleted_at = None
    await ctx.db.flush()


async def forget_deleted(ctx: Context) -> int:
    """Delete for good what was deleted a day ago or earlier; says how many. For jobs, inside one gym."""
    access.require(ctx, Permission.TENANT_MANAGE, Reach.PLATFORM)
    gone = await ctx.db.execute(
        delete(CoachNote)
        .where(col(CoachNote.tenant_id) == ctx.actor.tenant_id, col(CoachNote.deleted_at) <= ctx.now - KEPT)
        .returning(col(CoachNote.id))
        .execution_options(synchronize_session=False)
    )
    return len(gone.scalars().all())


async def _note(ctx: Context, note_id: UUID, *, deleted: bool = False) -> CoachNote:
    access.require(ctx, Permission.CLIENT_MANAGE)
    note = await access.load(ctx, CoachNote, note_id, Permission.CLIENT_MANAGE, lock=True)
    await require_client(ctx, note.member_id, Permission.CLIENT_MANAGE)  # a coach may be somebody's client
    if note.deleted_at is not None and not (deleted and note.deleted_at > ctx.now - KEPT):
        raise Gone
    return note


def _notes(ctx: Context) -> Select[CoachNote, str]:
    return (
        select(CoachNote, col(User.name))
        .outerjoin(User, col(User.id) == col(CoachNote.author_id))
        .where(access.within(ctx, CoachNote, Permission.CLIENT_READ))
    )


def _view(ctx: Context, note: CoachNote, author: str | None) -> NoteView:
    return NoteView(
        id=note.id,
        text=note.text,
        author=author or "",
        is_mine=note.author_id == ctx.actor.user_id,
        created_at=note.created_at,
        changed_at=note.changed_at,
    )
