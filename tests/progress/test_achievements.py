"""Achievements: the table of rules, when each was met in the training itself, noted once and for ever."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import text, update
from sqlmodel import col

from rythm.body import service as body
from rythm.body.schemas import LogMetric
from rythm.core.actor import BySystem
from rythm.core.context import open_context
from rythm.core.errors import Forbidden, NotFound
from rythm.core.ids import uuid7
from rythm.core.model import SYSTEM
from rythm.exercises.catalogue import exercise_id
from rythm.jobs.achievements import award_achievements
from rythm.progress import achieving, attained
from rythm.progress.achievements import FAMILIES, RULES, Rule, Week, weeks_met
from rythm.progress.schemas import Achievements
from rythm.progress.streaks import running, weekly_streak
from rythm.workouts.import_batches import review
from rythm.workouts.models import ImportBatch, ImportFlag, Workout
from rythm.workouts.recording import FinishedExercise, FinishedSet, FinishedWorkout, SharedRef, record
from tests.fixtures.actors import Gym, Person
from tests.fixtures.queries import QueryCounter
from tests.fixtures.training import Done, Lift, add_exercise, log_workout

NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)
DAY = timedelta(days=1)


def test_the_table_is_sound():
    assert len({rule.key for rule in RULES}) == len(RULES)
    assert len({family.key for family in FAMILIES}) == len(FAMILIES)
    for family in FAMILIES:
        assert list(family.thresholds) == sorted(set(family.thresholds))
        assert family.says.count("{}") == 1


def test_a_key_is_for_ever():
    """What somebody earned is kept under it: take none away and give none another meaning."""
    keys = {rule.key: rule.threshold for rule in RULES}
    known = {"workouts-1": 1, "weeks-12": 12, "month-16": 16, "volume-1000000": 1_000_000, "bench-1.5": 1.5}
    assert {key: keys[key] for key in known} == known


@pytest.mark.parametrize(
    "weeks", [[], [0], [1], [0, 0, 1], [1, 0, 1], [1, 0, 0, 1, 1], [1, 1, 0, 1, 0, 1, 0, 0], [0, 1, 2, 3, 0]]
)
def test_the_running_streak_is_the_streak_of_each_week(weeks):
    for end in range(1, len(weeks) + 1):
        assert max(running(weeks[:end])) == weekly_streak(weeks[:end]).best


@pytest.mark.parametrize(
    ("trained", "expected"),
    [
        ([], {}),
        ([1], {1: 0}),
        ([1, 1, 1], {1: 0, 2: 1, 3: 2}),
        ([1, 0, 1, 1], {1: 0, 2: 2, 3: 3}),  # one week off is forgiven and does not count
        ([1, 0, 0, 1, 1], {1: 0, 2: 4}),
        ([1, 1, 0, 0, 1, 1, 1], {1: 0, 2: 1, 3: 6}),
    ],
)
def test_when_a_streak_came_to_so_many_weeks(trained, expected):
    weeks = [Week(count, NOW + n * 7 * DAY if count else None) for n, count in enumerate(trained)]
    met = {threshold: (at - NOW).days // 7 for threshold, at in weeks_met(weeks, (1, 2, 3)).items()}
    assert met == expected


async def look(person: Person, now: datetime = NOW, **options) -> Achievements:
    async with open_context(person.credential, now=now) as ctx:
        return await achieving.achievements(ctx, **options)


async def earned(person: Person, now: datetime = NOW) -> dict[str, datetime]:
    seen = await look(person, now)
    return {
        one.key: one.earned_at
        for family in seen.families
        for one in family.achievements
        if one.earned_at is not None
    }


async def train(person: Person, at: datetime, exercise, *sets: Done, minutes: int = 60):
    logged = await log_workout(person, at, [Lift(exercise, list(sets or [Done("100", 5)]))], minutes=minutes)
    await count_up(person)
    return logged


async def test_each_is_earned_at_the_end_of_the_workout_that_met_it(gym: Gym):
    exercise = await add_exercise(gym.tenant_id, "Row")
    starts = [NOW - n * DAY for n in (30, 29, 28, 27, 26, 25, 24, 23, 22, 21, 20)]
    for start in reversed(starts):  # an old workout may come later
        await train(gym.member, start, exercise, Done("100", 10), Done("200", 9, kind="warmup"))
    got = await earned(gym.member)
    hour = timedelta(hours=1)
    assert got["workouts-1"] == starts[0] + hour
    assert got["workouts-10"] == starts[9] + hour
    assert got["volume-10000"] == starts[9] + hour
    assert got["month-8"] == starts[7] + hour
    assert "workouts-25" not in got
    assert {key for key in got if key.startswith("weeks")} == {"weeks-2"}


async def test_a_month_is_a_calendar_month_where_the_reader_is(gym: Gym):
    exercise = await add_exercise(gym.tenant_id, "Row")
    for n in range(8):  # the first in Berlin's November and UTC's October
        await train(gym.member, datetime(2026, 10, 31, 23, 30, tzinfo=UTC) + n * DAY, exercise)
    assert "month-8" not in await earned(gym.member)
    await look(gym.member, zone=ZoneInfo("Europe/Berlin"))
    assert "month-8" in await earned(gym.member), "and what is noted stays"


async def test_records_count_once_for_an_exercise_in_a_workout(gym: Gym):
    row, press = await add_exercise(gym.tenant_id, "Row"), await add_exercise(gym.tenant_id, "Press")
    for n, kg in enumerate(("80", "82.5", "80", "85")):
        lifts = [Lift(row, [Done(kg, 5)]), Lift(press, [Done("50", 5)])]
        await log_workout(gym.member, NOW - (20 - n) * DAY, lifts)
    view = await look(gym.member)
    assert next(family.now for family in view.families if family.key == "records") == 2
    assert (await earned(gym.member))["records-1"] == NOW - 19 * DAY + timedelta(hours=1)


@pytest.mark.usefixtures("built_in")
async def test_a_lift_is_held_against_the_body_weight_of_its_day(gym: Gym):
    bench = SharedRef(exercise_id("bench-press"), SYSTEM)
    told = [(NOW - 30 * DAY, "60", None), (NOW - 20 * DAY, "60", None), (NOW - 10 * DAY, "82", Decimal(82))]
    workouts = [
        FinishedWorkout(
            title="Push",
            started_at=at,
            finished_at=at + timedelta(hours=1),
            body_weight_kg=weight,
            exercises=(
                FinishedExercise(bench, (FinishedSet("working", at, weight_kg=Decimal(kg), reps=1),), 120),
            ),
        )
        for at, kg, weight in told
    ]
    async with open_context(gym.member.credential, now=NOW) as ctx:
        await record(ctx, gym.member.id, workouts, source="strong")
        await body.log(ctx, LogMetric(value="80", measured_at=NOW - 25 * DAY))
    got = {key: at for key, at in (await earned(gym.member)).items() if key.startswith("bench")}
    assert got == {
        "bench-0.5": NOW - 20 * DAY + timedelta(hours=1),  # the first has no weight to be held against
        "bench-0.75": NOW - 20 * DAY + timedelta(hours=1),
        "bench-1": NOW - 10 * DAY + timedelta(hours=1),
    }


async def test_what_is_earned_is_never_taken_away_nor_earned_twice(gym: Gym):
    exercise = await add_exercise(gym.tenant_id, "Row")
    first = await train(gym.member, NOW - 3 * DAY, exercise)
    before = await earned(gym.member)
    async with open_context(gym.member.credential) as ctx:
        await ctx.db.execute(update(Workout).where(col(Workout.id) == first.id).values(deleted_at=NOW))
    await train(gym.member, NOW - DAY, exercise)
    view = await look(gym.member)
    assert next(family.now for family in view.families if family.key == "workouts") == 1
    assert await earned(gym.member) == before
    async with open_context(gym.member.credential) as ctx:
        rows = await ctx.db.execute(text("select count(*) from achievement_earned where key = 'workouts-1'"))
        assert rows.scalar_one() == 1


async def test_a_rule_that_is_new_is_earned_by_those_who_met_it_long_ago(gym: Gym, monkeypatch):
    exercise = await add_exercise(gym.tenant_id, "Row")
    starts = [NOW - (9 - n) * DAY for n in range(3)]
    for start in starts:
        await train(gym.member, start, exercise)
    await earned(gym.member)
    families = tuple(
        replace(f, thresholds=(1, 3, *f.thresholds[1:])) if f.key == "workouts" else f for f in FAMILIES
    )
    for module in (achieving, attained):
        monkeypatch.setattr(module, "FAMILIES", families)
        monkeypatch.setattr(module, "RULES", (*RULES, Rule("workouts-3", "workouts", 3)))
    monkeypatch.setattr(achieving, "DIGEST", "another table")
    await count_up(gym.member)
    await award_achievements()
    async with open_context(gym.member.credential) as ctx:
        at = await ctx.db.execute(text("select earned_at from achievement_earned where key = 'workouts-3'"))
        assert at.scalar_one() == starts[2] + timedelta(hours=1)


async def count_up(person: Person) -> None:
    """What every way to change training does."""
    async with open_context(person.credential) as ctx:
        await ctx.db.execute(
            text(
                "insert into sync_cursor (tenant_id, member_id, revision) values (:tenant, :member, 1) "
                "on conflict (tenant_id, member_id) do update set revision = sync_cursor.revision + 1"
            ),
            {"tenant": person.tenant_id, "member": person.id},
        )


async def test_the_job_looks_after_whoever_trained_and_rests(gym: Gym, next_door: Gym):
    for of in (gym, next_door):
        exercise = await add_exercise(of.tenant_id, "Row")
        await train(of.member, datetime.now(UTC) - DAY, exercise)
    await award_achievements()
    for of in (gym, next_door):
        async with open_context(of.member.credential) as ctx:
            keys = await ctx.db.execute(text("select key from achievement_earned"))
            assert "workouts-1" in keys.scalars().all()
    async with open_context(BySystem(gym.tenant_id)) as ctx:
        assert await achieving.award_some(ctx) == 0
    await count_up(gym.member)
    async with open_context(BySystem(gym.tenant_id)) as ctx:
        assert await achieving.award_some(ctx) == 1


async def test_what_an_import_brought_and_nobody_believes_counts_once_it_was_looked_at(gym: Gym):
    exercise = await add_exercise(gym.tenant_id, "Row")
    odd = await train(gym.member, NOW - DAY, exercise, Done("100", 200))
    assert (await look(gym.stranger)).earned == 0
    async with open_context(gym.member.credential) as ctx:
        batch, flag = uuid7(), uuid7()
        here = {"tenant_id": gym.tenant_id, "member_id": gym.member.id}
        ctx.db.add(ImportBatch(id=batch, source="strong", **here))
        await ctx.db.flush()
        ctx.db.add(
            ImportFlag(id=flag, import_batch_id=batch, workout_id=odd.id, line=1, reason="200 reps", **here)
        )
    await count_up(gym.member)
    assert await earned(gym.member) == {}
    async with open_context(gym.member.credential) as ctx:
        await review(ctx, flag)
    assert set(await earned(gym.member)) == {"workouts-1", "volume-10000"}


async def test_what_is_new_is_marked_until_it_was_seen(gym: Gym):
    exercise = await add_exercise(gym.tenant_id, "Row")
    await train(gym.member, NOW - 300 * DAY, exercise)

    async def new(now: datetime) -> set[str]:
        view = await look(gym.member, now)
        return {one.key for family in view.families for one in family.achievements if one.is_new}

    assert await new(NOW) == set(), "nobody wants years of marks on the first day"
    async with open_context(gym.member.credential, now=NOW) as ctx:
        await achieving.seen(ctx)
    await train(gym.member, NOW - 298 * DAY, exercise, Done("200", 100))
    assert await new(NOW + DAY) == {"volume-10000", "weeks-2"}
    assert await new(NOW + DAY) == {"volume-10000", "weeks-2"}, "looking through the API is not seeing"
    async with open_context(gym.member.credential, now=NOW + DAY) as ctx:
        await achieving.seen(ctx)
    assert await new(NOW + 2 * DAY) == set()


async def test_others_may_look_only_at_their_clients_and_note_nothing(gym: Gym, next_door: Gym):
    exercise = await add_exercise(gym.tenant_id, "Row")
    await train(gym.member, NOW - DAY, exercise)
    assert (await look(gym.coach, member_id=gym.member.id)).earned == 0, "a coach's look notes nothing"
    await earned(gym.member)
    assert (await look(gym.coach, member_id=gym.member.id)).earned == 1
    for who in (gym.stranger, gym.other_coach, next_door.admin):
        with pytest.raises(NotFound):
            await look(who, member_id=gym.member.id)
    for who in (gym.coach, gym.stranger, gym.scheduler):
        async with open_context(who.credential) as ctx:
            with pytest.raises(Forbidden):
                await achieving.award(ctx, gym.member.id)


async def test_visitors_achieve_nothing(gym: Gym, sister: Gym):
    owner = Person(gym.owner.id, sister.tenant_id, gym.owner.email, gym.owner.role)
    assert (await look(owner)).earned == 0
    async with open_context(owner.credential) as ctx:
        await achieving.seen(ctx)


@pytest.mark.parametrize("workouts", [1, 30])
async def test_as_many_queries_however_long_the_past(gym: Gym, queries: QueryCounter, workouts: int):
    exercise = await add_exercise(gym.tenant_id, "Row")
    for n in range(workouts):
        await train(gym.member, NOW - n * DAY, exercise)
    async with open_context(gym.member.credential, now=NOW) as ctx:
        with queries() as asked:
            await achieving.achievements(ctx)
    assert len(asked) == 4
    async with open_context(gym.member.credential, now=NOW) as ctx:
        with queries() as asked:
            await achieving.achievements(ctx)
    assert len(asked) == 1
