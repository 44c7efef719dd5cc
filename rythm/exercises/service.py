"""Add exercises, change them and put them away; `library` writes the built-in ones."""

from uuid import UUID

from sqlalchemy.exc import IntegrityError

from rythm import access
from rythm.access import Permission
from rythm.core.context import Context
from rythm.core.errors import Conflict, Forbidden
from rythm.exercises.models import Exercise
from rythm.exercises.rules import REACH_TO_ADD, Scope, lowered
from rythm.exercises.schemas import ChangeExercise, CreateExercise


class NameTaken(Conflict):
    """Another exercise of the same scope has this name."""

    message = "There is an exercise of this name already."


async def create(ctx: Context, data: CreateExercise) -> Exercise:
    """Add an exercise of one's own, of the tenant (coach and above) or of the platform.

    Raises Forbidden for a scope above the caller's reach, NameTaken.
    """
    access.require(ctx, Permission.EXERCISE_CREATE, REACH_TO_ADD[data.scope])
    tenant_id = None if data.scope is Scope.SYSTEM else ctx.actor.tenant_id
    owner_id = await access.member_id(ctx) if tenant_id else None
    if data.scope is Scope.USER and owner_id is None:
        raise Forbidden("You are no member here, so nothing here can be your own.")
    exercise = Exercise(
        **data.model_dump(),
        name_key=lowered(data.name),
        tenant_id=tenant_id,
        owner_id=owner_id,
        created_at=ctx.now,
    )
    ctx.db.add(exercise)
    await _flush_unless_taken(ctx)
    return exercise


async def update(ctx: Context, exercise_id: UUID, data: ChangeExercise) -> Exercise:
    """Change what is given; raises NotFound, Forbidden when it may be read but not changed, NameTaken."""
    exercise = await _changeable(ctx, exercise_id)
    for field, value in data.model_dump(exclude_none=True).items():
        setattr(exercise, field, value)
    exercise.name_key = lowered(exercise.name)
    await _flush_unless_taken(ctx)
    return exercise


async def archive(ctx: Context, exercise_id: UUID) -> Exercise:
    """Put an exercise away: it can no longer be chosen, and stays where it was used."""
    exercise = await _changeable(ctx, exercise_id)
    exercise.archived_at = exercise.archived_at or ctx.now
    await ctx.db.flush()
    return exercise


async def restore(ctx: Context, exercise_id: UUID) -> Exercise:
    """Let an archived exercise be chosen again; raises NameTaken when another has its name by now."""
    exercise = await _changeable(ctx, exercise_id)
    exercise.archived_at = None
    await _flush_unless_taken(ctx)
    return exercise


async def _changeable(ctx: Context, exercise_id: UUID) -> Exercise:
    return await access.load(
        ctx, Exercise, exercise_id, Permission.EXERCISE_CHANGE, lock=True, readable=Permission.EXERCISE_READ
    )


async def _flush_unless_taken(ctx: Context) -> None:
    try:
        await ctx.db.flush()
    except IntegrityError as error:
        if "uq_exercise_live_name" in str(error.orig):
            raise NameTaken(fields={"name": "This name is in use."}) from None
        raise
