"""What a member lifted lately and their bests, for each exercise: what suggestions and records start from."""

from collections import defaultdict
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import text

from rythm.core.amounts import plain
from rythm.core.context import Context
from rythm.workouts.phone import HEAVIEST, SESSIONS, Best, Bests, DoneSet, LastTime
from rythm.workouts.rules import MOST_REPS

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
    join workout w on w.tenant_id = :tenant and w.id = recent.workout_id
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

# Every done set of the member is looked at once, workout by workout along the index: `offset 0` keeps
# PostgreSQL from a worse order before it has statistics. A value that beats all before it by half and by more
# than 20 kg is a slip of the thumb, unless it comes again.
_BESTS = text(
    """
    with lifted as materialized (
        select s.*, w.finished_at as at,
               case when not s.is_whole or s.load <= 0 then null
                    when s.reps = 1 then round(s.load, 2)
                    when s.reps <= :most_reps then round(s.load * (30 + s.reps) / 30, 2) end as e1rm
        from workout w
        cross join lateral (
            select s.exercise_id, s.workout_id, s.done_at, s.reps, x.measured_by <> 'reps' as is_loaded,
                   x.measured_by = 'weight_reps' or w.body_weight_kg is not null as is_whole,
                   case x.measured_by
                   when 'weight_reps' then s.weight_kg
                   when 'reps' then 0
                   when 'bodyweight_reps' then
                       case when w.body_weight_kg is null then coalesce(s.weight_kg, 0)
                       else greatest(w.body_weight_kg + coalesce(s.weight_kg, 0), 0) end
                   when 'assisted_reps' then
                       case when w.body_weight_kg is not null
                       then greatest(w.body_weight_kg - coalesce(s.weight_kg, 0), 0) end
                   end as load
            from (select x.id, e.measured_by from workout_exercise x join exercise e on e.id = x.exercise_id
                  where x.tenant_id = :tenant and x.workout_id = w.id and x.deleted_at is null offset 0) x
            join workout_set s on s.workout_exercise_id = x.id
            where s.tenant_id = :tenant and s.workout_id = w.id
              and s.done_at is not null and s.deleted_at is null and s.kind <> 'warmup'
            offset 0
        ) s
        where w.tenant_id = :tenant and w.member_id = :member
          and w.finished_at is not null and w.deleted_at is null
          and s.load between 0 and :heaviest_kg and s.reps between 1 and :most_at_once
    ),
    beside as (
        select *, max(load) over earlier as load_before, max(e1rm) over earlier as e1rm_before
        from lifted
        window earlier as (partition by exercise_id order by done_at, load
                           rows between unbounded preceding and 1 preceding)
    ),
    sane as (
        select * from beside
        where (load <= load_before * :suspicious or load <= load_before + :suspicious_kg
               or load_before is null)
          and (e1rm <= e1rm_before * :suspicious or e1rm <= e1rm_before + :suspicious_kg
               or e1rm is null or e1rm_before is null)
    ),
    whole as (
        select exercise_id, workout_id, at, max(e1rm) as e1rm, sum(load * reps) as volume,
               max(load) filter (where is_loaded) as weight
        from sane group by exercise_id, workout_id, at
    ),
    loads as (
        select exercise_id, round(load, 2) as load, max(reps) as reps,
               row_number() over (partition by exercise_id order by round(load, 2) desc) as place
        from sane group by exercise_id, round(load, 2)
    )
    select exercise_id, 'e1rm' as kind, e1rm as kg, at, null::int as reps
    from (select distinct on (exercise_id) * from whole where e1rm is not null
          order by exercise_id, e1rm desc, at) best
    union all
    select exercise_id, 'weight', round(weight, 2), at, null
    from (select distinct on (exercise_id) * from whole where weight is not null
          order by exercise_id, weight desc, at) best
    union all
    select exercise_id, 'volume', round(volume, 2), at, null
    from (select distinct on (exercise_id) * from whole where volume > 0
          order by exercise_id, volume desc, at) best
    union all
    select exercise_id, 'reps', load, null, reps from loads where place <= :kept_reps
    """
)

LIMITS = {
    "most_reps": MOST_REPS,
    "heaviest_kg": 600,
    "most_at_once": 200,
    "suspicious": Decimal("1.5"),
    "suspicious_kg": 20,
    "kept_reps": HEAVIEST,
}
"""What is too much to be true, as `progress.records` has it for the phone; a test holds the two equal."""


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
    values: dict[str, Any] = {"tenant": ctx.actor.tenant_id, "member": ctx.actor.person_id}
    found = await ctx.db.execute(_BESTS, values | LIMITS)
    best: dict[UUID, Bests] = defaultdict(Bests)
    for row in found:
        if row.kind == "reps":
            best[row.exercise_id].reps[plain(row.kg)] = row.reps
        else:
            setattr(best[row.exercise_id], row.kind, Best(value=float(row.kg), at=row.at))
    return best
