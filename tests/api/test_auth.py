"""Writes with a browser's cookie: only our own pages may cause them, whatever the route (CSRF)."""

from datetime import UTC, datetime, timedelta

import httpx
import pytest
import pytest_asyncio
from starlette.requests import Request

from rythm.api.deps import SAFE, Permits, address
from rythm.core.context import open_context
from rythm.core.crypto import token_hash
from rythm.core.ids import uuid7
from rythm.core.settings import settings
from rythm.identity.models import BrowserSession
from tests.api.calls import CALLS, World, build_world
from tests.api.test_refusals import routes, url
from tests.fixtures.actors import Gym, build_gym
from tests.fixtures.api import OWN_PAGE, bearer

UNSAFE = [
    pytest.param(method, path, id=f"{method} {path}")
    for method, path, needs in routes()
    if isinstance(needs, Permits) and method not in SAFE
]
SIGN_IN_AND_OUT = [("POST", "/api/v1/session"), ("DELETE", "/api/v1/session")]
FOREIGN = {
    "no X-Rythm": {"X-Rythm": None},
    "another X-Rythm": {"X-Rythm": "0"},
    "foreign Origin": {"Origin": "https://evil.example"},
    "foreign Origin, old browser": {"Origin": "https://evil.example", "Sec-Fetch-Site": None},
    "our name inside another": {"Origin": "http://rythm.test.evil.example"},
    "our name before an @": {"Origin": "http://rythm.test@evil.example"},
    "another port": {"Origin": "http://rythm.test:8443"},
    "null Origin": {"Origin": "null"},
    "empty Origin": {"Origin": ""},
    "an Origin that is no address": {"Origin": "http:/" + "/["},
    "cross-site": {"Sec-Fetch-Site": "cross-site"},
    "a sister host": {"Sec-Fetch-Site": "same-site"},
    "typed into the address bar": {"Sec-Fetch-Site": "none"},
    "nothing says where from": {"Origin": None, "Sec-Fetch-Site": None},
}
OURS = {
    "all three": {},
    "no Sec-Fetch-Site, an old browser": {"Sec-Fetch-Site": None},
    "no Origin, but Sec-Fetch-Site": {"Origin": None},
}


def headers(change: dict[str, str | None]) -> dict[str, str]:
    """Our own page's headers with some of them changed or left out."""
    return {name: value for name, value in (OWN_PAGE | change).items() if value is not None}


async def cookie_of(gym: Gym, name: str, system_admin) -> str:
    who = system_admin if name == "system_admin" else gym.people()[name]
    token = uuid7().hex
    async with open_context(who.credential) as ctx:
        ends = datetime.now(UTC) + timedelta(days=1)
        ctx.db.add(
            BrowserSession(
                user_id=who.id, tenant_id=who.tenant_id, token_hash=token_hash(token), expires_at=ends
            )
        )
    return token


@pytest_asyncio.fixture(loop_scope="session", scope="module")
async def world(db) -> World:
    return await build_world(await build_gym())


async def write(api, world: World, method: str, path: str, sent: dict[str, str], **body) -> httpx.Response:
    if not body and method != "DELETE":
        body = {"json": CALLS[method, path].body(world) or {}}
    return await api.request(method, url(world, path), headers=sent, **body)


@pytest.mark.parametrize(("method", "path"), UNSAFE)
async def test_no_other_page_writes_with_a_visitors_cookie(api, world, system_admin, method, path):
    token = await cookie_of(world.gym, CALLS[method, path].actor, system_admin)
    for what, change in FOREIGN.items():
        sent = headers(change) | {"Cookie": f"rythm_session={token}"}
        answer = await write(api, world, method, path, sent)
        assert (answer.status_code, answer.json()["error"]["code"]) == (403, "FORBIDDEN"), what
        assert answer.json()["error"]["message"] == "This request did not come from Rythm's own pages.", what


@pytest.mark.parametrize(("method", "path"), UNSAFE)
async def test_a_form_of_another_page_writes_nothing(api, world, system_admin, method, path):
    """Forms send without asking, but only these three kinds of body and none of our headers."""
    token = await cookie_of(world.gym, CALLS[method, path].actor, system_admin)
    kinds = ("text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x")
    for kind in kinds:
        sent = {"Cookie": f"rythm_session={token}", "Content-Type": kind, "Origin": "https://evil.example"}
        answer = await write(api, world, method, path, sent, content=b'{"name": "x"}')
        assert answer.status_code == 403, kind


@pytest.mark.parametrize(("method", "path"), UNSAFE)
async def test_our_own_page_writes(api, system_admin, method, path):
    for what, change in OURS.items():
        own = await build_world(await build_gym())
        actor = CALLS[method, path].actor
        token = await cookie_of(own.gym, actor, system_admin)
        answer = await write(api, own, method, path, headers(change) | {"Cookie": f"rythm_session={token}"})
        assert answer.is_success or answer.status_code in (409, 422), (what, answer.text)


@pytest.mark.parametrize(("method", "path"), SIGN_IN_AND_OUT)
async def test_no_other_page_signs_in_or_out(api, world, method, path):
    """Else a page could sign its visitor in as somebody else, and read what they type."""
    for what, change in FOREIGN.items():
        body = {"json": {"email": "a@b.example", "password": "x"}} if method == "POST" else {}
        answer = await write(api, world, method, path, headers(change), **(body or {"content": b""}))
        assert answer.status_code == 403, what
        assert "set-cookie" not in answer.headers


async def test_bodies_are_json_or_nothing(api, world):
    """Our own page too: what is read as JSON has to say so."""
    sent = bearer(world.gym.member)
    for kind in ("text/plain", "application/x-www-form-urlencoded", ""):
        answer = await api.post(
            "/api/v1/exercises", content=b'{"name": "x"}', headers=sent | {"Content-Type": kind}
        )
        assert (answer.status_code, answer.json()["error"]["code"]) == (422, "BAD_REQUEST"), kind


async def test_reading_needs_no_proof(api, world):
    """A page elsewhere may cause it, but cannot see the answer."""
    answer = await api.get("/api/v1/me", headers={"Cookie": f"rythm_session={world.cookie}"})
    assert answer.is_success
    assert "access-control-allow-origin" not in answer.headers


async def test_a_bearer_needs_no_proof_and_goes_before_the_cookie(api, world):
    sent = bearer(world.gym.stranger) | {"Cookie": f"rythm_session={world.cookie}"}
    assert (await api.get("/api/v1/me", headers=sent)).json()["user"]["id"] == str(world.gym.stranger.id)
    answer = await api.post("/api/v1/exercises", json={"name": f"Mine {uuid7()}"}, headers=sent)
    assert answer.is_success
    sent = {"Authorization": "Bearer wrong", "Cookie": f"rythm_session={world.cookie}"}
    assert (await api.get("/api/v1/me", headers=sent)).status_code == 401, "a wrong token is not overlooked"


@pytest.mark.parametrize("header", ["Basic YTpi", "Bearer", "Bearer  ", "bearer", "Token x", ""])
async def test_an_authorization_of_another_kind_is_nobodys(api, header):
    assert (await api.get("/api/v1/me", headers={"Authorization": header})).status_code == 401


async def test_public_origins_are_ours(api, world, monkeypatch):
    monkeypatch.setenv("RYTHM_PUBLIC_ORIGINS", "https://gym.example, https://train.example/")
    settings.cache_clear()
    try:
        for origin, good in (
            ("https://gym.example", True),
            ("https://train.example", True),
            ("https://a.example", False),
            ("null", False),
        ):
            sent = headers({"Origin": origin}) | {"Cookie": f"__Host-rythm_session={world.cookie}"}
            answer = await api.post("/api/v1/exercises", json={"name": f"Mine {uuid7()}"}, headers=sent)
            assert answer.is_success is good, origin
    finally:
        monkeypatch.undo()
        settings.cache_clear()


@pytest.mark.parametrize(
    ("hops", "forwarded", "seen"),
    [
        (0, None, "203.0.113.7"),
        (0, "198.51.100.1", "203.0.113.7"),
        (1, "198.51.100.1", "198.51.100.1"),
        (1, "6.6.6.6, 198.51.100.1", "198.51.100.1"),
        (2, "6.6.6.6, 198.51.100.1, 10.0.0.1", "198.51.100.1"),
        (2, "198.51.100.1", "203.0.113.7"),
        (1, "", "203.0.113.7"),
        (1, " , ", "203.0.113.7"),
    ],
)
def test_an_address_is_believed_only_from_our_own_proxies(monkeypatch, hops, forwarded, seen):
    """Or whoever guesses passwords would come from a new address each time."""
    monkeypatch.setenv("RYTHM_TRUSTED_PROXY_HOPS", str(hops))
    settings.cache_clear()
    sent = [] if forwarded is None else [(b"x-forwarded-for", forwarded.encode())]
    scope = {"type": "http", "headers": sent, "client": ("203.0.113.7", 4711)}
    assert address(Request(scope)) == seen
    monkeypatch.undo()
    settings.cache_clear()


async def test_the_demo_is_offered_only_in_the_demo(api, monkeypatch):
    assert (await api.get("/api/v1/demo/accounts")).status_code == 404
    monkeypatch.setenv("RYTHM_DEMO", "true")
    settings.cache_clear()
    shown = (await api.get("/api/v1/demo/accounts")).json()
    assert (len(shown["accounts"]), shown["password"]) == (8, "rythm-demo")
    monkeypatch.undo()
    settings.cache_clear()


def test_every_write_is_in_the_matrix():
    assert len(UNSAFE) > 20
