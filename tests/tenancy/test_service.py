"""Tenants: opened with their administrator, renamed, suspended; by the platform and nobody else."""

from typing import Any

import pytest
from pydantic import ValidationError
from sqlalchemy import func, select, text
from sqlmodel import col

from rythm.core.actor import BySession, BySystem
from rythm.core.context import inside, open_context
from rythm.core.crypto import token_hash
from rythm.core.errors import Conflict, Forbidden, Invalid, NotFound, Unauthenticated
from rythm.core.ids import uuid7
from rythm.identity import people, sessions
from rythm.identity.provisioning import OpenedTenant, OpenTenant, open_tenant
from rythm.identity.schemas import SignIn
from rythm.tenancy import queries as tenant_queries
from rythm.tenancy import service
from rythm.tenancy.models import Organisation, Tenant
from rythm.tenancy.schemas import ChangeTenant, CreateTenant
from tests.fixtures.actors import Gym, Person
from tests.fixtures.queries import QueryCounter

DEVICE = sessions.Device("127.0.0.1", "test")


def asked_for(**values: Any) -> OpenTenant:
    slug = values.pop("slug", f"new-{uuid7().hex[-12:]}")
    defaults = {
        "organisation_name": "Iron Group",
        "admin_email": f"boss@{slug}.example",
        "admin_name": "Boss",
    }
    return OpenTenant.model_validate({"name": "Iron Works", "slug": slug, **defaults, **values})


async def opened(system_admin: Person, **values: Any) -> OpenedTenant:
    async with open_context(system_admin.credential) as ctx:
        return await open_tenant(ctx, asked_for(**values))


async def test_a_tenant_opens_with_an_administrator_who_can_sign_in(system_admin: Person) -> None:
    new = await opened(system_admin, brand="#1f3a93")
    assert (new.tenant.organisation, new.tenant.people, new.tenant.status) == ("Iron Group", 1, "active")
    assert new.admin.temporary_password
    signed = await sessions.sign_in(
        SignIn(email=new.admin.user.email, password=new.admin.temporary_password), DEVICE
    )
    assert signed.me.tenant is not None
    assert (signed.me.user.role, signed.me.tenant.slug) == ("tenant_admin", new.tenant.slug)
    assert (signed.me.tenant.brand, signed.me.tenant.on_brand) == ("#1f3a93", "#ffffff")


async def test_somebody_known_keeps_their_password_and_gains_the_tenant(
    system_admin: Person, gym: Gym
) -> None:
    new = await opened(system_admin, admin_email=gym.coach.email)
    assert (new.admin.temporary_password, new.admin.user.id) == (None, gym.coach.id)


async def test_a_second_tenant_joins_an_organisation(system_admin: Person, gym: Gym) -> None:
    new = await opened(system_admin, organisation_name=None, organisation_id=gym.organisation_id)
    assert new.tenant.organisation == f"Owner of {gym.slug}"
    with pytest.raises(Invalid) as refused:
        await opened(system_admin, organisation_name=None, organisation_id=uuid7())
    assert set(refused.value.fields) == {"organisation_id"}


async def test_nothing_stays_of_a_tenant_whose_administrator_was_refused(system_admin: Person) -> None:
    data = asked_for(admin_password="short", organisation_name=f"Half {uuid7().hex}")
    with pytest.raises(Invalid):
        async with open_context(system_admin.credential) as ctx:
            await open_tenant(ctx, data)
    async with open_context(system_admin.credential) as ctx:
        for statement in (
            select(func.count()).select_from(Tenant).where(col(Tenant.slug) == data.slug),
            select(func.count())
            .select_from(Organisation)
            .where(col(Organisation.name) == data.organisation_name),
        ):
            assert (await ctx.db.execute(statement)).scalar_one() == 0


async def test_a_slug_is_taken_once(system_admin: Person, gym: Gym) -> None:
    with pytest.raises(Conflict) as refused:
        await opened(system_admin, slug=gym.slug)
    assert set(refused.value.fields) == {"slug"}


@pytest.mark.parametrize("who", ["member", "scheduler", "coach", "admin", "owner"])
async def test_only_the_platform_manages_tenants(gym: Gym, who: str) -> None:
    acts = [
        lambda ctx: open_tenant(ctx, asked_for()),
        lambda ctx: service.create(ctx, asked_for()),
        lambda ctx: service.update(ctx, gym.tenant_id, ChangeTenant(name="Mine")),
        lambda ctx: service.suspend(ctx, gym.tenant_id),
        lambda ctx: service.reactivate(ctx, gym.tenant_id),
    ]
    for act in acts:
        with pytest.raises(Forbidden):
            async with open_context(gym.people()[who].credential) as ctx:
                await act(ctx)


async def test_an_unknown_tenant_is_not_found(system_admin: Person) -> None:
    for act in (service.suspend, service.reactivate, tenant_queries.tenant):
        with pytest.raises(NotFound):
            async with open_context(system_admin.credential) as ctx:
                await act(ctx, uuid7())


async def test_a_suspended_tenant_refuses_sign_in_and_every_open_session(system_admin: Person) -> None:
    new = await opened(system_admin, admin_password="a good long password")
    login = SignIn(email=new.admin.user.email, password="a good long password")
    session = BySession(token_hash((await sessions.sign_in(login, DEVICE)).token))
    async with open_context(session) as ctx:
        assert ctx.actor.tenant_id == new.tenant.id
    async with open_context(system_admin.credential) as ctx:
        await service.suspend(ctx, new.tenant.id)
        assert (await tenant_queries.tenant(ctx, new.tenant.id)).status == "suspended"
    with pytest.raises(Unauthenticated):
        async with open_context(session):
            pass
    with pytest.raises(Forbidden):
        await sessions.sign_in(login, DEVICE)
    async with open_context(system_admin.credential) as ctx:
        await service.reactivate(ctx, new.tenant.id)
    async with open_context(session) as ctx:
        assert ctx.actor.tenant_id == new.tenant.id


async def test_a_new_name_and_colour(system_admin: Person, gym: Gym) -> None:
    for data in (ChangeTenant(name="Renamed"), ChangeTenant(brand="#FFD400")):
        async with open_context(system_admin.credential) as ctx:
            await service.update(ctx, gym.tenant_id, data)
    async with open_context(gym.member.credential) as ctx:
        tenant = ctx.actor.tenant
    assert tenant is not None
    assert (tenant.name, tenant.brand, tenant.on_brand) == ("Renamed", "#ffd400", "#14170a")


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ({"brand": "red"}, "pattern"),
        ({"brand": "#c8f135", "on_brand": "#ffffff"}, "cannot be read"),
        ({"on_brand": "#ffffff"}, "cannot be read"),
        ({"slug": "a"}, "at least 2"),
        ({"slug": "-gym"}, "pattern"),
        ({"slug": "my--gym"}, "pattern"),
        ({"slug": "my gym"}, "pattern"),
        ({"slug": "g" * 40}, "at most 39"),
        ({"organisation_id": str(uuid7()), "organisation_name": "Both"}, "either"),
        ({"organisation_name": None}, "either"),
        ({"status": "suspended"}, "Extra inputs"),
    ],
)
def test_what_no_tenant_may_be(values: dict[str, Any], message: str) -> None:
    good = {"name": "Gym", "slug": "gym", "organisation_name": "Group"}
    assert CreateTenant.model_validate(good)
    with pytest.raises(ValidationError, match=message):
        CreateTenant.model_validate({**good, **values})


async def test_the_platform_lists_all_and_others_their_own(
    system_admin: Person, gym: Gym, next_door: Gym
) -> None:
    async with open_context(system_admin.credential) as ctx:
        one = (await tenant_queries.tenants(ctx, search=gym.slug.upper())).items
        assert [(row.id, row.people, row.organisation) for row in one] == [
            (gym.tenant_id, 7, f"Owner of {gym.slug}")
        ]
        assert [
            row.id for row in (await tenant_queries.tenants(ctx, search=f"Owner of {next_door.slug}")).items
        ] == [next_door.tenant_id]
        assert (await tenant_queries.tenants(ctx, search=gym.slug, status="suspended")).items == []
    for person in (gym.admin, gym.owner):
        async with open_context(person.credential) as ctx:
            assert [row.id for row in (await tenant_queries.tenants(ctx)).items] == [gym.tenant_id]
            with pytest.raises(NotFound):
                await tenant_queries.tenant(ctx, next_door.tenant_id)
    with pytest.raises(Forbidden):
        async with open_context(gym.coach.credential) as ctx:
            await tenant_queries.tenants(ctx)


async def test_disabled_people_are_not_counted_and_other_tenants_never(gym: Gym, next_door: Gym) -> None:
    async with open_context(gym.admin.credential) as ctx:
        await people.disable(ctx, gym.stranger.id)
        assert (await tenant_queries.tenant(ctx, gym.tenant_id)).people == 6
        counted = await ctx.db.execute(
            text("select * from app.count_people(:tenants)"),
            {"tenants": [gym.tenant_id, next_door.tenant_id]},
        )
        assert [tuple(row) for row in counted] == [(gym.tenant_id, 6)]


async def test_pages_of_tenants(system_admin: Person, queries: QueryCounter) -> None:
    group = f"Group {uuid7().hex[-8:]}"
    async with open_context(system_admin.credential) as ctx:
        for name in ("Same", "Same", "Other", "a first", "Zero"):
            slug = f"t-{uuid7().hex[-12:]}"
            await service.create(ctx, CreateTenant(name=name, slug=slug, organisation_name=group))
    names, cursor = [], None
    for _ in range(5):
        with queries() as asked:
            async with open_context(system_admin.credential) as ctx:
                page = await tenant_queries.tenants(ctx, search=group, limit=2, cursor=cursor)
        assert len(asked) == 3
        names += [row.name for row in page.items]
        cursor = page.next_cursor
        if cursor is None:
            break
    assert names == ["a first", "Other", "Same", "Same", "Zero"]


async def test_only_the_platform_steps_into_a_tenant_and_comes_back(
    system_admin: Person, gym: Gym, next_door: Gym
) -> None:
    async with open_context(system_admin.credential) as ctx:
        async with inside(ctx, gym.tenant_id) as there:
            here = (await there.db.execute(text("select app.tenant_id(), app.user_id()"))).one()
            assert tuple(here) == (gym.tenant_id, system_admin.id)
        assert (await ctx.db.execute(text("select app.tenant_id()"))).scalar_one() is None
    for who in (gym.owner.credential, BySystem(gym.tenant_id)):
        with pytest.raises(Forbidden):
            async with open_context(who) as ctx, inside(ctx, next_door.tenant_id):
                pass
    with pytest.raises(Unauthenticated):
        async with open_context(system_admin.credential) as ctx, inside(ctx, uuid7()):
            pass
