"""What changed reaches whom it concerns: notices, the listener that hears them, streams that tell them."""

import asyncio
import os
import signal
from collections.abc import AsyncIterator
from contextlib import ExitStack, asynccontextmanager, suppress
from uuid import UUID

import psycopg
import pytest

from rythm.core.context import open_context
from rythm.core.errors import TooManyRequests
from rythm.exercises.rules import Scope
from rythm.templates import service
from rythm.templates.schemas import SaveTemplate
from rythm.web import live, sockets
from rythm.web.live import STREAMS_PER_PERSON, STREAMS_PER_SESSION, Hub, listen
from tests.fixtures.actors import Gym, Person
from tests.fixtures.database import TestDatabase
from tests.templates.conftest import LINES, write
from tests.web.asgi import eventually

URL = "/api/v1/live"
HERE, THERE, ELSEWHERE, ME, HER = (UUID(int=n) for n in range(11, 16))
OWN_BROWSER, HER_BROWSER = b"mine", b"hers"


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
        (f"templates {ELSEWHERE}", False, False, False, False),
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


async def test_a_person_with_many_browsers_has_so_many_streams_and_no_more() -> None:
    hub = Recorder()
    with ExitStack() as stack:
        for number in range(STREAMS_PER_PERSON):
            stack.enter_context(hub.listening(f"browser {number}".encode(), HERE, ME))
        with pytest.raises(TooManyRequests), hub.listening(b"one more", HERE, ME):
            pass
        stack.enter_context(hub.listening(HER_BROWSER, HERE, HER))
    assert hub.count() == 0


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
