"""A database set back to an older backup: what phones did since comes back, once, and all converge."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest_asyncio
from sqlalchemy import text

from rythm.core.actor import BySystem
from rythm.core.context import open_context
from rythm.workouts import bootstrap
from rythm.workouts.phone import FillPhone
from tests.fixtures.phone import Phone, begun
from tests.fixtures.training import add_exercise

TABLES = ("workout", "workout_exercise", "workout_set", "sync_operation", "sync_cursor")


@pytest_asyncio.fixture(loop_scope="session")
async def bench(gym) -> UUID:
    return await add_exercise(gym.tenant_id, "Bench press")


async def set_back(tenant_id: UUID, saved: dict[str, list[dict]] | None) -> dict[str, list[dict]]:
    """The gym's training as a backup; with one, the tables are put back to it."""
    async with open_context(BySystem(tenant_id)) as ctx:
        for table in reversed(TABLES) if saved is not None else ():
            await ctx.db.execute(text(f"delete from {table}"))
        for table in TABLES if saved is not None else ():
            for row in saved[table]:
                await ctx.db.execute(
                    text(f"insert into {table} select * from jsonb_populate_record(null::{table}, :row)"),
                    {"row": row},
                )
        return {
            table: list((await ctx.db.execute(text(f"select to_jsonb(t)::text from {table} t"))).scalars())
            for table in TABLES
        }


async def test_what_was_acknowledged_after_the_backup_comes_back(gym, bench):
    phone, other = Phone(gym.member), Phone(gym.member)
    operations, workout, _, (first, second) = begun(phone, bench, sets=2)
    await phone.send(*operations)
    await other.send()
    backup = await set_back(gym.tenant_id, None)

    done = datetime.now(UTC).isoformat()
    since = [
        phone.meant("set", first, weight_kg="80", reps=8, done_at=done),
        phone.meant("set", second, deleted_at=done),
        phone.meant("workout", workout, finished_at=done),
    ]
    before = await phone.send(*since)
    seen = await other.send()
    assert before.epoch == seen.epoch
    await set_back(gym.tenant_id, backup)

    noticed = await phone.send()
    assert noticed.epoch != before.epoch, "a phone that knows more than the database tells of the restore"
    again = await phone.send(*operations, *since, cursor=0)
    assert [result.status for result in again.results] == ["duplicate"] * 4 + ["applied"] * 3
    async with open_context(gym.member.credential) as ctx:
        filled = await bootstrap.bootstrap(ctx)
    assert filled.epoch == again.epoch == noticed.epoch
    rows = {row.id: row for row in filled.sets}
    assert (rows[first].weight_kg, rows[first].reps) == (80, 8)
    assert rows[second].deleted_at is not None
    assert filled.workouts[0].finished_at is not None

    late = await other.send(*since)
    assert late.epoch == noticed.epoch != seen.epoch, "the member's other devices hear of it too"
    assert [result.status for result in late.results] == ["duplicate"] * 3


async def test_a_later_intent_on_the_restored_server_is_not_overwritten(gym, bench):
    phone, other = Phone(gym.member), Phone(gym.member)
    operations, _, _, (row,) = begun(phone, bench)
    await phone.send(*operations)
    backup = await set_back(gym.tenant_id, None)
    old = phone.meant("set", row, ago_ms=0, reps=8, weight_kg="80")
    await phone.send(old)
    await set_back(gym.tenant_id, backup)
    await other.send(other.meant("set", row, ago_ms=-1000, reps=5), cursor=0)
    answer = await phone.send(old)
    [found] = answer.changes.sets
    assert (found.reps, found.weight_kg) == (5, 80)
    again = await phone.send(old)
    assert [result.status for result in again.results] == ["duplicate"]


async def test_a_phone_of_another_history_is_told_nothing_by_its_cursor(gym, bench):
    phone = Phone(gym.member)
    operations, *_ = begun(phone, bench)
    await phone.send(*operations)
    phone.epoch = "of another cluster"
    answer = await phone.send(cursor=0)
    assert answer.changes.sets == []
    assert not answer.more
    assert answer.epoch != "of another cluster"


async def test_a_phone_that_only_fills_itself_learns_of_the_restore_too(gym, bench):
    phone = Phone(gym.member)
    operations, *_ = begun(phone, bench)
    backup = await set_back(gym.tenant_id, None)
    await phone.send(*operations)
    await set_back(gym.tenant_id, backup)
    known = FillPhone(cursor=phone.cursor, epoch=phone.epoch)
    async with open_context(gym.member.credential) as ctx:
        filled = await bootstrap.bootstrap(ctx, known)
    assert filled.epoch != phone.epoch
    assert filled.workouts == []
    async with open_context(gym.member.credential) as ctx:
        again = await bootstrap.bootstrap(ctx, known)
    assert again.epoch == filled.epoch, "it is the same restore"
    assert [result.status for result in (await phone.send(*operations)).results] == ["applied"] * 3


async def test_the_end_of_a_workout_that_comes_before_its_beginning_stays_as_it_was_meant(gym, bench):
    phone = Phone(gym.member)
    backup = await set_back(gym.tenant_id, None)
    operations, workout, *_ = begun(phone, bench)
    await phone.send(*operations)
    await set_back(gym.tenant_id, backup)
    ended = datetime.now(UTC).replace(microsecond=0) - timedelta(seconds=5)
    await phone.send(phone.meant("workout", workout, ago_ms=2000, finished_at=ended.isoformat()))
    began = ended - timedelta(minutes=50)
    await phone.send(
        phone.meant("workout", workout, ago_ms=3_000_000, title="Push", started_at=began.isoformat())
    )
    async with open_context(gym.member.credential) as ctx:
        [held] = (await bootstrap.bootstrap(ctx)).workouts
    assert (held.started_at, held.finished_at) == (began, ended)
