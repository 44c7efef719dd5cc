"""The stream that tells what changed: what it says, to whom, and when it ends."""

import asyncio
from collections.abc import AsyncIterator, Callable
from datetime import timedelta
from typing import Any

import pytest
import pytest_asyncio
from fastapi import FastAPI
from sqlalchemy import update
from sqlmodel import col
from starlette.types import Message

from rythm.core.actor import Role
from rythm.core.context import open_context
from rythm.core.crypto import token_hash
from rythm.core.model import utcnow
from rythm.exercises.rules import Scope
from rythm.identity import people, sessions
from rythm.identity.models import BrowserSession
from rythm.identity.schemas import ChangeRole
from rythm.web import live, sockets
from rythm.web import stream as streams
from rythm.web.live import STREAMS_PER_SESSION
from tests.fixtures.actors import Gym
from tests.fixtures.api import bearer
from tests.fixtures.queries import QueryCounter
from tests.templates.conftest import write
from tests.ui.conftest import new_session
from tests.web.asgi import eventually, scope_of

URL = "/api/v1/live"


class Reader:
    """A browser that reads a stream beside the test."""

    def __init__(self, app: FastAPI, headers: dict[str, str], query: str = "") -> None:
        self.sent: list[Message] = []
        self.left = asyncio.Event()
        pairs = {"Host": "rythm.test", "Accept-Encoding": "gzip", **headers}.items()
        self.task = asyncio.create_task(app(scope_of("http", URL, pairs, query), self._receive, self._keep))

    async def _receive(self) -> Message:
        await self.left.wait()
        return {"type": "http.disconnect"}

    async def _keep(self, message: Message) -> None:
        self.sent.append(message)

    @property
    def status(self) -> int:
        return int(self.sent[0]["status"])

    @property
    def headers(self) -> dict[str, str]:
        return {name.decode(): value.decode() for name, value in self.sent[0]["headers"]}

    @property
    def text(self) -> str:
        return b"".join(message.get("body", b"") for message in self.sent[1:]).decode()

    def stream_is_over(self) -> bool:
        return self.task.done()

    async def reads(self, text: str) -> None:
        """Wait until this has come."""
        await eventually(lambda: text in self.text)

    async def ends(self) -> None:
        """Wait until the answer is complete."""
        await asyncio.wait_for(self.task, 10)


EVENT = "event: templates\ndata: {}\n\n"
Open = Callable[..., Reader]


@pytest_asyncio.fixture(loop_scope="session")
async def opens(db: Any, application: FastAPI, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Open]:
    """Opens streams of a running server, which stops at the end."""
    monkeypatch.setattr(live.hub, "is_open", True)
    readers: list[Reader] = []

    def read(headers: dict[str, str], query: str = "") -> Reader:
        readers.append(Reader(application, headers, query))
        return readers[-1]

    yield read
    live.hub.close()
    for reader in readers:
        await reader.ends()
    assert live.hub.count() == 0


@pytest.fixture
def hasty(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every heartbeat at once, and every time the question whether the reader still may."""
    monkeypatch.setattr(streams, "HEARTBEAT_SECONDS", 0.01)
    monkeypatch.setattr(streams, "CHECK_SECONDS", 0.0)


def cookie(token: str) -> dict[str, str]:
    return {"Cookie": f"rythm_session={token}"}


async def test_a_stream_tells_at_once_and_as_it_is(opens: Open, gym: Gym, next_door: Gym) -> None:
    ours, theirs = [opens(cookie(await new_session(each.member))) for each in (gym, next_door)]
    for reader in (ours, theirs):
        await reader.reads("retry: 5000\n\n")
        assert (reader.status, reader.headers["content-type"]) == (200, "text/event-stream; charset=utf-8")
        assert "content-encoding" not in reader.headers and "content-length" not in reader.headers
        assert reader.headers["cache-control"] == "no-store"
    live.hub.tell(f"templates {gym.tenant_id}")
    await ours.reads(EVENT)
    live.hub.tell("templates *")
    await theirs.reads(EVENT)
    await eventually(lambda: ours.text.count(EVENT) == 2)
    assert theirs.text.count(EVENT) == 1


async def test_silence_is_kept_awake(opens: Open, gym: Gym, hasty: None) -> None:
    reader = opens(bearer(gym.member))
    await reader.reads(":\n\n:\n\n")
    assert EVENT not in reader.text


async def test_whoever_comes_late_hears_what_they_missed(opens: Open, gym: Gym, built_in: None) -> None:
    await write(gym.coach, "New", Scope.TENANT)
    token = await new_session(gym.member)
    now = utcnow()
    before, after = ((now + timedelta(minutes=minutes)).timestamp() * 1000 for minutes in (-1, 1))
    missed, up_to_date = (opens(cookie(token), f"since={int(each)}") for each in (before, after))
    await missed.reads(EVENT)
    await up_to_date.reads("retry")
    live.hub.tell(f"templates {gym.tenant_id}")
    await up_to_date.reads(EVENT)
    assert up_to_date.text.count(EVENT) == 1


async def test_a_stream_ends_when_its_reader_leaves(opens: Open, gym: Gym) -> None:
    reader = opens(cookie(await new_session(gym.member)))
    await reader.reads("retry")
    assert live.hub.count() == 1
    reader.left.set()
    await reader.ends()
    assert live.hub.count() == 0


async def test_a_stream_ends_with_the_session_in_this_process_at_once(opens: Open, gym: Gym) -> None:
    token = await new_session(gym.member)
    reader = opens(cookie(token))
    await reader.reads("retry")
    await sockets.close_session(token_hash(token))
    await reader.ends()
    assert reader.sent[-1] == {"type": "http.response.body", "body": b""}


@pytest.mark.parametrize("end", ["signed out elsewhere", "expired", "shut out", "another role"])
async def test_a_stream_ends_when_the_right_to_it_does(opens: Open, gym: Gym, hasty: None, end: str) -> None:
    token = await new_session(gym.member)
    reader, hers = opens(cookie(token)), opens(cookie(await new_session(gym.stranger)))
    await reader.reads(":\n\n")
    match end:
        case "signed out elsewhere":
            await sessions.sign_out_by(token_hash(token))
        case "expired":
            async with open_context(gym.member.credential) as ctx:
                mine = update(BrowserSession).where(col(BrowserSession.token_hash) == token_hash(token))
                await ctx.db.execute(mine.values(expires_at=utcnow() - timedelta(seconds=1)))
        case "shut out":
            async with open_context(gym.admin.credential) as ctx:
                await people.disable(ctx, gym.member.id)
        case "another role":
            async with open_context(gym.admin.credential) as ctx:
                await people.change_role(ctx, gym.member.id, ChangeRole(role=Role.SCHEDULER))
    await reader.ends()
    assert not hers.stream_is_over()


async def test_a_stream_is_of_the_gym_where_it_began(opens: Open, gym: Gym, hasty: None) -> None:
    token = await new_session(gym.owner)
    reader = opens(cookie(token))
    await reader.reads(":\n\n")
    async with open_context(gym.owner.credential) as ctx:
        mine = update(BrowserSession).where(col(BrowserSession.token_hash) == token_hash(token))
        await ctx.db.execute(mine.values(tenant_id=None))
    await reader.ends()


async def test_who_may_not_listen(opens: Open, gym: Gym) -> None:
    token = await new_session(gym.member)
    for headers, status in (({}, 401), (cookie("made up"), 401), (bearer(gym.scheduler), 403)):
        reader = opens(headers)
        await reader.ends()
        assert reader.status == status
    enough = [opens(cookie(token)) for _ in range(STREAMS_PER_SESSION)]
    for reader in enough:
        await reader.reads("retry")
    refused = opens(cookie(token))
    await refused.ends()
    assert (refused.status, refused.headers["retry-after"]) == (429, "5")
    enough[0].left.set()
    await enough[0].ends()
    await opens(cookie(token)).reads("retry")


async def test_without_a_listener_no_stream_stays_open(db: Any, application: FastAPI, gym: Gym) -> None:
    reader = Reader(application, bearer(gym.member))
    await reader.ends()
    assert (reader.status, reader.text) == (200, "retry: 5000\n\n")


async def test_a_stream_begins_with_few_queries(opens: Open, gym: Gym, queries: QueryCounter) -> None:
    token = await new_session(gym.member)
    with queries() as asked:
        await opens(cookie(token), "since=0").reads(EVENT)
    assert len(asked) == 3
