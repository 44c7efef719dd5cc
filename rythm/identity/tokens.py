"""Tokens of API clients: short access tokens (JWT) and refresh tokens that move on at each use."""

import base64
import time
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from typing import Any
from uuid import UUID, uuid4

import jwt
from sqlalchemy import select, text, update
from sqlmodel import col

from rythm.core.actor import Anonymous, ByMembership
from rythm.core.context import Context, open_context
from rythm.core.crypto import key_for, same, sign, token_hash
from rythm.core.errors import Unauthenticated
from rythm.core.ids import uuid7
from rythm.core.settings import settings
from rythm.identity.models import RefreshFamily
from rythm.identity.schemas import SignIn, TokenPair
from rythm.identity.sessions import prove, require_unchanged

ALGORITHM, ISSUER, AUDIENCE, ACCESS = "HS256", "rythm", "rythm-api", "access"
NOT_VALID = "This access token is not valid, or has ended."
GRACE = timedelta(seconds=10)
"""How long a used refresh token still answers with the same successor, for a client whose answer was lost."""


async def issue(data: SignIn, address: str, client: str) -> TokenPair:
    """Check the password and begin a family of tokens."""
    proven = await prove(data, address)
    async with open_context(ByMembership(proven.user_id, proven.tenant_id)) as ctx:
        await require_unchanged(ctx, proven)
        family = RefreshFamily(
            id=uuid7(),
            user_id=proven.user_id,
            tenant_id=proven.tenant_id,
            client=client[:120],
            token_hash=b"",
            created_at=ctx.now,
            rotated_at=ctx.now,
            expires_at=_ends(ctx.now),
        )
        token = _refresh_token(family.id, 0)
        family.token_hash = token_hash(token)
        ctx.db.add(family)
        return _pair(family.user_id, family.tenant_id, token, ctx.now)


async def refresh(token: str, client: str, *, now: datetime | None = None) -> TokenPair:
    """Exchange a refresh token for the next pair.

    A token used a second time gives the same successor within 10 s to the same client; later it ends its
    whole family, since either it or the successor was stolen. Raises Unauthenticated.
    """
    family_id, generation = _read(token)
    async with open_context(Anonymous(), now=now) as ctx:
        family = await _enter(ctx, family_id)
        if family is None or family.revoked_at or family.expires_at <= ctx.now:
            pair = None
        elif generation == family.generation:
            successor = _refresh_token(family.id, generation + 1)
            await _set(
                ctx,
                family,
                generation=generation + 1,
                token_hash=token_hash(successor),
                rotated_at=ctx.now,
                expires_at=_ends(ctx.now),
            )
            pair = _pair(family.user_id, family.tenant_id, successor, ctx.now)
        elif _is_retry(family, generation, client, ctx.now):
            pair = _pair(
                family.user_id, family.tenant_id, _refresh_token(family.id, family.generation), ctx.now
            )
        else:
            await _set(ctx, family, revoked_at=ctx.now)
            pair = None
    if pair is None:
        raise Unauthenticated("This refresh token is no longer valid. Sign in again.")
    return pair


async def end(token: str) -> None:
    """End the token's family; a token of no family ends nothing."""
    try:
        family_id, _ = _read(token)
    except Unauthenticated:
        return
    async with open_context(Anonymous()) as ctx:
        family = await _enter(ctx, family_id)
        if family is not None and family.revoked_at is None:
            await _set(ctx, family, revoked_at=ctx.now)


def read_access_token(token: str) -> ByMembership:
    """Who an access token speaks for; raises Unauthenticated."""
    try:
        who, ends = _proven(token, key_for("access token"))
    except (jwt.InvalidTokenError, ValueError, TypeError) as error:
        raise Unauthenticated(NOT_VALID) from error
    if time.time() >= ends:
        raise Unauthenticated(NOT_VALID)
    return who


@lru_cache(maxsize=4096)
def _proven(token: str, key: bytes) -> tuple[ByMembership, float]:
    """Who a token speaks for, and when it ends: proven at its first use; only the end can come afterwards."""
    claims = jwt.decode(
        token,
        key,
        algorithms=[ALGORITHM],
        issuer=ISSUER,
        audience=AUDIENCE,
        options={"require": ["exp", "nbf", "iat", "sub", "iss", "aud"]},
    )
    if claims.get("typ") != ACCESS:
        raise Unauthenticated
    tenant = claims.get("tenant")
    return ByMembership(UUID(claims["sub"]), UUID(tenant) if tenant else None), float(claims["exp"])


def access_token(user_id: UUID, tenant_id: UUID | None, now: datetime) -> str:
    """A signed access token for a person in a tenant, good for `access_token_minutes` from `now`."""
    claims: dict[str, Any] = {
        "iss": ISSUER,
        "aud": AUDIENCE,
        "typ": ACCESS,
        "sub": str(user_id),
        "tenant": str(tenant_id) if tenant_id else None,
        "iat": now,
        "nbf": now,
        "exp": now + timedelta(minutes=settings().access_token_minutes),
        "jti": uuid4().hex,
    }
    return jwt.encode(claims, key_for("access token"), algorithm=ALGORITHM)


def _pair(user_id: UUID, tenant_id: UUID | None, refresh_token: str, now: datetime) -> TokenPair:
    return TokenPair(
        access_token=access_token(user_id, tenant_id, now),
        expires_in=settings().access_token_minutes * 60,
        refresh_token=refresh_token,
    )


def _ends(now: datetime) -> datetime:
    return now.astimezone(UTC) + timedelta(days=settings().refresh_token_days)


def _refresh_token(family_id: UUID, generation: int) -> str:
    """Tokens follow from the installation's key, so a retry can be answered without storing any."""
    mac = (
        base64.urlsafe_b64encode(sign("refresh token", f"{family_id.hex}.{generation}")).decode().rstrip("=")
    )
    return f"{family_id.hex}.{generation}.{mac}"


def _read(token: str) -> tuple[UUID, int]:
    family, _, rest = token.partition(".")
    generation, _, _ = rest.partition(".")
    try:
        family_id, number = UUID(hex=family), int(generation)
    except ValueError:
        raise Unauthenticated("This is no refresh token.") from None
    if number < 0 or not same(_refresh_token(family_id, number).encode(), token.encode()):
        raise Unauthenticated("This is no refresh token.")
    return family_id, number


async def _enter(ctx: Context, family_id: UUID) -> RefreshFamily | None:
    """Lock the family and enter its person's tenant; None when either is gone, disabled or suspended."""
    found = await ctx.db.execute(
        select(RefreshFamily).from_statement(text("select * from app.enter_refresh_family(:id)")),
        {"id": family_id},
    )
    return found.scalar_one_or_none()


def _is_retry(family: RefreshFamily, generation: int, client: str, now: datetime) -> bool:
    return (
        generation == family.generation - 1
        and now - family.rotated_at < GRACE
        and client[:120] == family.client
    )


async def _set(ctx: Context, family: RefreshFamily, **values: Any) -> None:
    await ctx.db.execute(update(RefreshFamily).where(col(RefreshFamily.id) == family.id).values(**values))
    for name, value in values.items():
        setattr(family, name, value)
