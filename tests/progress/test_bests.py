"""The bests a phone starts from are those that its own rules would have worked out, set by set."""

from datetime import UTC, datetime, timedelta
from random import Random

import pytest
from sqlalchemy import text

from rythm.core.context import open_context
from rythm.progress import records
from rythm.workouts import totals
from rythm.workouts.lately import bests
from rythm.workouts.rules import MOST_REPS, volume_of
from tests.fixtures.training import Done, Lift, add_exercise, log_workout

NOW = datetime(2026, 11, 20, 18, 0, tzinfo=UTC)
SLIPS = (Done("1825", 5), Done("42.5", 999))
WEIGHTS = {"weight_reps": ["40", "42.5", "45.4725351425", "50"], "reps": [None, "20"]}
HUNG = [None, "10", "12.5", "20"]


async def test_the_limits_are_those_of_the_phone(gym):
    async with open_context(gym.member.credential) as ctx:
        found = await ctx.db.execute(text("select prosrc from pg_proc where proname = 'roll_up_best'"))
        told = found.scalar_one()
    for limit in (
        f"when s.reps between 2 and {MOST_REPS} then",
        f"l.kg between 0 and {records.HEAVIEST_KG:g} and s.reps between 1 and {records.MOST_AT_ONCE}",
        f"load <= load_before * {records.SUSPICIOUS} or load <= load_before + {records.SUSPICIOUS_KG:g} ",
        f"e1rm <= e1rm_before * {records.SUSPICIOUS} or e1rm <= e1rm_before + {records.SUSPICIOUS_KG:g}",
        f"limit {records.KEPT_REPS}",
    ):
        assert limit in told, limit
    assert (totals.HEAVIEST_KG, totals.MOST_AT_ONCE) == (records.HEAVIEST_KG, records.MOST_AT_ONCE)


@pytest.mark.parametrize(
    "measured_by", ["weight_reps", "bodyweight_reps", "assisted_reps", "reps", "duration"]
)
@pytest.mark.parametrize("body", [None, "82.4"])
async def test_bests_are_what_the_rules_make_of_the_history(gym, measured_by, body):
    chance = Random(f"{measured_by} {body}")
    exercise_id = await add_exercise(gym.tenant_id, "Lift", measured_by)
    wanted = None
    for ago in range(12, 0, -1):
        sets = [
            Done(
                chance.choice(WEIGHTS.get(measured_by, HUNG)),
                chance.choice([5, 8, 15]),
                chance.choice(["warmup", "working", "working", "drop"]),
            )
            for _ in range(4)
        ] + [chance.choice(SLIPS)]
        logged = await log_workout(gym.member, NOW - timedelta(days=ago), [Lift(exercise_id, sets)])
        async with open_context(gym.member.credential) as ctx:
            await ctx.db.execute(
                text("update workout set body_weight_kg = cast(:kg as numeric) where id = :id"),
                {"kg": body, "id": logged.id},
            )
        at = (logged.started_at + timedelta(hours=1)).isoformat()
        body_kg = None if body is None else float(body)
        whole = 0.0
        for done in sets:
            row = {"kind": done.kind, "weight_kg": done.weight_kg, "reps": done.reps}
            wanted = records.bests_with(wanted, row, measured_by, body_kg, at)
            if done not in SLIPS:
                whole += volume_of(row, measured_by, body_kg)
        wanted = records.bests_with_volume(wanted, whole, at)
    async with open_context(gym.member.credential, now=NOW) as ctx:
        found = (await bests(ctx)).get(exercise_id)
    if measured_by == "duration" or (measured_by == "assisted_reps" and body is None):
        assert found is None
        return
    for kind in ("e1rm", "weight", "volume"):
        value, said = getattr(found, kind), wanted[kind]
        if said is None or not said["value"]:
            assert value is None or not value.value
        else:
            assert (value.value, value.at.isoformat()) == (
                pytest.approx(said["value"], abs=0.011),
                said["at"],
            )
    assert found.reps == wanted["reps"]


async def test_a_slip_of_the_thumb_is_no_best_until_it_comes_again(gym):
    bench = await add_exercise(gym.tenant_id, "Bench press")
    for ago, weight in ((9, "80"), (7, "180"), (5, "82.5")):
        await log_workout(gym.member, NOW - timedelta(days=ago), [Lift(bench, [Done(weight, 5)])])
    async with open_context(gym.member.credential, now=NOW) as ctx:
        assert (await bests(ctx))[bench].weight.value == 82.5
    await log_workout(gym.member, NOW - timedelta(days=1), [Lift(bench, [Done("180", 5)])])
    async with open_context(gym.member.credential, now=NOW) as ctx:
        assert (await bests(ctx))[bench].weight.value == 180
