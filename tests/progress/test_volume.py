"""Hard sets per muscle: counted by week, for helpers by half, against the target range."""

from datetime import UTC, datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import update
from sqlmodel import col

from rythm.core.actor import BySystem
from rythm.core.context import open_context
from rythm.core.errors import NotFound
from rythm.exercises.models import Exercise
from rythm.progress import volume
from rythm.workouts.rules import muscle_sets
from tests.fixtures.actors import Gym
from tests.fixtures.training import Done, Lift, add_exercise, log_workout

NOW = datetime(2026, 11, 20, 18, 0, tzinfo=UTC)  # a Friday


async def add(gym: Gym, name: str, muscle: str, helpers: list[str], category: str = "strength") -> UUID:
    exercise_id = await add_exercise(gym.tenant_id, name)
    async with open_context(BySystem(gym.tenant_id)) as ctx:
        await ctx.db.execute(
            update(Exercise)
            .where(col(Exercise.id) == exercise_id)
            .values(muscle=muscle, secondary_muscles=helpers, category=category)
        )
    return exercise_id


async def test_sets_count_whole_for_the_main_muscle_and_half_for_helpers(gym, queries):
    bench = await add(gym, "Bench press", "chest", ["triceps", "shoulders", "chest"])
    push = await add(gym, "Push-down", "triceps", [])
    run = await add(gym, "Run", "quadriceps", [], "cardio")
    sets = [Done("20", 10, "warmup"), *[Done("80", 5)] * 11]
    await log_workout(gym.member, NOW - timedelta(days=2), [Lift(bench, sets), Lift(push, sets[:5])])
    await log_workout(gym.member, NOW - timedelta(days=1), [Lift(run, sets)])
    await log_workout(gym.member, NOW - timedelta(days=9), [Lift(bench, sets[:9])])
    with queries() as asked:
        async with open_context(gym.member.credential, now=NOW) as ctx:
            found = await volume.muscle_volume(ctx)
    assert len(asked) == 3
    done = {one.muscle: (one.sets, one.standing) for one in found.muscles if one.sets}
    assert done == {"chest": (11, "within"), "triceps": (9.5, "below"), "shoulders": (5.5, "below")}
    library = {
        "bench": {"muscle": "chest", "secondary_muscles": ["triceps", "shoulders", "chest"]},
        "push": {"muscle": "triceps"},
        "run": {"muscle": "quadriceps", "category": "cardio"},
    }
    phone = muscle_sets({"bench": 11, "push": 4, "run": 11}, library)
    assert {name: sets for name, (sets, _) in done.items()} == phone
    assert [one.muscle for one in found.muscles][:3] == ["chest", "triceps", "shoulders"]
    assert found.muscles[0].weeks == [*[0] * 10, 8, 11]
    assert (len(found.muscles), found.weeks[-1].isoformat()) == (17, "2026-11-16")
    async with open_context(gym.member.credential, now=NOW) as ctx:
        by = await volume.contributors(ctx, "triceps")
        assert [(one.name, one.sets) for one in by] == [("Bench press", 5.5), ("Push-down", 4)]
        by = await volume.contributors(ctx, "triceps", averaged=True)
        assert [(one.name, one.sets) for one in by] == [("Bench press", 1)]
        assert await volume.contributors(ctx, "quadriceps") == []
        average = await volume.muscle_volume(ctx, averaged=True, least=1, most=1)
    assert {one.muscle: (one.sets, one.standing) for one in average.muscles if one.sets} == {
        "chest": (2, "above"), "triceps": (1, "within"), "shoulders": (1, "within"),
    }  # fmt: skip


async def test_weeks_begin_where_the_person_is(gym):
    bench = await add(gym, "Bench press", "chest", [])
    sunday = datetime(2026, 11, 15, 23, 30, tzinfo=UTC)
    await log_workout(gym.member, sunday, [Lift(bench, [Done("80", 5)])])
    async with open_context(gym.member.credential, now=NOW) as ctx:
        for zone, sets in ((UTC, 0), (ZoneInfo("Europe/Berlin"), 1)):
            assert (await volume.muscle_volume(ctx, zone=zone)).muscles[0].sets == sets


@pytest.mark.parametrize(
    ("sets", "said"), [(0, "none"), (9.5, "below"), (10, "within"), (20, "within"), (20.5, "above")]
)
def test_the_ends_of_the_range_are_within_it(sets, said):
    assert volume.standing(sets, 10, 20) == said


async def test_only_those_who_may_see_the_member_see_it(gym, next_door):
    async with open_context(gym.coach.credential, now=NOW) as ctx:
        assert len((await volume.muscle_volume(ctx, gym.member.id)).muscles) == 17
    for person in (gym.other_coach, gym.stranger, next_door.coach, next_door.admin):
        async with open_context(person.credential, now=NOW) as ctx:
            with pytest.raises(NotFound):
                await volume.muscle_volume(ctx, gym.member.id)
