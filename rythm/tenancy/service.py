"""Open tenants, rename them, suspend and reactivate them: for the platform's administrators."""

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlmodel import col

from rythm import access
from rythm.access import Permission, Reach
from rythm.core.context import Context
from rythm.core.errors import Conflict, Invalid, NotFound
from rythm.tenancy.models import Organisation, Tenant
from rythm.tenancy.rules import text_on
from rythm.tenancy.schemas import Branding, ChangeTenant, CreateTenant


class SlugTaken(Conflict):
    """Another tenant has this slug."""

    message = "There is a tenant of this short name already."


async def create(ctx: Context, data: CreateTenant) -> Tenant:
    """Add a tenant without people; raises Forbidden, SlugTaken, and Invalid for an unknown organisation."""
    access.require(ctx, Permission.TENANT_MANAGE, Reach.PLATFORM)
    tenant = Tenant(
        organisation_id=await _organisation(ctx, data),
        slug=data.slug,
        name=data.name,
        branding=_colours(data),
        created_at=ctx.now,
    )
    ctx.db.add(tenant)
    try:
        await ctx.db.flush()
    except IntegrityError as error:
        if "uq_tenant_slug" in str(error.orig):
            raise SlugTaken(fields={"slug": "This short name is in use."}) from None
        raise
    return tenant


async def update(ctx: Context, tenant_id: UUID, data: ChangeTenant) -> Tenant:
    """Change a tenant's name and colours as far as they are given."""
    tenant = await _managed(ctx, tenant_id)
    tenant.name = data.name or tenant.name
    tenant.branding = {**tenant.branding, **_colours(data)}
    await ctx.db.flush()
    return tenant


async def suspend(ctx: Context, tenant_id: UUID) -> Tenant:
    """Shut a tenant: nobody can sign in there, and its open sessions are refused at their next request."""
    tenant = await _managed(ctx, tenant_id)
    tenant.status = "suspended"
    await ctx.db.flush()
    return tenant


async def reactivate(ctx: Context, tenant_id: UUID) -> Tenant:
    """Open a suspended tenant again; sessions that have not expired go on."""
    tenant = await _managed(ctx, tenant_id)
    tenant.status = "active"
    await ctx.db.flush()
    return tenant


async def _organisation(ctx: Context, data: CreateTenant) -> UUID:
    if data.organisation_id is not None:
        if await ctx.db.get(Organisation, data.organisation_id) is None:
            raise Invalid(fields={"organisation_id": "This organisation does not exist."})
        return data.organisation_id
    organisation = Organisation(name=data.organisation_name or data.name, created_at=ctx.now)
    ctx.db.add(organisation)
    await ctx.db.flush()
    return organisation.id


def _colours(data: Branding) -> dict[str, str]:
    if data.brand is None:
        return {}
    return {"brand": data.brand, "on_brand": data.on_brand or text_on(data.brand)}


async def _managed(ctx: Context, tenant_id: UUID) -> Tenant:
    access.require(ctx, Permission.TENANT_MANAGE, Reach.PLATFORM)
    found = await ctx.db.execute(select(Tenant).where(col(Tenant.id) == tenant_id).with_for_update())
    tenant = found.scalar_one_or_none()
    if tenant is None:
        raise NotFound
    return tenant
