"""The exercise library."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query

from rythm.access import Permission
from rythm.api.deps import CurrentContext, permits
from rythm.api.errors import documented
from rythm.core.errors import Conflict, Forbidden, Invalid, NotFound, Unauthenticated
from rythm.core.schema import Page
from rythm.exercises import queries, service
from rythm.exercises.schemas import ChangeExercise, CreateExercise, ExerciseRow, FindExercises

router = APIRouter(
    prefix="/exercises", tags=["exercises"], responses=documented(Unauthenticated, Forbidden, Invalid)
)
reads, creates, changes = (
    [permits(permission)]
    for permission in (Permission.EXERCISE_READ, Permission.EXERCISE_CREATE, Permission.EXERCISE_CHANGE)
)


@router.get("", dependencies=reads)
async def library(which: Annotated[FindExercises, Query()], ctx: CurrentContext) -> Page[ExerciseRow]:
    """The built-in exercises, the gym's and my own."""
    return await queries.library(ctx, **which.model_dump())


@router.get("/{exercise_id}", dependencies=reads, responses=documented(NotFound))
async def exercise(exercise_id: UUID, ctx: CurrentContext) -> ExerciseRow:
    """One exercise."""
    return await queries.exercise(ctx, exercise_id)


@router.post("", dependencies=creates, status_code=201, responses=documented(Conflict))
async def create(data: CreateExercise, ctx: CurrentContext) -> ExerciseRow:
    """Add an exercise: one's own, or as a coach the gym's."""
    created = await service.create(ctx, data)
    return await queries.exercise(ctx, created.id)


@router.patch("/{exercise_id}", dependencies=changes, responses=documented(NotFound, Conflict))
async def change(exercise_id: UUID, data: ChangeExercise, ctx: CurrentContext) -> ExerciseRow:
    """Change what is given of an exercise."""
    await service.update(ctx, exercise_id, data)
    return await queries.exercise(ctx, exercise_id)


@router.post("/{exercise_id}/archive", dependencies=changes, responses=documented(NotFound))
async def archive(exercise_id: UUID, ctx: CurrentContext) -> ExerciseRow:
    """Put an exercise away; it stays where it was used."""
    await service.archive(ctx, exercise_id)
    return await queries.exercise(ctx, exercise_id)


@router.post("/{exercise_id}/restore", dependencies=changes, responses=documented(NotFound, Conflict))
async def restore(exercise_id: UUID, ctx: CurrentContext) -> ExerciseRow:
    """Let an archived exercise be chosen again."""
    await service.restore(ctx, exercise_id)
    return await queries.exercise(ctx, exercise_id)
