"""What the phone celebrates when a workout ends is what the server then keeps of it, word by word."""

from datetime import timedelta
from random import Random

import pytest
from sqlalchemy import update
from sqlmodel import col

from rythm.core.actor import BySystem
from rythm.core.context import open_context
from rythm.core.model import utcnow
from rythm.ui.member.workout.state import record_line
from rythm.ui.pwa.screen import summary
from rythm.ui.pwa.screen.plan import members_of
from rythm.workouts import lately, queries
from rythm.workouts.models import Workout
from tests.fixtures.training import Done, Lift, add_exercise, log_workout
from tests.ui.pwa.phones import BENCH, NOW, one_set, part, phone, workout

LOADS = {
    "weight_reps": ["60", "62.5", "65", "70"],
    "reps": [None],
    "bodyweight_reps": [None, "5", "7.5", "10"],
}
KINDS = ["working", "working", "warmup", "drop"]


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("measured_by", LOADS)
async def test_the_summary_says_what_the_history_will(gym, measured_by, seed):
    chance = Random(f"{measured_by} {seed}")
    exercise_id = await add_exercise(gym.tenant_id, "Lift", measured_by)
    body = "80.0" if measured_by == "bodyweight_reps" else None
    celebrated = 0
    for ago in range(8, 0, -1):
        sets = [
            Done(
                chance.choice(LOADS[measured_by]), chance.randint(3, 6 + (8 - ago) // 2), chance.choice(KINDS)
            )
            for _ in range(4)
        ]
        async with open_context(gym.member.credential) as ctx:
            bests = {str(id): best.model_dump(mode="json") for id, best in (await lately.bests(ctx)).items()}
        parts = [part("A", str(exercise_id)), part("B", str(exercise_id), 1)]  # the same exercise once more
        rows = [workout(body_weight_kg=body), *parts]
        for n, one in enumerate(sets):
            fields = {"kind": one.kind, "weight_kg": one.weight_kg, "reps": one.reps}
            rows.append(one_set(str(n), "AB"[n // 3], n, done_at=f"2026-11-20T17:5{n}:00Z", **fields))
        library = {
            str(exercise_id): BENCH | {"id": str(exercise_id), "name": "Lift", "measured_by": measured_by}
        }
        known = phone(*rows, bests=bests, exercises=library)
        view = summary.summary_view(known, rows[0], members_of(rows, "w"), NOW)
        said = {(mark["detail"], mark["value"], mark["more"]) for mark in view["records"]}

        lifts = [Lift(exercise_id, sets[:3]), Lift(exercise_id, sets[3:])]
        logged = await log_workout(gym.member, utcnow() - timedelta(days=ago), lifts)
        async with open_context(BySystem(gym.tenant_id)) as ctx:
            here = update(Workout).where(col(Workout.id) == logged.id)
            await ctx.db.execute(here.values(body_weight_kg=body))
        async with open_context(gym.member.credential) as ctx:
            kept = [record_line(one, "kg") for one in (await queries.workout(ctx, logged.id)).records]
        assert said == {(line.detail, line.value, line.more) for line in kept}, ago
        celebrated += len(said)
        assert ago < 8 or not said, "a first time is no record"
    assert celebrated
