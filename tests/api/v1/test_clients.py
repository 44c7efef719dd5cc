"""A coach's clients over the API."""

from datetime import timedelta

import pytest

from rythm.core.model import utcnow
from tests.fixtures.api import bearer
from tests.fixtures.training import Done, Lift, add_exercise, log_workout

CLIENTS = "/api/v1/clients"


async def test_my_clients(api, gym):
    await log_workout(gym.member, utcnow() - timedelta(days=9), title="Lower A")
    answer = await api.get(CLIENTS, headers=bearer(gym.coach))
    assert answer.status_code == 200
    (row,) = answer.json()["items"]
    assert (row["id"], row["name"], row["last_title"]) == (str(gym.member.id), "Member", "Lower A")
    assert (row["why"], row["is_behind"]) == ("No workout for 9 days", True)


async def test_search_and_pages(api, gym):
    async def ask(**query):
        answer = await api.get(CLIENTS, params=query, headers=bearer(gym.admin))
        assert answer.status_code == 200
        return [row["name"] for row in answer.json()["items"]], answer.json()["next_cursor"]

    assert await ask(search="stra") == (["Stranger"], None)
    names, cursor = await ask(limit=1)
    assert names == ["Member"]
    assert await ask(limit=1, cursor=cursor) == (["Stranger"], None)


async def test_one_client(api, gym, queries):
    squat = await add_exercise(gym.tenant_id, "Squat")
    await log_workout(gym.member, utcnow(), [Lift(squat, [Done("100", 5)])])
    with queries() as asked:
        answer = await api.get(f"{CLIENTS}/{gym.member.id}?zone=Europe/Berlin", headers=bearer(gym.coach))
    assert len(asked) <= 6
    view = answer.json()
    assert view["weekly_volume"][-1]["volume_kg"] == 500
    assert view["one_rep_max"]["series"][0]["best_kg"][-1] == 116.67
    assert len(view["workouts"]) == 1


async def test_somebody_elses_client_is_not_found(api, gym, next_door):
    for person in (gym.other_coach, next_door.coach, next_door.admin):
        answer = await api.get(f"{CLIENTS}/{gym.member.id}", headers=bearer(person))
        assert (answer.status_code, answer.json()["error"]["code"]) == (404, "NOT_FOUND")


@pytest.mark.parametrize(("who", "status"), [("member", 403), ("stranger", 403), ("scheduler", 403)])
async def test_who_has_no_clients(api, gym, who, status):
    for path in (CLIENTS, f"{CLIENTS}/{gym.member.id}"):
        assert (await api.get(path, headers=bearer(getattr(gym, who)))).status_code == status
        assert (await api.get(path)).status_code == 401
