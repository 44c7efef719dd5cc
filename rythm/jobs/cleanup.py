"""Takes away what has ended."""

import structlog

from rythm.belongings.arrivals import forget_old_files
from rythm.coaching import notes
from rythm.community import comments
from rythm.core.actor import BySystem
from rythm.core.context import open_context
from rythm.identity import sessions
from rythm.jobs.tenants import in_each_tenant
from rythm.workouts.trimming import forget_operations

log = structlog.get_logger()


async def sweep_expired_sessions() -> int:
    """Delete browser sessions and refresh tokens that ended 30 days ago or earlier; says how many."""
    async with open_context(BySystem(None)) as ctx:
        swept = await sessions.sweep(ctx)
    log.info("sessions swept", count=swept)
    return swept


async def forget_deleted_comments() -> int:
    """Delete for good what people deleted of their comments 30 days ago or earlier; says how many."""
    forgotten = await in_each_tenant(comments.forget_deleted)
    log.info("comments forgotten", count=forgotten)
    return forgotten


async def forget_old_operations() -> int:
    """Delete what phones sent 90 days ago or earlier from the log of operations; says how many."""
    forgotten = await in_each_tenant(forget_operations)
    log.info("operations forgotten", count=forgotten)
    return forgotten


async def forget_deleted_notes() -> int:
    """Delete coaches' notes for good that were deleted a day ago or earlier; says how many."""
    forgotten = await in_each_tenant(notes.forget_deleted)
    log.info("notes forgotten", count=forgotten)
    return forgotten


async def forget_import_files() -> int:
    """Delete the files that were to be imported a day ago or earlier; says how many."""
    forgotten = await in_each_tenant(forget_old_files)
    log.info("import files forgotten", count=forgotten)
    return forgotten
