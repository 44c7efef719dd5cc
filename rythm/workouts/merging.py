"""Merges an exercise into another one that is the same: history, templates and uses move to the survivor."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import select, text
from sqlmodel import col

from rythm import access
from rythm.access import Permission, Reach
from rythm.core.context import Context
from rythm.core.errors import Conflict, Invalid
from rythm.core.model import SYSTEM
from rythm.exercises import words
from rythm.exercises.models import Exercise
from rythm.exercises.rules import Scope
from rythm.templates import queries as templates
from rythm.templates import versions
from rythm.templates.merged import moved
from rythm.templates.models import Template

MEASURES = {
    "weight_reps": "weight and reps",
    "bodyweight_reps": "body weight and reps",
    "assisted_reps": "help and reps",
    "reps": "reps",
    "duration": "time",
    "distance_duration": "distance and time",
    "weight_distance": "weight and distance",
}
MOST_ALIASES = 12

# Each member's counter moves on, so that their phones fetch what changes; the lock on it makes whoever is
# syncing right now come first or wait. Always before the lock on the exercises, as a sync takes them.
_COUNT_ON = text(
    """
    insert into sync_cursor as mine (tenant_id, member_id, revision)
    select distinct tenant_id, member_id, 1 from workout_exercise
    where tenant_id = :tenant and exercise_id = :duplicate order by member_id
    on conflict (tenant_id, member_id) do update set revision = mine.revision + 1
    returning member_id
    """
)

_LOCK = text("select id from exercise where id in (:duplicate, :into_id) order by id for update")

# Rows that no phone has seen (revision 0, such as imported ones) stay so. A set's exercise is its parent's on
# phones: only the parent is told.
_MOVE = text(
    """
    with lines as (
        update workout_exercise line set exercise_id = :into_id, exercise_home = :home,
            revision = case line.revision when 0 then 0 else coalesce((
                select mine.revision from sync_cursor mine
                where mine.tenant_id = line.tenant_id and mine.member_id = line.member_id), line.revision) end
        where line.tenant_id = :tenant and line.exercise_id = :duplicate
        returning line.member_id
    ), sets as (
        update workout_set set exercise_id = :into_id where tenant_id = :tenant and exercise_id = :duplicate
    ), used as (
        delete from exercise_use where tenant_id = :tenant and exercise_id = :duplicate returning *
    ), more as (
        insert into exercise_use as known
            (tenant_id, member_id, exercise_id, exercise_home, uses, last_used_at)
        select tenant_id, member_id, :into_id, :home, uses, last_used_at from used
        on conflict (tenant_id, member_id, exercise_id) do update
            set uses = known.uses + excluded.uses,
                last_used_at = greatest(known.last_used_at, excluded.last_used_at)
    ), shown as (
        delete from exercise_hiding where tenant_id = :tenant and exercise_id = :duplicate
    ), earlier as (
        update exercise set merged_into_id = :into_id, merged_into_home = :home
        where tenant_id = :tenant and merged_into_id = :duplicate
    )
    select distinct member_id from lines
    """
)


async def merge(ctx: Context, duplicate_id: UUID, into_id: UUID) -> Exercise:
    """Give the history of a duplicate to another exercise and put the duplicate away; returns the other one.

    Everything that was done, is planned or comes in later from phones counts for the survivor; earlier
    versions of templates keep what they said. Merging the same two again changes nothing. Raises NotFound,
    Forbidden, Invalid for an exercise and itself, and Conflict when the two are no duplicates of each other.
    """
    access.require(ctx, Permission.EXERCISE_MERGE)
    duplicate = await access.load(
        ctx, Exercise, duplicate_id, Permission.EXERCISE_MERGE, readable=Permission.EXERCISE_READ
    )
    if duplicate_id == into_id:
        raise Invalid("An exercise cannot be merged into itself.", fields={"into_id": "Choose another one."})
    survivor = await access.load(ctx, Exercise, into_id, Permission.EXERCISE_READ)
    if duplicate.merged_into_id == survivor.id:
        return survivor
    _refuse_unless_same(ctx, duplicate, survivor)
    await ctx.db.flush()
    connection = await ctx.db.connection()
    values = {
        "tenant": ctx.actor.tenant_id,
        "duplicate": duplicate.id,
        "into_id": survivor.id,
        "home": survivor.tenant_id or SYSTEM,
    }
    told = set((await connection.execute(_COUNT_ON, values)).scalars())
    # Whoever saves a template locks it before the exercises it names: so does this, or both wait for ever.
    await _templates_with(ctx, duplicate.id)
    await connection.execute(_LOCK, values)
    for each in (duplicate, survivor):
        await ctx.db.refresh(each)
    _refuse_unless_same(ctx, duplicate, survivor)
    moved = set((await connection.execute(_MOVE, values)).scalars())
    if moved - told:
        raise Conflict("Somebody has just logged this exercise. Try again in a moment.")
    await _put_away(ctx, duplicate, survivor)
    for template in await _templates_with(ctx, duplicate.id):
        await _rewrite(ctx, template, duplicate, survivor)
    return survivor


def _refuse_unless_same(ctx: Context, duplicate: Exercise, survivor: Exercise) -> None:
    if duplicate.scope == Scope.SYSTEM:
        raise Conflict("Built-in exercises stay. Hide the one you do not want to see.")
    if duplicate.scope == Scope.TENANT:
        access.require(ctx, Permission.EXERCISE_MERGE, Reach.CLIENTS)
    if duplicate.merged_into_id is not None:
        raise Conflict(f"{duplicate.name} was merged into another exercise already.")
    if survivor.archived_at is not None:
        raise Conflict(f"{survivor.name} has been put away. Merge into one that is in use.")
    if duplicate.scope == Scope.TENANT and survivor.scope == Scope.USER:
        raise Conflict(f"{survivor.name} is one person's own: the others would lose sight of their training.")
    if survivor.scope == Scope.USER and survivor.owner_id != duplicate.owner_id:
        raise Conflict(f"{duplicate.name} and {survivor.name} belong to two people. Share one of them first.")
    if duplicate.measured_by != survivor.measured_by:
        raise Conflict(
            f"{duplicate.name} is measured by {MEASURES[duplicate.measured_by]}, {survivor.name} by "
            f"{MEASURES[survivor.measured_by]}: their sets cannot be put together."
        )


async def _put_away(ctx: Context, duplicate: Exercise, survivor: Exercise) -> None:
    """The duplicate is found no more; a survivor that was as widely shared is found by both names."""
    duplicate.archived_at = duplicate.archived_at or ctx.now
    duplicate.edited_at = ctx.now
    duplicate.merged_into_id, duplicate.merged_into_home = survivor.id, survivor.tenant_id or SYSTEM
    changed = [duplicate]
    if survivor.scope == duplicate.scope:
        names = {name.casefold(): name for name in (*survivor.aliases, duplicate.name, *duplicate.aliases)}
        names.pop(survivor.name.casefold(), None)
        survivor.aliases = list(names.values())[:MOST_ALIASES]
        survivor.edited_at = ctx.now
        changed.append(survivor)
    await words.index(ctx, changed)


async def _templates_with(ctx: Context, exercise_id: UUID) -> Sequence[Template]:
    """The tenant's templates that name the exercise now, whosever they are: the merge is for all of them.

    They stay as they are until this transaction ends; phones that log a workout of one need not wait.
    """
    found = await ctx.db.execute(
        select(Template)
        .where(col(Template.tenant_id) == ctx.actor.tenant_id, templates.names_now(exercise_id))
        .order_by(col(Template.id))
        .with_for_update(key_share=True)
    )
    return found.scalars().all()


async def _rewrite(ctx: Context, template: Template, duplicate: Exercise, survivor: Exercise) -> None:
    was = await versions.current(ctx, template)
    now = was.with_lines(moved(was.lines, {duplicate.id: survivor.id}))
    why = f"{duplicate.name} was merged into {survivor.name}"
    await versions.add(ctx, template, now, was=was, why=why)
