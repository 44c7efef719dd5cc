"""Phones: fill them, take what they did, tell them what changed."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Header, Query

from rythm.access import Permission
from rythm.api.deps import CurrentContext, permits
from rythm.api.errors import documented
from rythm.core.errors import Conflict, Forbidden, NotFound, Unauthenticated
from rythm.workouts import bootstrap, sync
from rythm.workouts.phone import Bootstrap, FillPhone
from rythm.workouts.schemas import Changes, SyncAnswer, SyncRequest

OTHER_GYM = "These changes belong to another gym. Switch back to it to send them."


async def same_gym(ctx: CurrentContext, x_rythm_tenant: Annotated[UUID | None, Header()] = None) -> None:
    """Refuse a phone whose queue is of another gym than the session, as after a switch in another tab."""
    if x_rythm_tenant is not None and x_rythm_tenant != ctx.actor.tenant_id:
        raise Conflict(OTHER_GYM)


router = APIRouter(
    prefix="/sync", tags=["sync"], dependencies=[permits(Permission.WORKOUT_LOG), Depends(same_gym)]
)


@router.get("/bootstrap", responses=documented(Unauthenticated, Forbidden, Conflict))
async def fill(which: Annotated[FillPhone, Query()], ctx: CurrentContext) -> Bootstrap:
    """Everything a phone needs to train without the server; no exercises if it has this library."""
    return await bootstrap.bootstrap(ctx, which)


@router.get("/workouts/{workout_id}", responses=documented(Unauthenticated, Forbidden, Conflict, NotFound))
async def workout(workout_id: UUID, ctx: CurrentContext) -> Changes:
    """One of my workouts with its rows, however old, to change it."""
    return await bootstrap.workout(ctx, workout_id)


@router.post("", responses=documented(Unauthenticated, Forbidden, Conflict))
async def exchange(data: SyncRequest, ctx: CurrentContext) -> SyncAnswer:
    """Apply a phone's operations, each once, and answer each; then what changed since its cursor."""
    return await sync.apply(ctx, data)
