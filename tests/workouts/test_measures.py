"""One set is worth the same to the phone's rules, to the decimals of the server and to its SQL."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from random import Random

import pytest
from sqlalchemy import text

from rythm.coaching.queries import client
from rythm.core.context import open_context
from rythm.progress import queries as progress
from rythm.workouts import exact, queries, rules
from tests.fixtures.actors import Gym
from tests.fixtures.training import Done, Lift, add_exercise, log_workout

NOW = datetime(2026, 11, 20, 18, 0, tzinfo=UTC)
MEASURES = (
    "weight_reps",
    "bodyweight_reps",
    "assisted_reps",
    "reps",
    "duration",
    "distance_duration",
    "weight_distance",
)
BODIES = (None, "82.4", "45.3592370000")
WEIGHTS = (None, "0.0", "-20", "2.5", "45.4725351425", "61.2349", "82.5", "300")
REPS = (None, 0, 1, 2, 5, 12, 13, 30)
KINDS = ("warmup", "working", "drop", "failure")


def decimal(said: str | None) -> Decimal | None:
    return None if said is None else Decimal(said)


@pytest.mark.parametrize("measured_by", MEASURES)
@pytest.mark.parametrize("body", BODIES)
def test_decimals_and_the_phones_rules_agree(measured_by, body):
    body_kg = rules.number(body)
    for weight in WEIGHTS:
        load = rules.counted_load(measured_by, rules.number(weight), body_kg)
        counted = exact.counted_load(measured_by, decimal(weight), decimal(body))
        assert (None if counted is None else float(counted)) == pytest.approx(load)
        for reps in REPS:
            for kind in KINDS:
                done = {"kind": kind, "weight_kg": weight, "reps": reps}
                volume = exact.volume(kind, decimal(weight), reps, measured_by, decimal(body))
                assert float(volume) == pytest.approx(rules.volume_of(done, measured_by, body_kg))
                estimate = exact.estimated_one_rep_max(
                    kind, decimal(weight), reps, measured_by, decimal(body)
                )
                said = None
                if kind != rules.WARMUP and rules.is_whole_load(measured_by, body_kg):
                    said = rules.e1rm(load, reps)
                assert (None if estimate is None else float(estimate)) == pytest.approx(said, abs=0.0101)


async def everything(gym: Gym, body: str | None) -> dict[str, list[Done]]:
    """A finished workout with every kind of set of every kind of exercise; its sets by that kind."""
    chance = Random(str(body))
    lifts: dict[str, list[Done]] = {}
    for measured_by in MEASURES:
        lifts[measured_by] = [
            Done(weight, chance.choice(REPS), chance.choice(KINDS)) for weight in WEIGHTS for _ in range(3)
        ]
    logged = await log_workout(
        gym.member,
        NOW - timedelta(days=1),
        [Lift(await add_exercise(gym.tenant_id, by, by), sets) for by, sets in lifts.items()],
    )
    async with open_context(gym.member.credential) as ctx:
        await ctx.db.execute(
            text("update workout set body_weight_kg = cast(:kg as numeric) where id = :id"),
            {"kg": body, "id": logged.id},
        )
    return lifts


@pytest.mark.parametrize("body", BODIES)
async def test_sql_and_the_rules_agree_wherever_sets_are_added_up(gym, body):
    lifts = await everything(gym, body)

    def volumes(by: str) -> list[float]:
        return [
            float(exact.volume(d.kind, decimal(d.weight_kg), d.reps, by, decimal(body))) for d in lifts[by]
        ]

    def maxima(by: str) -> list[Decimal | None]:
        return [
            exact.estimated_one_rep_max(d.kind, decimal(d.weight_kg), d.reps, by, decimal(body))
            for d in lifts[by]
        ]

    total = sum(sum(volumes(by)) for by in MEASURES)
    async with open_context(gym.member.credential, now=NOW) as ctx:
        [row] = (await queries.history(ctx)).items
        detail = await queries.workout(ctx, row.id)
        weeks = await progress.weekly_volume(ctx, gym.member.id, weeks=1)
        today = await queries.today(ctx)
        ids = [exercise.exercise_id for exercise in detail.exercises]
        shown = await progress.one_rep_max(ctx, gym.member.id, exercise_ids=ids, weeks=1)
    assert row.volume_kg == pytest.approx(total)
    assert row.pulse == pytest.approx([volume for by in MEASURES for volume in volumes(by)])
    assert detail.volume_kg == today.last.volume_kg == pytest.approx(total)
    kept = pytest.approx(total, abs=0.01)  # totals are kept to the hundredth
    assert weeks[0].volume_kg == kept
    async with open_context(gym.coach.credential, now=NOW) as ctx:
        assert (await client(ctx, gym.member.id)).weekly_volume[-1].volume_kg == kept
    charts = {series.exercise_id: series.best_kg[0] for series in shown.series}
    for exercise in detail.exercises:
        by = exercise.measured_by
        assert [done.volume_kg for done in exercise.sets] == pytest.approx(volumes(by))
        assert [done.one_rep_max_kg for done in exercise.sets] == maxima(by)
        assert [done.counted_kg for done in exercise.sets] == [
            exact.counted_load(by, decimal(done.weight_kg), decimal(body)) for done in lifts[by]
        ]
        best = max((kg for kg in maxima(by) if kg is not None), default=None)
        assert charts.get(exercise.exercise_id) == (None if best is None else float(best))
