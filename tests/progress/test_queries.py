"""Weekly volume and one-rep maxima, recounted in Python."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from random import Random

import pytest

from rythm.core.context import open_context
from rythm.progress import queries as progress
from rythm.workouts.exact import estimated_one_rep_max, volume
from tests.fixtures.training import Done, Lift, add_exercise, log_workout, random_sets

NOW = datetime(2026, 11, 20, 18, 0, tzinfo=UTC)  # a Friday
FIRST = date(2026, 8, 31)


def week_of(moment: datetime) -> int:
    return (moment.date() - FIRST).days // 7


def kg(done: Done) -> Decimal | None:
    return None if done.weight_kg is None else Decimal(done.weight_kg)


async def trained(member, count: int = 14, seed: int = 5):
    """Workouts over four months, the oldest of them before the twelve weeks."""
    chance = Random(seed)
    names = ["Squat", "Bench press", "Deadlift", "Row"]
    exercises = {name: await add_exercise(member.tenant_id, name) for name in names}
    by_id = {exercise: name for name, exercise in exercises.items()}
    logged = [
        await log_workout(
            member,
            NOW - timedelta(days=7 * back + chance.randint(0, 3), hours=chance.randint(0, 5)),
            [Lift(exercises[name], random_sets(chance, 5)) for name in chance.sample(names, 3)],
        )
        for back in range(count)
    ]
    return logged, by_id


async def test_weekly_volume(gym, queries):
    logged, _ = await trained(gym.member)
    await log_workout(gym.member, NOW - timedelta(days=1), minutes=None)
    await log_workout(gym.member, NOW - timedelta(days=1), deleted=True)
    with queries() as asked:
        async with open_context(gym.member.credential, now=NOW) as ctx:
            weeks = await progress.weekly_volume(ctx, gym.member.id)
    assert len(asked) == 2
    assert [week.week for week in weeks] == [FIRST + timedelta(weeks=n) for n in range(12)]
    for number, week in enumerate(weeks):
        mine = [workout for workout in logged if week_of(workout.started_at) == number]
        sets = [
            done
            for workout in mine
            for lift in workout.lifts
            for done in lift.sets
            if done.done and not done.deleted
        ]
        assert week.workouts == len(mine)
        assert week.sets == len(sets)
        assert week.volume_kg == pytest.approx(
            float(sum(volume(done.kind, kg(done), done.reps) for done in sets)),
            abs=0.01 * len(sets),  # totals are kept to 0.01 kg
        )


async def test_a_week_with_an_empty_workout_has_one_workout(gym):
    await log_workout(gym.member, NOW)
    async with open_context(gym.member.credential, now=NOW) as ctx:
        weeks = await progress.weekly_volume(ctx, gym.member.id, weeks=2)
    assert [(week.workouts, week.sets, week.volume_kg) for week in weeks] == [(0, 0, 0), (1, 0, 0)]


async def test_one_rep_max_is_the_best_of_the_rules(gym, queries):
    logged, names = await trained(gym.member)
    with queries() as asked:
        async with open_context(gym.member.credential, now=NOW) as ctx:
            shown = await progress.one_rep_max(ctx, gym.member.id, exercise_ids=list(names))
    assert len(asked) == 2
    assert len(shown.series) == 4
    for line in shown.series:
        best: list[Decimal | None] = [None] * 12
        for workout in logged:
            for lift in workout.lifts:
                for done in lift.sets:
                    number = week_of(workout.started_at)
                    estimate = estimated_one_rep_max(done.kind, kg(done), done.reps)
                    if (
                        lift.exercise_id == line.exercise_id
                        and done.done
                        and not done.deleted
                        and number >= 0
                        and estimate is not None
                    ):
                        best[number] = max(best[number] or estimate, estimate)
        assert line.name == names[line.exercise_id]
        assert line.best_kg == [None if value is None else float(value) for value in best]


async def test_the_three_exercises_done_most_often(gym):
    squat, bench, row, curl = [
        await add_exercise(gym.tenant_id, n) for n in ("Squat", "Bench", "Row", "Curl")
    ]
    dips = await add_exercise(gym.tenant_id, "Dips", "bodyweight_reps")
    done = [Done("50", 5)]
    for back, lifts in enumerate(
        [[squat, bench, dips], [squat, row, dips], [squat, bench, row, dips], [bench], [curl]]
    ):
        await log_workout(gym.member, NOW - timedelta(days=back), [Lift(lift, done) for lift in lifts])
    await log_workout(
        gym.member, NOW, [Lift(curl, [Done("60", 5, done=False)]), Lift(curl, [Done("60", 20)])]
    )
    async with open_context(gym.member.credential, now=NOW) as ctx:
        shown = await progress.one_rep_max(ctx, gym.member.id)
    assert {line.name for line in shown.series} == {"Squat", "Bench", "Row"}


@pytest.mark.parametrize("who", ["coach", "admin", "owner"])
async def test_those_who_may_look(gym, who):
    logged, _ = await trained(gym.member, count=2)
    async with open_context(getattr(gym, who).credential, now=NOW) as ctx:
        weeks = await progress.weekly_volume(ctx, gym.member.id)
        shown = await progress.one_rep_max(ctx, gym.member.id)
    assert sum(week.workouts for week in weeks) == len(logged)
    assert len(shown.series) == 3


async def test_everybody_else_sees_an_empty_record(gym, next_door):
    await trained(gym.member, count=2)
    for person in (gym.stranger, gym.other_coach, gym.scheduler, next_door.coach, next_door.admin):
        async with open_context(person.credential, now=NOW) as ctx:
            weeks = await progress.weekly_volume(ctx, gym.member.id)
            assert sum(week.workouts + week.sets for week in weeks) == 0
            assert (await progress.one_rep_max(ctx, gym.member.id)).series == []


async def test_a_slip_of_the_thumb_is_no_maximum(gym):
    bench = await add_exercise(gym.tenant_id, "Bench press")
    await log_workout(gym.member, NOW - timedelta(days=1), [Lift(bench, [Done("1825", 5), Done("80", 5)])])
    async with open_context(gym.member.credential, now=NOW) as ctx:
        shown = await progress.one_rep_max(ctx, gym.member.id, weeks=1)
    assert [series.best_kg for series in shown.series] == [[93.33]]
