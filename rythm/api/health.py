"""Whether the process lives, and whether it can serve."""

import asyncio
from typing import Any

from fastapi import APIRouter
from fastapi.responses import JSONResponse
from sqlalchemy import text

from rythm import __version__
from rythm.api.deps import public
from rythm.core.actor import Anonymous
from rythm.core.context import open_context
from rythm.core.migrate import newest
from rythm.web.frontend import FRONTEND

router = APIRouter(prefix="/health", tags=["health"], dependencies=[public()])


@router.get("/live")
async def live() -> dict[str, str]:
    """The process answers."""
    return {"status": "ok", "version": __version__}


@router.get("/ready", responses={503: {"description": "Something the program needs is missing."}})
async def ready() -> JSONResponse:
    """Database, migrations and frontend are there; each check says what it found."""
    checks: dict[str, Any] = {"database": "ok", "migrations": "ok", "frontend": "ok"}
    try:
        async with asyncio.timeout(3), open_context(Anonymous()) as ctx:
            at = (await ctx.db.execute(text("select version_num from alembic_version"))).scalar_one_or_none()
        if at != newest():
            checks["migrations"] = f"at {at}, expected {newest()}: run `rythm migrate`"
    except Exception as error:  # every failure means the same here: not ready
        checks["database"] = f"unreachable ({type(error).__name__})"
        checks["migrations"] = "unknown"
    if not (FRONTEND / "build" / "client" / "index.html").exists():
        checks["frontend"] = "missing: run `rythm build`"
    good = all(value == "ok" for value in checks.values())
    body = {"status": "ok" if good else "unavailable", "version": __version__, "checks": checks}
    return JSONResponse(body, 200 if good else 503)
