"""The file somebody is about to import: sent as it is, looked at, imported, and how far that is."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Query, Request

from rythm import access
from rythm.access import Permission
from rythm.api.deps import CurrentContext, credential, permits
from rythm.api.errors import documented
from rythm.belongings import arrivals
from rythm.belongings.files import Brought, FileRow, FileTooLarge, Look
from rythm.core.context import open_context
from rythm.core.errors import Conflict, Invalid, NotFound
from rythm.workouts.import_reports import HowToRead

router = APIRouter(tags=["imports"], prefix="/imports/files")
trains = permits(Permission.WORKOUT_LOG)

BODY = {
    "required": True,
    "description": "The file itself: an export as text (at most 10 MB), or an archive as JSON (50 MB).",
    "content": {"application/octet-stream": {"schema": {"type": "string", "format": "binary"}}},
}


async def whole(request: Request) -> bytes:
    """The file, read no further than it may be large.

    The caller is checked first and in a transaction of its own, so that a slow phone holds none open.
    """
    async with open_context(credential(request)) as ctx:
        access.require(ctx, Permission.WORKOUT_LOG)
    received = bytearray()
    async for part in request.stream():
        received += part
        if len(received) > arrivals.most_bytes(beginning := bytes(received[:100])):
            raise arrivals.too_large(beginning)
    return bytes(received)


Whole = Depends(whole)


@router.post(
    "",
    status_code=201,
    dependencies=[Whole, trains],
    openapi_extra={"requestBody": BODY},
    responses=documented(Invalid, Conflict, FileTooLarge),
)
async def keep(
    ctx: CurrentContext,
    content: Annotated[bytes, Whole],
    name: Annotated[str, Query(max_length=1_000)] = "",
) -> FileRow:
    """Send a file to look at and import; it takes the place of my last one and is kept for a day."""
    return await arrivals.keep(ctx, name, content)


@router.get("", dependencies=[trains])
async def mine(ctx: CurrentContext) -> list[FileRow]:
    """My file, if there is one."""
    there = await arrivals.current(ctx)
    return [there] if there else []


@router.get("/{file_id}", dependencies=[trains], responses=documented(NotFound))
async def file(file_id: UUID, ctx: CurrentContext) -> FileRow:
    """A file of mine, how far its import is, and what came of it."""
    return await arrivals.file(ctx, file_id)


@router.post("/{file_id}/preview", dependencies=[trains], responses=documented(NotFound, Invalid))
async def preview(file_id: UUID, how: HowToRead, ctx: CurrentContext) -> Look:
    """Say what importing this file would do, with suggestions for the exercises nobody knows."""
    return await arrivals.look(ctx, file_id, how)


@router.post("/{file_id}/import", dependencies=[trains], responses=documented(NotFound, Invalid, Conflict))
async def bring(file_id: UUID, how: HowToRead, ctx: CurrentContext) -> Brought:
    """Import this file; the answer says what came in."""
    await arrivals.claim(ctx, file_id)
    return await arrivals.bring(ctx, file_id, how)


@router.delete("/{file_id}", status_code=204, dependencies=[trains], responses=documented(NotFound, Conflict))
async def forget(file_id: UUID, ctx: CurrentContext) -> None:
    """Throw this file away; what was imported stays."""
    await arrivals.forget(ctx, file_id)
