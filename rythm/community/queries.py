"""Comments on a workout, what of them is new, and messages, as far as the caller may read them."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import (
    ColumnElement,
    Select,
    Uuid,
    and_,
    cast,
    false,
    func,
    literal,
    null,
    or_,
    select,
    tuple_,
    union_all,
)
from sqlalchemy.dialects.postgresql import distinct_on
from sqlmodel import col

from rythm import access
from rythm.access import Permission
from rythm.community.models import Comment, Message
from rythm.community.schemas import CommentView, MessageView, Said, Thread
from rythm.core.context import Context
from rythm.core.schema import Page, decode_cursor, encode_cursor
from rythm.identity.models import User
from rythm.workouts import measures
from rythm.workouts.models import Workout

MOST_THREADS, LATEST = 5, 6


async def comments(ctx: Context, workout_id: UUID, *, limit: int = 1000) -> list[CommentView]:
    """The latest that was written about a workout, oldest first; nothing about one they may not read."""
    found = await ctx.db.execute(
        select(Comment, col(User.name), is_for_caller(ctx).label("is_new"))
        .outerjoin(User, col(User.id) == col(Comment.author_id))
        .where(
            access.within(ctx, Comment, Permission.WORKOUT_READ),
            col(Comment.workout_id) == workout_id,
            col(Comment.deleted_at).is_(None),
        )
        .order_by(col(Comment.created_at).desc(), col(Comment.id).desc())
        .limit(limit)
    )
    said = [comment_view(ctx, row, name or "", is_new=is_new) for row, name, is_new in found]
    return said[::-1]


def comment_view(ctx: Context, row: Comment, author_name: str, *, is_new: bool = False) -> CommentView:
    """A comment as the caller reads it."""
    return CommentView(
        id=row.id,
        workout_id=row.workout_id,
        set_id=row.workout_set_id,
        author_id=row.author_id,
        author_name=author_name,
        text=row.text,
        created_at=row.created_at,
        edited_at=row.edited_at,
        is_mine=row.author_id == ctx.actor.user_id,
        is_new=is_new,
    )


def is_for_caller(ctx: Context) -> ColumnElement[bool]:
    """Not read yet, and it is the caller who ought to: the member, or for the member's words their coach."""
    me = ctx.actor.person_id
    from_member = col(Comment.author_id).is_not_distinct_from(col(Comment.member_id))
    return and_(
        col(Comment.read_at).is_(None),
        col(Comment.deleted_at).is_(None),
        or_(
            and_(col(Comment.member_id) == me, ~from_member),
            and_(col(Comment.member_id) != me, from_member, col(Comment.member_id).in_(access.clients(ctx))),
        ),
    )


async def news(ctx: Context, member_id: UUID | None = None) -> list[Thread]:
    """The workouts of the caller, or of a client, with comments that wait to be read; the latest five."""
    access.require(ctx, Permission.WORKOUT_READ)
    waiting = (
        select(
            col(Comment.workout_id),
            col(Comment.created_at),
            col(Comment.author_id),
            col(Comment.text),
            func.count().over(partition_by=col(Comment.workout_id)).label("comments"),
        )
        .where(
            access.within(ctx, Comment, Permission.WORKOUT_READ),
            col(Comment.member_id) == (member_id or ctx.actor.person_id),
            is_for_caller(ctx),
        )
        .order_by(col(Comment.workout_id), col(Comment.created_at).desc(), col(Comment.id).desc())
        .ext(distinct_on(col(Comment.workout_id)))
        .subquery()
    )
    found = await ctx.db.execute(
        select(
            waiting.c.workout_id,
            col(Workout.title),
            col(Workout.started_at),
            waiting.c.comments,
            func.coalesce(col(User.name), "").label("author_name"),
            waiting.c.text,
        )
        .join(Workout, col(Workout.id) == waiting.c.workout_id)
        .outerjoin(User, col(User.id) == waiting.c.author_id)
        .where(measures.is_history())
        .order_by(waiting.c.created_at.desc())
        .limit(MOST_THREADS)
    )
    return [Thread.model_validate(row) for row in found]


async def inbox(
    ctx: Context, *, unread: bool = False, limit: int = 20, cursor: str | None = None
) -> Page[MessageView]:
    """The caller's messages, newest first, or only those they have not marked as read."""
    access.require(ctx, Permission.WORKOUT_LOG)
    mine = _messages().where(
        col(Message.tenant_id) == ctx.actor.tenant_id, col(Message.member_id) == ctx.actor.person_id
    )
    if unread:
        mine = mine.where(col(Message.read_at).is_(None))
    return await _page(ctx, mine, limit, cursor)


async def messages(
    ctx: Context, member_id: UUID, *, limit: int = 20, cursor: str | None = None
) -> Page[MessageView]:
    """What was written to a client, newest first; nothing of somebody out of the caller's reach."""
    access.require(ctx, Permission.CLIENT_MESSAGE)
    theirs = access.within(ctx, Message, Permission.CLIENT_MESSAGE), col(Message.member_id) == member_id
    return await _page(ctx, _messages().where(*theirs), limit, cursor)


async def talk(ctx: Context, member_id: UUID, *, limit: int = LATEST) -> list[Said]:
    """What was said to a client and by them last, newest first; nothing of one out of the caller's reach."""
    access.require(ctx, Permission.CLIENT_READ)
    commented: Select[*tuple[Any, ...]] = (
        select(
            col(Comment.id),
            col(Comment.author_id),
            col(Comment.text),
            col(Comment.created_at).label("at"),
            col(Comment.read_at),
            col(Comment.workout_id),
            col(Workout.title),
            is_for_caller(ctx).label("is_new"),
        )
        .join(Workout, col(Workout.id) == col(Comment.workout_id))
        .where(
            access.within(ctx, Comment, Permission.WORKOUT_READ),
            col(Comment.member_id) == member_id,
            col(Comment.deleted_at).is_(None),
            measures.is_history(),
        )
        .order_by(col(Comment.created_at).desc())
        .limit(limit)
    )
    sent = (
        select(
            col(Message.id),
            col(Message.sender_id),
            col(Message.text),
            col(Message.sent_at),
            col(Message.read_at),
            cast(null(), Uuid).label("workout_id"),
            literal("").label("title"),
            false().label("is_new"),
        )
        .where(
            access.within(ctx, Message, Permission.CLIENT_MESSAGE),
            col(Message.member_id) == member_id,
        )
        .order_by(col(Message.sent_at).desc())
        .limit(limit)
    )
    both = union_all(commented.subquery().select(), sent.subquery().select()).subquery()
    found = await ctx.db.execute(
        select(both, func.coalesce(col(User.name), "").label("author_name"))
        .outerjoin(User, col(User.id) == both.c.author_id)
        .order_by(both.c.at.desc(), both.c.id.desc())
        .limit(limit)
    )
    return [Said.model_validate(row) for row in found]


def _messages() -> Select[*tuple[Any, ...]]:
    return select(Message, func.coalesce(col(User.name), "").label("sender_name")).outerjoin(
        User, col(User.id) == col(Message.sender_id)
    )


async def _page(
    ctx: Context, statement: Select[*tuple[Any, ...]], limit: int, cursor: str | None
) -> Page[MessageView]:
    at = tuple_(col(Message.sent_at), col(Message.id))
    if cursor:
        statement = statement.where(at < decode_cursor(cursor, datetime, UUID))
    order = (col(Message.sent_at).desc(), col(Message.id).desc())
    found = (await ctx.db.execute(statement.order_by(*order).limit(limit + 1))).all()
    shown = [message_view(row, name) for row, name in found[:limit]]
    more = len(found) > limit
    return Page(items=shown, next_cursor=encode_cursor(shown[-1].sent_at, shown[-1].id) if more else None)


def message_view(row: Message, sender_name: str) -> MessageView:
    """A message as it is read."""
    return MessageView(**row.model_dump(exclude={"tenant_id", "created_at"}), sender_name=sender_name)
