"""Templates over HTTP."""

from typing import Any

import httpx
import pytest

from rythm.exercises.catalogue import exercise_id
from rythm.templates.catalogue import TEMPLATES
from tests.fixtures.actors import Gym
from tests.fixtures.api import bearer
from tests.fixtures.queries import QueryCounter

pytestmark = pytest.mark.usefixtures("built_in")
URL = "/api/v1/templates"
SQUAT, BENCH = str(exercise_id("squat")), str(exercise_id("bench-press"))
LEGS: dict[str, Any] = {
    "name": "Zz legs",
    "exercises": [
        {"exercise_id": SQUAT, "sets": [{"reps_min": 5, "load_by": "kg", "load": "82.5"}] * 4},
        {"exercise_id": BENCH},
    ],
}


async def test_a_template_from_the_first_save_to_the_shelf_and_back(api: httpx.AsyncClient, gym: Gym) -> None:
    me = bearer(gym.member)
    made = await api.post(URL, json=LEGS, headers=me)
    assert (made.status_code, made.json()["version"], made.json()["scope"]) == (201, 1, "user")
    assert made.json()["exercises"][0]["sets"][0]["load"] == "82.5"
    place = f"{URL}/{made.json()['id']}"
    saved = await api.put(place, json={**LEGS, "name": "Zz legs 2", "expected_version": 1}, headers=me)
    assert (saved.status_code, saved.json()["version"]) == (200, 2)
    late = await api.put(place, json={**LEGS, "expected_version": 1}, headers=me)
    assert (late.status_code, late.json()["error"]["fields"]["version"]) == (409, "2")
    ordered = await api.post(f"{place}/order", json={"order": [BENCH, SQUAT]}, headers=me)
    assert [line["exercise_id"] for line in ordered.json()["exercises"]] == [BENCH, SQUAT]
    wrong = await api.post(f"{place}/order", json={"order": [BENCH, BENCH]}, headers=me)
    assert (wrong.status_code, set(wrong.json()["error"]["fields"])) == (422, {"order"})
    assert (await api.get(place, params={"version": 1}, headers=me)).json()["name"] == "Zz legs"
    history = (await api.get(f"{place}/versions", headers=me)).json()
    assert [(row["number"], row["saved_by"]) for row in history] == [
        (3, "Member"),
        (2, "Member"),
        (1, "Member"),
    ]
    assert [row["summary"] for row in history] == [
        "Squat moved down", "Renamed to Zz legs 2", "Created"
    ]  # fmt: skip
    second = await api.get(f"{place}/versions/2", headers=me)
    assert (second.json()["version"], second.json()["current_version"]) == (2, 3)
    compared = (await api.get(f"{place}/versions/1/compare", params={"to": 2}, headers=me)).json()
    assert (compared["summary"], compared["changes"][0]["after"]) == ("Renamed to Zz legs 2", "Zz legs 2")
    restored = await api.post(f"{place}/versions/1/restore", headers=me)
    assert (restored.json()["version"], restored.json()["name"]) == (4, "Zz legs")
    again = await api.post(f"{place}/versions/2/restore", json={"expected_version": 3}, headers=me)
    assert (again.status_code, again.json()["error"]["fields"]["version"]) == (409, "4")
    assert (await api.post(f"{place}/versions/9/restore", headers=me)).status_code == 404
    assert (await api.delete(place, headers=me)).status_code == 204
    assert (await api.get(URL, params={"search": "zz"}, headers=me)).json()["items"] == []
    archived = (await api.get(URL, params={"search": "zz", "status": "archived"}, headers=me)).json()["items"]
    assert [row["name"] for row in archived] == ["Zz legs"]
    assert (await api.post(f"{place}/reactivate", headers=me)).json()["archived_at"] is None


async def test_copying_a_built_in_one(api: httpx.AsyncClient, gym: Gym) -> None:
    copied = await api.post(f"{URL}/{TEMPLATES['push'].id}/copy", headers=bearer(gym.member))
    assert (copied.status_code, copied.json()["name"], copied.json()["scope"]) == (201, "Push (copy)", "user")


async def test_sharing_with_the_gym(api: httpx.AsyncClient, gym: Gym) -> None:
    coach = bearer(gym.coach)
    mine = (await api.post(URL, json=LEGS, headers=coach)).json()["id"]
    shared = await api.post(f"{URL}/{mine}/share", headers=coach)
    assert (shared.status_code, shared.json()["scope"], shared.json()["version"]) == (201, "tenant", 1)
    place = f"{URL}/{shared.json()['id']}"
    assert (await api.get(place, headers=bearer(gym.member))).json()["name"] == "Zz legs"
    assert (await api.post(f"{place}/share", headers=coach)).status_code == 409


async def test_insufficient_permissions(api: httpx.AsyncClient, gym: Gym) -> None:
    push = f"{URL}/{TEMPLATES['push'].id}"
    admin = bearer(gym.admin)
    answers = [
        await api.post(URL, json={**LEGS, "scope": "tenant"}, headers=bearer(gym.member)),
        await api.post(URL, json={**LEGS, "scope": "system"}, headers=admin),
        await api.put(push, json=LEGS, headers=admin),
        await api.post(f"{push}/order", json={"order": []}, headers=admin),
        await api.delete(push, headers=admin),
        await api.post(f"{push}/versions/1/restore", headers=admin),
        await api.post(f"{push}/share", headers=bearer(gym.coach)),
        await api.post(f"{push}/reactivate", headers=admin),
        await api.get(URL, headers=bearer(gym.scheduler)),
    ]
    for answer in answers:
        error = answer.json()["error"]
        assert (answer.status_code, error["code"], error["message"]) == (
            403, "FORBIDDEN", "Insufficient permissions"
        )  # fmt: skip
        assert error["request_id"]


async def test_other_peoples_templates_look_absent(api: httpx.AsyncClient, gym: Gym, next_door: Gym) -> None:
    mine = (await api.post(URL, json=LEGS, headers=bearer(gym.member))).json()["id"]
    place = f"{URL}/{mine}"
    for outsider in (gym.stranger, gym.other_coach, next_door.owner):
        them = bearer(outsider)
        for answer in (
            await api.get(place, headers=them),
            await api.get(f"{place}/versions", headers=them),
            await api.put(place, json=LEGS, headers=them),
            await api.post(f"{place}/order", json={"order": [BENCH, SQUAT]}, headers=them),
            await api.post(f"{place}/copy", headers=them),
            await api.get(f"{place}/versions/1", headers=them),
            await api.get(f"{place}/versions/1/compare", headers=them),
            await api.post(f"{place}/versions/1/restore", headers=them),
            await api.delete(place, headers=them),
            await api.post(f"{place}/reactivate", headers=them),
        ):
            assert (answer.status_code, answer.json()["error"]["code"]) == (404, "NOT_FOUND")
    assert (await api.get(place, headers=bearer(gym.coach))).json()["can_change"] is False
    assert (await api.put(place, json=LEGS, headers=bearer(gym.coach))).status_code == 403


async def test_a_wrong_template_says_where(api: httpx.AsyncClient, gym: Gym) -> None:
    me = bearer(gym.member)
    twice = await api.post(URL, json={"name": "Legs", "exercises": [LEGS["exercises"][0]] * 2}, headers=me)
    assert twice.json()["error"]["fields"] == {"exercises": "An exercise is in here twice."}
    line = {"exercise_id": SQUAT, "sets": [{"reps_min": 0, "cadence": "30X1"}]}
    wrong = await api.post(URL, json={"name": "Legs", "exercises": [line]}, headers=me)
    assert set(wrong.json()["error"]["fields"]) == {
        "exercises.0.sets.0.reps_min",
        "exercises.0.sets.0.cadence",
    }
    unknown = await api.post(
        URL, json={"name": "Legs", "exercises": [{"exercise_id": str(gym.tenant_id)}]}, headers=me
    )
    assert set(unknown.json()["error"]["fields"]) == {"exercises.0.exercise_id"}


async def test_few_queries(api: httpx.AsyncClient, gym: Gym, queries: QueryCounter) -> None:
    me = bearer(gym.member)
    push = f"{URL}/{TEMPLATES['push'].id}"
    for url in (URL, push, f"{push}/versions", f"{push}/versions/1", f"{push}/versions/1/compare"):
        with queries() as asked:
            assert (await api.get(url, headers=me)).status_code == 200
        assert len(asked) <= 6
