"""Logging a workout from an API client."""

import asyncio

from rythm.core.ids import uuid7
from tests.fixtures.api import bearer


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
