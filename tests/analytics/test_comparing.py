"""An owner's gyms side by side: exactly their own, each behind its wall, whoever tries what."""

import pytest
from sqlalchemy import text, update
from sqlmodel import col

from rythm.access.models import Membership
from rythm.analytics import comparing, queries
from rythm.analytics.schemas import LookAt
from rythm.core.actor import ByMembership, BySystem
from rythm.core.context import open_context
from rythm.core.errors import Forbidden, TooManyRequests
from rythm.tenancy.models import Tenant
from tests.analytics.world import NOW, build_world
from tests.fixtures.actors import build_gym

ASKED = LookAt(days="90", zone="Europe/Berlin")


async def compare(person, tenant_id=None):
    credential = ByMembership(person.id, tenant_id) if tenant_id else person.credential
    async with open_context(credential, now=NOW) as ctx:
        return await comparing.gyms(ctx, ASKED.period(NOW))


async def look(person):
    async with open_context(person.credential, now=NOW) as ctx:
        return await queries.analytics(ctx, ASKED)


async def give(person, tenant_id, role):
    async with open_context(BySystem(tenant_id)) as ctx:
        ctx.db.add(Membership(tenant_id=tenant_id, user_id=person.id, role=role))


async def test_each_gyms_line_is_what_its_own_administrator_sees(world, db):
    other = await build_world(await build_gym(world.gym.organisation_id), seed=5)
    rows = {row.id: row for row in await compare(world.gym.owner)}
    assert set(rows) == {world.gym.tenant_id, other.gym.tenant_id}
    for each in (world, other):
        view, row = await look(each.gym.admin), rows[each.gym.tenant_id]
        assert (row.members, row.active) == (view.members, view.total.active)
        assert (row.workouts, row.sets) == (view.total.workouts, view.total.sets)
        assert (row.kept, row.could) == (view.retention.kept, view.retention.could)
    assert rows[world.gym.tenant_id] != rows[other.gym.tenant_id]
    assert [row.name for row in await compare(other.gym.owner)] == sorted(row.name for row in rows.values())


async def test_only_who_owns_an_organisation_compares(gym, sister):
    for name, person in gym.people().items():
        if name != "owner":
            with pytest.raises(Forbidden):
                await compare(person)
    assert len(await compare(gym.owner)) == 2
    assert len(await compare(gym.owner, sister.tenant_id)) == 2


async def test_gyms_of_others_are_not_there(gym, sister, next_door):
    """Not even for an owner who trains, coaches or administers there, or owns that one too."""
    for role in ("athlete", "coach", "tenant_admin"):
        other = await build_gym()
        await give(gym.owner, other.tenant_id, role)
    await give(gym.owner, next_door.tenant_id, "org_admin")
    assert {row.id for row in await compare(gym.owner)} == {gym.tenant_id, sister.tenant_id}
    assert {row.id for row in await compare(gym.owner, next_door.tenant_id)} == {next_door.tenant_id}


async def test_a_shut_gym_and_a_lost_role_are_not_there(gym, sister):
    async with open_context(BySystem(None)) as ctx:
        await ctx.db.execute(
            update(Tenant).where(col(Tenant.id) == sister.tenant_id).values(status="suspended")
        )
    assert [row.id for row in await compare(gym.owner)] == [gym.tenant_id]
    async with open_context(BySystem(gym.tenant_id)) as ctx:
        await ctx.db.execute(
            update(Membership).where(col(Membership.user_id) == gym.owner.id).values(role="coach")
        )
    with pytest.raises(Forbidden):
        await compare(gym.owner)


async def test_a_gym_that_is_named_but_not_owned_stays_shut(gym, next_door, monkeypatch):
    """Were the list of gyms wrong, PostgreSQL would still not let the caller in."""
    forged = (
        "select tenant.id from (select cast(:organisation as uuid), cast(:most as int)) asked, {0} tenant"
    )
    named = f"(select '{next_door.tenant_id}'::uuid as id)"
    monkeypatch.setattr(comparing, "_OWNED", text(forged.format(named)))
    assert await compare(gym.owner) == []
    await give(gym.owner, next_door.tenant_id, "tenant_admin")
    assert await compare(gym.owner) == []


async def test_the_transaction_of_who_asks_never_leaves_its_gym(gym, sister):
    async with open_context(gym.owner.credential, now=NOW) as ctx:
        await comparing.gyms(ctx, ASKED.period(NOW))
        stands = (await ctx.db.execute(text("select app.tenant_id()"))).scalar_one()
        seen = (await ctx.db.execute(text("select distinct tenant_id from membership"))).scalars().all()
    assert (stands, seen) == (gym.tenant_id, [gym.tenant_id])


async def test_the_platform_compares_the_gyms_of_the_organisation_it_looks_at(gym, sister, system_admin):
    assert {row.id for row in await compare(system_admin, gym.tenant_id)} == {gym.tenant_id, sister.tenant_id}
    assert await compare(system_admin) == []


async def test_a_fourth_comparison_at_once_is_asked_to_wait(gym, sister):
    """Each holds a connection while it waits for another, so a crowd of them could wait for ever."""
    for _ in range(comparing.AT_ONCE):
        await comparing._places.acquire()
    try:
        with pytest.raises(TooManyRequests):
            await compare(gym.owner)
    finally:
        for _ in range(comparing.AT_ONCE):
            comparing._places.release()
    assert len(await compare(gym.owner)) == 2


async def test_it_takes_three_statements_a_gym(gym, sister, queries):
    await compare(gym.owner)
    with queries() as asked:
        await compare(gym.owner)
    assert len(asked) <= 2 + 3 * 2
