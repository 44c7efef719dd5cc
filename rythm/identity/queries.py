"""Who am I, my sessions, and the people of a tenant."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, RowMapping, Select, and_, func, or_, select, text
from sqlalchemy.dialects.postgresql import aggregate_order_by
from sqlalchemy.orm import aliased
from sqlmodel import col

from rythm import access
from rythm.access import Permission
from rythm.access.models import CoachAssignment, Membership
from rythm.core.actor import Role
from rythm.core.context import BRAND, ON_BRAND, Context
from rythm.core.errors import NotFound
from rythm.core.schema import Page, decode_cursor, encode_cursor
from rythm.identity.models import BrowserSession, User
from rythm.identity.rules import HOMES
from rythm.identity.schemas import Me, PersonRef, Seat, SessionRow, TenantBrand, UserRow


async def me(ctx: Context, moving_to: UUID | None = None) -> Me:
    """The person behind this context, where they stand (or are about to) and where else they may."""
    actor = ctx.actor
    seats = (await ctx.db.execute(text("select * from app.my_tenants() limit 200"))).mappings().all()
    leaving = await ctx.db.execute(select(col(User.leaves_at)).where(col(User.id) == actor.person_id))
    there = next((seat for seat in seats if seat["tenant_id"] == moving_to), None)
    role = Role(there["role"]) if there else actor.role
    return Me(
        home=HOMES[role],
        user=PersonRef(id=actor.person_id, name=actor.name, email=actor.email, role=role),
        tenant=_brand(there) if there else TenantBrand.model_validate(actor.tenant) if actor.tenant else None,
        memberships=[Seat.model_validate(dict(seat)) for seat in seats],
        leaves_at=leaving.scalar_one(),
    )


def _brand(seat: RowMapping) -> TenantBrand:
    brand = {"brand": BRAND, "on_brand": ON_BRAND} | (seat["branding"] or {})
    return TenantBrand.model_validate({**seat, **brand, "id": seat["tenant_id"]})


async def sessions(ctx: Context) -> list[SessionRow]:
    """My signed-in browsers, this one first."""
    access.require(ctx, Permission.ACCOUNT_MANAGE)
    found = await ctx.db.execute(
        select(BrowserSession)
        .where(
            col(BrowserSession.user_id) == ctx.actor.person_id,
            col(BrowserSession.revoked_at).is_(None),
            col(BrowserSession.expires_at) > ctx.now,
        )
        .order_by(col(BrowserSession.last_seen_at).desc())
    )
    rows = [
        SessionRow(
            id=row.id,
            device=row.device,
            address=row.address,
            created_at=row.created_at,
            last_seen_at=row.last_seen_at,
            is_current=row.id == ctx.actor.session_id,
        )
        for row in found.scalars()
    ]
    return sorted(rows, key=lambda row: not row.is_current)


@dataclass(frozen=True, slots=True)
class People:
    """Which people: part of a name or address, a role, `active` or `disabled`."""

    search: str = ""
    role: str = ""
    status: str = ""


async def users(ctx: Context, which: People, *, limit: int = 50, cursor: str | None = None) -> Page[UserRow]:
    """The people of the tenant by name, a page at a time."""
    access.require(ctx, Permission.USER_READ)
    key = func.lower(col(User.name))
    statement = _people(ctx).add_columns(key.label("key"))
    if which.search.strip():
        pattern = f"%{_escaped(which.search.strip().lower())}%"
        statement = statement.where(or_(key.like(pattern), col(User.email).like(pattern)))
    if which.role:
        statement = statement.where(col(Membership.role) == which.role)
    if which.status:
        disabled = col(Membership.disabled_at)
        statement = statement.where(
            disabled.is_not(None) if which.status == "disabled" else disabled.is_(None)
        )
    if cursor:
        name, id = decode_cursor(cursor, str, UUID)
        statement = statement.where(or_(key > name, and_(key == name, col(User.id) > id)))
    found = (await ctx.db.execute(statement.order_by(key, col(User.id)).limit(limit + 1))).mappings().all()
    last = found[limit - 1] if len(found) > limit else None
    return Page(
        items=[UserRow.model_validate(dict(row)) for row in found[:limit]],
        next_cursor=encode_cursor(last["key"], last["id"]) if last else None,
    )


async def user(ctx: Context, user_id: UUID) -> UserRow:
    """One person of the tenant; raises NotFound."""
    found = await ctx.db.execute(_people(ctx).where(col(User.id) == user_id))
    row = found.mappings().one_or_none()
    if row is None:
        raise NotFound
    return UserRow.model_validate(dict(row))


async def count_by_role(ctx: Context) -> dict[str, int]:
    """How many active people of each role the tenant has."""
    access.require(ctx, Permission.USER_READ)
    found = await ctx.db.execute(
        select(col(Membership.role), func.count().label("people"))
        .where(access.within(ctx, Membership, Permission.USER_READ), col(Membership.disabled_at).is_(None))
        .group_by(col(Membership.role))
    )
    return {str(role): int(count) for role, count in found.all()}


def _people(ctx: Context) -> Select[Any]:
    coach = aliased(User)
    return (
        select(
            col(User.id),
            col(User.email),
            col(User.name),
            col(Membership.role),
            col(Membership.disabled_at),
            col(Membership.created_at),
            _of_coaches(coach, coach.name).label("coaches"),
            _of_coaches(coach, coach.id).label("coach_ids"),
        )
        .join(Membership, col(Membership.user_id) == col(User.id))
        .where(access.within(ctx, Membership, Permission.USER_READ))
    )


def _of_coaches(coach: type[User], what: Any) -> ColumnElement[Any]:
    """Something of each coach of the member in this row, in the order in which they were assigned."""
    found = (
        select(func.array_agg(aggregate_order_by(what, col(CoachAssignment.created_at))))
        .join(CoachAssignment, col(CoachAssignment.coach_id) == coach.id)
        .where(
            col(CoachAssignment.tenant_id) == col(Membership.tenant_id),
            col(CoachAssignment.member_id) == col(Membership.user_id),
        )
        .correlate(Membership)
        .scalar_subquery()
    )
    return func.coalesce(found, text("'{}'"))


def _escaped(pattern: str) -> str:
    return pattern.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
