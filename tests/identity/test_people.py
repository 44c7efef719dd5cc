"""The people of a gym: who may add, change and disable whom, and who gets which coach."""

import asyncio
from datetime import timedelta

import pytest
from sqlalchemy import text

from rythm.access import GRANTS, Permission
from rythm.core.actor import ByMembership, BySystem, Role
from rythm.core.context import open_context
from rythm.core.errors import AppError, Conflict, Forbidden, Invalid, NotFound
from rythm.core.ids import uuid7
from rythm.identity import people, provisioning, queries, sessions
from rythm.identity.provisioning import OpenTenant
from rythm.identity.queries import People
from rythm.identity.rules import ASSIGNABLE, HOMES, may_assign
from rythm.identity.schemas import AddUser, ChangeRole, SignIn
from rythm.identity.sessions import Device
from tests.identity.doors import set_disabled

A, S, C, T, O = Role.ATHLETE, Role.SCHEDULER, Role.COACH, Role.TENANT_ADMIN, Role.ORG_ADMIN  # noqa: E741
MAY_HAND_OUT = {
    Role.NOBODY: set(),
    Role.ATHLETE: set(),
    Role.SCHEDULER: set(),
    Role.COACH: set(),
    Role.TENANT_ADMIN: {A, S, C, T},
    Role.ORG_ADMIN: {A, S, C, T, O},
    Role.SYSTEM_ADMIN: {A, S, C, T, O},
    Role.SYSTEM: {A, S, C, T, O},
}
NAMES = ("member", "stranger", "coach", "other_coach", "scheduler", "admin", "owner")


def newcomer(role: Role = Role.ATHLETE, **rest) -> AddUser:
    return AddUser(email=f"{uuid7().hex}@new.example", name="Nova", role=role, **rest)


@pytest.mark.parametrize("role", list(Role))
@pytest.mark.parametrize("actor", list(Role))
def test_who_may_hand_out_which_role(actor, role):
    assert may_assign(actor, role) is (role in MAY_HAND_OUT[actor])


def test_only_who_manages_people_hands_out_roles():
    assert set(ASSIGNABLE) == {role for role in Role if Permission.USER_MANAGE in GRANTS[role]}


def test_everybody_has_a_home():
    assert set(HOMES) == set(Role) - {Role.SYSTEM, Role.NOBODY}


@pytest.mark.parametrize("role", list(Role))
@pytest.mark.parametrize("name", NAMES)
async def test_adding_keeps_to_the_table(gym, name, role):
    actor = gym.people()[name]
    data = newcomer(role, password="a long enough one")
    if role in MAY_HAND_OUT[actor.role]:
        async with open_context(actor.credential) as ctx:
            added = await people.add(ctx, data)
        assert (added.user.role, added.user.status, added.temporary_password) == (role, "active", None)
    else:
        with pytest.raises(Forbidden):
            async with open_context(actor.credential) as ctx:
                await people.add(ctx, data)


@pytest.mark.parametrize("act", ["change_role", "disable", "enable"])
@pytest.mark.parametrize("target", NAMES)
@pytest.mark.parametrize("name", NAMES)
async def test_changing_somebody_keeps_to_the_table(gym, name, target, act):
    actor, whom = gym.people()[name], gym.people()[target]
    refused: type[AppError] | None = None
    if not MAY_HAND_OUT[actor.role]:
        refused = Forbidden
    elif actor == whom:
        refused = Conflict
    elif whom.role not in MAY_HAND_OUT[actor.role]:
        refused = Forbidden
    arguments = (ChangeRole(role=Role.SCHEDULER),) if act == "change_role" else ()
    if refused is not None:
        with pytest.raises(refused):
            async with open_context(actor.credential) as ctx:
                await getattr(people, act)(ctx, whom.id, *arguments)
        return
    async with open_context(actor.credential) as ctx:
        row = await getattr(people, act)(ctx, whom.id, *arguments)
    if act == "change_role":
        assert row.role is Role.SCHEDULER
    else:
        assert row.status == ("disabled" if act == "disable" else "active")


async def test_nobody_lifts_somebody_above_themselves(gym):
    for role in (Role.ORG_ADMIN, Role.SYSTEM_ADMIN, Role.SYSTEM):
        with pytest.raises(Forbidden):
            async with open_context(gym.admin.credential) as ctx:
                await people.change_role(ctx, gym.coach.id, ChangeRole(role=role))


async def test_another_gyms_people_do_not_exist(gym, next_door):
    acts = (
        lambda ctx: people.change_role(ctx, gym.member.id, ChangeRole(role=Role.COACH)),
        lambda ctx: people.disable(ctx, gym.member.id),
        lambda ctx: people.enable(ctx, gym.member.id),
        lambda ctx: people.assign_coach(ctx, gym.member.id, next_door.coach.id),
        lambda ctx: people.assign_coach(ctx, gym.member.id, None),
        lambda ctx: people.assign_coach(ctx, next_door.member.id, gym.coach.id),
        lambda ctx: queries.user(ctx, gym.member.id),
    )
    for act in acts:
        for who in (next_door.admin, next_door.owner):
            with pytest.raises(NotFound):
                async with open_context(who.credential) as ctx:
                    await act(ctx)
    async with open_context(gym.admin.credential) as ctx:
        row = await queries.user(ctx, gym.member.id)
    assert (row.role, row.status, row.coaches) == (Role.ATHLETE, "active", ["Coach"])


async def test_the_owner_manages_a_sister_gym(gym, sister):
    async with open_context(ByMembership(gym.owner.id, sister.tenant_id)) as ctx:
        assert (await people.disable(ctx, sister.member.id)).status == "disabled"
        with pytest.raises(NotFound):
            await queries.user(ctx, gym.member.id)


async def test_the_platform_has_to_stand_in_a_gym(gym, system_admin):
    for who in (system_admin.credential, BySystem(None)):
        with pytest.raises(Forbidden):
            async with open_context(who) as ctx:
                await people.disable(ctx, gym.member.id)
    async with open_context(ByMembership(system_admin.id, gym.tenant_id)) as ctx:
        assert (await people.disable(ctx, gym.owner.id)).status == "disabled"


async def test_a_new_person_signs_in_with_the_password_shown_once(gym):
    async with open_context(gym.admin.credential) as ctx:
        added = await people.add(ctx, newcomer(Role.COACH, coach_id=None))
        shown_again = await queries.user(ctx, added.user.id)
    assert added.temporary_password
    assert "temporary_password" not in shown_again.model_dump()
    password = SignIn(email=added.user.email, password=added.temporary_password)
    signed = await sessions.sign_in(password, Device("198.51.100.9", "phone"))
    assert (signed.me.home, signed.me.user.name) == ("/coach", "Nova")


async def test_somebody_known_elsewhere_keeps_name_and_password(gym, next_door):
    data = AddUser(
        email=gym.member.email.upper(), name="Somebody else", role=Role.ATHLETE, password="not theirs at all"
    )
    async with open_context(next_door.admin.credential) as ctx:
        added = await people.add(ctx, data)
    assert (added.user.id, added.user.name, added.temporary_password) == (gym.member.id, "Member", None)
    async with open_context(gym.member.credential) as ctx:
        kept = await ctx.db.execute(
            text("select password_hash from user_account where id = :id"), {"id": gym.member.id}
        )
        assert kept.scalar_one().startswith("$argon2id$v=19$m=1024"), "as it was"
    with pytest.raises(Conflict) as again:
        async with open_context(next_door.admin.credential) as ctx:
            await people.add(ctx, data)
    assert [*again.value.fields] == ["email"]


async def test_a_weak_password_or_wrong_coach_adds_nobody(gym, next_door):
    for data, error in (
        (newcomer(password="short"), Invalid),
        (newcomer(coach_id=next_door.coach.id), NotFound),
        (newcomer(coach_id=gym.member.id), Invalid),
    ):
        with pytest.raises(error):
            async with open_context(gym.admin.credential) as ctx:
                await people.add(ctx, data)
        async with open_context(gym.admin.credential) as ctx:
            found = await queries.users(ctx, People(search=data.email))
        assert found.items == []


async def coaches_of(gym) -> list[str]:
    async with open_context(gym.admin.credential) as ctx:
        return (await queries.user(ctx, gym.member.id)).coaches


async def test_a_member_has_the_coach_they_were_given_last(gym):
    for coach, name in (
        (gym.other_coach, "Other_Coach"),
        (gym.admin, "Admin"),
        (gym.owner, "Owner"),
        (None, None),
    ):
        async with open_context(gym.admin.credential) as ctx:
            await people.assign_coach(ctx, gym.member.id, coach and coach.id)
        assert await coaches_of(gym) == ([name] if name else [])


@pytest.mark.parametrize("coach", ["member", "stranger", "scheduler", "disabled"])
async def test_not_everybody_can_coach(gym, coach):
    if coach == "disabled":
        await set_disabled(gym.other_coach)
    whom = gym.other_coach if coach == "disabled" else gym.people()[coach]
    with pytest.raises(Invalid) as refused:
        async with open_context(gym.admin.credential) as ctx:
            await people.assign_coach(ctx, gym.member.id, whom.id)
    assert [*refused.value.fields] == ["coach_id"]
    assert await coaches_of(gym) == ["Coach"], "the old coach stays"


@pytest.mark.parametrize("name", ["member", "coach", "scheduler"])
async def test_coaches_do_not_choose_their_clients(gym, name):
    for coach in (gym.other_coach.id, None):
        with pytest.raises(Forbidden):
            async with open_context(gym.people()[name].credential) as ctx:
                await people.assign_coach(ctx, gym.member.id, coach)


async def test_disabling_again_keeps_the_first_time(gym):
    async with open_context(gym.admin.credential) as ctx:
        first = await people.disable(ctx, gym.member.id)
    async with open_context(gym.admin.credential, now=first.disabled_at + timedelta(days=1)) as ctx:
        assert (await people.disable(ctx, gym.member.id)).disabled_at == first.disabled_at
        assert (await people.enable(ctx, gym.member.id)).disabled_at is None


async def names(who, which: People = People()) -> list[str]:  # noqa: B008 - frozen
    async with open_context(who.credential) as ctx:
        return [row.name for row in (await queries.users(ctx, which)).items]


EVERYBODY = ["Admin", "Coach", "Member", "Other_Coach", "Owner", "Scheduler", "Stranger"]


@pytest.mark.parametrize(
    ("name", "seen"),
    [
        ("coach", ["Coach", "Member"]),
        ("other_coach", ["Other_Coach"]),
        ("scheduler", EVERYBODY),
        ("admin", EVERYBODY),
        ("owner", EVERYBODY),
    ],
)
async def test_who_sees_whom(gym, next_door, name, seen):
    assert await names(gym.people()[name]) == seen


@pytest.mark.parametrize(
    ("which", "found"),
    [
        (People(search=" COACH "), ["Coach", "Other_Coach"]),
        (People(search="r_c"), ["Other_Coach"]),
        (People(search="%"), []),
        (People(search="\\"), []),
        (People(search="stranger@gym"), ["Stranger"]),
        (People(role="coach"), ["Coach", "Other_Coach"]),
        (People(role="coach", status="disabled"), ["Other_Coach"]),
        (People(status="active", search="oach"), ["Coach"]),
    ],
)
async def test_people_are_found(gym, which, found):
    await set_disabled(gym.other_coach)
    assert await names(gym.admin, which) == found


async def test_pages_have_everybody_once_whatever_lower_case_is(gym):
    """PostgreSQL and Python do not agree on the lower case of every letter."""
    everybody = sorted([*EVERYBODY, "İa", "İb", "İc"])
    seen, cursor = [], None
    async with open_context(gym.admin.credential) as ctx:
        for name in everybody[-3:]:
            await people.add(ctx, newcomer().model_copy(update={"name": name}))
    async with open_context(gym.admin.credential) as ctx:
        while True:
            page = await queries.users(ctx, People(), limit=2, cursor=cursor)
            seen += [row.name for row in page.items]
            if (cursor := page.next_cursor) is None:
                break
        with pytest.raises(Invalid):
            await queries.users(ctx, People(), cursor="bm9uc2Vuc2U")
        counts = await queries.count_by_role(ctx)
    assert sorted(seen) == everybody
    assert counts == {"athlete": 5, "coach": 2, "scheduler": 1, "tenant_admin": 1, "org_admin": 1}


async def test_the_command_line_makes_the_first_administrator(db, gym):
    email = f"{uuid7().hex}@platform.example"
    for _ in range(2):
        async with open_context(BySystem(None)) as ctx:
            admin_id = await people.create_system_admin(ctx, email, "Root", "a long enough one")
    async with open_context(ByMembership(admin_id, None)) as ctx:
        assert (ctx.actor.role, ctx.actor.email) == (Role.SYSTEM_ADMIN, email)
    for who in (gym.owner.credential, gym.admin.credential):
        with pytest.raises(Forbidden):
            async with open_context(who) as ctx:
                await people.create_system_admin(ctx, gym.admin.email, "Me", "a long enough one")


async def test_an_account_of_a_gym_does_not_become_an_administrator_of_the_platform(gym):
    """Whoever added that person may know their password, and their sessions would rise with them."""
    with pytest.raises(Conflict):
        async with open_context(BySystem(None)) as ctx:
            await people.create_system_admin(ctx, gym.member.email, "Root", "a long enough one")
    async with open_context(gym.member.credential) as ctx:
        assert ctx.actor.role is Role.ATHLETE


@pytest.mark.parametrize("is_known", [True, False], ids=["with an account elsewhere", "new"])
async def test_the_same_person_added_twice_at_once_is_a_conflict(gym, next_door, is_known):
    data = newcomer(password="a long enough one")
    if is_known:
        async with open_context(next_door.admin.credential) as ctx:
            await people.add(ctx, data)

    async def add() -> object:
        async with open_context(gym.admin.credential) as ctx:
            return await people.add(ctx, data)

    done = await asyncio.gather(*(add() for _ in range(4)), return_exceptions=True)
    refused = [one for one in done if isinstance(one, BaseException)]
    assert len(refused) == 3
    assert all(isinstance(one, Conflict) and "email" in one.fields for one in refused), refused


def opening(slug: str, **rest) -> OpenTenant:
    return OpenTenant(
        name="New gym", slug=slug, organisation_name="Owner", admin_name="Ada",
        admin_email=f"ada@{slug}.example", **rest,
    )  # fmt: skip


async def test_a_gym_opens_with_its_administrator_or_not_at_all(system_admin, gym):
    slug = f"new-{uuid7().hex[-10:]}"
    async with open_context(system_admin.credential) as ctx:
        opened = await provisioning.open_tenant(ctx, opening(slug))
    assert opened.admin.temporary_password
    assert (opened.tenant.slug, opened.admin.user.role) == (slug, Role.TENANT_ADMIN)
    async with open_context(ByMembership(opened.admin.user.id, opened.tenant.id)) as ctx:
        assert (await queries.me(ctx)).home == "/admin/people"
    other = f"new-{uuid7().hex[-10:]}"
    with pytest.raises(Invalid):
        async with open_context(system_admin.credential) as ctx:
            await provisioning.open_tenant(ctx, opening(other, admin_password="short"))
    for who in (gym.owner, gym.admin, gym.member):
        with pytest.raises(Forbidden):
            async with open_context(who.credential) as ctx:
                await provisioning.open_tenant(ctx, opening(other))
    async with open_context(BySystem(None)) as ctx:
        left = await ctx.db.execute(text("select count(*) from tenant where slug = :slug"), {"slug": other})
        assert left.scalar_one() == 0
