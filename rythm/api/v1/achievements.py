"""What members have achieved."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query

from rythm.access import Permission
from rythm.api.deps import CurrentContext, permits
from rythm.api.errors import documented
from rythm.api.v1.clients import InZone
from rythm.core.clock import zone_named
from rythm.core.errors import Forbidden, Invalid, NotFound, Unauthenticated
from rythm.progress import achieving
from rythm.progress.schemas import Achievements

router = APIRouter(
    prefix="/progress/achievements",
    tags=["progress"],
    responses=documented(Unauthenticated, Forbidden, NotFound, Invalid),
)


class AchievementsOf(InZone):
    """Mine, or those of a member I may see."""

    member_id: UUID | None = None


@router.get("", dependencies=[permits(Permission.WORKOUT_READ)])
async def achievements(which: Annotated[AchievementsOf, Query()], ctx: CurrentContext) -> Achievements:
    """Every rule, when it was met, and how far the next ones are."""
    return await achieving.achievements(ctx, which.member_id, zone=zone_named(which.zone))


@router.post("/seen", status_code=204, dependencies=[permits(Permission.WORKOUT_LOG)])
async def seen(ctx: CurrentContext) -> None:
    """Say that I have looked: nothing is new any more."""
    await achieving.seen(ctx)
