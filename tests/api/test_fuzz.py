"""Whatever a caller sends, by the API's own description or against it: never an answer of 500 and above."""

import json
from typing import Any
from uuid import UUID

import httpx
import pytest
import pytest_asyncio
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from rythm.api.app import create_api
from rythm.core.ids import uuid7
from tests.api.calls import World, build_world
from tests.fixtures.actors import Person, build_gym
from tests.fixtures.api import OWN_PAGE, bearer

OPENAPI = create_api().openapi()
OPERATIONS = {
    (method.upper(), path): operation
    for path, operations in OPENAPI["paths"].items()
    for method, operation in operations.items()
}
UNWELCOME = {("DELETE", "/api/v1/me/sessions"), ("POST", "/api/v1/tenants/{tenant_id}/suspend")}
"""Calls that would shut the callers out of the rest."""

IDS = [
    "<exercise_id>", "<template_id>", "<workout_id>", "<open_workout_id>", "<workout_exercise_id>",
    "<set_id>", "<session_id>", "<user_id>", "<member_id>", "<tenant_id>", "<new>",
    str(UUID(int=0)), str(UUID(int=5)),
]  # fmt: skip
"""Stand for the ids of things that are there, and of some that are not."""

NUMBERS = st.sampled_from(["1", "1", "2", "0", "-1", str(2**31), str(10**30), "1.5", "one"])

CURSORS = [
    "W10", "bnVsbA", "WzFlMzAwLCJhIiwiMDAwMDAwMDAtMDAwMC0wMDAwLTAwMDAtMDAwMDAwMDAwMDAwIl0",
    "WyIwMDAxLTAxLTAxVDAwOjAwOjAwKzE0OjAwIiwiMDAwMDAwMDAtMDAwMC0wMDAwLTAwMDAtMDAwMDAwMDAwMDAwIl0",
]  # fmt: skip
ODD_TEXT = [
    "", " ", "\x00", "a\x00b", "\ud800", "%", "\\", "_" * 121, "'; --", "=1+1", "İ", "\u202e", "x" * 3000,
    "0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-14:00", "2026-02-30", "2026-03-29T02:30:00Z",
    "NaN", "1e999999", "-0", "1e-400", "1000.00001", "../../etc/passwd", "Pacific/Kiritimati", *CURSORS,
]  # fmt: skip
ODD = [
    None, True, 0, -1, 2**31, 2**63, 10**30, 1e308, float("inf"), float("nan"), 0.1, [], {}, [[[[]]]],
    {"\x00": "\x00"},
]  # fmt: skip
FIELDS = [
    "title", "template_id", "template_version", "started_at", "finished_at", "note", "deleted_at",
    "workout_id", "exercise_id", "position", "rest_seconds", "workout_exercise_id", "kind", "weight_kg",
    "reps", "rpe", "duration_seconds", "distance_m", "done_at", "\x00",
]  # fmt: skip
"""What operations of the sync may set; its description does not say."""

ODD_VALUES = st.sampled_from([*ODD_TEXT, *ODD])
MOMENTS = st.datetimes().map(lambda moment: f"{moment.isoformat()}Z")
TEXTS = st.sampled_from(["athlete", "coach", "7.5", "1000", "UTC", "Squat", "new@one.example"]) | st.text(
    max_size=20
)
CLOCKS = st.sampled_from([0, 1, 253_402_300_799_999]) | st.integers(0, 253_402_300_799_999)


def values(schema: dict[str, Any]) -> st.SearchStrategy[Any]:
    """Values of this schema, and one in three times others."""
    fitting = _fitting(schema)
    return st.one_of(fitting, fitting, ODD_VALUES)


def _fitting(schema: dict[str, Any]) -> st.SearchStrategy[Any]:
    if "$ref" in schema:
        return _fitting(OPENAPI["components"]["schemas"][schema["$ref"].rpartition("/")[2]])
    if "anyOf" in schema:
        return st.one_of([_fitting(one) for one in schema["anyOf"]])
    if "enum" in schema or "const" in schema:
        return st.sampled_from(schema.get("enum") or [schema["const"]])
    match schema.get("type"), schema.get("format"):
        case "object", _:
            return _objects(schema)
        case "array", _:
            return st.lists(values(schema.get("items", {})), max_size=3)
        case "integer" | "number", _:
            low, high = schema.get("minimum", -5), schema.get("maximum", 2**53)
            return st.sampled_from([low, high]) | st.integers(int(low), int(high))
        case "boolean", _:
            return st.booleans()
        case "null", _:
            return st.none()
        case "string", "uuid":
            return st.sampled_from(IDS)
        case "string", "date-time":
            return MOMENTS
    return TEXTS


def _objects(schema: dict[str, Any]) -> st.SearchStrategy[Any]:
    properties, required = schema.get("properties", {}), set(schema.get("required", ()))
    if not properties:
        return st.dictionaries(
            st.sampled_from(FIELDS), ODD_VALUES | st.sampled_from(IDS) | MOMENTS, max_size=6
        )
    return st.fixed_dictionaries(
        {name: values(kind) for name, kind in properties.items() if name in required},
        optional={name: values(kind) for name, kind in properties.items() if name not in required},
    )


def _request(operation: dict[str, Any]) -> st.SearchStrategy[dict[str, Any]]:
    """Path, query and body of a request for this operation."""
    named: dict[str, dict[str, Any]] = {"path": {}, "query": {}, "header": {}}
    for parameter in operation.get("parameters", ()):
        named[parameter["in"]][parameter["name"]] = parameter["schema"]
    body = operation.get("requestBody", {}).get("content", {}).get("application/json", {}).get("schema")
    return st.fixed_dictionaries(
        {
            "path": st.fixed_dictionaries(
                {
                    name: NUMBERS if kind.get("type") == "integer" else st.sampled_from([f"<{name}>", *IDS])
                    for name, kind in named["path"].items()
                }
            ),
            "query": st.fixed_dictionaries(
                {}, optional={name: values(kind) for name, kind in named["query"].items()}
            ),
            "body": values(body) if body else st.none(),
        }
    )


REQUESTS = {route: _request(operation) for route, operation in OPERATIONS.items()}
BATCHES = st.fixed_dictionaries(
    {
        "user_id": st.just("<member_id>"),
        "device_id": st.just(str(UUID(int=1))),
        "cursor": st.integers(0, 2**53),
        "sent_at": CLOCKS,
        "operations": st.lists(
            st.fixed_dictionaries(
                {
                    "op_id": st.uuids().map(str),
                    "seq": st.integers(0, 2**53),
                    "entity": st.sampled_from(["workout", "workout_exercise", "set"]),
                    "entity_id": st.sampled_from(IDS) | st.uuids().map(str),
                    "fields": _objects({}),
                    "at": CLOCKS,
                }
            ),
            max_size=4,
        ),
    }
)
"""What phones send: the envelope is right, and the fields may be anything."""

bounded = settings(
    max_examples=8,
    derandomize=True,
    database=None,
    deadline=None,
    phases=[Phase.generate],
    suppress_health_check=list(HealthCheck),
)


ROUTES = [
    pytest.param(route, id=" ".join(route))
    for route in sorted(
        OPERATIONS, key=lambda route: route[1].startswith(("/api/v1/users", "/api/v1/tenants"))
    )
    if route not in UNWELCOME
]
"""Those that may disable a caller come last."""


@pytest_asyncio.fixture(loop_scope="session", scope="module")
async def fuzzed(db) -> World:
    return await build_world(await build_gym())


@pytest_asyncio.fixture(loop_scope="session", scope="module")
async def synced(db) -> World:
    return await build_world(await build_gym())


@pytest.mark.parametrize("route", ROUTES)
@bounded
@given(data=st.data())
async def test_nothing_a_caller_sends_breaks_the_server(api, fuzzed, system_admin, route, data):
    people = [fuzzed.gym.member, fuzzed.gym.coach, fuzzed.gym.admin, system_admin, None]
    who = data.draw(st.sampled_from(people))
    answer = await send(api, fuzzed, route, who, **data.draw(REQUESTS[route]))
    assert answer.status_code < 500 or answer.json()["status"] == "unavailable", answer.text


@settings(bounded, max_examples=60)
@given(batch=BATCHES)
async def test_no_operation_of_a_phone_breaks_a_page(api, synced, batch):
    member, coach = synced.gym.member, synced.gym.coach
    answer = await send(api, synced, ("POST", "/api/v1/sync"), member, body=batch)
    assert answer.status_code == 200, answer.text
    for path, who in (
        ("/api/v1/sync/bootstrap", member),
        ("/api/v1/today", member),
        ("/api/v1/workouts", member),
        ("/api/v1/clients/{member_id}", coach),
    ):
        answer = await send(api, synced, ("GET", path), who, path={"member_id": "<member_id>"})
        assert answer.status_code == 200, (path, answer.text)


async def send(
    api: httpx.AsyncClient,
    world: World,
    route: tuple[str, str],
    who: Person | None,
    *,
    path: dict[str, str] | None = None,
    query: dict[str, Any] | None = None,
    body: Any = None,
) -> httpx.Response:
    """One request, its JSON written as loosely as Python writes it: with NaN and lone surrogates."""
    ids = {name: str(id) for name, id in world.ids().items()}
    ids |= {"open_workout_id": str(world.open_workout_id), "new": str(uuid7())}

    def real(said: object) -> str:
        text = str(said).encode("utf-8", "replace").decode()
        for name, id in ids.items():
            text = text.replace(f"<{name}>", id)
        return text

    return await api.request(
        route[0],
        route[1].format(**{name: real(id) for name, id in (path or {}).items()}),
        params={name: real(value) for name, value in (query or {}).items()},
        content=None if body is None else real(json.dumps(body)),
        headers={**OWN_PAGE, **bearer(who), "Content-Type": "application/json"},
    )
