"""A phone's queue belongs to one gym."""

import pytest

from tests.fixtures.api import bearer


@pytest.mark.parametrize(("whose", "status"), [("gym", 200), ("next_door", 409)])
async def test_the_queue_of_another_gym_is_refused(api, gym, next_door, whose, status):
    tenant = {"gym": gym, "next_door": next_door}[whose].member.tenant_id
    headers = bearer(gym.member) | {"X-Rythm-Tenant": str(tenant)}
    answer = await api.get("/api/v1/sync/bootstrap", headers=headers)
    assert answer.status_code == status
    ids = {"user_id": str(gym.member.id), "device_id": str(gym.member.id)}
    body = ids | {"cursor": 0, "epoch": "", "sent_at": 0, "operations": []}
    answer = await api.post("/api/v1/sync", headers=headers, json=body)
    assert answer.status_code == status
    assert status == 200 or answer.json()["error"]["code"] == "CONFLICT"


async def test_a_phone_says_what_it_has(api, gym):
    url, headers = "/api/v1/sync/bootstrap", bearer(gym.member)
    first = (await api.get(url, headers=headers)).json()
    has = {key: first[key] for key in ("library", "cursor", "epoch")}
    again = (await api.get(url, params=has, headers=headers)).json()
    assert (again["exercises"], again["library"], again["epoch"]) == (None, first["library"], first["epoch"])
    assert first["preferences"]["unit"] == first["equipment"]["unit"] == "kg"
    for nonsense in ({"cursor": -1}, {"cursor": "x"}, {"library": "x" * 81}, {"colour": "red"}):
        assert (await api.get(url, params=nonsense, headers=headers)).status_code == 422
