"""How I log training, and what the gym has to train with."""

from fastapi import APIRouter

from rythm.access import Permission
from rythm.api.deps import CurrentContext, permits
from rythm.api.errors import documented
from rythm.core.errors import Forbidden, Invalid, Unauthenticated
from rythm.tenancy import equipment
from rythm.tenancy.equipment import Equipment
from rythm.workouts import preferences
from rythm.workouts.preferences import Preferences

router = APIRouter(tags=["preferences"], responses=documented(Unauthenticated, Forbidden, Invalid))
trains = [permits(Permission.WORKOUT_LOG)]


@router.get("/me/preferences", dependencies=trains)
async def mine(ctx: CurrentContext) -> Preferences:
    """How I like to log, in this gym."""
    return await preferences.preferences(ctx)


@router.put("/me/preferences", dependencies=trains)
async def prefer(data: Preferences, ctx: CurrentContext) -> Preferences:
    """Say how I like to log from now on; what is left out is as usual again."""
    return await preferences.prefer(ctx, data)


@router.get("/tenants/current/equipment", dependencies=trains)
async def gym_equipment(ctx: CurrentContext) -> Equipment:
    """The bars and plates of the gym I stand in."""
    return await equipment.equipment(ctx)


@router.put("/tenants/current/equipment", dependencies=[permits(Permission.GYM_MANAGE)])
async def equip(data: Equipment, ctx: CurrentContext) -> Equipment:
    """Say which bars and plates the gym has; for its administrators."""
    return await equipment.equip(ctx, data)
