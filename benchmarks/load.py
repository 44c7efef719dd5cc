"""The load generator, a process of its own: reads a plan from standard input and writes what it measured.

Closed-loop: each connection asks again as soon as it is answered, which finds the highest throughput.
Open-loop: requests start at fixed times whatever the server does, and latency counts from the intended start,
so a stalled server is not spared the requests that would have come meanwhile (no coordinated omission).
"""

import asyncio
import gc
import json
import sys
import time
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from typing import Any

import uvloop

from benchmarks.figures import Latency, latency
from benchmarks.mix import OPERATIONS, Member, operations
from benchmarks.wire import BrokenError, Connection

MOST_CONNECTIONS = 256
PATIENCE = 5.0
"""Seconds after the end in which started requests may still be answered."""


@dataclass
class Plan:
    """What to do: `rate` per second open-loop, or 0 for closed-loop on so many connections."""

    host: str
    port: int
    seconds: float
    connections: int
    rate: float
    members: list[dict[str, Any]]


@dataclass
class Measured:
    """What came of it; latencies in milliseconds."""

    requests: int
    errors: dict[str, int]
    seconds: float
    per_second: float
    total: Latency
    by_operation: dict[str, Latency]
    cpu_seconds: float
    connections: int


@dataclass
class Tally:
    """Latencies in seconds by operation, and what went wrong."""

    taken: dict[str, list[float]] = field(default_factory=lambda: {name: [] for name in OPERATIONS})
    errors: dict[str, int] = field(default_factory=dict)

    def note(self, operation: str, seconds: float, status: int) -> None:
        """One answer."""
        if 200 <= status < 300:
            self.taken[operation].append(seconds)
        else:
            self.fail(f"{operation}: {status}")

    def fail(self, reason: str) -> None:
        """One request without a good answer."""
        self.errors[reason] = self.errors.get(reason, 0) + 1


class Requests:
    """The mix in turn: every operation once, then again, each round by the next member."""

    def __init__(self, plan: Plan, first: int = 0) -> None:
        host = f"{plan.host}:{plan.port}"
        self._members = [operations(Member(**member), host) for member in plan.members]
        self._round = self._turns(first)

    def _turns(self, first: int) -> Iterator[tuple[str, bytes]]:
        turn = first
        while True:
            member = self._members[turn % len(self._members)]
            # Rotated, so that connections in step do not all log a set at the same moment.
            for offset in range(len(OPERATIONS)):
                name = OPERATIONS[(turn + offset) % len(OPERATIONS)]
                yield name, next(member[name])
            turn += 1

    def __next__(self) -> tuple[str, bytes]:
        return next(self._round)


async def closed(plan: Plan, tally: Tally) -> float:
    """Ask, wait, ask again on every connection; returns the seconds it took."""
    open_connections = [await Connection.open(plan.host, plan.port) for _ in range(plan.connections)]
    began = time.perf_counter()
    end = began + plan.seconds

    async def one(number: int, connection: Connection) -> None:
        requests = Requests(plan, number)
        while (start := time.perf_counter()) < end:
            name, message = next(requests)
            try:
                status = await connection.ask(message)
            except BrokenError as error:
                tally.fail(f"{name}: {error}")
                connection = await Connection.open(plan.host, plan.port)
                continue
            tally.note(name, time.perf_counter() - start, status)
        connection.close()

    tasks = [asyncio.create_task(one(*pair)) for pair in enumerate(open_connections)]
    await _within(tasks, plan.seconds + PATIENCE, tally)
    return time.perf_counter() - began


async def opened(plan: Plan, tally: Tally) -> float:
    """Start `rate` requests a second, evenly; returns the seconds from the first start to the last answer."""
    idle = [await Connection.open(plan.host, plan.port) for _ in range(plan.connections)]
    free = asyncio.Semaphore(MOST_CONNECTIONS)
    requests = Requests(plan)
    tasks: set[asyncio.Task[None]] = set()

    async def one(intended: float) -> None:
        name, message = next(requests)
        async with free:
            try:
                connection = idle.pop() if idle else await Connection.open(plan.host, plan.port)
                status = await connection.ask(message)
            except (BrokenError, OSError) as error:
                tally.fail(f"{name}: {error}")
                return
            tally.note(name, time.perf_counter() - intended, status)
            idle.append(connection)

    began = time.perf_counter()
    for number in range(int(plan.rate * plan.seconds)):
        intended = began + number / plan.rate
        if (early := intended - time.perf_counter()) > 0:
            await asyncio.sleep(early)
        task = asyncio.create_task(one(intended))
        tasks.add(task)
        task.add_done_callback(tasks.discard)
    await _within(tasks, PATIENCE, tally)
    for connection in idle:
        connection.close()
    return time.perf_counter() - began


async def _within(tasks: Any, seconds: float, tally: Tally) -> None:
    if not tasks:
        return
    done, late = await asyncio.wait(list(tasks), timeout=seconds)
    for task in late:
        task.cancel()
        tally.fail("unanswered")
    await asyncio.gather(*done)


async def measure(plan: Plan) -> Measured:
    """Run the plan."""
    tally = Tally()
    gc.collect()
    gc.freeze()
    cpu = time.process_time()
    seconds = await (opened if plan.rate else closed)(plan, tally)
    taken = {name: found for name, found in tally.taken.items() if found}
    every = [one for found in taken.values() for one in found]
    return Measured(
        requests=len(every) + sum(tally.errors.values()),
        errors=tally.errors,
        seconds=seconds,
        per_second=len(every) / seconds,
        total=latency(every),
        by_operation={name: latency(found) for name, found in taken.items()},
        cpu_seconds=time.process_time() - cpu,
        connections=plan.connections,
    )


def main() -> None:
    """Read a plan from standard input, write what was measured to standard output."""
    plan = Plan(**json.load(sys.stdin))
    json.dump(asdict(uvloop.run(measure(plan))), sys.stdout)


if __name__ == "__main__":
    main()
