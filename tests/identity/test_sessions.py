"""Sessions after sign-in: ending and listing them, a new password, moving to another gym."""

import asyncio

import httpx
import pytest
import pytest_asyncio
from sqlalchemy import text

from rythm.core.actor import BySession, Role
from rythm.core.context import open_context
from rythm.core.crypto import token_hash
from rythm.core.database import database
from rythm.core.errors import NotFound
from rythm.identity import passwords, sessions
from rythm.identity.schemas import SwitchTenant
from rythm.identity.sessions import Device
from rythm.web import sockets
from tests.fixtures.actors import PASSWORD
from tests.fixtures.api import OWN_PAGE, bearer
from tests.identity.doors import (
    COOKIE,
    add_membership,
    error_of,
    me,
    set_disabled,
    sign_in,
    signed_in,
    stored,
)  # fmt: skip

NEW = "a new and longer password"


@pytest_asyncio.fixture(loop_scope="session")
async def laptop(http):
    """A second browser."""
    async with httpx.AsyncClient(transport=http._transport, base_url=http.base_url) as client:
        yield client


@pytest.fixture
def open_sockets():
    """`open_sockets(token)` opens a websocket of that session; its list fills when it is closed."""
    opened = []

    def open_one(token: str) -> list[str]:
        closed: list[str] = []

        async def close() -> None:
            closed.append(token)

        sockets.register(token_hash(token), close)
        opened.append((token_hash(token), close))
        return closed

    yield open_one
    for session, close in opened:
        sockets.forget(session, close)


async def change_password(http, current: str = PASSWORD, new: str = NEW, **headers: str) -> httpx.Response:
    return await http.post(
        "/api/v1/me/password", json={"current": current, "new": new}, headers={**OWN_PAGE, **headers}
    )


async def test_signing_out_ends_the_session_and_its_sockets(http, house, open_sockets):
    token = await signed_in(http, house.member)
    closed = open_sockets(token)
    answer = await http.delete("/api/v1/session", headers=OWN_PAGE)
    assert (answer.status_code, answer.content) == (204, b"")
    gone = answer.headers.get_list("set-cookie")
    assert [cookie.partition("=")[0] for cookie in gone] == [COOKIE, "rythm_uid", "rythm_left"]
    assert all("Max-Age=0" in cookie and "Path=/" in cookie for cookie in gone)
    assert (await me(http, token)).status_code == 401
    assert closed == [token]
    again = await http.delete("/api/v1/session", headers={**OWN_PAGE, "Cookie": f"{COOKIE}={token}"})
    assert again.status_code == 204, "twice is fine"
    assert (await http.delete("/api/v1/session", headers=OWN_PAGE)).status_code == 204


async def test_signing_out_behind_https_clears_the_secure_cookies(http, house, behind_https):
    token = (await sign_in(http, house.member)).cookies["__Host-rythm_session"]
    cookie = {"Cookie": f"__Host-rythm_session={token}"}
    gone = (await http.delete("/api/v1/session", headers={**OWN_PAGE, **cookie})).headers.get_list(
        "set-cookie"
    )
    assert gone[0].startswith('__Host-rythm_session=""')
    assert all("; Secure" in one for one in gone), "a browser ignores a __Host- cookie without Secure"
    assert (await http.get("/api/v1/me", headers=cookie)).status_code == 401


async def test_a_disabled_member_can_still_sign_out(http, house):
    await signed_in(http, house.member)
    await set_disabled(house.member)
    assert (await http.delete("/api/v1/session", headers=OWN_PAGE)).status_code == 204
    assert COOKIE not in http.cookies


async def test_my_sessions_and_nobody_elses(http, laptop, house):
    await signed_in(http, house.member, device="Phone " + "x" * 400)
    await signed_in(laptop, house.member, device="Laptop")
    rows = (await http.get("/api/v1/me/sessions")).json()
    assert [row["device"][:6] for row in rows] == ["Phone ", "Laptop"], "this one first"
    assert [row["is_current"] for row in rows] == [True, False]
    assert {row["address"] for row in rows} == {"203.0.113.7"}
    assert "token" not in str(rows)
    await signed_in(laptop, house.stranger)
    assert [row["is_current"] for row in (await laptop.get("/api/v1/me/sessions")).json()] == [True]


async def test_i_end_my_session_elsewhere(http, laptop, house, open_sockets):
    await signed_in(http, house.member)
    away = await signed_in(laptop, house.member)
    closed = open_sockets(away)
    other = (await http.get("/api/v1/me/sessions")).json()[1]["id"]
    assert (await http.delete(f"/api/v1/me/sessions/{other}", headers=OWN_PAGE)).status_code == 204
    assert (await me(laptop)).status_code == 401
    assert closed == [away]
    assert (await me(http)).is_success
    assert len((await http.get("/api/v1/me/sessions")).json()) == 1


@pytest.mark.parametrize("whose", ["stranger", "admin", "owner"])
async def test_i_end_nobody_elses_session(http, laptop, house, whose):
    token = await signed_in(laptop, house.member)
    theirs = (await laptop.get("/api/v1/me/sessions")).json()[0]["id"]
    await signed_in(http, house.people()[whose])
    refused = await http.delete(f"/api/v1/me/sessions/{theirs}", headers=OWN_PAGE)
    assert (refused.status_code, error_of(refused)["code"]) == (404, "NOT_FOUND")
    assert (await http.delete("/api/v1/me/sessions", headers=OWN_PAGE)).status_code == 204
    assert (await me(laptop, token)).is_success


async def test_i_end_all_my_other_sessions_and_tokens(http, laptop, house, open_sockets):
    pair = (
        await http.post("/api/v1/auth/token", json={"email": house.member.email, "password": PASSWORD})
    ).json()
    mine = await signed_in(http, house.member)
    away = await signed_in(laptop, house.member)
    closed, kept = open_sockets(away), open_sockets(mine)
    assert (await http.delete("/api/v1/me/sessions", headers=OWN_PAGE)).status_code == 204
    assert ((await me(http)).status_code, (await me(laptop)).status_code) == (200, 401)
    assert (closed, kept) == ([away], [])
    refreshed = await http.post("/api/v1/auth/refresh", json={"refresh_token": pair["refresh_token"]})
    assert refreshed.status_code == 401


async def test_a_new_password_ends_everything_but_renews_this_browser(http, laptop, house, open_sockets):
    old = await signed_in(http, house.member, device="Phone")
    away = await signed_in(laptop, house.member)
    closed = [open_sockets(old), open_sockets(away)]
    answer = await change_password(http)
    assert answer.json()["user"]["email"] == house.member.email
    new = answer.cookies[COOKIE]
    assert new not in (old, away)
    alive = {token: (await me(http, token)).status_code for token in (old, away, new)}
    assert alive == {old: 401, away: 401, new: 200}
    assert closed == [[old], [away]], "live sockets keep their old cookie, so they have to go"
    assert (await sign_in(laptop, house.member)).status_code == 401
    assert (await sign_in(laptop, house.member, NEW)).status_code == 200
    kept = await stored(house.member, "browser_session")
    assert NEW not in kept


@pytest.mark.parametrize(
    ("current", "new", "field"),
    [
        ("not the password", NEW, "current"),
        ("", NEW, "current"),
        (PASSWORD, "too short", "new"),
        (PASSWORD, "x" * 201, "new"),
        (PASSWORD, "aaaaaaaaaaaaaa", "new"),
        (PASSWORD, "", "new"),
    ],
)
async def test_a_password_that_may_not_be(http, house, current, new, field):
    token = await signed_in(http, house.member)
    answer = await change_password(http, current, new)
    assert (answer.status_code, [*error_of(answer)["fields"]]) == (422, [field])
    assert (await me(http, token)).is_success, "nothing has changed"
    assert (await sign_in(http, house.member)).is_success


async def test_nothing_is_locked_while_a_password_is_hashed(http, laptop, house, monkeypatch):
    hash_password = passwords.hash_password

    async def slow(password: str) -> str:
        async with open_context(house.member.credential) as ctx:
            row = text("select id from user_account where id = :id for update nowait")
            assert (await ctx.db.execute(row, {"id": house.member.id})).one()
        return await hash_password(password)

    await signed_in(http, house.member)
    monkeypatch.setattr(passwords, "hash_password", slow)
    assert (await change_password(http)).status_code == 200


async def test_of_two_new_passwords_at_once_one_counts(http, laptop, house):
    for browser in (http, laptop):
        await signed_in(browser, house.member)
    answers = await asyncio.gather(change_password(http, new=NEW), change_password(laptop, new=NEW + "!"))
    assert sorted(answer.status_code for answer in answers) in ([200, 401], [200, 409], [200, 422])
    tried = [(await sign_in(http, house.member, new)).status_code for new in (NEW, NEW + "!", PASSWORD)]
    assert tried in ([200, 401, 401], [401, 200, 401])


async def test_the_address_is_no_password(http, house):
    await signed_in(http, house.member)
    assert "new" in error_of(await change_password(http, new=house.member.email.upper()))["fields"]


async def test_whoever_found_a_phone_cannot_guess_on(http, house):
    await signed_in(http, house.member)
    for _ in range(10):
        assert (await change_password(http, "not the password")).status_code == 422
    assert (await change_password(http)).status_code == 429


async def test_an_api_client_gets_no_session_with_a_new_password(http, laptop, house):
    await signed_in(laptop, house.member)
    answer = await change_password(http, **bearer(house.member))
    assert (answer.status_code, answer.headers.get_list("set-cookie")) == (200, [])
    assert (await me(laptop)).status_code == 401
    async with open_context(house.member.credential) as ctx:
        alive = text("select count(*) from browser_session where revoked_at is null")
        assert (await ctx.db.execute(alive)).scalar_one() == 0, "no session that nobody holds"


async def test_moving_to_another_gym_renews_the_session(http, house, second_house, open_sockets):
    await add_membership(house.member, second_house.tenant_id, "coach")
    old = await signed_in(http, house.member)
    closed = open_sockets(old)
    answer = await http.post("/api/v1/me/tenant", json={"tenant": second_house.slug}, headers=OWN_PAGE)
    there = answer.json()
    assert (there["home"], there["user"]["role"], there["tenant"]["slug"]) == (
        "/coach", "coach", second_house.slug,
    )  # fmt: skip
    new = answer.cookies[COOKIE]
    assert (await me(http, old)).status_code == 401
    assert closed == [old]
    assert (await me(http, new)).json() == there, "the answer is what the new session finds"


@pytest.mark.parametrize("name", ["next door", "no such gym", "disabled", "suspended"])
async def test_one_moves_only_where_one_belongs(http, house, next_door, second_house, name):
    slug = {"next door": next_door.slug, "no such gym": "no-such"}.get(name, second_house.slug)
    await add_membership(house.member, second_house.tenant_id, "athlete")
    token = await signed_in(http, house.member)
    change = {
        "disabled": "update membership set disabled_at = now() where user_id = :user",
        "suspended": "update tenant set status = 'suspended' where id = :tenant",
    }.get(name)
    if change:
        async with open_context(second_house.admin.credential) as ctx:
            await ctx.db.execute(text(change), {"user": house.member.id, "tenant": second_house.tenant_id})
    answer = await http.post("/api/v1/me/tenant", json={"tenant": slug}, headers=OWN_PAGE)
    assert (answer.status_code, error_of(answer)["code"]) == (404, "NOT_FOUND")
    assert "set-cookie" not in answer.headers
    assert (await me(http, token)).json()["tenant"]["slug"] == house.slug


async def test_an_api_client_does_not_move(http, house):
    answer = await http.post("/api/v1/me/tenant", json={"tenant": house.slug}, headers=bearer(house.member))
    assert answer.status_code == 403


async def test_many_moves_at_once_do_not_wait_for_each_other(http, house, second_house, test_database):
    """Each move holds one connection; holding one while waiting for a second would stall the whole server."""
    tokens = [await signed_in(http, house.member) for _ in range(4)]
    await database.close()
    database.configure(test_database.app, pool_size=2)
    try:
        async with asyncio.timeout(8):
            answers = await asyncio.gather(
                *(
                    http.post(
                        "/api/v1/me/tenant",
                        json={"tenant": house.slug},
                        headers={**OWN_PAGE, "Cookie": f"{COOKIE}={token}"},
                    )
                    for token in tokens
                )
            )
    finally:
        await database.close()
        database.configure(test_database.app, pool_size=10)
    assert [answer.status_code for answer in answers] == [200] * 4


async def test_of_two_moves_with_one_session_both_end_it(http, house):
    token = await signed_in(http, house.member)
    moves = [
        http.post(
            "/api/v1/me/tenant",
            json={"tenant": house.slug},
            headers={**OWN_PAGE, "Cookie": f"{COOKIE}={token}"},
        )
        for _ in range(2)
    ]
    answers = await asyncio.gather(*moves)
    assert {answer.status_code for answer in answers} <= {200, 401}
    assert (await me(http, token)).status_code == 401


async def test_signing_in_leaves_other_browsers_alone(http, laptop, house):
    away = await signed_in(laptop, house.member)
    await signed_in(http, house.member)
    assert (await me(laptop, away)).is_success


async def test_moving_is_a_matter_of_the_account(house):
    async with open_context(house.scheduler.credential) as ctx:
        moved = await sessions.switch_tenant(ctx, SwitchTenant(tenant=house.slug), sessions.Device("", ""))
    assert moved.me.home == "/account"


async def test_administrators_move_as_far_as_they_reach(gym, sister, next_door, system_admin):
    async def moved(person, to):
        async with open_context(person.credential) as ctx:
            signed = await sessions.switch_tenant(ctx, SwitchTenant(tenant=to.slug), Device("192.0.2.1", "x"))
        async with open_context(BySession(token_hash(signed.token))) as there:
            return there.actor.role, there.actor.tenant_id

    assert await moved(gym.owner, sister) == (Role.ORG_ADMIN, sister.tenant_id)
    assert await moved(system_admin, next_door) == (Role.SYSTEM_ADMIN, next_door.tenant_id)
    for person, to in ((gym.owner, next_door), (gym.admin, sister), (gym.member, sister)):
        with pytest.raises(NotFound):
            await moved(person, to)
