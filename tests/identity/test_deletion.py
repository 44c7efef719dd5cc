"""Asking to be removed: with the password, seen at sign-in, taken back, and refused to the last one."""

from datetime import UTC, datetime, timedelta

import httpx
from sqlalchemy import text, update
from sqlmodel import col

from rythm.core.actor import BySystem
from rythm.core.context import open_context
from rythm.identity.models import PlatformAdmin, User
from tests.fixtures.actors import PASSWORD, Gym, Person
from tests.fixtures.api import OWN_PAGE, bearer
from tests.identity.doors import add_membership, error_of, set_disabled, sign_in

URL = "/api/v1/me/deletion"


async def leave(http: httpx.AsyncClient, who: Person, password: str = PASSWORD) -> httpx.Response:
    return await http.post(URL, json={"password": password}, headers=bearer(who))


async def test_it_is_shown_at_sign_in_and_can_be_taken_back(http: httpx.AsyncClient, house: Gym) -> None:
    asked = await leave(http, house.member)
    when = datetime.fromisoformat(asked.json()["leaves_at"])
    assert timedelta(days=13, hours=23) < when - datetime.now(UTC) <= timedelta(days=14)
    assert (await leave(http, house.member)).json() == asked.json(), "asking again changes nothing"
    signed = await sign_in(http, house.member)
    assert (signed.status_code, datetime.fromisoformat(signed.json()["leaves_at"])) == (200, when)
    assert (await http.delete(URL)).status_code == 403, "not from a foreign page"
    assert (await http.delete(URL, headers=OWN_PAGE)).status_code == 204
    assert (await http.get("/api/v1/me")).json()["leaves_at"] is None
    assert (await http.delete(URL, headers=OWN_PAGE)).status_code == 204


async def test_it_takes_the_password(http: httpx.AsyncClient, house: Gym) -> None:
    refused = await leave(http, house.member, "not the right one")
    assert (refused.status_code, error_of(refused)["fields"]) == (
        422,
        {"password": "This is not your password."},
    )
    assert (await http.get("/api/v1/me", headers=bearer(house.member))).json()["leaves_at"] is None
    for _ in range(20):
        refused = await leave(http, house.member, "not the right one")
    assert refused.status_code == 429


async def test_after_two_weeks_it_is_too_late(http: httpx.AsyncClient, house: Gym) -> None:
    await leave(http, house.member)
    async with open_context(house.member.credential) as ctx:
        past = ctx.now - timedelta(seconds=1)
        await ctx.db.execute(update(User).where(col(User.id) == house.member.id).values(leaves_at=past))
    late = await http.delete(URL, headers=bearer(house.member))
    assert (late.status_code, error_of(late)["message"]) == (409, "The two weeks to take this back are over.")
    async with open_context(house.member.credential) as ctx:
        await ctx.db.execute(update(User).where(col(User.id) == house.member.id).values(leaves_at=None))


async def test_the_last_administrator_of_a_gym_stays(
    http: httpx.AsyncClient, house: Gym, second_house: Gym
) -> None:
    assert (await leave(http, house.admin)).status_code == 200, "the owner is still there"
    refused = await leave(http, house.owner)
    assert refused.status_code == 409
    assert error_of(refused)["message"] == (
        f"You are the last administrator of {house.slug.title()}. "
        "Make somebody else an administrator there first."
    )
    assert (await http.get("/api/v1/me", headers=bearer(house.owner))).json()["leaves_at"] is None
    await http.delete(URL, headers=bearer(house.admin))
    assert (await leave(http, house.owner)).status_code == 200, "the other one stays"
    await http.delete(URL, headers=bearer(house.owner))
    await set_disabled(house.admin)
    assert (await leave(http, house.owner)).status_code == 409, "who was shut out does not count"


async def test_an_administrator_of_another_gym_counts_there_only(
    http: httpx.AsyncClient, house: Gym, second_house: Gym
) -> None:
    await set_disabled(second_house.owner)
    await add_membership(house.member, second_house.tenant_id, "tenant_admin")
    assert (await leave(http, house.member)).status_code == 200
    refused = await leave(http, second_house.admin)
    assert (refused.status_code, second_house.slug.title() in error_of(refused)["message"]) == (409, True)
    assert house.slug.title() not in error_of(refused)["message"]


async def test_the_last_administrator_of_the_platform_stays(http: httpx.AsyncClient, house: Gym) -> None:
    async with open_context(BySystem(None)) as ctx:
        kept = list((await ctx.db.execute(text("select user_id from platform_admin"))).scalars())
        await ctx.db.execute(text("delete from platform_admin"))
        ctx.db.add(PlatformAdmin(user_id=house.member.id))
    refused = await leave(http, house.member)
    assert refused.status_code == 409
    assert error_of(refused)["message"].startswith("You are the last administrator of the whole platform.")
    async with open_context(BySystem(None)) as ctx:
        ctx.db.add(PlatformAdmin(user_id=house.coach.id))
    assert (await leave(http, house.member)).status_code == 200
    assert (await leave(http, house.coach)).status_code == 409, "who is about to leave does not count"
    async with open_context(BySystem(None)) as ctx:
        await ctx.db.execute(text("delete from platform_admin"))
        ctx.db.add_all(PlatformAdmin(user_id=each) for each in kept)
