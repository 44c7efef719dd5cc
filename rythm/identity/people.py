"""The people of a tenant: add them, change their role, disable and enable them, give them a coach."""

from uuid import UUID

from sqlalchemy import ColumnElement, delete, select, text
from sqlalchemy.exc import IntegrityError
from sqlmodel import col

from rythm import access
from rythm.access import Permission, Reach
from rythm.access.models import CoachAssignment, Membership
from rythm.core.actor import Role
from rythm.core.context import Context
from rythm.core.errors import Conflict, Forbidden, Invalid, NotFound
from rythm.identity import passwords, queries
from rythm.identity.models import PlatformAdmin, User
from rythm.identity.rules import may_assign
from rythm.identity.schemas import AddedUser, AddUser, ChangeRole, UserRow


class PersonThere(Conflict):
    """The address belongs to somebody already."""

    message = "This person is here already."


async def add(ctx: Context, data: AddUser) -> AddedUser:
    """Add a person to the tenant.

    Somebody who already has an account elsewhere keeps their name and password and only gains the membership.
    Raises Forbidden for a role above the caller's, PersonThere when they are here already.
    """
    access.require(ctx, Permission.USER_MANAGE, Reach.TENANT)
    _require_assignable(ctx, data.role)
    user_id, temporary = await _find_or_create(ctx, data)
    there = await ctx.db.execute(select(col(Membership.id)).where(*_here(ctx, user_id)))
    if there.first() is not None:
        raise PersonThere(fields={"email": "This address is in use here."})
    ctx.db.add(Membership(tenant_id=ctx.actor.tenant_id, user_id=user_id, role=data.role, created_at=ctx.now))
    await _flush_unless_there(ctx)
    if data.coach_id is not None:
        await assign_coach(ctx, user_id, data.coach_id)
    return AddedUser(user=await queries.user(ctx, user_id), temporary_password=temporary)


async def change_role(ctx: Context, user_id: UUID, data: ChangeRole) -> UserRow:
    """Give a person another role; nobody changes their own, or somebody's above them."""
    membership = await _manageable(ctx, user_id)
    _require_assignable(ctx, data.role)
    membership.role = data.role
    await ctx.db.flush()
    return await queries.user(ctx, user_id)


async def disable(ctx: Context, user_id: UUID) -> UserRow:
    """Shut a person out of the tenant at once; their data stays."""
    membership = await _manageable(ctx, user_id)
    membership.disabled_at = membership.disabled_at or ctx.now
    await ctx.db.flush()
    return await queries.user(ctx, user_id)


async def enable(ctx: Context, user_id: UUID) -> UserRow:
    """Let a disabled person in again."""
    membership = await _manageable(ctx, user_id)
    membership.disabled_at = None
    await ctx.db.flush()
    return await queries.user(ctx, user_id)


async def assign_coach(ctx: Context, member_id: UUID, coach_id: UUID | None) -> None:
    """Give a member this coach in place of the ones they have; None leaves them without."""
    access.require(ctx, Permission.USER_MANAGE, Reach.TENANT)
    await _member(ctx, member_id)
    await ctx.db.execute(
        delete(CoachAssignment).where(
            col(CoachAssignment.tenant_id) == ctx.actor.tenant_id, col(CoachAssignment.member_id) == member_id
        )
    )
    if coach_id is None:
        return
    if coach_id == member_id:
        raise Invalid(fields={"coach_id": "Nobody is their own coach."})
    coach = await _member(ctx, coach_id)
    if Role(coach.role) not in (Role.COACH, Role.TENANT_ADMIN, Role.ORG_ADMIN):
        raise Invalid(fields={"coach_id": "This person is no coach."})
    if coach.disabled_at is not None:
        raise Invalid(fields={"coach_id": "This coach is disabled."})
    ctx.db.add(
        CoachAssignment(
            tenant_id=ctx.actor.tenant_id, coach_id=coach_id, member_id=member_id, created_at=ctx.now
        )
    )
    await ctx.db.flush()


async def create_system_admin(ctx: Context, email: str, name: str, password: str) -> UUID:
    """Make a platform administrator, from the command line; doing it twice changes nothing.

    Raises PersonThere for the address of somebody else: whoever added them to a gym may know their password,
    and the sessions they have would rise with them.
    """
    access.require(ctx, Permission.TENANT_MANAGE, Reach.PLATFORM)
    data = AddUser(email=email, name=name, role=Role.SYSTEM_ADMIN, password=password)
    known = await _person_with(ctx, data.email)
    if known is None:
        known, _ = await _find_or_create(ctx, data)
        ctx.db.add(PlatformAdmin(user_id=known, created_at=ctx.now))
        await ctx.db.flush()
    elif await ctx.db.get(PlatformAdmin, known) is None:
        raise PersonThere(
            "This address has an account in a gym. Give the administrator an address of their own."
        )
    return known


async def _find_or_create(ctx: Context, data: AddUser) -> tuple[UUID, str | None]:
    user_id = await _person_with(ctx, data.email)
    if user_id is not None:
        return user_id, None
    temporary = None if data.password else passwords.temporary_password()
    password = data.password or temporary or ""
    passwords.require_good(password, email=data.email)
    user = User(
        email=data.email,
        name=data.name,
        password_hash=await passwords.hash_password(password),
        created_at=ctx.now,
    )
    ctx.db.add(user)
    await _flush_unless_there(ctx)
    return user.id, temporary


async def _person_with(ctx: Context, address: str) -> UUID | None:
    found = await ctx.db.execute(text("select app.person_with(:address)"), {"address": address})
    user_id: UUID | None = found.scalar_one()
    return user_id


async def _flush_unless_there(ctx: Context) -> None:
    try:
        await ctx.db.flush()
    except IntegrityError as error:
        if "uq_user_account_email" in str(error.orig) or "uq_membership_tenant_id_user_id" in str(error.orig):
            raise PersonThere(fields={"email": "Somebody added this address just now."}) from None
        raise


def _require_assignable(ctx: Context, role: Role) -> None:
    if not may_assign(ctx.actor.role, role):
        raise Forbidden


async def _manageable(ctx: Context, user_id: UUID) -> Membership:
    access.require(ctx, Permission.USER_MANAGE, Reach.TENANT)
    if user_id == ctx.actor.user_id:
        raise Conflict("Somebody else has to change your own role or access.")
    membership = await _member(ctx, user_id)
    _require_assignable(ctx, Role(membership.role))
    return membership


async def _member(ctx: Context, user_id: UUID) -> Membership:
    found = await ctx.db.execute(select(Membership).where(*_here(ctx, user_id)).with_for_update())
    membership = found.scalar_one_or_none()
    if membership is None:
        raise NotFound
    return membership


def _here(ctx: Context, user_id: UUID) -> tuple[ColumnElement[bool], ...]:
    return (
        col(Membership.user_id) == user_id,
        access.within(ctx, Membership, Permission.USER_READ),
        col(Membership.tenant_id) == ctx.actor.tenant_id,
    )
