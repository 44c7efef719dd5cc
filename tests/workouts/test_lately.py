"""What filling a phone costs, in rows that are looked at: the years must not show."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

import psycopg
from sqlalchemy import TextClause, text

from rythm.core.context import open_context
from rythm.workouts import lately
from rythm.workouts.phone import SESSIONS
from rythm.workouts.recording import FinishedExercise, FinishedSet, FinishedWorkout, SharedRef, record
from tests.fixtures.training import add_exercise

NOW = datetime(2026, 11, 20, 18, 0, tzinfo=UTC)
EXERCISES, SETS = 6, 4


async def trained(db, gym, exercises: list[UUID], first: int, count: int) -> None:
    """So many more workouts, further and further back, each of three exercises."""
    done = []
    for ago in range(first, first + count):
        at = NOW - timedelta(days=ago)
        sets = tuple(
            FinishedSet("working", at + timedelta(minutes=place), Decimal(80), 5) for place in range(SETS)
        )
        lifts = (exercises[(ago + place) % len(exercises)] for place in range(3))
        done.append(
            FinishedWorkout(
                "Upper A",
                at,
                at + timedelta(hours=1),
                tuple(FinishedExercise(SharedRef(lift, gym.tenant_id), sets, 120) for lift in lifts),
            )
        )
    async with open_context(gym.member.credential) as ctx:
        await record(ctx, gym.member.id, done, source="demo")
    # As autovacuum does when it comes by, which would otherwise change the plans between two measurements.
    with psycopg.connect(db.owner, autocommit=True) as owner:
        owner.execute("analyze workout, workout_exercise, workout_set")


def rows(plan: dict[str, Any]) -> float:
    """How many rows all steps of a plan have looked at."""
    looked_at = sum(
        plan.get(name, 0) for name in ("Actual Rows", "Rows Removed by Filter", "Rows Removed by Join Filter")
    )
    return looked_at * plan["Actual Loops"] + sum(rows(step) for step in plan.get("Plans", []))


async def cost(gym, statement: TextClause, **values: Any) -> float:
    async with open_context(gym.member.credential) as ctx:
        found = await ctx.db.execute(
            text(f"explain (analyze, format json) {statement.text}"),
            {"tenant": gym.tenant_id, "member": gym.member.id} | values,
        )
        return rows(found.scalar_one()[0]["Plan"])


async def test_the_last_times_cost_the_same_however_long_one_trains(db, gym):
    exercises = [await add_exercise(gym.tenant_id, f"Lift {n}") for n in range(EXERCISES)]
    await trained(db, gym, exercises, 1, 120)
    young = await cost(gym, lately._SESSIONS, sessions=SESSIONS)
    await trained(db, gym, exercises, 121, 360)
    old = await cost(gym, lately._SESSIONS, sessions=SESSIONS)
    assert max(young, old) < 150 * EXERCISES * SESSIONS, "not by reading the history"
    assert old < 2 * young, "four times the workouts"
