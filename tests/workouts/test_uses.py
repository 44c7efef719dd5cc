"""How often an exercise was done follows what becomes of the workouts it was done in."""

from datetime import UTC, datetime
from uuid import UUID

import pytest
import pytest_asyncio
from sqlalchemy import func, select
from sqlmodel import col

from rythm.core.actor import BySystem
from rythm.core.context import Context, open_context
from rythm.core.outbox import OutboxEvent
from rythm.exercises import queries as exercises
from rythm.workouts import service, sync
from tests.fixtures.actors import Gym
from tests.fixtures.phone import Phone, begun
from tests.fixtures.training import add_exercise

NOW = datetime.now(UTC).isoformat()


@pytest_asyncio.fixture(loop_scope="session")
async def bench(gym: Gym) -> UUID:
    return await add_exercise(gym.tenant_id, "Bench press")


async def uses(gym: Gym) -> dict[UUID, int]:
    async with open_context(gym.member.credential) as ctx:
        return await exercises.uses(ctx)


async def finished(phone: Phone, exercise_id: UUID) -> UUID:
    operations, workout, _, (row,) = begun(phone, exercise_id)
    done = phone.meant("set", row, weight_kg="80", reps=5, done_at=NOW)
    await phone.send(*operations, done, phone.meant("workout", workout, finished_at=NOW))
    return workout


async def test_a_workout_that_ends_again_counts_once(gym: Gym, bench: UUID) -> None:
    phone = Phone(gym.member)
    workout = await finished(phone, bench)
    assert await uses(gym) == {bench: 1}
    await phone.send(phone.meant("workout", workout, finished_at=None))
    assert await uses(gym) == {}
    await phone.send(phone.meant("workout", workout, finished_at=NOW))
    assert await uses(gym) == {bench: 1}
    again, after = (phone.meant("workout", workout, finished_at=each) for each in (None, NOW))
    await phone.send(again, after)
    assert await uses(gym) == {bench: 1}


async def test_a_workout_that_is_thrown_away_counts_no_more(gym: Gym, bench: UUID) -> None:
    phone = Phone(gym.member)
    workout = await finished(phone, bench)
    await finished(phone, bench)
    assert await uses(gym) == {bench: 2}
    async with open_context(gym.member.credential) as ctx:
        await service.discard(ctx, workout)
    assert await uses(gym) == {bench: 1}
    async with open_context(gym.member.credential) as ctx:
        await service.restore(ctx, workout)
    assert await uses(gym) == {bench: 2}


async def test_a_workout_that_was_thrown_away_before_it_arrived_never_counts(gym: Gym, bench: UUID) -> None:
    phone = Phone(gym.member)
    operations, workout, _, (row,) = begun(phone, bench)
    done = phone.meant("set", row, weight_kg="80", reps=5, done_at=NOW)
    end, away = (
        phone.meant("workout", workout, finished_at=NOW),
        phone.meant("workout", workout, deleted_at=NOW),
    )
    await phone.send(*operations, done, end, away)
    assert await uses(gym) == {}


async def test_a_workout_that_a_phone_and_a_client_end_in_one_moment_ends_once(
    gym: Gym, bench: UUID, monkeypatch: pytest.MonkeyPatch
) -> None:
    phone, reserve = Phone(gym.member), sync.reserve
    operations, workout, _, (row,) = begun(phone, bench)
    await phone.send(*operations, phone.meant("set", row, weight_kg="80", reps=5, done_at=NOW))

    async def late(ctx: Context, count: int) -> tuple[int, str]:
        monkeypatch.setattr(sync, "reserve", reserve)
        await phone.send(phone.meant("workout", workout, finished_at=NOW))
        return await reserve(ctx, count)

    monkeypatch.setattr(sync, "reserve", late)
    async with open_context(gym.member.credential) as ctx:
        await service.finish(ctx, workout)
    assert await uses(gym) == {bench: 1}
    async with open_context(BySystem(gym.tenant_id)) as ctx:
        told = select(func.count()).where(
            col(OutboxEvent.tenant_id) == gym.tenant_id, col(OutboxEvent.name) == "workout.finished.v1"
        )
        assert (await ctx.db.execute(told)).scalar_one() == 1
