"""The roster from real training: what it finds, what changes it, who sees it, and what it costs."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest
from sqlalchemy import insert, text, update
from sqlmodel import col

from rythm.access.models import CoachAssignment, Membership
from rythm.coaching import agreements, attention, roster
from rythm.coaching.rules import Group, Kind
from rythm.coaching.views import SeenReason, Show, Sort
from rythm.core.actor import BySystem, Role
from rythm.core.clock import zone_named
from rythm.core.context import open_context
from rythm.core.errors import Forbidden, NotFound
from rythm.core.ids import uuid7
from rythm.identity.models import User
from rythm.workouts.models import Workout, WorkoutSet
from tests.fixtures.actors import PASSWORD_HASH, Gym, Person
from tests.fixtures.training import Done, Lift, add_exercise, disable, log_workout

NOW = datetime(2026, 11, 20, 18, 0, tzinfo=UTC)  # a Friday


async def of(person: Person, member: Person, now: datetime = NOW) -> roster.RosterRow:
    async with open_context(person.credential, now=now) as ctx:
        return await roster.client(ctx, member.id)


async def seen_by(person: Person, **which) -> list[str]:
    async with open_context(person.credential, now=NOW) as ctx:
        return [row.name for row in (await roster.roster(ctx, **which)).items]


async def agree(gym: Gym, per_week: int, days_ago: int) -> None:
    async with open_context(gym.coach.credential, now=NOW) as ctx:
        day = (NOW - timedelta(days=days_ago)).date()
        await agreements.agree(ctx, gym.member.id, per_week, day)


async def train(member: Person, *days_ago: int, lifts=()) -> list:
    return [await log_workout(member, NOW - timedelta(days=days, hours=2), lifts) for days in days_ago]


async def test_coaches_see_their_clients_and_administrators_all_members(gym, next_door, system_admin):
    assert await seen_by(gym.coach) == ["Member"]
    assert await seen_by(gym.other_coach) == []
    assert await seen_by(gym.admin) == await seen_by(gym.owner) == ["Member", "Stranger"]
    assert await seen_by(next_door.coach) == ["Member"]  # their own
    assert await seen_by(system_admin) == []


async def test_who_has_no_roster(gym, next_door):
    for person in (gym.member, gym.scheduler):
        async with open_context(person.credential) as ctx:
            with pytest.raises(Forbidden):
                await roster.roster(ctx)
            with pytest.raises(Forbidden):
                await roster.client(ctx, gym.stranger.id)
    for person in (gym.other_coach, next_door.coach, next_door.admin):
        with pytest.raises(NotFound):
            await of(person, gym.member)
    await disable(gym.member)
    with pytest.raises(NotFound):
        await of(gym.coach, gym.member)


async def test_nobody_is_on_their_own_roster(gym):
    """A coach whom another coaches sees nothing about themselves."""
    async with open_context(BySystem(gym.tenant_id)) as ctx:
        pair = {"coach_id": gym.other_coach.id, "member_id": gym.coach.id}
        ctx.db.add(CoachAssignment(tenant_id=gym.tenant_id, **pair))
    assert await seen_by(gym.other_coach) == ["Coach"]
    assert await seen_by(gym.coach) == ["Member"]
    with pytest.raises(NotFound):
        await of(gym.coach, gym.coach)


async def test_compliance_follows_what_is_edited_and_deleted(gym):
    await agree(gym, 3, 100)
    await train(gym.member, *range(1, 91, 2))
    row = await of(gym.coach, gym.member)
    assert (row.compliance_7, row.compliance_30, row.compliance_90) == (100, 100, 100)
    async with open_context(gym.member.credential) as ctx:
        begun = col(Workout.started_at)
        for first, last, change in (
            (30, 15, {"deleted_at": NOW}),
            (15, 7, {"started_at": NOW - timedelta(days=200)}),
        ):
            some = begun.between(NOW - timedelta(days=first), NOW - timedelta(days=last))
            await ctx.db.execute(update(Workout).where(some).values(change))
    row = await of(gym.coach, gym.member)
    assert (row.compliance_7, row.compliance_30) == (100, 23)  # 3 of 12.9
    assert [reason.kind for reason in row.reasons] == [Kind.LOW, Kind.DROPPED]
    assert row.reasons[1].words == "Compliance down 77 points"


async def test_days_begin_where_the_coach_is(gym):
    await agree(gym, 3, 100)
    await log_workout(gym.member, datetime(2026, 11, 13, 23, 30, tzinfo=UTC))
    async with open_context(gym.coach.credential, now=NOW) as ctx:
        there = await roster.client(ctx, gym.member.id, zone=zone_named("Europe/Berlin"))
    assert (await of(gym.coach, gym.member)).compliance_7 == 0
    assert there.compliance_7 == 33


async def test_old_weeks_keep_their_agreement_and_the_usual_before_it(gym):
    await train(gym.member, *range(1, 90, 4))  # about two a week
    before = await of(gym.coach, gym.member)
    assert (before.agreed, before.is_agreed) == (2, False)
    await agree(gym, 6, 0)
    after = await of(gym.coach, gym.member)
    assert (after.agreed, after.is_agreed) == (6, True)
    assert before.compliance_30 is not None and after.compliance_30 is not None
    assert 0 < before.compliance_30 - after.compliance_30 < 10, "only today counts six"
    await agree(gym, 0, 0)
    assert (await of(gym.coach, gym.member)).agreed == 0


async def test_a_lift_that_stalls(gym):
    bench = await add_exercise(gym.tenant_id, "Bench press")
    await agree(gym, 2, 100)
    at = {days: [Lift(bench, [Done("80", 6 if days == 62 else 5)])] for days in range(2, 75, 6)}
    logged = {days: (await train(gym.member, days, lifts=lifts))[0] for days, lifts in at.items()}
    row = await of(gym.coach, gym.member)
    assert [(reason.kind, reason.words) for reason in row.reasons] == [
        (Kind.STALLED, "Bench press: no new high for 8 weeks")
    ]
    assert row.reasons[0].note == "Estimated max 96 kg, 9 workouts in 8 weeks"
    async with open_context(gym.member.credential) as ctx:  # one more kilogram, remembered later
        then = col(WorkoutSet.workout_id) == logged[20].id
        await ctx.db.execute(update(WorkoutSet).where(then).values(weight_kg=Decimal(84)))
    assert (await of(gym.coach, gym.member)).reasons == []


async def test_records_are_praised_until_they_were_seen(gym):
    bench = await add_exercise(gym.tenant_id, "Bench press")
    await agree(gym, 1, 100)
    await train(gym.member, 20, lifts=[Lift(bench, [Done("80", 5)])])
    await train(gym.member, 5, lifts=[Lift(bench, [Done("82.5", 5)])])
    row = await of(gym.coach, gym.member)
    assert (row.group, row.reasons[0].words) == (Group.PRAISE, "A new record in 7 days")
    assert row.reasons[0].note == "Bench press 82.5 kg, 2.5 kg more than before"
    async with open_context(gym.coach.credential, now=NOW) as ctx:
        await attention.see(ctx, gym.member.id, [roster_seen(row)])
    assert (await of(gym.coach, gym.member)).group is Group.ON_TRACK
    assert (await of(gym.admin, gym.member)).group is Group.PRAISE, "another has not seen it"
    await train(gym.member, 1, lifts=[Lift(bench, [Done("85", 5)])])
    assert (await of(gym.coach, gym.member)).reasons[0].words == "2 new records in 7 days"
    assert (await of(gym.coach, gym.member)).group is Group.PRAISE


def roster_seen(row):
    first = row.reasons[0]
    return SeenReason(kind=first.kind, mark=first.mark, level=first.level)


async def test_what_the_client_wrote_is_unread_until_the_coach_looks(gym):
    async def write(days: float, words: str) -> None:
        logged = await log_workout(gym.member, NOW - timedelta(days=days), title="Lower A")
        async with open_context(gym.member.credential) as ctx:
            change = {"note": words, "created_at": NOW - timedelta(days=days)}
            await ctx.db.execute(update(Workout).where(col(Workout.id) == logged.id).values(change))

    async def reason() -> tuple[str, str] | None:
        found = [each for each in (await of(gym.coach, gym.member)).reasons if each.kind is Kind.WROTE]
        return (found[0].words, found[0].note) if found else None

    await write(20, "Old.")
    assert await reason() is None
    await write(3, "Knee hurts.")
    assert await reason() == ("Wrote on Lower A", "Knee hurts.")
    async with open_context(gym.coach.credential, now=NOW - timedelta(days=2)) as ctx:
        await attention.look(ctx, gym.member.id)
    assert await reason() is None
    await write(1, "Better.")
    assert await reason() == ("Wrote on Lower A", "Better.")
    await write(0.5, "Best.")
    assert await reason() == ("Wrote 2 notes", "Best.")
    async with open_context(gym.member.credential) as ctx:
        await ctx.db.execute(update(Workout).values(deleted_at=NOW))
    assert await reason() is None


async def test_groups_search_sort_and_pages(gym):
    await agree(gym, 3, 100)
    await train(gym.member, 20)
    await train(gym.stranger, 1)
    admin = gym.admin
    assert await seen_by(admin) == ["Member", "Stranger"]
    assert await seen_by(admin, show=Show.ATTENTION) == ["Member"]
    assert await seen_by(admin, show=Show.ON_TRACK) == ["Stranger"]
    assert await seen_by(admin, show=Show.SNOOZED) == []
    assert await seen_by(admin, search=" STR ") == ["Stranger"]
    assert await seen_by(admin, sort=Sort.NAME) == ["Member", "Stranger"]
    assert await seen_by(admin, sort=Sort.LAST) == ["Member", "Stranger"]
    async with open_context(admin.credential, now=NOW) as ctx:
        first = await roster.roster(ctx, limit=1)
        second = await roster.roster(ctx, limit=1, cursor=first.next_cursor)
    assert [row.name for row in (*first.items, *second.items)] == ["Member", "Stranger"]
    assert (first.found, second.next_cursor) == (2, None)
    assert first.groups == {Group.ATTENTION: 1, Group.PRAISE: 0, Group.ON_TRACK: 1, Group.SNOOZED: 0}
    assert (first.headline.clients, first.headline.workouts) == (2, 1)


async def add_clients(gym: Gym, count: int) -> None:
    """More clients of the coach, each with a few workouts."""
    people = [uuid7() for _ in range(count)]
    async with open_context(BySystem(None)) as ctx:
        rows = [
            {
                "id": id,
                "email": f"{id.hex}@more.example",
                "name": f"Client {n}",
                "password_hash": PASSWORD_HASH,
                "created_at": NOW,
            }
            for n, id in enumerate(people)
        ]
        await ctx.db.execute(insert(User), rows)
    async with open_context(BySystem(gym.tenant_id)) as ctx:
        base = {"tenant_id": gym.tenant_id, "created_at": NOW - timedelta(days=200)}
        members = [{"id": uuid7(), "user_id": id, "role": Role.ATHLETE, **base} for id in people]
        await ctx.db.execute(insert(Membership), members)
        await ctx.db.execute(
            insert(CoachAssignment),
            [{"id": uuid7(), "coach_id": gym.coach.id, "member_id": id, **base} for id in people],
        )
        await ctx.db.execute(
            insert(Workout),
            [
                {
                    "id": uuid7(), "member_id": id, "started_at": NOW - timedelta(days=days, hours=2),
                    "finished_at": NOW - timedelta(days=days, hours=1), "note": "Hard.", "clocks": {}, **base,
                }
                for id in people
                for days in (1, 8, 15)
            ],
        )  # fmt: skip


async def test_the_number_of_queries_is_the_same_for_2_and_200_clients(gym, queries):
    async def asked() -> tuple[int, int]:
        with queries() as statements:
            async with open_context(gym.coach.credential, now=NOW) as ctx:
                found = await roster.roster(ctx)
        return len(statements), found.found

    await add_clients(gym, 1)
    few, two = await asked()
    await add_clients(gym, 198)
    many, two_hundred = await asked()
    assert (two, two_hundred) == (2, 200)
    assert few == many <= 6


async def test_acts_ask_little(gym, queries):
    acts = (
        lambda ctx: attention.look(ctx, gym.member.id),
        lambda ctx: attention.snooze(ctx, gym.member.id, 7),
        lambda ctx: agreements.agree(ctx, gym.member.id, 4, NOW.date()),
    )
    for act in acts:
        with queries() as statements:
            async with open_context(gym.coach.credential, now=NOW) as ctx:
                await act(ctx)
        assert len(statements) <= 6, statements


async def test_a_database_of_another_gym_says_nothing(gym, next_door):
    """What is agreed and seen next door does not show through, though both know the same person."""
    await agree(gym, 5, 10)
    async with open_context(next_door.admin.credential) as ctx:
        for table in ("agreement", "attention", "coach_note"):
            assert (await ctx.db.execute(text(f"select count(*) from {table}"))).scalar_one() == 0
