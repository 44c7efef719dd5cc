"""Totals and bests follow every change of finished training, and a full recount finds nothing to correct."""

import random
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import delete, select, text, update
from sqlmodel import col

from rythm.core.actor import BySystem
from rythm.core.context import inside, open_context
from rythm.core.errors import Forbidden
from rythm.exercises.catalogue import exercise_id
from rythm.workouts import lately, merging, totals
from rythm.workouts.models import (
    ExerciseBest,
    ExerciseRecord,
    ExerciseTotal,
    Workout,
    WorkoutExercise,
    WorkoutSet,
    WorkoutTotal,
)
from tests.fixtures.actors import Gym, Person
from tests.fixtures.training import Done, Lift, add_exercise, log_workout

DAY = datetime(2026, 11, 2, 18, 0, tzinfo=UTC)
MEASURED = ("weight_reps", "bodyweight_reps", "assisted_reps", "reps", "distance_duration", "weight_distance")


async def wrong(gym: Gym) -> list[totals.Difference]:
    async with open_context(BySystem(gym.tenant_id)) as ctx:
        return await totals.differences(ctx)


async def change(gym: Gym, statement: Any) -> None:
    async with open_context(BySystem(gym.tenant_id)) as ctx:
        await ctx.db.execute(statement)


async def total(gym: Gym, workout_id: UUID) -> WorkoutTotal | None:
    async with open_context(gym.member.credential) as ctx:
        return await ctx.db.get(WorkoutTotal, (gym.tenant_id, workout_id))


async def best_weight(person: Person, exercise_id: UUID) -> float | None:
    async with open_context(person.credential) as ctx:
        found = (await lately.bests(ctx)).get(exercise_id)
        return found.weight.value if found and found.weight else None


async def test_a_finished_workout_is_counted_and_an_open_one_is_not(gym: Gym) -> None:
    bench, row = [await add_exercise(gym.tenant_id, name) for name in ("Bench press", "Row")]
    lifts = [
        Lift(bench, [Done("60", 10, "warmup"), Done("100", 5), Done("102.5", 3), Done("110", 1, done=False)]),
        Lift(row, [Done("70", 8), Done("70", 8, deleted=True)]),
        Lift(row, [Done("72.5", 6)]),
    ]
    logged = await log_workout(gym.member, DAY, lifts, minutes=75)
    going = await log_workout(gym.member, DAY + timedelta(days=1), lifts, minutes=None)
    found = await total(gym, logged.id)
    assert found is not None and not found.is_stale
    assert (found.exercises, found.warmups, found.sets, found.reps) == (2, 1, 4, 22)
    assert (float(found.volume_kg), found.seconds) == (100 * 5 + 102.5 * 3 + 70 * 8 + 72.5 * 6, 4500)
    assert await total(gym, going.id) is None
    async with open_context(gym.member.credential) as ctx:
        rows = (await ctx.db.execute(select(ExerciseTotal))).scalars().all()
        of_row = next(one for one in rows if one.exercise_id == row)
        assert (of_row.sets, float(of_row.heaviest_kg or 0), float(of_row.e1rm_kg or 0)) == (2, 72.5, 88.67)
    assert await best_weight(gym.member, bench) == 102.5
    assert await wrong(gym) == []


async def test_ending_reopening_discarding_and_changing_are_followed(gym: Gym) -> None:
    bench = await add_exercise(gym.tenant_id, "Bench press")
    logged = await log_workout(gym.member, DAY, [Lift(bench, [Done("100", 5), Done("105", 3)])], minutes=None)
    mine = col(Workout.id) == logged.id
    heaviest = (col(WorkoutSet.workout_id) == logged.id, col(WorkoutSet.weight_kg) == 105)
    steps: list[tuple[Any, tuple[int, float] | None]] = [
        (update(Workout).where(mine).values(finished_at=DAY + timedelta(hours=1)), (2, 105)),
        (update(WorkoutSet).where(*heaviest).values(done_at=None), (1, 100)),
        (update(WorkoutSet).where(*heaviest).values(done_at=DAY), (2, 105)),
        (update(Workout).where(mine).values(title="Push"), (2, 105)),
        (update(Workout).where(mine).values(deleted_at=DAY), None),
        (update(Workout).where(mine).values(deleted_at=None), (2, 105)),
        (update(WorkoutExercise).where(col(WorkoutExercise.workout_id) == logged.id).values(deleted_at=DAY),
         (0, 0)),
        (update(WorkoutExercise).where(col(WorkoutExercise.workout_id) == logged.id).values(deleted_at=None),
         (2, 105)),
        (delete(WorkoutSet).where(*heaviest), (1, 100)),
        (update(Workout).where(mine).values(finished_at=None), None),
    ]  # fmt: skip
    for statement, expected in steps:
        await change(gym, statement)
        found = await total(gym, logged.id)
        assert (found and found.sets) == (expected and expected[0]), str(statement)
        assert (await best_weight(gym.member, bench) or 0) == (expected[1] if expected else 0), str(statement)
        assert await wrong(gym) == [], str(statement)


async def test_a_merge_moves_totals_and_bests(gym: Gym) -> None:
    ours = await add_exercise(gym.tenant_id, "Bench pressing")
    theirs = await add_exercise(gym.tenant_id, "Bench press")
    await log_workout(gym.member, DAY, [Lift(ours, [Done("100", 5)]), Lift(theirs, [Done("90", 5)])])
    async with open_context(gym.admin.credential) as ctx:
        await merging.merge(ctx, ours, theirs)
    assert await best_weight(gym.member, ours) is None
    assert await best_weight(gym.member, theirs) == 100
    assert await wrong(gym) == []


@pytest.mark.parametrize("seed", range(4))
async def test_after_any_changes_a_full_recount_agrees(gym: Gym, seed: int) -> None:
    chance = random.Random(seed)
    exercises = [await add_exercise(gym.tenant_id, f"{kind} {seed}", kind) for kind in MEASURED]
    logged = []
    for day in range(6):
        lifts = [
            Lift(exercise, [
                Done(
                    chance.choice([None, "0", "20", "82.5", "61.2349"]),
                    chance.choice([None, 1, 5, 12, 13, 300]),
                    chance.choice(["working", "warmup", "drop"]), distance_m=chance.choice([None, "400"]),
                    done=chance.random() < 0.9, deleted=chance.random() < 0.1,
                )
                for _ in range(chance.randint(1, 4))
            ])
            for exercise in chance.sample(exercises, 4)
        ]  # fmt: skip
        logged.append(await log_workout(gym.member, DAY + timedelta(days=day), lifts))
    assert await wrong(gym) == []
    for _ in range(8):
        one = col(WorkoutSet.workout_id) == chance.choice(logged).id
        await change(gym, chance.choice([
            update(WorkoutSet).where(one).values(weight_kg=chance.randint(0, 900), reps=9),
            update(WorkoutSet).where(one).values(kind=chance.choice(["warmup", "working", "failure"])),
            update(Workout).where(col(Workout.id) == chance.choice(logged).id).values(
                body_weight_kg=chance.choice([None, 80])),
            update(Workout).where(col(Workout.id) == chance.choice(logged).id).values(
                deleted_at=chance.choice([None, DAY])),
            delete(WorkoutSet).where(one, col(WorkoutSet.position) == 0),
        ]))  # fmt: skip
        assert await wrong(gym) == []


async def test_what_was_tampered_with_is_found_and_made_anew(gym: Gym, next_door: Gym) -> None:
    bench = await add_exercise(gym.tenant_id, "Bench press")
    logged = await log_workout(gym.member, DAY, [Lift(bench, [Done("100", 5)])])
    await change(gym, update(ExerciseTotal).values(volume_kg=1))
    await change(gym, update(ExerciseBest).values(weight=1))
    assert await wrong(gym) == [totals.Difference(logged.id, bench)]
    assert await wrong(next_door) == []
    better = await log_workout(gym.member, DAY + timedelta(days=3), [Lift(bench, [Done("105", 5)])])
    await change(gym, update(ExerciseTotal).values(volume_kg=col(ExerciseTotal.reps) * 100))
    for tampered in (
        update(ExerciseRecord).where(col(ExerciseRecord.kind) == "weight").values(before=1),
        delete(ExerciseRecord).where(col(ExerciseRecord.kind) == "volume"),
    ):
        await change(gym, tampered)
        assert totals.Difference(better.id, bench) in await wrong(gym)
    async with open_context(BySystem(gym.tenant_id)) as ctx:
        assert await totals.rebuild(ctx) == 2
        assert await totals.differences(ctx) == []
    assert await best_weight(gym.member, bench) == 105
    for verb in (totals.differences, totals.rebuild):
        with pytest.raises(Forbidden):
            async with open_context(gym.admin.credential) as ctx:
                await verb(ctx)


async def test_when_an_exercise_was_done_is_kept_for_eight_weeks_up_to_the_last_time(gym: Gym) -> None:
    bench, days = await add_exercise(gym.tenant_id, "Bench press"), timedelta(days=1)
    for ago, reps in ((57, 5), (56, 5), (55, 5), (20, 13), (3, 5), (0, 5)):  # of 13 reps nothing is estimated
        last = await log_workout(gym.member, DAY - ago * days, [Lift(bench, [Done("100", reps)])])

    async def lately() -> list[int]:
        async with open_context(gym.member.credential) as ctx:
            found = (await ctx.db.execute(select(ExerciseBest))).scalar_one()
            return [(DAY - at).days for at in found.lately]

    assert await lately() == [55, 3, 0]
    await change(gym, update(Workout).where(col(Workout.id) == last.id).values(deleted_at=DAY))
    assert await lately() == [57, 56, 55, 3]
    assert await wrong(gym) == []
    for kept, missed in (([DAY - 55 * days, DAY - 3 * days], 2), ([DAY], 5)):
        await change(gym, update(ExerciseBest).values(lately=kept))
        assert len(await wrong(gym)) == missed
    async with open_context(BySystem(gym.tenant_id)) as ctx:
        await totals.rebuild(ctx)
    assert await lately() == [57, 56, 55, 3]


async def test_what_the_platform_changes_inside_a_gym_is_counted_there(gym: Gym) -> None:
    bench = await add_exercise(gym.tenant_id, "Bench press")
    logged = await log_workout(gym.member, DAY, [Lift(bench, [Done("100", 5)])])
    async with open_context(BySystem(None)) as ctx, inside(ctx, gym.tenant_id) as there:
        await there.db.execute(
            text("update workout_set set reps = 6 where workout_id = :id"), {"id": logged.id}
        )
    found = await total(gym, logged.id)
    assert found is not None and found.reps == 6


@pytest.mark.usefixtures("built_in")
async def test_a_set_that_names_another_exercise_than_its_line_is_counted_where_it_says(gym: Gym) -> None:
    bench, builtin = await add_exercise(gym.tenant_id, "Bench press"), exercise_id("bench-press")
    logged = await log_workout(gym.member, DAY, [Lift(bench, [Done("100", 5)])])
    await change(
        gym, update(WorkoutSet).where(col(WorkoutSet.workout_id) == logged.id).values(exercise_id=builtin)
    )
    assert await best_weight(gym.member, builtin) == 100
    assert await wrong(gym) == []
