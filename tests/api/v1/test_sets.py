"""Logging a workout from an API client."""

import asyncio

from rythm.core.ids import uuid7
from rythm.core.model import utcnow
from tests.fixtures.api import bearer
from tests.fixtures.phone import Phone
from tests.fixtures.training import Done, Lift, add_exercise, add_template, log_workout


async def start(api, person, **data):
    return await api.post("/api/v1/workouts", json=data, headers=bearer(person))


async def test_pressed_twice_one_workout_begins(api, gym):
    answers = await asyncio.gather(*(start(api, gym.member, title=f"Try {n}") for n in range(4)))
    assert sorted(answer.status_code for answer in answers) == [201, 409, 409, 409]


async def test_a_retry_of_the_same_workout_is_the_same_workout(api, gym):
    id = str(uuid7())
    answers = await asyncio.gather(*(start(api, gym.member, id=id, title="Legs") for _ in range(3)))
    assert [(answer.status_code, answer.json()["id"]) for answer in answers] == [(201, id)] * 3


async def test_somebody_elses_workout_is_not_begun_again(api, gym):
    id = (await start(api, gym.member)).json()["id"]
    assert (await start(api, gym.stranger, id=id)).status_code == 422


async def test_an_id_that_another_gym_took_is_refused(api, gym, next_door):
    taken = (await start(api, next_door.member)).json()["id"]
    answer = await start(api, gym.member, id=taken)
    assert (answer.status_code, answer.json()["error"]["code"]) == (422, "BAD_REQUEST")


async def test_a_finished_workout_is_discarded_and_taken_back(api, gym):
    bench = await add_exercise(gym.tenant_id, "Bench press")
    logged = await log_workout(gym.member, utcnow(), [Lift(bench, [Done("80", 5)])])
    there = f"/api/v1/workouts/{logged.id}"
    assert (await api.delete(there, headers=bearer(gym.member))).status_code == 204
    assert (await api.get(there, headers=bearer(gym.member))).status_code == 404
    answer = await api.post(f"{there}/restore", headers=bearer(gym.member))
    assert (answer.status_code, answer.json()["deleted_at"]) == (200, None)
    assert (await api.get(there, headers=bearer(gym.coach))).json()["volume_kg"] == 400


async def test_a_workout_from_a_template_has_its_targets_and_the_members_weight(api, gym):
    phone = Phone(gym.member)
    await phone.send(phone.meant("metric", uuid7(), value="82.4", measured_at="2026-11-19T07:00:00Z"))
    template_id = await add_template(gym.coach, "Upper A", [await add_exercise(gym.tenant_id, "Bench press")])
    answer = await start(api, gym.member, template_id=str(template_id), readiness=2)
    assert (answer.json()["body_weight_kg"], answer.json()["readiness"]) == ("82.4", 2)
    rows = (await phone.send(cursor=0)).changes.model_dump(mode="json")
    assert [row["target"]["load"] for row in rows["sets"]] == ["82.5"] * 3
    assert {row["kind"] for row in rows["sets"]} == {"working"}
