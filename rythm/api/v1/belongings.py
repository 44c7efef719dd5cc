"""Take everything along: the history as CSV, everything as one archive; and bring an archive in."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from tempfile import SpooledTemporaryFile
from typing import Annotated

from fastapi import APIRouter, Query, Request
from fastapi.responses import StreamingResponse

from rythm.access import Permission
from rythm.api.deps import CurrentContext, permits
from rythm.api.errors import documented
from rythm.api.v1.clients import InZone
from rythm.belongings import packing
from rythm.belongings.archive import read
from rythm.belongings.strong_csv import strong_csv
from rythm.belongings.unpacking import ArchiveReport, unpack
from rythm.core.clock import zone_named
from rythm.core.context import Context
from rythm.core.errors import Forbidden, Invalid, Unauthenticated

router = APIRouter(
    prefix="/me", tags=["belongings"], responses=documented(Unauthenticated, Forbidden, Invalid)
)
account = [permits(Permission.ACCOUNT_MANAGE)]
trains = [permits(Permission.WORKOUT_LOG)]

BODY = {
    "required": True,
    "description": "An archive of version 1, as GET /me/export.json answers it.",
    "content": {"application/json": {"schema": {"type": "object"}}},
}
IN_MEMORY = 1_000_000
"""Bytes of an export beyond which it waits on disk."""


@router.get("/export.csv", dependencies=account, response_class=StreamingResponse)
async def export_csv(which: Annotated[InZone, Query()], ctx: CurrentContext) -> StreamingResponse:
    """My finished workouts in this gym, as CSV that readers of Strong's export understand, in my unit."""
    zone = zone_named(which.zone)
    return await _download(ctx, "csv", "text/csv; charset=utf-8", strong_csv(ctx, zone))


@router.get("/export.json", dependencies=account, response_class=StreamingResponse)
async def export_archive(ctx: CurrentContext) -> StreamingResponse:
    """Everything of mine in this gym as one archive, which `POST /me/archive` reads back anywhere."""
    return await _download(ctx, "json", "application/json", packing.archive(ctx))


@router.post("/archive", dependencies=trains, openapi_extra={"requestBody": BODY})
async def bring(request: Request, ctx: CurrentContext) -> ArchiveReport:
    """Add what an archive has and I have not; the same archive again changes nothing. At most 50 MB."""
    return await unpack(ctx, await asyncio.to_thread(read, await request.body()))


async def _download(ctx: Context, ending: str, kind: str, pieces: AsyncIterator[bytes]) -> StreamingResponse:
    """A file to save. It is whole before the first byte goes, on disk if it is large.

    So an error is an error and no half a file, and somebody who reads slowly holds no transaction open.
    """
    if ctx.actor.tenant is None:
        raise Forbidden("You stand in no gym: choose one first.")
    file = SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115 - closed when it was sent
    try:
        async for piece in pieces:
            file.write(piece)
    except BaseException:
        file.close()
        raise
    name = f"rythm-{ctx.actor.tenant.slug}-{ctx.now.date()}.{ending}"
    return StreamingResponse(
        _parts(file),
        media_type=kind,
        headers={"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "no-store"},
    )


def _parts(file: SpooledTemporaryFile[bytes]) -> Iterator[bytes]:
    with file:
        file.seek(0)
        while part := file.read(65_536):
            yield part
