from dataclasses import replace
from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
import pytest_asyncio
from sqlalchemy import func, select

from rythm.core.context import open_context
from rythm.core.errors import Conflict, Forbidden
from rythm.core.ids import uuid7
from rythm.core.outbox import OutboxEvent
from rythm.workouts import bootstrap
from rythm.workouts.models import SyncOperation, WorkoutSet
from tests.fixtures.phone import Phone, begun
from tests.fixtures.training import Done, Lift, add_exercise, log_workout


@pytest_asyncio.fixture(loop_scope="session")
async def bench(gym) -> UUID:
    return await add_exercise(gym.tenant_id, "Bench press")


@pytest.fixture
def phone(gym) -> Phone:
    return Phone(gym.member)


async def stored(phone: Phone) -> dict[UUID, WorkoutSet]:
    async with open_context(phone.owner.credential) as ctx:
        found = await ctx.db.execute(select(WorkoutSet).where(WorkoutSet.member_id == phone.owner.id))
        return {row.id: row for row in found.scalars()}


async def test_a_workout_arrives_whole(phone, bench):
    operations, workout, part, (first, second) = begun(phone, bench, sets=2)
    done = datetime.now(UTC).isoformat()
    answer = await phone.send(
        *operations, phone.meant("set", first, weight_kg="82.5", reps=6, rpe="8.5", done_at=done)
    )
    assert [result.status for result in answer.results] == ["applied"] * 5
    assert {row.id for row in answer.changes.sets} == {first, second}
    row = (await stored(phone))[first]
    assert (str(row.weight_kg), row.reps, str(row.rpe), row.exercise_id) == ("82.5000000000", 6, "8.5", bench)
    assert answer.changes.workouts[0].id == workout
    assert answer.changes.workout_exercises[0].id == part
    assert answer.changes.model_dump(mode="json")["sets"][0]["weight_kg"] == "82.5"


async def test_a_lost_reply_doubles_nothing(phone, bench):
    operations, *_ = begun(phone, bench)
    await phone.send(*operations)
    again = await phone.send(*operations, cursor=0)
    assert [result.status for result in again.results] == ["duplicate"] * 3
    assert len(await stored(phone)) == 1
    assert len(again.changes.sets) == len(again.changes.workouts) == 1


async def test_the_same_operation_twice_in_one_batch_counts_once(phone, bench):
    operations, *_ = begun(phone, bench)
    answer = await phone.send(*operations, operations[-1])
    assert {result.op_id: result.status for result in answer.results}[operations[-1].op_id] == "applied"
    async with open_context(phone.owner.credential) as ctx:
        kept = await ctx.db.execute(
            select(func.count()).select_from(SyncOperation).where(SyncOperation.op_id == operations[-1].op_id)
        )
        assert kept.scalar_one() == 1


async def test_a_rejection_stays_one_when_asked_again(phone, bench):
    operations, _, part, _ = begun(phone, bench)
    bad = phone.meant("set", uuid7(), workout_exercise_id=str(part), reps=-3)
    first = await phone.send(*operations, bad)
    again = await phone.send(bad)
    for answer in (first, again):
        assert answer.results[-1].status == "rejected"
        assert "reps" in answer.results[-1].reason


@pytest.mark.parametrize(
    ("fields", "reason"),
    [
        ({"weight_kg": "heavy"}, "weight_kg"),
        ({"weight_kg": "99999"}, "weight_kg"),
        ({"reps": 1001}, "reps"),
        ({"rpe": "8.3"}, "rpe"),
        ({"kind": "party"}, "kind"),
        ({"color": "red"}, "color"),
        ({"done_at": "2026-11-20T10:00:00"}, "zone"),
        ({"workout_exercise_id": str(UUID(int=7))}, "cannot be changed"),
    ],
)
async def test_one_bad_operation_never_blocks_the_rest(phone, bench, fields, reason):
    operations, _, _, (row,) = begun(phone, bench)
    await phone.send(*operations)
    answer = await phone.send(phone.meant("set", row, **fields), phone.meant("set", row, reps=5))
    assert [result.status for result in answer.results] == ["rejected", "applied"]
    assert reason in answer.results[0].reason
    assert (await stored(phone))[row].reps == 5


async def test_what_only_the_database_refuses_is_rejected_alone(phone, bench):
    operations, workout, _, (row,) = begun(phone, bench)
    await phone.send(*operations)
    far = phone.meant("set", row, distance_m="1000000", duration_seconds=86_400)
    impossible = phone.meant("set", row, workout_exercise_id=str(workout))
    answer = await phone.send(far, impossible)
    assert [result.status for result in answer.results] == ["applied", "rejected"]


async def test_another_tenants_id_is_rejected_without_losing_the_batch(phone, bench, next_door):
    theirs = Phone(next_door.member)
    foreign, *_, (taken,) = begun(theirs, await add_exercise(next_door.tenant_id, "Bench press"))
    await theirs.send(*foreign)
    operations, _, part, (row,) = begun(phone, bench)
    clash = phone.meant("set", taken, workout_exercise_id=str(part), reps=1)
    answer = await phone.send(*operations, clash, phone.meant("set", row, reps=8))
    assert [result.status for result in answer.results] == ["applied"] * 3 + ["rejected", "applied"]
    assert (await stored(phone))[row].reps == 8
    assert (await stored(theirs))[taken].reps is None


async def test_the_later_intent_wins_each_field_whatever_arrives_first(gym, bench):
    one, two = Phone(gym.member), Phone(gym.member, skew_ms=172_800_000)
    operations, _, _, (row,) = begun(one, bench)
    await one.send(*operations)
    later = two.meant("set", row, ago_ms=1_000, weight_kg="90", reps=5)
    earlier = one.meant("set", row, ago_ms=60_000, weight_kg="80", rpe="8")
    created = operations[-1].at
    assert earlier.at < created  # meant before the row's creation: only fields nobody wrote are free
    await two.send(later)
    answer = await one.send(earlier)
    found = (await stored(one))[row]
    assert (found.weight_kg, found.reps, found.rpe) == (90, 5, 8)
    assert answer.results[0].status == "applied"
    assert answer.changes.sets[0].weight_kg == 90, "the loser is told what stands"


async def test_devices_converge(gym, bench):
    one, two = Phone(gym.member), Phone(gym.member)
    operations, _, part, (row,) = begun(one, bench)
    await one.send(*operations)
    seen = await two.send()
    assert [change.id for change in seen.changes.sets] == [row]
    added = uuid7()
    await two.send(two.meant("set", added, workout_exercise_id=str(part), position=1))
    await one.send(one.meant("set", row, reps=7))
    assert [change.id for change in (await two.send()).changes.sets] == [row]
    assert {change.id for change in (await one.send(cursor=0)).changes.sets} == {row, added}
    assert (await two.send()).changes.sets == []


async def test_deleted_stays_deleted_until_somebody_means_otherwise(phone, bench):
    operations, _, _, (row,) = begun(phone, bench)
    await phone.send(*operations)
    await phone.send(phone.meant("set", row, deleted_at=datetime.now(UTC).isoformat()))
    await phone.send(phone.meant("set", row, ago_ms=30_000, reps=9))
    assert (await stored(phone))[row].deleted_at is not None
    await phone.send(phone.meant("set", row, deleted_at=None))
    assert (await stored(phone))[row].deleted_at is None


async def test_finishing_is_told_once_and_never_before_the_start(phone, bench):
    operations, workout, *_ = begun(phone, bench)
    await phone.send(*operations)
    before = (datetime.now(UTC) - timedelta(days=1)).isoformat()
    answer = await phone.send(phone.meant("workout", workout, finished_at=before))
    [row] = answer.changes.workouts
    assert row.finished_at == row.started_at, "clocks disagree: a workout of no length, but none is lost"
    for _ in range(2):
        end = (datetime.now(UTC) + timedelta(minutes=1)).isoformat()
        await phone.send(phone.meant("workout", workout, finished_at=end))
    async with open_context(phone.owner.credential) as ctx:
        told = await ctx.db.execute(select(OutboxEvent.name).where(OutboxEvent.actor_id == phone.owner.id))
        assert told.scalars().all() == ["workout.finished.v1"]


async def test_nobody_writes_into_anothers_workout(gym, bench):
    mine, theirs = Phone(gym.member), Phone(gym.stranger)
    operations, _, part, (row,) = begun(mine, bench)
    await mine.send(*operations)
    answer = await theirs.send(
        theirs.meant("set", row, reps=99), theirs.meant("set", uuid7(), workout_exercise_id=str(part))
    )
    assert [result.status for result in answer.results] == ["rejected", "rejected"]
    assert answer.changes.sets == []
    assert (await stored(mine))[row].reps is None


async def test_operations_of_somebody_else_are_refused_whole(gym, bench):
    phone = Phone(gym.member)
    operations, *_ = begun(phone, bench)
    phone.owner = type(phone.owner)(gym.member.id, gym.tenant_id, "", gym.member.role)
    async with open_context(gym.stranger.credential) as ctx:
        from rythm.workouts import sync
        from rythm.workouts.schemas import SyncRequest

        request = SyncRequest(
            user_id=gym.member.id, device_id=phone.device_id, sent_at=phone.clock(), operations=operations
        )
        with pytest.raises(Conflict):
            await sync.apply(ctx, request)


async def test_who_does_not_train_cannot_sync(gym):
    with pytest.raises(Forbidden):
        await Phone(gym.scheduler).send()


async def test_unknown_parents_are_rejected(phone, next_door):
    foreign = await add_exercise(next_door.tenant_id, "Squat")
    operations, *_ = begun(phone, foreign)
    answer = await phone.send(*operations)
    assert [result.status for result in answer.results] == ["applied", "rejected", "rejected"]


async def test_a_set_costs_six_queries(phone, bench, queries):
    operations, _, _, (row,) = begun(phone, bench)
    await phone.send(*operations)
    tick = phone.meant("set", row, reps=6, weight_kg="80", done_at=datetime.now(UTC).isoformat())
    with queries() as asked:
        await phone.send(tick)
    assert len([statement for statement in asked if "SAVEPOINT" not in statement.upper()]) <= 6, asked


async def test_bootstrap_has_last_times_values_and_the_open_workout(gym, phone, bench):
    day = timedelta(days=1)
    now = datetime.now(UTC)
    for ago, weight in ((9, "70"), (2, "80")):
        await log_workout(gym.member, now - ago * day, [Lift(bench, [Done(weight, 8), Done(weight, 7)])])
    await log_workout(gym.stranger, now - day, [Lift(bench, [Done("200", 1)])])
    operations, workout, *_ = begun(phone, bench)
    await phone.send(*operations)
    async with open_context(gym.member.credential) as ctx:
        filled = await bootstrap.bootstrap(ctx)
    assert [(set_.weight_kg, set_.reps) for set_ in filled.sessions[bench][0].sets] == [(80, 8), (80, 7)]
    assert filled.workouts[0].id == workout
    assert [row.finished_at is None for row in filled.workouts] == [True, False, False]
    assert len(filled.sets) == 5
    assert filled.cursor == phone.cursor
    assert bench in {exercise.id for exercise in filled.exercises}


async def test_bootstrap_takes_few_queries_whatever_the_history(gym, bench, queries):
    now = datetime.now(UTC)
    for ago in range(3):
        await log_workout(gym.member, now - timedelta(days=ago + 1), [Lift(bench, [Done("70", 8)])])
    with queries() as asked:
        async with open_context(gym.member.credential) as ctx:
            await bootstrap.bootstrap(ctx)
    assert len(asked) <= 14, asked


async def test_a_visiting_administrator_has_nothing_to_log(gym, sister, system_admin):
    for visitor in (
        replace(gym.owner, tenant_id=sister.tenant_id),
        replace(system_admin, tenant_id=gym.tenant_id),
    ):
        with pytest.raises(Forbidden):
            await Phone(visitor).send()
        with pytest.raises(Forbidden):
            async with open_context(visitor.credential) as ctx:
                await bootstrap.bootstrap(ctx)
    assert (await Phone(gym.owner).send()).results == []
