"""Leave for good: ask for it with the password, take it back for two weeks, and be forgotten."""

from datetime import datetime, timedelta

from sqlalchemy import func, select, text, update
from sqlmodel import col

from rythm import access
from rythm.access import Permission, Reach
from rythm.core.context import Context
from rythm.core.errors import Conflict, Invalid
from rythm.core.schema import Input, Read
from rythm.identity import passwords, throttle
from rythm.identity.models import User
from rythm.identity.schemas import Password

GRACE = timedelta(days=14)
"""How long a person can take it back."""
MARGIN = timedelta(hours=1)
"""So much later everything goes: no request that could still take it back is under way then."""


class LastAdmin(Conflict):
    """Nobody would be left to look after a gym, or the platform; says which."""


class TooLate(Conflict):
    """The two weeks are over."""

    message = "The two weeks to take this back are over."


class Leave(Input):
    """The password, as proof that it is you."""

    password: Password


class Leaving(Read):
    """When everything of a person goes; null for one who stays."""

    leaves_at: datetime | None


async def leave(ctx: Context, data: Leave, address: str) -> Leaving:
    """Ask that everything of the caller be removed two weeks from now; asking again changes nothing.

    Raises Invalid for a wrong password, TooManyRequests when it was guessed at too often, and LastAdmin when
    a gym would be left without an administrator, or the platform without its last one.
    """
    access.require(ctx, Permission.ACCOUNT_MANAGE)
    user = (await ctx.db.execute(select(User).where(col(User.id) == ctx.actor.person_id))).scalar_one()
    await throttle.before_try(user.email, address)
    right, _ = await passwords.verify_password(data.password, user.password_hash)
    if not right:
        raise Invalid(fields={"password": "This is not your password."})
    await throttle.after_success(user.email, address)
    # One after the other, or two last administrators could leave at the same moment.
    await ctx.db.execute(select(func.pg_advisory_xact_lock(func.hashtextextended("rythm.leaving", 0))))
    await _require_somebody_stays(ctx)
    asked = await ctx.db.execute(
        update(User)
        .where(col(User.id) == user.id)
        .values(leaves_at=func.coalesce(col(User.leaves_at), ctx.now + GRACE))
        .returning(col(User.leaves_at))
        .execution_options(synchronize_session=False)
    )
    return Leaving(leaves_at=asked.scalar_one())


async def stay(ctx: Context) -> None:
    """Take it back; for one who never asked it changes nothing. Raises TooLate after the two weeks."""
    access.require(ctx, Permission.ACCOUNT_MANAGE)
    if (when := await leaves_at(ctx)) is not None and when <= ctx.now:
        raise TooLate
    await ctx.db.execute(
        update(User)
        .where(col(User.id) == ctx.actor.person_id, col(User.leaves_at) > ctx.now)
        .values(leaves_at=None)
        .execution_options(synchronize_session=False)
    )


async def leaves_at(ctx: Context) -> datetime | None:
    """When everything of the caller goes; None for one who stays."""
    found = await ctx.db.execute(select(col(User.leaves_at)).where(col(User.id) == ctx.actor.person_id))
    when: datetime | None = found.scalar_one()
    return when


async def forget(ctx: Context) -> int:
    """Remove the people whose time has come and whom no gym has any more; for the platform's jobs."""
    access.require(ctx, Permission.TENANT_MANAGE, Reach.PLATFORM)
    gone = await ctx.db.execute(text("select app.forget_leavers(:before)"), {"before": ctx.now - MARGIN})
    return int(gone.scalar_one())


async def _require_somebody_stays(ctx: Context) -> None:
    found = await ctx.db.execute(
        text("select tenant_id, name from app.left_without_admin() order by name nulls first limit 5")
    )
    rows = found.all()
    if not rows:
        return
    if rows[0].tenant_id is None:
        raise LastAdmin(
            "You are the last administrator of the whole platform. Make somebody else one first: "
            "rythm user create --system-admin."
        )
    gyms = ", ".join(row.name for row in rows)
    raise LastAdmin(
        f"You are the last administrator of {gyms}. Make somebody else an administrator there first."
    )
