"""Today, the history and one workout, as the member or their coach sees them."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Integer, Select, Uuid, select, tuple_
from sqlmodel import col

from rythm import access
from rythm.access import Permission
from rythm.access.models import Membership
from rythm.core.context import Context
from rythm.core.errors import NotFound
from rythm.core.schema import Page, decode_cursor, encode_cursor
from rythm.core.statements import given
from rythm.exercises.models import Exercise
from rythm.identity.models import User
from rythm.workouts import measures
from rythm.workouts.finding import FindWorkouts, conditions
from rythm.workouts.kept import ExerciseRecord
from rythm.workouts.models import Workout, WorkoutExercise, WorkoutSet
from rythm.workouts.rows import finished
from rythm.workouts.rows import rows as workout_rows
from rythm.workouts.today import today, week
from rythm.workouts.views import ExerciseView, RecordView, SetView, WorkoutDetail, WorkoutRow

__all__ = ["history", "require_member", "require_workout", "today", "week", "workout", "workouts_of"]


async def history(
    ctx: Context,
    *,
    limit: int = 20,
    cursor: str | None = None,
    member_id: UUID | None = None,
    which: FindWorkouts | None = None,
) -> Page[WorkoutRow]:
    """Finished workouts, newest first, of the caller or of a member the caller may see; raises NotFound."""
    member_id = member_id or ctx.actor.person_id
    await require_member(ctx, member_id, Permission.WORKOUT_READ)
    return await workouts_of(ctx, member_id, limit=limit, cursor=cursor, which=which)


async def workouts_of(
    ctx: Context,
    member_id: UUID,
    *,
    limit: int,
    cursor: str | None = None,
    which: FindWorkouts | None = None,
) -> Page[WorkoutRow]:
    """A page of a member's finished workouts, newest first; nothing of a member out of the caller's reach."""
    at, last_id = decode_cursor(cursor, datetime, UUID) if cursor else (None, None)
    which = which or FindWorkouts()
    rows = await workout_rows(
        ctx,
        _page,
        bool(cursor),
        which.shape,
        member=member_id,
        rows=limit + 1,
        before_at=at,
        before_id=last_id,
        **which.values,
    )
    more, rows = len(rows) > limit, rows[:limit]
    return Page(items=rows, next_cursor=encode_cursor(rows[-1].started_at, rows[-1].id) if more else None)


def _page(ctx: Context, continued: bool, shape: tuple[str, ...]) -> Select[*tuple[Any, ...]]:
    page = finished(ctx, given("member", Uuid())).limit(given("rows", Integer()))
    page = page.where(*conditions(ctx, shape))
    if continued:
        last = tuple_(given("before_at", measures.MOMENT), given("before_id", Uuid()))
        page = page.where(tuple_(col(Workout.started_at), col(Workout.id)) < last)
    return page


async def workout(ctx: Context, workout_id: UUID) -> WorkoutDetail:
    """One finished workout with its exercises and done sets; raises NotFound."""
    row = await access.load(ctx, Workout, workout_id, Permission.WORKOUT_READ)
    if row.finished_at is None or row.deleted_at is not None:
        raise NotFound
    exercises = await _exercises(ctx, row)
    return WorkoutDetail(
        id=row.id,
        member_id=row.member_id,
        member_name=await _name(ctx, row.member_id),
        title=row.title,
        note=row.note,
        template_id=row.template_id,
        template_version=row.template_version,
        started_at=row.started_at,
        finished_at=row.finished_at,
        body_weight_kg=row.body_weight_kg,
        duration_seconds=int((row.finished_at - row.started_at).total_seconds()),
        volume_kg=sum(exercise.volume_kg for exercise in exercises),
        sets=sum(len(exercise.sets) for exercise in exercises),
        exercises=exercises,
        records=await _records(ctx, row),
    )


async def require_workout(ctx: Context, workout_id: UUID) -> None:
    """Raise NotFound unless the caller may read this workout, and it is finished and not deleted."""
    found = await ctx.db.execute(
        select(col(Workout.id)).where(
            access.within(ctx, Workout, Permission.WORKOUT_READ),
            col(Workout.id) == workout_id,
            measures.is_history(),
        )
    )
    if found.first() is None:
        raise NotFound


async def require_member(ctx: Context, member_id: UUID, permission: Permission) -> None:
    """Raise NotFound unless the caller's permission reaches this member; oneself costs no query."""
    access.require(ctx, permission)
    if member_id == ctx.actor.user_id:
        return
    found = await ctx.db.execute(
        select(col(Membership.id)).where(
            col(Membership.user_id) == member_id, access.within(ctx, Membership, permission)
        )
    )
    if found.first() is None:
        raise NotFound


async def _exercises(ctx: Context, row: Workout) -> list[ExerciseView]:
    found = await ctx.db.execute(
        select(
            WorkoutExercise,
            WorkoutSet,
            col(Exercise.name),
            col(Exercise.measured_by),
            measures.counted_load().label("counted"),
            measures.set_volume().label("volume"),
            measures.set_one_rep_max().label("one_rep_max"),
        )
        .join(WorkoutSet, measures.is_of_exercise())
        .join(Workout, measures.is_of_workout())
        .join(Exercise, measures.is_what_was_done())
        .where(
            col(WorkoutSet.tenant_id) == row.tenant_id,
            col(WorkoutSet.workout_id) == row.id,
            measures.counts(),
        )
        .order_by(
            col(WorkoutExercise.position),
            col(WorkoutExercise.id),
            col(WorkoutSet.position),
            col(WorkoutSet.id),
        )
    )
    views: dict[UUID, ExerciseView] = {}
    for exercise, done, name, measured_by, counted, volume, one_rep_max in found:
        view = views.setdefault(
            exercise.id,
            ExerciseView(
                id=exercise.id,
                exercise_id=exercise.exercise_id,
                name=name,
                measured_by=measured_by,
                note=exercise.note,
                rest_seconds=exercise.rest_seconds,
                group_number=exercise.group_number,
                group_rest_seconds=exercise.group_rest_seconds,
                volume_kg=0,
                sets=[],
            ),
        )
        view.volume_kg += float(volume)
        worth = {"counted_kg": counted, "volume_kg": volume, "one_rep_max_kg": one_rep_max}
        view.sets.append(SetView.model_validate(done.model_dump() | worth))
    return list(views.values())


async def _records(ctx: Context, row: Workout) -> list[RecordView]:
    found = await ctx.db.execute(
        select(ExerciseRecord, col(Exercise.name))
        .join(Exercise, col(Exercise.id) == col(ExerciseRecord.exercise_id))
        .where(col(ExerciseRecord.tenant_id) == row.tenant_id, col(ExerciseRecord.workout_id) == row.id)
        .order_by(col(Exercise.name), col(ExerciseRecord.kind))
    )
    return [RecordView.model_validate(record.model_dump() | {"name": name}) for record, name in found]


async def _name(ctx: Context, member_id: UUID) -> str:
    if member_id == ctx.actor.user_id:
        return ctx.actor.name
    found = await ctx.db.execute(select(col(User.name)).where(col(User.id) == member_id))
    return found.scalar_one_or_none() or ""
