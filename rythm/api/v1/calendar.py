"""A year of training, day by day, and the streak."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query
from pydantic import Field

from rythm.access import Permission
from rythm.api.deps import CurrentContext, permits
from rythm.api.errors import documented
from rythm.api.v1.clients import InZone
from rythm.core.clock import zone_named
from rythm.core.errors import Forbidden, Invalid, NotFound, Unauthenticated
from rythm.core.schema import Search
from rythm.progress import history
from rythm.progress.history_views import Calendar, Narrowings
from rythm.progress.narrowings import narrowings
from rythm.workouts.finding import FindWorkouts

router = APIRouter(tags=["progress"], dependencies=[permits(Permission.WORKOUT_READ)])


class CalendarOf(InZone):
    """A year of mine, or of a member I may see, and which workouts of it count; without a year this one."""

    year: Annotated[int, Field(ge=history.FIRST_YEAR, le=history.LAST_YEAR)] | None = None
    member_id: UUID | None = None
    exercise_id: UUID | None = None
    template_id: UUID | None = None
    search: Search = ""


@router.get("/progress/calendar", responses=documented(Unauthenticated, Forbidden, NotFound, Invalid))
async def calendar(which: Annotated[CalendarOf, Query()], ctx: CurrentContext) -> Calendar:
    """Each day with a workout and how hard it was, what the year came to, and the streak in weeks."""
    found = FindWorkouts(exercise_id=which.exercise_id, template_id=which.template_id, search=which.search)
    return await history.calendar(
        ctx, which.year, zone=zone_named(which.zone), member_id=which.member_id, which=found
    )


@router.get("/progress/narrowings", responses=documented(Unauthenticated, Forbidden))
async def narrowed(ctx: CurrentContext) -> Narrowings:
    """The exercises and templates that my history can be narrowed to."""
    return await narrowings(ctx)
