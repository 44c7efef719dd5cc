"""A workout as a picture to share."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query
from fastapi.responses import Response

from rythm.access import Permission
from rythm.api.deps import CurrentContext, permits
from rythm.api.errors import documented
from rythm.api.v1.clients import InZone
from rythm.core.clock import zone_named
from rythm.core.errors import Forbidden, Invalid, NotFound, Unauthenticated
from rythm.progress import sharing

router = APIRouter(tags=["workouts"], dependencies=[permits(Permission.WORKOUT_READ)])


PNG = "image/png"


@router.get(
    "/workouts/{workout_id}/picture.png",
    response_class=Response,
    responses={200: {"content": {PNG: {}}}, **documented(Unauthenticated, Forbidden, NotFound, Invalid)},
)
async def picture(workout_id: UUID, which: Annotated[InZone, Query()], ctx: CurrentContext) -> Response:
    """What was done, in the gym's colour, with the member's first name; 1080 by 1350 px."""
    return Response(await sharing.picture(ctx, workout_id, zone_named(which.zone)), media_type=PNG)
