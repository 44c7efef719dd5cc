"""The tenants of the platform."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query

from rythm.access import Permission
from rythm.api.deps import CurrentContext, permits
from rythm.api.errors import documented
from rythm.core.errors import Conflict, Forbidden, Invalid, NotFound, Unauthenticated
from rythm.core.schema import Page
from rythm.identity import provisioning
from rythm.identity.provisioning import OpenedTenant, OpenTenant
from rythm.tenancy import queries, service
from rythm.tenancy.schemas import ChangeTenant, FindTenants, TenantRow

router = APIRouter(
    prefix="/tenants", tags=["tenants"], responses=documented(Unauthenticated, Forbidden, Invalid)
)
reads, manages = [permits(Permission.TENANT_READ)], [permits(Permission.TENANT_MANAGE)]


@router.get("", dependencies=reads)
async def tenants(which: Annotated[FindTenants, Query()], ctx: CurrentContext) -> Page[TenantRow]:
    """Every tenant for the platform's administrators; others find the one they stand in."""
    return await queries.tenants(ctx, **which.model_dump())


@router.get("/{tenant_id}", dependencies=reads, responses=documented(NotFound))
async def tenant(tenant_id: UUID, ctx: CurrentContext) -> TenantRow:
    """One tenant."""
    return await queries.tenant(ctx, tenant_id)


@router.post("", dependencies=manages, status_code=201, responses=documented(Conflict))
async def open_tenant(data: OpenTenant, ctx: CurrentContext) -> OpenedTenant:
    """Open a tenant together with its first administrator."""
    return await provisioning.open_tenant(ctx, data)


@router.patch("/{tenant_id}", dependencies=manages, responses=documented(NotFound))
async def change(tenant_id: UUID, data: ChangeTenant, ctx: CurrentContext) -> TenantRow:
    """Give a tenant another name or colour."""
    await service.update(ctx, tenant_id, data)
    return await queries.tenant(ctx, tenant_id)


@router.post("/{tenant_id}/suspend", dependencies=manages, responses=documented(NotFound))
async def suspend(tenant_id: UUID, ctx: CurrentContext) -> TenantRow:
    """Shut a tenant: nobody can sign in there, and its open sessions are refused."""
    await service.suspend(ctx, tenant_id)
    return await queries.tenant(ctx, tenant_id)


@router.post("/{tenant_id}/reactivate", dependencies=manages, responses=documented(NotFound))
async def reactivate(tenant_id: UUID, ctx: CurrentContext) -> TenantRow:
    """Open a suspended tenant again."""
    await service.reactivate(ctx, tenant_id)
    return await queries.tenant(ctx, tenant_id)
