"""The headers every answer carries: what a page may load, who may frame it, and how long it may be kept."""

import json
from collections.abc import Mapping, Sequence
from http import HTTPStatus
from pathlib import Path

from starlette.types import ASGIApp, Message, Receive, Scope, Send

NOTHING = b"default-src 'none'; frame-ancestors 'none'"

FALLBACK = "404.html"
"""The page served for addresses that have no page of their own, such as `/history/<id>`."""

_FIXED: list[tuple[bytes, bytes]] = [
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"same-origin"),
    (b"cross-origin-opener-policy", b"same-origin"),
    (b"cross-origin-resource-policy", b"same-origin"),
    (
        b"permissions-policy",
        b"camera=(), microphone=(), geolocation=(), payment=(), usb=(), screen-wake-lock=(self)",
    ),
]
_HSTS = (b"strict-transport-security", b"max-age=31536000")


def read_hashes(web: Path) -> dict[str, list[str]]:
    """The hashes of inline scripts per built page; none before the first build."""
    try:
        return dict(json.loads((web / "csp.json").read_text()))
    except FileNotFoundError:
        return {}


def content_security_policy(script_hashes: Sequence[str] = ()) -> bytes:
    """Only our own host, and only the inline scripts that the build made."""
    scripts = " ".join(["'self'", *script_hashes])
    return (
        f"default-src 'self'; script-src {scripts}; style-src 'self' 'unsafe-inline'; "
        "img-src 'self' data: blob:; font-src 'self'; connect-src 'self'; worker-src 'self'; "
        "manifest-src 'self'; form-action 'self'; "
        "frame-ancestors 'none'; base-uri 'none'; object-src 'none'"
    ).encode()


def caching(path: str, status: int) -> bytes:
    """How long an answer may be kept: hashed files for ever, the API's never, the rest only after asking."""
    if path.startswith(("/api/", "/health/")):
        return b"no-store"
    if path.startswith("/assets/") and status in (200, 206, 304):
        return b"public, max-age=31536000, immutable"
    return b"no-cache"


class SecurityHeaders:
    """Adds the headers an answer does not already have."""

    def __init__(self, app: ASGIApp, *, hashes: Mapping[str, Sequence[str]], https: bool = False) -> None:
        self.app = app
        self.fixed = [*_FIXED, _HSTS] if https else _FIXED
        self.policies = {page: content_security_policy(found) for page, found in hashes.items()}
        self.plain = content_security_policy()
        self.fallback = self.policies.get(FALLBACK, self.plain)

    def policy(self, path: str, kind: bytes) -> bytes:
        """The policy for an answer of this content type; only pages get the rights of a page."""
        if kind.startswith(b"application/json"):
            return NOTHING
        if not kind.startswith(b"text/html"):
            return self.plain
        name = path.strip("/")
        for page in (name, f"{name}.html", f"{name}/index.html".lstrip("/")):
            if page in self.policies:
                return self.policies[page]
        return self.fallback

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on and complete its answer."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        async def completed(message: Message) -> None:
            if message["type"] == "http.response.start":
                given = list(message.get("headers", []))
                present = {name.lower(): value for name, value in given}
                added = [*self.fixed, (b"cache-control", caching(scope["path"], message["status"]))]
                # A 304 names no content type, and what it carries replaces what the browser kept: the page's
                # own policy must stay.
                if message["status"] != HTTPStatus.NOT_MODIFIED:
                    kind = present.get(b"content-type", b"")
                    added.append((b"content-security-policy", self.policy(scope["path"], kind)))
                message = {**message, "headers": given + [pair for pair in added if pair[0] not in present]}
            await send(message)

        await self.app(scope, receive, completed)
