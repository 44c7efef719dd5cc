"""Old operations are forgotten; one that comes again after that changes nothing either."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
import pytest_asyncio
from sqlalchemy import text

from rythm.core.actor import BySystem
from rythm.core.context import open_context
from rythm.core.errors import Forbidden
from rythm.jobs import tenants
from rythm.jobs.cleanup import forget_old_operations
from rythm.workouts import trimming
from rythm.workouts.trimming import REMEMBERED, forget_operations
from tests.fixtures.phone import Phone, begun
from tests.fixtures.training import add_exercise


@pytest_asyncio.fixture(loop_scope="session")
async def bench(gym) -> UUID:
    return await add_exercise(gym.tenant_id, "Bench press")


async def kept(tenant_id: UUID) -> int:
    async with open_context(BySystem(tenant_id)) as ctx:
        return int((await ctx.db.execute(text("select count(*) from sync_operation"))).scalar_one())


async def forget(tenant_id: UUID, after: timedelta) -> int:
    async with open_context(BySystem(tenant_id), now=datetime.now(UTC) + after) as ctx:
        return await forget_operations(ctx)


async def test_operations_are_forgotten_after_ninety_days_and_no_sooner(gym, next_door, bench):
    phone, neighbour = Phone(gym.member), Phone(next_door.member)
    operations, _, _, (row,) = begun(phone, bench)
    await phone.send(*operations, phone.meant("set", row, reps=8))
    await neighbour.send(*begun(neighbour, await add_exercise(next_door.tenant_id, "Squat"))[0])
    assert await forget(gym.tenant_id, REMEMBERED - timedelta(minutes=1)) == 0
    assert await forget(gym.tenant_id, REMEMBERED + timedelta(minutes=1)) == 4
    assert (await kept(gym.tenant_id), await kept(next_door.tenant_id)) == (0, 3)


async def test_what_comes_again_after_that_changes_nothing(gym, bench):
    phone = Phone(gym.member)
    operations, _, _, (row,) = begun(phone, bench)
    old = phone.meant("set", row, reps=8)
    await phone.send(*operations, old)
    [before] = (await phone.send(phone.meant("set", row, ago_ms=-1000, reps=5))).changes.sets
    await forget(gym.tenant_id, REMEMBERED + timedelta(days=1))
    answer = await phone.send(*operations, old)
    assert {result.status for result in answer.results} == {"applied"}
    assert answer.changes.sets == [before]
    assert len(answer.changes.workouts) == len(answer.changes.workout_exercises) == 1


async def test_the_job_goes_through_every_gym_batch_by_batch(gym, next_door, bench, monkeypatch):
    monkeypatch.setattr(trimming, "BATCH", 2)
    monkeypatch.setattr(trimming, "REMEMBERED", timedelta(days=-1))
    for whose in (gym, next_door):
        phone = Phone(whose.member)
        await phone.send(
            *begun(phone, await add_exercise(whose.tenant_id, f"Row {whose.tenant_id}"), sets=3)[0]
        )
    assert await forget_old_operations() >= 10
    assert (await kept(gym.tenant_id), await kept(next_door.tenant_id)) == (0, 0)
    assert await forget_old_operations() == 0, "running it again does nothing"


async def test_people_forget_nothing(gym):
    for who in (gym.member, gym.admin, gym.owner):
        async with open_context(who.credential) as ctx:
            with pytest.raises(Forbidden):
                await forget_operations(ctx)
            with pytest.raises(Forbidden):
                await tenants.queries.every(ctx)
