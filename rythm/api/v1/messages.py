"""Messages of one line to a member."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query

from rythm.access import Permission
from rythm.api.deps import CurrentContext, permits
from rythm.api.errors import documented
from rythm.community import messages, queries
from rythm.community.schemas import MessageView, SendMessage
from rythm.core.errors import Conflict, Forbidden, Invalid, NotFound, Unauthenticated
from rythm.core.schema import Page, PageOf
from rythm.workouts.queries import require_member

router = APIRouter(tags=["messages"])
mine = [permits(Permission.WORKOUT_LOG)]
sends = [permits(Permission.CLIENT_MESSAGE)]
errors = documented(Unauthenticated, Forbidden, Invalid)


class InboxOf(PageOf):
    """A page of my messages, or of those I have not marked as read."""

    unread: bool = False


@router.get("/messages", dependencies=mine, responses=errors)
async def inbox(which: Annotated[InboxOf, Query()], ctx: CurrentContext) -> Page[MessageView]:
    """What was written to me, newest first."""
    return await queries.inbox(ctx, unread=which.unread, limit=which.limit, cursor=which.cursor)


@router.post(
    "/messages/{message_id}/read", status_code=204, dependencies=mine, responses=errors | documented(NotFound)
)
async def read(message_id: UUID, ctx: CurrentContext) -> None:
    """Mark a message to me as read."""
    await messages.read(ctx, message_id)


@router.delete(
    "/messages/{message_id}",
    status_code=204,
    dependencies=sends,
    responses=errors | documented(NotFound, Conflict),
)
async def take_back(message_id: UUID, ctx: CurrentContext) -> None:
    """Take back a message I sent, as long as it was not read."""
    await messages.take_back(ctx, message_id)


@router.get("/clients/{member_id}/messages", dependencies=sends, responses=errors | documented(NotFound))
async def of_client(
    member_id: UUID, which: Annotated[PageOf, Query()], ctx: CurrentContext
) -> Page[MessageView]:
    """What was written to a client, newest first."""
    await require_member(ctx, member_id, Permission.CLIENT_MESSAGE)
    return await queries.messages(ctx, member_id, limit=which.limit, cursor=which.cursor)


@router.post(
    "/clients/{member_id}/messages",
    status_code=201,
    dependencies=sends,
    responses=errors | documented(NotFound),
)
async def send(member_id: UUID, data: SendMessage, ctx: CurrentContext) -> MessageView:
    """Write a line to a client; they find it on Today."""
    return await messages.send(ctx, member_id, data)
