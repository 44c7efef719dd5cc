"""A coach's clients."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query
from pydantic import StringConstraints

from rythm.access import Permission
from rythm.api.deps import CurrentContext, permits
from rythm.api.errors import documented
from rythm.coaching import queries
from rythm.coaching.schemas import ClientRow, ClientView
from rythm.core.clock import zone_named
from rythm.core.errors import Forbidden, Invalid, NotFound, Unauthenticated
from rythm.core.schema import Input, Page, PageOf

router = APIRouter(prefix="/clients", tags=["clients"], dependencies=[permits(Permission.CLIENT_READ)])
errors = documented(Unauthenticated, Forbidden, Invalid)


class InZone(Input):
    """The IANA time zone in which days and weeks begin; an unknown one is UTC."""

    zone: Annotated[str, StringConstraints(max_length=64)] = "UTC"


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
async def client(member_id: UUID, which: Annotated[InZone, Query()], ctx: CurrentContext) -> ClientView:
    """One client: weekly volume, estimated one-rep maxima and the latest workouts."""
    return await queries.client(ctx, member_id, zone=zone_named(which.zone))
