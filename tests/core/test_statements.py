"""Statements built once: each caller gets their own rows, and nothing of the first caller stays inside."""

import pytest
from sqlalchemy import Select, String, select
from sqlalchemy.exc import StatementError
from sqlmodel import col

from rythm import access
from rythm.access import Permission
from rythm.core import statements
from rythm.core.context import Context, open_context
from rythm.core.errors import Forbidden
from rythm.workouts.models import Workout
from tests.fixtures.actors import Person

built: list[str] = []


def mine(ctx: Context, shape: str = "") -> Select:
    built.append(shape)
    return select(col(Workout.member_id), statements.given("word", String())).where(
        access.within(ctx, Workout, Permission.WORKOUT_READ), col(Workout.started_at) <= ctx.now
    )


def of_a_gym(ctx: Context) -> Select:
    return select(col(Workout.id)).where(col(Workout.tenant_id) == ctx.actor.tenant_id)


def looks_at_a_value(ctx: Context) -> Select:
    return select(col(Workout.id)).limit(1 if ctx.actor.tenant_id else 2)


async def record(who: Person) -> None:
    async with open_context(who.credential) as ctx:
        ctx.db.add(Workout(tenant_id=who.tenant_id, member_id=who.id, started_at=ctx.now, clocks={}))


async def test_one_statement_serves_every_caller_with_their_own_values(gym, next_door):
    people = (gym.member, gym.stranger, next_door.member)
    for who in people:
        await record(who)
    built.clear()
    for who in (*people, gym.member):
        async with open_context(who.credential) as ctx:
            found = (await statements.run(ctx, mine, "athletes", word=who.email)).all()
        assert {tuple(row) for row in found} == {(who.id, who.email)}
    assert built == ["athletes"]


async def test_another_role_and_another_shape_are_other_statements(gym):
    built.clear()
    for who, shape in ((gym.coach, "a"), (gym.coach, "b"), (gym.owner, "a"), (gym.other_coach, "a")):
        async with open_context(who.credential) as ctx:
            await statements.run(ctx, mine, shape, word="")
    assert built == ["a", "b", "a"]


async def test_a_missing_value_is_an_error(gym):
    async with open_context(gym.member.credential) as ctx:
        with pytest.raises(StatementError, match="word"):
            await statements.run(ctx, mine)


async def test_what_looks_at_a_value_cannot_be_built(gym):
    async with open_context(gym.member.credential) as ctx:
        with pytest.raises(TypeError, match="not defined"):
            await statements.run(ctx, looks_at_a_value)


async def test_who_stands_in_no_gym_is_refused_each_time(system_admin):
    for _ in range(2):
        async with open_context(system_admin.credential) as ctx:
            with pytest.raises(Forbidden):
                await statements.run(ctx, of_a_gym)
