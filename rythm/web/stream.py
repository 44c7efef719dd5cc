"""An answer that stays open and says what changed: Server-Sent Events."""

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import suppress
from time import monotonic
from uuid import UUID

from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from rythm.core.errors import AppError
from rythm.web.live import RETRY_SECONDS, Stream, hub

HEARTBEAT_SECONDS = 20.0
CHECK_SECONDS = 60.0

Check = Callable[[], Awaitable[list[str]]]
"""Raises an AppError when the reader's right has ended; returns what changed before the stream began."""


class EventStream(Response):
    """Names each topic that changed in a tenant, until its reader leaves, their session ends or the server.

    A comment every 20 s keeps proxies from closing it. `check` is asked at the start and then every minute.
    """

    media_type = "text/event-stream"

    def __init__(
        self, session: bytes, tenant_id: UUID | None, person_id: UUID | None, check: Check | None = None
    ) -> None:
        super().__init__(headers={"Cache-Control": "no-store", "X-Accel-Buffering": "no"})
        del self.headers["content-length"]
        self.reader, self.check = (session, tenant_id, person_id), check

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer until it is over; raises TooManyRequests instead of beginning one too many."""
        with hub.listening(*self.reader) as stream:
            leaving = asyncio.create_task(_until_left(receive, stream))
            try:
                await self._begin(send, stream)
                await self._tell(send, stream)
                await send({"type": "http.response.body", "body": b""})
            finally:
                leaving.cancel()

    async def _begin(self, send: Send, stream: Stream) -> None:
        missed = await self.check() if self.check else []
        await send({"type": "http.response.start", "status": 200, "headers": self.raw_headers})
        await _write(send, f"retry: {RETRY_SECONDS * 1000}\n\n")
        for topic in missed:
            stream.tell(topic)

    async def _tell(self, send: Send, stream: Stream) -> None:
        checked_at = monotonic()
        while not stream.over:
            topics = await stream.heard(HEARTBEAT_SECONDS)
            if self.check and monotonic() - checked_at >= CHECK_SECONDS:
                checked_at = monotonic()
                try:
                    await self.check()
                except AppError:
                    return
            if not stream.over:
                await _write(send, "".join(f"event: {topic}\ndata: {{}}\n\n" for topic in topics) or ":\n\n")


async def _write(send: Send, text: str) -> None:
    await send({"type": "http.response.body", "body": text.encode(), "more_body": True})


async def _until_left(receive: Receive, stream: Stream) -> None:
    with suppress(asyncio.CancelledError):
        while (await receive())["type"] != "http.disconnect":
            pass
        stream.end()
