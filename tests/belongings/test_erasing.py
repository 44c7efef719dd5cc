"""Leaving for good: what goes, from every gym, what stays, and what the trail still says."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
from sqlalchemy import select, text, update
from sqlmodel import col

from rythm.access.models import CoachAssignment, Membership
from rythm.belongings.erasing import erase_leavers, of_person
from rythm.core.actor import BySystem, Role
from rythm.core.context import open_context
from rythm.core.errors import Forbidden, Unauthenticated
from rythm.core.ids import uuid7
from rythm.core.model import metadata
from rythm.exercises import service as exercises
from rythm.exercises.models import Exercise
from rythm.exercises.schemas import CreateExercise
from rythm.identity import leaving
from rythm.identity.models import BrowserSession, PlatformAdmin, RefreshFamily, User
from rythm.jobs.leaving import forget_leavers
from rythm.templates.models import Template
from rythm.workouts.models import SyncOperation
from tests.belongings.everything import exported, give_everything
from tests.fixtures.actors import Gym, Person
from tests.fixtures.training import Done, Lift, add_exercise, add_template, log_workout

pytestmark = pytest.mark.usefixtures("built_in")
ENDS = datetime(2100, 1, 1, tzinfo=UTC)


async def ask_to_leave(who: Person, *, ago: timedelta = timedelta(hours=2)) -> None:
    """As if the two weeks had been over for so long; whoever other tests left waiting has gone before."""
    await forget_leavers()
    async with open_context(who.credential) as ctx:
        await ctx.db.execute(update(User).where(col(User.id) == who.id).values(leaves_at=ctx.now - ago))


async def join(who: Person, gym: Gym, role: Role = Role.ATHLETE) -> Person:
    """The same person in another gym."""
    async with open_context(BySystem(gym.tenant_id)) as ctx:
        ctx.db.add(Membership(tenant_id=gym.tenant_id, user_id=who.id, role=role))
    return Person(who.id, gym.tenant_id, who.email, role)


async def sign_in(who: Person) -> None:
    async with open_context(who.credential) as ctx:
        here = {"user_id": who.id, "tenant_id": who.tenant_id, "expires_at": ENDS}
        ctx.db.add(BrowserSession(**here, token_hash=uuid7().bytes, device="Anna's phone"))
        ctx.db.add(RefreshFamily(**here, token_hash=uuid7().bytes))
        ctx.db.add(
            SyncOperation(
                tenant_id=who.tenant_id, op_id=uuid7(), member_id=who.id, device_id=uuid7(), seq=1,
                entity="workout", entity_id=uuid7(), fields={"note": "secret"}, at=ctx.now, status="applied",
            )
        )  # fmt: skip


@pytest.fixture
def everywhere(test_database):
    """Every row of every table that speaks of a person, past the wall: table -> rows as text."""
    import psycopg
    from psycopg.conninfo import make_conninfo

    name = psycopg.conninfo.conninfo_to_dict(test_database.app)["dbname"]
    admin = make_conninfo(test_database.admin, dbname=name)

    def find(*said: str) -> dict[str, list[str]]:
        found = {}
        with psycopg.connect(admin) as db:
            for table in metadata.sorted_tables:
                rows = db.execute(f"select t::text from {table.name} t").fetchall()
                hits = [row for (row,) in rows if any(each in row for each in said)]
                if hits:
                    found[table.name] = hits
        return found

    return find


async def test_a_person_in_two_gyms_is_gone_from_both(gym: Gym, next_door: Gym, everywhere) -> None:
    there = await join(gym.member, next_door)
    for who in (gym.member, there):
        await give_everything(who)
        await sign_in(who)
    async with open_context(gym.member.credential) as ctx:
        await exercises.create(ctx, CreateExercise(name="Annaspress"))
        await ctx.db.execute(update(User).where(col(User.id) == there.id).values(name="Anna Unmistakable"))
        await ctx.db.execute(
            update(User).where(col(User.id) == there.id).values(email=f"new-{gym.member.email}")
        )
        await ctx.db.execute(text("update workout set note = 'my sore knee' where title = 'Two'"))
        await ctx.db.execute(text("update exercise set name = 'Annas sled' where name = 'Sled push'"))
    assert set(everywhere(str(gym.member.id))) >= {
        "user_account", "membership", "workout", "workout_exercise", "workout_set", "body_metric",
        "training_preference", "exercise", "exercise_hiding", "exercise_word", "template", "template_version",
        "browser_session", "refresh_family", "sync_operation", "coach_assignment",
    }  # fmt: skip
    await ask_to_leave(gym.member)
    assert await forget_leavers() == 1

    left = everywhere(str(gym.member.id))
    assert set(left) <= {"audit_entry", "outbox_event"}, "the trail knows an id that nobody has any more"
    said = everywhere(
        gym.member.email,
        "Anna Unmistakable",
        "sore knee",
        "Annas sled",
        "Annaspress",
        "annaspr",
        "Anna's phone",
    )
    assert said == {}
    with pytest.raises(Unauthenticated):
        async with open_context(gym.member.credential):
            pass
    assert await forget_leavers() == 0


async def test_the_trail_remains_and_says_which_columns_changed(gym: Gym) -> None:
    await give_everything(gym.member)
    async with open_context(gym.member.credential) as ctx:
        await ctx.db.execute(text("update workout set note = 'my sore knee' where title = 'Two'"))
    trail = text("select actor_id, action, entity, changes from audit_entry order by at, id")
    async with open_context(BySystem(gym.tenant_id)) as ctx:
        before = (await ctx.db.execute(trail)).all()
    await ask_to_leave(gym.member)
    await forget_leavers()
    async with open_context(BySystem(gym.tenant_id)) as ctx:
        after = (await ctx.db.execute(trail)).all()
    assert [row[:3] for row in after[: len(before)]] == [row[:3] for row in before]
    assert next(
        (new.changes, old.changes)
        for old, new in zip(before, after, strict=False)
        if old.changes and "note" in old.changes and old.entity == "workout" and old.changes["note"][0] == ""
        and len(old.changes) == 1
    ) == ({"note": "removed"}, {"note": ["", "my sore knee"]})  # fmt: skip


async def test_what_the_person_did_for_others_stays_in_the_trail(gym: Gym) -> None:
    async with open_context(gym.coach.credential) as ctx:
        await ctx.db.execute(
            update(Membership).where(col(Membership.user_id) == gym.stranger.id).values(role="coach")
        )
    await ask_to_leave(gym.coach)
    await forget_leavers()
    async with open_context(BySystem(gym.tenant_id)) as ctx:
        told = await ctx.db.execute(
            text("select changes from audit_entry where actor_id = :who and entity = 'membership'"),
            {"who": gym.coach.id},
        )
        assert told.scalars().all() == [{"role": ["athlete", "coach"]}]
        assert (await ctx.db.execute(select(CoachAssignment))).all() == []


async def test_the_address_goes_from_what_others_did_too(gym: Gym, everywhere) -> None:
    bench = await add_exercise(gym.tenant_id, "Bench")
    for name in (f"Ask {gym.member.email}", "Bench"):
        async with open_context(gym.admin.credential) as ctx:
            await ctx.db.execute(update(Exercise).where(col(Exercise.id) == bench).values(name=name))
    assert len(everywhere(gym.member.email)["audit_entry"]) == 2
    await ask_to_leave(gym.member)
    await forget_leavers()
    assert everywhere(gym.member.email) == {}


async def test_another_persons_things_are_untouched(gym: Gym, next_door: Gym) -> None:
    for number, who in enumerate((gym.member, gym.stranger, next_door.member)):
        await give_everything(who, f"Machine {number}")
    before = [await exported(who) for who in (gym.stranger, next_door.member)]
    await ask_to_leave(gym.member)
    await forget_leavers()
    assert [await exported(who) for who in (gym.stranger, next_door.member)] == before


async def made(who: Person, name: str, scope: str = "user") -> UUID:
    async with open_context(who.credential) as ctx:
        exercise = Exercise(
            tenant_id=who.tenant_id, owner_id=who.id, scope=scope, name=name, name_key=name.lower()
        )
        ctx.db.add(exercise)
        await ctx.db.flush()
        return exercise.id


async def test_what_others_use_stays_put_away_and_nobodys(gym: Gym) -> None:
    used, kin, unused, shared = [await made(gym.coach, name) for name in ("Used", "Kin", "Unused", "Other")]
    gyms = await made(gym.coach, "The gyms", "tenant")
    async with open_context(BySystem(gym.tenant_id)) as ctx:
        await ctx.db.execute(
            update(Exercise)
            .where(col(Exercise.id) == used)
            .values(merged_into_id=kin, merged_into_home=gym.tenant_id, archived_at=ctx.now)
        )
    own = await add_template(gym.coach, "Own", [shared], scope="user")
    trained = await add_template(gym.coach, "Trained", [unused], scope="user")
    tenants = await add_template(gym.coach, "Gym's", [gyms])
    when = datetime.now(UTC)
    await log_workout(gym.member, when, [Lift(used, [Done("5", 5)])], template_id=trained)
    await log_workout(gym.coach, when, [Lift(shared, [Done("5", 5)])], template_id=own)
    await ask_to_leave(gym.coach)
    assert await forget_leavers() == 1
    async with open_context(BySystem(gym.tenant_id)) as ctx:
        library = await ctx.db.execute(
            select(Exercise).where(col(Exercise.id).in_([used, kin, unused, shared, gyms]))
        )
        told = {row.name: (row.scope, row.owner_id, row.archived_at is None) for row in library.scalars()}
        templates = await ctx.db.execute(
            select(Template).where(col(Template.id).in_([own, trained, tenants]))
        )
        planned = {
            row.name: (row.scope, row.owner_id, row.archived_at is None) for row in templates.scalars()
        }
    assert told == {
        "Used": ("tenant", None, False),
        "Kin": ("tenant", None, False),
        "Unused": ("tenant", None, False),
        "The gyms": ("tenant", None, True),
    }
    assert planned == {"Trained": ("tenant", None, False), "Gym's": ("tenant", None, True)}


async def test_nobody_goes_before_the_time_or_a_little_after_it(gym: Gym) -> None:
    for ago in (timedelta(days=-14), timedelta(minutes=50)):
        await ask_to_leave(gym.member, ago=ago)
        assert await forget_leavers() == 0
    assert (await exported(gym.member))["profile"]["email"] == gym.member.email


async def test_an_administrator_of_the_platform_goes_too(gym: Gym, everywhere, system_admin: Person) -> None:
    async with open_context(BySystem(None)) as ctx:
        ctx.db.add(PlatformAdmin(user_id=gym.member.id))
    await ask_to_leave(gym.member)
    assert await forget_leavers() == 1
    assert set(everywhere(str(gym.member.id))) <= {"audit_entry", "outbox_event"}


async def test_only_jobs_erase_and_only_the_platform_forgets(gym: Gym, system_admin: Person) -> None:
    await ask_to_leave(gym.member)
    for who in (gym.admin, gym.owner, gym.member):
        async with open_context(who.credential) as ctx:
            with pytest.raises(Forbidden):
                await erase_leavers(ctx)
            with pytest.raises(Forbidden):
                await leaving.forget(ctx)
            assert (await ctx.db.execute(text("select app.forget_leavers(now())"))).scalar_one() == 0
            blank = text("select app.blank_trail(:who, cast(array[:who] as uuid[]))")
            assert (await ctx.db.execute(blank, {"who": gym.member.id})).scalar_one() == 0
    async with open_context(BySystem(gym.tenant_id)) as ctx:
        blank = text("select app.blank_trail(:who, cast(array[:who] as uuid[]))")
        assert (await ctx.db.execute(blank, {"who": gym.stranger.id})).scalar_one() == 0, "they stay"
    await forget_leavers()


def test_every_table_of_a_person_is_known() -> None:
    """A new table whose rows are somebody's says so in a way that erasing understands."""
    names = ("member_id", "coach_id", "owner_id", "user_id", "author_id", "actor_id", "sender_id")
    apart = {
        ("audit_entry", "actor_id"), ("outbox_event", "actor_id"), ("template_version", "author_id"),
        ("coach_note", "author_id"),
        ("exercise_word", "owner_id"), ("exercise", "owner_id"), ("template", "owner_id"),
        ("membership", "user_id"), ("platform_admin", "user_id"), ("browser_session", "user_id"),
        ("refresh_family", "user_id"), ("comment", "author_id"), ("message", "sender_id"),
    }  # fmt: skip
    missing = {
        (table.name, name)
        for table in metadata.sorted_tables
        for name in names
        if name in table.c and name not in of_person(table) and (table.name, name) not in apart
    }
    assert missing == set()
