"""The JSON API as one application: every route, its errors, its description."""

from importlib import import_module
from typing import Any

from fastapi import APIRouter, FastAPI, HTTPException, Request
from fastapi.responses import HTMLResponse
from starlette.middleware.gzip import GZipMiddleware
from starlette.routing import compile_path

from rythm import __version__
from rythm.api import auth, errors, health, manifest
from rythm.api.deps import public
from rythm.api.docs import page
from rythm.api.request_id import RequestId
from rythm.core.errors import Invalid, NotFound

VERSION_1 = (
    "exercises",
    "live",
    "templates",
    "workouts",
    "progress",
    "calendar",
    "pictures",
    "sets",
    "sync",
    "clients",
    "coaching",
    "comments",
    "messages",
    "users",
    "tenants",
    "preferences",
    "imports",
    "import_files",
    "belongings",
    "body",
    "achievements",
    "analytics",
)
COMPRESSED_FROM = 20_000
"""Bytes from which an answer is compressed: a phone's first copy of everything, but no page of a list."""


def create_api() -> FastAPI:
    """The API with its routes; Reflex mounts its pages below it."""
    api = FastAPI(
        title="Rythm",
        version=__version__,
        description="Training, people and tenants of a Rythm installation.",
        openapi_url="/api/openapi.json",
        docs_url=None,
        redoc_url=None,
        separate_input_output_schemas=False,
        # Nobody listens: else every request looks for listeners, and the environment could add some.
        telemetry={"tracing": False, "metrics": False, "logs": False, "auto_configure": False},
    )
    errors.install(api)
    v1 = APIRouter(prefix="/api/v1", responses=errors.documented(Invalid))
    v1.include_router(auth.router)
    for name in VERSION_1:
        v1.include_router(import_module(f"rythm.api.v1.{name}").router)
    api.include_router(v1)
    api.include_router(health.router)
    api.include_router(manifest.router)
    api.add_middleware(GZipMiddleware, minimum_size=COMPRESSED_FROM, compresslevel=6)
    api.add_middleware(RequestId)

    @api.get("/api/docs", include_in_schema=False, dependencies=[public()])
    async def docs() -> HTMLResponse:
        """The API described as one page that loads nothing from elsewhere."""
        return HTMLResponse(page(api.openapi()))

    @api.api_route(
        "/api/{path:path}",
        methods=["GET", "POST", "PUT", "PATCH", "DELETE"],
        include_in_schema=False,
        dependencies=[public()],
    )
    async def unknown(path: str, request: Request) -> None:
        """There is no such route, or not with this method."""
        methods = _methods(api.openapi(), request.url.path)
        if methods:
            raise HTTPException(405, f"This takes {methods} only.", {"Allow": methods})
        raise NotFound(f"There is no {request.method} /api/{path}. See /api/docs.")

    return api


def _methods(openapi: dict[str, Any], path: str) -> str:
    matching = (found for known, found in openapi["paths"].items() if compile_path(known)[0].match(path))
    return ", ".join(sorted({method.upper() for operations in matching for method in operations}))
