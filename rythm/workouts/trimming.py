"""Forgets the operations of phones that nobody will send again."""

from datetime import timedelta
from uuid import UUID

from sqlalchemy import delete, select
from sqlmodel import col

from rythm import access
from rythm.access import Permission, Reach
from rythm.core.context import Context
from rythm.workouts.models import SyncOperation

REMEMBERED = timedelta(days=90)
"""For so long an operation that comes again is known by its id, and losers of a conflict can be looked up.

Later it is applied anew, which is as harmless: the clocks of its row still say that it was applied, or that
something later was.
"""
BATCH = 5_000


async def forget_operations(ctx: Context) -> int:
    """Delete one batch of this tenant's oldest operations, as far as they are too old; says how many."""
    access.require(ctx, Permission.TENANT_MANAGE, Reach.PLATFORM)
    # Their ids were made by the server and begin with the time: the primary key finds the oldest.
    before = UUID(int=round((ctx.now - REMEMBERED).timestamp() * 1000) << 80)
    here = col(SyncOperation.tenant_id) == ctx.actor.tenant_id
    oldest = (
        select(col(SyncOperation.id))
        .where(here, col(SyncOperation.id) < before)
        .order_by(col(SyncOperation.id))
        .limit(BATCH)
    )
    gone = await ctx.db.execute(
        delete(SyncOperation)
        .where(here, col(SyncOperation.id).in_(oldest))
        .returning(col(SyncOperation.id))
        .execution_options(synchronize_session=False)
    )
    return len(gone.all())
