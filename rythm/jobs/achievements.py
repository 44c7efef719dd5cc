"""Notes what members have achieved, without their having to look."""

import structlog

from rythm.jobs.tenants import in_each_tenant
from rythm.progress.achieving import award_some

log = structlog.get_logger()


async def award_achievements() -> int:
    """Look after everybody whose training changed since the last time; says how many members that were."""
    members = await in_each_tenant(award_some)
    log.info("achievements awarded", members=members)
    return members
