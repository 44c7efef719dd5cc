"""Sign-in for browsers (a session cookie) and for API clients (tokens); my account."""

from uuid import UUID

from fastapi import APIRouter, Request, Response
from pydantic import BaseModel

from rythm.access import Permission
from rythm.api.deps import CallerDevice, CurrentContext, address, permits, public, require_same_origin
from rythm.api.errors import documented
from rythm.core.crypto import token_hash
from rythm.core.errors import Conflict, Forbidden, Invalid, NotFound, TooManyRequests, Unauthenticated
from rythm.core.settings import settings
from rythm.demo.people import PASSWORD, SYSTEM_ADMIN, TENANTS
from rythm.identity import leaving, queries, sessions, tokens
from rythm.identity.leaving import Leave, Leaving
from rythm.identity.schemas import (
    ChangePassword,
    Me,
    RefreshToken,
    SessionRow,
    SignIn,
    SwitchTenant,
    TokenPair,
)
from rythm.web import sockets
from rythm.web.cookies import LEFT, PERSON, session_cookie_name

router = APIRouter(tags=["identity"])
account = [permits(Permission.ACCOUNT_MANAGE)]
DEMO_DOORS = (
    ("athlete", "athlete", "Member"),
    ("coach", "coach", "Coach"),
    ("admin", "tenant_admin", "Gym admin"),
    ("owner", "org_admin", "Owner"),
)


@router.post(
    "/session", dependencies=[public()], responses=documented(Unauthenticated, Forbidden, TooManyRequests)
)
async def sign_in(data: SignIn, request: Request, response: Response, device: CallerDevice) -> Me:
    """Sign this browser in; the answer sets its session cookie."""
    require_same_origin(request)
    signed = await sessions.sign_in(data, device)
    if LEFT in request.cookies:
        await _end_session(request)
        response.delete_cookie(LEFT, path="/", samesite="lax")
    _set_cookies(response, signed)
    return signed.me


@router.delete("/session", dependencies=[public()], status_code=204)
async def sign_out(request: Request, response: Response) -> None:
    """Sign this browser out; doing it without a session is no error."""
    require_same_origin(request)
    await _end_session(request)
    for name in (session_cookie_name(), PERSON, LEFT):
        response.delete_cookie(name, path="/", secure=settings().secure_cookies, samesite="lax")


@router.get("/me", dependencies=account, responses=documented(Unauthenticated))
async def me(ctx: CurrentContext) -> Me:
    """Who is signed in, and where."""
    return await queries.me(ctx)


@router.post("/me/tenant", dependencies=account, responses=documented(NotFound))
async def switch_tenant(
    data: SwitchTenant, ctx: CurrentContext, request: Request, response: Response, device: CallerDevice
) -> Me:
    """Go to another tenant one belongs to; this browser gets a new session there."""
    if ctx.actor.session_id is None:
        raise Forbidden("Ask for tokens of the other gym instead.")
    signed = await sessions.switch_tenant(ctx, data, device)
    await sockets.close_session(token_hash(request.cookies[session_cookie_name()]))
    _set_cookies(response, signed)
    return signed.me


@router.post("/me/password", dependencies=account, responses=documented(Conflict, Invalid, TooManyRequests))
async def change_password(
    data: ChangePassword, ctx: CurrentContext, response: Response, device: CallerDevice
) -> Me:
    """Set a new password; every other session ends and this one is renewed."""
    signed, ended = await sessions.change_password(ctx, data, device)
    for hash_ in ended:
        await sockets.close_session(hash_)
    if signed is None:
        return await queries.me(ctx)
    _set_cookies(response, signed)
    return signed.me


@router.get("/me/sessions", dependencies=account)
async def my_sessions(ctx: CurrentContext) -> list[SessionRow]:
    """The browsers I am signed in with."""
    return await queries.sessions(ctx)


@router.delete(
    "/me/sessions/{session_id}", dependencies=account, status_code=204, responses=documented(NotFound)
)
async def revoke_session(session_id: UUID, ctx: CurrentContext) -> None:
    """End one of my sessions."""
    await sockets.close_session(await sessions.revoke(ctx, session_id))


@router.delete("/me/sessions", dependencies=account, status_code=204)
async def revoke_other_sessions(ctx: CurrentContext) -> None:
    """End all my sessions but this one, and all tokens."""
    for hash_ in await sessions.revoke_others(ctx):
        await sockets.close_session(hash_)


@router.post(
    "/auth/token", dependencies=[public()], responses=documented(Unauthenticated, Forbidden, TooManyRequests)
)
async def token(data: SignIn, request: Request) -> TokenPair:
    """Tokens for an API client: an access token for 15 minutes and a refresh token for 7 days."""
    return await tokens.issue(data, address(request), _client(request))


@router.post("/auth/refresh", dependencies=[public()], responses=documented(Unauthenticated))
async def refresh(data: RefreshToken, request: Request) -> TokenPair:
    """The next pair of tokens; using a refresh token twice ends all tokens that came from it."""
    return await tokens.refresh(data.refresh_token, _client(request))


@router.post("/auth/logout", dependencies=[public()], status_code=204)
async def logout(data: RefreshToken) -> None:
    """End a refresh token and all that came from it."""
    await tokens.end(data.refresh_token)


@router.post("/me/deletion", dependencies=account, responses=documented(Conflict, Invalid, TooManyRequests))
async def leave(data: Leave, ctx: CurrentContext, device: CallerDevice) -> Leaving:
    """Have everything of mine removed in two weeks; the answer says when."""
    return await leaving.leave(ctx, data, device.address)


@router.delete("/me/deletion", dependencies=account, status_code=204, responses=documented(Conflict))
async def stay(ctx: CurrentContext) -> None:
    """Take it back, within the two weeks."""
    await leaving.stay(ctx)


class DemoAccount(BaseModel):
    """One tap on the sign-in page."""

    email: str
    role: str
    label: str
    tenant: str


class DemoAccounts(BaseModel):
    """Who can look around in the demo."""

    accounts: list[DemoAccount]
    password: str


@router.get("/demo/accounts", dependencies=[public()], responses=documented(NotFound))
async def demo_accounts() -> DemoAccounts:
    """The demo's accounts; there are none outside demo mode."""
    if not settings().demo:
        raise NotFound
    accounts = [
        DemoAccount(email=person.email, role=role, label=label, tenant=tenant.name)
        for tenant in TENANTS
        for who, role, label in DEMO_DOORS
        for person in tenant.people
        if person.email == f"{who}@{tenant.slug}.demo"
    ]
    accounts.append(
        DemoAccount(email=SYSTEM_ADMIN.email, role="system_admin", label="System admin", tenant="")
    )
    return DemoAccounts(accounts=accounts, password=PASSWORD)


async def _end_session(request: Request) -> None:
    """End the session this browser holds, if it holds one, and its open sockets."""
    token = request.cookies.get(session_cookie_name())
    if token:
        hash_ = token_hash(token)
        await sessions.sign_out_by(hash_)
        await sockets.close_session(hash_)


def _client(request: Request) -> str:
    return request.headers.get("user-agent", "")[:120]


def _set_cookies(response: Response, signed: sessions.SignedIn) -> None:
    secure, age = settings().secure_cookies, settings().session_days * 86_400
    response.set_cookie(
        session_cookie_name(),
        signed.token,
        max_age=age,
        path="/",
        httponly=True,
        secure=secure,
        samesite="lax",
    )
    # Not a secret: it names the store on the phone.
    response.set_cookie(PERSON, str(signed.me.user.id), max_age=age, path="/", secure=secure, samesite="lax")
