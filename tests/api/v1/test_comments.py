"""Comments, messages and the comparison over the API."""

from datetime import timedelta

import pytest

from rythm.core.model import utcnow
from tests.fixtures.api import bearer
from tests.fixtures.training import Done, Lift, add_exercise, log_workout

API = "/api/v1"


async def trained(gym):
    bench = await add_exercise(gym.tenant_id, "Bench press")
    return await log_workout(gym.member, utcnow() - timedelta(days=1), [Lift(bench, [Done("100", 1)])])


async def test_a_comment_there_and_back(api, gym, queries):
    workout = await trained(gym)
    theirs = f"{API}/workouts/{workout.id}/comments"
    detail = (await api.get(f"{API}/workouts/{workout.id}", headers=bearer(gym.coach))).json()
    set_id = detail["exercises"][0]["sets"][0]["id"]
    said = await api.post(theirs, json={"text": " Strong ", "set_id": set_id}, headers=bearer(gym.coach))
    assert (said.status_code, said.json()["text"], said.json()["set_id"]) == (201, "Strong", set_id)
    new = (await api.get(f"{API}/comments/new", headers=bearer(gym.member))).json()
    assert [(each["workout_id"], each["comments"], each["author_name"]) for each in new] == [
        (str(workout.id), 1, "Coach")
    ]
    with queries() as asked:
        listed = (await api.get(theirs, headers=bearer(gym.member))).json()
    assert len(asked) <= 6
    assert [(each["text"], each["is_new"], each["is_mine"]) for each in listed] == [("Strong", True, False)]
    assert (await api.post(f"{theirs}/read", headers=bearer(gym.member))).status_code == 204
    assert (await api.get(f"{API}/comments/new", headers=bearer(gym.member))).json() == []
    one = f"{API}/comments/{said.json()['id']}"
    assert (await api.patch(one, json={"text": "x"}, headers=bearer(gym.member))).status_code == 403
    changed = await api.patch(one, json={"text": "Stronger"}, headers=bearer(gym.coach))
    assert changed.json()["edited_at"] is not None
    assert (await api.delete(one, headers=bearer(gym.coach))).status_code == 204
    assert (await api.get(theirs, headers=bearer(gym.member))).json() == []
    assert (await api.post(f"{one}/restore", headers=bearer(gym.coach))).json()["text"] == "Stronger"


@pytest.mark.parametrize("body", [{}, {"text": ""}, {"text": "x" * 1001}, {"text": "x", "author_id": "y"}])
async def test_a_comment_that_is_none(api, gym, body):
    workout = await trained(gym)
    answer = await api.post(f"{API}/workouts/{workout.id}/comments", json=body, headers=bearer(gym.coach))
    assert (answer.status_code, answer.json()["error"]["code"]) == (422, "BAD_REQUEST")


async def test_a_message_there_and_read(api, gym):
    to = f"{API}/clients/{gym.member.id}/messages"
    sent = await api.post(to, json={"text": "See\nyou"}, headers=bearer(gym.coach))
    assert (sent.status_code, sent.json()["text"]) == (201, "See you")
    unread = await api.get(f"{API}/messages?unread=true", headers=bearer(gym.member))
    assert [each["sender_name"] for each in unread.json()["items"]] == ["Coach"]
    one = f"{API}/messages/{sent.json()['id']}"
    assert (await api.post(f"{one}/read", headers=bearer(gym.member))).status_code == 204
    unread = await api.get(f"{API}/messages?unread=true", headers=bearer(gym.member))
    assert unread.json()["items"] == []
    assert (await api.get(to, headers=bearer(gym.coach))).json()["items"][0]["read_at"] is not None
    late = await api.delete(one, headers=bearer(gym.coach))
    assert (late.status_code, late.json()["error"]["message"]) == (409, "It was read already.")


async def test_two_spans_compared(api, gym, queries):
    await trained(gym)
    url = f"{API}/clients/{gym.member.id}/comparison"
    with queries() as asked:
        answer = await api.get(f"{url}?weeks=12&zone=Europe/Berlin", headers=bearer(gym.coach))
    assert len(asked) <= 6
    told = answer.json()
    assert (told["now"]["workouts"], told["before"]["workouts"]) == (1, 0)
    assert told["lifts"][0] | {"exercise_id": ""} == {
        "exercise_id": "", "name": "Bench press", "before_kg": None, "now_kg": 100,
    }  # fmt: skip
    wrong = await api.get(f"{url}?first=2026-02-01&last=2026-01-01", headers=bearer(gym.coach))
    assert (wrong.status_code, wrong.json()["error"]["fields"]) == (
        422,
        {"first": "The last day comes before the first."},
    )
