"""Records whole, finished workouts at once: what imports and the demo bring along."""

from collections import Counter
from collections.abc import Awaitable, Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from typing import Any, TypeVar
from uuid import UUID

from sqlalchemy import inspect
from sqlalchemy.dialects.postgresql import insert as upsert

from rythm import access
from rythm.access import Permission, Reach
from rythm.core.bulk import insert_rows
from rythm.core.context import Context
from rythm.core.ids import uuid7
from rythm.core.model import Table
from rythm.exercises.service import note_use
from rythm.workouts.models import BodyMetric, SyncCursor, Workout, WorkoutExercise, WorkoutSet


@dataclass(frozen=True, slots=True)
class SharedRef:
    """A shared row, and the tenant it lives in (or SYSTEM)."""

    id: UUID
    home: UUID


@dataclass(frozen=True, slots=True)
class FinishedSet:
    """One set that was done; its row gets an id of its own unless it has one."""

    kind: str
    done_at: datetime
    weight_kg: Decimal | None = None
    reps: int | None = None
    rpe: Decimal | None = None
    duration_seconds: int | None = None
    distance_m: Decimal | None = None
    id: UUID | None = None


@dataclass(frozen=True, slots=True)
class FinishedExercise:
    """One exercise with its sets, in the order in which they were done."""

    exercise: SharedRef
    sets: tuple[FinishedSet, ...]
    rest_seconds: int
    note: str = ""
    group_number: int | None = None


@dataclass(frozen=True, slots=True)
class FinishedWorkout:
    """One workout that is over; `import_key` keeps the same one from being recorded twice."""

    title: str
    started_at: datetime
    finished_at: datetime
    exercises: tuple[FinishedExercise, ...]
    note: str = ""
    template: SharedRef | None = None
    template_version: int | None = None
    import_key: str | None = None
    import_batch_id: UUID | None = None
    body_weight_kg: Decimal | None = None
    id: UUID = field(default_factory=uuid7)

    @property
    def sets(self) -> int:
        """How many sets were done."""
        return sum(len(exercise.sets) for exercise in self.exercises)


PARTS = 10
"""Workouts are written in at most so many parts,"""
LEAST = 50
"""and in fewer if these would be smaller than this."""

Item = TypeVar("Item")
Told = Callable[[int, int], Awaitable[None]]
"""Hears how much of how much is done."""


def require_logging_for(ctx: Context, member_id: UUID) -> None:
    """Raise Forbidden unless the caller may log workouts of this member."""
    own = member_id == ctx.actor.user_id
    access.require(ctx, Permission.WORKOUT_LOG, Reach.OWN if own else Reach.TENANT)


async def record(
    ctx: Context,
    member_id: UUID,
    workouts: Sequence[FinishedWorkout],
    source: str,
    *,
    told: Told | None = None,
) -> None:
    """Write these workouts of a member; phones are not told, but take sessions and bests anew.

    `told` hears how many sets of how many are written, at most eleven times. Raises Forbidden for somebody
    else's workouts.
    """
    require_logging_for(ctx, member_id)
    if not workouts:
        return
    await count_on(ctx, member_id)
    base = {"tenant_id": ctx.actor.tenant_id, "member_id": member_id, "created_at": ctx.now}
    base |= {"revision": 0, "clocks": {}}
    total, written = sum(workout.sets for workout in workouts), 0
    for part in in_parts(workouts):
        if told is not None:
            await told(written, total)
        rows = _rows(part, base, source)
        for model, each in rows.items():
            await insert_rows(ctx, model, each)
        written += len(rows[WorkoutSet])
    if told is not None:
        await told(written, total)
    done = Counter(
        id for workout in workouts for id in {line.exercise.id for line in workout.exercises if line.sets}
    )
    await note_use(ctx, done, max(workout.finished_at for workout in workouts), member_id=member_id)


def in_parts(workouts: Sequence[Item]) -> Iterator[Sequence[Item]]:
    """A few parts, however many workouts there are: not all rows at once, and somebody may be watching."""
    part = max(LEAST, -(-len(workouts) // PARTS))
    for start in range(0, len(workouts), part):
        yield workouts[start : start + part]


def _rows(
    workouts: Iterable[FinishedWorkout], base: dict[str, Any], source: str
) -> dict[type[Table], list[dict[str, Any]]]:
    rows: dict[type[Table], list[dict[str, Any]]] = {Workout: [], WorkoutExercise: [], WorkoutSet: []}
    for workout in workouts:
        rows[Workout].append(base | _workout_row(workout, source))
        for place, exercise in enumerate(workout.exercises):
            parent = uuid7()
            rows[WorkoutExercise].append(
                base
                | {
                    "id": parent,
                    "workout_id": workout.id,
                    "exercise_id": exercise.exercise.id,
                    "exercise_home": exercise.exercise.home,
                    "position": place,
                    "rest_seconds": exercise.rest_seconds,
                    "note": exercise.note,
                    "group_number": exercise.group_number,
                }
            )
            links = {"workout_id": workout.id, "workout_exercise_id": parent}
            links["exercise_id"] = exercise.exercise.id
            rows[WorkoutSet] += (base | links | row for row in _set_rows(exercise.sets))
    return rows


async def count_on(ctx: Context, member_id: UUID) -> int:
    """Move the member's counter of changes on, as what phones know of the past is old; its new number."""
    table: Any = inspect(SyncCursor).local_table
    counter = upsert(table).values(tenant_id=ctx.actor.tenant_id, member_id=member_id, revision=1)
    moved = counter.on_conflict_do_update(
        index_elements=["tenant_id", "member_id"], set_={"revision": table.c.revision + 1}
    )
    return int((await ctx.db.execute(moved.returning(table.c.revision))).scalar_one())


async def record_metrics(
    ctx: Context, member_id: UUID, metrics: Sequence[tuple[str, datetime, Decimal]]
) -> None:
    """Write what was measured of a member: kind, moment and value; raises Forbidden for somebody else's."""
    require_logging_for(ctx, member_id)
    if not metrics:
        return
    await count_on(ctx, member_id)
    base = {"tenant_id": ctx.actor.tenant_id, "member_id": member_id, "created_at": ctx.now}
    base |= {"revision": 0, "clocks": {}}
    rows = [
        base | {"id": uuid7(), "kind": kind, "measured_at": at, "value": value} for kind, at, value in metrics
    ]
    await insert_rows(ctx, BodyMetric, rows)


def _workout_row(workout: FinishedWorkout, source: str) -> dict[str, Any]:
    return {
        "id": workout.id,
        "title": workout.title,
        "template_id": workout.template.id if workout.template else None,
        "template_home": workout.template.home if workout.template else None,
        "template_version": workout.template_version,
        "started_at": workout.started_at,
        "finished_at": workout.finished_at,
        "note": workout.note,
        "body_weight_kg": workout.body_weight_kg,
        "source": source,
        "import_key": workout.import_key,
        "import_batch_id": workout.import_batch_id,
    }


def _set_rows(sets: Iterable[FinishedSet]) -> Iterable[dict[str, Any]]:
    for position, done in enumerate(sets):
        yield {
            "id": done.id or uuid7(),
            "position": position,
            "kind": done.kind,
            "weight_kg": done.weight_kg,
            "reps": done.reps,
            "rpe": done.rpe,
            "duration_seconds": done.duration_seconds,
            "distance_m": done.distance_m,
            "done_at": done.done_at,
        }
