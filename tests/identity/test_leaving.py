"""A sign-out without a connection: the phone says that its person has left, and the server goes by it."""

import httpx

from rythm.web.cookies import session_token
from tests.fixtures.actors import Gym
from tests.fixtures.api import ORIGIN, OWN_PAGE
from tests.identity.doors import COOKIE, sign_in

HOST = ORIGIN.partition("//")[2]
MANIFEST = "/manifest.webmanifest"


def leave(http: httpx.AsyncClient) -> None:
    """What the page does when the server cannot be reached: it cannot take the session's cookie away."""
    http.cookies.set("rythm_left", "1", domain=HOST)


def test_a_socket_of_somebody_who_left_is_nobodys() -> None:
    assert session_token("theme=dark; rythm_session=abc") == "abc"
    assert session_token("rythm_session=abc; rythm_left=1") == ""


async def test_who_left_is_signed_out_before_the_session_has_ended(
    http: httpx.AsyncClient, house: Gym
) -> None:
    await sign_in(http, house.member)
    kept = http.cookies[COOKIE]
    leave(http)
    assert (await http.get("/api/v1/me")).status_code == 401
    ended = await http.delete("/api/v1/session", headers=OWN_PAGE)
    assert ended.status_code == 204
    assert not {"rythm_left", COOKIE} & set(http.cookies)
    http.cookies.set(COOKIE, kept, domain=HOST)
    assert (await http.get("/api/v1/me")).status_code == 401, "the session itself is over"


async def test_the_next_one_to_sign_in_ends_the_session_that_was_left(
    http: httpx.AsyncClient, house: Gym
) -> None:
    await sign_in(http, house.member)
    kept = http.cookies[COOKIE]
    leave(http)
    assert (await sign_in(http, house.coach)).status_code == 200
    assert "rythm_left" not in http.cookies
    assert (await http.get("/api/v1/me")).json()["user"]["email"] == house.coach.email
    http.cookies.set(COOKIE, kept, domain=HOST)
    assert (await http.get("/api/v1/me")).status_code == 401


async def test_the_app_is_installed_as_the_gyms_until_the_sign_out(
    http: httpx.AsyncClient, house: Gym
) -> None:
    tenant = (await sign_in(http, house.member)).json()["tenant"]
    answer = await http.get(MANIFEST)
    assert (answer.json()["name"], answer.json()["theme_color"]) == (tenant["name"], tenant["brand"])
    again = await http.get(MANIFEST, headers={"If-None-Match": answer.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")
    leave(http)
    left = await http.get(MANIFEST, headers={"If-None-Match": answer.headers["etag"]})
    assert left.json()["name"] == "Rythm"
