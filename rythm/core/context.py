"""The only door to the database: one transaction, one actor, one tenant."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import insert, text
from sqlalchemy.ext.asyncio import AsyncSession

from rythm.core.actor import Actor, Anonymous, ByMembership, BySession, BySystem, Credential, Role, TenantRef
from rythm.core.database import database
from rythm.core.errors import Forbidden, Unauthenticated
from rythm.core.events import Event
from rythm.core.ids import uuid7
from rythm.core.outbox import OutboxEvent

BRAND, ON_BRAND = "#c8f135", "#14170a"


@dataclass(frozen=True, slots=True)
class Context:
    """A transaction inside one tenant: what every service function takes first."""

    db: AsyncSession
    actor: Actor
    now: datetime
    _events: list[Event] = field(default_factory=list)

    def emit(self, event: Event) -> None:
        """Say what happened; it reaches its handlers if, and only if, this transaction commits."""
        self._events.append(event)


@asynccontextmanager
async def open_context(who: Credential, *, now: datetime | None = None) -> AsyncIterator[Context]:
    """Begin a transaction as `who`, commit it when the block ends, roll it back when the block raises.

    PostgreSQL itself looks the session or membership up, and fixes tenant and person for the transaction.
    Raises Unauthenticated when the session has ended, the membership is disabled or the tenant suspended.
    """
    async with AsyncSession(database.engine, expire_on_commit=False) as db, db.begin():
        ctx = Context(db, await _enter(db, who), now or datetime.now(UTC))
        yield ctx
        await _store_events(ctx)


@asynccontextmanager
async def inside(ctx: Context, tenant_id: UUID) -> AsyncIterator[Context]:
    """Stand in another tenant for a while, in the same transaction; for the platform's admins and jobs.

    What happens inside is committed or rolled back with the rest. Raises Forbidden for everybody else.
    """
    is_platform_job = ctx.actor.role is Role.SYSTEM and ctx.actor.tenant is None
    if not is_platform_job and ctx.actor.role is not Role.SYSTEM_ADMIN:
        raise Forbidden
    await ctx.db.flush()
    actor = await _enter(ctx.db, _like(ctx.actor, tenant_id))
    there = Context(ctx.db, replace(actor, session_id=ctx.actor.session_id), ctx.now)
    yield there
    await _store_events(there)
    await ctx.db.flush()
    await ctx.db.execute(text("set constraints all immediate"))  # what waits for the commit belongs in here
    await ctx.db.execute(text("set constraints all deferred"))
    await _enter(ctx.db, _like(ctx.actor, ctx.actor.tenant.id if ctx.actor.tenant else None))


@asynccontextmanager
async def attempt(ctx: Context) -> AsyncIterator[None]:
    """A part that may fail alone: what it wrote and the events it emitted are taken back together."""
    emitted = len(ctx._events)
    try:
        async with ctx.db.begin_nested():
            yield
    except BaseException:
        del ctx._events[emitted:]
        raise


def _like(actor: Actor, tenant_id: UUID | None) -> Credential:
    return BySystem(tenant_id) if actor.user_id is None else ByMembership(actor.user_id, tenant_id)


_BY_SESSION = text("select * from app.enter_session(:token)")
_BY_MEMBERSHIP = text("select * from app.enter_membership(:user_id, :tenant_id)")
_BY_SYSTEM = text("select * from app.enter_system(:tenant_id)")


async def _enter(db: AsyncSession, who: Credential) -> Actor:
    connection = await db.connection()
    match who:
        case BySession(token_hash):
            result = await connection.execute(_BY_SESSION, {"token": token_hash})
        case ByMembership(user_id, tenant_id):
            result = await connection.execute(_BY_MEMBERSHIP, {"user_id": user_id, "tenant_id": tenant_id})
        case BySystem(tenant_id):
            result = await connection.execute(_BY_SYSTEM, {"tenant_id": tenant_id})
        case Anonymous():
            return Actor(None, Role.NOBODY, None)
    row = result.mappings().one_or_none()
    if row is None:
        raise Unauthenticated
    return actor_of(row)


def actor_of(row: Any) -> Actor:
    """The actor described by a row of `app.seat`."""
    tenant = None
    if row["tenant_id"] is not None:
        branding = row["tenant_branding"] or {}
        tenant = TenantRef(
            row["tenant_id"],
            row["organisation_id"],
            row["tenant_slug"],
            row["tenant_name"],
            branding.get("brand", BRAND),
            branding.get("on_brand", ON_BRAND),
        )
    return Actor(
        row["user_id"], Role(row["role"]), tenant, row["email"] or "", row["name"] or "", row["session_id"]
    )


async def _store_events(ctx: Context) -> None:
    if not ctx._events:
        return
    tenant_id = ctx.actor.tenant.id if ctx.actor.tenant else None
    await ctx.db.flush()
    await (await ctx.db.connection()).execute(
        insert(OutboxEvent),
        [
            {
                "id": uuid7(),
                "tenant_id": tenant_id,
                "actor_id": ctx.actor.user_id,
                "name": event.name,
                "payload": event.payload(),
                "created_at": ctx.now,
            }
            for event in ctx._events
        ],
    )
