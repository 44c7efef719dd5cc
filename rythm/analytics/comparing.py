"""The gyms of an organisation side by side, for who owns them.

The tenant wall knows one gym for each transaction and does not move for an owner (decision 0003), so each gym
is read in a transaction of its own that PostgreSQL lets in, or not, by the caller's membership.
"""

from asyncio import Semaphore
from uuid import UUID

from sqlalchemy import text

from rythm import access
from rythm.access import Permission, Reach
from rythm.analytics.queries import days, retention
from rythm.analytics.rules import Period
from rythm.analytics.schemas import GymCounts
from rythm.core.actor import ByMembership, TenantRef
from rythm.core.context import Context, open_context
from rythm.core.errors import TooManyRequests, Unauthenticated

AT_ONCE = 3
"""So many comparisons run at once in a process: each holds a connection while it waits for a second one."""

MOST = 100

_places = Semaphore(AT_ONCE)


_OWNED = text(
    """
    select mine.tenant_id from app.my_tenants() mine left join tenant on tenant.id = mine.tenant_id
    where mine.role in ('org_admin', 'system_admin')
      and coalesce(tenant.organisation_id, :organisation) = :organisation
    order by lower(mine.name), mine.tenant_id limit :most
    """
)


async def gyms(ctx: Context, period: Period) -> list[GymCounts]:
    """What each gym of the caller's organisation comes to, by name; Forbidden for whoever owns none.

    Three statements a gym. Raises TooManyRequests when others do it at the same time.
    """
    access.require(ctx, Permission.ANALYTICS_READ, Reach.ORGANISATION)
    here = ctx.actor.tenant
    if here is None:
        return []
    asked = {"organisation": here.organisation_id, "most": MOST}
    owned = (await ctx.db.execute(_OWNED, asked)).scalars().all()
    if _places.locked():
        raise TooManyRequests(2, "Several comparisons are running: try again in a moment.")
    async with _places:
        each = [await _gym(ctx, here, tenant_id, period) for tenant_id in owned]
    return [gym for gym in each if gym is not None]


async def _gym(ctx: Context, here: TenantRef, tenant_id: UUID, period: Period) -> GymCounts | None:
    """One gym, entered as the caller; None where they are no owner or that belongs to somebody else."""
    try:
        async with open_context(ByMembership(ctx.actor.person_id, tenant_id), now=ctx.now) as there:
            granted = access.reach(there.actor.role, Permission.ANALYTICS_READ)
            tenant = there.actor.tenant
            if granted is None or granted < Reach.ORGANISATION or tenant is None:
                return None
            if tenant.organisation_id != here.organisation_id:
                return None
            _, total, _ = await days(there, period)
            kept, members, _ = await retention(there, period)
    except Unauthenticated:
        return None  # they lost it, or it was shut, a moment ago
    return GymCounts(
        id=tenant.id,
        name=tenant.name,
        members=members,
        active=total.active,
        workouts=total.workouts,
        sets=total.sets,
        kept=kept.kept,
        could=kept.could,
    )
