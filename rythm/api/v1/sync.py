"""Phones: fill them, take what they did, tell them what changed."""

from fastapi import APIRouter

from rythm.access import Permission
from rythm.api.deps import CurrentContext, permits
from rythm.api.errors import documented
from rythm.core.errors import Conflict, Forbidden, Unauthenticated
from rythm.workouts import bootstrap, sync
from rythm.workouts.schemas import Bootstrap, SyncAnswer, SyncRequest

router = APIRouter(prefix="/sync", tags=["sync"], dependencies=[permits(Permission.WORKOUT_LOG)])


@router.get("/bootstrap", responses=documented(Unauthenticated, Forbidden))
async def fill(ctx: CurrentContext) -> Bootstrap:
    """Everything a phone needs to train without the server."""
    return await bootstrap.bootstrap(ctx)


@router.post("", responses=documented(Unauthenticated, Forbidden, Conflict))
async def exchange(data: SyncRequest, ctx: CurrentContext) -> SyncAnswer:
    """Apply a phone's operations, each once, and answer each; then what changed since its cursor."""
    return await sync.apply(ctx, data)
