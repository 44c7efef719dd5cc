"""Takes away what has ended."""

import structlog

from rythm.core.actor import BySystem
from rythm.core.context import open_context
from rythm.identity import sessions

log = structlog.get_logger()


async def sweep_expired_sessions() -> int:
    """Delete browser sessions and refresh tokens that ended 30 days ago or earlier; says how many."""
    async with open_context(BySystem(None)) as ctx:
        swept = await sessions.sweep(ctx)
    log.info("sessions swept", count=swept)
    return swept
