"""A page whose connection died keeps its state when it comes back before the server has missed it.

Reflex takes a second socket with a tab's token for a copy of that tab and gives it a token of its own, and so
another state. But of a connection that died without a word, as between two masts, the server hears nothing
until a ping stays unanswered; the phone is back long before. A copied tab begins with a page of its own,
which says what it was built with; a page that comes back does not.
"""

from typing import Any
from urllib.parse import parse_qs

import reflex as rx
from reflex.app import EventNamespace


def install(app: rx.App) -> None:
    """Let each page that comes back have its token again."""
    namespace: Any = app.event_namespace
    connect = namespace.on_connect

    async def on_connect(sid: str, environ: dict[str, Any], auth: Any = None) -> Any:
        if _comes_back(auth):
            await _let_go(namespace, _token(environ))
        return await connect(sid, environ, auth)

    namespace.on_connect = on_connect


def _token(environ: dict[str, Any]) -> str:
    return next(iter(parse_qs(environ.get("QUERY_STRING", "")).get("token", [])), "")


def _comes_back(auth: Any) -> bool:
    """Whether the page had a socket before: then it does not say what it was built with."""
    event = auth.get("event") if isinstance(auth, dict) else None
    if not isinstance(event, dict):
        return False
    payload = event.get("payload")
    return not (isinstance(payload, dict) and "hashes" in payload)


async def _let_go(namespace: EventNamespace, token: str) -> None:
    """Take the token from the socket that had it, which ends."""
    tokens = namespace._token_manager
    if (held := tokens.token_to_socket.get(token)) is not None:
        await tokens.disconnect_token(token, held.sid)
        namespace.server.start_background_task(namespace.disconnect, held.sid)
