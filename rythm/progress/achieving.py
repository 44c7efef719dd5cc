"""Finds what members have achieved and notes it, once and for ever.

Training becomes totals when it commits (decision 17), so nothing can be known of a workout in the
transaction that ends it. What was achieved is noted as soon as the member looks, and otherwise by a job
within minutes; both come to the same, since the moment is taken from the training itself (decision 20).
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta, tzinfo
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import ARRAY, DateTime, Numeric, String, Uuid, bindparam, select, text
from sqlalchemy.dialects.postgresql import insert as upsert
from sqlmodel import col

from rythm import access
from rythm.access import Permission, Reach
from rythm.core import clock
from rythm.core.context import Context
from rythm.exercises.catalogue import exercise_id
from rythm.progress.achievements import DIGEST, FAMILIES, LIFTS, RULES, Week, key_of, weeks_met
from rythm.progress.models import AchievementEarned, AchievementMark
from rythm.progress.schemas import Achievement, AchievementFamily, Achievements
from rythm.progress.streaks import weekly_streak
from rythm.workouts.models import SyncCursor, WorkoutTotal
from rythm.workouts.queries import require_member

FRESH = timedelta(days=7)
"""Who looks for the first time finds what they earned lately marked as new, and not all of years."""
AT_ONCE = 50
"""Members a job looks after in one transaction."""

# Workouts with a value that awaits a look (an import's) count for nothing until somebody has looked.
_FOUND = text(
    """
    with odd as materialized (
        select coalesce(array_agg(f.workout_id), '{}') as ids from import_flag f
        where f.tenant_id = :tenant and f.member_id = :member and f.reviewed_at is null
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
        end as at, null::timestamptz as noted_at
    from unnest(:families, :thresholds) as f (family, threshold)
    union all select 'week', '', week, min(at), null from w group by week
    union all select 'now', 'workouts', count(*), null, null from w
    union all select 'now', 'volume', coalesce(max(volume), 0), null, null from w
    union all select 'now', 'month', count(*), null, null from w where month = :this_month
    union all select 'now', 'records', count(*), null, null from r
    union all select 'now', 'exercises', count(*), null, null from e
    union all select 'now', family, max(n), null, null from l group by family
    union all
    select 'earned', key, 0, earned_at, noted_at from achievement_earned
    where tenant_id = :tenant and member_id = :member
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
class _Found:
    """What the training of a member came to: when each rule was met, how things stand, what is noted."""

    met: dict[str, datetime] = field(default_factory=dict)
    now: dict[str, float] = field(default_factory=dict)
    earned: dict[str, datetime] = field(default_factory=dict)
    noted: dict[str, datetime] = field(default_factory=dict)


async def achievements(
    ctx: Context, member_id: UUID | None = None, *, zone: tzinfo = UTC, seeing: bool = False
) -> Achievements:
    """What a member has achieved, and how far the next ones are; one's own are noted on the way.

    Weeks and months are those of `zone`; with `seeing` what is new is so for the last time. Raises NotFound
    for a member out of reach.
    """
    member = member_id or ctx.actor.person_id
    await require_member(ctx, member, Permission.WORKOUT_READ)
    mark, revision, first_at = await _mark(ctx, member)
    found = await _find(ctx, member, first_at, zone)
    if member == ctx.actor.user_id and await access.member_id(ctx) is not None:
        await _note(ctx, member, found, mark, revision, seeing=seeing)
    return _view(ctx, found, mark)


async def award(ctx: Context, member_id: UUID, *, zone: tzinfo = UTC) -> None:
    """Note what a member has achieved by now; raises Forbidden for somebody else's."""
    own = member_id == ctx.actor.user_id
    access.require(ctx, Permission.WORKOUT_LOG, Reach.OWN if own else Reach.TENANT)
    mark, revision, first_at = await _mark(ctx, member_id)
    await _note(ctx, member_id, await _find(ctx, member_id, first_at, zone), mark, revision)


async def award_some(ctx: Context) -> int:
    """Look after members whose training changed since, or who were judged by other rules; says how many."""
    access.require(ctx, Permission.WORKOUT_LOG, Reach.TENANT)
    found = await ctx.db.execute(
        select(col(SyncCursor.member_id))
        .outerjoin(
            AchievementMark,
            (col(AchievementMark.tenant_id) == col(SyncCursor.tenant_id))
            & (col(AchievementMark.member_id) == col(SyncCursor.member_id)),
        )
        .where(
            col(SyncCursor.tenant_id) == ctx.actor.tenant_id,
            col(AchievementMark.revision).is_distinct_from(col(SyncCursor.revision))
            | col(AchievementMark.rules).is_distinct_from(DIGEST),
        )
        .order_by(col(SyncCursor.member_id))
        .limit(AT_ONCE)
    )
    members = list(found.scalars())
    for member in members:
        await award(ctx, member)
    return len(members)


async def seen(ctx: Context) -> None:
    """The caller has looked at what they achieved: nothing of it is new any more."""
    access.require(ctx, Permission.WORKOUT_LOG)
    if await access.member_id(ctx) is not None:
        here = {"tenant_id": ctx.actor.tenant_id, "member_id": ctx.actor.person_id}
        statement = upsert(AchievementMark).values(**here, revision=-1, rules="", seen_at=ctx.now)
        await ctx.db.execute(
            statement.on_conflict_do_update(
                index_elements=["tenant_id", "member_id"], set_={"seen_at": ctx.now}
            )
        )


async def _mark(ctx: Context, member_id: UUID) -> tuple[AchievementMark | None, int, datetime]:
    """How far we looked, the count of the member's changes now, and when they began to train."""
    here, of = ctx.actor.tenant_id, member_id
    first = (
        select(col(WorkoutTotal.started_at))
        .where(col(WorkoutTotal.tenant_id) == here, col(WorkoutTotal.member_id) == of)
        .order_by(col(WorkoutTotal.started_at))
        .limit(1)
        .scalar_subquery()
    )
    count = (
        select(col(SyncCursor.revision))
        .where(col(SyncCursor.tenant_id) == here, col(SyncCursor.member_id) == of)
        .scalar_subquery()
    )
    one = select(text("1 as one")).subquery()
    found = await ctx.db.execute(
        select(count, first, AchievementMark)
        .select_from(one)
        .outerjoin(
            AchievementMark,
            (col(AchievementMark.tenant_id) == here) & (col(AchievementMark.member_id) == of),
        )
    )
    revision, first_at, mark = found.one()
    return mark, revision or 0, first_at or ctx.now


async def _find(ctx: Context, member_id: UUID, first_at: datetime, zone: tzinfo) -> _Found:
    since = min(first_at, ctx.now)
    weeks = clock.week_starts(ctx.now, zone, (ctx.now - since).days // 7 + 2)
    months = clock.month_starts(since, ctx.now, zone)
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
    return _told(rows.all(), len(weeks))


def _told(rows: Any, weeks: int) -> _Found:
    found = _Found()
    trained = [Week(0, None)] * weeks
    for row in rows:
        match row.what:
            case "met" if row.at is not None:
                found.met[key_of(row.key, float(row.number))] = row.at
            case "week":
                trained[int(row.number) - 1] = Week(1, row.at)
            case "now":
                found.now[row.key] = float(row.number or 0)
            case "earned":
                found.earned[row.key], found.noted[row.key] = row.at, row.noted_at
    thresholds = next(family.thresholds for family in FAMILIES if family.key == "weeks")
    for threshold, at in weeks_met(trained, thresholds).items():
        found.met[key_of("weeks", threshold)] = at
    found.now["weeks"] = weekly_streak([week.workouts for week in trained]).current
    return found


async def _note(
    ctx: Context,
    member_id: UUID,
    found: _Found,
    mark: AchievementMark | None,
    revision: int,
    *,
    seeing: bool = False,
) -> None:
    here = {"tenant_id": ctx.actor.tenant_id, "member_id": member_id}
    if new := {key: at for key, at in found.met.items() if key not in found.earned}:
        rows = [here | {"key": key, "earned_at": at, "noted_at": ctx.now} for key, at in sorted(new.items())]
        await ctx.db.execute(upsert(AchievementEarned).values(rows).on_conflict_do_nothing())
        found.earned |= new
        found.noted |= dict.fromkeys(new, ctx.now)
    if seeing or mark is None or (mark.revision, mark.rules) != (revision, DIGEST):
        values: dict[str, Any] = {"revision": revision, "rules": DIGEST}
        values |= {"seen_at": ctx.now} if seeing else {}
        statement = upsert(AchievementMark).values(**here, **values)
        await ctx.db.execute(
            statement.on_conflict_do_update(index_elements=["tenant_id", "member_id"], set_=values)
        )


def _view(ctx: Context, found: _Found, mark: AchievementMark | None) -> Achievements:
    seen_at = mark.seen_at if mark is not None else None
    families = [
        AchievementFamily(
            key=family.key,
            now=found.now.get(family.key, 0),
            achievements=[
                Achievement(
                    key=rule.key,
                    threshold=rule.threshold,
                    earned_at=found.earned.get(rule.key),
                    is_new=_is_new(rule.key, found.earned, found.noted, seen_at, ctx.now),
                )
                for rule in RULES
                if rule.family == family.key
            ],
        )
        for family in FAMILIES
    ]
    return Achievements(
        earned=sum(one.earned_at is not None for family in families for one in family.achievements),
        of=len(RULES),
        families=families,
    )


def _is_new(
    key: str,
    earned: Mapping[str, datetime],
    noted: Mapping[str, datetime],
    seen_at: datetime | None,
    now: datetime,
) -> bool:
    if key not in earned:
        return False
    return noted[key] > seen_at if seen_at is not None else earned[key] > now - FRESH
