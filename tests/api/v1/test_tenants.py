"""Tenants over HTTP."""

import httpx

from rythm.core.ids import uuid7
from tests.fixtures.actors import Gym, Person
from tests.fixtures.api import bearer
from tests.fixtures.queries import QueryCounter

URL = "/api/v1/tenants"


def asked_for(**values: object) -> dict[str, object]:
    slug = f"new-{uuid7().hex[-12:]}"
    return {
        "name": "Iron Works",
        "slug": slug,
        "organisation_name": "Iron Group",
        "admin_email": f"boss@{slug}.example",
        "admin_name": "Boss",
        **values,
    }


async def test_the_platform_opens_changes_and_suspends(api: httpx.AsyncClient, system_admin: Person) -> None:
    me = bearer(system_admin)
    opened = await api.post(URL, json=asked_for(), headers=me)
    assert opened.status_code == 201
    boss = {
        "email": opened.json()["admin"]["user"]["email"],
        "password": opened.json()["admin"]["temporary_password"],
    }
    place = f"{URL}/{opened.json()['tenant']['id']}"
    token = await api.post("/api/v1/auth/token", json=boss)
    assert token.status_code == 200
    as_boss = {"authorization": f"Bearer {token.json()['access_token']}"}
    assert (await api.get(place, headers=as_boss)).json()["people"] == 1
    assert (await api.patch(place, json={"name": "Steel Works"}, headers=me)).json()["name"] == "Steel Works"
    assert (await api.post(f"{place}/suspend", headers=me)).json()["status"] == "suspended"
    assert (await api.get(place, headers=as_boss)).status_code == 401
    assert (await api.post("/api/v1/auth/token", json=boss)).status_code == 403
    assert (await api.post(f"{place}/reactivate", headers=me)).json()["status"] == "active"
    assert (await api.get(place, headers=as_boss)).status_code == 200


async def test_everybody_else_is_refused(api: httpx.AsyncClient, gym: Gym, next_door: Gym) -> None:
    place = f"{URL}/{next_door.tenant_id}"
    for name, person in gym.people().items():
        them = bearer(person)
        for answer in (
            await api.post(URL, json=asked_for(), headers=them),
            await api.patch(place, json={"name": "Ours"}, headers=them),
            await api.post(f"{place}/suspend", headers=them),
            await api.post(f"{place}/reactivate", headers=them),
        ):
            assert (answer.status_code, answer.json()["error"]["code"]) == (403, "FORBIDDEN"), name
        read = (await api.get(place, headers=them)).status_code
        assert read == (404 if name in ("admin", "owner") else 403), name
    assert (await api.get(URL)).status_code == 401


async def test_wrong_input_is_refused_on_the_field(
    api: httpx.AsyncClient, gym: Gym, system_admin: Person
) -> None:
    me = bearer(system_admin)
    table = [
        (asked_for(slug="no good"), 422, {"slug"}),
        (asked_for(slug=gym.slug), 409, {"slug"}),
        (asked_for(brand="red"), 422, {"brand"}),
        (asked_for(admin_email="nobody"), 422, {"admin_email"}),
        (asked_for(plan="gold"), 422, {"plan"}),
        (asked_for(organisation_id=str(uuid7()), organisation_name=None), 422, {"organisation_id"}),
    ]
    for body, status, fields in table:
        answer = await api.post(URL, json=body, headers=me)
        assert (answer.status_code, set(answer.json()["error"]["fields"])) == (status, fields), body


async def test_the_list(
    api: httpx.AsyncClient, gym: Gym, next_door: Gym, system_admin: Person, queries: QueryCounter
) -> None:
    with queries() as asked:
        page = (await api.get(URL, params={"search": gym.slug}, headers=bearer(system_admin))).json()
    assert len(asked) <= 6
    assert [(row["id"], row["people"]) for row in page["items"]] == [(str(gym.tenant_id), 7)]
    own = (await api.get(URL, headers=bearer(gym.admin))).json()["items"]
    assert [row["id"] for row in own] == [str(gym.tenant_id)]
    two = (await api.get(URL, params={"limit": 2}, headers=bearer(system_admin))).json()
    assert len(two["items"]) == 2
    assert two["next_cursor"]
