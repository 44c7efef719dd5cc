"""A client's figures: the same as from every set, for whom they are, and what they cost."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from rythm.coaching.compared import Span
from rythm.coaching.comparison import compare, last_weeks, spans
from rythm.core.context import open_context
from rythm.core.errors import Forbidden, Invalid, NotFound
from rythm.exercises.models import Exercise
from rythm.progress import queries as progress
from tests.fixtures.training import Done, Lift, add_exercise, log_workout

NOW = datetime(2026, 11, 20, 18, 0, tzinfo=UTC)  # a Friday


async def working(muscle: str, helpers: list[str], gym, name: str):
    exercise_id = await add_exercise(gym.tenant_id, name)
    async with open_context(gym.admin.credential) as ctx:
        row = await ctx.db.get(Exercise, exercise_id)
        row.muscle, row.secondary_muscles = muscle, helpers
    return exercise_id


async def test_two_spans_side_by_side(gym, queries):
    bench = await working("chest", ["triceps"], gym, "Bench")
    squat = await working("quadriceps", [], gym, "Squat")
    for days, kg, lift in ((1, "80", bench), (27, "80", bench), (28, "70", bench), (60, "100", squat)):
        await log_workout(gym.member, NOW - timedelta(days=days), [Lift(lift, [Done(kg, 1)] * 2)])
    with queries() as asked:
        async with open_context(gym.coach.credential, now=NOW) as ctx:
            told = await compare(ctx, gym.member.id, *last_weeks(NOW.date(), 4))
    assert len(asked) <= 6
    assert (told.now.first, told.now.last) == (date(2026, 10, 24), date(2026, 11, 20))
    assert (told.before.first, told.before.last) == (date(2026, 9, 26), date(2026, 10, 23))
    assert (told.now.workouts, told.now.sets, told.now.volume_kg, told.now.seconds) == (2, 4, 320, 7200)
    assert (told.before.workouts, told.before.sets, told.before.volume_kg) == (1, 2, 140)
    assert [(lift.name, lift.before_kg, lift.now_kg) for lift in told.lifts] == [("Bench", 70, 80)]
    assert [(row.muscle, row.before, row.now) for row in told.muscles] == [("chest", 2, 4), ("triceps", 1, 2)]
    async with open_context(gym.coach.credential, now=NOW) as ctx:
        long = await compare(
            ctx,
            gym.member.id,
            Span(first=date(2026, 9, 1), last=date(2026, 9, 30)),
            Span(first=date(2026, 9, 21), last=date(2026, 9, 21)),
        )
    assert (long.before.workouts, long.now.workouts) == (1, 1), "spans may lie in one another"
    assert long.lifts[0].before_kg == long.lifts[0].now_kg == 100


async def test_days_begin_at_midnight_where_the_coach_is(gym):
    midnight = datetime(2026, 10, 24, tzinfo=UTC)  # the first moment of the last four weeks
    await log_workout(gym.member, midnight)
    await log_workout(gym.member, midnight - timedelta(hours=1))
    two = last_weeks(NOW.date(), 4)
    async with open_context(gym.coach.credential, now=NOW) as ctx:
        here = await compare(ctx, gym.member.id, *two)
        east = await compare(ctx, gym.member.id, *two, zone=ZoneInfo("Europe/Berlin"))
    assert (here.before.workouts, here.now.workouts) == (1, 1)
    assert (east.before.workouts, east.now.workouts) == (0, 2)


def test_what_is_left_open_is_filled_in():
    today = date(2026, 11, 20)
    assert spans(today, 1, (None, None)) == last_weeks(today, 1)
    before, now = spans(today, 4, (date(2026, 11, 1), date(2026, 11, 10)))
    assert (before.first, before.last) == (date(2026, 10, 22), date(2026, 10, 31))
    assert (now.first, now.last) == (date(2026, 11, 1), date(2026, 11, 10))
    before, now = spans(today, 4, (date(2026, 11, 1), None), (date(2025, 11, 1), date(2025, 11, 20)))
    assert (before.first, now.last) == (date(2025, 11, 1), today)
    for wrong in (
        ((date(2026, 11, 2), date(2026, 11, 1)), (None, None)),
        ((date(2000, 1, 1), today), (None, None)),
        ((date(2026, 11, 1), today), (date(2026, 10, 2), date(2026, 10, 1))),
        ((date(1970, 1, 1), date(1970, 2, 1)), (None, None)),
    ):
        with pytest.raises(Invalid):
            spans(today, 4, *wrong)


async def test_nobody_elses_client(gym, next_door):
    bench = await add_exercise(gym.tenant_id, "Bench")
    await log_workout(gym.member, NOW, [Lift(bench, [Done("80", 5)])])
    two = last_weeks(NOW.date(), 4)
    for who in (gym.other_coach, next_door.coach, next_door.admin):
        async with open_context(who.credential, now=NOW) as ctx:
            with pytest.raises(NotFound):
                await compare(ctx, gym.member.id, *two)
            assert (
                sum(week.workouts for week in await progress.weekly_volume(ctx, gym.member.id, weeks=4)) == 0
            )
            assert (await progress.one_rep_max(ctx, gym.member.id, weeks=4)).series == []
    async with open_context(gym.scheduler.credential, now=NOW) as ctx:
        with pytest.raises(Forbidden):
            await compare(ctx, gym.member.id, *two)
