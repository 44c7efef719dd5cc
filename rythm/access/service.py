"""The access gate: whether a caller may, which rows they reach, and fetching a row with the check inside."""

from typing import Any, TypeVar
from uuid import UUID

from sqlalchemy import ColumnElement, false, literal, or_, select, true
from sqlmodel import SQLModel, col

from rythm.access.models import CoachAssignment, Membership
from rythm.access.permissions import Permission, Reach, reach
from rythm.core.actor import Role
from rythm.core.context import Context
from rythm.core.errors import Forbidden, NotFound
from rythm.core.model import Shared

Model = TypeVar("Model", bound=SQLModel)

READS_SHARED = frozenset({Permission.EXERCISE_READ, Permission.TEMPLATE_READ})
"""Reading these includes what is shared: system scope with everyone, tenant scope with its tenant."""


def require(ctx: Context, permission: Permission, at_least: Reach = Reach.OWN) -> None:
    """Raise Forbidden unless the caller's permission carries this far; for creating and for whole pages."""
    granted = reach(ctx.actor.role, permission)
    if granted is None or granted < at_least:
        raise Forbidden


def within(ctx: Context, model: type[SQLModel], permission: Permission) -> ColumnElement[bool]:
    """The condition that keeps a list to the rows the caller's permission reaches."""
    granted = reach(ctx.actor.role, permission)
    if granted is None:
        return false()
    reached = _reached(ctx, model, granted)
    if permission in READS_SHARED and issubclass(model, Shared):
        return or_(_column(model, "scope").in_(("system", "tenant")), reached)
    return reached


async def load(
    ctx: Context,
    model: type[Model],
    id: UUID,
    permission: Permission,
    *,
    lock: bool = False,
    readable: Permission | None = None,
) -> Model:
    """Fetch a row the caller may use so, in one statement; `lock` keeps it until the transaction ends.

    Raises NotFound when it is absent or not theirs, which look the same; with `readable`, a row they may
    read but not use so raises Forbidden instead.
    """
    found = await ctx.db.execute(_one(ctx, model, id, permission, lock))
    row: Model | None = found.scalar_one_or_none()
    if row is not None:
        return row
    if readable is not None:
        shown = await ctx.db.execute(_one(ctx, model, id, readable, False))
        if shown.scalar_one_or_none() is not None:
            raise Forbidden
    raise NotFound


def _one(ctx: Context, model: type[Model], id: UUID, permission: Permission, lock: bool) -> Any:
    statement = select(model).where(_column(model, "id") == id, within(ctx, model, permission))
    return statement.with_for_update(of=model) if lock else statement


def _reached(ctx: Context, model: type[SQLModel], granted: Reach) -> ColumnElement[bool]:
    """Platform reaches all that row security shows; others stay inside the tenant they stand in."""
    if granted is Reach.PLATFORM:
        return true()
    inside: ColumnElement[bool] = _column(model, "tenant_id") == ctx.actor.tenant_id
    if granted >= Reach.TENANT:
        return inside
    person = _column(model, _owner(model))
    own: ColumnElement[bool] = person == ctx.actor.person_id
    if granted is Reach.CLIENTS:
        own = or_(own, person.in_(clients(ctx)))
    return inside & own


def clients(ctx: Context) -> Any:
    """The ids of the members the caller coaches, as a subquery."""
    return select(col(CoachAssignment.member_id)).where(
        col(CoachAssignment.tenant_id) == ctx.actor.tenant_id,
        col(CoachAssignment.coach_id) == ctx.actor.person_id,
    )


async def member_id(ctx: Context) -> UUID | None:
    """The caller's id if they are a member of the tenant they stand in.

    Administrators of the organisation or the platform visit tenants they do not belong to: there nothing can
    be their own.
    """
    if ctx.actor.tenant is None or ctx.actor.role not in (Role.ORG_ADMIN, Role.SYSTEM_ADMIN):
        return ctx.actor.user_id if ctx.actor.tenant else None
    here = col(Membership.tenant_id) == ctx.actor.tenant_id
    found = await ctx.db.execute(
        select(col(Membership.user_id)).where(here, col(Membership.user_id) == ctx.actor.user_id)
    )
    return found.scalar_one_or_none()


def is_member(ctx: Context) -> ColumnElement[bool]:
    """Whether the caller is a member of the tenant they stand in, as a column: see `member_id`."""
    here = col(Membership.tenant_id) == ctx.actor.tenant_id
    return select(literal(1)).where(here, col(Membership.user_id) == ctx.actor.person_id).exists()


def _owner(model: type[SQLModel]) -> str:
    for name in ("member_id", "owner_id", "user_id"):
        if name in model.model_fields:
            return name
    raise TypeError(f"{model.__name__} has no column that says whose it is")


def _column(model: type[SQLModel], name: str) -> Any:
    return getattr(model, name)
