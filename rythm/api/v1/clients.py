"""A coach's clients."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query
from pydantic import Field as Limit
from pydantic import StringConstraints

from rythm.access import Permission
from rythm.api.deps import CurrentContext, permits
from rythm.api.errors import documented
from rythm.coaching import queries
from rythm.coaching.compared import Comparison, Day
from rythm.coaching.comparison import compare, spans
from rythm.coaching.schemas import ClientRow, ClientView
from rythm.core.clock import zone_named
from rythm.core.errors import Forbidden, Invalid, NotFound, Unauthenticated
from rythm.core.schema import Input, Page, PageOf

router = APIRouter(prefix="/clients", tags=["clients"], dependencies=[permits(Permission.CLIENT_READ)])
errors = documented(Unauthenticated, Forbidden, Invalid)


class InZone(Input):
    """The IANA time zone in which days and weeks begin; an unknown one is UTC."""

    zone: Annotated[str, StringConstraints(max_length=64)] = "UTC"


class PageAbout(InZone):
    """How many weeks back; days and weeks begin in `zone`."""

    weeks: Annotated[int, Limit(ge=1, le=104)] = 12


class TwoSpans(InZone):
    """Two spans of days; without `first` the last `weeks`, and without `before_first` as many days before."""

    weeks: Annotated[int, Limit(ge=1, le=104)] = 4
    first: Day | None = None
    last: Day | None = None
    before_first: Day | None = None
    before_last: Day | None = None


class ClientsOf(PageOf, InZone):
    """A page of my clients whose names contain `search`."""

    search: Annotated[str, StringConstraints(max_length=120)] = ""


@router.get("", responses=errors)
async def clients(which: Annotated[ClientsOf, Query()], ctx: CurrentContext) -> Page[ClientRow]:
    """My clients by name; administrators see every member of the tenant."""
    return await queries.clients(
        ctx, which.search, limit=which.limit, cursor=which.cursor, zone=zone_named(which.zone)
    )


@router.get("/{member_id}", responses=errors | documented(NotFound))
async def client(member_id: UUID, which: Annotated[PageAbout, Query()], ctx: CurrentContext) -> ClientView:
    """One client: weekly volume, estimated one-rep maxima and the latest workouts."""
    return await queries.client(ctx, member_id, zone=zone_named(which.zone), weeks=which.weeks)


@router.get("/{member_id}/comparison", responses=errors | documented(NotFound))
async def comparison(member_id: UUID, which: Annotated[TwoSpans, Query()], ctx: CurrentContext) -> Comparison:
    """Two spans of a client's training side by side: these weeks and the ones before, or any days."""
    zone = zone_named(which.zone)
    before, now = spans(
        ctx.now.astimezone(zone).date(),
        which.weeks,
        (which.first, which.last),
        (which.before_first, which.before_last),
    )
    return await compare(ctx, member_id, before, now, zone=zone)
