"""What runs by itself: when, in one process only, and what it does."""

import asyncio
import contextlib
from collections.abc import AsyncIterator, Callable
from datetime import UTC, datetime, timedelta

import psycopg
import pytest
import structlog
from apscheduler.schedulers.asyncio import AsyncIOScheduler

from rythm.core.actor import Anonymous
from rythm.core.context import Context, open_context
from rythm.core.database import database
from rythm.core.ids import uuid7
from rythm.identity.models import BrowserSession, RefreshFamily
from rythm.jobs import leader
from rythm.jobs.cleanup import sweep_expired_sessions
from rythm.jobs.lifespan import run_jobs
from rythm.jobs.scheduler import JOBS, create_scheduler
from rythm.jobs.tenants import in_each_tenant


async def until(condition: Callable[[], bool], seconds: float = 10) -> None:
    async with asyncio.timeout(seconds):
        while not condition():
            await asyncio.sleep(0.01)


@pytest.mark.parametrize("job", JOBS, ids=lambda job: job.id)
def test_every_job_runs_some_day(job):
    assert asyncio.iscoroutinefunction(job.run)
    assert job.run.__doc__
    first = job.trigger.get_next_fire_time(None, datetime(2026, 11, 20, 12, 0, tzinfo=UTC))
    assert first is not None
    assert first - datetime(2026, 11, 20, 12, 0, tzinfo=UTC) <= timedelta(days=31)


async def test_the_scheduler_has_every_job_and_runs_none_twice_at_once():
    scheduler = create_scheduler()
    scheduler.start(paused=True)
    try:
        jobs = {job.id: job for job in scheduler.get_jobs()}
        assert set(jobs) == {job.id for job in JOBS}
        assert len(jobs) == len(JOBS), "ids are unique"
        for job in jobs.values():
            assert (job.max_instances, job.coalesce, job.misfire_grace_time) == (1, True, 3600)
    finally:
        scheduler.shutdown(wait=False)


def session(who, **values) -> BrowserSession:
    return BrowserSession(user_id=who.id, tenant_id=who.tenant_id, token_hash=uuid7().bytes, **values)


def family(who, **values) -> RefreshFamily:
    return RefreshFamily(user_id=who.id, tenant_id=who.tenant_id, token_hash=uuid7().bytes, **values)


async def test_only_what_ended_long_ago_is_swept(gym):
    now = datetime.now(UTC)
    long_ago, lately, later = now - timedelta(days=31), now - timedelta(days=29), now + timedelta(days=1)
    rows = [
        (kind(gym.member, **values), stays)
        for kind in (session, family)
        for values, stays in (
            ({"expires_at": later}, True),
            ({"expires_at": lately}, True),
            ({"expires_at": later, "revoked_at": lately}, True),
            ({"expires_at": long_ago}, False),
            ({"expires_at": later, "revoked_at": long_ago}, False),
            ({"expires_at": lately, "revoked_at": long_ago}, False),
        )
    ]
    async with open_context(gym.member.credential) as ctx:
        ctx.db.add_all(row for row, _ in rows)
    assert await sweep_expired_sessions() >= 6
    async with open_context(gym.member.credential) as ctx:
        for row, stays in rows:
            found = await ctx.db.get(type(row), row.id)
            assert (found is not None) is stays
    assert await sweep_expired_sessions() == 0, "running it again does nothing"


@pytest.fixture
def quick(monkeypatch) -> list[str]:
    """Leaders look around often; tells what their schedulers did."""
    monkeypatch.setattr(leader, "POLL_SECONDS", 0.02)
    done: list[str] = []

    class Watched(AsyncIOScheduler):
        def start(self, paused: bool = False) -> None:
            super().start(paused)
            done.append("started")

        def shutdown(self, wait: bool = True) -> None:
            super().shutdown(wait)
            done.append("stopped")

    monkeypatch.setattr(leader, "create_scheduler", Watched)
    return done


@contextlib.asynccontextmanager
async def leading() -> AsyncIterator[asyncio.Task[None]]:
    task = asyncio.create_task(leader.lead())
    try:
        yield task
    finally:
        task.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await task


async def lock_holder(url: str) -> int | None:
    """The database process that holds the lock of the jobs."""
    async with await psycopg.AsyncConnection.connect(url, autocommit=True) as connection:
        cursor = await connection.execute(
            "select l.pid from pg_locks l join pg_stat_activity a using (pid) "
            "where l.locktype = 'advisory' and l.granted and a.datname = current_database()"
        )
        row = await cursor.fetchone()
        return row and row[0]


async def test_one_process_leads_and_the_next_takes_over(db, quick, monkeypatch):
    answers: list[bool] = []
    ask = leader._won

    async def noted(connection):
        answers.append(await ask(connection))
        return answers[-1]

    monkeypatch.setattr(leader, "_won", noted)
    async with leading() as first:
        await until(lambda: quick == ["started"])
        async with leading() as second:
            await until(lambda: answers.count(False) >= 3)
            assert quick == ["started"], "the second waits"
            first.cancel()
            await until(lambda: quick == ["started", "stopped", "started"])
            assert not second.done()
    assert quick.count("started") == quick.count("stopped")


async def test_a_leader_that_loses_its_connection_stops_and_begins_again(db, quick):
    async with leading():
        await until(lambda: quick == ["started"])
        holder = await lock_holder(db.app)
        assert holder is not None
        async with await psycopg.AsyncConnection.connect(db.app, autocommit=True) as connection:
            await connection.execute("select pg_terminate_backend(%s)", (holder,))
        await until(lambda: quick == ["started", "stopped", "started"])
    assert quick == ["started", "stopped", "started", "stopped"]


async def test_a_leader_outlives_a_database_that_is_away(db, quick):
    await database.close()
    database.configure("postgresql://rythm_app@127.0.0.1:1/rythm")
    try:
        with structlog.testing.capture_logs() as lines:
            async with leading():
                await until(lambda: len(lines) >= 2)
                assert quick == []
                database.configure(db.app)
                await until(lambda: quick == ["started"])
        assert {line["event"] for line in lines} == {"jobs: database lost"}
    finally:
        database.configure(db.app, pool_size=10)


async def test_a_leader_outlives_an_accident(db, quick, monkeypatch):
    create, calls = leader.create_scheduler, []

    def sometimes():
        calls.append(1)
        if len(calls) == 1:
            raise RuntimeError("an accident")
        return create()

    monkeypatch.setattr(leader, "create_scheduler", sometimes)
    with structlog.testing.capture_logs() as lines:
        async with leading():
            await until(lambda: quick == ["started"])
    assert [line["log_level"] for line in lines] == ["error"]


async def test_the_server_takes_the_jobs_down_with_it(db, quick):
    async with run_jobs():
        await until(lambda: quick == ["started"])
        async with open_context(Anonymous()):
            pass
    try:
        assert quick == ["started", "stopped"]
        assert database._engine is None, "the pool is closed"
        assert not [task for task in asyncio.all_tasks() if task.get_name() == "jobs"]
    finally:
        database.configure(db.app, pool_size=10)


async def test_a_tenant_in_which_a_job_fails_keeps_nobody_waiting(gym, next_door):
    served = set()

    async def work(ctx: Context) -> int:
        if ctx.actor.tenant_id == gym.tenant_id:
            raise ValueError("broken")
        served.add(ctx.actor.tenant_id)
        return 0

    with pytest.raises(ExceptionGroup, match="Failed in 1 of"):
        await in_each_tenant(work)
    assert next_door.tenant_id in served
