"""How every error of the API looks, and what it never tells."""

import json
import socket
from collections.abc import AsyncIterator, Callable
from typing import Any

import httpx
import pytest
import pytest_asyncio
import structlog
from fastapi import APIRouter, FastAPI

from rythm.api.app import create_api
from rythm.api.deps import public
from rythm.core import errors, log
from rythm.core.context import open_context
from rythm.core.database import database
from rythm.core.errors import AppError
from tests.fixtures.api import ORIGIN, bearer

SECRET_WORDS = "hunter2 is the password of the database"


async def send(api, method: str, path: str, **rest: Any) -> tuple[int, dict[str, Any], httpx.Headers]:
    answer = await api.request(method, path, **rest)
    assert answer.headers["content-type"] == "application/json", answer.text
    body = answer.json()
    assert [*body] == ["error"]
    error = body["error"]
    assert {*error} == {"code", "message", "fields", "request_id"}
    assert error["request_id"], "an error can be found again in the log"
    assert answer.headers["x-request-id"] == error["request_id"]
    return answer.status_code, error, answer.headers


@pytest.fixture
def raising() -> Callable[[Exception], FastAPI]:
    """The API with one more route, which raises."""

    def build(error: Exception) -> FastAPI:
        router = APIRouter(prefix="/raise", dependencies=[public()])

        @router.get("")
        async def accident() -> None:
            raise error

        built = create_api()
        built.include_router(router)
        return built

    return build


@pytest_asyncio.fixture(loop_scope="session")
async def ask(db, raising) -> AsyncIterator[Callable[[Exception], Any]]:
    """`await ask(error)` is what the API answers when a route raises it."""

    async def answered(error: Exception):
        transport = httpx.ASGITransport(raising(error), raise_app_exceptions=False)
        async with httpx.AsyncClient(transport=transport, base_url=ORIGIN) as client:
            return await client.get("/raise")

    yield answered


ERRORS = [kind for kind in vars(errors).values() if isinstance(kind, type) and issubclass(kind, AppError)]


@pytest.mark.parametrize("kind", ERRORS, ids=lambda kind: kind.__name__)
async def test_each_expected_error_has_its_code_and_status(ask, kind):
    error = kind(7) if kind is errors.TooManyRequests else kind()
    answer = await ask(error)
    told = answer.json()["error"]
    assert (answer.status_code, told["code"]) == (kind.status, kind.code)
    assert (told["message"], told["fields"]) == (error.message, {})
    assert answer.headers.get("retry-after") == ("7" if kind is errors.TooManyRequests else None)


def test_codes_and_statuses_are_told_apart():
    assert {kind.__name__: (kind.code, kind.status) for kind in ERRORS if kind is not AppError} == {
        "NotFound": ("NOT_FOUND", 404),
        "Forbidden": ("FORBIDDEN", 403),
        "Unauthenticated": ("UNAUTHENTICATED", 401),
        "Conflict": ("CONFLICT", 409),
        "Invalid": ("BAD_REQUEST", 422),
        "QuotaExceeded": ("QUOTA_EXCEEDED", 402),
        "Gone": ("GONE", 410),
        "TooManyRequests": ("RATE_LIMITED", 429),
    }


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (0, "1 seconds"),
        (1, "1 seconds"),
        (119, "119 seconds"),
        (120, "2 minutes"),
        (121, "3 minutes"),
        (900, "15 minutes"),
    ],
)
def test_waiting_is_told_in_words(seconds, words):
    assert errors.TooManyRequests(seconds).message == f"Too many tries. Try again in {words}."


async def test_each_field_tells_what_is_wrong_with_it(api, gym):
    sent = {"name": "", "measured_by": "smell", "rest_seconds": "soon", "colour": "red"}
    status, error, _ = await send(api, "POST", "/api/v1/exercises", json=sent, headers=bearer(gym.admin))
    assert (status, error["code"]) == (422, "BAD_REQUEST")
    assert {*error["fields"]} == {"name", "measured_by", "rest_seconds", "colour"}
    assert not any("Value error" in words for words in error["fields"].values())


@pytest.mark.parametrize(
    "body",
    [b"", b"{", b"[]", b"null", b'"x"', b"\xff\xfe", b'{"name": "x"', b"NaN", b'{"name": NaN}'],
    ids=lambda body: repr(body[:12]),
)
async def test_what_is_no_json_object_is_refused(api, gym, body):
    sent = bearer(gym.admin) | {"Content-Type": "application/json"}
    status, error, _ = await send(api, "POST", "/api/v1/exercises", content=body, headers=sent)
    assert (status, error["code"]) == (422, "BAD_REQUEST")
    assert error["fields"]


async def test_a_body_that_is_too_deep_is_refused(api, gym):
    sent = bearer(gym.admin) | {"Content-Type": "application/json"}
    status, error, _ = await send(api, "POST", "/api/v1/exercises", content=b"[" * 10_000, headers=sent)
    assert (status, error["code"]) == (400, "BAD_REQUEST")


@pytest.mark.parametrize(
    "query", ["limit=0", "limit=101", "limit=many", "cursor=nonsense", "page=2", "search=%00"]
)
async def test_a_query_that_is_wrong_is_refused(api, gym, query):
    status, error, _ = await send(api, "GET", f"/api/v1/users?{query}", headers=bearer(gym.admin))
    assert (status, [*error["fields"]]) == (422, [query.partition("=")[0]])


@pytest.mark.parametrize("id_", ["1", "not-an-id", "%00", "' or 1=1", "00000000-0000-0000-0000-00000000000g"])
async def test_an_id_that_is_none_is_refused(api, gym, id_):
    status, error, _ = await send(api, "GET", f"/api/v1/exercises/{id_}", headers=bearer(gym.admin))
    assert (status, error["code"]) == (422, "BAD_REQUEST")


@pytest.mark.parametrize("method", ["GET", "POST", "PUT", "PATCH", "DELETE"])
@pytest.mark.parametrize(
    "path", ["/api/v1/nothing", "/api/nothing", "/api/", "/api/v2/me", "/api/v1/me/nothing"]
)
async def test_there_is_nothing_where_nothing_is(api, method, path):
    status, error, _ = await send(api, method, path)
    assert (status, error["code"]) == (404, "NOT_FOUND")


@pytest.mark.parametrize(
    ("method", "path", "allowed"),
    [
        ("PUT", "/api/v1/me", {"GET"}),
        ("DELETE", "/api/v1/exercises", {"GET", "POST"}),
        ("GET", "/api/v1/session", {"POST", "DELETE"}),
        ("GET", "/api/v1/auth/token", {"POST"}),
        ("PUT", "/api/v1/exercises/0190", {"GET", "PATCH"}),
    ],
)
async def test_a_method_that_is_not_there_names_those_that_are(api, method, path, allowed):
    status, error, headers = await send(api, method, path)
    assert (status, error["code"]) == (405, "METHOD_NOT_ALLOWED")
    assert {part.strip() for part in headers["allow"].split(",")} == allowed


async def test_every_request_has_an_id_of_its_own(api):
    answers = [await api.get("/api/v1/me", headers={"X-Request-Id": "mine"}) for _ in range(2)]
    ids = [answer.headers["x-request-id"] for answer in answers]
    assert len({*ids, "mine"}) == 3, "nobody else chooses it"


async def test_a_database_that_is_away_is_said_so(api, gym, test_database):
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    await database.close()
    database.configure(f"postgresql://rythm_app:{SECRET_WORDS.split()[0]}@127.0.0.1:{port}/rythm")
    try:
        for path in ("/api/v1/me", "/api/v1/exercises"):
            status, error, headers = await send(api, "GET", path, headers=bearer(gym.member))
            assert (status, error["code"], headers["retry-after"]) == (503, "UNAVAILABLE", "2")
            assert str(port) not in json.dumps(error)
        ready = await api.get("/health/ready")
        assert (ready.status_code, ready.json()["status"]) == (503, "unavailable")
        assert (await api.get("/health/live")).status_code == 200
    finally:
        await database.close()
        database.configure(test_database.app, pool_size=10)
    assert (await api.get("/api/v1/me", headers=bearer(gym.member))).is_success


async def test_a_pool_that_is_exhausted_is_said_so(api, gym, test_database, monkeypatch):
    await database.close()
    database.configure(test_database.app, pool_size=1)
    monkeypatch.setattr(database.engine.pool, "_timeout", 0.05)
    try:
        async with open_context(gym.member.credential):
            status, error, headers = await send(api, "GET", "/api/v1/me", headers=bearer(gym.member))
        assert (status, error["code"], headers["retry-after"]) == (503, "UNAVAILABLE", "2")
    finally:
        await database.close()
        database.configure(test_database.app, pool_size=10)


async def test_an_accident_tells_nothing_and_can_be_found_in_the_log(ask):
    with structlog.testing.capture_logs() as lines:
        answer = await ask(RuntimeError(SECRET_WORDS))
    error = answer.json()["error"]
    assert (answer.status_code, error["code"]) == (500, "INTERNAL_ERROR")
    assert error["message"] == "Something went wrong on our side."
    assert "hunter2" not in answer.text
    (line,) = [line for line in lines if line["log_level"] == "error"]
    assert isinstance(line["exc_info"], RuntimeError)


async def test_an_accident_below_api_has_its_id_in_answer_and_log(db, monkeypatch, api, gym):
    async def accident(*args: object) -> None:
        raise RuntimeError(SECRET_WORDS)

    monkeypatch.setattr("rythm.identity.queries.me", accident)
    with structlog.testing.capture_logs() as lines:
        status, error, _ = await send(api, "GET", "/api/v1/me", headers=bearer(gym.member))
    assert (status, error["code"]) == (500, "INTERNAL_ERROR")
    assert error["request_id"] in [line.get("request_id") for line in lines]


async def test_the_log_holds_no_values(ask, capsys):
    """Tracebacks, yes; what people typed and what variables held, no."""
    before = structlog.get_config()
    log.configure()
    try:
        password = "correct horse battery"  # a local that a generous traceback would print
        answer = await ask(ValueError("an accident"))
    finally:
        structlog.configure(**before)
    written = capsys.readouterr().err
    assert (answer.status_code, len(password)) == (500, 21)
    assert "Traceback" in written
    assert "an accident" in written
    assert password not in written
    assert "rythm_app" not in written


async def test_database_errors_do_not_quote_what_was_sent(api, gym):
    assert database.engine.sync_engine.hide_parameters


READ_BY_HAND = frozenset({"/api/v1/imports/files", "/api/v1/me/archive"})
"""A file as it is, and an archive, which its own schema reads so that each error names its place."""


async def test_unknown_fields_are_refused_everywhere(application):
    """A typing error in a field's name is never silently ignored."""
    schemas = application.openapi()["components"]["schemas"]
    bodies = {
        reference["$ref"].rpartition("/")[2]
        for path, operations in application.openapi()["paths"].items()
        for operation in operations.values()
        if "requestBody" in operation and path not in READ_BY_HAND
        for schema in [operation["requestBody"]["content"]["application/json"]["schema"]]
        for reference in schema.get("anyOf", [schema])  # a body that may be left out
        if reference != {"type": "null"}
    }
    assert len(bodies) > 10
    assert [name for name in bodies if schemas[name].get("additionalProperties") is not False] == []


async def test_every_route_describes_the_errors_it_answers_with(application):
    undescribed = []
    for path, operations in application.openapi()["paths"].items():
        for method, operation in operations.items():
            for status, answer in operation["responses"].items():
                if status.startswith("4") and path.startswith("/api/"):
                    schema = answer["content"]["application/json"]["schema"]["$ref"]
                    if not schema.endswith("/ErrorAnswer"):
                        undescribed.append((method, path, status))
    assert undescribed == [], "every refusal looks the same, so say so"
