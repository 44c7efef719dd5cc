"""Forgets the people who asked for it, two weeks later."""

import structlog

from rythm.belongings.erasing import erase_leavers
from rythm.core.actor import BySystem
from rythm.core.context import open_context
from rythm.identity import leaving
from rythm.jobs.tenants import in_each_tenant

log = structlog.get_logger()


async def forget_leavers() -> int:
    """Erase whoever's time has come from each gym, and then from the platform; says how many people went.

    Where a gym fails, the others are done, and the person stays until the job succeeds there.
    """
    try:
        erased = await in_each_tenant(erase_leavers)
    finally:
        async with open_context(BySystem(None)) as ctx:
            forgotten = await leaving.forget(ctx)
    log.info("people forgotten", count=forgotten, memberships=erased)
    return forgotten
