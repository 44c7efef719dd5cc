"""Who is a client of the caller: the one condition every page and act about clients hangs on."""

from uuid import UUID

from sqlalchemy import ColumnElement, and_, false, or_, select
from sqlmodel import col

from rythm import access
from rythm.access import Permission
from rythm.access.models import Membership
from rythm.core.actor import Role
from rythm.core.context import Context
from rythm.core.errors import NotFound


def is_client(ctx: Context, permission: Permission = Permission.CLIENT_READ) -> ColumnElement[bool]:
    """The membership is of somebody the caller coaches, or of any member for an admin; never the caller's."""
    return and_(
        access.within(ctx, Membership, permission),
        col(Membership.disabled_at).is_(None),
        col(Membership.user_id) != ctx.actor.user_id,
        or_(
            col(Membership.role) == Role.ATHLETE,
            col(Membership.user_id).in_(access.clients(ctx)) if ctx.actor.tenant else false(),
        ),
    )


async def require_client(ctx: Context, member_id: UUID, permission: Permission) -> UUID:
    """The gym in which the member is the caller's client; raises NotFound for anybody else's."""
    access.require(ctx, permission)
    found = await ctx.db.execute(
        select(col(Membership.tenant_id)).where(
            is_client(ctx, permission), col(Membership.user_id) == member_id
        )
    )
    tenant_id = found.scalar_one_or_none()
    if tenant_id is None:
        raise NotFound
    return tenant_id
