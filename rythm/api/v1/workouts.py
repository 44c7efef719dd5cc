"""Reading workouts: today, the history, one workout."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query

from rythm.access import Permission
from rythm.api.deps import CurrentContext, permits
from rythm.api.errors import documented
from rythm.api.v1.clients import InZone
from rythm.core.clock import zone_named
from rythm.core.errors import Forbidden, Invalid, NotFound, Unauthenticated
from rythm.core.schema import Page, PageOf
from rythm.workouts import queries
from rythm.workouts.finding import FindWorkouts
from rythm.workouts.views import TodayView, WorkoutDetail, WorkoutRow

router = APIRouter(tags=["workouts"])
reads = [permits(Permission.WORKOUT_READ)]
errors = documented(Unauthenticated, Forbidden, NotFound, Invalid)


class HistoryOf(PageOf, FindWorkouts):
    """A page of my history, or of a member's I may see, all of it or what is looked for."""

    member_id: UUID | None = None


@router.get("/today", dependencies=[permits(Permission.WORKOUT_LOG)], responses=errors)
async def today(which: Annotated[InZone, Query()], ctx: CurrentContext) -> TodayView:
    """What to do now, the last workout and the week at a glance."""
    return await queries.today(ctx, zone_named(which.zone))


@router.get("/workouts", dependencies=reads, responses=errors)
async def history(which: Annotated[HistoryOf, Query()], ctx: CurrentContext) -> Page[WorkoutRow]:
    """Finished workouts, newest first."""
    return await queries.history(
        ctx, limit=which.limit, cursor=which.cursor, member_id=which.member_id, which=which
    )


@router.get("/workouts/{workout_id}", dependencies=reads, responses=errors)
async def workout(workout_id: UUID, ctx: CurrentContext) -> WorkoutDetail:
    """One finished workout with its exercises and done sets."""
    return await queries.workout(ctx, workout_id)
