"""What training came to: records, sets per muscle, and one exercise over time."""

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
from rythm.core.schema import Input, Page, PageOf
from rythm.progress import lifts, sessions, timeline, volume
from rythm.progress.lifts import LiftProgress, Range
from rythm.progress.sessions import LiftSession
from rythm.progress.timeline import RecordRow
from rythm.progress.volume import WEEKS, MuscleVolume
from rythm.workouts.preferences import Sets

errors = documented(Unauthenticated, Forbidden, NotFound, Invalid)
router = APIRouter(tags=["progress"], dependencies=[permits(Permission.WORKOUT_READ)], responses=errors)


class Whose(Input):
    """Mine, or those of a member I may see."""

    member_id: UUID | None = None


class RecordsOf(PageOf, Whose):
    """A page of records, of all exercises or of one."""

    exercise_id: UUID | None = None


class VolumeOf(InZone, Whose):
    """This week, or the average of the four before it, against a range of sets a week: the member's own."""

    averaged: bool = False
    weeks: Annotated[int, Field(ge=1, le=53)] = WEEKS
    least: Sets | None = None
    most: Sets | None = None


class TrendOf(Whose):
    """How far back the trend goes."""

    over: Range = "3m"


class SessionsOf(PageOf, Whose):
    """A page of the workouts with one exercise."""


@router.get("/progress/records")
async def records(which: Annotated[RecordsOf, Query()], ctx: CurrentContext) -> Page[RecordRow]:
    """Every record ever set, newest first: what a workout broke of an exercise, and what was best before."""
    return await timeline.timeline(
        ctx, which.member_id, exercise_id=which.exercise_id, limit=which.limit, cursor=which.cursor
    )


@router.get("/progress/volume")
async def muscle_volume(which: Annotated[VolumeOf, Query()], ctx: CurrentContext) -> MuscleVolume:
    """Hard sets per muscle and week: one for its main muscle, half a set for each that helps."""
    return await volume.muscle_volume(
        ctx,
        which.member_id,
        averaged=which.averaged,
        weeks=which.weeks,
        least=which.least,
        most=which.most,
        zone=zone_named(which.zone),
    )


@router.get("/exercises/{exercise_id}/progress")
async def trend(exercise_id: UUID, which: Annotated[TrendOf, Query()], ctx: CurrentContext) -> LiftProgress:
    """The trend of an exercise over a range, and what was best ever."""
    return await lifts.progress(ctx, exercise_id, which.member_id, over=which.over)


@router.get("/exercises/{exercise_id}/history")
async def history(
    exercise_id: UUID, which: Annotated[SessionsOf, Query()], ctx: CurrentContext
) -> Page[LiftSession]:
    """The workouts with an exercise, newest first, set by set."""
    return await sessions.sessions(ctx, exercise_id, which.member_id, limit=which.limit, cursor=which.cursor)
