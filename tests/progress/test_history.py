"""The history in numbers, recounted in Python, and what changes them."""

from collections import Counter
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from random import Random
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import text

from rythm.core.context import open_context
from rythm.core.errors import NotFound
from rythm.core.ids import uuid7
from rythm.progress import history
from rythm.progress.history_views import Narrowings
from rythm.progress.narrowings import narrowings
from rythm.progress.streaks import weekly_streak
from rythm.workouts import preferences, rules, service
from rythm.workouts.exact import volume
from rythm.workouts.finding import FindWorkouts
from rythm.workouts.schemas import ChangeSet
from tests.fixtures.training import Done, Lift, Logged, add_exercise, add_template, log_workout, random_sets

NOW = datetime(2026, 11, 20, 18, 0, tzinfo=UTC)  # a Friday


def came_to(logged: Logged) -> Decimal:
    return sum(
        (
            volume(done.kind, None if done.weight_kg is None else Decimal(done.weight_kg), done.reps)
            for lift in logged.lifts
            for done in lift.sets
            if done.done and not done.deleted
        ),
        Decimal(0),
    )


async def trained(member, days: int = 500, every: int = 6) -> list[Logged]:
    """Random workouts over more than a year."""
    chance = Random(11)
    exercises = [await add_exercise(member.tenant_id, name) for name in ("Squat", "Bench", "Row")]
    return [
        await log_workout(
            member,
            NOW - timedelta(days=back, minutes=chance.randint(0, 1000)),
            [Lift(one, random_sets(chance, 4)) for one in chance.sample(exercises, 2)],
            title=chance.choice(["Upper A", "Lower A"]),
        )
        for back in range(1, days, every)
    ]


async def year_of(person, year: int = 2026, **how):
    async with open_context(person.credential, now=NOW) as ctx:
        return await history.calendar(ctx, year, **how)


@pytest.mark.parametrize(
    "zone", [UTC, ZoneInfo("Pacific/Auckland"), ZoneInfo("America/Los_Angeles")], ids=str
)
async def test_a_year_day_by_day(gym, queries, zone):
    logged = await trained(gym.member)
    await log_workout(gym.member, NOW - timedelta(days=1), minutes=None)
    await log_workout(gym.member, NOW - timedelta(days=1), deleted=True)
    with queries() as asked:
        shown = await year_of(gym.member, zone=zone)
    assert len(asked) == 2
    mine = [one for one in logged if one.started_at.astimezone(zone).year == 2026]
    days = Counter(one.started_at.astimezone(zone).date() for one in mine)
    assert {day.date: day.workouts for day in shown.days} == days
    for day in shown.days:
        on_it = [one for one in mine if one.started_at.astimezone(zone).date() == day.date]
        assert day.volume_kg == pytest.approx(float(sum(came_to(one) for one in on_it)), abs=0.02)
        assert day.seconds == 3600 * len(on_it)
        assert 1 <= day.level <= 4
    assert (shown.workouts, shown.first_year) == (len(mine), 2025)
    assert shown.volume_kg == pytest.approx(sum(day.volume_kg for day in shown.days))
    assert len({day.level for day in shown.days}) == 4


async def test_the_weeks_of_a_streak_forgive_one(gym):
    for weeks in (0, 1, 3, 4, 7, 8, 9):
        await log_workout(gym.member, NOW - timedelta(weeks=weeks))
    streak = (await year_of(gym.member)).streak
    assert (streak.current, streak.best, streak.is_at_risk) == (4, 4, False)
    assert (await year_of(gym.stranger)).streak.current == 0


async def test_nothing_yet(gym):
    shown = await year_of(gym.member)
    assert (shown.workouts, shown.days, shown.first_year, shown.per_week) == (0, [], None, 0)


async def test_an_old_workout_that_is_changed_or_deleted_changes_the_numbers(gym):
    squat = await add_exercise(gym.tenant_id, "Squat")
    old = await log_workout(gym.member, datetime(2026, 2, 3, 9, tzinfo=UTC), [Lift(squat, [Done("100", 5)])])
    kept = await log_workout(gym.member, NOW - timedelta(days=2), [Lift(squat, [Done("60", 5)])])
    assert (await year_of(gym.member)).volume_kg == 800
    async with open_context(gym.member.credential) as ctx:
        found = await ctx.db.execute(
            text("select id from workout_set where workout_id = :id"), {"id": old.id}
        )
        await service.change_set(ctx, found.scalar_one(), ChangeSet(weight_kg=Decimal(110)))
    changed = await year_of(gym.member)
    assert (changed.volume_kg, changed.workouts, changed.days[0].volume_kg) == (850, 2, 550)
    async with open_context(gym.member.credential) as ctx:
        await service.discard(ctx, old.id)
    left = await year_of(gym.member)
    assert [(day.date, day.volume_kg) for day in left.days] == [(kept.started_at.date(), 300)]
    async with open_context(gym.member.credential, now=NOW) as ctx:
        view = await history.history(ctx, FindWorkouts(), year=2026)
    assert [row.id for row in view.page.items] == [kept.id]
    assert [(one.month, one.workouts) for one in view.months] == [(date(2026, 11, 1), 1)]


async def found_by(member, year: int = 2026, **asked):
    async with open_context(member.credential, now=NOW) as ctx:
        return await history.history(ctx, FindWorkouts(**asked), year=year)


async def test_the_history_narrowed_down(gym):
    squat, bench = [await add_exercise(gym.tenant_id, name) for name in ("Front squat", "Bench")]
    upper = await add_template(gym.member, "Upper", [bench], scope="user")
    both = await log_workout(
        gym.member,
        NOW - timedelta(days=3),
        [Lift(squat, [Done("100", 5)]), Lift(bench, [Done("50", 10)])],
        title="Both",
        template_id=upper,
    )
    other = await log_workout(
        gym.member, NOW - timedelta(days=40), [Lift(bench, [Done("60", 10)])], title="100%"
    )
    empty = await log_workout(gym.member, NOW - timedelta(days=400), title="Rückentag")
    undone = await log_workout(
        gym.member, NOW - timedelta(days=5), [Lift(squat, [Done("90", 5, done=False)])], title="Nothing"
    )
    for asked, ids, kilos in (
        ({}, [both, undone, other, empty], 1600),
        ({"exercise_id": squat}, [both], 500),
        ({"exercise_id": bench}, [both, other], 1100),
        ({"template_id": upper}, [both], 1000),
        ({"template_id": upper, "exercise_id": bench}, [both], 500),
        ({"search": "SQUAT"}, [both], 1000),
        ({"search": "0%"}, [other], 600),
        ({"search": "rück"}, [empty], 0),
        ({"search": "_"}, [], 0),
        ({"exercise_id": uuid7()}, [], 0),
    ):
        view = await found_by(gym.member, **asked)
        assert [row.id for row in view.page.items] == [one.id for one in ids], asked
        assert view.calendar.volume_kg == kilos, asked
        assert sum(month.workouts for month in view.months) == len(ids)
    async with open_context(gym.member.credential, now=NOW) as ctx:
        one_day = await history.history(ctx, FindWorkouts(), year=2026, day=both.started_at.date())
    assert ([row.id for row in one_day.page.items], one_day.months) == ([both.id], [])
    assert one_day.calendar.volume_kg == 1600, "the year stays whole"
    before = await found_by(gym.member, year=2025)
    assert [row.id for row in before.page.items] == [empty.id]
    assert (before.calendar.workouts, before.calendar.first_year) == (1, 2025)


async def test_months_are_counted_whole_whatever_the_page_holds(gym, queries):
    for day in range(1, 25):
        await log_workout(gym.member, datetime(2026, 10, day, 8, tzinfo=UTC))
    await log_workout(gym.member, datetime(2026, 8, 31, 22, 30, tzinfo=UTC))
    with queries() as asked:
        view = await found_by(gym.member)
    assert len(asked) == 4
    assert [(one.month.month, one.workouts) for one in view.months] == [(10, 24)]
    assert len(view.page.items) == 20
    async with open_context(gym.member.credential, now=NOW) as ctx:
        far = await history.history(ctx, FindWorkouts(), year=2026, zone=ZoneInfo("Europe/Berlin"), limit=50)
    assert [(one.month.month, one.workouts) for one in far.months] == [(10, 24), (9, 1)]


@pytest.mark.parametrize("who", ["coach", "admin", "owner"])
async def test_those_who_may_look(gym, who):
    await log_workout(gym.member, NOW - timedelta(days=1))
    assert (await year_of(getattr(gym, who), member_id=gym.member.id)).workouts == 1


async def test_everybody_else_finds_nobody(gym, next_door, system_admin):
    await log_workout(gym.member, NOW - timedelta(days=1))
    people = (gym.stranger, gym.other_coach, next_door.member, next_door.coach, next_door.admin, system_admin)
    for person in people:
        with pytest.raises(NotFound):
            await year_of(person, member_id=gym.member.id)
        assert (await year_of(person)).workouts == 0


async def test_what_a_history_can_be_narrowed_to(gym, next_door, queries):
    squat, bench, row = [await add_exercise(gym.tenant_id, name) for name in ("Squat", "Bench", "Row")]
    upper, lower = [await add_template(gym.coach, name, [bench]) for name in ("Upper", "Lower")]
    for back, lift in enumerate([bench, squat, bench]):
        await log_workout(
            gym.member, NOW - timedelta(days=back + 1), [Lift(lift, [Done("50", 5)])], template_id=upper
        )
    await log_workout(gym.member, NOW, [Lift(row, [Done("50", 5, done=False)])])
    await log_workout(gym.stranger, NOW, [Lift(row, [Done("50", 5)])], template_id=lower)
    with queries() as asked:
        async with open_context(gym.member.credential, now=NOW) as ctx:
            found = await narrowings(ctx)
    assert len(asked) == 2
    assert [(one.id, one.name) for one in found.exercises] == [(bench, "Bench"), (squat, "Squat")]
    assert [(one.id, one.name) for one in found.templates] == [(upper, "Upper")]
    for person in (gym.coach, next_door.member):
        async with open_context(person.credential) as ctx:
            assert await narrowings(ctx) == Narrowings(exercises=[], templates=[])


async def test_of_many_exercises_those_of_late_and_the_chosen_can_be_narrowed_to(gym, monkeypatch):
    monkeypatch.setattr("rythm.progress.narrowings.MOST_EXERCISES", 2)
    lifts = [await add_exercise(gym.tenant_id, name) for name in ("A", "B", "C", "D")]
    for back, lift in enumerate(lifts):
        await log_workout(gym.member, NOW - timedelta(days=back + 1), [Lift(lift, [Done("50", 5)])])
    for chosen, names in (([], "AB"), ([lifts[3]], "AD"), ([uuid7()], "AB")):
        async with open_context(gym.member.credential, now=NOW) as ctx:
            found = await narrowings(ctx, chosen)
        assert "".join(one.name for one in found.exercises) == names


async def test_the_unit_somebody_reads_weights_in(gym, system_admin):
    for person, unit in ((gym.member, "kg"), (system_admin, "kg")):
        async with open_context(person.credential) as ctx:
            assert await preferences.unit(ctx) == unit
    async with open_context(gym.member.credential) as ctx:
        await preferences.prefer(ctx, preferences.Preferences(unit="lb"))
    async with open_context(gym.member.credential) as ctx:
        assert await preferences.unit(ctx) == "lb"


async def test_the_page_asks_six_times_however_long_the_history(gym, queries):
    await trained(gym.member)
    with queries() as asked:
        async with open_context(gym.member.credential, now=NOW) as ctx:
            await narrowings(ctx)
            await preferences.unit(ctx)
            view = await history.history(ctx, FindWorkouts(search="a"), year=2026)
    assert len(asked) == 6
    assert len(view.page.items) == 20


def test_today_and_the_history_count_the_same_streak():
    chance = Random(3)
    for _ in range(500):
        weeks = [chance.choice([0, 0, 1, 3]) for _ in range(chance.randint(0, 12))]
        assert rules.streak(weeks) == weekly_streak(weeks).current, weeks
