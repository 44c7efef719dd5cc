"""Importing through the API: look first, import, list, take back."""

import pytest

from rythm.core.actor import BySystem
from rythm.core.context import open_context
from rythm.exercises.library import install_catalogue
from rythm.web.guard import BODY_LIMITS
from tests.fixtures.actors import Gym
from tests.fixtures.api import bearer

EXPORT = (
    '"title","start_time","end_time","exercise_title","set_index","set_type","weight_kg","reps"\r\n'
    '"Push","7 janv. 2024, 17:15","7 janv. 2024, 18:15","Bench Press (Barbell)",0,"normal",80,5\r\n'
    '"Push","7 janv. 2024, 17:15","7 janv. 2024, 18:15","Bench Press (Barbell)",1,"normal",80,1271\r\n'
    '"Push","7 janv. 2024, 17:15","7 janv. 2024, 18:15","Bench Press (Barbell)",2,"normal",80,many\r\n'
)


async def test_from_a_look_to_taking_it_back(api, gym: Gym) -> None:
    async with open_context(BySystem(None)) as ctx:
        await install_catalogue(ctx)
    headers = bearer(gym.member)
    body = {"text": EXPORT, "zone": "Europe/Berlin", "file_name": "hevy.csv"}
    seen = await api.post("/api/v1/imports/preview", json=body, headers=headers)
    assert seen.status_code == 200, seen.text
    shown = seen.json()
    assert (shown["id"], shown["source"], shown["created"], shown["sets"]) == (None, "hevy", 1, 2)
    assert (shown["first_on"], shown["needs_unit"], shown["left_out"]) == ("2024-01-07", False, 1)
    assert [(each["line"], each["severity"]) for each in shown["problems"]] == [(3, "warning"), (4, "error")]
    assert (await api.get("/api/v1/workouts", headers=headers)).json()["items"] == []

    done = await api.post("/api/v1/imports", json=body, headers=headers)
    assert done.status_code == 201, done.text
    (workout,) = (await api.get("/api/v1/workouts", headers=headers)).json()["items"]
    assert workout["title"] == "Push"
    (row,) = (await api.get("/api/v1/imports", headers=headers)).json()["items"]
    assert (row["id"], row["file_name"], row["flags"]) == (done.json()["id"], "hevy.csv", 1)
    (flag,) = (await api.get("/api/v1/imports/flags", headers=headers)).json()["items"]
    assert flag["reason"] == "1,271 reps in one set"
    looked = await api.post(f"/api/v1/imports/flags/{flag['id']}/review", headers=headers)
    assert looked.status_code == 204
    assert (await api.get("/api/v1/imports/flags", headers=headers)).json()["items"] == []

    undone = await api.delete(f"/api/v1/imports/{row['id']}", headers=headers)
    assert undone.json() == {
        "workouts": 1, "kept": 0, "exercises": 0, "templates": 0, "body_metrics": 0, "also_kept": 0,
    }  # fmt: skip
    assert (await api.get("/api/v1/workouts", headers=headers)).json()["items"] == []


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"text": "milk,bread\n"}, "text"),
        ({"text": ""}, "text"),
        ({"text": "a\x00b"}, "text"),
        ({"text": EXPORT, "unit": "stone"}, "unit"),
        ({"text": EXPORT, "zone": "Mars/Base"}, "zone"),
        ({"text": EXPORT, "zone": "../../etc/passwd"}, "zone"),
        ({"text": EXPORT.replace("weight_kg", "weight_lbs"), "exercises": {"Row": "x"}}, "exercises"),
    ],
)
async def test_what_is_wrong_is_named(api, gym: Gym, body: dict[str, object], field: str) -> None:
    answer = await api.post("/api/v1/imports", json=body, headers=bearer(gym.member))
    assert answer.status_code == 422
    assert any(name.startswith(field) for name in answer.json()["error"]["fields"]), answer.text


async def test_lines_are_counted_from_the_first_even_if_it_is_empty(api, gym: Gym) -> None:
    answer = await api.post(
        "/api/v1/imports/preview", json={"text": "\n\n" + EXPORT}, headers=bearer(gym.member)
    )
    assert [each["line"] for each in answer.json()["problems"]] == [5, 6]


def test_ten_megabytes_get_through_the_guard() -> None:
    assert BODY_LIMITS["/api/v1/imports"] >= 11_000_000
