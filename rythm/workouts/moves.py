"""What would move to another exercise if this one were merged into it."""

from uuid import UUID

from sqlalchemy import func, select
from sqlmodel import col

from rythm import access
from rythm.access import Permission
from rythm.core.context import Context
from rythm.core.schema import Read
from rythm.exercises.models import Exercise
from rythm.templates import queries as templates
from rythm.templates.models import Template
from rythm.workouts.models import WorkoutSet


class Moves(Read):
    """How much has been done with an exercise in the tenant, and planned."""

    members: int
    workouts: int
    sets: int
    templates: int


async def what_moves(ctx: Context, exercise_id: UUID) -> Moves:
    """How much of everybody's would move; raises NotFound, Forbidden for an exercise one may not merge."""
    await access.load(
        ctx, Exercise, exercise_id, Permission.EXERCISE_MERGE, readable=Permission.EXERCISE_READ
    )
    done = select(
        func.count(col(WorkoutSet.member_id).distinct()).label("members"),
        func.count(col(WorkoutSet.workout_id).distinct()).label("workouts"),
        func.count().label("sets"),
    ).where(
        col(WorkoutSet.tenant_id) == ctx.actor.tenant_id,
        col(WorkoutSet.exercise_id) == exercise_id,
        col(WorkoutSet.done_at).is_not(None),
        col(WorkoutSet.deleted_at).is_(None),
    )
    planned = select(func.count(col(Template.id))).where(
        col(Template.tenant_id) == ctx.actor.tenant_id,
        col(Template.archived_at).is_(None),
        templates.names_now(exercise_id),
    )
    row = (await ctx.db.execute(done.add_columns(planned.scalar_subquery().label("templates")))).one()
    return Moves.model_validate(dict(row._mapping))
