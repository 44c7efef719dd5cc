"""Finds what members have achieved and notes it, once and for ever.

Training becomes totals when it commits (decision 17), so nothing can be known of a workout in the
transaction that ends it. What was achieved is noted as soon as the member looks, and otherwise by a job
within minutes; both come to the same, since the moment is taken from the training itself (decision 20).

Counting reads the whole history, so it is done once for each change: the figures are kept with the mark.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta, tzinfo
from typing import Any
from uuid import UUID

from sqlalchemy import and_, case, func, select, text
from sqlalchemy.dialects.postgresql import insert as upsert
from sqlmodel import col

from rythm import access
from rythm.access import Permission, Reach
from rythm.core import clock
from rythm.core.context import Context
from rythm.progress.achievements import DIGEST, FAMILIES, RULES
from rythm.progress.attained import Attained, attained
from rythm.progress.models import AchievementEarned, AchievementMark
from rythm.progress.schemas import Achievement, AchievementFamily, Achievements
from rythm.tenancy.equipment import Unit
from rythm.workouts.models import SyncCursor
from rythm.workouts.preferences import unit_column
from rythm.workouts.queries import require_member
from rythm.workouts.views import WorkoutDetail

FRESH = timedelta(days=7)
"""Who looks for the first time finds what they earned lately marked as new, and not all of years."""
SECOND = timedelta(seconds=1)
"""Totals keep how long a workout took to the second."""
AT_ONCE = 50
"""Members a job looks after in one transaction."""
_PLACE = {rule.key: place for place, rule in enumerate(RULES)}


@dataclass
class _Known:
    """What is noted of a member: the count of their changes now, how far we looked, what they earned."""

    revision: int
    mark: AchievementMark | None
    earned: dict[str, datetime] = field(default_factory=dict)
    noted: dict[str, datetime] = field(default_factory=dict)

    def figures(self, zone: tzinfo, now: datetime) -> dict[str, float] | None:
        """The kept figures, while they are those that counting anew would find."""
        mark = self.mark
        if mark is None or mark.until is None or now >= mark.until:
            return None
        by = (mark.revision, mark.rules, mark.zone)
        return mark.figures if by == (self.revision, DIGEST, str(zone)) else None

    @property
    def seen_at(self) -> datetime | None:
        return self.mark.seen_at if self.mark is not None else None

    @property
    def has_news(self) -> bool:
        """Whether looking makes a difference to what is new."""
        seen_at = self.seen_at
        return seen_at is None or any(noted_at > seen_at for noted_at in self.noted.values())

    def is_new(self, key: str, now: datetime) -> bool:
        """Whether it was noted since they looked; for who never did, earned lately."""
        if key not in self.earned:
            return False
        return self.noted[key] > self.seen_at if self.seen_at is not None else self.earned[key] > now - FRESH


async def achievements(
    ctx: Context, member_id: UUID | None = None, *, zone: tzinfo = UTC, seeing: bool = False
) -> Achievements:
    """What a member has achieved, and how far the next ones are; one's own are noted on the way.

    Weeks and months are those of `zone`; with `seeing` what is new is so for the last time. Raises NotFound
    for a member out of reach.
    """
    member = member_id or ctx.actor.person_id
    await require_member(ctx, member, Permission.WORKOUT_READ)
    known = await _known(ctx, member)
    figures = known.figures(zone, ctx.now)
    counted = await attained(ctx, member, zone) if figures is None else None
    if member == ctx.actor.user_id and await access.member_id(ctx) is not None:
        if counted is not None:
            await _note(ctx, member, counted, known, seeing=seeing)
        elif seeing and known.has_news:
            await seen(ctx)
    return _view(ctx, counted.now if counted is not None else figures or {}, known)


async def award(ctx: Context, member_id: UUID, *, zone: tzinfo | None = None) -> None:
    """Note what a member has achieved by now; raises Forbidden for somebody else's.

    Weeks and months are those of `zone`, else of where the member last looked.
    """
    own = member_id == ctx.actor.user_id
    access.require(ctx, Permission.WORKOUT_LOG, Reach.OWN if own else Reach.TENANT)
    known = await _known(ctx, member_id)
    zone = zone or clock.zone_named(known.mark.zone if known.mark else "")
    await _note(ctx, member_id, await attained(ctx, member_id, zone), known)


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
        statement = upsert(AchievementMark).values(**here, revision=-1, rules="", zone="", seen_at=ctx.now)
        await ctx.db.execute(
            statement.on_conflict_do_update(
                index_elements=["tenant_id", "member_id"], set_={"seen_at": ctx.now}
            )
        )


async def fresh(ctx: Context) -> list[str]:
    """The keys of what the caller achieved and has not seen, the latest and hardest first; counts nothing."""
    access.require(ctx, Permission.WORKOUT_LOG)
    seen_at = col(AchievementMark.seen_at)
    found = await ctx.db.execute(
        select(col(AchievementEarned.earned_at), col(AchievementEarned.key))
        .outerjoin(
            AchievementMark,
            (col(AchievementMark.tenant_id) == col(AchievementEarned.tenant_id))
            & (col(AchievementMark.member_id) == col(AchievementEarned.member_id)),
        )
        .where(
            col(AchievementEarned.tenant_id) == ctx.actor.tenant_id,
            col(AchievementEarned.member_id) == ctx.actor.person_id,
            case(
                (seen_at.is_(None), col(AchievementEarned.earned_at) > ctx.now - FRESH),
                else_=col(AchievementEarned.noted_at) > seen_at,
            ),
        )
    )
    rows = sorted(found.all(), key=lambda row: (row.earned_at, _PLACE.get(row.key, 0)), reverse=True)
    return [row.key for row in rows]


async def earned_in(ctx: Context, workout: WorkoutDetail) -> tuple[list[str], Unit]:
    """The keys of what a workout of the caller earned, as far as noted, and the unit to say it in."""
    access.require(ctx, Permission.WORKOUT_LOG)
    earned = select(col(AchievementEarned.key)).where(
        col(AchievementEarned.tenant_id) == ctx.actor.tenant_id,
        col(AchievementEarned.member_id) == ctx.actor.person_id,
        col(AchievementEarned.earned_at) >= workout.started_at,
        col(AchievementEarned.earned_at) < workout.finished_at + SECOND,
    )
    found = await ctx.db.execute(select(func.array(earned.scalar_subquery()), unit_column(ctx)))
    keys, unit = found.one()
    return sorted(keys, key=lambda key: _PLACE.get(key, 0)), unit


async def _known(ctx: Context, member_id: UUID) -> _Known:
    """Read before the training is: what changes meanwhile is then counted again the next time."""
    here, of = ctx.actor.tenant_id, member_id
    count = (
        select(col(SyncCursor.revision))
        .where(col(SyncCursor.tenant_id) == here, col(SyncCursor.member_id) == of)
        .scalar_subquery()
    )
    one = select(text("1 as one")).subquery()
    mark, earned = AchievementMark, AchievementEarned
    found = await ctx.db.execute(
        select(count, mark, col(earned.key), col(earned.earned_at), col(earned.noted_at))
        .select_from(one)
        .outerjoin(mark, and_(col(mark.tenant_id) == here, col(mark.member_id) == of))
        .outerjoin(earned, and_(col(earned.tenant_id) == here, col(earned.member_id) == of))
        .execution_options(populate_existing=True)
    )
    rows = found.all()
    known = _Known(rows[0][0] or 0, rows[0][1])
    for _, _, key, earned_at, noted_at in rows:
        if key is not None:
            known.earned[key], known.noted[key] = earned_at, noted_at
    return known


async def _note(
    ctx: Context, member_id: UUID, counted: Attained, known: _Known, *, seeing: bool = False
) -> None:
    """Add what is new, and keep the figures with the change and the rules they were counted by."""
    here = {"tenant_id": ctx.actor.tenant_id, "member_id": member_id}
    values: dict[str, Any] = {"revision": known.revision, "rules": DIGEST, "figures": counted.now}
    values |= {"zone": counted.zone, "until": counted.until}
    values |= {"seen_at": ctx.now} if seeing else {}
    statement = (
        upsert(AchievementMark)
        .values(**here, **values)
        .on_conflict_do_update(index_elements=["tenant_id", "member_id"], set_=values)
    )
    if new := {key: at for key, at in counted.met.items() if key not in known.earned}:
        rows = [here | {"key": key, "earned_at": at, "noted_at": ctx.now} for key, at in sorted(new.items())]
        statement = statement.add_cte(
            upsert(AchievementEarned).values(rows).on_conflict_do_nothing().cte("new")
        )
        known.earned |= new
        known.noted |= dict.fromkeys(new, ctx.now)
    await ctx.db.execute(statement)


def _view(ctx: Context, now: Mapping[str, float], known: _Known) -> Achievements:
    families = [
        AchievementFamily(
            key=family.key,
            now=now.get(family.key, 0),
            achievements=[
                Achievement(
                    key=rule.key,
                    threshold=rule.threshold,
                    earned_at=known.earned.get(rule.key),
                    is_new=known.is_new(rule.key, ctx.now),
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
