"""Logging a workout from an API client: the same intents phones send, one at a time, answered at once."""

from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError
from sqlmodel import col

from rythm import access
from rythm.access import Permission
from rythm.core.bulk import insert_rows
from rythm.core.context import Context
from rythm.core.errors import Conflict, Invalid, NotFound
from rythm.core.ids import uuid7
from rythm.templates import queries as templates
from rythm.templates.schemas import PhoneLine
from rythm.workouts import sync
from rythm.workouts.models import BodyMetric, SyncOperation, Workout, WorkoutExercise, WorkoutSet
from rythm.workouts.replicas import TABLES, Rejected, Replicas, Row, note_uses
from rythm.workouts.schemas import (
    AddExercise,
    AddSet,
    ChangeSet,
    Entity,
    MetricOut,
    Operation,
    SetOut,
    StartWorkout,
    WorkoutExerciseOut,
    WorkoutOut,
)

API_DEVICE = UUID(int=0)
"""Stands for "no phone" in the log of operations."""


class WorkoutRunning(Conflict):
    """Another workout has not been finished."""


async def start(ctx: Context, data: StartWorkout) -> WorkoutOut:
    """Begin a workout; from a template it gets the template's exercises and its sets with their targets.

    It remembers what the member weighs, as far as that is known. Starting the same id again gives the same
    workout. Raises WorkoutRunning while another one is open.
    """
    access.require(ctx, Permission.WORKOUT_LOG)
    await sync.reserve(ctx, 0)  # of two that start at once, the second sees the first
    if data.id is not None and (there := await _mine(ctx, Workout, data.id)) is not None:
        return WorkoutOut.model_validate(there)
    running = await ctx.db.execute(
        select(col(Workout.title))
        .where(
            col(Workout.tenant_id) == ctx.actor.tenant_id,
            col(Workout.member_id) == ctx.actor.person_id,
            col(Workout.finished_at).is_(None),
            col(Workout.deleted_at).is_(None),
        )
        .limit(1)
    )
    if (title := running.scalar_one_or_none()) is not None:
        raise WorkoutRunning(f"“{title or 'Workout'}” is still running. Finish or discard it first.")
    workout_id = data.id or uuid7()
    intents: list[tuple[Entity, UUID, dict[str, Any]]] = []
    fields: dict[str, Any] = {"title": data.title or "Workout", "started_at": ctx.now.isoformat()}
    fields |= {"readiness": data.readiness, "body_weight_kg": data.body_weight_kg or await _weight(ctx)}
    if data.template_id is not None:
        template = await templates.template(ctx, data.template_id)
        fields |= {"template_id": str(template.id), "template_version": template.version}
        fields["title"] = data.title or template.name
        for position, line in enumerate(template.exercises):
            intents += _planned(workout_id, position, line)
    rows = await _intend(ctx, [("workout", workout_id, fields), *intents])
    return WorkoutOut.model_validate(rows[0])


def _planned(workout_id: UUID, position: int, line: PhoneLine) -> list[tuple[Entity, UUID, dict[str, Any]]]:
    """An exercise of a template in a workout, with a set for each that is prescribed."""
    part_id = uuid7()
    part = {
        "workout_id": str(workout_id),
        "exercise_id": str(line.exercise_id),
        "position": position,
        "rest_seconds": line.rest_seconds,
        "note": line.note,
        "group_number": line.group_number,
        "group_rest_seconds": line.group_rest_seconds,
    }
    sets: list[tuple[Entity, UUID, dict[str, Any]]] = [
        (
            "set",
            uuid7(),
            {
                "workout_exercise_id": str(part_id),
                "position": place,
                "kind": row["kind"],
                "rest_seconds": row["rest_seconds"],
                "target": dict(row),
            },
        )
        for place, row in enumerate(line.sets)
    ]
    return [("workout_exercise", part_id, part), *sets]


async def _weight(ctx: Context) -> Decimal | None:
    """What the member weighed last."""
    found = await ctx.db.execute(
        select(col(BodyMetric.value))
        .where(
            col(BodyMetric.tenant_id) == ctx.actor.tenant_id,
            col(BodyMetric.member_id) == ctx.actor.person_id,
            col(BodyMetric.kind) == "weight",
            col(BodyMetric.deleted_at).is_(None),
        )
        .order_by(col(BodyMetric.measured_at).desc())
        .limit(1)
    )
    return found.scalar_one_or_none()


async def add_exercise(ctx: Context, workout_id: UUID, data: AddExercise) -> WorkoutExerciseOut:
    """Put one more exercise into an open workout, at the end unless a position is given."""
    await access.load(ctx, Workout, workout_id, Permission.WORKOUT_LOG)
    position = data.position
    if position is None:
        position = await _next(ctx, WorkoutExercise, col(WorkoutExercise.workout_id) == workout_id)
    fields = {"workout_id": str(workout_id), "exercise_id": str(data.exercise_id), "position": position}
    rows = await _intend(ctx, [("workout_exercise", data.id or uuid7(), fields)])
    return WorkoutExerciseOut.model_validate(rows[0])


async def add_set(ctx: Context, workout_exercise_id: UUID, data: AddSet) -> SetOut:
    """Add a set to an exercise of a workout, at the end unless a position is given."""
    await access.load(ctx, WorkoutExercise, workout_exercise_id, Permission.WORKOUT_LOG)
    fields = data.model_dump(mode="json", exclude_unset=True, exclude={"id"})
    fields["workout_exercise_id"] = str(workout_exercise_id)
    if "position" not in fields:
        fields["position"] = await _next(
            ctx, WorkoutSet, col(WorkoutSet.workout_exercise_id) == workout_exercise_id
        )
    return SetOut.model_validate((await _intend(ctx, [("set", data.id or uuid7(), fields)]))[0])


async def change_set(ctx: Context, set_id: UUID, data: ChangeSet) -> SetOut:
    """Write new values into a set; `done` ticks it now or takes the tick back."""
    fields = data.model_dump(mode="json", exclude_unset=True, exclude={"done"})
    if data.done is not None:
        fields["done_at"] = ctx.now.isoformat() if data.done else None
    if fields.get("kind", "") is None:
        raise Invalid(fields={"kind": "Choose one of the list."})
    return SetOut.model_validate(await _change(ctx, "set", set_id, fields))


async def remove_set(ctx: Context, set_id: UUID) -> None:
    """Take a set out of its workout; it stays in the history of changes."""
    await _change(ctx, "set", set_id, {"deleted_at": ctx.now.isoformat()})


async def remove_exercise(ctx: Context, workout_exercise_id: UUID) -> None:
    """Take an exercise out of its workout."""
    await _change(ctx, "workout_exercise", workout_exercise_id, {"deleted_at": ctx.now.isoformat()})


async def finish(ctx: Context, workout_id: UUID) -> WorkoutOut:
    """End a workout now; ending it twice leaves the first time."""
    workout = await access.load(ctx, Workout, workout_id, Permission.WORKOUT_LOG)
    if workout.finished_at is not None:
        return WorkoutOut.model_validate(workout)
    return WorkoutOut.model_validate(
        await _change(ctx, "workout", workout_id, {"finished_at": ctx.now.isoformat()})
    )


async def discard(ctx: Context, workout_id: UUID) -> None:
    """Throw a workout away, open or finished; `restore` takes it back."""
    await _change(ctx, "workout", workout_id, {"deleted_at": ctx.now.isoformat()})


async def restore(ctx: Context, workout_id: UUID) -> WorkoutOut:
    """Take a workout back that was thrown away."""
    return WorkoutOut.model_validate(await _change(ctx, "workout", workout_id, {"deleted_at": None}))


async def _change(ctx: Context, entity: Entity, id: UUID, fields: dict[str, Any]) -> Row:
    access.require(ctx, Permission.WORKOUT_LOG)
    return (await _intend(ctx, [(entity, id, fields)], there=True))[0]


async def _intend(
    ctx: Context, intents: list[tuple[Entity, UUID, dict[str, Any]]], *, there: bool = False
) -> list[Row]:
    """Apply intents as one batch of operations; `there` demands that each entity exists and is theirs."""
    now_ms = round(ctx.now.timestamp() * 1000)
    operations = [
        Operation(op_id=uuid7(), seq=n, entity=entity, entity_id=id, fields=fields, at=now_ms)
        for n, (entity, id, fields) in enumerate(intents)
    ]
    before, _ = await sync.reserve(ctx, len(operations))
    held = Replicas()
    await held.fetch(ctx, operations)
    for number, operation in enumerate(operations, start=1):
        row = held.rows.get(operation.entity_id)
        if there and (row is None or not isinstance(row, TABLES[operation.entity])):
            raise NotFound
        try:
            held.apply(ctx, operation, now_ms, before + number)
        except Rejected as rejection:
            raise Invalid(str(rejection)) from None
    try:
        await ctx.db.flush()
    except IntegrityError:
        raise Invalid("This id is taken.", fields={"id": "Choose a new one."}) from None
    await note_uses(ctx, held)
    log = [sync.remembered(ctx, API_DEVICE, operation, ctx.now, "applied") for operation in operations]
    await insert_rows(ctx, SyncOperation, log)
    return [held.rows[operation.entity_id] for operation in operations]


async def _mine(ctx: Context, table: type[Workout], id: UUID) -> Workout | None:
    found = await ctx.db.execute(
        select(table).where(col(table.id) == id, access.within(ctx, table, Permission.WORKOUT_LOG))
    )
    return found.scalar_one_or_none()


async def _next(ctx: Context, table: type[WorkoutExercise] | type[WorkoutSet], where: Any) -> int:
    found = await ctx.db.execute(
        select(func.coalesce(func.max(col(table.position)), -1)).where(
            col(table.tenant_id) == ctx.actor.tenant_id, where
        )
    )
    return int(found.scalar_one()) + 1


async def measure(ctx: Context, id: UUID, fields: dict[str, Any], *, there: bool = False) -> MetricOut:
    """Log something measured of the body, or with `there` change it; phones hear of it like of a set."""
    access.require(ctx, Permission.WORKOUT_LOG)
    return MetricOut.model_validate((await _intend(ctx, [("metric", id, fields)], there=there))[0])
