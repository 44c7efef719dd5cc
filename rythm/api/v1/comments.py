"""Comments on workouts, by the member and by who looks after them."""

from uuid import UUID

from fastapi import APIRouter

from rythm.access import Permission
from rythm.api.deps import CurrentContext, permits
from rythm.api.errors import documented
from rythm.community import comments, queries
from rythm.community.schemas import ChangeComment, CommentView, Thread, WriteComment
from rythm.core.errors import Conflict, Forbidden, Invalid, NotFound, Unauthenticated
from rythm.workouts.queries import require_workout

router = APIRouter(tags=["comments"])
reads = [permits(Permission.WORKOUT_READ)]
writes = [permits(Permission.WORKOUT_COMMENT)]
errors = documented(Unauthenticated, Forbidden, NotFound, Invalid)


@router.get("/comments/new", dependencies=reads, responses=documented(Unauthenticated, Forbidden))
async def news(ctx: CurrentContext) -> list[Thread]:
    """My workouts with comments I have not seen."""
    return await queries.news(ctx)


@router.get("/workouts/{workout_id}/comments", dependencies=reads, responses=errors)
async def of_workout(workout_id: UUID, ctx: CurrentContext) -> list[CommentView]:
    """What was written about a workout and its sets, oldest first."""
    await require_workout(ctx, workout_id)
    return await queries.comments(ctx, workout_id)


@router.post(
    "/workouts/{workout_id}/comments",
    status_code=201,
    dependencies=writes,
    responses=errors | documented(Conflict),
)
async def write(workout_id: UUID, data: WriteComment, ctx: CurrentContext) -> CommentView:
    """Comment on a workout, or with `set_id` on one of its sets."""
    return await comments.write(ctx, workout_id, data)


@router.post("/workouts/{workout_id}/comments/read", status_code=204, dependencies=reads, responses=errors)
async def read(workout_id: UUID, ctx: CurrentContext) -> None:
    """Say that I have seen the comments on a workout."""
    await require_workout(ctx, workout_id)
    await comments.read(ctx, workout_id)


@router.patch("/comments/{comment_id}", dependencies=writes, responses=errors)
async def edit(comment_id: UUID, data: ChangeComment, ctx: CurrentContext) -> CommentView:
    """Change the words of my comment."""
    return await comments.edit(ctx, comment_id, data)


@router.delete("/comments/{comment_id}", status_code=204, dependencies=writes, responses=errors)
async def remove(comment_id: UUID, ctx: CurrentContext) -> None:
    """Take my comment away."""
    await comments.remove(ctx, comment_id)


@router.post("/comments/{comment_id}/restore", dependencies=writes, responses=errors)
async def restore(comment_id: UUID, ctx: CurrentContext) -> CommentView:
    """Bring my comment back."""
    return await comments.restore(ctx, comment_id)
