"""Several tabs, imports that take long, and servers that end in the middle of one."""

import asyncio
import sys
from contextlib import suppress

import pytest

from rythm.belongings import arrivals
from rythm.belongings.files import Brought, FileRow
from rythm.core.context import open_context
from rythm.core.errors import AppError, Conflict, Invalid
from rythm.workouts import imports
from rythm.workouts.import_reports import HowToRead, ImportText
from tests.belongings.test_arrivals import KG, be_late, keep, seen, start, workouts
from tests.fixtures.actors import Gym
from tests.fixtures.database import TestDatabase
from tests.workouts.test_imports import FILE, library

__all__ = ["library"]


async def test_only_one_imports_it_and_one_that_died_is_succeeded(gym: Gym) -> None:
    kept = await keep(gym.member)
    async with open_context(gym.member.credential) as ctx:
        await arrivals.claim(ctx, kept.id)
    with pytest.raises(Conflict):
        await start(gym.member, kept.id)
    async with open_context(gym.member.credential) as ctx:
        with pytest.raises(Conflict):
            await arrivals.forget(ctx, kept.id)
    await be_late(gym.member)
    died = await seen(gym.member, kept.id)
    assert (died.state, died.problem) == ("waiting", arrivals.WAS_INTERRUPTED)
    assert (await start(gym.member, kept.id)).state == "done"


async def test_one_that_takes_long_is_running_and_one_whose_server_died_is_not(gym: Gym) -> None:
    kept, began = await keep(gym.member), asyncio.Event()

    async def for_ever(done: int, total: int) -> None:
        began.set()
        await asyncio.Event().wait()

    async def bring() -> None:
        async with open_context(gym.member.credential) as ctx:
            await arrivals.bring(ctx, kept.id, KG, for_ever)

    async with open_context(gym.member.credential) as ctx:
        await arrivals.claim(ctx, kept.id)
    running = asyncio.create_task(bring())
    await began.wait()
    await be_late(gym.member)
    assert (await seen(gym.member, kept.id)).state == "running", "however long it says nothing"
    assert (await seen(gym.member, kept.id)).problem == ""
    with pytest.raises(Conflict, match="still being imported"):
        await keep(gym.member)
    with pytest.raises(Conflict, match="still being imported"):
        async with open_context(gym.member.credential) as ctx:
            await arrivals.claim(ctx, kept.id)
    running.cancel()  # what a server that ends leaves of it: a connection that is closed
    with suppress(asyncio.CancelledError):
        await running
    died = await seen(gym.member, kept.id)
    assert (died.state, died.problem) == ("waiting", arrivals.WAS_INTERRUPTED)
    assert await workouts(gym.member) == 0
    assert (await start(gym.member, kept.id)).state == "done"


IMPORTER = """
import asyncio, sys
from uuid import UUID
from rythm.belongings import arrivals
from rythm.core.actor import ByMembership
from rythm.core.context import open_context
from rythm.core.database import database
from rythm.workouts.import_reports import HowToRead

async def for_ever(done, total):
    print("running", flush=True)
    await asyncio.Event().wait()

async def main(url, *ids):
    database.configure(url)
    person, gym, file = map(UUID, ids)
    async with open_context(ByMembership(person, gym)) as ctx:
        await arrivals.bring(ctx, file, HowToRead(unit="kg"), for_ever)

asyncio.run(main(*sys.argv[1:]))
"""


async def test_a_process_that_is_killed_imports_no_more(gym: Gym, test_database: TestDatabase) -> None:
    kept, me = await keep(gym.member), gym.member
    async with open_context(me.credential) as ctx:
        await arrivals.claim(ctx, kept.id)
    arguments = (test_database.app, str(me.id), str(me.tenant_id), str(kept.id))
    importer = await asyncio.create_subprocess_exec(
        sys.executable, "-c", IMPORTER, *arguments, stdout=asyncio.subprocess.PIPE
    )
    assert importer.stdout is not None
    assert await importer.stdout.readline() == b"running\n"
    await be_late(me)
    assert (await seen(me, kept.id)).state == "running"
    importer.kill()
    await importer.wait()
    async with asyncio.timeout(10):
        while (await seen(me, kept.id)).state == "running":
            pass
    died = await seen(me, kept.id)
    assert (died.state, died.problem) == ("waiting", arrivals.WAS_INTERRUPTED)
    assert (await start(me, kept.id)).state == "done"


async def test_two_tabs_at_once_import_it_once(library: None, gym: Gym) -> None:
    kept = await keep(gym.member)

    async def tab() -> Brought | str:
        try:
            async with open_context(gym.member.credential) as ctx:
                await arrivals.claim(ctx, kept.id)
                return await arrivals.bring(ctx, kept.id, KG)
        except Conflict as error:
            return error.message

    async def again(text: str) -> int:
        async with open_context(gym.member.credential) as ctx:
            return (await imports.import_text(ctx, ImportText(text=text, unit="kg"))).created

    told = await asyncio.gather(tab(), tab(), tab())
    assert len([each for each in told if isinstance(each, Brought)]) == 1, told
    assert await workouts(gym.member) == 2
    later = FILE.replace("2026-03", "2026-05")
    assert sorted(await asyncio.gather(again(later), again(later), again(later))) == [0, 0, 2]
    assert await workouts(gym.member) == 4


async def test_two_files_at_once_leave_one(gym: Gym) -> None:
    kept = await asyncio.gather(keep(gym.member), keep(gym.member), return_exceptions=True)
    assert any(isinstance(each, FileRow) for each in kept)
    assert all(isinstance(each, FileRow | AppError) for each in kept), kept
    async with open_context(gym.member.credential) as ctx:
        assert await arrivals.current(ctx) is not None


async def test_an_archive_that_is_a_pit_is_refused(gym: Gym) -> None:
    pit = b'{"format": "rythm-archive", "version": 1, "workouts": ' + b"[" * 100_000
    kept = await keep(gym.member, pit)
    async with open_context(gym.member.credential) as ctx:
        with pytest.raises(Invalid):
            await arrivals.look(ctx, kept.id, HowToRead())
