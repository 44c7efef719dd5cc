"""Of all processes one runs the jobs: whoever holds an advisory lock on a connection of its own.

A connection that breaks gives the lock away, so for a moment two may believe they lead: jobs bear being run
twice.
"""

import asyncio

import psycopg
import structlog

from rythm.core.database import database
from rythm.jobs.scheduler import create_scheduler

LOCK = "rythm.jobs"
POLL_SECONDS = 5.0

log = structlog.get_logger()


async def lead() -> None:
    """Wait for the lock, run the scheduler while it is held, and start over when it is lost."""
    while True:
        try:
            await _hold()
        except psycopg.Error as error:
            log.warning("jobs: database lost", error=type(error).__name__)
        except Exception as error:  # whatever it was, jobs that never run again would be worse
            log.error("jobs: stopped by an unexpected error", exc_info=error)
        await asyncio.sleep(POLL_SECONDS)


async def _hold() -> None:
    connection = await psycopg.AsyncConnection.connect(database.url, autocommit=True, connect_timeout=5)
    async with connection:
        while not await _won(connection):  # noqa: ASYNC110 - another process cannot set an event of ours
            await asyncio.sleep(POLL_SECONDS)
        scheduler = create_scheduler()
        scheduler.start()
        try:
            while True:
                await asyncio.sleep(POLL_SECONDS)
                await connection.execute("select 1")
        finally:
            scheduler.shutdown(wait=False)


async def _won(connection: psycopg.AsyncConnection) -> bool:
    cursor = await connection.execute("select pg_try_advisory_lock(hashtextextended(%s, 0))", (LOCK,))
    row = await cursor.fetchone()
    return bool(row and row[0])
