"""What tests of sign-in do over and over: knock, and change who is let in."""

from typing import Any
from uuid import UUID

import httpx
from sqlalchemy import text, update
from sqlmodel import col

from rythm.access.models import Membership
from rythm.core.actor import BySystem
from rythm.core.context import open_context
from rythm.identity.models import BrowserSession
from rythm.tenancy.models import Tenant
from tests.fixtures.actors import PASSWORD, Person
from tests.fixtures.api import OWN_PAGE

COOKIE = "rythm_session"


async def sign_in(
    http: httpx.AsyncClient, who: Person | str, password: str = PASSWORD, *, device: str = "", **body: Any
) -> httpx.Response:
    """Sign in from our own page; the client keeps the cookie."""
    email = who if isinstance(who, str) else who.email
    headers = {**OWN_PAGE, **({"User-Agent": device} if device else {})}
    return await http.post(
        "/api/v1/session", json={"email": email, "password": password, **body}, headers=headers
    )


async def signed_in(http: httpx.AsyncClient, who: Person, **rest: Any) -> str:
    """Sign in, and tell the cookie's value."""
    answer = await sign_in(http, who, **rest)
    assert answer.status_code == 200, answer.text
    return str(answer.cookies[COOKIE])


async def me(http: httpx.AsyncClient, token: str | None = None) -> httpx.Response:
    """Who the server takes the client for; or the holder of another cookie."""
    if token is None:
        return await http.get("/api/v1/me")
    async with httpx.AsyncClient(transport=http._transport, base_url=http.base_url) as other:
        return await other.get("/api/v1/me", headers={"Cookie": f"{COOKIE}={token}"})


def error_of(answer: httpx.Response) -> dict[str, Any]:
    """The error, without the id that differs each time."""
    error = dict(answer.json()["error"])
    error.pop("request_id")
    return error


async def set_hash(who: Person, stored: str) -> None:
    """Give a person another password by its hash."""
    async with open_context(who.credential) as ctx:
        change = text("update user_account set password_hash = :hash where id = :id")
        await ctx.db.execute(change, {"hash": stored, "id": who.id})


async def set_disabled(who: Person, disabled: bool = True) -> None:
    """Shut a person out of their gym, or let them in again."""
    async with open_context(BySystem(who.tenant_id)) as ctx:
        await ctx.db.execute(
            update(Membership)
            .where(col(Membership.user_id) == who.id)
            .values(disabled_at=ctx.now if disabled else None)
        )


async def set_status(tenant_id: UUID, status: str) -> None:
    """Suspend a gym, or open it again."""
    async with open_context(BySystem(None)) as ctx:
        await ctx.db.execute(update(Tenant).where(col(Tenant.id) == tenant_id).values(status=status))


async def add_membership(who: Person, tenant_id: UUID, role: str) -> None:
    """Let a person into one more gym."""
    async with open_context(BySystem(tenant_id)) as ctx:
        ctx.db.add(Membership(tenant_id=tenant_id, user_id=who.id, role=role))


async def change_sessions(who: Person, **values: Any) -> None:
    """Write into every session of a person."""
    async with open_context(who.credential) as ctx:
        await ctx.db.execute(
            update(BrowserSession).where(col(BrowserSession.user_id) == who.id).values(**values)
        )


async def stored(who: Person, table: str) -> str:
    """All that a table holds of a person, as text."""
    async with open_context(who.credential) as ctx:
        rows = await ctx.db.execute(
            text(f"select t::text from {table} t where user_id = :id"), {"id": who.id}
        )
        return "\n".join(rows.scalars())
