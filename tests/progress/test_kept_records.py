"""Every record that is kept is one the phone's rules would have found, and follows whatever changes later."""

from datetime import UTC, datetime, timedelta
from random import Random
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import delete, select, text, update
from sqlmodel import col

from rythm.core.actor import BySystem
from rythm.core.context import open_context
from rythm.progress import records
from rythm.workouts import recount, totals
from rythm.workouts.models import ExerciseBest, ExerciseRecord, Workout, WorkoutSet
from rythm.workouts.rules import counted_load, volume_of
from tests.fixtures.actors import Gym
from tests.fixtures.training import Done, Lift, add_exercise, log_workout

NOW = datetime(2026, 11, 20, 18, 0, tzinfo=UTC)
SLIPS = (Done("1825", 5), Done("42.5", 999))
LOADS = {"weight_reps": ["40", "42.5", "45.4725351425", "50"], "reps": [None, "20"]}
HUNG = [None, "10", "12.5", "20"]
Kept = dict[tuple[UUID, str], tuple[float, float]]


async def kept(gym: Gym) -> Kept:
    """The records of the gym's member: by workout and kind, the value and the best before."""
    async with open_context(gym.member.credential) as ctx:
        rows = (await ctx.db.execute(select(ExerciseRecord))).scalars()
        return {(row.workout_id, row.kind): (float(row.value), float(row.before)) for row in rows}


async def change(gym: Gym, statement: Any) -> None:
    async with open_context(BySystem(gym.tenant_id)) as ctx:
        await ctx.db.execute(statement)
    async with open_context(BySystem(gym.tenant_id)) as ctx:
        assert await totals.differences(ctx) == []


def test_the_recount_has_the_limits_of_the_phone() -> None:
    names = ("HEAVIEST_KG", "MOST_AT_ONCE", "SUSPICIOUS", "SUSPICIOUS_KG", "BODY_SWING")
    assert [getattr(recount, name) for name in names] == [getattr(records, name) for name in names]


@pytest.mark.parametrize("measured_by", ["weight_reps", "bodyweight_reps", "assisted_reps", "reps"])
@pytest.mark.parametrize("body", [None, ["82.4", "83", "86"]])
async def test_the_records_are_those_of_the_phones_rules(gym, measured_by, body):
    chance = Random(f"{measured_by} {body}")
    exercise_id = await add_exercise(gym.tenant_id, "Lift", measured_by)
    best, wanted = None, {}
    for ago in range(16, 0, -1):
        sets = [
            Done(
                chance.choice(LOADS.get(measured_by, HUNG)),
                chance.choice([5, 6, 8, 9, 12, 15][: 2 + (16 - ago) // 4]),
                chance.choice(["warmup", "working", "working", "drop"]),
            )
            for _ in range(3)
        ] + [chance.choice(SLIPS)]
        logged = await log_workout(gym.member, NOW - timedelta(days=ago), [Lift(exercise_id, sets)])
        kg = body and chance.choice(body)
        await change(gym, update(Workout).where(col(Workout.id) == logged.id).values(body_weight_kg=kg))
        body_kg = kg and float(kg)
        rows = [{"kind": one.kind, "weight_kg": one.weight_kg, "reps": one.reps} for one in sets[:-1]]
        volume = sum(volume_of(row, measured_by, body_kg) for row in rows)
        found = {"reps": (-1.0, 0.0, 0.0)}
        for row in rows:
            load = counted_load(measured_by, row["weight_kg"] and float(row["weight_kg"]), body_kg) or 0.0
            for record in records.records(row, best, measured_by, body_kg):
                rank = load if record["kind"] == "reps" else record["value"]
                said = (round(rank, 2), float(record["value"]), float(record["before"]))
                found[record["kind"]] = max(found.get(record["kind"], said), said)
        for record in records.volume_records(volume, best):
            found["volume"] = (0.0, record["value"], record["before"])
        wanted |= {(logged.id, kind): said[1:] for kind, said in found.items() if said[0] >= 0}
        for row in rows:
            best = records.bests_with(best, row, measured_by, body_kg)
        best = records.bests_with_volume(best, volume)
    there = await kept(gym)
    assert there.keys() == wanted.keys()
    assert len(there) > 1 or (measured_by, body) == ("assisted_reps", None)
    for key, said in wanted.items():
        assert there[key] == (pytest.approx(said[0], abs=0.011), pytest.approx(said[1], abs=0.011)), key


async def test_a_changed_past_changes_what_was_broken_since(gym: Gym) -> None:
    bench = await add_exercise(gym.tenant_id, "Bench press")
    first, second, third = [
        await log_workout(gym.member, NOW - timedelta(days=ago), [Lift(bench, [Done(weight, 5)])])
        for ago, weight in ((9, "80"), (7, "85"), (5, "90"))
    ]
    heavy = {(second.id, "weight"): (85.0, 80.0), (third.id, "weight"): (90.0, 85.0)}
    assert {key: said for key, said in (await kept(gym)).items() if key[1] == "weight"} == heavy
    assert not [key for key in await kept(gym) if key[0] == first.id]
    one = col(WorkoutSet.workout_id)
    await change(gym, update(WorkoutSet).where(one == first.id).values(weight_kg=87.5))
    assert (await kept(gym))[third.id, "weight"] == (90.0, 87.5)
    assert (second.id, "weight") not in await kept(gym)
    await change(gym, update(Workout).where(col(Workout.id) == first.id).values(deleted_at=NOW))
    assert (await kept(gym))[third.id, "weight"] == (90.0, 85.0)
    assert not [key for key in await kept(gym) if key[0] == second.id]
    await change(gym, delete(WorkoutSet).where(one == second.id))
    assert await kept(gym) == {}


async def test_more_repetitions_count_at_the_heaviest_load_they_were_done_with(gym: Gym) -> None:
    bench = await add_exercise(gym.tenant_id, "Bench press")
    weeks = ([Done("80", 5), Done("60", 8)], [Done("80", 6), Done("60", 12)], [Done("70", 5), Done("60", 12)])
    days = [
        await log_workout(gym.member, NOW - timedelta(days=9 - nth), [Lift(bench, sets)])
        for nth, sets in enumerate(weeks)
    ]
    async with open_context(gym.member.credential) as ctx:
        found = await ctx.db.execute(
            select(ExerciseRecord).where(col(ExerciseRecord.kind).in_(("reps", "e1rm")))
        )
        rows = {row.kind: row for row in found.scalars()}
    assert {row.workout_id for row in rows.values()} == {days[1].id}
    assert (rows["reps"].value, rows["reps"].before, rows["reps"].load_kg) == (6, 5, 80)
    assert (rows["e1rm"].load_kg, rows["e1rm"].reps) == (80, 6)
    assert rows["reps"].at == days[1].started_at


async def test_the_heaviest_load_for_so_many_repetitions_is_known(gym: Gym) -> None:
    bench = await add_exercise(gym.tenant_id, "Bench press")
    days = (9, [Done("100", 1), Done("80", 8)]), (7, [Done("100", 1), Done("90", 5)]), (5, [Done("90", 5)])
    for ago, sets in days:
        await log_workout(gym.member, NOW - timedelta(days=ago), [Lift(bench, sets)])
    async with open_context(gym.member.credential) as ctx:
        (best,) = (await ctx.db.execute(select(ExerciseBest))).scalars()
    said = {least: (each["kg"], each["reps"]) for least, each in best.heaviest.items()}
    assert said == {"1": (100, 1), "2": (90, 5), "3": (90, 5), "5": (90, 5), "8": (80, 8)}
    assert datetime.fromisoformat(best.heaviest["5"]["at"]) == NOW - timedelta(days=7)


async def test_a_slip_of_the_thumb_a_warmup_and_an_open_workout_break_nothing(gym: Gym) -> None:
    bench = await add_exercise(gym.tenant_id, "Bench press")
    await log_workout(gym.member, NOW - timedelta(days=9), [Lift(bench, [Done("80", 5)])])
    odd = [Done("180", 5), Done("82.5", 1271), Done("90", 5, "warmup"), Done("95", 5, done=False)]
    await log_workout(gym.member, NOW - timedelta(days=8), [Lift(bench, odd)])
    going = await log_workout(
        gym.member, NOW - timedelta(hours=1), [Lift(bench, [Done("85", 5)])], minutes=None
    )
    assert await kept(gym) == {}
    await change(gym, update(Workout).where(col(Workout.id) == going.id).values(finished_at=NOW))
    assert (await kept(gym))[going.id, "weight"] == (85.0, 80.0)


async def test_nobody_else_sees_them(gym: Gym, next_door: Gym) -> None:
    bench = await add_exercise(gym.tenant_id, "Bench press")
    for ago, weight in ((9, "80"), (7, "85")):
        await log_workout(gym.member, NOW - timedelta(days=ago), [Lift(bench, [Done(weight, 5)])])
    async with open_context(next_door.member.credential) as ctx:
        assert (await ctx.db.execute(text("select count(*) from exercise_record"))).scalar_one() == 0
