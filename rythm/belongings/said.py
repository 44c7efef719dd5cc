"""What was said to a member and by them, as their archive tells it."""

from typing import Any

from sqlalchemy import DateTime, Integer, Select, String, Uuid, and_, cast, func, null, select, union_all
from sqlmodel import col

from rythm.belongings.archive import ArchivedComment, ArchivedMessage
from rythm.community.models import Comment, Message
from rythm.core.context import Context
from rythm.exercises.models import Exercise
from rythm.identity.models import User
from rythm.workouts.models import Workout, WorkoutSet


async def said(ctx: Context) -> tuple[list[ArchivedComment], list[ArchivedMessage]]:
    """The comments on the caller's workouts and the messages to them, oldest first, in one statement."""
    commented: Select[*tuple[Any, ...]] = (
        select(
            col(Comment.id),
            col(Comment.author_id).label("writer"),
            col(Comment.created_at).label("at"),
            col(Comment.text),
            cast(null(), DateTime(timezone=True)).label("read_at"),
            col(Comment.workout_id),
            col(Exercise.name).label("exercise"),
            (col(WorkoutSet.position) + 1).label("set"),
        )
        .join(
            Workout,
            and_(
                col(Workout.tenant_id) == col(Comment.tenant_id), col(Workout.id) == col(Comment.workout_id)
            ),
        )
        .outerjoin(
            WorkoutSet,
            and_(
                col(WorkoutSet.tenant_id) == col(Comment.tenant_id),
                col(WorkoutSet.id) == col(Comment.workout_set_id),
            ),
        )
        .outerjoin(Exercise, col(Exercise.id) == col(WorkoutSet.exercise_id))
        .where(
            col(Comment.tenant_id) == ctx.actor.tenant_id,
            col(Comment.member_id) == ctx.actor.person_id,
            col(Comment.deleted_at).is_(None),
            col(Workout.deleted_at).is_(None),
        )
    )
    sent = select(
        col(Message.id),
        col(Message.sender_id),
        col(Message.sent_at),
        col(Message.text),
        col(Message.read_at),
        cast(null(), Uuid),
        cast(null(), String),
        cast(null(), Integer),
    ).where(col(Message.tenant_id) == ctx.actor.tenant_id, col(Message.member_id) == ctx.actor.person_id)
    both = union_all(commented, sent).subquery()
    found = await ctx.db.execute(
        select(both, func.coalesce(col(User.name), "").label("by"))
        .outerjoin(User, col(User.id) == both.c.writer)
        .order_by(both.c.at, both.c.id)
    )
    comments: list[ArchivedComment] = []
    messages: list[ArchivedMessage] = []
    for row in found:
        if row.workout_id is None:
            messages.append(
                ArchivedMessage.model_construct(by=row.by, sent_at=row.at, read_at=row.read_at, text=row.text)
            )
        else:
            comments.append(
                ArchivedComment.model_construct(
                    workout_id=row.workout_id,
                    exercise=row.exercise,
                    set=row.set,
                    by=row.by,
                    at=row.at,
                    text=row.text,
                )
            )
    return comments, messages
