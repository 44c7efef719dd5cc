"""Add exercises, change, hide, promote and put them away, and count their use; `library` has the built-in."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import delete, func, inspect, select, text
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.exc import IntegrityError
from sqlmodel import col

from rythm import access
from rythm.access import Permission, Reach
from rythm.core.context import Context
from rythm.core.errors import Conflict, Forbidden
from rythm.core.model import SYSTEM
from rythm.exercises import words
from rythm.exercises.models import Exercise, ExerciseHiding, ExerciseUse
from rythm.exercises.rules import REACH_TO_ADD, Scope, lowered
from rythm.exercises.schemas import ChangeExercise, CreateExercise


class NameTaken(Conflict):
    """Another exercise of the same scope has this name."""

    message = "There is an exercise of this name already."


class NotAMember(Forbidden):
    """An administrator who visits a gym has nothing of their own there."""

    message = "You are no member here, so nothing here can be your own."


async def create(ctx: Context, data: CreateExercise) -> Exercise:
    """Add an exercise of one's own, of the tenant (coach and above) or of the platform.

    Raises Forbidden for a scope above the caller's reach, NameTaken.
    """
    access.require(ctx, Permission.EXERCISE_CREATE, REACH_TO_ADD[data.scope])
    tenant_id = None if data.scope is Scope.SYSTEM else ctx.actor.tenant_id
    owner_id = await access.member_id(ctx) if tenant_id else None
    if data.scope is Scope.USER and owner_id is None:
        raise NotAMember
    exercise = Exercise(
        **data.model_dump(),
        name_key=lowered(data.name),
        tenant_id=tenant_id,
        owner_id=owner_id,
        created_at=ctx.now,
        edited_at=ctx.now,
    )
    ctx.db.add(exercise)
    await _flush_unless_taken(ctx)
    await words.index(ctx, [exercise], are_new=True)
    return exercise


async def update(ctx: Context, exercise_id: UUID, data: ChangeExercise) -> Exercise:
    """Change what is given; raises NotFound, Forbidden when it may be read but not changed, NameTaken."""
    exercise = await _changeable(ctx, exercise_id)
    for field, value in data.model_dump(exclude_none=True, exclude={"guide"}).items():
        setattr(exercise, field, value)
    if "guide" in data.model_fields_set:
        exercise.guide = _kept(data, exercise)
    exercise.name_key = lowered(exercise.name)
    exercise.edited_at = ctx.now
    await _flush_unless_taken(ctx)
    await words.index(ctx, [exercise])
    return exercise


def _kept(data: ChangeExercise, exercise: Exercise) -> dict[str, Any] | None:
    """A guide that was taken away stays empty, so that the next version does not bring it back."""
    if data.guide is not None:
        return data.guide.model_dump()
    return None if exercise.guide is None else {}


async def archive(ctx: Context, exercise_id: UUID) -> Exercise:
    """Put an exercise away: it can no longer be chosen, and stays where it was used."""
    exercise = await _changeable(ctx, exercise_id)
    exercise.archived_at = exercise.archived_at or ctx.now
    exercise.edited_at = ctx.now
    await words.index(ctx, [exercise])
    return exercise


async def restore(ctx: Context, exercise_id: UUID) -> Exercise:
    """Let an archived exercise be chosen again; raises NameTaken, and Conflict for one that was merged."""
    exercise = await _changeable(ctx, exercise_id)
    if exercise.merged_into_id is not None:
        raise Conflict("It was merged into another exercise, which has its history now.")
    exercise.archived_at = None
    exercise.edited_at = ctx.now
    await _flush_unless_taken(ctx)
    await words.index(ctx, [exercise])
    return exercise


async def promote(ctx: Context, exercise_id: UUID) -> Exercise:
    """Make a member's own exercise the tenant's; from then on it is looked after by the caller.

    Raises NotFound for an exercise out of the caller's reach, Conflict for one that is shared or archived,
    NameTaken when the tenant has one of this name: merge them then.
    """
    access.require(ctx, Permission.EXERCISE_PROMOTE, Reach.CLIENTS)
    exercise = await access.load(ctx, Exercise, exercise_id, Permission.EXERCISE_PROMOTE, lock=True)
    if exercise.scope != Scope.USER:
        raise Conflict("Everybody in the gym has this exercise already.")
    if exercise.archived_at is not None:
        raise Conflict("This exercise has been put away. Take it back before you share it.")
    exercise.scope = Scope.TENANT
    exercise.owner_id = await access.member_id(ctx)
    exercise.edited_at = ctx.now
    try:
        await _flush_unless_taken(ctx)
    except NameTaken:
        raise NameTaken("The gym has an exercise of this name already. Merge this one into it.") from None
    await words.index(ctx, [exercise])
    return exercise


async def hide(ctx: Context, exercise_id: UUID, *, everybody: bool = False) -> None:
    """Keep an exercise out of the caller's lists, or from coaches up out of everybody's in the tenant.

    It stays where it was used, and hiding it twice changes nothing. Raises NotFound, Forbidden.
    """
    exercise = await _hideable(ctx, exercise_id, everybody)
    hidden = insert(ExerciseHiding).values(
        tenant_id=ctx.actor.tenant_id,
        member_id=None if everybody else ctx.actor.person_id,
        exercise_id=exercise.id,
        exercise_home=exercise.tenant_id or SYSTEM,
        created_at=ctx.now,
    )
    await ctx.db.execute(
        hidden.on_conflict_do_nothing().returning(col(ExerciseHiding.id))  # or the ORM asks for it row by row
    )


async def unhide(ctx: Context, exercise_id: UUID, *, everybody: bool = False) -> None:
    """List an exercise again that was hidden; raises NotFound, Forbidden."""
    exercise = await _hideable(ctx, exercise_id, everybody)
    member = col(ExerciseHiding.member_id)
    await ctx.db.execute(
        delete(ExerciseHiding)
        .where(
            col(ExerciseHiding.tenant_id) == ctx.actor.tenant_id,
            member.is_(None) if everybody else member == ctx.actor.person_id,
            col(ExerciseHiding.exercise_id) == exercise.id,
        )
        .execution_options(synchronize_session=False)
    )


async def _hideable(ctx: Context, exercise_id: UUID, everybody: bool) -> Exercise:
    if ctx.actor.tenant is None:
        raise Forbidden("Exercises are hidden in a gym: stand in one.")
    exercise = await access.load(ctx, Exercise, exercise_id, Permission.EXERCISE_READ)
    if everybody:
        access.require(ctx, Permission.EXERCISE_CREATE, Reach.TENANT)
    elif await access.member_id(ctx) is None:
        raise NotAMember
    return exercise


async def note_use(
    ctx: Context, counts: Mapping[UUID, int], at: datetime, *, member_id: UUID | None = None
) -> None:
    """Remember that a member did these exercises so many times more, the last time at this time.

    Lists put first what a member does. An exercise the caller cannot see is left out.
    """
    if not counts:
        return
    found = await ctx.db.execute(
        select(col(Exercise.id), col(Exercise.tenant_id)).where(col(Exercise.id).in_(counts))
    )
    rows = [
        {
            "tenant_id": ctx.actor.tenant_id,
            "member_id": member_id or ctx.actor.person_id,
            "exercise_id": id,
            "exercise_home": tenant_id or SYSTEM,
            "uses": counts[id],
            "last_used_at": at,
        }
        for id, tenant_id in sorted(found.all())
        if counts[id] > 0
    ]
    if not rows:
        return
    table: Any = inspect(ExerciseUse).local_table  # with the class the ORM would plan a bulk insert
    more = insert(table).values(rows)
    await ctx.db.execute(
        more.on_conflict_do_update(
            index_elements=["tenant_id", "member_id", "exercise_id"],
            set_={
                "uses": table.c.uses + more.excluded.uses,
                "last_used_at": func.greatest(table.c.last_used_at, more.excluded.last_used_at),
            },
        )
    )


_TAKE_BACK = text(
    """
    with taken as (
        select * from unnest(cast(:ids as uuid[]), cast(:times as integer[])) as taken (exercise_id, times)
    ), gone as (
        delete from exercise_use used using taken
        where used.tenant_id = :tenant and used.member_id = :member
          and used.exercise_id = taken.exercise_id and used.uses <= taken.times
    )
    update exercise_use used set uses = used.uses - taken.times from taken
    where used.tenant_id = :tenant and used.member_id = :member
      and used.exercise_id = taken.exercise_id and used.uses > taken.times
    """
)


async def forget_use(ctx: Context, counts: Mapping[UUID, int], *, member_id: UUID | None = None) -> None:
    """Take back that a member, or else the caller, did these exercises so many times."""
    if not counts:
        return
    whose = {"tenant": ctx.actor.tenant_id, "member": member_id or ctx.actor.person_id}
    connection = await ctx.db.connection()
    await connection.execute(_TAKE_BACK, whose | {"ids": list(counts), "times": list(counts.values())})


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
