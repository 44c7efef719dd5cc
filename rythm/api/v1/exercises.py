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
from rythm.exercises.schemas import (
    ChangeExercise,
    CreateExercise,
    ExerciseDetail,
    ExerciseRow,
    FindExercises,
    HideExercise,
    MergeExercise,
)
from rythm.workouts import merging

router = APIRouter(
    prefix="/exercises", tags=["exercises"], responses=documented(Unauthenticated, Forbidden, Invalid)
)
reads, creates, changes, promotes, merges = (
    [permits(permission)]
    for permission in (
        Permission.EXERCISE_READ,
        Permission.EXERCISE_CREATE,
        Permission.EXERCISE_CHANGE,
        Permission.EXERCISE_PROMOTE,
        Permission.EXERCISE_MERGE,
    )
)


@router.get("", dependencies=reads)
async def library(which: Annotated[FindExercises, Query()], ctx: CurrentContext) -> Page[ExerciseRow]:
    """The built-in exercises, the gym's and my own, those I do first; a typing error is forgiven."""
    return await queries.library(ctx, **which.model_dump())


@router.get("/{exercise_id}", dependencies=reads, responses=documented(NotFound))
async def exercise(exercise_id: UUID, ctx: CurrentContext) -> ExerciseDetail:
    """One exercise with its guide."""
    return await queries.exercise(ctx, exercise_id)


@router.post("", dependencies=creates, status_code=201, responses=documented(Conflict))
async def create(data: CreateExercise, ctx: CurrentContext) -> ExerciseDetail:
    """Add an exercise: one's own, or as a coach the gym's."""
    created = await service.create(ctx, data)
    return await queries.exercise(ctx, created.id)


@router.patch("/{exercise_id}", dependencies=changes, responses=documented(NotFound, Conflict))
async def change(exercise_id: UUID, data: ChangeExercise, ctx: CurrentContext) -> ExerciseDetail:
    """Change what is given of an exercise."""
    await service.update(ctx, exercise_id, data)
    return await queries.exercise(ctx, exercise_id)


@router.post("/{exercise_id}/archive", dependencies=changes, responses=documented(NotFound))
async def archive(exercise_id: UUID, ctx: CurrentContext) -> ExerciseDetail:
    """Put an exercise away; it stays where it was used."""
    await service.archive(ctx, exercise_id)
    return await queries.exercise(ctx, exercise_id)


@router.post("/{exercise_id}/restore", dependencies=changes, responses=documented(NotFound, Conflict))
async def restore(exercise_id: UUID, ctx: CurrentContext) -> ExerciseDetail:
    """Let an archived exercise be chosen again."""
    await service.restore(ctx, exercise_id)
    return await queries.exercise(ctx, exercise_id)


@router.post("/{exercise_id}/hide", dependencies=reads, responses=documented(NotFound))
async def hide(exercise_id: UUID, ctx: CurrentContext, data: HideExercise | None = None) -> ExerciseDetail:
    """Keep an exercise out of my lists, or as a coach out of everybody's in the gym."""
    await service.hide(ctx, exercise_id, everybody=data is not None and data.everybody)
    return await queries.exercise(ctx, exercise_id)


@router.post("/{exercise_id}/unhide", dependencies=reads, responses=documented(NotFound))
async def unhide(exercise_id: UUID, ctx: CurrentContext, data: HideExercise | None = None) -> ExerciseDetail:
    """List an exercise again that was hidden."""
    await service.unhide(ctx, exercise_id, everybody=data is not None and data.everybody)
    return await queries.exercise(ctx, exercise_id)


@router.post("/{exercise_id}/promote", dependencies=promotes, responses=documented(NotFound, Conflict))
async def promote(exercise_id: UUID, ctx: CurrentContext) -> ExerciseDetail:
    """Make a member's own exercise the gym's."""
    await service.promote(ctx, exercise_id)
    return await queries.exercise(ctx, exercise_id)


@router.post("/{exercise_id}/merge", dependencies=merges, responses=documented(NotFound, Conflict))
async def merge(exercise_id: UUID, data: MergeExercise, ctx: CurrentContext) -> ExerciseDetail:
    """Give the history of a duplicate to another exercise, which is answered, and put the duplicate away."""
    survivor = await merging.merge(ctx, exercise_id, data.into_id)
    return await queries.exercise(ctx, survivor.id)
