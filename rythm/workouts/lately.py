"""What a member lifted lately and their bests, for each exercise: what suggestions and records start from."""

from collections import defaultdict
from datetime import datetime
from decimal import Decimal
from uuid import UUID

from sqlalchemy import select, text
from sqlalchemy.orm import defer
from sqlmodel import col

from rythm.core.amounts import plain
from rythm.core.context import Context
from rythm.workouts.models import ExerciseBest
from rythm.workouts.phone import SESSIONS, Best, Bests, DoneSet, LastTime

# `mine` hops from exercise to exercise along the index, and `recent` from workout to workout of each, so the
# cost follows the number of exercises, not the years of history; the limits keep PostgreSQL on the indexes
# even before it has statistics of a table just filled.
_SESSIONS = text(
    """
    with recursive mine (exercise_id) as (
        (select exercise_id from workout_set
         where tenant_id = :tenant and member_id = :member order by exercise_id limit 1)
        union all
        select (select s.exercise_id from workout_set s
                where s.tenant_id = :tenant and s.member_id = :member and s.exercise_id > mine.exercise_id
                order by s.exercise_id limit 1)
        from mine where mine.exercise_id is not null
    ),
    recent (exercise_id, workout_id, done_at, seen) as (
        select mine.exercise_id, null::uuid, 'infinity'::timestamptz, '{}'::uuid[]
        from mine where mine.exercise_id is not null
        union all
        select recent.exercise_id, s.workout_id, s.done_at, recent.seen || s.workout_id
        from recent cross join lateral (
            select s.workout_id, s.done_at from workout_set s
            where s.tenant_id = :tenant and s.member_id = :member and s.exercise_id = recent.exercise_id
              and s.done_at <= recent.done_at and s.workout_id <> all(recent.seen) and s.deleted_at is null
              and exists (select from workout w where w.tenant_id = :tenant and w.id = s.workout_id
                          and w.finished_at is not null and w.deleted_at is null)
              and exists (select from workout_exercise x where x.tenant_id = :tenant
                          and x.id = s.workout_exercise_id and x.deleted_at is null)
            order by s.done_at desc limit 1
        ) s
        where cardinality(recent.seen) < :sessions
    )
    select recent.exercise_id, recent.workout_id, w.finished_at as at, w.template_id, w.body_weight_kg,
           s.kind, s.weight_kg, s.reps, s.rpe, s.duration_seconds, s.distance_m
    from recent
    cross join lateral (
        select w.finished_at, w.template_id, w.body_weight_kg from workout w
        where w.tenant_id = :tenant and w.id = recent.workout_id limit 1
    ) w
    cross join lateral (
        select s.*, x.position as place from workout_set s
        join workout_exercise x on x.tenant_id = :tenant and x.id = s.workout_exercise_id
        where s.tenant_id = :tenant and s.workout_id = recent.workout_id
          and s.exercise_id = recent.exercise_id
          and s.done_at is not null and s.deleted_at is null and x.deleted_at is null
        order by x.position, s.position, s.id limit 30
    ) s
    order by recent.exercise_id, recent.done_at desc, recent.workout_id, s.place, s.position, s.id
    """
)


async def sessions(ctx: Context) -> dict[UUID, list[LastTime]]:
    """The last four finished workouts of each exercise the member has done, newest first."""
    values = {"tenant": ctx.actor.tenant_id, "member": ctx.actor.person_id, "sessions": SESSIONS}
    found = await ctx.db.execute(_SESSIONS, values)
    lately: dict[UUID, dict[UUID, LastTime]] = defaultdict(dict)
    for row in found:
        session = lately[row.exercise_id].get(row.workout_id)
        if session is None:
            session = lately[row.exercise_id][row.workout_id] = LastTime(
                workout_id=row.workout_id,
                at=row.at,
                template_id=row.template_id,
                body_weight_kg=row.body_weight_kg,
                sets=[],
            )
        session.sets.append(DoneSet.model_validate(row))
    return {exercise_id: list(each.values()) for exercise_id, each in lately.items()}


async def bests(ctx: Context) -> dict[UUID, Bests]:
    """The best of each exercise the member has done; warm-ups and impossible values count for nothing."""
    found = await ctx.db.execute(
        select(ExerciseBest)
        .options(defer(ExerciseBest.heaviest), defer(ExerciseBest.lately))  # type: ignore[arg-type]
        .where(
            col(ExerciseBest.tenant_id) == ctx.actor.tenant_id,
            col(ExerciseBest.member_id) == ctx.actor.person_id,
        )
    )
    return {row.exercise_id: _bests(row) for row in found.scalars()}


def _bests(row: ExerciseBest) -> Bests:
    def best(value: Decimal | None, at: datetime | None) -> Best | None:
        return None if value is None or at is None else Best(value=float(value), at=at)

    return Bests(
        e1rm=best(row.e1rm, row.e1rm_at),
        weight=best(row.weight, row.weight_at),
        volume=best(row.volume, row.volume_at),
        reps={plain(Decimal(load)): reps for load, reps in row.reps.items()},
    )
