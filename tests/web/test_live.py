"""What changed reaches whom it concerns: notices, the listener that hears them, streams that tell them."""

import asyncio
import os
import signal
from collections.abc import AsyncIterator, Callable
from contextlib import ExitStack, asynccontextmanager, suppress
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import psycopg
import pytest
import pytest_asyncio
from fastapi import FastAPI
from sqlalchemy import update
from sqlmodel import col
from starlette.types import Message

from rythm.core.actor import Role
from rythm.core.context import open_context
from rythm.core.crypto import token_hash
from rythm.core.errors import TooManyRequests
from rythm.core.model import utcnow
from rythm.exercises.rules import Scope
from rythm.identity import people, sessions
from rythm.identity.models import BrowserSession
from rythm.identity.schemas import ChangeRole
from rythm.templates import service
from rythm.templates.schemas import SaveTemplate
from rythm.web import live, sockets
from rythm.web import stream as streams
from rythm.web.live import STREAMS_PER_SESSION, Hub, listen
from tests.fixtures.actors import Gym, Person
from tests.fixtures.api import bearer
from tests.fixtures.database import TestDatabase
from tests.fixtures.queries import QueryCounter
from tests.templates.conftest import LINES, write
from tests.ui.conftest import new_session
from tests.web.asgi import scope_of

URL = "/api/v1/live"
HERE, THERE, ME, HER = (uuid4() for _ in range(4))
OWN_BROWSER, HER_BROWSER = b"mine", b"hers"


async def eventually(holds: Callable[[], bool], seconds: float = 10) -> None:
    """Let the loop go on until it holds."""
    async with asyncio.timeout(seconds):
        while not holds():
            await asyncio.sleep(0)


class Recorder(Hub):
    """Remembers every notice in its order."""

    def __init__(self) -> None:
        super().__init__()
        self.is_open = True
        self.notices: list[str] = []
        self.missed = 0

    def tell(self, notice: str) -> None:
        super().tell(notice)
        self.notices.append(notice)

    def tell_everything(self) -> None:
        super().tell_everything()
        self.missed += 1


@pytest.mark.parametrize(
    ("notice", "mine", "hers", "theirs", "nowhere"),
    [
        (f"templates {HERE}", True, True, False, False),
        (f"templates {THERE}", False, False, True, False),
        ("templates *", True, True, True, True),
        (f"templates {HERE} {ME}", True, False, False, False),
        (f"templates {THERE} {ME}", False, False, False, False),
        (f"templates {uuid4()}", False, False, False, False),
    ],
)
async def test_a_notice_reaches_its_tenant(
    notice: str, mine: bool, hers: bool, theirs: bool, nowhere: bool
) -> None:
    hub = Recorder()
    seats = [(OWN_BROWSER, HERE, ME), (HER_BROWSER, HERE, HER), (b"theirs", THERE, HER), (b"sys", None, HER)]
    with ExitStack() as stack:
        listeners = [stack.enter_context(hub.listening(*seat)) for seat in seats]
        hub.tell(notice)
        hub.tell(notice)
        told = [await each.heard(0) for each in listeners]
        assert told == [["templates"] if hears else [] for hears in (mine, hers, theirs, nowhere)]
        assert [await each.heard(0) for each in listeners] == [[]] * 4
    assert hub.count() == 0


async def test_a_browser_has_so_many_streams_and_no_more() -> None:
    hub = Recorder()

    def fill(left: int) -> None:
        with hub.listening(OWN_BROWSER, HERE, ME):
            if left:
                return fill(left - 1)
            assert hub.count() == STREAMS_PER_SESSION
            with pytest.raises(TooManyRequests), hub.listening(OWN_BROWSER, HERE, ME):
                pass
            with hub.listening(HER_BROWSER, HERE, HER):
                return None

    fill(STREAMS_PER_SESSION - 1)
    assert hub.count() == 0 and sockets.count(OWN_BROWSER) == 0


async def test_streams_end_with_their_session_and_with_the_server() -> None:
    hub = Recorder()
    with hub.listening(OWN_BROWSER, HERE, ME) as mine, hub.listening(HER_BROWSER, HERE, HER) as hers:
        assert await sockets.close_session(OWN_BROWSER) == 1
        assert (mine.over, hers.over) == (True, False)
        hub.close()
        assert hers.over
        with hub.listening(HER_BROWSER, HERE, HER) as late:
            assert late.over


# ---- what PostgreSQL tells


@asynccontextmanager
async def hearing(to: Recorder) -> AsyncIterator[Recorder]:
    """A listener that is surely listening: it has heard a notice of ours."""
    task = asyncio.create_task(listen(to))
    try:
        async with asyncio.timeout(10):
            while not to.notices:
                await notify(f"templates {UUID(int=1)}")
        to.notices.clear()
        yield to
    finally:
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task


async def notify(notice: str) -> None:
    async with await psycopg.AsyncConnection.connect(live.database.url, autocommit=True) as connection:
        await connection.execute("select pg_notify(%s, %s)", (live.CHANNEL, notice))


def of(*notices: str) -> list[str]:
    """Without those by which the listener was tried."""
    return [notice for notice in notices if not notice.endswith(str(UUID(int=1)))]


async def rename(person: Person, template_id: UUID, name: str) -> None:
    async with open_context(person.credential) as ctx:
        await service.update(ctx, template_id, SaveTemplate(name=name, exercises=LINES[:1]))


@pytest.mark.usefixtures("built_in")
async def test_every_committed_change_is_told_to_its_gym_alone(gym: Gym, next_door: Gym) -> None:
    async with hearing(Recorder()) as hub:
        here, there = f"templates {gym.tenant_id}", f"templates {next_door.tenant_id}"
        with (
            hub.listening(OWN_BROWSER, gym.tenant_id, gym.member.id) as ours,
            hub.listening(HER_BROWSER, next_door.tenant_id, next_door.member.id) as theirs,
        ):
            shared = await write(gym.coach, "Upper", Scope.TENANT)
            await eventually(lambda: bool(of(*hub.notices)))
            assert (await ours.heard(0), await theirs.heard(0)) == (["templates"], [])
            await rename(gym.coach, shared, "Upper A")
            async with open_context(gym.coach.credential) as ctx:
                await service.deactivate(ctx, shared)
            with pytest.raises(RuntimeError):
                async with open_context(gym.coach.credential) as ctx:
                    await service.reactivate(ctx, shared)
                    raise RuntimeError("nothing of it is committed")
            await write(gym.member, "My own")
            # The sentinel: PostgreSQL tells in the order of commits, so all before it has been heard.
            await write(next_door.coach, "Lower", Scope.TENANT)
            await eventually(lambda: there in hub.notices)
            assert of(*hub.notices) == [here, here, here, f"{here} {gym.member.id}", there]
            assert (await ours.heard(0), await theirs.heard(0)) == (["templates"], ["templates"])


@pytest.mark.usefixtures("built_in")
async def test_everybody_hears_of_a_built_in_template(system_admin: Person) -> None:
    async with hearing(Recorder()) as hub:
        built_in = await write(system_admin, "For all", Scope.SYSTEM)
        async with open_context(system_admin.credential) as ctx:
            await service.deactivate(ctx, built_in)
        await notify(f"templates {HERE}")
        await eventually(lambda: f"templates {HERE}" in hub.notices)
        assert of(*hub.notices) == ["templates *", "templates *", f"templates {HERE}"]


async def test_a_notice_nobody_understands_ends_nothing() -> None:
    async with hearing(Recorder()) as hub:
        for nonsense in (
            "",
            "templates",
            "templates nobody",
            f"templates {HERE} me you",
            f"templates {HERE} x",
        ):
            await notify(nonsense)
        with hub.listening(OWN_BROWSER, HERE, ME) as mine:
            await notify(f"templates {HERE}")
            assert await mine.heard(10) == ["templates"]


async def test_after_a_lost_connection_everybody_looks_again(test_database: TestDatabase) -> None:
    async with hearing(Recorder()) as hub:
        with hub.listening(OWN_BROWSER, HERE, ME) as mine:
            with psycopg.connect(test_database.admin, autocommit=True) as admin:
                ended = "select pg_terminate_backend(pid) from pg_stat_activity where application_name = %s"
                assert admin.execute(ended, ("rythm live",)).fetchall()
            await eventually(lambda: hub.missed == 1)
            assert await mine.heard(0) == ["templates"]
            await notify(f"templates {HERE}")
            assert await mine.heard(10) == ["templates"]


# ---- the stream over HTTP


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


async def test_the_process_told_to_stop_ends_its_streams_and_tells_on(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The server's own handler is called as before, and is back in its place afterwards."""
    told: list[int] = []

    def servers_own(number: int, frame: object) -> None:
        told.append(number)

    before = signal.signal(signal.SIGTERM, servers_own)
    monkeypatch.setattr(live, "hub", Recorder())
    try:
        async with live.run_live():
            with live.hub.listening(OWN_BROWSER, HERE, ME) as mine:
                assert not mine.over
                os.kill(os.getpid(), signal.SIGTERM)
                await eventually(lambda: mine.over)
        assert told == [signal.SIGTERM]
        assert signal.getsignal(signal.SIGTERM) is servers_own
    finally:
        signal.signal(signal.SIGTERM, before)
