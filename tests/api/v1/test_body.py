"""The body and achievements through the API: exact values, the course, goals, and refusals by field."""

from datetime import UTC, datetime, timedelta

import pytest

from tests.fixtures.actors import Gym
from tests.fixtures.api import bearer
from tests.fixtures.training import Done, Lift, add_exercise, log_workout

URL = "/api/v1/body"


async def test_from_a_first_weight_to_a_goal(api, gym: Gym) -> None:
    headers = bearer(gym.member)
    now = datetime.now(UTC)
    for ago, value in ((14, "83.91458845"), (7, "83"), (0, "82.5")):
        body = {"value": value, "measured_at": (now - timedelta(days=ago)).isoformat(), "note": "morning"}
        made = await api.post(f"{URL}/entries", json=body, headers=headers)
        assert made.status_code == 201, made.text
    page = (await api.get(f"{URL}/entries", params={"limit": 2}, headers=headers)).json()
    assert [row["value"] for row in page["items"]] == ["82.5", "83.0"]
    rest = await api.get(f"{URL}/entries", params={"cursor": page["next_cursor"]}, headers=headers)
    assert [row["value"] for row in rest.json()["items"]] == ["83.91458845"]

    aimed = await api.put(f"{URL}/goals", json={"target": "80"}, headers=headers)
    weight = next(row for row in aimed.json() if row["kind"] == "weight")
    assert (weight["goal"]["start"], weight["goal"]["target"], weight["goal"]["due_on"]) == (
        "82.95",
        "80.0",
        None,
    )
    course = (await api.get(f"{URL}/trend", headers=headers)).json()
    assert (course["standing"], len(course["points"]), course["step_days"]) == ("on_course", 3, 1)
    assert course["per_week"] == pytest.approx(-0.47, abs=0.02)
    whole = (await api.get(f"{URL}/trend", params={"days": 0}, headers=headers)).json()
    assert whole["step_days"] == 7
    by_coach = await api.get(
        f"{URL}/trend", params={"member_id": str(gym.member.id)}, headers=bearer(gym.coach)
    )
    assert by_coach.json()["current"] == course["current"]

    latest = page["items"][0]["id"]
    assert (await api.delete(f"{URL}/entries/{latest}", headers=headers)).status_code == 204
    gone = await api.patch(f"{URL}/entries/{latest}", json={"note": "x"}, headers=headers)
    assert gone.status_code == 404
    back = await api.post(f"{URL}/entries/{latest}/restore", headers=headers)
    assert back.json()["value"] == "82.5"
    dropped = await api.delete(f"{URL}/goals/{weight['goal']['id']}", headers=headers)
    assert dropped.status_code == 204


@pytest.mark.parametrize(
    ("path", "body", "field"),
    [
        ("entries", {}, "value"),
        ("entries", {"value": "heavy"}, "value"),
        ("entries", {"value": "5", "kind": "mood"}, "kind"),
        ("entries", {"value": "80", "mood": "good"}, "mood"),
        ("entries", {"value": "80", "measured_at": "2026-01-01T10:00:00"}, "measured_at"),
        ("entries", {"value": "80", "measured_at": "2100-01-01T10:00:00Z"}, "measured_at"),
        ("custom-metrics", {"name": " "}, "name"),
        ("custom-metrics", {"name": "Pulse", "unit": "x" * 21}, "unit"),
    ],
)
async def test_what_is_wrong_is_named(api, gym: Gym, path: str, body: dict[str, str], field: str) -> None:
    answer = await api.post(f"{URL}/{path}", json=body, headers=bearer(gym.member))
    assert answer.status_code == 422
    assert field in answer.json()["error"]["fields"], answer.text


async def test_a_metric_of_ones_own_is_one_of_the_list(api, gym: Gym) -> None:
    headers = bearer(gym.member)
    made = await api.post(f"{URL}/custom-metrics", json={"name": "Pulse", "unit": "bpm"}, headers=headers)
    again = await api.post(f"{URL}/custom-metrics", json={"name": "pulse"}, headers=headers)
    assert (made.status_code, again.status_code) == (201, 409)
    which = {"kind": "custom", "custom_metric_id": made.json()["id"]}
    assert (
        await api.post(f"{URL}/entries", json=which | {"value": "52"}, headers=headers)
    ).status_code == 201
    row = (await api.get(f"{URL}/metrics", headers=headers)).json()[-1]
    assert (row["name"], row["unit"], row["value"]) == ("Pulse", "bpm", "52.0")
    wrong = await api.get(f"{URL}/trend", params={"kind": "custom"}, headers=headers)
    assert wrong.status_code == 422


async def test_achievements_with_their_thresholds(api, gym: Gym) -> None:
    exercise = await add_exercise(gym.tenant_id, "Row")
    began = datetime.now(UTC) - timedelta(days=2)
    await log_workout(gym.member, began, [Lift(exercise, [Done("100", 5)])])
    headers = bearer(gym.member)
    view = (await api.get("/api/v1/progress/achievements", headers=headers)).json()
    assert (view["earned"], view["of"] > 40) == (1, True)
    workouts = view["families"][0]
    assert (workouts["key"], workouts["now"], workouts["achievements"][0]["is_new"]) == ("workouts", 1, True)
    earned_at = datetime.fromisoformat(workouts["achievements"][0]["earned_at"])
    assert earned_at == began + timedelta(hours=1)
    assert (await api.post("/api/v1/progress/achievements/seen", headers=headers)).status_code == 204
    again = (await api.get("/api/v1/progress/achievements", headers=headers)).json()
    assert again["families"][0]["achievements"][0]["is_new"] is False
