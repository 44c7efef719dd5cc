"""How many workouts a week a coach and their client agreed on, with every change and the day it began."""

from datetime import UTC, date, timedelta, tzinfo
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert
from sqlmodel import col

from rythm import access
from rythm.access import Permission
from rythm.coaching.compliance import EARLIEST, USUAL_UNKNOWN
from rythm.coaching.gathering import clients_with_figures
from rythm.coaching.models import Agreement
from rythm.coaching.people import require_client
from rythm.coaching.roster import terms_of
from rythm.coaching.views import AgreementView
from rythm.core.context import Context
from rythm.core.errors import Invalid, NotFound
from rythm.core.ids import uuid7

FURTHEST = timedelta(days=366)


async def agreements(ctx: Context, member_id: UUID) -> list[AgreementView]:
    """What was agreed with a client, the latest first."""
    await require_client(ctx, member_id, Permission.CLIENT_READ)
    return await _kept(ctx, member_id)


async def agree(
    ctx: Context, member_id: UUID, per_week: int, starts_on: date, *, zone: tzinfo = UTC
) -> list[AgreementView]:
    """Agree on so many workouts a week from a day on; what held before stays for the days before.

    The first time, what they usually did is kept for all days before (from EARLIEST). Raises Invalid for a
    day too far away.
    """
    access.require(ctx, Permission.CLIENT_MANAGE)
    today = ctx.now.astimezone(zone).date()
    if not EARLIEST <= starts_on <= today + FURTHEST:
        raise Invalid(fields={"starts_on": "Choose a day of the past, or of the year to come."})
    found = await clients_with_figures(ctx, zone, member_id)
    if not found:
        raise NotFound
    terms = terms_of(found[0], ctx.now, zone)
    if not terms.agreements and starts_on > EARLIEST:
        await _keep(ctx, member_id, EARLIEST, terms.usual or USUAL_UNKNOWN)
    await _keep(ctx, member_id, starts_on, per_week)
    return await _kept(ctx, member_id)


async def _kept(ctx: Context, member_id: UUID) -> list[AgreementView]:
    found = await ctx.db.execute(
        select(Agreement)
        .where(access.within(ctx, Agreement, Permission.CLIENT_READ), col(Agreement.member_id) == member_id)
        .order_by(col(Agreement.starts_on).desc())
        .execution_options(populate_existing=True)
    )
    return [AgreementView.model_validate(row) for row in found.scalars()]


async def _keep(ctx: Context, member_id: UUID, starts_on: date, per_week: int) -> None:
    await ctx.db.execute(
        insert(Agreement)
        .values(
            id=uuid7(), created_at=ctx.now, tenant_id=ctx.actor.tenant_id, member_id=member_id,
            starts_on=starts_on, per_week=per_week,
        )
        .on_conflict_do_update(
            index_elements=["tenant_id", "member_id", "starts_on"], set_={"per_week": per_week}
        )
    )  # fmt: skip
