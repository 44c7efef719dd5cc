"""Signing in at a browser: who gets a session, what the cookie is like, and what a stranger can find out."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
from sqlalchemy import text

from rythm.core.actor import Anonymous, BySession
from rythm.core.context import open_context
from rythm.core.crypto import token_hash
from rythm.core.errors import Unauthenticated
from rythm.core.ids import uuid7
from rythm.identity import passwords
from rythm.identity.rules import HOMES
from tests.fixtures.actors import PASSWORD
from tests.fixtures.api import OWN_PAGE
from tests.identity.doors import (
    COOKIE,
    add_membership,
    change_sessions,
    error_of,
    me,
    set_disabled,
    set_hash,
    set_status,
    sign_in,
    signed_in,
    stored,
)  # fmt: skip


async def test_a_session_begins_with_a_cookie_scripts_cannot_read(http, house):
    answer = await sign_in(http, house.member)
    body = answer.json()
    assert body["user"] == {
        "id": str(house.member.id), "name": "Member", "email": house.member.email, "role": "athlete",
    }  # fmt: skip
    assert body["home"] == "/today"
    assert body["tenant"]["slug"] == house.slug
    session, uid = answer.headers.get_list("set-cookie")
    assert session.startswith(f"{COOKIE}=")
    assert {part.strip() for part in session.split(";")[1:]} == {
        "HttpOnly", "SameSite=lax", "Path=/", f"Max-Age={90 * 86_400}",
    }  # fmt: skip
    assert uid.startswith(f"rythm_uid={house.member.id};")
    assert "HttpOnly" not in uid
    assert (await me(http)).json()["user"]["id"] == str(house.member.id)


async def test_behind_https_the_cookie_belongs_to_this_host_alone(http, house, behind_https):
    answer = await sign_in(http, house.member)
    for cookie in answer.headers.get_list("set-cookie"):
        assert "; Secure" in cookie
        assert "Domain" not in cookie
    assert answer.headers.get_list("set-cookie")[0].startswith("__Host-rythm_session=")
    token = answer.cookies["__Host-rythm_session"]
    planted = await http.get("/api/v1/me", headers={"Cookie": f"rythm_session={token}"})
    assert planted.status_code == 401, "a cookie another host could have planted counts for nothing"
    assert (await http.get("/api/v1/me", headers={"Cookie": f"__Host-rythm_session={token}"})).is_success


@pytest.mark.parametrize("name", ["member", "scheduler", "coach", "admin", "owner"])
async def test_everybody_is_sent_home(http, house, name):
    who = house.people()[name]
    assert (await sign_in(http, who)).json()["home"] == HOMES[who.role]


async def test_an_address_is_the_same_in_capitals(http, house):
    assert (await sign_in(http, f"  {house.member.email.upper()} ")).is_success


class Effort:
    """Counts the expensive steps of a sign-in."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.steps: list[str] = []
        for name in ("verify_and_update", "hash"):
            monkeypatch.setattr(
                passwords._hashes, name, self._counting(name, getattr(passwords._hashes, name))
            )

    def _counting(self, name, real):
        def step(*args, **kwargs):
            self.steps.append(name)
            return real(*args, **kwargs)

        return step

    def taken(self) -> list[str]:
        steps, self.steps = self.steps, []
        return steps


@pytest.mark.parametrize("first", ["known", "unknown"])
async def test_a_stranger_cannot_tell_who_exists(http, house, monkeypatch, queries, first):
    """Same body, same status, same headers, same work; whichever is asked first after a start."""
    monkeypatch.setattr(passwords, "_nobody", "")
    addresses = {"known": house.member.email, "unknown": f"{uuid7().hex}@nobody.example"}
    order = [first, *(addresses.keys() - {first})]
    effort = Effort(monkeypatch)
    await sign_in(http, addresses[order[0]], "first after a start")
    first_effort = effort.taken()
    answers, efforts, asked = [], [], []
    for who in order:
        with queries() as statements:
            answers.append(await sign_in(http, addresses[who], "not the password"))
        efforts.append(effort.taken())
        asked.append(len(statements))
    assert {answer.status_code for answer in answers} == {401}
    assert error_of(answers[0]) == error_of(answers[1])
    assert {*answers[0].headers} == {*answers[1].headers}
    assert efforts == [["verify_and_update"]] * 2
    assert asked[0] == asked[1]
    assert first_effort == ["hash", "verify_and_update"], "the very first sign-in costs the same for both"


async def test_who_may_enter_nowhere_learns_so_only_with_the_right_password(http, house):
    await set_disabled(house.member)
    refused = await sign_in(http, house.member)
    assert (refused.status_code, error_of(refused)["code"]) == (403, "FORBIDDEN")
    assert "set-cookie" not in refused.headers
    assert (await sign_in(http, house.member, "not the password")).status_code == 401
    await set_disabled(house.member, False)
    assert (await sign_in(http, house.member)).is_success


async def test_a_suspended_gym_is_shut(http, house):
    token = await signed_in(http, house.coach)
    await set_status(house.tenant_id, "suspended")
    assert (await sign_in(http, house.member)).status_code == 403
    assert (await me(http, token)).status_code == 401, "sessions that were open end at once"
    await set_status(house.tenant_id, "active")
    assert (await sign_in(http, house.member)).is_success
    assert (await me(http, token)).is_success


async def test_a_disabled_member_is_out_at_once(http, house):
    token = await signed_in(http, house.member)
    await set_disabled(house.member)
    assert (await me(http, token)).status_code == 401


async def test_somebody_who_belongs_nowhere_is_refused(http, house, password_hash):
    email = f"{uuid7().hex}@nowhere.example"
    async with open_context(house.admin.credential) as ctx:
        await ctx.db.execute(
            text(
                "insert into user_account (id, created_at, email, name, password_hash) "
                "values (:id, now(), :email, 'Nowhere', :hash)"
            ),
            {"id": uuid7(), "email": email, "hash": password_hash},
        )
    assert (await sign_in(http, email)).status_code == 403


async def test_one_of_several_gyms_is_chosen_by_name(http, house, second_house):
    await add_membership(house.member, second_house.tenant_id, "coach")
    by_default = (await sign_in(http, house.member)).json()
    assert (by_default["tenant"]["slug"], by_default["user"]["role"]) == (house.slug, "athlete")
    chosen = (await sign_in(http, house.member, tenant=second_house.slug.upper())).json()
    assert (chosen["tenant"]["slug"], chosen["user"]["role"]) == (second_house.slug, "coach")
    assert {seat["slug"] for seat in chosen["memberships"]} == {house.slug, second_house.slug}
    await set_status(second_house.tenant_id, "suspended")
    assert (await sign_in(http, house.member, tenant=second_house.slug)).status_code == 403
    assert (await sign_in(http, house.member)).json()["tenant"]["slug"] == house.slug


@pytest.mark.parametrize("slug", ["no-such-gym", "", "; drop table"])
async def test_a_gym_one_does_not_belong_to_is_refused(http, house, next_door, slug):
    assert (await sign_in(http, house.member, tenant=slug)).status_code == 403
    assert (await sign_in(http, house.member, tenant=next_door.slug)).status_code == 403


async def test_the_platforms_administrator_stands_in_no_gym(http, system_admin, password_hash):
    async with open_context(system_admin.credential) as ctx:
        await ctx.db.execute(
            text("update user_account set password_hash = :hash where id = :id"),
            {"hash": password_hash, "id": system_admin.id},
        )
    body = (await sign_in(http, system_admin)).json()
    assert (body["home"], body["tenant"], body["user"]["role"]) == ("/system/tenants", None, "system_admin")


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"email": "not an address", "password": "x"}, "email"),
        ({"email": "a@b.example"}, "password"),
        ({"email": "a@b.example", "password": ""}, "password"),
        ({"email": "a@b.example", "password": "x" * 1001}, "password"),
        ({"email": f"{'x' * 250}@b.example", "password": "x"}, "email"),
        ({"email": "a@b.example", "password": "x", "remember": True}, "remember"),
        ({"email": ["a@b.example"], "password": "x"}, "email"),
        ({"email": "a@b.example", "password": {"$ne": ""}}, "password"),
        ({"email": "a\x00@b.example", "password": "x"}, "email"),
        ({"email": "a@b.example", "password": "x\x00"}, "password"),
        ({"email": "a@b.example", "password": "x", "tenant": "a\x00"}, "tenant"),
    ],
)
async def test_what_is_no_sign_in_is_said_so(http, body, field):
    answer = await http.post("/api/v1/session", json=body, headers=OWN_PAGE)
    assert (answer.status_code, error_of(answer)["code"]) == (422, "BAD_REQUEST")
    assert field in error_of(answer)["fields"]


async def test_a_password_counts_to_its_last_character(http, house):
    for near in (PASSWORD + " ", " " + PASSWORD, PASSWORD.upper(), PASSWORD + "x" * 300):
        assert (await sign_in(http, house.member, near)).status_code == 401, near


async def test_only_the_hash_of_a_session_is_stored(http, house):
    token = await signed_in(http, house.member)
    assert len(token) >= 43, "256 bits"
    kept = await stored(house.member, "browser_session")
    assert token not in kept
    assert token_hash(token).hex() in kept
    async with open_context(house.admin.credential) as ctx:
        audit = await ctx.db.execute(text("select coalesce(string_agg(a::text, ''), '') from audit_entry a"))
        assert token_hash(token).hex() not in audit.scalar_one()


async def test_a_session_ends_when_its_time_is_up(http, house):
    token = await signed_in(http, house.member)
    now = datetime.now(UTC)
    await change_sessions(house.member, expires_at=now + timedelta(minutes=1))
    assert (await me(http, token)).is_success
    await change_sessions(house.member, expires_at=now - timedelta(seconds=1))
    assert (await me(http, token)).status_code == 401
    with pytest.raises(Unauthenticated):
        async with open_context(BySession(token_hash(token))):
            raise AssertionError("an ended session entered")


async def test_being_seen_is_noted_now_and_then(http, house):
    token = await signed_in(http, house.member)
    long_ago, recently = datetime.now(UTC) - timedelta(hours=2), datetime.now(UTC) - timedelta(minutes=2)
    for before, moves in ((long_ago, True), (recently, False)):
        await change_sessions(house.member, last_seen_at=before)
        await me(http, token)
        (mine,) = (await http.get("/api/v1/me/sessions")).json()
        assert (datetime.fromisoformat(mine["last_seen_at"]) > before) is moves


@pytest.mark.parametrize("cookie", ["", "garbage", "a" * 5000, "ä", '"', "../../etc", str(UUID(int=0))])
async def test_a_cookie_nobody_gave_opens_nothing(http, house, cookie):
    answer = await http.get("/api/v1/me", headers={"Cookie": f"{COOKIE}={cookie}".encode()})
    assert (answer.status_code, error_of(answer)["code"]) == (401, "UNAUTHENTICATED")


async def test_nobody_in_particular_reads_nothing(house):
    async with open_context(Anonymous()) as ctx:
        for table in ("user_account", "membership", "browser_session", "refresh_family", "tenant"):
            assert (await ctx.db.execute(text(f"select count(*) from {table}"))).scalar_one() == 0, table


@pytest.mark.parametrize("path", ["/api/v1/session", "/api/v1/auth/token"])
async def test_an_old_password_begins_nothing_after_it_was_changed(http, house, monkeypatch, path):
    """Hashing takes long enough for somebody to sign in by the password that is just being replaced."""
    newer = await passwords.hash_password("changed in the meantime")
    verify = passwords.verify_password

    async def slow(password, stored):
        result = await verify(password, stored)
        await set_hash(house.member, newer)
        return result

    monkeypatch.setattr(passwords, "verify_password", slow)
    body = {"email": house.member.email, "password": PASSWORD}
    answer = await http.post(path, json=body, headers=OWN_PAGE)
    assert (answer.status_code, answer.headers.get_list("set-cookie")) == (401, [])
