"""The one door to the database: who gets in, as whom, what is kept, and that tenants never mix."""

import asyncio
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
from sqlalchemy import delete, func, select, text, update
from sqlmodel import col

from rythm.access.models import Membership
from rythm.core.actor import Anonymous, ByMembership, BySession, BySystem, Credential, Role
from rythm.core.context import inside, open_context
from rythm.core.crypto import new_token, token_hash
from rythm.core.database import database
from rythm.core.errors import Forbidden, Unauthenticated
from rythm.core.events import Event
from rythm.core.ids import uuid7
from rythm.core.outbox import OutboxEvent
from rythm.exercises.models import Exercise
from rythm.identity.models import BrowserSession, PlatformAdmin
from rythm.tenancy.models import Tenant
from tests.fixtures.actors import Gym, Person
from tests.fixtures.database import TestDatabase

STATED = text("select app.tenant_id(), app.user_id(), app.is_platform()")


@dataclass(frozen=True, slots=True)
class BarDropped(Event):
    name = "test.bar_dropped.v1"
    member_id: UUID


def exercise(gym: Gym, name: str) -> Exercise:
    return Exercise(tenant_id=gym.tenant_id, owner_id=gym.member.id, scope="user", name=name, name_key=name)


async def names(who: Credential) -> set[str]:
    async with open_context(who) as ctx:
        return set(
            (await ctx.db.execute(select(col(Exercise.name)).where(col(Exercise.scope) == "user"))).scalars()
        )


async def events(gym: Gym) -> list[OutboxEvent]:
    async with open_context(BySystem(gym.tenant_id)) as ctx:
        return list((await ctx.db.execute(select(OutboxEvent))).scalars())


async def refused(who: Credential) -> None:
    with pytest.raises(Unauthenticated):
        async with open_context(who):
            pytest.fail("got in")


async def session_of(person: Person, **values: object) -> BySession:
    token = new_token()
    async with open_context(person.credential) as ctx:
        row = {"user_id": person.id, "tenant_id": person.tenant_id, "token_hash": token_hash(token)}
        row["expires_at"] = datetime.now(UTC) + timedelta(days=1)
        ctx.db.add(BrowserSession(**{**row, **values}))
    return BySession(token_hash(token))


# What is kept.


async def test_a_block_that_ends_is_committed_with_its_events(gym: Gym) -> None:
    async with open_context(gym.member.credential) as ctx:
        ctx.db.add(exercise(gym, "kept"))
        ctx.emit(BarDropped(gym.member.id))
    assert await names(gym.member.credential) == {"kept"}
    [event] = await events(gym)
    assert (event.name, event.payload) == ("test.bar_dropped.v1", {"member_id": str(gym.member.id)})
    assert (event.actor_id, event.tenant_id, event.created_at) == (gym.member.id, gym.tenant_id, ctx.now)
    assert event.published_at is None


async def test_a_block_that_raises_leaves_nothing_behind(gym: Gym) -> None:
    with pytest.raises(ZeroDivisionError):
        async with open_context(gym.member.credential) as ctx:
            ctx.db.add(exercise(gym, "lost"))
            await ctx.db.flush()
            ctx.emit(BarDropped(gym.member.id))
            _ = 1 // 0
    assert await names(gym.member.credential) == set()
    assert await events(gym) == []


async def test_a_commit_that_fails_stores_no_event(gym: Gym) -> None:
    with pytest.raises(Exception, match="exercise"):
        async with open_context(gym.member.credential) as ctx:
            ctx.emit(BarDropped(gym.member.id))
            ctx.db.add_all([exercise(gym, "twice"), exercise(gym, "twice")])
    assert await events(gym) == []


async def test_events_of_neighbours_are_not_seen(gym: Gym, next_door: Gym) -> None:
    async with open_context(next_door.member.credential) as ctx:
        ctx.emit(BarDropped(next_door.member.id))
    assert await events(gym) == []
    assert len(await events(next_door)) == 1


# Who one is inside.


@pytest.mark.parametrize("who", ["member", "coach", "scheduler", "admin", "owner"])
async def test_a_person_is_who_they_are_in_their_gym(gym: Gym, who: str) -> None:
    person = gym.people()[who]
    for credential in (person.credential, await session_of(person)):
        async with open_context(credential) as ctx:
            actor = ctx.actor
            assert (actor.user_id, actor.email, actor.role) == (person.id, person.email, person.role)
            assert actor.tenant is not None
            assert (actor.tenant.id, actor.tenant.slug) == (gym.tenant_id, gym.slug)
            assert actor.tenant.organisation_id == gym.organisation_id
            assert (actor.session_id is not None) is isinstance(credential, BySession)
            assert (await ctx.db.execute(STATED)).one() == (gym.tenant_id, person.id, False)


async def test_a_job_is_nobody_in_one_gym_or_on_the_platform(gym: Gym) -> None:
    async with open_context(BySystem(gym.tenant_id)) as ctx:
        assert (ctx.actor.user_id, ctx.actor.role, ctx.actor.tenant_id) == (None, Role.SYSTEM, gym.tenant_id)
        assert (await ctx.db.execute(STATED)).one() == (gym.tenant_id, None, False)
    async with open_context(BySystem(None)) as ctx:
        assert (ctx.actor.role, ctx.actor.tenant) == (Role.SYSTEM, None)
        assert (await ctx.db.execute(STATED)).one() == (None, None, True)


async def test_the_platforms_administrator_stands_anywhere(gym: Gym, system_admin: Person) -> None:
    for tenant_id in (None, gym.tenant_id):
        async with open_context(ByMembership(system_admin.id, tenant_id)) as ctx:
            assert ctx.actor.role is Role.SYSTEM_ADMIN
            assert (await ctx.db.execute(STATED)).one() == (tenant_id, system_admin.id, True)


async def test_a_visitor_without_sign_in_sees_no_people(gym: Gym) -> None:
    async with open_context(Anonymous()) as ctx:
        assert (await ctx.db.execute(STATED)).one() == (None, None, False)
        for table in ("user_account", "membership", "tenant", "browser_session", "audit_entry", "workout"):
            assert (await ctx.db.execute(text(f"select count(*) from {table}"))).scalar_one() == 0


# Who does not get in.


async def test_strangers_and_the_disabled_do_not_get_in(gym: Gym, next_door: Gym) -> None:
    await refused(ByMembership(uuid7(), gym.tenant_id))
    await refused(ByMembership(gym.member.id, next_door.tenant_id))
    await refused(ByMembership(gym.member.id, uuid7()))
    await refused(ByMembership(gym.member.id, None))
    await refused(BySystem(uuid7()))
    signed_in = await session_of(gym.member)
    async with open_context(gym.admin.credential) as ctx:
        await ctx.db.execute(
            update(Membership).where(col(Membership.user_id) == gym.member.id).values(disabled_at=ctx.now)
        )
    await refused(gym.member.credential)
    await refused(signed_in)
    async with open_context(gym.admin.credential) as ctx:
        await ctx.db.execute(
            update(Membership).where(col(Membership.user_id) == gym.member.id).values(disabled_at=None)
        )
    async with open_context(signed_in):
        pass


async def test_nobody_but_the_platform_gets_into_a_suspended_gym(gym: Gym, system_admin: Person) -> None:
    signed_in = await session_of(gym.owner)
    await _set_status(gym, "suspended")
    for person in gym.people().values():
        await refused(person.credential)
    await refused(signed_in)
    async with open_context(ByMembership(system_admin.id, gym.tenant_id)):
        pass
    await _set_status(gym, "active")
    async with open_context(signed_in):
        pass


async def _set_status(gym: Gym, status: str) -> None:
    async with open_context(BySystem(None)) as ctx:
        await ctx.db.execute(update(Tenant).where(col(Tenant.id) == gym.tenant_id).values(status=status))


async def test_ended_sessions_open_nothing(gym: Gym) -> None:
    now = datetime.now(UTC)
    await refused(BySession(token_hash("never given out")))
    await refused(await session_of(gym.member, revoked_at=now))
    await refused(await session_of(gym.member, expires_at=now - timedelta(seconds=1)))
    signed_in = await session_of(gym.member)
    async with open_context(signed_in) as ctx:
        await ctx.db.execute(update(BrowserSession).values(revoked_at=now))
    await refused(signed_in)


async def test_a_session_pointed_at_another_gym_opens_nothing(gym: Gym, next_door: Gym) -> None:
    await refused(await session_of(gym.member, tenant_id=next_door.tenant_id))
    await refused(await session_of(gym.member, tenant_id=None))


async def test_an_administrator_who_is_one_no_more_stays_out(system_admin: Person) -> None:
    signed_in = await session_of(system_admin)
    async with open_context(BySystem(None)) as ctx:
        await ctx.db.execute(delete(PlatformAdmin).where(col(PlatformAdmin.user_id) == system_admin.id))
    await refused(system_admin.credential)
    await refused(signed_in)


async def test_who_administers_an_organisation_enters_its_gyms_and_no_others(
    gym: Gym, sister: Gym, next_door: Gym
) -> None:
    async with open_context(ByMembership(gym.owner.id, sister.tenant_id)) as ctx:
        assert (ctx.actor.role, ctx.actor.tenant_id) == (Role.ORG_ADMIN, sister.tenant_id)
        assert (await ctx.db.execute(STATED)).one() == (sister.tenant_id, gym.owner.id, False)
    await refused(ByMembership(gym.owner.id, next_door.tenant_id))
    await refused(ByMembership(gym.admin.id, sister.tenant_id))
    async with open_context(gym.admin.credential) as ctx:
        mine = col(Membership.user_id) == gym.owner.id
        await ctx.db.execute(update(Membership).where(mine).values(disabled_at=ctx.now))
    await refused(ByMembership(gym.owner.id, sister.tenant_id))


async def test_a_suspended_gym_gives_no_way_into_its_sister_nor_its_sister_into_it(
    gym: Gym, sister: Gym
) -> None:
    await _set_status(gym, "suspended")
    await refused(ByMembership(gym.owner.id, sister.tenant_id))
    await refused(ByMembership(sister.owner.id, gym.tenant_id))


# Standing elsewhere for a while.


async def test_the_platform_steps_into_a_gym_and_back_in_one_transaction(
    gym: Gym, system_admin: Person
) -> None:
    async with open_context(system_admin.credential) as ctx:
        async with inside(ctx, gym.tenant_id) as there:
            assert there.actor.tenant_id == gym.tenant_id
            there.db.add(exercise(gym, "from above"))
            there.emit(BarDropped(gym.member.id))
        assert (await ctx.db.execute(STATED)).one() == (None, system_admin.id, True)
        assert (await ctx.db.execute(select(Exercise).where(col(Exercise.name) == "from above"))).all() == []
    assert await names(gym.member.credential) == {"from above"}
    assert [event.tenant_id for event in await events(gym)] == [gym.tenant_id]


@pytest.mark.parametrize("who", ["member", "admin", "owner"])
async def test_nobody_else_steps_into_another_gym(gym: Gym, next_door: Gym, who: str) -> None:
    async with open_context(gym.people()[who].credential) as ctx:
        with pytest.raises(Forbidden):
            async with inside(ctx, next_door.tenant_id):
                pytest.fail("got in")
    async with open_context(BySystem(gym.tenant_id)) as ctx:
        with pytest.raises(Forbidden):
            async with inside(ctx, next_door.tenant_id):
                pytest.fail("got in")


# Many at once.


async def test_two_hundred_contexts_on_three_connections_never_mix(
    gym: Gym, next_door: Gym, system_admin: Person, db: TestDatabase
) -> None:
    for home in (gym, next_door):
        async with open_context(home.member.credential) as ctx:
            ctx.db.add(exercise(home, home.slug))
    own = select(col(Exercise.name)).where(col(Exercise.scope) == "user")
    pids: set[int] = set()

    async def visit(number: int) -> None:
        home = (gym, next_door)[number % 2]
        kind = number % 5
        people = [home.member.credential, home.coach.credential, home.admin.credential]
        who: Credential = [BySystem(None), Anonymous(), *people][kind]
        try:
            async with open_context(who) as ctx:
                pids.add((await ctx.db.execute(text("select pg_backend_pid()"))).scalar_one())
                for _ in range(3):
                    await asyncio.sleep(0)
                    assert set((await ctx.db.execute(own)).scalars()) == ({home.slug} if kind > 1 else set())
                    tenant, person, platform = (await ctx.db.execute(STATED)).one()
                    assert (tenant, person) == (
                        (home.tenant_id, ctx.actor.user_id) if kind > 1 else (None, None)
                    )
                    assert platform is (kind == 0)
                if number % 7 == 0:
                    await ctx.db.execute(text("select 1 / 0"))
        except Exception as error:
            assert "division by zero" in str(error), error

    await database.close()
    database.configure(db.app, pool_size=3)
    try:
        await asyncio.gather(*(visit(number) for number in range(200)))
    finally:
        await database.close()
        database.configure(db.app, pool_size=10)
    assert len(pids) == 3
    async with open_context(gym.member.credential) as ctx:
        assert (await ctx.db.execute(select(func.count()).select_from(Tenant))).scalar_one() == 1
