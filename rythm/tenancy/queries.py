"""The tenants of the platform, and one of them."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Row, Select, func, literal, or_, select, text, true, tuple_
from sqlmodel import col

from rythm import access
from rythm.access import Permission, Reach
from rythm.core.context import Context
from rythm.core.errors import NotFound
from rythm.core.schema import Page, decode_cursor, encode_cursor
from rythm.tenancy.models import Organisation, Tenant
from rythm.tenancy.schemas import TenantRow

Line = Row[*tuple[Any, ...]]


async def tenants(
    ctx: Context, *, search: str = "", status: str = "", limit: int = 50, cursor: str | None = None
) -> Page[TenantRow]:
    """The platform's tenants by name, a page at a time; others find only the one they stand in."""
    access.require(ctx, Permission.TENANT_READ)
    name = func.lower(col(Tenant.name))
    statement = _rows(ctx).add_columns(name.label("key"))
    if search.strip():
        part = search.strip().lower()
        places = (name, col(Tenant.slug), func.lower(col(Organisation.name)))
        statement = statement.where(or_(*(place.contains(part, autoescape=True) for place in places)))
    if status:
        statement = statement.where(col(Tenant.status) == status)
    if cursor:
        after = (literal(part) for part in decode_cursor(cursor, str, UUID))
        statement = statement.where(tuple_(name, col(Tenant.id)) > tuple_(*after))
    found = (await ctx.db.execute(statement.order_by(name, col(Tenant.id)).limit(limit + 1))).all()
    last = found[limit - 1] if len(found) > limit else None
    return Page(
        items=await _with_people(ctx, found[:limit]),
        next_cursor=encode_cursor(last.key, last.id) if last else None,
    )


async def tenant(ctx: Context, tenant_id: UUID) -> TenantRow:
    """One tenant; raises NotFound."""
    access.require(ctx, Permission.TENANT_READ)
    found = await ctx.db.execute(_rows(ctx).where(col(Tenant.id) == tenant_id))
    rows = await _with_people(ctx, found.all())
    if not rows:
        raise NotFound
    return rows[0]


async def every(ctx: Context) -> list[UUID]:
    """The id of every tenant, suspended ones too; for the platform's jobs."""
    access.require(ctx, Permission.TENANT_MANAGE, Reach.PLATFORM)
    return list((await ctx.db.execute(select(col(Tenant.id)).order_by(col(Tenant.id)))).scalars())


def _rows(ctx: Context) -> Select[*tuple[Any, ...]]:
    return (
        select(
            col(Tenant.id),
            col(Tenant.slug),
            col(Tenant.name),
            col(Tenant.status),
            col(Organisation.name).label("organisation"),
            col(Tenant.created_at),
        )
        .join(Organisation, col(Organisation.id) == col(Tenant.organisation_id))
        .where(_reached(ctx))
    )


def _reached(ctx: Context) -> ColumnElement[bool]:
    if access.reach(ctx.actor.role, Permission.TENANT_READ) is Reach.PLATFORM:
        return true()
    return col(Tenant.id) == ctx.actor.tenant_id


async def _with_people(ctx: Context, found: Sequence[Line]) -> list[TenantRow]:
    """Count across tenants, which the wall leaves to a function of its own."""
    counts = await ctx.db.execute(
        text("select tenant_id, people from app.count_people(:tenants)"),
        {"tenants": [row.id for row in found]},
    )
    people = {row.tenant_id: row.people for row in counts}
    return [TenantRow.model_validate({**row._mapping, "people": people.get(row.id, 0)}) for row in found]
