"""One exercise over time: its trend, its bests and its sets; who may see them, and what they cost."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
import pytest_asyncio
from sqlalchemy import update
from sqlmodel import col

from rythm.core.actor import BySystem
from rythm.core.context import open_context
from rythm.core.errors import NotFound
from rythm.progress import lifts, sessions, timeline
from rythm.workouts.models import Workout, WorkoutExercise, WorkoutSet
from tests.fixtures.actors import Gym
from tests.fixtures.training import Done, Lift, Logged, add_exercise, log_workout

NOW = datetime(2026, 11, 20, 18, 0, tzinfo=UTC)
WEEKLY = ("80", "82.5", "80", "85", "84", "90")
"""What was lifted five times, a week apart, the last a week ago."""


@pytest_asyncio.fixture
async def bench(gym: Gym) -> UUID:
    return await add_exercise(gym.tenant_id, "Bench press")


@pytest_asyncio.fixture
async def logged(gym: Gym, bench: UUID) -> list[Logged]:
    return [
        await log_workout(
            gym.member,
            NOW - timedelta(weeks=len(WEEKLY) - nth),
            [Lift(bench, [Done("40", 10, "warmup"), Done(weight, 5), Done(weight, 4)])],
        )
        for nth, weight in enumerate(WEEKLY)
    ]


async def test_a_record_is_broken_once_in_a_workout(gym, bench, logged):
    await log_workout(gym.member, NOW - timedelta(days=1), [Lift(bench, [Done("95", 5), Done("95", 5)])])
    async with open_context(gym.member.credential) as ctx:
        page = await sessions.sessions(ctx, bench, limit=1)
    assert [one.is_record for one in page.items[0].sets] == [True, False]


@pytest.mark.usefixtures("logged")
async def test_the_trend_goes_from_the_first_to_the_last_and_marks_records(gym, bench, queries):
    with queries() as asked:
        async with open_context(gym.member.credential, now=NOW) as ctx:
            found = await lifts.progress(ctx, bench, over="3m")
    assert len(asked) == 3
    known = [point for point in found.points if point.value is not None]
    assert [round(point.value * 30 / 35, 1) for point in known] == [float(weight) for weight in WEEKLY]
    assert [point.is_record for point in known] == [False, True, False, True, False, True]
    assert (found.measure, found.sessions, len(found.points)) == ("e1rm", 6, 45)
    assert (found.weight.value, found.volume.value) == (90, 90 * 9)
    assert [(one.repetitions, one.kg, one.reps) for one in found.heaviest] == [
        (1, 90, 5), (2, 90, 5), (3, 90, 5), (5, 90, 5),
    ]  # fmt: skip
    async with open_context(gym.member.credential, now=NOW) as ctx:
        assert len([1 for one in (await lifts.progress(ctx, bench, over="1m")).points if one.value]) == 4
        everything = (await lifts.progress(ctx, bench, over="all")).points
    assert len([1 for one in everything if one.value]) == 6
    assert everything[0].at == NOW - timedelta(weeks=6)


async def test_a_slip_of_the_thumb_is_not_on_the_line(gym, bench, logged):
    await log_workout(gym.member, NOW - timedelta(days=3), [Lift(bench, [Done("190", 5)])])
    async with open_context(gym.member.credential, now=NOW) as ctx:
        found = await lifts.progress(ctx, bench)
    assert max(point.value or 0 for point in found.points) == found.e1rm.value == 105


@pytest.mark.parametrize(
    ("measured_by", "done", "measure", "best"),
    [
        ("reps", Done(None, 12), "reps", 12),
        ("bodyweight_reps", Done(None, 9), "reps", 9),
        ("distance_duration", Done(distance_m="5000"), "metres", 5000),
    ],
)
async def test_what_has_no_load_is_measured_by_what_it_has(gym, measured_by, done, measure, best):
    exercise_id = await add_exercise(gym.tenant_id, "Other", measured_by)
    await log_workout(gym.member, NOW - timedelta(days=2), [Lift(exercise_id, [done])])
    async with open_context(gym.member.credential, now=NOW) as ctx:
        found = await lifts.progress(ctx, exercise_id)
    assert (found.measure, [one.value for one in found.points if one.value]) == (measure, [best])
    assert found.e1rm is None
    assert (found.farthest if measure == "metres" else found.most_reps).value == best


async def test_nothing_done_is_an_empty_answer(gym, bench):
    async with open_context(gym.member.credential, now=NOW) as ctx:
        found = await lifts.progress(ctx, bench, over="all")
        assert (found.sessions, found.points, found.heaviest, found.most_reps) == (0, [], [], None)
        assert (await sessions.sessions(ctx, bench)).items == []


async def test_sessions_come_a_page_at_a_time_with_their_records(gym, bench, logged, queries):
    async with open_context(BySystem(gym.tenant_id)) as ctx:
        await ctx.db.execute(
            update(WorkoutExercise)
            .where(col(WorkoutExercise.workout_id) == logged[-1].id)
            .values(note="Elbows in")
        )
    with queries() as asked:
        async with open_context(gym.member.credential) as ctx:
            page = await sessions.sessions(ctx, bench, limit=4)
    assert len(asked) == 2
    newest = page.items[0]
    assert (newest.workout_id, newest.note, newest.volume_kg) == (logged[-1].id, "Elbows in", 810)
    assert [(one.kind, float(one.weight_kg), one.reps, one.is_record) for one in newest.sets] == [
        ("warmup", 40, 10, False), ("working", 90, 5, True), ("working", 90, 4, False),
    ]  # fmt: skip
    assert [one.is_volume_record for one in page.items] == [True, False, True, False]
    async with open_context(gym.member.credential) as ctx:
        rest = await sessions.sessions(ctx, bench, limit=4, cursor=page.next_cursor)
    assert [one.workout_id for one in (*page.items, *rest.items)] == [one.id for one in logged[::-1]]
    assert rest.next_cursor is None


async def test_the_timeline_says_what_was_broken_by_how_much(gym, bench, logged, queries):
    row = await add_exercise(gym.tenant_id, "Row")
    for ago, weight in ((5, "60"), (4, "65")):
        await log_workout(gym.member, NOW - timedelta(days=ago), [Lift(row, [Done(weight, 5)])])
    with queries() as asked:
        async with open_context(gym.member.credential) as ctx:
            page = await timeline.timeline(ctx, limit=2)
    assert len(asked) == 2
    assert [one.name for one in page.items] == ["Row", "Bench press"]
    assert [(one.kind, one.value, one.before) for one in page.items[0].broken] == [
        ("e1rm", 75.83, 70), ("volume", 325, 300), ("weight", 65, 60),
    ]  # fmt: skip
    async with open_context(gym.member.credential) as ctx:
        rest = await timeline.timeline(ctx, limit=2, cursor=page.next_cursor)
        assert [one.workout_id for one in rest.items] == [logged[3].id, logged[1].id]
        assert rest.next_cursor is None
        assert len((await timeline.timeline(ctx, exercise_id=bench)).items) == 3
        assert await timeline.counted(ctx, NOW - timedelta(days=6)) == (3, 1)


async def test_deleting_an_old_workout_takes_its_records_from_the_timeline(gym, bench, logged):
    async with open_context(BySystem(gym.tenant_id)) as ctx:
        await ctx.db.execute(
            update(WorkoutSet).where(col(WorkoutSet.workout_id) == logged[0].id).values(weight_kg=86)
        )
        await ctx.db.execute(update(Workout).where(col(Workout.id) == logged[-1].id).values(deleted_at=NOW))
    async with open_context(gym.member.credential, now=NOW) as ctx:
        assert (await timeline.timeline(ctx)).items == []
        found = await lifts.progress(ctx, bench)
        assert (found.sessions, found.weight.value) == (5, 86)


async def test_a_coach_sees_clients_and_nobody_else_sees_anything(gym, next_door, bench, logged):
    async with open_context(gym.coach.credential, now=NOW) as ctx:
        assert (await lifts.progress(ctx, bench, gym.member.id)).sessions == 6
        assert len((await sessions.sessions(ctx, bench, gym.member.id)).items) == 6
        assert len((await timeline.timeline(ctx, gym.member.id)).items) == 3
        assert (await timeline.timeline(ctx)).items == []
    for person in (gym.other_coach, gym.stranger, next_door.coach, next_door.admin):
        async with open_context(person.credential, now=NOW) as ctx:
            for ask in (
                lambda: lifts.progress(ctx, bench, gym.member.id),
                lambda: sessions.sessions(ctx, bench, gym.member.id),
                lambda: timeline.timeline(ctx, gym.member.id),
            ):
                with pytest.raises(NotFound):
                    await ask()
