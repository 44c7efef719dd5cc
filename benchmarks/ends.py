"""What the commit costs that ends a workout, when totals, bests and records of its exercises are made anew.

The longer somebody has done an exercise, the more there is to look at; in a process of its own.
"""

import asyncio
import json
import sys
import time
from dataclasses import asdict
from typing import Any

import rythm.models  # noqa: F401 - foreign keys need every table to be known
from benchmarks.cases import Case, cases
from benchmarks.figures import latency
from benchmarks.years import BIG, FEW_PEOPLE, ONE_LIFT
from rythm.core.context import open_context
from rythm.core.database import database
from rythm.core.settings import settings
from rythm.workouts import service
from rythm.workouts.schemas import AddExercise, AddSet, ChangeSet, StartWorkout

SETS = 5
WARM_UP = 3
GYMS = (BIG.slug, FEW_PEOPLE.slug, ONE_LIFT.slug)


async def measure(rounds: int) -> dict[str, Any]:
    """Seconds from the click to the commit, of the member with the longest history in each gym."""
    database.configure(settings().database_app_url or "", pool_size=1)
    people = {slug: (await cases(slug, 2))[0] for slug in GYMS}
    seen: dict[str, list[float]] = {slug: [] for slug in GYMS}
    for turn in range(-WARM_UP, rounds):
        for slug, case in people.items():
            seconds = await _train(case)
            if turn >= 0:
                seen[slug].append(seconds)
    await database.close()
    return {slug: asdict(latency(some)) for slug, some in seen.items()}


async def _train(case: Case) -> float:
    """Five sets of what the member does most; thrown away afterwards."""
    member = case.caller("member")
    async with open_context(member) as ctx:
        workout = await service.start(ctx, StartWorkout(title="Benchmark"))
        line = await service.add_exercise(ctx, workout.id, AddExercise(exercise_id=case.exercise))
        for _ in range(SETS):
            one = await service.add_set(ctx, line.id, AddSet(weight_kg=60, reps=5))  # type: ignore[arg-type]
            await service.change_set(ctx, one.id, ChangeSet(done=True))
    began = time.perf_counter()
    async with open_context(member) as ctx:
        await service.finish(ctx, workout.id)
    seconds = time.perf_counter() - began
    async with open_context(member) as ctx:
        await service.discard(ctx, workout.id)
    return seconds


def main() -> None:
    """Read how often from standard input; write the figures to standard output."""
    json.dump(asyncio.run(measure(**json.load(sys.stdin))), sys.stdout)


if __name__ == "__main__":
    main()
