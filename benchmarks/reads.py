"""How long pages of somebody's progress take, beside the same where there is little: in a process of its own.

Each read is asked of the gyms in turn, so that whatever else the machine does slows all of them: first as the
app's own role through the functions that pages and API call, where the time counts in which the connection
waits for PostgreSQL, all statements together; then through HTTP on the running server.
"""

import asyncio
import json
import sys
import time
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import asdict, dataclass, field
from datetime import UTC
from http.client import HTTPConnection
from pathlib import Path
from typing import Any

from sqlalchemy import event, text

import rythm.models  # noqa: F401 - foreign keys need every table to be known
from benchmarks.cases import Case, cases
from benchmarks.figures import latency
from benchmarks.years import BIG, FEW_EACH, FEW_PEOPLE
from rythm.analytics import queries as analytics
from rythm.analytics.schemas import LookAt
from rythm.body import queries as body
from rythm.body.schemas import Which
from rythm.coaching import queries as coaching
from rythm.coaching import roster
from rythm.coaching.comparison import compare, spans
from rythm.community import queries as community
from rythm.core.context import Context, open_context
from rythm.core.database import database
from rythm.core.model import utcnow
from rythm.core.settings import settings
from rythm.identity.tokens import access_token
from rythm.progress import achieving, history, lifts, sessions, timeline, volume
from rythm.progress.attained import attained
from rythm.web.worker import tune_collector
from rythm.workouts import bootstrap, queries
from rythm.workouts.finding import FindWorkouts

PEOPLE = 10
"""So many members of each gym are asked about in turn."""
WARM_UP = 10
GYMS = (BIG.slug, FEW_EACH.slug, FEW_PEOPLE.slug)


@dataclass(frozen=True)
class Read:
    """A page: who looks at it, the function behind it, and its route; some parts have only one of these.

    `beside` is the gym of 10,000 sets in which the page shows as much as in the big one; a page that `grows`
    looks further back than people there have trained, so it may take longer. A `hot` one is opened all the
    time. Nobody waits for the phone's copy on a page, so that may take more than the six queries of pages.
    """

    name: str
    role: str
    beside: str
    call: Callable[[Context, Case], Awaitable[Any]]
    route: str | None = None
    most_queries: int = 6
    hot: bool = True
    grows: bool = False


async def _exercise_page(ctx: Context, case: Case) -> Any:
    """What the page asks when it is opened."""
    found = await lifts.progress(ctx, case.exercise)
    return found, await sessions.sessions(ctx, case.exercise)


async def _client_page(ctx: Context, case: Case) -> Any:
    """What the page reads when it is opened."""
    view = await coaching.client(ctx, case.member)
    return view, await community.talk(ctx, case.member)


async def _two_periods(ctx: Context, case: Case) -> Any:
    before, now = spans(ctx.now.date(), 4, (None, None))
    return await compare(ctx, case.member, before, now)


async def _today_page(ctx: Context, _: Case) -> Any:
    """What the phone does not know itself."""
    return await queries.week(ctx), await achieving.fresh(ctx)


_OF_EXERCISE = "/api/v1/exercises/{exercise}"
READS: Sequence[Read] = (
    Read("history page", "member", FEW_PEOPLE.slug,
         lambda ctx, _: history.history(ctx, FindWorkouts(), year=ctx.now.year), "/api/v1/workouts?limit=20"),
    Read("history page, one exercise", "member", FEW_PEOPLE.slug,
         lambda ctx, case: history.history(ctx, FindWorkouts(exercise_id=case.exercise), year=ctx.now.year),
         "/api/v1/workouts?limit=20&exercise_id={exercise}"),
    Read("year calendar", "member", FEW_PEOPLE.slug,
         lambda ctx, _: history.calendar(ctx, None), "/api/v1/progress/calendar"),
    Read("a workout", "member", FEW_PEOPLE.slug,
         lambda ctx, case: queries.workout(ctx, case.workout), "/api/v1/workouts/{workout}"),
    Read("exercise page", "member", FEW_PEOPLE.slug, _exercise_page, _OF_EXERCISE + "/progress"),
    Read("exercise page, all years", "member", FEW_PEOPLE.slug,
         lambda ctx, case: lifts.progress(ctx, case.exercise, over="all"),
         _OF_EXERCISE + "/progress?over=all", grows=True),
    Read("its sets", "member", FEW_PEOPLE.slug,
         lambda ctx, case: sessions.sessions(ctx, case.exercise), _OF_EXERCISE + "/history"),
    Read("records", "member", FEW_PEOPLE.slug,
         lambda ctx, _: timeline.timeline(ctx), "/api/v1/progress/records"),
    Read("volume by muscle", "member", FEW_PEOPLE.slug,
         lambda ctx, _: volume.muscle_volume(ctx), "/api/v1/progress/volume"),
    Read("achievements", "member", FEW_PEOPLE.slug,
         lambda ctx, _: achieving.achievements(ctx), "/api/v1/progress/achievements"),
    Read("achievements, after a change", "member", FEW_PEOPLE.slug,
         lambda ctx, _: attained(ctx, ctx.actor.person_id, UTC), hot=False, grows=True),
    Read("body", "member", FEW_PEOPLE.slug, lambda ctx, _: body.trend(ctx, Which())),
    Read("today", "member", FEW_PEOPLE.slug, lambda ctx, _: queries.today(ctx), "/api/v1/today"),
    Read("today, its page", "member", FEW_PEOPLE.slug, _today_page),
    Read("phone's copy", "member", FEW_PEOPLE.slug,
         lambda ctx, _: bootstrap.bootstrap(ctx), "/api/v1/sync/bootstrap", 13, hot=False),
    Read("roster triage", "coach", FEW_EACH.slug,
         lambda ctx, _: roster.roster(ctx), "/api/v1/coaching/roster", hot=False),
    Read("roster triage, whole gym", "admin", FEW_EACH.slug,
         lambda ctx, _: roster.roster(ctx), "/api/v1/coaching/roster", hot=False),
    Read("client page", "coach", FEW_PEOPLE.slug, _client_page, "/api/v1/clients/{member}"),
    Read("two periods", "coach", FEW_PEOPLE.slug, _two_periods, "/api/v1/clients/{member}/comparison"),
    Read("tenant analytics", "admin", FEW_EACH.slug,
         lambda ctx, _: analytics.analytics(ctx, LookAt()), "/api/v1/analytics", hot=False),
    Read("tenant analytics, 90 days", "admin", FEW_EACH.slug,
         lambda ctx, _: analytics.analytics(ctx, LookAt(days="90")), "/api/v1/analytics?days=90",
         hot=False, grows=True),
    Read("a coach's analytics", "coach", FEW_EACH.slug,
         lambda ctx, _: analytics.analytics(ctx, LookAt()), "/api/v1/analytics", hot=False),
)  # fmt: skip


@dataclass
class Seen:
    """What a read took in a gym, in seconds; `processor` is PostgreSQL's own time, in ms in all."""

    database: list[float] = field(default_factory=list)
    slowest: list[float] = field(default_factory=list)
    http: list[float] = field(default_factory=list)
    queries: int = 0
    processor: float = 0.0

    def told(self) -> dict[str, Any]:
        """The figures."""
        return {
            "database": asdict(latency(self.database)),
            "slowest": asdict(latency(self.slowest)),
            "http": asdict(latency(self.http)) if self.http else None,
            "queries": self.queries,
            "processor": self.processor / max(1, len(self.database)),
        }


class Listener:
    """Counts the statements of this process's connection, and how long it waits for them."""

    def __init__(self) -> None:
        self._began = 0.0
        self.reset()
        event.listen(database.engine.sync_engine, "before_cursor_execute", self._start)
        event.listen(database.engine.sync_engine, "after_cursor_execute", self._stop)

    def reset(self) -> None:
        """From nothing."""
        self.asked, self.waited, self.slowest = 0, 0.0, 0.0

    def _start(self, *_: Any) -> None:
        self.asked += 1
        self._began = time.perf_counter()

    def _stop(self, *_: Any) -> None:
        took = time.perf_counter() - self._began
        self.waited += took
        self.slowest = max(self.slowest, took)


async def measure(rounds: int, host: str, port: int, only: str = "") -> dict[str, Any]:
    """The figures of each read in each gym."""
    database.configure(settings().database_app_url or "", pool_size=1)
    listener = Listener()
    people = {slug: await cases(slug, PEOPLE) for slug in GYMS}
    async with open_context(people[BIG.slug][0].caller("member")) as ctx:
        backend = int((await ctx.db.execute(text("select pg_backend_pid()"))).scalar_one())
    seen = {read.name: {slug: Seen() for slug in GYMS} for read in READS if only in read.name}
    server = HTTPConnection(host, port, timeout=30)
    tune_collector()  # as a worker does
    for turn in range(-WARM_UP, rounds):
        for read in READS:
            for slug in GYMS if read.name in seen else ():
                case = people[slug][turn % len(people[slug])]
                one = seen[read.name][slug] if turn >= 0 else Seen()
                await _ask(read, case, one, listener, backend)
                if read.route and port:
                    one.http.append(_get(server, read.route.format(**asdict(case)), case, read.role))
    await database.close()
    return {
        read.name: {
            "beside": read.beside,
            "most_queries": read.most_queries,
            "hot": read.hot,
            "grows": read.grows,
            "seen": {slug: one.told() for slug, one in seen[read.name].items()},
        }
        for read in READS
        if read.name in seen
    }


async def _ask(read: Read, case: Case, seen: Seen, listener: Listener, backend: int) -> None:
    listener.reset()
    before = _processor_ms(backend)
    async with open_context(case.caller(read.role)) as ctx:
        await read.call(ctx, case)
    seen.processor += _processor_ms(backend) - before
    seen.database.append(listener.waited)
    seen.slowest.append(listener.slowest)
    seen.queries = max(seen.queries, listener.asked)


def _get(server: HTTPConnection, path: str, case: Case, role: str) -> float:
    """The seconds until the whole answer is there."""
    caller = case.caller(role)
    token = access_token(caller.user_id, caller.tenant_id, utcnow())
    began = time.perf_counter()
    server.request("GET", path, headers={"Authorization": f"Bearer {token}"})
    answer = server.getresponse()
    body = answer.read()
    seconds = time.perf_counter() - began
    if answer.status != 200:
        raise RuntimeError(f"{path}: {answer.status} {body[:300]!r}")
    return seconds


def _processor_ms(pid: int) -> float:
    """Milliseconds of processor time of a process; 0 where the system does not tell."""
    try:
        return int(Path(f"/proc/{pid}/schedstat").read_text().split()[0]) / 1e6
    except OSError:
        return 0.0


def main() -> None:
    """Read how and how often to ask from standard input; write the figures to standard output."""
    json.dump(asyncio.run(measure(**json.load(sys.stdin))), sys.stdout)


if __name__ == "__main__":
    main()
