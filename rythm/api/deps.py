"""What routes ask for: the caller's context, the declared permission, a page, where the caller comes from."""

from collections.abc import AsyncIterator
from typing import Annotated, Any

from fastapi import Depends, Request
from fastapi.params import Depends as DependsParam

from rythm import access
from rythm.access import Permission
from rythm.core.actor import BySession, Credential
from rythm.core.context import Context, open_context
from rythm.core.crypto import token_hash
from rythm.core.errors import Forbidden, Unauthenticated
from rythm.core.settings import settings
from rythm.identity.sessions import Device
from rythm.identity.tokens import read_access_token
from rythm.web.cookies import LEFT, session_cookie_name
from rythm.web.guard import same_origin

SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
CROSS_SITE = "This request did not come from Rythm's own pages."


def credential(request: Request) -> Credential:
    """Who calls: a bearer token, else the session cookie, with proof that our own page sent the write."""
    kind, _, token = request.headers.get("authorization", "").partition(" ")
    if kind.lower() == "bearer" and token:
        return read_access_token(token.strip())
    cookie = request.cookies.get(session_cookie_name())
    if not cookie or LEFT in request.cookies:
        raise Unauthenticated
    if request.method not in SAFE:
        require_same_origin(request)
    return BySession(token_hash(cookie))


def require_same_origin(request: Request) -> None:
    """Refuse a write that another site's page could have caused (CSRF).

    Ours carry the header `X-Rythm`, which a foreign page cannot send without asking, and a matching origin.
    """
    origin, site = request.headers.get("origin"), request.headers.get("sec-fetch-site")
    foreign = (
        (site is not None and site != "same-origin")
        or (origin is not None and not same_origin(request.headers, settings().public_origins))
        or (origin is None and site is None)
    )
    if foreign or request.headers.get("x-rythm") != "1":
        raise Forbidden(CROSS_SITE)


async def request_context(request: Request) -> AsyncIterator[Context]:
    """The caller's transaction; it commits before the answer is sent, so that a 200 is never a lie."""
    async with open_context(credential(request)) as ctx:
        yield ctx


CurrentContext = Annotated[Context, Depends(request_context, scope="function")]


class Permits:
    """A route's declared permission, checked before the route runs; None says that anybody may call it."""

    def __init__(self, permission: Permission) -> None:
        self.permission = permission

    async def __call__(self, ctx: CurrentContext) -> None:
        """Raise Forbidden unless the caller has the permission."""
        access.require(ctx, self.permission)


def permits(permission: Permission) -> Any:
    """Declare what a route needs: `dependencies=[permits(Permission.WORKOUT_READ)]`."""
    return Depends(Permits(permission), scope="function")


class Public:
    """Marks a route that anybody may call, signed in or not."""

    async def __call__(self) -> None:
        """Let everybody pass."""


def public() -> Any:
    """Declare a route open to everybody: `dependencies=[public()]`."""
    return Depends(Public())


def declared(dependencies: list[DependsParam]) -> Permits | Public | None:
    """The permission a route declares, for the test that none forgets."""
    for dependency in dependencies:
        if isinstance(dependency.dependency, Permits | Public):
            return dependency.dependency
    return None


async def device(request: Request) -> Device:
    """The browser or client behind a request, as shown in the list of sessions."""
    return Device(address=address(request), name=request.headers.get("user-agent", "")[:300])


def address(request: Request) -> str:
    """The caller's address, past as many proxies as are trusted."""
    hops = settings().trusted_proxy_hops
    if hops:
        forwarded = [
            part.strip() for part in request.headers.get("x-forwarded-for", "").split(",") if part.strip()
        ]
        if len(forwarded) >= hops:
            return forwarded[-hops]
    return request.client.host if request.client else ""


CallerDevice = Annotated[Device, Depends(device)]
