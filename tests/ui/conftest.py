"""A page's state as somebody signed in has it, without a browser."""

from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from reflex.state import BaseState, State

from rythm.core.context import open_context
from rythm.core.crypto import new_token, token_hash
from rythm.identity.models import BrowserSession
from rythm.ui.notice import Notice
from tests.fixtures.actors import Person

Opened = Callable[..., Awaitable[Any]]


async def new_session(who: Person, **values: Any) -> str:
    """Sign a person in; returns the cookie's value."""
    token = new_token()
    async with open_context(who.credential) as ctx:
        ctx.db.add(
            BrowserSession(
                user_id=who.id,
                tenant_id=who.tenant_id,
                token_hash=token_hash(token),
                **{"expires_at": datetime.now(UTC) + timedelta(days=1), **values},
            )
        )
    return token


def sender(session: str | None, path: str = "/", query: dict[str, str] | None = None) -> dict[str, Any]:
    """What the server knows of who sends an event: the headers are its own, path and query the client's."""
    cookie = "theme=dark" if session is None else f"theme=dark; rythm_session={session}"
    return {
        "pathname": path,
        "asPath": path,
        "query": query or {},
        "ip": "203.0.113.7",
        "sid": "a-socket",
        "headers": {"cookie": cookie, "origin": "http://rythm.test", "host": "rythm.test"},
    }


def state_of(session: str | None, path: str = "/", query: dict[str, str] | None = None) -> State:
    """The whole state of a tab whose socket came with this session."""
    root = State(_reflex_internal_init=True)
    root.router_data = root._update_router_vars(sender(session, path, query), {})
    return root


@pytest.fixture
def opened(db) -> Opened:
    """`page = await opened(PeopleState, gym.admin)` is the state of that page; its handlers can be called."""

    async def open_page(kind: type[BaseState], who: Person | None, path: str = "/") -> Any:
        root = state_of(await new_session(who) if who else None, path)
        return await root.get_state(kind)

    return open_page


async def said(page: BaseState) -> str:
    """The line the person reads now."""
    return str((await page.get_state(Notice)).text)
