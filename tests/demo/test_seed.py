"""The demo is made once, quickly and whole, and people can sign in to it."""

from datetime import UTC, datetime, timedelta

import pytest_asyncio
from sqlalchemy import func, select, text
from sqlmodel import col

from rythm.access.models import CoachAssignment, Membership
from rythm.coaching import notes, roster
from rythm.coaching.rules import Kind
from rythm.community import queries as community
from rythm.core.actor import ByMembership, BySystem
from rythm.core.context import Context, open_context
from rythm.demo.people import PASSWORD, SYSTEM_ADMIN, TENANTS
from rythm.demo.seed import opens_to_all, seed_demo
from rythm.identity.models import User
from rythm.identity.passwords import hash_password, verify_password
from rythm.templates.models import Template
from rythm.workouts.models import BodyMetric, Workout, WorkoutSet
from rythm.workouts.today import today

NOW = datetime.now(UTC)


@pytest_asyncio.fixture(loop_scope="session")
async def demo(db) -> None:
    """The demo in the worker's database."""
    await seed_demo(NOW)


async def _login(email: str):
    async with open_context(BySystem(None)) as ctx:
        found = await ctx.db.execute(text("select * from app.find_login(:email)"), {"email": email})
        return found.mappings().one()


async def _count(ctx: Context, model: type, *where) -> int:
    return (await ctx.db.execute(select(func.count()).select_from(model).where(*where))).scalar_one()


async def test_the_demo_is_whole_and_made_once(demo: None) -> None:
    assert await seed_demo() is False
    for tenant in TENANTS:
        seat = (await _login(f"athlete@{tenant.slug}.demo"))["seats"][0]
        async with open_context(BySystem(seat["tenant_id"])) as ctx:
            assert ctx.actor.tenant is not None
            assert (ctx.actor.tenant.brand, ctx.actor.tenant.on_brand) == (tenant.brand, tenant.on_brand)
            assert await _count(ctx, Membership) == len(tenant.people)
            assert await _count(ctx, CoachAssignment) == 8
            assert await _count(ctx, Template, col(Template.scope) == "tenant") >= 4
            assert await _count(ctx, Workout) > 200
            assert await _count(ctx, WorkoutSet) > 4_000
            assert await _count(ctx, Workout, col(Workout.finished_at) > NOW) == 0
            assert await _count(ctx, Workout, col(Workout.body_weight_kg).is_(None)) == 0
            assert await _count(ctx, BodyMetric) > 50
            assert await _count(ctx, Workout, col(Workout.started_at) > NOW - timedelta(days=2)) >= 2


async def test_the_demo_is_open_until_its_administrator_has_a_password(demo: None) -> None:
    assert await opens_to_all()
    change = text("update user_account set password_hash = :hash where email = :email")
    before = (await _login(SYSTEM_ADMIN.email))["password_hash"]
    for kept, is_open in ((await hash_password("another long one"), False), (before, True)):
        async with open_context(BySystem(None)) as ctx:
            await ctx.db.execute(change, {"hash": kept, "email": SYSTEM_ADMIN.email})
        assert await opens_to_all() is is_open


async def test_everybody_signs_in_with_the_shown_password(demo: None) -> None:
    login = await _login(SYSTEM_ADMIN.email)
    assert login["is_platform"]
    assert (await verify_password(PASSWORD, login["password_hash"]))[0]
    for tenant in TENANTS:
        for who, role in (("athlete", "athlete"), ("coach", "coach"), ("admin", "tenant_admin")):
            login = await _login(f"{who}@{tenant.slug}.demo")
            assert (await verify_password(PASSWORD, login["password_hash"]))[0]
            assert [(seat["slug"], seat["role"]) for seat in login["seats"]] == [(tenant.slug, role)]


async def test_an_owner_stands_in_both_gyms(demo: None) -> None:
    seats = (await _login("owner@harbor.demo"))["seats"]
    assert {(seat["slug"], seat["role"]) for seat in seats} == {
        (tenant.slug, "org_admin") for tenant in TENANTS
    }


async def test_the_athlete_opens_the_app_on_a_workout_to_do(demo: None) -> None:
    for tenant in TENANTS:
        login = await _login(f"athlete@{tenant.slug}.demo")
        tenant_id = login["seats"][0]["tenant_id"]
        async with open_context(ByMembership(login["user_id"], tenant_id), now=NOW) as ctx:
            view = await today(ctx)
            assert view.next is not None and view.open is None
            assert view.last is not None and view.last.title != view.next.name
            assert view.streak_weeks >= 10
            personal = await _count(ctx, Template, col(Template.owner_id) == login["user_id"])
            assert personal == 1


async def test_coaches_and_athletes_talk(demo: None) -> None:
    for tenant in TENANTS:
        login = await _login(f"athlete@{tenant.slug}.demo")
        tenant_id = login["seats"][0]["tenant_id"]
        async with open_context(ByMembership(login["user_id"], tenant_id), now=NOW) as ctx:
            assert len((await community.inbox(ctx, unread=True)).items) == 1
        coach = await _login(f"coach@{tenant.slug}.demo")
        async with open_context(ByMembership(coach["user_id"], tenant_id), now=NOW) as ctx:
            said = await community.talk(ctx, login["user_id"])
        assert {each.workout_id is None for each in said} == {True, False}
        assert all(each.at <= NOW for each in said)


async def test_people_joined_before_they_trained(demo: None) -> None:
    login = await _login("sofia@harbor.demo")
    async with open_context(BySystem(login["seats"][0]["tenant_id"])) as ctx:
        joined = (
            await ctx.db.execute(select(col(User.created_at)).where(col(User.id) == login["user_id"]))
        ).scalar_one()
        first = (
            await ctx.db.execute(
                select(func.min(col(Workout.started_at))).where(col(Workout.member_id) == login["user_id"])
            )
        ).scalar_one()
        assert joined <= first < joined + timedelta(weeks=1)


async def test_the_coach_finds_every_reason_to_look(demo: None) -> None:
    for tenant in TENANTS:
        login = await _login(f"coach@{tenant.slug}.demo")
        who = ByMembership(login["user_id"], login["seats"][0]["tenant_id"])
        async with open_context(who, now=NOW) as ctx:
            page = await roster.roster(ctx)
        kinds = {row.name: {reason.kind for reason in row.reasons} for row in page.items}
        assert any(Kind.SILENT in found for found in kinds.values()) and page.headline.records > 0
        if tenant.slug == "harbor":
            assert page.items[0].name == "Jonas Beck"
            for name, kind in (
                ("Jonas Beck", Kind.SILENT),
                ("Kofi Mensah", Kind.LOW),
                ("Priya Nair", Kind.DROPPED),
                ("Leo Marchetti", Kind.STALLED),
                ("Sofia Almeida", Kind.WROTE),
                ("Maya Lindqvist", Kind.RECORD),
            ):
                assert kind in kinds[name], name
    login = await _login("hana@harbor.demo")
    async with open_context(ByMembership(login["user_id"], login["seats"][0]["tenant_id"]), now=NOW) as ctx:
        page = await roster.roster(ctx)
        snoozed = [row for row in page.items if row.snoozed_until]
        assert [row.name for row in snoozed] == ["Elin Sorensen"]
        assert len((await notes.notes(ctx, snoozed[0].id)).items) == 1
