"""What a phone needs to install the app: under the gym's name and in its colour for whoever is signed in."""

import hashlib
import json
from typing import Any

from fastapi import APIRouter, Request, Response

from rythm.api.deps import credential, public
from rythm.core.actor import BySession, TenantRef
from rythm.core.context import open_context
from rythm.core.errors import AppError

router = APIRouter(include_in_schema=False, dependencies=[public()])

CANVAS = "#0e0d0c"
"""What is shown until the first page is painted."""

SHORT = 12
"""So many letters fit below an icon."""

SCREENS = (
    ("log", "390x844", "narrow", "A set is one tap, with the numbers of last time"),
    ("today", "390x844", "narrow", "Today: what is next, and how the weeks went"),
    ("coach", "1280x800", "wide", "The coach sees who needs attention"),
)
SHORTCUTS = (("Start workout", "start", "/templates"), ("Log weight", "weigh", "/today?weigh"))


@router.get("/manifest.webmanifest")
async def manifest(request: Request) -> Response:
    """The app as it looks on a home screen; the same for all who are not signed in."""
    body = json.dumps(described(await _gym(request)), separators=(",", ":"))
    etag = f'"{hashlib.sha256(body.encode()).hexdigest()[:16]}"'
    # Kept, but asked about each time: another person's phone may be handed on.
    headers = {"ETag": etag, "Cache-Control": "private, no-cache", "Vary": "Cookie"}
    if request.headers.get("if-none-match") == etag:
        return Response(status_code=304, headers=headers)
    return Response(body, headers=headers, media_type="application/manifest+json")


async def _gym(request: Request) -> TenantRef | None:
    """The gym this browser stands in; none for whoever is not signed in."""
    try:
        who = credential(request)
        if not isinstance(who, BySession):
            return None
        async with open_context(who) as ctx:
            return ctx.actor.tenant
    except AppError:
        return None


def described(gym: TenantRef | None) -> dict[str, Any]:
    """The manifest. Its `id` never changes, so that a gym's new name is no other app."""
    name = gym.name if gym else "Rythm"
    return {
        "id": "/",
        "name": name,
        "short_name": short(name),
        "description": "Your training, logged where you lift.",
        "lang": "en",
        "dir": "ltr",
        "start_url": "/today",
        "scope": "/",
        "display": "standalone",
        "background_color": CANVAS,
        "theme_color": gym.brand if gym else CANVAS,
        "categories": ["fitness", "health", "sports"],
        "icons": [
            _icon("icon.svg", "any"),
            _icon("icon-192.png", "192x192"),
            _icon("icon-512.png", "512x512"),
            _icon("maskable-512.png", "512x512", "maskable"),
            _icon("monochrome.svg", "any", "monochrome"),
        ],
        "shortcuts": [
            {"name": name, "url": url, "icons": [_icon(f"{icon}-96.png", "96x96")]}
            for name, icon, url in SHORTCUTS
        ],
        "screenshots": [
            {
                "src": f"/screenshots/{name}.png",
                "sizes": sizes,
                "type": "image/png",
                "form_factor": form,
                "label": label,
            }
            for name, sizes, form, label in SCREENS
        ],
    }


def short(name: str) -> str:
    """As many whole words of a name as fit below an icon; a first word that is too long is cut."""
    kept = ""
    for word in name.split():
        longer = f"{kept} {word}".strip()
        if len(longer) > SHORT:
            break
        kept = longer
    return kept or name[:SHORT]


def _icon(file: str, sizes: str, purpose: str = "any") -> dict[str, str]:
    kind = "image/svg+xml" if file.endswith(".svg") else "image/png"
    return {"src": f"/icons/{file}", "sizes": sizes, "type": kind, "purpose": purpose}
