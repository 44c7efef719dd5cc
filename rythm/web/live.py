"""What changed, told to open streams within a moment: PostgreSQL notifies, each process listens once.

A notice is `topic tenant [person]`, sent inside the transaction that changed something and delivered when it
commits; `*` stands for every tenant. It says that something changed and never what: whoever hears it asks
again, with their own rights.
"""

import asyncio
import random
import signal
import threading
from collections import defaultdict
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager, suppress
from dataclasses import dataclass, field
from types import FrameType
from typing import Any
from uuid import UUID

import psycopg
import structlog

from rythm.core.database import database
from rythm.core.errors import TooManyRequests
from rythm.web import sockets

CHANNEL = "rythm_live"
EVERYBODY = "*"
TOPICS = ("templates",)
STREAMS_PER_SESSION, STREAMS_PER_PERSON = 8, 32
RETRY_SECONDS = 5
LONGEST_PAUSE = 5.0

log = structlog.get_logger()


@dataclass(eq=False, slots=True)
class Stream:
    """One open stream: whose it is, what it still has to be told, and whether it is over."""

    session: bytes
    tenant_id: UUID | None
    person_id: UUID | None
    over: bool = False
    _topics: set[str] = field(default_factory=set)
    _woken: asyncio.Event = field(default_factory=asyncio.Event)

    def tell(self, topic: str) -> None:
        """Something changed; told once, however often it did before it was heard."""
        self._topics.add(topic)
        self._woken.set()

    def end(self) -> None:
        """Let it end as soon as it looks."""
        self.over = True
        self._woken.set()

    async def heard(self, seconds: float) -> list[str]:
        """What changed since it was asked last; waits this long for something, and may be empty."""
        with suppress(TimeoutError):
            await asyncio.wait_for(self._woken.wait(), seconds)
        self._woken.clear()
        topics = sorted(self._topics)
        self._topics.clear()
        return topics


class Hub:
    """The open streams of this process, by the tenant they stand in."""

    def __init__(self) -> None:
        self.is_open = False
        self._streams: dict[UUID | None, set[Stream]] = defaultdict(set)

    @contextmanager
    def listening(self, session: bytes, tenant_id: UUID | None, person_id: UUID | None) -> Iterator[Stream]:
        """Hear what changes in this tenant until the block ends or the session does.

        Raises TooManyRequests for a session, or a person with many of them, that has enough streams already.
        """
        streams = self._streams[tenant_id]
        if sum(each.session == session for each in streams) >= STREAMS_PER_SESSION:
            raise TooManyRequests(RETRY_SECONDS, "This browser listens in enough windows already.")
        if person_id and sum(each.person_id == person_id for each in streams) >= STREAMS_PER_PERSON:
            raise TooManyRequests(RETRY_SECONDS, "You listen on enough devices already.")
        stream = Stream(session, tenant_id, person_id, over=not self.is_open)

        async def close() -> None:
            stream.end()

        streams.add(stream)
        sockets.register(session, close)
        try:
            yield stream
        finally:
            sockets.forget(session, close)
            streams.discard(stream)
            if not streams:
                self._streams.pop(tenant_id, None)

    def tell(self, notice: str) -> None:
        """Pass a notice on to the streams it concerns."""
        topic, tenant, *person = notice.split(" ")
        for stream in self._all() if tenant == EVERYBODY else self._streams.get(UUID(tenant), ()):
            if not person or stream.person_id == UUID(person[0]):
                stream.tell(topic)

    def tell_everything(self) -> None:
        """Nobody listened for a while: anything may have changed."""
        for stream in self._all():
            for topic in TOPICS:
                stream.tell(topic)

    def count(self) -> int:
        """How many streams are open."""
        return len(self._all())

    def close(self) -> None:
        """End every stream, and those that come."""
        self.is_open = False
        for stream in self._all():
            stream.end()

    def _all(self) -> list[Stream]:
        return [stream for streams in self._streams.values() for stream in streams]


hub = Hub()


@asynccontextmanager
async def run_live() -> AsyncIterator[None]:
    """Listen for as long as the server runs; streams end before it waits for them."""
    hub.is_open = True
    task = asyncio.create_task(listen(hub), name="live")
    try:
        with _told_of_the_end(hub.close):
            yield
    finally:
        hub.close()
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task


async def listen(to: Hub) -> None:
    """Pass on what PostgreSQL tells, for ever; when the connection breaks, connect again after a pause."""
    pause, missed = 0.1, False
    while True:
        try:
            connection = await psycopg.AsyncConnection.connect(
                database.url, autocommit=True, connect_timeout=5, application_name="rythm live"
            )
            async with connection:
                await connection.execute(f"listen {CHANNEL}")
                if missed:
                    to.tell_everything()
                pause, missed = 0.1, True
                async for notice in connection.notifies():
                    _pass_on(to, notice.payload)
        except (psycopg.Error, OSError) as error:
            log.warning("live: database lost", error=type(error).__name__)
        except Exception as error:  # whatever it was, streams that never hear again would be worse
            log.error("live: stopped by an unexpected error", exc_info=error)
        await asyncio.sleep(pause * random.uniform(0.5, 1))  # noqa: S311 - spreads the load, hides nothing
        pause = min(LONGEST_PAUSE, pause * 2)


def _pass_on(to: Hub, notice: str) -> None:
    try:
        to.tell(notice)
    except ValueError:
        log.warning("live: a notice nobody understands", notice=notice[:100])


@contextmanager
def _told_of_the_end(end: Callable[[], Any]) -> Iterator[None]:
    """Call this when the process is told to stop, beside what is called anyway.

    The server waits for open answers before it ends the tasks beside it, and a stream is an answer that stays
    open.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    loop = asyncio.get_running_loop()
    before = {number: signal.getsignal(number) for number in (signal.SIGTERM, signal.SIGINT)}

    def told(number: int, frame: FrameType | None) -> None:
        loop.call_soon_threadsafe(end)
        handler = before[signal.Signals(number)]
        if callable(handler):
            handler(number, frame)

    for number, handler in before.items():
        if callable(handler):
            signal.signal(number, told)
            signal.siginterrupt(number, False)
    try:
        yield
    finally:
        for number, handler in before.items():
            if callable(handler):
                signal.signal(number, handler)
