"""Messages of one line, from whoever looks after a member to the member."""

from uuid import UUID

from sqlalchemy import false, or_, select
from sqlmodel import col

from rythm import access
from rythm.access import Permission
from rythm.access.models import Membership
from rythm.community.events import MessageSent
from rythm.community.models import Message
from rythm.community.queries import message_view
from rythm.community.schemas import MessageView, SendMessage
from rythm.core.actor import Role
from rythm.core.context import Context
from rythm.core.errors import Conflict, Forbidden, NotFound


class AlreadyRead(Conflict):
    """The member has read it: it cannot be taken back any more."""


async def send(ctx: Context, member_id: UUID, data: SendMessage) -> MessageView:
    """Write a line to a client; raises NotFound for anybody else."""
    await _require_client(ctx, member_id)
    row = Message(
        tenant_id=ctx.actor.tenant_id,
        member_id=member_id,
        sender_id=ctx.actor.person_id,
        text=data.text,
        sent_at=ctx.now,
    )
    ctx.db.add(row)
    await ctx.db.flush()
    ctx.emit(MessageSent(message_id=row.id, member_id=member_id))
    return message_view(row, ctx.actor.name)


async def take_back(ctx: Context, message_id: UUID) -> None:
    """Take one's own message back before it was read; raises NotFound, Forbidden, AlreadyRead."""
    row = await access.load(ctx, Message, message_id, Permission.CLIENT_MESSAGE, lock=True)
    if row.sender_id != ctx.actor.user_id:
        raise Forbidden("Only who sent it can take a message back.")
    if row.read_at is not None:
        raise AlreadyRead("It was read already.")
    await ctx.db.delete(row)


async def read(ctx: Context, message_id: UUID) -> None:
    """Mark a message to the caller as read; raises NotFound for anybody else's."""
    row = await _mine(ctx, message_id)
    row.read_at = row.read_at or ctx.now


async def unread(ctx: Context, message_id: UUID) -> None:
    """Let a message to the caller wait again; raises NotFound for anybody else's."""
    (await _mine(ctx, message_id)).read_at = None


async def _mine(ctx: Context, message_id: UUID) -> Message:
    access.require(ctx, Permission.WORKOUT_LOG)
    found = await ctx.db.execute(
        select(Message)
        .where(
            col(Message.id) == message_id,
            col(Message.tenant_id) == ctx.actor.tenant_id,
            col(Message.member_id) == ctx.actor.person_id,
        )
        .with_for_update()
    )
    row = found.scalar_one_or_none()
    if row is None:
        raise NotFound
    return row


async def _require_client(ctx: Context, member_id: UUID) -> None:
    """Raise NotFound unless they train here and the caller looks after them; nobody writes to themselves."""
    access.require(ctx, Permission.CLIENT_MESSAGE)
    found = await ctx.db.execute(
        select(col(Membership.id)).where(
            access.within(ctx, Membership, Permission.CLIENT_MESSAGE),
            col(Membership.user_id) == member_id,
            col(Membership.user_id) != ctx.actor.person_id,
            col(Membership.disabled_at).is_(None),
            or_(
                col(Membership.role) == Role.ATHLETE,
                col(Membership.user_id).in_(access.clients(ctx)) if ctx.actor.tenant else false(),
            ),
        )
    )
    if found.first() is None:
        raise NotFound
