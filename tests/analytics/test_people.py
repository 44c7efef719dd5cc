"""Who is behind a figure: the same people that were counted, and nobody the caller may not see."""

from datetime import date, timedelta

import pytest

from rythm.analytics import people, queries
from rythm.analytics.rules import months_after
from rythm.analytics.schemas import LookAt
from rythm.coaching import queries as coaching
from rythm.core.context import open_context
from rythm.core.errors import Forbidden, NotFound
from rythm.core.ids import uuid7
from tests.analytics.world import BERLIN, NOW, build_world
from tests.fixtures.actors import build_gym
from tests.fixtures.training import add_template, log_workout

QUARTER = LookAt(days="90", zone="Europe/Berlin")
PERIOD = QUARTER.period(NOW)


async def ask(person, read, *of, **more):
    async with open_context(person.credential, now=NOW) as ctx:
        return await read(ctx, *of, PERIOD, **more)


async def figures(person):
    async with open_context(person.credential, now=NOW) as ctx:
        return await queries.analytics(ctx, QUARTER)


@pytest.mark.parametrize("who", ["admin", "coach"])
async def test_each_figure_leads_to_whom_it_counted(world, who):
    person = world.gym.people()[who]
    view = await figures(person)
    for day in view.days:
        if day.workouts or day.day > PERIOD.last - timedelta(days=3):
            shown = await ask(person, people.of_day, day.day)
            assert (shown.count, len(shown.items)) == (day.workouts, day.workouts)
            assert len({row.member_id for row in shown.items}) == day.members
            assert sum(row.sets for row in shown.items) == day.sets
    for rows, read in ((view.templates, people.of_template), (view.exercises, people.of_exercise)):
        for row in rows:
            if row.id is not None:
                shown = await ask(person, read, row.id)
                assert (shown.title, shown.count) == (row.name, row.members)
                assert sum(one.workouts for one in shown.items) == row.workouts
                assert sum(one.sets for one in shown.items) == row.sets
                assert max(one.last_at for one in shown.items) == row.last_at
    for row in view.retention.cohorts:
        for later, trained in enumerate(row.trained, 1):
            shown = await ask(person, people.of_cohort, row.month, later)
            assert (shown.count, shown.title) == (row.joined, f"{row.month:%B %Y}")
            assert sum(one.workouts > 0 for one in shown.items) == trained
            month = months_after(row.month, later)
            for one in shown.items:
                done = world.of(lambda each, id_=one.id, month=month: _in(each, id_, month))
                assert one.workouts == len(done)
    for row in view.coaches:
        shown = await (ask(person, people.of_coach, row.id) if row.id else ask(person, people.without_coach))
        assert shown.count == row.clients
        assert sum(one.workouts for one in shown.items) == row.workouts
        assert sum(one.is_behind for one in shown.items) == row.behind


def _in(each, member_id, month):
    return each.person.id == member_id and each.day().replace(day=1) == month


async def test_a_coachs_clients_stand_as_on_their_roster(world):
    coach = world.gym.coach
    shown = await ask(coach, people.of_coach, coach.id)
    async with open_context(coach.credential, now=NOW) as ctx:
        roster = (await coaching.clients(ctx, zone=BERLIN)).items
    assert {row.id: row.is_behind for row in shown.items} == {row.id: row.is_behind for row in roster}
    assert [row.is_behind for row in shown.items] == sorted((row.is_behind for row in roster), reverse=True)


async def test_what_is_listed_is_cut_and_what_is_counted_is_not(world):
    exercise = world.exercises[0]
    whole = await ask(world.gym.admin, people.of_exercise, exercise)
    cut = await ask(world.gym.admin, people.of_exercise, exercise, most=2)
    assert (cut.count, cut.items) == (whole.count, whole.items[:2])
    assert whole.count > 2


async def test_a_coach_sees_no_one_elses_clients(world):
    coach, other = world.gym.coach, world.gym.other_coach
    with pytest.raises(NotFound):
        await ask(coach, people.of_coach, other.id)
    assert (await ask(coach, people.without_coach)).items == []
    theirs = world.coached[coach.id]
    for exercise in world.exercises:
        assert {row.id for row in (await ask(coach, people.of_exercise, exercise)).items} <= theirs
    for month in range(12):
        joined = months_after(date(2026, 11, 1), -month)
        assert {row.id for row in (await ask(coach, people.of_cohort, joined, 1)).items} <= theirs
    for day in PERIOD.days:
        assert {row.member_id for row in (await ask(coach, people.of_day, day)).items} <= theirs


async def test_another_gyms_things_do_not_exist(world, next_door):
    theirs = await add_template(next_door.coach, "Theirs")
    for read, id_ in (
        (people.of_template, theirs),
        (people.of_exercise, uuid7()),
        (people.of_coach, next_door.coach.id),
        (people.of_coach, uuid7()),
    ):
        with pytest.raises(NotFound):
            await ask(world.gym.admin, read, id_)


async def test_somebodys_own_template_is_counted_and_not_named(world):
    own = await build_world(await build_gym(), seed=3)
    hidden = await add_template(own.gym.stranger, "Secret split", scope="user")
    await log_workout(own.gym.member, NOW - timedelta(days=1), template_id=hidden)
    view = await figures(own.gym.coach)
    (row,) = [row for row in view.templates if row.id == hidden]
    assert (row.name, row.workouts) == ("Somebody's own", 1)
    with pytest.raises(NotFound):
        await ask(own.gym.coach, people.of_template, hidden)


async def test_members_and_the_front_desk_are_refused(world):
    for person in (world.gym.member, world.gym.scheduler):
        for read, of in (
            (people.of_day, (date(2026, 11, 9),)),
            (people.of_cohort, (date(2026, 9, 1), 1)),
            (people.of_template, (world.templates[0],)),
            (people.of_exercise, (world.exercises[0],)),
            (people.of_coach, (world.gym.coach.id,)),
            (people.without_coach, ()),
        ):
            with pytest.raises(Forbidden):
                await ask(person, read, *of)


async def test_each_takes_few_statements(world, queries):
    for read, of in (
        (people.of_day, (date(2026, 11, 9),)),
        (people.of_cohort, (date(2026, 9, 1), 1)),
        (people.of_template, (world.templates[0],)),
        (people.of_exercise, (world.exercises[0],)),
        (people.of_coach, (world.gym.coach.id,)),
    ):
        with queries() as asked:
            await ask(world.gym.admin, read, *of)
        assert len(asked) <= 3
