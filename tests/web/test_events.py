"""A client of its own making in front of the running program: no page, no browser, just a socket."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from typing import Any
from uuid import uuid4

import httpx
import pytest
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed, InvalidStatus

from rythm.ui.admin.people.state import PeopleState
from rythm.web import serve
from tests.fixtures.api import OWN_PAGE
from tests.fixtures.browser import Served

PEOPLE = PeopleState.get_full_name()
PASSWORD = "rythm-demo"


class Client:
    """Speaks what Reflex's page speaks, and says what it likes."""

    def __init__(self, socket: ClientConnection) -> None:
        self.socket = socket
        self.greeting = ""

    async def send(self, name: str, **payload: Any) -> None:
        """An event as the page would send it."""
        event = {
            "name": name,
            "payload": payload,
            "router_data": {"pathname": "/404", "asPath": "/404", "query": {}},
        }
        await self.socket.send("42/_event," + json.dumps(["event", event]))

    async def heard(self, until: str, seconds: float = 10) -> str:
        """All that came until a text, which must come."""
        said = ""
        async with asyncio.timeout(seconds):
            while until not in said:
                said += await self._next()
        return said

    async def _next(self) -> str:
        message = await self.socket.recv()
        text = message if isinstance(message, str) else message.decode()
        if text == "2":
            await self.socket.send("3")
        return text


@asynccontextmanager
async def client(
    served: Served,
    cookie: str | None = None,
    token: str | None = None,
    origin: str | None = "",
    first: dict[str, Any] | None = None,
) -> AsyncIterator[Client]:
    """A socket with this cookie, tab token, boot event and origin; our own origin unless said otherwise."""
    address = (
        served.url.replace("http", "ws") + f"/_event/?token={token or uuid4()}&EIO=4&transport=websocket"
    )
    headers = {} if cookie is None else {"Cookie": f"rythm_session={cookie}"}
    claimed = served.url if origin == "" else origin
    async with connect(
        address, origin=claimed, additional_headers=headers, max_size=None, proxy=None
    ) as socket:
        opened = Client(socket)
        await opened.heard("0{")
        await socket.send("40/_event," + ("" if first is None else json.dumps({"event": first})))
        opened.greeting = await opened.heard("40/_event")
        yield opened


@asynccontextmanager
async def signed_in(served: Served, email: str) -> AsyncIterator[tuple[httpx.AsyncClient, str]]:
    """A browser's session with the demo, and its cookie."""
    page = OWN_PAGE | {"Origin": served.url}
    async with httpx.AsyncClient(base_url=served.url, headers=page) as http:
        answer = await http.post("/api/v1/session", json={"email": email, "password": PASSWORD})
        assert answer.status_code == 200, answer.text
        yield http, answer.cookies["rythm_session"]


async def test_who_is_signed_out_gets_nothing_from_an_admins_handler(served):
    for cookie in (None, "garbage"):
        async with client(served, cookie) as stranger:
            await stranger.send(f"{PEOPLE}.load")
            said = await stranger.heard("_redirect")
            assert "harbor.demo" not in said
            await stranger.send(f"{PEOPLE}.setvar", var_name="total", value=7)
            assert "harbor.demo" not in await stranger.heard("_redirect")


async def test_a_member_gets_nothing_and_an_admin_is_served(served):
    async with signed_in(served, "athlete@harbor.demo") as (_, cookie), client(served, cookie) as member:
        await member.send(f"{PEOPLE}.load")
        said = await member.heard("_redirect")
        assert "/today" in said
        assert "coach@harbor.demo" not in said
    async with signed_in(served, "admin@harbor.demo") as (_, cookie), client(served, cookie) as admin:
        await admin.send(f"{PEOPLE}.load")
        assert "coach@harbor.demo" in await admin.heard("rows")


@pytest.mark.parametrize("origin", ["https://evil.example", "null", None])
async def test_another_pages_socket_is_not_opened(served, origin):
    """A browser sends our cookie along with it, so this is all that keeps another page out."""
    async with signed_in(served, "admin@harbor.demo") as (_, cookie):
        with pytest.raises(InvalidStatus):
            async with client(served, cookie, origin=origin):
                raise AssertionError("it was opened")


async def test_a_tabs_token_without_its_session_shows_nothing(served):
    """The token stands in every address of the socket; whoever reads it in a log has got nothing."""
    token = str(uuid4())
    async with signed_in(served, "admin@harbor.demo") as (_, cookie):
        async with client(served, cookie, token) as admin:
            await admin.send(f"{PEOPLE}.load")
            await admin.heard("coach@harbor.demo")
        async with signed_in(served, "athlete@harbor.demo") as (_, other):
            for thief in (None, other):
                async with client(served, thief, token) as stranger:
                    await stranger.send("reflex___state____state.hydrate")
                    assert "harbor.demo" not in await stranger.heard("is_hydrated")


async def test_a_page_that_comes_back_has_its_state_again_and_a_copy_of_its_tab_has_another(served):
    """Its old connection may have died without a word; the server still takes it for alive."""
    token, boot = str(uuid4()), "reflex___state____state.hydrate_and_load"
    at = {"pathname": "/404", "asPath": "/404", "query": {}}
    again: dict[str, Any] = {"name": boot, "payload": {}, "router_data": at}
    async with signed_in(served, "admin@harbor.demo") as (_, cookie), client(served, cookie, token) as before:
        await before.send(f"{PEOPLE}.load")
        await before.heard("coach@harbor.demo")
        copied = again | {"payload": {"hashes": []}}
        async with client(served, cookie, token, first=copied) as copy:
            said = copy.greeting + await copy.heard('is_hydrated_rx_state_":true')
            assert "new_token" in said and "coach@harbor.demo" not in said
        async with client(served, cookie, token, first=again) as page:
            said = page.greeting + await page.heard('is_hydrated_rx_state_":true')
            assert "coach@harbor.demo" in said and "new_token" not in said
            await before.heard("41/_event")  # and ends


async def test_signing_out_shuts_the_sockets_of_the_session(served):
    async with signed_in(served, "admin@harbor.demo") as (http, cookie), client(served, cookie) as admin:
        assert (await http.delete("/api/v1/session")).status_code == 204
        with pytest.raises(ConnectionClosed):
            await admin.heard("nothing more will be said")
        async with client(served, cookie) as again:
            await again.send(f"{PEOPLE}.load")
            assert "coach@harbor.demo" not in await again.heard("_redirect")


async def test_more_connections_than_a_thousand_are_answered(served):
    """Each phone holds two or three open for as long as somebody looks at it."""
    serve.allow_connections()
    async with AsyncExitStack() as opened:
        for _ in range(1100):
            reader, writer = await asyncio.open_connection("127.0.0.1", served.port)
            opened.callback(writer.close)
            writer.write(b"GET /ping HTTP/1.1\r\nHost: rythm.test\r\n\r\n")
            async with asyncio.timeout(20):
                assert b"200" in await reader.readline()
