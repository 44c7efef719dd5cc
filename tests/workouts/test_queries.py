"""Today, the history and one workout: numbers recounted in Python, callers refused, queries counted."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from random import Random
from zoneinfo import ZoneInfo

import pytest

from rythm.core.context import open_context
from rythm.core.errors import Forbidden, Invalid, NotFound
from rythm.core.ids import uuid7
from rythm.workouts import queries as workouts
from rythm.workouts import service
from rythm.workouts.exact import estimated_one_rep_max, volume
from tests.fixtures.training import Done, Lift, Logged, add_exercise, add_template, log_workout, random_sets

NOW = datetime(2026, 11, 20, 18, 0, tzinfo=UTC)  # a Friday
MONDAY = datetime(2026, 11, 16, 9, 0, tzinfo=UTC)
BERLIN = ZoneInfo("Europe/Berlin")


def counted(logged: Logged) -> list[Done]:
    """The sets that count, in their order."""
    return [
        done
        for lift in logged.lifts
        if not lift.deleted
        for done in lift.sets
        if done.done and not done.deleted
    ]


def worth(done: Done) -> Decimal:
    weight = None if done.weight_kg is None else Decimal(done.weight_kg)
    return volume(done.kind, weight, done.reps)


async def random_history(member, count: int, seed: int = 7) -> list[Logged]:
    """Finished workouts, newest first, two days apart."""
    chance = Random(seed)
    exercises = [await add_exercise(member.tenant_id, f"Lift {n} {uuid7()}") for n in range(3)]
    return [
        await log_workout(
            member,
            NOW - timedelta(days=2 * back, hours=3),
            [
                Lift(exercise, random_sets(chance, chance.randint(0, 6)), deleted=chance.random() < 0.2)
                for exercise in chance.sample(exercises, chance.randint(1, 3))
            ],
            title=f"Workout {back}",
            minutes=chance.randint(20, 90),
        )
        for back in range(count)
    ]


async def test_history_adds_up(gym, queries):
    logged = await random_history(gym.member, 8)
    with queries() as asked:
        async with open_context(gym.member.credential, now=NOW) as ctx:
            page = await workouts.history(ctx, limit=20)
    assert len(asked) <= 2
    assert page.next_cursor is None
    assert [row.id for row in page.items] == [workout.id for workout in logged]
    for row, workout in zip(page.items, logged, strict=True):
        sets = counted(workout)
        assert row.sets == len(sets)
        assert row.pulse == pytest.approx([float(worth(done)) for done in sets])
        assert row.volume_kg == pytest.approx(float(sum(worth(done) for done in sets)))
        lifts = [lift for lift in workout.lifts if counted(Logged(workout.id, workout.started_at, [lift]))]
        assert row.exercises == len(lifts)


async def test_history_pages_without_gap_or_repeat_even_at_equal_times(gym):
    moments = [NOW - timedelta(hours=n // 3) for n in range(10)]
    expected = [(await log_workout(gym.member, moment)).id for moment in moments]
    seen, cursor = [], None
    for _ in range(10):
        async with open_context(gym.member.credential, now=NOW) as ctx:
            page = await workouts.history(ctx, limit=3, cursor=cursor)
        seen += [row.id for row in page.items]
        cursor = page.next_cursor
        if cursor is None:
            break
    assert len(seen) == 10
    assert set(seen) == set(expected)
    assert seen == sorted(seen, key=lambda row: (moments[expected.index(row)], row), reverse=True)


async def test_history_leaves_out_open_and_deleted_workouts(gym):
    kept = await log_workout(gym.member, MONDAY)
    await log_workout(gym.member, MONDAY, minutes=None)
    await log_workout(gym.member, MONDAY, deleted=True)
    async with open_context(gym.member.credential, now=NOW) as ctx:
        page = await workouts.history(ctx)
    assert [row.id for row in page.items] == [kept.id]
    assert page.items[0].duration_seconds == 3600
    assert (page.items[0].sets, page.items[0].pulse, page.items[0].volume_kg) == (0, [], 0)


async def test_history_refuses_a_cursor_of_another_list(gym):
    async with open_context(gym.member.credential) as ctx:
        with pytest.raises(Invalid):
            await workouts.history(ctx, cursor="bm9uc2Vuc2U")


@pytest.mark.parametrize("who", ["coach", "admin", "owner"])
async def test_those_who_may_read_a_member(gym, who):
    logged = await log_workout(gym.member, MONDAY)
    async with open_context(getattr(gym, who).credential) as ctx:
        page = await workouts.history(ctx, member_id=gym.member.id)
        assert [row.id for row in page.items] == [logged.id]
        detail = await workouts.workout(ctx, logged.id)
        assert detail.member_name == "Member"


@pytest.mark.parametrize("who", ["stranger", "other_coach"])
async def test_those_who_may_not(gym, who):
    logged = await log_workout(gym.member, MONDAY)
    async with open_context(getattr(gym, who).credential) as ctx:
        with pytest.raises(NotFound):
            await workouts.history(ctx, member_id=gym.member.id)
        with pytest.raises(NotFound):
            await workouts.workout(ctx, logged.id)
        assert (await workouts.workouts_of(ctx, gym.member.id, limit=10)).items == []
        assert (await workouts.history(ctx)).items == []


async def test_outsiders_and_the_front_desk_see_no_training(gym, next_door):
    logged = await log_workout(gym.member, MONDAY)
    for outsider in (next_door.member, next_door.coach, next_door.admin, next_door.owner):
        async with open_context(outsider.credential) as ctx:
            with pytest.raises(NotFound):
                await workouts.history(ctx, member_id=gym.member.id)
            with pytest.raises(NotFound):
                await workouts.workout(ctx, logged.id)
    async with open_context(gym.scheduler.credential) as ctx:
        with pytest.raises(Forbidden):
            await workouts.history(ctx, member_id=gym.member.id)
        with pytest.raises(NotFound):
            await workouts.workout(ctx, logged.id)


async def test_a_workout_in_detail(gym, queries):
    bench = await add_exercise(gym.tenant_id, "Bench press")
    plank = await add_exercise(gym.tenant_id, "Plank", "duration")
    logged = await log_workout(
        gym.member,
        MONDAY,
        [
            Lift(
                bench,
                [Done("60", 8, "warmup"), Done("85", 6, rpe="8.5"), Done("90", 1), Done("85", 6, done=False)],
            ),
            Lift(plank, [Done()]),
            Lift(bench, [Done("100", 5)], deleted=True),
        ],
    )
    with queries() as asked:
        async with open_context(gym.member.credential) as ctx:
            detail = await workouts.workout(ctx, logged.id)
    assert len(asked) <= 4
    assert [(exercise.name, len(exercise.sets)) for exercise in detail.exercises] == [
        ("Bench press", 3),
        ("Plank", 1),
    ]
    assert [done.one_rep_max_kg for done in detail.exercises[0].sets] == [None, Decimal(102), Decimal(90)]
    assert detail.exercises[0].sets[1].rpe == Decimal("8.5")
    assert detail.volume_kg == 85 * 6 + 90
    assert (detail.sets, detail.duration_seconds, detail.member_name) == (4, 3600, "Member")


async def test_an_open_or_deleted_workout_has_no_detail(gym):
    going_on = await log_workout(gym.member, MONDAY, minutes=None)
    deleted = await log_workout(gym.member, MONDAY, deleted=True)
    async with open_context(gym.member.credential) as ctx:
        for workout in (going_on, deleted):
            with pytest.raises(NotFound):
                await workouts.workout(ctx, workout.id)


async def test_estimates_in_sql_are_those_of_the_rules(gym):
    exercise = await add_exercise(gym.tenant_id, "Squat")
    sets = random_sets(Random(11), 200)
    logged = await log_workout(gym.member, MONDAY, [Lift(exercise, sets)])
    async with open_context(gym.member.credential) as ctx:
        detail = await workouts.workout(ctx, logged.id)
    shown = detail.exercises[0].sets
    assert len(shown) == len(counted(logged))
    for done in shown:
        assert done.one_rep_max_kg == estimated_one_rep_max(done.kind, done.weight_kg, done.reps)


async def test_today_of_somebody_new(gym, queries):
    with queries() as asked:
        async with open_context(gym.member.credential, now=NOW) as ctx:
            view = await workouts.today(ctx)
    assert len(asked) <= 5  # one of them enters the tenant
    assert (view.next, view.open, view.last) == (None, None, None)
    assert [day.date.day for day in view.days] == [16, 17, 18, 19, 20, 21, 22]
    assert [day.is_today for day in view.days] == [False] * 4 + [True] + [False] * 2
    assert (view.workouts_this_week, view.weeks, view.streak_weeks) == (0, [0] * 12, 0)


async def test_today_shows_the_week_in_the_members_zone(gym):
    exercise = await add_exercise(gym.tenant_id, "Row")
    await log_workout(
        gym.member, datetime(2026, 11, 15, 22, 30, tzinfo=UTC), [Lift(exercise, [Done("50", 10)])]
    )
    await log_workout(
        gym.member, datetime(2026, 11, 15, 23, 30, tzinfo=UTC), [Lift(exercise, [Done("60", 10)])]
    )
    await log_workout(
        gym.member, datetime(2026, 11, 18, 17, 0, tzinfo=UTC), [Lift(exercise, [Done("70", 10)])]
    )
    await log_workout(
        gym.member, datetime(2026, 11, 18, 19, 0, tzinfo=UTC), [Lift(exercise, [Done("80", 10)])]
    )
    async with open_context(gym.member.credential, now=NOW) as ctx:
        view = await workouts.today(ctx, BERLIN)
        in_utc = await workouts.today(ctx)
    assert [day.workouts for day in view.days] == [1, 0, 2, 0, 0, 0, 0]
    assert [day.pulse for day in view.days[:3]] == [[600], [], [700, 800]]
    assert (view.workouts_this_week, view.weeks[-2:], view.streak_weeks) == (3, [1, 3], 2)
    assert (in_utc.workouts_this_week, in_utc.weeks[-2:]) == (2, [2, 2])
    assert view.last is not None
    assert view.last.volume_kg == 800


async def test_today_shows_the_last_workout_of_an_earlier_week_and_the_open_one(gym):
    last = await log_workout(gym.member, NOW - timedelta(days=30), title="Lower A", minutes=64)
    await log_workout(gym.member, NOW - timedelta(days=33))
    going_on = await log_workout(gym.member, NOW - timedelta(minutes=5), minutes=None, title="Upper B")
    async with open_context(gym.member.credential, now=NOW) as ctx:
        view = await workouts.today(ctx)
    assert view.last is not None
    assert (view.last.id, view.last.title, view.last.duration_seconds) == (last.id, "Lower A", 64 * 60)
    assert view.open is not None
    assert (view.open.id, view.open.title) == (going_on.id, "Upper B")
    assert (view.workouts_this_week, view.streak_weeks) == (0, 0)


async def test_today_is_ones_own_for_a_coach_too(gym):
    await log_workout(gym.member, MONDAY)
    async with open_context(gym.coach.credential, now=NOW) as ctx:
        view = await workouts.today(ctx)
    assert (view.last, view.workouts_this_week) == (None, 0)


async def next_name(person) -> str | None:
    async with open_context(person.credential, now=NOW) as ctx:
        view = await workouts.today(ctx)
    return view.next and view.next.name


async def test_the_next_template_is_the_one_that_waited_longest(gym):
    bench, row = await add_exercise(gym.tenant_id, "Bench"), await add_exercise(gym.tenant_id, "Row")
    first = await add_template(gym.admin, "Full body", [bench, row], sets=4)
    assert await next_name(gym.member) == "Full body"

    own = await add_template(gym.member, "My own", [bench], scope="user")
    assert await next_name(gym.member) == "My own"
    assert await next_name(gym.stranger) == "Full body"
    assert await next_name(gym.coach) == "Full body"  # a client's own template is not the coach's next

    await log_workout(gym.member, NOW - timedelta(days=40), template_id=own)
    assert await next_name(gym.member) == "My own"  # the only one ever used
    await log_workout(gym.member, NOW - timedelta(days=2), template_id=first)
    assert await next_name(gym.member) == "Full body"  # the only one of the last weeks
    await log_workout(gym.member, NOW - timedelta(days=1), template_id=own)
    assert await next_name(gym.member) == "Full body"
    await log_workout(gym.member, NOW - timedelta(hours=2), template_id=first)
    assert await next_name(gym.member) == "My own"

    async with open_context(gym.stranger.credential, now=NOW) as ctx:
        view = await workouts.today(ctx)
    assert view.next is not None
    assert [(line.name, len(line.sets), line.sets[0]["load"]) for line in view.next.lines] == [
        ("Bench", 4, "82.5"),
        ("Row", 4, "82.5"),
    ]
    assert (view.next.sets, view.next.minutes) == (8, 25)


async def test_the_cost_does_not_grow_with_the_history(gym, queries):
    await random_history(gym.member, 3)
    with queries() as few:
        async with open_context(gym.member.credential, now=NOW) as ctx:
            await workouts.today(ctx)
            await workouts.history(ctx)
    await random_history(gym.member, 12, seed=3)
    with queries() as many:
        async with open_context(gym.member.credential, now=NOW) as ctx:
            await workouts.today(ctx)
            await workouts.history(ctx)
    assert len(many) == len(few) <= 6


async def test_records_of_a_workout_are_counted_and_told(gym, queries):
    bench = await add_exercise(gym.tenant_id, "Bench press")
    first = await log_workout(gym.member, NOW - timedelta(days=9), [Lift(bench, [Done("80", 5)])])
    best = await log_workout(gym.member, NOW - timedelta(days=2), [Lift(bench, [Done("85", 5)])])
    async with open_context(gym.member.credential, now=NOW) as ctx:
        page = await workouts.history(ctx)
        with queries() as asked:
            detail = await workouts.workout(ctx, best.id)
    assert len(asked) == 3, "the workout, its sets, its records"
    assert {row.id: row.records for row in page.items} == {best.id: 3, first.id: 0}
    assert [(one.name, one.kind, one.value, one.before) for one in detail.records] == [
        ("Bench press", "e1rm", 99.17, 93.33),
        ("Bench press", "volume", 425.0, 400.0),
        ("Bench press", "weight", 85.0, 80.0),
    ]
    async with open_context(gym.member.credential) as ctx:
        await service.discard(ctx, first.id)
    async with open_context(gym.member.credential, now=NOW) as ctx:
        assert (await workouts.history(ctx)).items[0].records == 0
