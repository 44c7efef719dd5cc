"""What an offline phone did of an exercise that was merged meanwhile lands on the one that stays."""

from datetime import UTC, datetime
from uuid import UUID

import pytest
import pytest_asyncio
from sqlalchemy import text

from rythm.core.context import open_context
from rythm.core.ids import uuid7
from rythm.exercises import queries as exercises
from rythm.workouts import replicas
from rythm.workouts.bootstrap import bootstrap
from rythm.workouts.merging import merge
from tests.fixtures.phone import Phone, begun
from tests.fixtures.training import Done, Lift, add_exercise, log_workout


@pytest_asyncio.fixture(loop_scope="session")
async def bench(gym) -> UUID:
    return await add_exercise(gym.tenant_id, "Bench press")


@pytest_asyncio.fixture(loop_scope="session")
async def double(gym) -> UUID:
    return await add_exercise(gym.tenant_id, "Benchpress")


async def merged(gym, double: UUID, bench: UUID) -> None:
    async with open_context(gym.admin.credential) as ctx:
        await merge(ctx, double, bench)


async def test_a_queue_that_names_the_old_one_lands_on_the_new_one(gym, bench, double):
    phone = Phone(gym.member)
    operations, workout, _, (row,) = begun(phone, double)
    await merged(gym, double, bench)
    now = datetime.now(UTC).isoformat()
    done = phone.meant("set", row, weight_kg="80", reps=5, done_at=now)
    answer = await phone.send(*operations, done, phone.meant("workout", workout, finished_at=now))
    assert {result.status for result in answer.results} == {"applied"}
    assert [line.exercise_id for line in answer.changes.workout_exercises] == [bench]
    async with open_context(gym.member.credential) as ctx:
        found = await ctx.db.execute(text("select exercise_id from workout_set"))
        assert list(found.scalars()) == [bench]
        assert await exercises.uses(ctx) == {bench: 1}
        copy = await bootstrap(ctx)
    assert set(copy.sessions) == set(copy.bests) == {bench}
    # After a restore a phone may say it all once more.
    again = [operation.model_copy(update={"op_id": UUID(int=n)}) for n, operation in enumerate(operations, 1)]
    answer = await phone.send(*again)
    assert {result.status for result in answer.results} == {"applied"}, answer.results


async def test_what_is_open_moves_under_the_phones_feet(gym, bench, double):
    phone = Phone(gym.member)
    operations, _, part, (row,) = begun(phone, double)
    await phone.send(*operations)
    await merged(gym, double, bench)
    answer = await phone.send(
        phone.meant("set", row, reps=8),
        phone.meant("workout_exercise", part, exercise_id=str(double), note="Wide grip"),
    )
    assert [result.status for result in answer.results] == ["applied", "applied"]
    assert [line.exercise_id for line in answer.changes.workout_exercises] == [bench]
    other = phone.meant("workout_exercise", part, exercise_id=str(await add_exercise(gym.tenant_id, "Row")))
    assert (await phone.send(other)).results[0].status == "rejected"


async def test_history_of_both_is_one(gym, bench, double):
    await log_workout(gym.member, datetime(2026, 11, 1, 18, tzinfo=UTC), [Lift(double, [Done("100", 5)])])
    await log_workout(gym.member, datetime(2026, 11, 3, 18, tzinfo=UTC), [Lift(bench, [Done("90", 8)])])
    await merged(gym, double, bench)
    async with open_context(gym.member.credential) as ctx:
        copy = await bootstrap(ctx)
    assert [each.sets[0].weight_kg for each in copy.sessions[bench]] == [90, 100]
    assert copy.bests[bench].reps == {"100.0": 5, "90.0": 8}
    assert double not in copy.sessions


async def test_a_merge_that_moves_more_than_a_page_is_told_whole(
    gym, bench, double, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(replicas, "PAGE", 2)
    phone = Phone(gym.member)
    operations, workout, part, _ = begun(phone, double)
    parts = {part, *(uuid7() for _ in range(4))}
    more = [
        phone.meant("workout_exercise", each, workout_id=str(workout), exercise_id=str(double))
        for each in parts - {part}
    ]
    await phone.send(*operations, *more)
    await merged(gym, double, bench)
    told, is_more = {}, True
    while is_more:
        answer = await phone.send()
        told |= {line.id: line.exercise_id for line in answer.changes.workout_exercises}
        is_more = answer.more
    assert told == dict.fromkeys(parts, bench)
