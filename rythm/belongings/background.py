"""Imports a file beside the request that asked for it: whoever asked may go, and it goes on."""

import asyncio
from contextlib import suppress
from uuid import UUID

import structlog

from rythm.belongings import arrivals
from rythm.core.actor import Credential
from rythm.core.context import open_context
from rythm.core.errors import AppError
from rythm.workouts.import_reports import HowToRead

UNEXPECTED = "Something went wrong on our side. Nothing was imported: try again in a moment."

log = structlog.get_logger()
_running: set[asyncio.Task[None]] = set()


def import_beside(who: Credential, file_id: UUID, how: HowToRead) -> None:
    """Import a file that was claimed; the file says how far it is and what came of it."""
    task = asyncio.create_task(_import(who, file_id, how))
    _running.add(task)  # or nobody would hold it, and it could be collected half way
    task.add_done_callback(_running.discard)


async def finished() -> None:
    """Wait until no import of this process is running."""
    await asyncio.gather(*_running)


async def _import(who: Credential, file_id: UUID, how: HowToRead) -> None:
    async def told(done: int, total: int) -> None:
        # Who signs out meanwhile does not hear more, and the import goes on.
        with suppress(AppError):
            async with open_context(who) as ctx:
                await arrivals.say(ctx, file_id, done, total)

    try:
        async with open_context(who) as ctx:
            await arrivals.bring(ctx, file_id, how, told)
    except AppError as error:
        await _give_up(who, file_id, next(iter(error.fields.values()), error.message))
    except Exception as error:
        log.error("an import failed", exc_info=error)
        await _give_up(who, file_id, UNEXPECTED)


async def _give_up(who: Credential, file_id: UUID, problem: str) -> None:
    with suppress(AppError):
        async with open_context(who) as ctx:
            await arrivals.give_up(ctx, file_id, problem)
