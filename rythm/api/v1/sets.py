"""Logging a workout from an API client: start, exercises, sets, finish."""

from uuid import UUID

from fastapi import APIRouter

from rythm.access import Permission
from rythm.api.deps import CurrentContext, permits
from rythm.api.errors import documented
from rythm.core.errors import Conflict, Invalid, NotFound
from rythm.workouts import service as workouts
from rythm.workouts.schemas import (
    AddExercise,
    AddSet,
    ChangeSet,
    SetOut,
    StartWorkout,
    WorkoutExerciseOut,
    WorkoutOut,
)

router = APIRouter(tags=["sets"], dependencies=[permits(Permission.WORKOUT_LOG)])
errors = documented(NotFound, Invalid)


@router.post("/workouts", status_code=201, responses=documented(NotFound, Invalid, Conflict))
async def start(data: StartWorkout, ctx: CurrentContext) -> WorkoutOut:
    """Begin a workout, from a template or empty."""
    return await workouts.start(ctx, data)


@router.post("/workouts/{workout_id}/finish", responses=errors)
async def finish(workout_id: UUID, ctx: CurrentContext) -> WorkoutOut:
    """End a workout."""
    return await workouts.finish(ctx, workout_id)


@router.delete("/workouts/{workout_id}", status_code=204, responses=errors)
async def discard(workout_id: UUID, ctx: CurrentContext) -> None:
    """Throw a workout away."""
    await workouts.discard(ctx, workout_id)


@router.post("/workouts/{workout_id}/restore", responses=errors)
async def restore(workout_id: UUID, ctx: CurrentContext) -> WorkoutOut:
    """Take a discarded workout back."""
    return await workouts.restore(ctx, workout_id)


@router.post("/workouts/{workout_id}/exercises", status_code=201, responses=errors)
async def add_exercise(workout_id: UUID, data: AddExercise, ctx: CurrentContext) -> WorkoutExerciseOut:
    """Put one more exercise into a workout."""
    return await workouts.add_exercise(ctx, workout_id, data)


@router.delete("/workout-exercises/{workout_exercise_id}", status_code=204, responses=errors)
async def remove_exercise(workout_exercise_id: UUID, ctx: CurrentContext) -> None:
    """Take an exercise out of its workout."""
    await workouts.remove_exercise(ctx, workout_exercise_id)


@router.post("/workout-exercises/{workout_exercise_id}/sets", status_code=201, responses=errors)
async def add_set(workout_exercise_id: UUID, data: AddSet, ctx: CurrentContext) -> SetOut:
    """Add a set to an exercise of a workout."""
    return await workouts.add_set(ctx, workout_exercise_id, data)


@router.patch("/sets/{set_id}", responses=errors)
async def change_set(set_id: UUID, data: ChangeSet, ctx: CurrentContext) -> SetOut:
    """Write values into a set, tick it or take the tick back."""
    return await workouts.change_set(ctx, set_id, data)


@router.delete("/sets/{set_id}", status_code=204, responses=errors)
async def remove_set(set_id: UUID, ctx: CurrentContext) -> None:
    """Take a set out of its workout."""
    await workouts.remove_set(ctx, set_id)
