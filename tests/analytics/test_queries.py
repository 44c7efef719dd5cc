"""Every figure against a plain recount, whose figures they are, and what they cost."""

from collections import Counter
from datetime import UTC, date, datetime, timedelta

import pytest

from rythm.access.models import CoachAssignment
from rythm.analytics import load, people, queries
from rythm.analytics.rules import months_after
from rythm.analytics.schemas import LookAt
from rythm.coaching import queries as coaching
from rythm.coaching.rules import standing
from rythm.core.actor import BySystem
from rythm.core.context import open_context
from rythm.core.errors import Forbidden
from tests.analytics.world import BERLIN, NOW, add_person, build_world
from tests.fixtures.actors import build_gym
from tests.fixtures.training import Done, Lift, add_exercise, log_workout

PERIODS = [LookAt(days=days, zone="Europe/Berlin") for days in ("7", "30", "90", "365")] + [
    LookAt(first=date(2026, 10, 20), last=date(2026, 10, 31), zone="Europe/Berlin")
]  # summer time ends


async def look(person, asked=PERIODS[1]):
    async with open_context(person.credential, now=NOW) as ctx:
        return await queries.analytics(ctx, asked)


def named(world, ids):
    return {name for name, person in world.people.items() if person.id in ids}


@pytest.mark.parametrize("asked", PERIODS, ids=lambda asked: asked.days if not asked.first else "free")
@pytest.mark.parametrize("who", ["admin", "owner", "coach", "other_coach"])
async def test_every_figure_is_a_plain_recount(world, asked, who):
    person = world.gym.people()[who]
    seen = {one.id for one in world.people.values()}
    if who in ("coach", "other_coach"):
        seen = world.coached[person.id]
    view, period = await look(person, asked), asked.period(NOW)
    mine = world.of(lambda one: one.person.id in seen)
    within = [one for one in mine if period.first <= one.day() <= period.last]

    assert [day.day for day in view.days] == period.days
    for day in view.days:
        that = [one for one in within if one.day() == day.day]
        assert day.workouts == len(that)
        assert day.sets == sum(sum(one.sets.values()) for one in that)
        assert day.members == len({one.person.id for one in that})
        assert day.volume_kg == day.sets * 300
    assert view.total.workouts == len(within)
    assert view.total.sets == sum(sum(one.sets.values()) for one in within)
    assert view.total.members == len({one.person.id for one in within})
    assert view.total.active == len({one.person.id for one in within} - world.left)
    length = timedelta(days=len(period.days))
    earlier = [one for one in mine if period.first - length <= one.day() < period.first]
    assert view.before.workouts == len(earlier)
    assert view.before.sets == sum(sum(one.sets.values()) for one in earlier)

    there = {one for one in seen if world.joined[one] < period.until}
    assert view.members == len(there - world.left)
    assert view.joined == len({one for one in there if world.joined[one] >= period.since})

    shown = {row.id: (row.workouts, row.members) for row in view.templates}
    followed = Counter(one.template for one in within)
    people = {key: len({one.person.id for one in within if one.template == key}) for key in followed}
    assert shown == {key: (count, people[key]) for key, count in followed.items()}
    sets = Counter()
    for one in within:
        sets.update(one.sets)
    assert {row.id: row.sets for row in view.exercises} == dict(sets)
    assert [row.sets for row in view.exercises] == sorted(sets.values(), reverse=True)
    for row in view.exercises:
        assert row.workouts == sum(row.id in one.sets for one in within)
        assert row.members == len({one.person.id for one in within if row.id in one.sets})


@pytest.mark.parametrize("asked", PERIODS, ids=lambda asked: asked.days if not asked.first else "free")
@pytest.mark.parametrize("who", ["admin", "coach"])
async def test_cohorts_are_a_plain_recount(world, asked, who):
    person = world.gym.people()[who]
    seen = world.coached[person.id] if who == "coach" else {one.id for one in world.people.values()}
    period = asked.period(NOW)
    seen = {one for one in seen if world.joined[one] < period.until}
    kept = (await look(person, asked)).retention
    month_of = {one: world.joined[one].astimezone(BERLIN).date().replace(day=1) for one in seen}
    trained = {(one.person.id, one.day().replace(day=1)) for one in world.done if one.at < period.until}
    assert [row.month for row in kept.cohorts][-1] == period.last.replace(day=1)
    for back, row in enumerate(reversed(kept.cohorts)):
        assert row.month == months_after(period.last, -back)
        who_joined = {one for one in seen if month_of[one] == row.month}
        assert row.joined == len(who_joined)
        assert row.trained == [
            len({one for one in who_joined if (one, months_after(row.month, later)) in trained})
            for later in range(1, back + 1)
        ]
    whole = period.last.replace(day=1) if kept.whole else months_after(period.last, -1)
    could = {one for one in seen if months_after(period.last, -11) <= month_of[one] < whole}
    assert (kept.could, kept.kept) == (len(could), len({one for one in could if (one, whole) in trained}))
    assert kept.whole == (period.last == date(2026, 10, 31) and months_after(period.last, 1) <= NOW.date())


async def test_coaches_carry_their_clients_and_some_members_nobodys(world):
    rows = (await look(world.gym.admin)).coaches
    assert [row.name for row in rows] == ["Coach", "Other_Coach", "Without a coach"]
    since = PERIODS[1].period(NOW).since
    cared = {world.gym.coach.id: 0, world.gym.other_coach.id: 1, None: 2}
    everybody = {one.id for one in world.people.values()} - world.left
    for who, place in cared.items():
        others = set().union(*world.coached.values())
        theirs = (world.coached[who] if who else everybody - others) & everybody
        done = world.of(lambda one, theirs=theirs: one.person.id in theirs and one.at >= since)
        row = rows[place]
        assert (row.id, row.clients, row.workouts) == (who, len(theirs), len(done))
        assert row.active == len({one.person.id for one in done})
    own = (await look(world.gym.coach)).coaches
    assert own == [row for row in rows if row.id == world.gym.coach.id]


async def test_who_is_behind_is_said_as_on_the_roster(world):
    async with open_context(world.gym.admin.credential, now=NOW) as ctx:
        roster = {row.id: row.is_behind for row in (await coaching.clients(ctx, zone=BERLIN)).items}
        rows = await load.coaches(ctx, PERIODS[1].period(NOW))
    assert any(roster.values())
    assert not all(roster.values())
    assert sum(row.behind for row in rows) == sum(roster.values())
    coached = world.coached[world.gym.coach.id]
    assert rows[0].behind == sum(behind for id_, behind in roster.items() if id_ in coached)


async def test_a_coach_who_is_coached_is_no_client_of_their_own(db):
    own = await build_gym()
    exercise = await add_exercise(own.tenant_id, "Press")
    async with open_context(BySystem(own.tenant_id)) as ctx:
        ctx.db.add(
            CoachAssignment(tenant_id=own.tenant_id, coach_id=own.other_coach.id, member_id=own.coach.id)
        )
    await log_workout(own.coach, NOW - timedelta(days=1), [Lift(exercise, [Done("50", 5)])])
    for who, counted in ((own.coach, 0), (own.other_coach, 1), (own.admin, 1)):
        assert (await look(who)).total.workouts == counted


# Workouts of twelve weeks, this one last. Some fell off, some are just not regular, some are back.
WEEKS = (
    [0] * 8 + [3, 3, 1, 0],
    [0] * 8 + [3, 3, 2, 0],
    [0] * 9 + [3, 1, 0],
    [0] * 9 + [2, 0, 1],
    [0] * 9 + [2, 0, 2],
    [0] * 9 + [1, 0, 1],
    [0] * 8 + [1, 2, 0, 1],
    [0] * 10 + [2, 1],
    [0] * 10 + [1, 0],
    [0] * 8 + [2, 0, 0, 0],
    [0] * 12,
)


async def test_who_is_behind_is_said_by_the_rule(gym):
    monday = datetime(2026, 11, 16, 11, tzinfo=UTC)
    expected = {}
    for number, weeks in enumerate(WEEKS):
        joined = NOW - timedelta(days=3 if number == 8 else 300)
        person = await add_person(gym, f"P{number}", joined)
        moments = [
            monday - timedelta(weeks=11 - week) + timedelta(days=6 - day if week < 11 else day)
            for week, count in enumerate(weeks)
            for day in range(count)
        ]
        for moment in moments:
            await log_workout(person, moment)
        expected[person.id] = standing(max(moments, default=None), joined, weeks, NOW, BERLIN).is_behind
    assert len(set(expected.values())) == 2
    async with open_context(gym.admin.credential, now=NOW) as ctx:
        shown = await people.without_coach(ctx, PERIODS[1].period(NOW))
    assert {row.id: row.is_behind for row in shown.items if row.id in expected} == expected


async def test_members_the_front_desk_and_those_who_stand_nowhere_are_refused(world, system_admin):
    for person in (world.gym.member, world.gym.scheduler, system_admin):
        with pytest.raises(Forbidden):
            await look(person)


async def test_another_gym_is_never_counted(world, db):
    other = await build_world(await build_gym(world.gym.organisation_id), seed=2)
    before, theirs = await look(world.gym.admin), await look(other.gym.admin)
    assert before.total.workouts != theirs.total.workouts
    assert before.total.workouts == len(world.of(lambda one: one.at >= PERIODS[1].period(NOW).since))
    assert not {row.id for row in before.exercises} & {row.id for row in theirs.exercises}


async def test_days_are_those_of_the_zone(world):
    in_berlin = {row.day: row.workouts for row in (await look(world.gym.admin)).days}
    in_utc = {row.day: row.workouts for row in (await look(world.gym.admin, LookAt())).days}
    for zone, counted in ((BERLIN, in_berlin), (UTC, in_utc)):
        for day in (date(2026, 11, 9), date(2026, 11, 10)):
            assert counted[day] == len(world.of(lambda one, zone=zone, day=day: one.day(zone) == day))
    assert in_berlin != in_utc


async def test_an_empty_gym_has_zeros(gym):
    view = await look(gym.admin, LookAt(days="7"))
    assert [(day.workouts, day.sets, day.members) for day in view.days] == [(0, 0, 0)] * 7
    assert (view.total.workouts, view.before.workouts, view.templates, view.exercises) == (0, 0, [], [])
    assert view.retention.could == 0


async def test_it_takes_six_statements_whoever_asks(world, queries):  # entering the gym is one
    for person in (world.gym.admin, world.gym.coach):
        await look(person)
        with queries() as asked:
            await look(person, PERIODS[3])
        assert len(asked) <= 6
        assert not any("workout_set" in statement for statement in asked)
