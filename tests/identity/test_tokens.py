"""Tokens of API clients: what an access token must be, and how refresh tokens move on and end."""

import asyncio
import base64
import json
import warnings
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import jwt
import pytest
import time_machine
from sqlalchemy import text

from rythm.core.actor import ByMembership
from rythm.core.context import open_context
from rythm.core.crypto import key_for, token_hash
from rythm.core.errors import Forbidden, Unauthenticated
from rythm.identity import tokens
from rythm.identity.schemas import SignIn, TokenPair
from rythm.identity.tokens import access_token, read_access_token
from tests.fixtures.actors import PASSWORD, Person
from tests.identity.doors import error_of, set_disabled, set_status, stored

CLIENT = "rythm-client/1.0"


def now() -> datetime:
    return datetime.now(UTC)


def good(who: Person) -> dict[str, Any]:
    return {
        "iss": "rythm",
        "aud": "rythm-api",
        "typ": "access",
        "sub": str(who.id),
        "tenant": str(who.tenant_id),
        "iat": now(),
        "nbf": now(),
        "exp": now() + timedelta(minutes=15),
        "jti": "x",
    }


def signed(claims: dict[str, Any], key: bytes | None = None, algorithm: str = "HS256") -> str:
    return jwt.encode(claims, key_for("access token") if key is None else key, algorithm=algorithm)


def unsigned(claims: dict[str, Any], algorithm: str = "none") -> str:
    def part(value: dict[str, Any]) -> str:
        return base64.urlsafe_b64encode(json.dumps(value, default=str).encode()).decode().rstrip("=")

    times = {name: int(claims[name].timestamp()) for name in ("iat", "nbf", "exp")}
    return f"{part({'alg': algorithm, 'typ': 'JWT'})}.{part(claims | times)}."


def hs512(claims: dict[str, Any], key: bytes) -> str:
    with warnings.catch_warnings(
        action="ignore"
    ):  # the key is right for our algorithm, and short for this one
        return signed(claims, key, "HS512")


async def me(http, token: str):
    return await http.get("/api/v1/me", headers={"Authorization": f"Bearer {token}"})


async def pair_of(who: Person, client: str = CLIENT) -> TokenPair:
    return await tokens.issue(SignIn(email=who.email, password=PASSWORD), "203.0.113.9", client)


async def refreshed(token: str, client: str = CLIENT, later: float = 0) -> str:
    pair = await tokens.refresh(token, client, now=now() + timedelta(seconds=later))
    return pair.refresh_token


async def is_dead(token: str, client: str = CLIENT) -> bool:
    try:
        await tokens.refresh(token, client)
    except Unauthenticated:
        return True
    return False


async def test_a_client_signs_in_for_a_pair(http, house):
    answer = await http.post(
        "/api/v1/auth/token",
        json={"email": house.coach.email, "password": PASSWORD},
        headers={"User-Agent": CLIENT},
    )
    pair = answer.json()
    assert (pair["token_type"], pair["expires_in"]) == ("Bearer", 900)
    assert "set-cookie" not in answer.headers
    who = (await me(http, pair["access_token"])).json()
    assert (who["user"]["id"], who["tenant"]["slug"]) == (str(house.coach.id), house.slug)
    claims = jwt.decode(pair["access_token"], options={"verify_signature": False})
    assert {*claims} == {"iss", "aud", "typ", "sub", "tenant", "iat", "nbf", "exp", "jti"}
    assert claims["exp"] - claims["iat"] == 900


async def test_the_control_is_accepted(http, house):
    assert (await me(http, signed(good(house.member)))).is_success


@pytest.mark.parametrize(
    "change",
    [
        {"iss": "somebody"},
        {"aud": "another-api"},
        {"aud": ["another-api"]},
        {"typ": "refresh"},
        {"typ": None},
        {"exp": timedelta(seconds=-1)},
        {"nbf": timedelta(minutes=5)},
        {"iat": timedelta(minutes=5)},
        {"sub": "not an id"},
        {"sub": str(UUID(int=7))},
        {"tenant": "not an id"},
        {"tenant": str(UUID(int=8))},
    ],
    ids=str,
)
async def test_a_claim_that_does_not_fit_is_refused(http, house, change):
    change = {
        name: now() + value if isinstance(value, timedelta) else value for name, value in change.items()
    }
    answer = await me(http, signed(good(house.member) | change))
    assert (answer.status_code, error_of(answer)["code"]) == (401, "UNAUTHENTICATED")


@pytest.mark.parametrize("claim", ["iss", "aud", "typ", "sub", "iat", "nbf", "exp"])
async def test_no_claim_may_be_missing(http, house, claim):
    claims = {name: value for name, value in good(house.member).items() if name != claim}
    assert (await me(http, signed(claims))).status_code == 401


async def test_only_our_signature_counts(http, house):
    claims, key = good(house.member), key_for("access token")
    forged = {
        "none": unsigned(claims),
        "None": unsigned(claims, "None"),
        "HS512": hs512(claims, key),
        "other key": signed(claims, b"another key of thirty-two bytes!"),
        "key of another purpose": signed(claims, key_for("refresh token")),
        "cut": signed(claims)[:-2],
        "no signature": signed(claims).rpartition(".")[0] + ".",
        "changed": _promoted(signed(claims), house.owner),
        "empty": "",
        "words": "not a token",
    }
    for name, token in forged.items():
        assert (await me(http, token)).status_code == 401, name


def _promoted(token: str, to: Person) -> str:
    head, body, mac = token.split(".")
    claims = json.loads(base64.urlsafe_b64decode(body + "=="))
    body = base64.urlsafe_b64encode(json.dumps(claims | {"sub": str(to.id)}).encode()).decode().rstrip("=")
    return f"{head}.{body}.{mac}"


def test_a_token_that_was_good_ends_on_time():
    person, tenant = uuid4(), uuid4()
    with time_machine.travel(now(), tick=False) as clock:
        token = access_token(person, tenant, now())
        for minutes in (0, 14.9):
            clock.shift(timedelta(minutes=minutes))
            assert read_access_token(token) == ByMembership(person, tenant)
        clock.shift(timedelta(minutes=0.1))
        with pytest.raises(Unauthenticated):
            read_access_token(token)


async def test_a_refresh_token_is_no_access_token_and_no_cookie_either(http, house):
    pair = await pair_of(house.member)
    assert (await me(http, pair.refresh_token)).status_code == 401
    assert await is_dead(pair.access_token)
    for token in (pair.refresh_token, pair.access_token):
        as_cookie = await http.get("/api/v1/me", headers={"Cookie": f"rythm_session={token}"})
        assert as_cookie.status_code == 401


async def test_an_access_token_speaks_for_its_tenant_only(http, house, next_door):
    elsewhere = access_token(house.member.id, next_door.tenant_id, now())
    assert (await me(http, elsewhere)).status_code == 401
    nowhere = access_token(house.member.id, None, now())
    assert (await me(http, nowhere)).status_code == 401


async def test_a_disabled_members_token_is_refused_at_once(http, house):
    pair = await pair_of(house.member)
    assert (await me(http, pair.access_token)).is_success
    await set_disabled(house.member)
    assert (await me(http, pair.access_token)).status_code == 401
    assert await is_dead(pair.refresh_token)


async def test_a_suspended_gyms_tokens_are_refused_at_once(http, house):
    pair = await pair_of(house.member)
    await set_status(house.tenant_id, "suspended")
    assert (await me(http, pair.access_token)).status_code == 401
    assert await is_dead(pair.refresh_token)


async def test_refresh_tokens_move_on_and_are_stored_as_hashes(house):
    first = (await pair_of(house.member)).refresh_token
    second = await refreshed(first)
    third = await refreshed(second)
    assert len({first, second, third}) == 3
    kept = await stored(house.member, "refresh_family")
    assert token_hash(third).hex() in kept
    assert not any(token in kept for token in (first, second, third))
    assert len(kept.splitlines()) == 1, "one family"


async def test_a_lost_answer_is_given_again_for_ten_seconds_to_the_same_client(http, house):
    first = (await pair_of(house.member)).refresh_token
    second = await refreshed(first)
    assert await refreshed(first, later=9) == second
    assert await refreshed(first, later=9.5) == second
    assert not await is_dead(second), "and the successor goes on"


@pytest.mark.parametrize(
    ("client", "later"),
    [("somebody else", 1), (CLIENT, 11), (CLIENT + "x", 0), ("", 0)],
    ids=["another client", "too late", "almost the same client", "no client"],
)
async def test_a_stolen_token_ends_the_whole_family(house, client, later):
    bystander = (await pair_of(house.member)).refresh_token
    first = (await pair_of(house.member)).refresh_token
    second = await refreshed(first)
    with pytest.raises(Unauthenticated):
        await refreshed(first, client, later)
    assert await is_dead(second), "the successor dies with it"
    assert await is_dead(first)
    assert not await is_dead(bystander), "other sign-ins of the same person live on"


async def test_an_older_token_ends_the_family_even_at_once(house):
    first = (await pair_of(house.member)).refresh_token
    second = await refreshed(first)
    third = await refreshed(second)
    assert await is_dead(first)
    assert await is_dead(third)


async def test_ten_refreshes_at_once_have_one_outcome(house):
    first = (await pair_of(house.member)).refresh_token
    seconds = await asyncio.gather(*(refreshed(first) for _ in range(10)))
    assert len(set(seconds)) == 1
    (third,) = set(await asyncio.gather(*(refreshed(seconds[0]) for _ in range(10))))
    assert not await is_dead(third), "nobody is locked out"
    async with open_context(house.member.credential) as ctx:
        generation = await ctx.db.execute(
            text("select generation from refresh_family where revoked_at is null")
        )
        assert generation.scalar_one() == 3


async def test_thief_and_owner_at_once_leave_no_working_token(house):
    first = (await pair_of(house.member)).refresh_token
    won = await asyncio.gather(*(_outcome(first, client) for client in (CLIENT, "thief") * 3))
    assert all([await is_dead(token) for token in won if token])


async def _outcome(token: str, client: str) -> str | None:
    try:
        return await refreshed(token, client)
    except Unauthenticated:
        return None


async def test_a_family_ends_after_a_week_without_use(house):
    first = (await pair_of(house.member)).refresh_token
    second = await refreshed(first, later=6 * 86_400)
    third = await refreshed(second, later=12 * 86_400)
    with pytest.raises(Unauthenticated):
        await refreshed(third, later=20 * 86_400)


async def test_logging_out_ends_the_family(http, house):
    first = (await pair_of(house.member)).refresh_token
    second = await refreshed(first)
    for token in (first, second, "nonsense", "", first):
        answer = await http.post("/api/v1/auth/logout", json={"refresh_token": token})
        assert answer.status_code == 204, "never an error, and never a hint"
    assert await is_dead(second)


@pytest.mark.parametrize(
    "token",
    [
        "", ".", "..", "nonsense", f"{UUID(int=1).hex}.0.AAAA", f"{UUID(int=1).hex}.-1.AAAA", "٣.0.x",
        f"{UUID(int=1).hex}.99999999999999999999.AAAA", "x" * 400, "ä.0.ö", "a.0.\ud800",
    ],
)  # fmt: skip
async def test_what_is_no_refresh_token_is_refused(http, db, token):
    body = json.dumps({"refresh_token": token}).encode()
    answer = await http.post(
        "/api/v1/auth/refresh", content=body, headers={"Content-Type": "application/json"}
    )
    assert answer.status_code in (401, 422), answer.text


async def test_a_forged_generation_is_refused(house):
    first = (await pair_of(house.member)).refresh_token
    family, _, mac = first.split(".")
    assert await is_dead(f"{family}.1.{mac}")
    assert await is_dead(f"{family}.0.{mac[:-1]}{'A' if mac[-1] != 'A' else 'B'}")
    assert not await is_dead(first), "a forgery ends nothing"


async def test_refreshing_over_http_tells_clients_apart_by_name(http, house):
    credentials = {"email": house.member.email, "password": PASSWORD}
    first = (await http.post("/api/v1/auth/token", json=credentials, headers={"User-Agent": CLIENT})).json()
    body = {"refresh_token": first["refresh_token"]}
    second = (await http.post("/api/v1/auth/refresh", json=body, headers={"User-Agent": CLIENT})).json()
    assert (await me(http, second["access_token"])).is_success
    stolen = await http.post("/api/v1/auth/refresh", json=body, headers={"User-Agent": "thief"})
    assert (stolen.status_code, error_of(stolen)["code"]) == (401, "UNAUTHENTICATED")
    assert (await me(http, second["access_token"])).is_success, "access tokens live out their minutes"


async def test_wrong_passwords_and_closed_doors_are_as_at_the_browser(http, house):
    wrong = {"email": house.member.email, "password": "not the password"}
    assert (await http.post("/api/v1/auth/token", json=wrong)).status_code == 401
    await set_disabled(house.member)
    with pytest.raises(Forbidden):
        await pair_of(house.member)


async def test_the_platforms_administrator_gets_tokens_without_a_tenant(http, system_admin):
    token = access_token(system_admin.id, None, now())
    assert read_access_token(token) == ByMembership(system_admin.id, None)
    assert (await me(http, token)).json()["user"]["role"] == "system_admin"
