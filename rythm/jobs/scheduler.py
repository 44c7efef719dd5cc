"""Which jobs run when: one table."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import timedelta

from apscheduler.schedulers.asyncio import AsyncIOScheduler
from apscheduler.triggers.base import BaseTrigger
from apscheduler.triggers.cron import CronTrigger

from rythm.jobs.achievements import award_achievements
from rythm.jobs.cleanup import (
    forget_deleted_comments,
    forget_deleted_notes,
    forget_import_files,
    forget_old_operations,
    sweep_expired_sessions,
)
from rythm.jobs.leaving import forget_leavers


@dataclass(frozen=True, slots=True)
class Job:
    """A function without arguments, and when it runs (UTC)."""

    id: str
    trigger: BaseTrigger
    run: Callable[[], Awaitable[object]]


JOBS: tuple[Job, ...] = (
    Job("sweep_expired_sessions", CronTrigger(minute=17, timezone="UTC"), sweep_expired_sessions),
    Job("forget_old_operations", CronTrigger(hour=3, minute=41, timezone="UTC"), forget_old_operations),
    Job("award_achievements", CronTrigger(minute="*/5", timezone="UTC"), award_achievements),
    Job("forget_deleted_notes", CronTrigger(minute=53, timezone="UTC"), forget_deleted_notes),
    Job("forget_import_files", CronTrigger(minute=53, timezone="UTC"), forget_import_files),
    Job("forget_deleted_comments", CronTrigger(hour=3, minute=53, timezone="UTC"), forget_deleted_comments),
    Job("forget_leavers", CronTrigger(minute=29, timezone="UTC"), forget_leavers),
)


def create_scheduler() -> AsyncIOScheduler:
    """A scheduler with every job; one that was missed runs once, and never beside itself."""
    scheduler = AsyncIOScheduler(timezone="UTC")
    for job in JOBS:
        scheduler.add_job(
            job.run,
            job.trigger,
            id=job.id,
            coalesce=True,
            max_instances=1,
            misfire_grace_time=round(timedelta(hours=1).total_seconds()),
        )
    return scheduler
