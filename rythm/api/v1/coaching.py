"""A coach's roster: who needs attention and why, what was seen or put off, what is agreed, private notes."""

from datetime import timedelta
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query
from pydantic import Field, StringConstraints

from rythm.access import Permission
from rythm.api.deps import CurrentContext, permits
from rythm.api.errors import documented
from rythm.api.v1.clients import InZone
from rythm.coaching import agreements, attention, notes, roster
from rythm.coaching.rules import Kind
from rythm.coaching.views import (
    Agree,
    AgreementView,
    NoteView,
    Roster,
    RosterRow,
    See,
    Show,
    Snooze,
    Snoozed,
    Sort,
    WriteNote,
)
from rythm.core.clock import zone_named
from rythm.core.errors import Forbidden, Gone, Invalid, NotFound, Unauthenticated
from rythm.core.schema import Input, Page, PageOf

router = APIRouter(prefix="/coaching", tags=["coaching"])
reads = [permits(Permission.CLIENT_READ)]
writes = [permits(Permission.CLIENT_MANAGE)]
errors = documented(Unauthenticated, Forbidden, Invalid)
one = errors | documented(NotFound)


class RosterOf(PageOf, InZone):
    """A page of the roster: which clients, whose name contains `search`, in which order."""

    show: Show = Show.ALL
    sort: Sort = Sort.URGENCY
    search: Annotated[str, StringConstraints(max_length=120)] = ""


class Unseen(Input):
    """What shall count as not seen again; everything when nothing is named."""

    kinds: Annotated[list[Kind], Field(max_length=len(Kind), default_factory=list)]


@router.get("/roster", dependencies=reads, responses=errors)
async def my_roster(which: Annotated[RosterOf, Query()], ctx: CurrentContext) -> Roster:
    """My clients with the reasons to look at them, the most urgent first; admins see every member."""
    return await roster.roster(
        ctx,
        show=which.show,
        search=which.search,
        sort=which.sort,
        limit=which.limit,
        cursor=which.cursor,
        zone=zone_named(which.zone),
    )


@router.get("/clients/{member_id}", dependencies=reads, responses=one)
async def client(member_id: UUID, which: Annotated[InZone, Query()], ctx: CurrentContext) -> RosterRow:
    """One client as the roster has them."""
    return await roster.client(ctx, member_id, zone=zone_named(which.zone))


@router.post("/clients/{member_id}/seen", dependencies=writes, responses=one, status_code=204)
async def see(member_id: UUID, body: See, ctx: CurrentContext) -> None:
    """Mark reasons as seen, as the roster told them: they stay away until something new happens."""
    await attention.see(ctx, member_id, body.reasons)


@router.delete("/clients/{member_id}/seen", dependencies=writes, responses=one, status_code=204)
async def unsee(member_id: UUID, which: Annotated[Unseen, Query()], ctx: CurrentContext) -> None:
    """Take back that these reasons were seen."""
    await attention.unsee(ctx, member_id, which.kinds or list(Kind))


@router.post("/clients/{member_id}/look", dependencies=writes, responses=one, status_code=204)
async def look(member_id: UUID, ctx: CurrentContext) -> None:
    """Say that I have read what the client wrote on their workouts until now."""
    await attention.look(ctx, member_id)


@router.put("/clients/{member_id}/snooze", dependencies=writes, responses=one)
async def snooze(member_id: UUID, body: Snooze, ctx: CurrentContext) -> Snoozed:
    """Hear nothing of a client for 3, 7 or 14 days; they come back by themselves."""
    await attention.snooze(ctx, member_id, body.days)
    return Snoozed(until=ctx.now + timedelta(days=body.days))


@router.delete("/clients/{member_id}/snooze", dependencies=writes, responses=one, status_code=204)
async def wake(member_id: UUID, ctx: CurrentContext) -> None:
    """Hear of a client again at once."""
    await attention.put_off(ctx, member_id, None)


@router.get("/clients/{member_id}/agreements", dependencies=reads, responses=one)
async def agreed(member_id: UUID, ctx: CurrentContext) -> list[AgreementView]:
    """The workouts a week agreed with a client, every change, the latest first."""
    return await agreements.agreements(ctx, member_id)


@router.put("/clients/{member_id}/agreements", dependencies=writes, responses=one)
async def agree(
    member_id: UUID, body: Agree, which: Annotated[InZone, Query()], ctx: CurrentContext
) -> list[AgreementView]:
    """Agree on so many workouts a week from a day on; the days before keep what held on them."""
    return await agreements.agree(ctx, member_id, body.per_week, body.starts_on, zone=zone_named(which.zone))


@router.get("/clients/{member_id}/notes", dependencies=reads, responses=one)
async def notes_about(
    member_id: UUID, which: Annotated[PageOf, Query()], ctx: CurrentContext
) -> Page[NoteView]:
    """The private notes about a client, the newest first; the client never sees them."""
    return await notes.notes(ctx, member_id, limit=which.limit, cursor=which.cursor)


@router.post("/clients/{member_id}/notes", dependencies=writes, responses=one, status_code=201)
async def write_note(member_id: UUID, body: WriteNote, ctx: CurrentContext) -> NoteView:
    """Add a private note about a client."""
    return await notes.write(ctx, member_id, body.text)


@router.patch("/notes/{note_id}", dependencies=writes, responses=one | documented(Gone))
async def change_note(note_id: UUID, body: WriteNote, ctx: CurrentContext) -> NoteView:
    """Change what a note says."""
    return await notes.change(ctx, note_id, body.text)


@router.delete("/notes/{note_id}", dependencies=writes, responses=one | documented(Gone), status_code=204)
async def remove_note(note_id: UUID, ctx: CurrentContext) -> None:
    """Delete a note; for a day it can be put back."""
    await notes.remove(ctx, note_id)


@router.post(
    "/notes/{note_id}/restore", dependencies=writes, responses=one | documented(Gone), status_code=204
)
async def put_note_back(note_id: UUID, ctx: CurrentContext) -> None:
    """Put a deleted note back."""
    await notes.put_back(ctx, note_id)
