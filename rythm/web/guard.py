"""The outer wall of the server: who may open a socket, how much anybody may send, and what stays shut."""

import json
import time
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from http import HTTPStatus
from urllib.parse import urlsplit

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Message, Receive, Scope, Send

SAME_ORIGIN = "https://same-origin.invalid"
"""What the guard puts in place of an Origin it has accepted; no browser can stand on such an address.

Reflex builds the address of the page from it, so it has to be one.
"""

BODY_LIMIT = 1_000_000
BODY_LIMITS: dict[str, int] = {
    "/api/v1/imports/files": 50_000_000,  # an archive; a log ends at 10 MB
    "/api/v1/imports": 20_000_000,
    "/api/v1/me/archive": 50_000_000,
}
"""Larger (or smaller) limits in bytes for paths that begin with the key; the first that does counts."""

CLOSED = ("/_upload", "/_health", "/_all_routes", "/auth-codespace")
"""Reflex endpoints nobody needs: uploads without limit, and details of the installation."""

EVENTS_PER_SECOND = 30.0
EVENTS_BURST = 120

POLICY_VIOLATION = 1008


def same_origin(headers: Headers, public_origins: Collection[str] = ()) -> bool:
    """Whether a request comes from our own pages: its Origin names its Host, or one of our public origins."""
    origin, host = headers.get("origin", ""), headers.get("host", "")
    if not origin or not host:
        return False
    try:
        parts = urlsplit(origin)
    except ValueError:
        return False
    return (parts.scheme in ("http", "https") and parts.netloc == host) or origin in public_origins


@dataclass(slots=True)
class Bucket:
    """A token bucket: `rate` per second on average, `burst` at once."""

    rate: float = EVENTS_PER_SECOND
    burst: float = EVENTS_BURST
    level: float = -1.0
    seen_at: float = 0.0

    def take(self, now: float | None = None) -> bool:
        """Take one token; False when there is none left."""
        now = time.monotonic() if now is None else now
        self.level = (
            self.burst if self.level < 0 else min(self.burst, self.level + (now - self.seen_at) * self.rate)
        )
        self.seen_at = now
        if self.level < 1:
            return False
        self.level -= 1
        return True


class _TooLarge(Exception):
    """The body grew beyond its limit while it was read."""


class Guard:
    """Refuses foreign sockets, floods of events, oversized bodies and closed paths, before the app runs."""

    def __init__(
        self,
        app: ASGIApp,
        *,
        public_origins: Collection[str] = (),
        limits: Mapping[str, int] = BODY_LIMITS,
        rate: float = EVENTS_PER_SECOND,
        burst: int = EVENTS_BURST,
    ) -> None:
        self.app = app
        self.public_origins = frozenset(public_origins)
        self.limits = limits
        self.rate, self.burst = rate, burst

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let the request pass, or answer it."""
        if scope["type"] == "websocket":
            await self._socket(scope, receive, send)
        elif scope["type"] == "http":
            await self._request(scope, receive, send)
        else:
            await self.app(scope, receive, send)

    async def _socket(self, scope: Scope, receive: Receive, send: Send) -> None:
        if not same_origin(Headers(scope=scope), self.public_origins):
            await receive()
            await send({"type": "websocket.close", "code": POLICY_VIOLATION})
            return
        headers = [(k, SAME_ORIGIN.encode() if k == b"origin" else v) for k, v in scope["headers"]]
        bucket, ended = Bucket(self.rate, self.burst), False

        async def limited() -> Message:
            nonlocal ended
            message = await receive()
            if message["type"] == "websocket.receive" and not ended and not bucket.take():
                ended = True
                await send({"type": "websocket.close", "code": POLICY_VIOLATION})
            return {"type": "websocket.disconnect", "code": POLICY_VIOLATION} if ended else message

        async def unless_ended(message: Message) -> None:
            if not ended:
                await send(message)

        await self.app({**scope, "headers": headers}, limited, unless_ended)

    async def _request(self, scope: Scope, receive: Receive, send: Send) -> None:
        path = scope["path"]
        if any(path == closed or path.startswith(f"{closed}/") for closed in CLOSED):
            await _refuse(send, HTTPStatus.NOT_FOUND, "NOT_FOUND", "There is nothing here.")
            return
        limit = next((size for prefix, size in self.limits.items() if path.startswith(prefix)), BODY_LIMIT)
        declared = Headers(scope=scope).get("content-length", "")
        too_large = f"The request is larger than {limit / 1_000_000:g} MB."
        if declared.isdigit() and int(declared) > limit:
            await _refuse(send, HTTPStatus.REQUEST_ENTITY_TOO_LARGE, "BAD_REQUEST", too_large)
            return
        received, answered = 0, False

        async def limited() -> Message:
            nonlocal received
            message = await receive()
            received += len(message.get("body", b""))
            if received > limit:
                raise _TooLarge
            return message

        async def noted(message: Message) -> None:
            nonlocal answered
            answered = True
            await send(message)

        try:
            await self.app(scope, limited, noted)
        except _TooLarge:
            if not answered:
                await _refuse(send, HTTPStatus.REQUEST_ENTITY_TOO_LARGE, "BAD_REQUEST", too_large)


async def _refuse(send: Send, status: HTTPStatus, code: str, message: str) -> None:
    body = json.dumps({"error": {"code": code, "message": message, "fields": {}, "request_id": ""}}).encode()
    headers = [(b"content-type", b"application/json"), (b"content-length", str(len(body)).encode())]
    await send({"type": "http.response.start", "status": int(status), "headers": headers})
    await send({"type": "http.response.body", "body": body})
