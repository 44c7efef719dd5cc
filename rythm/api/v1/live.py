"""What changes while somebody looks, as a stream of events."""

from datetime import UTC, datetime
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query, Request

from rythm import access
from rythm.access import Permission
from rythm.api.deps import CurrentContext, credential, permits
from rythm.api.errors import documented
from rythm.core.actor import BySession
from rythm.core.context import Context, open_context
from rythm.core.errors import Forbidden, TooManyRequests, Unauthenticated
from rythm.templates import queries as templates
from rythm.web.stream import EventStream

router = APIRouter(
    prefix="/live", tags=["live"], responses=documented(Unauthenticated, Forbidden, TooManyRequests)
)
Since = Annotated[
    int | None,
    Query(ge=0, le=253_402_300_799_999, description="When my copy was made, in milliseconds since 1970."),
]


@router.get(
    "",
    dependencies=[permits(Permission.TEMPLATE_READ)],
    responses={200: {"content": {"text/event-stream": {}}}},
)
async def live(request: Request, ctx: CurrentContext, since: Since = None) -> EventStream:
    """An event `templates` whenever a template I may read has changed, and at once if one has since then.

    The stream stays open and ends with the session; it says that something changed and never what.
    """
    who = credential(request)
    asked, seat = since, _seat(ctx)

    async def check() -> list[str]:
        nonlocal asked
        async with open_context(credential(request)) as now:
            access.require(now, Permission.TEMPLATE_READ)
            if _seat(now) != seat:
                raise Unauthenticated
            moment, asked = asked, None
            if moment is None:
                return []
            copied_at = datetime.fromtimestamp(moment / 1000, UTC)
            return ["templates"] if await templates.changed_since(now, copied_at) else []

    session = who.token_hash if isinstance(who, BySession) else str(ctx.actor.user_id).encode()
    return EventStream(session, *seat, check)


def _seat(ctx: Context) -> tuple[UUID | None, UUID | None]:
    """In which tenant the caller stands, and who that is."""
    return ctx.actor.tenant.id if ctx.actor.tenant else None, ctx.actor.user_id
