"""The people of a tenant over HTTP."""

import httpx
import pytest

from rythm.core.ids import uuid7
from tests.fixtures.actors import Gym, Person
from tests.fixtures.api import bearer
from tests.fixtures.queries import QueryCounter

URL = "/api/v1/users"


def newcomer(**values: object) -> dict[str, object]:
    return {"email": f"new-{uuid7().hex[-12:]}@gym.example", "name": "Newcomer", "role": "athlete", **values}


async def test_an_admin_adds_somebody_and_manages_them(api: httpx.AsyncClient, gym: Gym) -> None:
    admin = bearer(gym.admin)
    added = await api.post(URL, json=newcomer(coach_id=str(gym.coach.id)), headers=admin)
    assert (added.status_code, added.json()["user"]["coaches"]) == (201, ["Coach"])
    assert len(added.json()["temporary_password"]) >= 10
    place = f"{URL}/{added.json()['user']['id']}"
    assert (await api.patch(place, json={"role": "coach"}, headers=admin)).json()["role"] == "coach"
    assert (await api.post(f"{place}/disable", headers=admin)).json()["disabled_at"]
    assert (await api.post(f"{place}/enable", headers=admin)).json()["disabled_at"] is None
    assert (await api.put(f"{place}/coach", json={"coach_id": None}, headers=admin)).json()["coaches"] == []
    assert (await api.get(place, headers=admin)).json()["role"] == "coach"


@pytest.mark.parametrize(
    ("which", "names"),
    [
        ({}, ["Admin", "Coach", "Member", "Other_Coach", "Owner", "Scheduler", "Stranger"]),
        ({"role": "coach"}, ["Coach", "Other_Coach"]),
        ({"search": "OTHER_"}, ["Other_Coach"]),
        ({"search": "%"}, []),
        ({"status": "disabled"}, ["Stranger"]),
        ({"status": "active", "role": "athlete"}, ["Member"]),
    ],
)
async def test_the_list_is_searched_and_filtered(
    api: httpx.AsyncClient, gym: Gym, which: dict[str, str], names: list[str], queries: QueryCounter
) -> None:
    admin = bearer(gym.admin)
    await api.post(f"{URL}/{gym.stranger.id}/disable", headers=admin)
    with queries() as asked:
        page = (await api.get(URL, params=which, headers=admin)).json()
    assert [row["name"] for row in page["items"]] == names
    assert len(asked) <= 6


async def test_pages_by_cursor(api: httpx.AsyncClient, gym: Gym) -> None:
    names: list[str] = []
    cursor: dict[str, str] = {}
    for _ in range(4):
        page = (await api.get(URL, params={"limit": 3, **cursor}, headers=bearer(gym.admin))).json()
        names += [row["name"] for row in page["items"]]
        if page["next_cursor"] is None:
            break
        cursor = {"cursor": page["next_cursor"]}
    assert names == ["Admin", "Coach", "Member", "Other_Coach", "Owner", "Scheduler", "Stranger"]


async def test_who_sees_whom(api: httpx.AsyncClient, gym: Gym, next_door: Gym) -> None:
    async def seen_by(person: Person) -> list[str]:
        return [row["name"] for row in (await api.get(URL, headers=bearer(person))).json()["items"]]

    assert await seen_by(gym.coach) == ["Coach", "Member"]
    assert await seen_by(gym.other_coach) == ["Other_Coach"]
    assert (await api.get(URL, headers=bearer(gym.member))).status_code == 403
    answer = await api.get(f"{URL}/{gym.stranger.id}", headers=bearer(gym.coach))
    assert answer.status_code == 404
    answer = await api.get(f"{URL}/{gym.member.id}", headers=bearer(next_door.admin))
    assert answer.status_code == 404


async def test_only_admins_manage_and_only_their_own_gym(
    api: httpx.AsyncClient, gym: Gym, next_door: Gym, system_admin: Person
) -> None:
    place = f"{URL}/{gym.member.id}"
    coach = {"coach_id": str(gym.other_coach.id)}
    for person, status in (
        (gym.member, 403),
        (gym.scheduler, 403),
        (gym.coach, 403),
        (next_door.admin, 404),
        (system_admin, 403),  # stands in no gym
    ):
        them = bearer(person)
        for answer in (
            await api.patch(place, json={"role": "coach"}, headers=them),
            await api.post(f"{place}/disable", headers=them),
            await api.post(f"{place}/enable", headers=them),
            await api.put(f"{place}/coach", json=coach, headers=them),
        ):
            assert answer.status_code == status, (person.role, answer.request.url)
        if person is not next_door.admin:
            assert (await api.post(URL, json=newcomer(), headers=them)).status_code == 403
    theirs = await api.put(f"{URL}/{next_door.member.id}/coach", json=coach, headers=bearer(next_door.admin))
    assert theirs.status_code == 404


async def test_what_an_admin_may_not(api: httpx.AsyncClient, gym: Gym) -> None:
    admin = bearer(gym.admin)
    table = [
        (await api.post(URL, json=newcomer(role="org_admin"), headers=admin), 403),
        (await api.post(URL, json=newcomer(role="system_admin"), headers=admin), 403),
        (await api.post(URL, json=newcomer(email=gym.member.email), headers=admin), 409),
        (await api.post(URL, json=newcomer(email="nonsense"), headers=admin), 422),
        (await api.post(URL, json=newcomer(is_admin=True), headers=admin), 422),
        (await api.patch(f"{URL}/{gym.admin.id}", json={"role": "coach"}, headers=admin), 409),
        (await api.patch(f"{URL}/{gym.owner.id}", json={"role": "athlete"}, headers=admin), 403),
        (await api.post(f"{URL}/{gym.owner.id}/disable", headers=admin), 403),
        (
            await api.put(
                f"{URL}/{gym.member.id}/coach", json={"coach_id": str(gym.stranger.id)}, headers=admin
            ),
            422,
        ),
        (await api.put(f"{URL}/{gym.member.id}/coach", json={}, headers=admin), 422),
    ]
    for answer, status in table:
        assert answer.status_code == status, (answer.request.url, answer.text)


async def test_a_disabled_person_is_shut_out_at_once(api: httpx.AsyncClient, gym: Gym) -> None:
    me = bearer(gym.member)
    assert (await api.get("/api/v1/me", headers=me)).status_code == 200
    await api.post(f"{URL}/{gym.member.id}/disable", headers=bearer(gym.admin))
    assert (await api.get("/api/v1/me", headers=me)).status_code == 401
