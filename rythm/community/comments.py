"""Commenting on a workout or one of its sets: the member and whoever looks after them, both ways."""

from datetime import timedelta
from uuid import UUID

from sqlalchemy import delete, func, select, update
from sqlmodel import col

from rythm import access
from rythm.access import Permission, Reach
from rythm.community.events import CommentWritten
from rythm.community.models import Comment
from rythm.community.queries import comment_view, is_for_caller
from rythm.community.schemas import ChangeComment, CommentView, WriteComment
from rythm.core.context import Context
from rythm.core.errors import Conflict, Forbidden, NotFound
from rythm.workouts.models import Workout, WorkoutSet

MOST = 200
"""Comments on one workout."""
KEPT = timedelta(days=30)
"""For so long a deleted comment could be taken back."""


class TooManyComments(Conflict):
    """The workout has as many comments as it can take."""


async def write(ctx: Context, workout_id: UUID, data: WriteComment) -> CommentView:
    """Comment on a finished workout, or on one of its sets; raises NotFound, TooManyComments."""
    workout = await access.load(ctx, Workout, workout_id, Permission.WORKOUT_COMMENT, lock=True)
    if workout.finished_at is None or workout.deleted_at is not None:
        raise NotFound
    if data.set_id is not None:
        await _require_set(ctx, workout, data.set_id)
    here = col(Comment.tenant_id) == workout.tenant_id, col(Comment.workout_id) == workout.id
    if (await ctx.db.execute(select(func.count()).where(*here))).scalar_one() >= MOST:
        raise TooManyComments(f"This workout has {MOST} comments, which is as many as it takes.")
    row = Comment(
        tenant_id=workout.tenant_id,
        member_id=workout.member_id,
        workout_id=workout.id,
        workout_set_id=data.set_id,
        author_id=ctx.actor.person_id,
        text=data.text,
        created_at=ctx.now,
    )
    ctx.db.add(row)
    await ctx.db.flush()
    ctx.emit(CommentWritten(comment_id=row.id, workout_id=workout.id, member_id=workout.member_id))
    return comment_view(ctx, row, ctx.actor.name)


async def edit(ctx: Context, comment_id: UUID, data: ChangeComment) -> CommentView:
    """Say it otherwise; raises NotFound, and Forbidden for a comment of somebody else."""
    row = await _own(ctx, comment_id)
    if row.deleted_at is not None:
        raise NotFound
    if row.text != data.text:
        row.text, row.edited_at = data.text, ctx.now
    return comment_view(ctx, row, ctx.actor.name)


async def remove(ctx: Context, comment_id: UUID) -> None:
    """Take one's own comment away; `restore` brings it back."""
    row = await _own(ctx, comment_id)
    row.deleted_at = row.deleted_at or ctx.now


async def restore(ctx: Context, comment_id: UUID) -> CommentView:
    """Bring one's own deleted comment back."""
    row = await _own(ctx, comment_id)
    row.deleted_at = None
    return comment_view(ctx, row, ctx.actor.name)


async def read(ctx: Context, workout_id: UUID) -> int:
    """Remember that the caller has seen the comments on a workout; says how many were new to them."""
    access.require(ctx, Permission.WORKOUT_READ)
    seen = await ctx.db.execute(
        update(Comment)
        .where(
            access.within(ctx, Comment, Permission.WORKOUT_READ),
            col(Comment.workout_id) == workout_id,
            is_for_caller(ctx),
        )
        .values(read_at=ctx.now)
        .returning(col(Comment.id))
        .execution_options(synchronize_session=False)
    )
    return len(seen.all())


async def forget_deleted(ctx: Context) -> int:
    """Take away for good what this tenant's people deleted 30 days ago or earlier; says how many."""
    access.require(ctx, Permission.TENANT_MANAGE, Reach.PLATFORM)
    gone = await ctx.db.execute(
        delete(Comment)
        .where(col(Comment.tenant_id) == ctx.actor.tenant_id, col(Comment.deleted_at) < ctx.now - KEPT)
        .returning(col(Comment.id))
        .execution_options(synchronize_session=False)
    )
    return len(gone.all())


async def _own(ctx: Context, comment_id: UUID) -> Comment:
    row = await access.load(ctx, Comment, comment_id, Permission.WORKOUT_COMMENT, lock=True)
    if row.author_id != ctx.actor.user_id:
        raise Forbidden("Only who wrote it can change a comment.")
    return row


async def _require_set(ctx: Context, workout: Workout, set_id: UUID) -> None:
    found = await ctx.db.execute(
        select(col(WorkoutSet.id)).where(
            col(WorkoutSet.tenant_id) == workout.tenant_id,
            col(WorkoutSet.workout_id) == workout.id,
            col(WorkoutSet.id) == set_id,
            col(WorkoutSet.deleted_at).is_(None),
        )
    )
    if found.first() is None:
        raise NotFound
