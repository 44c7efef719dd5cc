"""Browser sessions: sign in, sign out, switch tenant, change the password, end a session."""

from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import select, text, update
from sqlmodel import col

from rythm import access
from rythm.access import Permission, Reach
from rythm.core.actor import Anonymous, ByMembership, BySession
from rythm.core.context import Context, open_context
from rythm.core.crypto import new_token, token_hash
from rythm.core.errors import Conflict, Forbidden, Invalid, NotFound, Unauthenticated
from rythm.core.settings import settings
from rythm.identity import passwords, throttle
from rythm.identity.models import BrowserSession, RefreshFamily, User
from rythm.identity.queries import me
from rythm.identity.schemas import ChangePassword, Me, SignIn, SwitchTenant

WRONG = "Wrong e-mail address or password."


@dataclass(frozen=True, slots=True)
class Device:
    """Where a sign-in comes from, as shown in the list of sessions."""

    address: str
    name: str


@dataclass(frozen=True, slots=True)
class SignedIn:
    """A new browser session; `token` goes into the cookie and is kept nowhere else."""

    token: str
    me: Me


@dataclass(frozen=True, slots=True)
class Proven:
    """A person who gave the right password, and the tenant they go to."""

    user_id: UUID
    tenant_id: UUID | None
    password_hash: str = field(repr=False)


async def prove(data: SignIn, address: str) -> Proven:
    """Check the password and choose the tenant.

    Unknown address and wrong password answer alike and take alike. Raises Unauthenticated, Forbidden when the
    person has no active membership (there), and TooManyRequests.
    """
    await throttle.before_try(data.email, address)
    async with open_context(Anonymous()) as ctx:
        found = await ctx.db.execute(text("select * from app.find_login(:address)"), {"address": data.email})
        login = found.mappings().one_or_none()
    right, better = await passwords.verify_password(data.password, login["password_hash"] if login else None)
    if not right or login is None:
        raise Unauthenticated(WRONG, fields={"password": WRONG})
    await throttle.after_success(data.email, address)
    proven = Proven(login["user_id"], _seat(login, data.tenant), better or login["password_hash"])
    if better:
        async with open_context(ByMembership(proven.user_id, proven.tenant_id)) as ctx:
            # Not over a password changed in the meantime.
            same = (col(User.id) == proven.user_id) & (col(User.password_hash) == login["password_hash"])
            await ctx.db.execute(update(User).where(same).values(password_hash=better))
    return proven


async def require_unchanged(ctx: Context, proven: Proven) -> None:
    """Raise Unauthenticated when the password was changed while it was being looked at.

    The row is held, so that a change ends what begins here like everything that began before it.
    """
    same = (col(User.id) == proven.user_id) & (col(User.password_hash) == proven.password_hash)
    found = await ctx.db.execute(select(col(User.id)).where(same).with_for_update(read=True))
    if found.first() is None:
        raise Unauthenticated(WRONG, fields={"password": WRONG})


def _seat(login: Any, slug: str | None) -> UUID | None:
    seats = login["seats"]
    if slug is not None:
        seats = [seat for seat in seats if seat["slug"] == slug]
    elif login["is_platform"]:
        return None
    if not seats:
        raise Forbidden("Your account is not active here. Ask your gym to let you in again.")
    return UUID(seats[0]["tenant_id"])


async def sign_in(data: SignIn, device: Device) -> SignedIn:
    """Check the password and begin a session for this browser."""
    proven = await prove(data, device.address)
    async with open_context(ByMembership(proven.user_id, proven.tenant_id)) as ctx:
        await require_unchanged(ctx, proven)
        return SignedIn(_begin(ctx, device, proven.tenant_id), await me(ctx))


async def sign_out(ctx: Context) -> None:
    """End this browser's session."""
    if ctx.actor.session_id is not None:
        await revoke(ctx, ctx.actor.session_id)


async def sign_out_by(session_hash: bytes) -> None:
    """End the session with this hash; one that has ended already is no error."""
    try:
        async with open_context(BySession(session_hash)) as ctx:
            await sign_out(ctx)
    except Unauthenticated:
        return


async def revoke(ctx: Context, session_id: UUID) -> bytes:
    """End one of my sessions; returns its hash, so that its open sockets can be closed."""
    access.require(ctx, Permission.ACCOUNT_MANAGE)
    session = await _mine(ctx, session_id)
    session.revoked_at = ctx.now
    return session.token_hash


async def revoke_others(ctx: Context) -> list[bytes]:
    """End all my sessions but this one; returns their hashes."""
    access.require(ctx, Permission.ACCOUNT_MANAGE)
    ended = await ctx.db.execute(
        update(BrowserSession)
        .where(
            col(BrowserSession.user_id) == ctx.actor.person_id,
            col(BrowserSession.id) != ctx.actor.session_id,
            col(BrowserSession.revoked_at).is_(None),
        )
        .values(revoked_at=ctx.now)
        .returning(col(BrowserSession.token_hash))
    )
    await ctx.db.execute(
        update(RefreshFamily)
        .where(col(RefreshFamily.user_id) == ctx.actor.person_id, col(RefreshFamily.revoked_at).is_(None))
        .values(revoked_at=ctx.now)
    )
    return list(ended.scalars())


async def switch_tenant(ctx: Context, data: SwitchTenant, device: Device) -> SignedIn:
    """Move this browser to another tenant the person belongs to; a new session replaces this one.

    Raises NotFound when they do not belong there.
    """
    access.require(ctx, Permission.ACCOUNT_MANAGE)
    target = await ctx.db.execute(
        text("select tenant_id from app.my_tenants() where slug = :slug"), {"slug": data.tenant}
    )
    tenant_id = target.scalar_one_or_none()
    if tenant_id is None:
        raise NotFound("You do not belong to this gym.")
    await sign_out(ctx)
    return SignedIn(_begin(ctx, device, tenant_id), await me(ctx, moving_to=tenant_id))


async def change_password(
    ctx: Context, data: ChangePassword, device: Device
) -> tuple[SignedIn | None, list[bytes]]:
    """Set a new password, end every other session and all tokens, and renew this browser's session.

    Returns the new session, None for a client without one, and the hashes of the ended sessions.
    Raises Invalid with the field at fault, TooManyRequests when the current password was guessed at too
    often, and Conflict when it was changed elsewhere meanwhile.
    """
    access.require(ctx, Permission.ACCOUNT_MANAGE)
    user = (await ctx.db.execute(select(User).where(col(User.id) == ctx.actor.person_id))).scalar_one()
    await throttle.before_try(user.email, device.address)
    right, _ = await passwords.verify_password(data.current, user.password_hash)
    if not right:
        raise Invalid(fields={"current": "This is not your current password."})
    await throttle.after_success(user.email, device.address)
    passwords.require_good(data.new, email=user.email, field="new")
    # Nothing is locked while passwords are hashed: that takes long, and longer when many wait for it.
    mine = (col(User.id) == user.id) & (col(User.password_hash) == user.password_hash)
    fresh = await passwords.hash_password(data.new)
    changed = await ctx.db.execute(
        update(User).where(mine).values(password_hash=fresh).returning(col(User.id))
    )
    if changed.first() is None:
        raise Conflict("Your password was changed elsewhere just now.")
    ended = await revoke_others(ctx)
    if ctx.actor.session_id is None:
        return None, ended
    ended.append(await revoke(ctx, ctx.actor.session_id))
    return SignedIn(_begin(ctx, device, _standing(ctx)), await me(ctx)), ended


def _standing(ctx: Context) -> UUID | None:
    return ctx.actor.tenant.id if ctx.actor.tenant else None


def _begin(ctx: Context, device: Device, tenant_id: UUID | None) -> str:
    token = new_token()
    ctx.db.add(
        BrowserSession(
            user_id=ctx.actor.person_id,
            tenant_id=tenant_id,
            token_hash=token_hash(token),
            device=device.name[:120],
            address=device.address[:64],
            last_seen_at=ctx.now,
            created_at=ctx.now,
            expires_at=ctx.now + timedelta(days=settings().session_days),
        )
    )
    return token


async def _mine(ctx: Context, session_id: UUID) -> BrowserSession:
    found = await ctx.db.execute(
        select(BrowserSession).where(
            col(BrowserSession.id) == session_id, col(BrowserSession.user_id) == ctx.actor.person_id
        )
    )
    session = found.scalar_one_or_none()
    if session is None:
        raise NotFound
    return session


async def sweep(ctx: Context) -> int:
    """Delete the sessions and token families that ended 30 days ago or earlier; for the platform's jobs."""
    access.require(ctx, Permission.TENANT_MANAGE, Reach.PLATFORM)
    swept = await ctx.db.execute(
        text("select app.sweep_expired(:before)"), {"before": ctx.now - timedelta(days=30)}
    )
    return int(swept.scalar_one())
