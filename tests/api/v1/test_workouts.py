"""Reading workouts over the API: the numbers, the pages, and who is refused."""

from datetime import timedelta

import pytest

from rythm.core.ids import uuid7
from rythm.core.model import utcnow
from tests.fixtures.api import bearer
from tests.fixtures.training import Done, Lift, add_exercise, add_template, log_workout

HISTORY, TODAY = "/api/v1/workouts", "/api/v1/today"


async def test_the_history_page_by_page(api, gym):
    for hours in range(5):
        await log_workout(gym.member, utcnow() - timedelta(hours=hours + 1), title=f"{hours}")
    seen, query = [], {"limit": 2}
    for _ in range(3):
        answer = await api.get(HISTORY, params=query, headers=bearer(gym.member))
        assert answer.status_code == 200
        page = answer.json()
        seen += [row["title"] for row in page["items"]]
        query["cursor"] = page["next_cursor"]
    assert seen == ["0", "1", "2", "3", "4"]
    assert page["next_cursor"] is None


async def test_one_workout_with_its_sets(api, gym):
    bench = await add_exercise(gym.tenant_id, "Bench press")
    logged = await log_workout(gym.member, utcnow(), [Lift(bench, [Done("82.5", 6, rpe="8")])])
    answer = await api.get(f"{HISTORY}/{logged.id}", headers=bearer(gym.coach))
    assert answer.status_code == 200
    exercise = answer.json()["exercises"][0]
    assert (exercise["name"], exercise["volume_kg"]) == ("Bench press", 495)
    done = exercise["sets"][0]
    assert (done["weight_kg"], done["reps"], done["rpe"], done["one_rep_max_kg"]) == (
        "82.5",
        6,
        "8.0",
        "99.0",
    )


async def test_today(api, gym):
    await add_template(gym.admin, "Full body", [await add_exercise(gym.tenant_id, "Squat")])
    await log_workout(gym.member, utcnow())
    answer = await api.get(TODAY, params={"zone": "Pacific/Auckland"}, headers=bearer(gym.member))
    assert answer.status_code == 200
    view = answer.json()
    assert (view["next"]["name"], view["workouts_this_week"], view["streak_weeks"]) == ("Full body", 1, 1)
    assert len(view["days"]) == 7


@pytest.mark.parametrize("who", ["stranger", "other_coach"])
async def test_somebody_elses_training_is_not_found(api, gym, who):
    logged = await log_workout(gym.member, utcnow())
    for path in (f"{HISTORY}/{logged.id}", f"{HISTORY}?member_id={gym.member.id}"):
        answer = await api.get(path, headers=bearer(getattr(gym, who)))
        assert (answer.status_code, answer.json()["error"]["code"]) == (404, "NOT_FOUND")


async def test_another_gyms_training_is_not_found(api, gym, next_door, system_admin):
    logged = await log_workout(gym.member, utcnow())
    for outsider in (next_door.member, next_door.coach, next_door.admin, next_door.owner, system_admin):
        answer = await api.get(f"{HISTORY}/{logged.id}", headers=bearer(outsider))
        assert answer.status_code == 404
        answer = await api.get(HISTORY, params={"member_id": str(gym.member.id)}, headers=bearer(outsider))
        assert answer.status_code == 404


async def test_nobody_and_the_front_desk_are_refused(api, gym):
    for path in (HISTORY, TODAY, f"{HISTORY}/{uuid7()}"):
        assert (await api.get(path)).status_code == 401
        assert (await api.get(path, headers=bearer(gym.scheduler))).status_code == 403


@pytest.mark.parametrize(
    "query",
    ["limit=0", "limit=101", "cursor=bm9uc2Vuc2U", "member_id=me", "unknown=1"],
)
async def test_a_wrong_question_is_refused_with_its_field(api, gym, query):
    answer = await api.get(f"{HISTORY}?{query}", headers=bearer(gym.member))
    assert answer.status_code == 422
    assert query.partition("=")[0] in answer.json()["error"]["fields"]


async def test_the_platform_trains_nowhere(api, system_admin):
    for path in (HISTORY, TODAY):
        answer = await api.get(path, headers=bearer(system_admin))
        assert answer.status_code == 200


async def test_few_queries_a_call(api, gym, queries):
    bench = await add_exercise(gym.tenant_id, "Bench press")
    for hours in range(1, 8):
        logged = await log_workout(
            gym.member, utcnow() - timedelta(hours=9 * hours), [Lift(bench, [Done("80", 5)])]
        )
    for path in (TODAY, HISTORY, f"{HISTORY}/{logged.id}", f"{HISTORY}?member_id={gym.member.id}"):
        with queries() as asked:
            assert (await api.get(path, headers=bearer(gym.member))).status_code == 200
        assert len(asked) <= 6, path
