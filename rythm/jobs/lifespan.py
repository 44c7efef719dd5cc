"""Starts the scheduler with the server, in the one process that leads."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

from rythm.core.database import database
from rythm.jobs.leader import lead


@asynccontextmanager
async def run_jobs() -> AsyncIterator[None]:
    """Try to lead for as long as the server runs; close the pool at the end."""
    task = asyncio.create_task(lead(), name="jobs")
    try:
        yield
    finally:
        task.cancel()
        try:
            with suppress(asyncio.CancelledError):
                await task
        finally:
            await database.close()
