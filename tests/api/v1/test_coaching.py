"""The roster over the API: why, seen, snoozed, agreed and noted, each taken back."""

from datetime import timedelta

import pytest

from rythm.core.model import utcnow
from tests.fixtures.api import bearer
from tests.fixtures.training import log_workout

ROSTER = "/api/v1/coaching/roster"


def about(gym, what: str = "") -> str:
    return f"/api/v1/coaching/clients/{gym.member.id}{what}"


@pytest.fixture
async def silent(gym):
    await log_workout(gym.member, utcnow() - timedelta(days=9), title="Lower A")
    return gym


async def standing(api, gym) -> dict:
    answer = await api.get(about(gym), headers=bearer(gym.coach))
    assert answer.status_code == 200
    return answer.json()


async def test_the_roster(api, silent, queries):
    with queries() as asked:
        answer = await api.get(f"{ROSTER}?zone=Europe/Berlin", headers=bearer(silent.coach))
    assert len(asked) <= 6
    body = answer.json()
    assert body["groups"] == {"attention": 1, "praise": 0, "on_track": 0, "snoozed": 0}
    (row,) = body["items"]
    assert (row["name"], row["last_title"], row["agreed"], row["is_agreed"]) == (
        "Member",
        "Lower A",
        3,
        False,
    )
    assert row["reasons"][0]["words"] == "No workout for 9 days"
    for query in ("show=nobody", "sort=up", "limit=0", "cursor=junk", "search=" + "a" * 200):
        assert (await api.get(f"{ROSTER}?{query}", headers=bearer(silent.coach))).status_code == 422, query


async def test_seen_and_unseen(api, silent):
    who = bearer(silent.coach)
    reasons = (await standing(api, silent))["reasons"]
    shown = [{name: reason[name] for name in ("kind", "mark", "level")} for reason in reasons]
    answer = await api.post(about(silent, "/seen"), json={"reasons": shown}, headers=who)
    assert answer.status_code == 204
    assert (await standing(api, silent))["group"] == "on_track"
    assert (await api.delete(about(silent, "/seen?kinds=silent"), headers=who)).status_code == 204
    assert (await standing(api, silent))["group"] == "attention"
    for junk in (
        {"reasons": []},
        {"reasons": [{"kind": "bad", "level": 1}]},
        {"reasons": [{"kind": "low", "level": -1}]},
    ):
        assert (await api.post(about(silent, "/seen"), json=junk, headers=who)).status_code == 422
    assert (await api.post(about(silent, "/look"), headers=who)).status_code == 204


async def test_snoozed_and_awake(api, silent):
    who = bearer(silent.coach)
    answer = await api.put(about(silent, "/snooze"), json={"days": 7}, headers=who)
    assert answer.status_code == 200 and answer.json()["until"] > utcnow().isoformat()
    assert (await standing(api, silent))["group"] == "snoozed"
    assert (await api.delete(about(silent, "/snooze"), headers=who)).status_code == 204
    assert (await standing(api, silent))["group"] == "attention"
    assert (await api.put(about(silent, "/snooze"), json={"days": 5}, headers=who)).status_code == 422


async def test_agreed(api, silent):
    who, day = bearer(silent.coach), (utcnow() - timedelta(days=30)).date().isoformat()
    answer = await api.put(about(silent, "/agreements"), json={"per_week": 1, "starts_on": day}, headers=who)
    assert answer.json() == [
        {"starts_on": day, "per_week": 1},
        {"starts_on": "2000-01-01", "per_week": 3},
    ]
    assert (await api.get(about(silent, "/agreements"), headers=who)).json() == answer.json()
    kinds = [reason["kind"] for reason in (await standing(api, silent))["reasons"]]
    assert "silent" not in kinds, "nine days are no silence for one a week"
    for junk in ({"per_week": 15, "starts_on": day}, {"per_week": 3, "starts_on": "1990-01-01"}):
        assert (await api.put(about(silent, "/agreements"), json=junk, headers=who)).status_code == 422


async def test_noted(api, gym):
    who = bearer(gym.coach)
    made = (await api.post(about(gym, "/notes"), json={"text": " Knee. "}, headers=who)).json()
    assert (made["text"], made["author"], made["is_mine"]) == ("Knee.", "Coach", True)
    note = f"/api/v1/coaching/notes/{made['id']}"
    changed = await api.patch(note, json={"text": "Knee is fine."}, headers=bearer(gym.admin))
    assert (changed.json()["text"], changed.json()["is_mine"]) == ("Knee is fine.", False)
    assert (await api.delete(note, headers=who)).status_code == 204
    assert (await api.get(about(gym, "/notes"), headers=who)).json()["items"] == []
    assert (await api.delete(note, headers=who)).status_code == 410
    assert (await api.post(f"{note}/restore", headers=who)).status_code == 204
    (found,) = (await api.get(about(gym, "/notes"), headers=who)).json()["items"]
    assert found["text"] == "Knee is fine."
    for junk in ("", "  ", "a" * 2001, "a\x00"):
        assert (await api.post(about(gym, "/notes"), json={"text": junk}, headers=who)).status_code == 422
