"""What a member's training comes to: when each rule was met, and how far it got by now.

One statement over the totals counts all rules at once (decision 20). It reads the whole history, so what it
found is kept: see `achieving`.
"""

from dataclasses import dataclass, field
from datetime import datetime, tzinfo
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import ARRAY, DateTime, Numeric, String, Uuid, bindparam, select, text
from sqlmodel import col

from rythm.core import clock
from rythm.core.context import Context
from rythm.exercises.catalogue import exercise_id
from rythm.progress.achievements import FAMILIES, LIFTS, RULES, Week, key_of, weeks_met
from rythm.progress.streaks import weekly_streak
from rythm.workouts.models import WorkoutTotal

# Workouts with a value that awaits a look (an import's) count for nothing until somebody has looked, or has
# corrected it: those that `import_batches.flags` lists.
_FOUND = text(
    """
    with odd as materialized (
        select coalesce(array_agg(f.workout_id), '{}') as ids from import_flag f
        join workout o on o.tenant_id = :tenant and o.id = f.workout_id
        left join workout_set s on s.tenant_id = :tenant and s.id = f.workout_set_id
        left join workout_exercise p on p.tenant_id = :tenant and p.id = s.workout_exercise_id
        where f.tenant_id = :tenant and f.member_id = :member and f.reviewed_at is null
          and case when f.workout_set_id is null
                   then not jsonb_exists_any(o.clocks, array['started_at', 'finished_at'])
                   else s.deleted_at is null and p.deleted_at is null
                       and not jsonb_exists_any(s.clocks, array['weight_kg', 'reps', 'distance_m']) end
    ),
    w as materialized (
        select t.workout_id, t.started_at, t.started_at + make_interval(secs => t.seconds) as at,
            row_number() over run as n, sum(t.volume_kg) over run as volume,
            width_bucket(t.started_at, :weeks) as week, width_bucket(t.started_at, :months) as month
        from workout_total t
        where t.tenant_id = :tenant and t.member_id = :member
          and t.workout_id <> all ((select ids from odd)::uuid[])
        window run as (order by t.started_at, t.workout_id)
    ),
    m as materialized (
        select at, row_number() over (partition by month order by started_at, workout_id) as n, month from w
    ),
    r as materialized (
        select b.at, row_number() over (order by b.started_at, b.exercise_id) as n
        from (
            select distinct t.started_at, t.started_at + make_interval(secs => t.seconds) as at, x.exercise_id
            from exercise_record x
            join workout_total t on t.tenant_id = :tenant and t.workout_id = x.workout_id
            where x.tenant_id = :tenant and x.member_id = :member
              and x.workout_id <> all ((select ids from odd)::uuid[])
        ) b
    ),
    tried as materialized (
        select distinct on (exercise_id) exercise_id, workout_id from exercise_total
        where tenant_id = :tenant and member_id = :member and sets > 0
          and workout_id <> all ((select ids from odd)::uuid[])
        order by exercise_id, started_at, workout_id
    ),
    e as materialized (
        select t.started_at + make_interval(secs => t.seconds) as at,
            row_number() over (order by t.started_at, x.exercise_id) as n
        from tried x join workout_total t on t.tenant_id = :tenant and t.workout_id = x.workout_id
    ),
    l as materialized (
        select d.family, o.finished_at as at, x.heaviest_kg / coalesce(o.body_weight_kg, (
            select b.value from body_metric b
            where b.tenant_id = :tenant and b.member_id = :member and b.kind = 'weight'
              and b.deleted_at is null and b.measured_at <= o.finished_at
            order by b.measured_at desc limit 1)) as n
        from unnest(:lifts, :lifted) as d (family, exercise_id)
        join exercise_total x on x.tenant_id = :tenant and x.member_id = :member
            and x.exercise_id = d.exercise_id
        join workout o on o.tenant_id = :tenant and o.id = x.workout_id
        where x.heaviest_kg is not null and x.workout_id <> all ((select ids from odd)::uuid[])
    )
    select 'met' as what, f.family as key, f.threshold as number, case f.family
            when 'workouts' then (select min(at) from w where n >= f.threshold)
            when 'volume' then (select min(at) from w where volume >= f.threshold)
            when 'month' then (select min(at) from m where n >= f.threshold)
            when 'records' then (select min(at) from r where n >= f.threshold)
            when 'exercises' then (select min(at) from e where n >= f.threshold)
            else (select min(at) from l where l.family = f.family and n >= f.threshold)
        end as at
    from unnest(:families, :thresholds) as f (family, threshold)
    union all select 'week', '', week, min(at) from w group by week
    union all select 'now', 'workouts', count(*), null from w
    union all select 'now', 'volume', coalesce(max(volume), 0), null from w
    union all select 'now', 'month', count(*), null from w where month = :this_month
    union all select 'now', 'records', count(*), null from r
    union all select 'now', 'exercises', count(*), null from e
    union all select 'now', family, max(n), null from l group by family
    """
).bindparams(
    bindparam("weeks", type_=ARRAY(DateTime(timezone=True))),
    bindparam("months", type_=ARRAY(DateTime(timezone=True))),
    bindparam("families", type_=ARRAY(String())),
    bindparam("thresholds", type_=ARRAY(Numeric())),
    bindparam("lifts", type_=ARRAY(String())),
    bindparam("lifted", type_=ARRAY(Uuid())),
)


@dataclass
class Attained:
    """When each rule was met, and what each family's figure is, in `zone` until a week or month ends."""

    zone: str
    until: datetime
    met: dict[str, datetime] = field(default_factory=dict)
    now: dict[str, float] = field(default_factory=dict)


async def attained(ctx: Context, member_id: UUID, zone: tzinfo) -> Attained:
    """Count a member's whole training; weeks and months are those of `zone`."""
    first = await ctx.db.execute(
        select(col(WorkoutTotal.started_at))
        .where(
            col(WorkoutTotal.tenant_id) == ctx.actor.tenant_id,
            col(WorkoutTotal.member_id) == member_id,
        )
        .order_by(col(WorkoutTotal.started_at))
        .limit(1)
    )
    since = min(first.scalar_one_or_none() or ctx.now, ctx.now)
    weeks = clock.week_starts(ctx.now, zone, (ctx.now - since).days // 7 + 2)
    *months, next_month = clock.months_between(
        since.astimezone(zone).date(), ctx.now.astimezone(zone).date(), zone
    )
    rules = [rule for rule in RULES if rule.family != "weeks"]
    rows = await ctx.db.execute(
        _FOUND,
        {
            "tenant": ctx.actor.tenant_id,
            "member": member_id,
            "weeks": weeks,
            "months": months,
            "this_month": len(months),
            "families": [rule.family for rule in rules],
            "thresholds": [Decimal(str(rule.threshold)) for rule in rules],
            "lifts": list(LIFTS),
            "lifted": [exercise_id(slug) for slug in LIFTS.values()],
        },
    )
    until = min(weeks[-1] + clock.WEEK, next_month)
    return _told(rows.all(), len(weeks), Attained(zone=str(zone), until=until))


def _told(rows: Any, weeks: int, found: Attained) -> Attained:
    trained = [Week(0, None)] * weeks
    for row in rows:
        match row.what:
            case "met" if row.at is not None:
                found.met[key_of(row.key, float(row.number))] = row.at
            case "week":
                trained[int(row.number) - 1] = Week(1, row.at)
            case "now":
                found.now[row.key] = float(row.number or 0)
    thresholds = next(family.thresholds for family in FAMILIES if family.key == "weeks")
    for threshold, at in weeks_met(trained, thresholds).items():
        found.met[key_of("weeks", threshold)] = at
    found.now["weeks"] = weekly_streak([week.workouts for week in trained]).current
    return found
