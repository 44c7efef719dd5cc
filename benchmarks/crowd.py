"""A crowd of browsers, each with an open websocket and one event a second, in a process of its own."""

import asyncio
import json
import random
import resource
import sys
import time
import uuid
from dataclasses import asdict, dataclass, field
from typing import Any

import uvloop
import websockets

from benchmarks.figures import Latency, latency

ROOT_STATE = "reflex___state____state"
AT_A_TIME = 25
PATIENCE = 20.0


@dataclass
class Plan:
    """So many clients, so long; `event` is a handler's full name, and its answer holds `answers_with`."""

    url: str
    clients: int
    seconds: float
    event: str
    answers_with: str
    cookies: list[str]


@dataclass
class Tally:
    """What the clients saw, in seconds."""

    connected: list[float] = field(default_factory=list)
    answered: list[float] = field(default_factory=list)
    errors: dict[str, int] = field(default_factory=dict)

    def fail(self, where: str, error: BaseException) -> None:
        """One client is lost."""
        reason = f"{where}: {type(error).__name__} {error}"[:120]
        self.errors[reason] = self.errors.get(reason, 0) + 1


@dataclass
class Seen:
    """What came of it."""

    connected: int
    connecting: Latency
    events: Latency
    per_second: float
    errors: dict[str, int]
    cpu_seconds: float


async def one(plan: Plan, number: int, tally: Tally, gate: asyncio.Semaphore, start: asyncio.Event) -> None:
    """Connect, load the page's state, then send an event each second."""
    origin = plan.url.removesuffix("/")
    address = f"ws{origin.removeprefix('http')}/_event/?token={uuid.uuid4()}&EIO=4&transport=websocket"
    headers = {"Cookie": plan.cookies[number % len(plan.cookies)]}
    began = time.perf_counter()
    where = "connect"
    try:
        async with gate:
            began = time.perf_counter()
            socket = await websockets.connect(
                address,
                origin=websockets.Origin(origin),
                additional_headers=headers,
                compression=None,
                ping_interval=None,
                proxy=None,
                open_timeout=PATIENCE,
            )
            await socket.recv()
            first = {"name": f"{ROOT_STATE}.hydrate_and_load", "payload": {}, "router_data": _PAGE}
            await socket.send("40/_event," + json.dumps({"event": first}))
            await _until(socket, '"is_hydrated_rx_state_":true')
            tally.connected.append(time.perf_counter() - began)
        await start.wait()
        where = "event"
        message = "42/_event," + json.dumps(
            ["event", {"name": plan.event, "payload": {}, "router_data": _PAGE}]
        )
        end = time.perf_counter() + plan.seconds
        await asyncio.sleep(random.random())
        while (sent := time.perf_counter()) < end:
            await socket.send(message)
            await _until(socket, plan.answers_with)
            took = time.perf_counter() - sent
            tally.answered.append(took)
            await asyncio.sleep(max(0.0, 1 - took))
        await socket.close()
    except (OSError, TimeoutError, websockets.WebSocketException) as error:
        tally.fail(where, error)


_PAGE = {"pathname": "/today", "asPath": "/today"}


async def _until(socket: Any, sign: str) -> None:
    while True:
        message = await asyncio.wait_for(socket.recv(), PATIENCE)
        if message == "2":  # engine.io's ping
            await socket.send("3")
        elif sign in message:
            return


async def gather(plan: Plan) -> Seen:
    """Let everybody connect, then run the events."""
    tally, gate, start = Tally(), asyncio.Semaphore(AT_A_TIME), asyncio.Event()
    cpu = time.process_time()
    tasks = [asyncio.create_task(one(plan, number, tally, gate, start)) for number in range(plan.clients)]
    deadline = time.perf_counter() + PATIENCE + plan.clients / 20
    while len(tally.connected) + sum(tally.errors.values()) < plan.clients:
        if time.perf_counter() > deadline:
            break
        await asyncio.sleep(0.05)
    start.set()
    began = time.perf_counter()
    _, late = await asyncio.wait(tasks, timeout=plan.seconds + 5)
    for task in late:
        task.cancel()
    return Seen(
        connected=len(tally.connected),
        connecting=latency(tally.connected),
        events=latency(tally.answered),
        per_second=len(tally.answered) / (time.perf_counter() - began),
        errors=tally.errors | ({"unanswered": len(late)} if late else {}),
        cpu_seconds=time.process_time() - cpu,
    )


def main() -> None:
    """Read a plan from standard input, write what was seen to standard output."""
    most = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))
    json.dump(asdict(uvloop.run(gather(Plan(**json.load(sys.stdin))))), sys.stdout)


if __name__ == "__main__":
    main()
