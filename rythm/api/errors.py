"""Renders every error of the API as `{"error": {code, message, fields, request_id}}`."""

from typing import Any

import structlog
from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from pydantic import BaseModel
from sqlalchemy.exc import InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from starlette.exceptions import HTTPException

from rythm.core.errors import AppError, Invalid, TooManyRequests

log = structlog.get_logger()

STATUS_CODES = {
    401: "UNAUTHENTICATED",
    403: "FORBIDDEN",
    404: "NOT_FOUND",
    405: "METHOD_NOT_ALLOWED",
    413: "TOO_LARGE",
}


class ErrorBody(BaseModel):
    """What went wrong."""

    code: str
    message: str
    fields: dict[str, str] = {}
    request_id: str


class ErrorAnswer(BaseModel):
    """The body of every answer that is no success."""

    error: ErrorBody


def documented(*errors: type[AppError]) -> dict[int | str, dict[str, Any]]:
    """The `responses` of a route that may answer with these errors."""
    return {error.status: {"model": ErrorAnswer, "description": error.message} for error in errors}


def render(error: AppError, request: Request) -> JSONResponse:
    """An expected error as an answer."""
    headers = {"Retry-After": str(error.retry_after)} if isinstance(error, TooManyRequests) else None
    return _answer(request, error.status, error.code, error.message, error.fields, headers)


def install(app: FastAPI) -> None:
    """Hang the renderers on the application."""
    app.add_exception_handler(AppError, lambda request, error: render(error, request))  # type: ignore[arg-type]
    app.add_exception_handler(RequestValidationError, _malformed)  # type: ignore[arg-type]
    app.add_exception_handler(HTTPException, _http)  # type: ignore[arg-type]
    for kind in (OperationalError, InterfaceError, PoolTimeout):
        app.add_exception_handler(kind, _unavailable)
    app.add_exception_handler(Exception, _unexpected)


def _malformed(request: Request, error: RequestValidationError) -> JSONResponse:
    fields: dict[str, str] = {}
    for problem in error.errors():
        place = [str(part) for part in problem["loc"] if part not in ("body", "query", "path")]
        fields.setdefault(".".join(place) or "body", problem["msg"].removeprefix("Value error, "))
    return render(Invalid(fields=fields), request)


def _http(request: Request, error: HTTPException) -> JSONResponse:
    code = STATUS_CODES.get(error.status_code, "BAD_REQUEST")
    return _answer(request, error.status_code, code, str(error.detail), headers=dict(error.headers or {}))


def _unavailable(request: Request, error: Exception) -> JSONResponse:
    log.error("database unavailable", request_id=_request_id(request), error=type(error).__name__)
    message = "The database does not answer. Nothing was lost: try again in a moment."
    return _answer(request, 503, "UNAVAILABLE", message, headers={"Retry-After": "2"})


def _unexpected(request: Request, error: Exception) -> JSONResponse:
    log.error("unexpected error", request_id=_request_id(request), exc_info=error)
    # Starlette answers this one outside of all other middleware, so the id is not put on by ours.
    named = {"X-Request-Id": _request_id(request)}
    return _answer(request, 500, "INTERNAL_ERROR", "Something went wrong on our side.", headers=named)


def _answer(
    request: Request,
    status: int,
    code: str,
    message: str,
    fields: dict[str, str] | None = None,
    headers: dict[str, str] | None = None,
) -> JSONResponse:
    body = ErrorBody(code=code, message=message, fields=fields or {}, request_id=_request_id(request))
    return JSONResponse(ErrorAnswer(error=body).model_dump(), status, headers)


def _request_id(request: Request) -> str:
    return str(getattr(request.state, "request_id", ""))
