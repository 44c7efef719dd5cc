"""Ties a browser tab's Reflex token to its session cookie, so that a leaked or guessed token is worthless.

Reflex's client makes the token with `Math.random` and sends it in the websocket's address; whoever presents
it gets the state. Here it is replaced by an HMAC of session and token before Reflex sees it.
"""

import asyncio
import hashlib
import hmac
from typing import Any
from urllib.parse import parse_qsl, urlencode
from uuid import UUID

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from rythm.core.crypto import token_hash
from rythm.web import sockets
from rythm.web.cookies import session_token

EVENTS = "/_event"
TOKEN_HEADER = b"reflex-client-token"
SESSION_ENDED = 4401


def bound_token(key: bytes, session: bytes, token: str) -> str:
    """The state's identity: a UUID only the holder of both session and tab token leads to."""
    mac = hmac.new(key, session + b"|" + token.encode(), hashlib.sha256).digest()
    return str(UUID(bytes=mac[:16], version=4))


class SessionBinding:
    """Rewrites client tokens and keeps the registry of open sockets per session."""

    def __init__(self, app: ASGIApp, *, secret: str, cookie_name: str) -> None:
        self.app = app
        self.key = hmac.new(secret.encode(), b"client token", hashlib.sha256).digest()
        self.cookie_name = cookie_name

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on with its tokens bound."""
        if scope["type"] not in ("http", "websocket"):
            await self.app(scope, receive, send)
            return
        token = session_token(Headers(scope=scope).get("cookie", ""), self.cookie_name)
        session = token_hash(token) if token else b""
        if scope["path"].startswith(EVENTS):
            query = [
                (name, bound_token(self.key, session, value) if name == "token" else value)
                for name, value in parse_qsl(scope["query_string"].decode("latin-1"), keep_blank_values=True)
            ]
            scope = {**scope, "query_string": urlencode(query).encode()}
        if any(name == TOKEN_HEADER for name, _ in scope["headers"]):
            headers = [(k, self._bound(session, v) if k == TOKEN_HEADER else v) for k, v in scope["headers"]]
            scope = {**scope, "headers": headers}
        if scope["type"] == "websocket" and session:
            await self._watched(session, scope, receive, send)
        else:
            await self.app(scope, receive, send)

    def _bound(self, session: bytes, token: bytes) -> bytes:
        return bound_token(self.key, session, token.decode("latin-1")).encode()

    async def _watched(self, session: bytes, scope: Scope, receive: Receive, send: Send) -> None:
        ending: asyncio.Future[None] = asyncio.get_running_loop().create_future()

        async def close() -> None:
            if not ending.done():
                ending.set_result(None)

        async def until_ended() -> Message:
            incoming = asyncio.ensure_future(receive())
            racing: set[asyncio.Future[Any]] = {incoming, ending}
            await asyncio.wait(racing, return_when=asyncio.FIRST_COMPLETED)
            if not ending.done():
                return incoming.result()
            incoming.cancel()
            return {"type": "websocket.disconnect", "code": SESSION_ENDED}

        async def unless_ended(message: Message) -> None:
            if not ending.done():
                await send(message)

        sockets.register(session, close)
        try:
            await self.app(scope, until_ended, unless_ended)
        finally:
            sockets.forget(session, close)
            # Closed here and not where the session ended: a socket is its own task's to write to.
            if ending.done():
                await send({"type": "websocket.close", "code": SESSION_ENDED})
