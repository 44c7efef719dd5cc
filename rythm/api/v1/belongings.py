"""Take everything along: the history as CSV, everything as one archive; and bring an archive in."""

from collections.abc import AsyncIterator, Callable
from contextlib import aclosing
from typing import Annotated

from fastapi import APIRouter, Query, Request
from fastapi.responses import StreamingResponse

from rythm.access import Permission
from rythm.api.deps import CurrentContext, credential, permits
from rythm.api.errors import documented
from rythm.api.v1.clients import InZone
from rythm.belongings import packing
from rythm.belongings.archive import Archive
from rythm.belongings.strong_csv import strong_csv
from rythm.belongings.unpacking import ArchiveReport, unpack
from rythm.core.actor import Credential
from rythm.core.clock import zone_named
from rythm.core.context import Context, open_context
from rythm.core.errors import Forbidden, Invalid, Unauthenticated

router = APIRouter(
    prefix="/me", tags=["belongings"], responses=documented(Unauthenticated, Forbidden, Invalid)
)
account = [permits(Permission.ACCOUNT_MANAGE)]
trains = [permits(Permission.WORKOUT_LOG)]

Pieces = Callable[[Context], AsyncIterator[bytes]]


@router.get("/export.csv", dependencies=account, response_class=StreamingResponse)
async def export_csv(
    which: Annotated[InZone, Query()], ctx: CurrentContext, request: Request
) -> StreamingResponse:
    """My finished workouts in this gym, as CSV that readers of Strong's export understand, in my unit."""
    zone = zone_named(which.zone)
    return _download(ctx, request, "csv", "text/csv; charset=utf-8", lambda mine: strong_csv(mine, zone))


@router.get("/export.json", dependencies=account, response_class=StreamingResponse)
async def export_archive(ctx: CurrentContext, request: Request) -> StreamingResponse:
    """Everything of mine in this gym as one archive, which `POST /me/archive` reads back anywhere."""
    return _download(ctx, request, "json", "application/json", packing.archive)


@router.post("/archive", dependencies=trains)
async def bring(data: Archive, ctx: CurrentContext) -> ArchiveReport:
    """Add what an archive has and I have not; the same archive again changes nothing. At most 50 MB."""
    return await unpack(ctx, data)


def _download(ctx: Context, request: Request, ending: str, kind: str, pieces: Pieces) -> StreamingResponse:
    """An answer that is read from the database while it is sent.

    The request's own transaction ends before that, so the pieces come from another one of the same caller.
    """
    if ctx.actor.tenant is None:
        raise Forbidden("You stand in no gym: choose one first.")
    name = f"rythm-{ctx.actor.tenant.slug}-{ctx.now.date()}.{ending}"
    return StreamingResponse(
        _sent(credential(request), pieces),
        media_type=kind,
        headers={"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "no-store"},
    )


async def _sent(who: Credential, pieces: Pieces) -> AsyncIterator[bytes]:
    async with open_context(who) as ctx, aclosing(pieces(ctx)) as each:  # type: ignore[type-var]
        async for piece in each:
            yield piece
