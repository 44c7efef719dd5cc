"""Fills a phone: everything it needs to train without the server, in one call."""

from collections import defaultdict
from uuid import UUID

from sqlalchemy import select, text
from sqlmodel import col

from rythm import access
from rythm.access import Permission
from rythm.core.context import Context
from rythm.exercises import queries as exercises
from rythm.templates import queries as templates
from rythm.workouts import sync
from rythm.workouts.models import Workout, WorkoutExercise, WorkoutSet
from rythm.workouts.schemas import (
    Bootstrap,
    PhoneTenant,
    PhoneUser,
    PreviousSet,
    SetOut,
    WorkoutExerciseOut,
    WorkoutOut,
)

# For each exercise the member ever did: the sets of the last finished workout that has it. The first part
# hops from exercise to exercise along the index, so the cost follows the number of exercises, not the years
# of history; the limits keep PostgreSQL on the indexes even before it has statistics of a table just filled.
_PREVIOUS = text(
    """
    with recursive mine (exercise_id) as (
        (select exercise_id from workout_set
         where tenant_id = :tenant and member_id = :member order by exercise_id limit 1)
        union all
        select (select s.exercise_id from workout_set s
                where s.tenant_id = :tenant and s.member_id = :member and s.exercise_id > mine.exercise_id
                order by s.exercise_id limit 1)
        from mine where mine.exercise_id is not null
    )
    select s.exercise_id, s.kind, s.weight_kg, s.reps, s.rpe, s.duration_seconds, s.distance_m
    from mine
    cross join lateral (
        select s.workout_id, s.workout_exercise_id from workout_set s
        where s.tenant_id = :tenant and s.member_id = :member and s.exercise_id = mine.exercise_id
          and s.done_at is not null and s.deleted_at is null
          and exists (select from workout w where w.tenant_id = :tenant and w.id = s.workout_id
                      and w.finished_at is not null and w.deleted_at is null)
        order by s.done_at desc limit 1
    ) last
    cross join lateral (
        select * from workout_set s
        where s.tenant_id = :tenant and s.workout_id = last.workout_id
          and s.workout_exercise_id = last.workout_exercise_id
          and s.done_at is not null and s.deleted_at is null
        order by s.position, s.id limit 30
    ) s
    """
)


async def bootstrap(ctx: Context) -> Bootstrap:
    """The library, the templates, what was lifted last time, and the workouts that are still open."""
    access.require(ctx, Permission.WORKOUT_LOG)
    cursor, epoch = await sync.reserve(ctx, 0)
    open_workouts = await _open_workouts(ctx)
    offered = await templates.for_phone(ctx)
    named = {line.exercise_id for template in offered for line in template.exercises}
    named |= {part.exercise_id for part in open_workouts["workout_exercises"]}
    return Bootstrap(
        user=PhoneUser(
            id=ctx.actor.person_id, name=ctx.actor.name, email=ctx.actor.email, role=ctx.actor.role.value
        ),
        tenant=PhoneTenant.model_validate(ctx.actor.tenant) if ctx.actor.tenant else None,
        epoch=epoch,
        cursor=cursor,
        server_time=round(ctx.now.timestamp() * 1000),
        exercises=await exercises.library_for_phone(ctx, also=named),
        templates=offered,
        previous=await previous(ctx),
        **open_workouts,
    )


async def previous(ctx: Context) -> dict[UUID, list[PreviousSet]]:
    """The sets of the last time, for each exercise the member has done."""
    found = await ctx.db.execute(_PREVIOUS, {"tenant": ctx.actor.tenant_id, "member": ctx.actor.person_id})
    sets: dict[UUID, list[PreviousSet]] = defaultdict(list)
    for row in found.mappings():
        sets[row["exercise_id"]].append(PreviousSet.model_validate(dict(row)))
    return sets


async def _open_workouts(ctx: Context) -> dict[str, list]:  # type: ignore[type-arg]
    mine = (col(Workout.tenant_id) == ctx.actor.tenant_id, col(Workout.member_id) == ctx.actor.person_id)
    found = await ctx.db.execute(
        select(Workout)
        .where(*mine, col(Workout.finished_at).is_(None), col(Workout.deleted_at).is_(None))
        .order_by(col(Workout.started_at).desc())
        .limit(5)
    )
    workouts = list(found.scalars())
    if not workouts:
        return {"workouts": [], "workout_exercises": [], "sets": []}
    ids = [workout.id for workout in workouts]
    parts = await ctx.db.execute(
        select(WorkoutExercise).where(
            col(WorkoutExercise.tenant_id) == ctx.actor.tenant_id, col(WorkoutExercise.workout_id).in_(ids)
        )
    )
    sets = await ctx.db.execute(
        select(WorkoutSet).where(
            col(WorkoutSet.tenant_id) == ctx.actor.tenant_id, col(WorkoutSet.workout_id).in_(ids)
        )
    )
    return {
        "workouts": [WorkoutOut.model_validate(workout) for workout in workouts],
        "workout_exercises": [WorkoutExerciseOut.model_validate(part) for part in parts.scalars()],
        "sets": [SetOut.model_validate(row) for row in sets.scalars()],
    }
