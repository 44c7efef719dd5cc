"""Reading workouts over the API: the numbers, the pages, and who is refused."""

from datetime import timedelta

import pytest

from rythm.core.ids import uuid7
from rythm.core.model import utcnow
from tests.fixtures.api import bearer
from tests.fixtures.training import Done, Lift, add_exercise, add_template, log_workout

HISTORY, TODAY, CALENDAR = "/api/v1/workouts", "/api/v1/today", "/api/v1/progress/calendar"


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


async def test_the_history_is_narrowed_by_what_is_asked(api, gym):
    squat, bench = [await add_exercise(gym.tenant_id, name) for name in ("Squat", "Bench press")]
    for hours, lift in ((30, squat), (60, bench)):
        at = utcnow() - timedelta(hours=hours)
        await log_workout(gym.member, at, [Lift(lift, [Done("80", 5)])], title=f"{hours}")
    day_ago = (utcnow() - timedelta(hours=40)).isoformat()
    for query, titles in (
        ({"exercise_id": str(squat)}, ["30"]),
        ({"template_id": str(uuid7())}, []),
        ({"search": "bench"}, ["60"]),
        ({"since": day_ago}, ["30"]),
        ({"until": day_ago}, ["60"]),
        ({"exercise_id": str(bench), "since": day_ago}, []),
    ):
        answer = await api.get(HISTORY, params=query, headers=bearer(gym.member))
        assert [row["title"] for row in answer.json()["items"]] == titles, query


async def test_the_calendar_of_a_year(api, gym):
    bench = await add_exercise(gym.tenant_id, "Bench press")
    await log_workout(gym.member, utcnow() - timedelta(hours=1), [Lift(bench, [Done("80", 5)])])
    for person, query in ((gym.member, {}), (gym.coach, {"member_id": str(gym.member.id)})):
        answer = await api.get(CALENDAR, params=query | {"zone": "Asia/Tokyo"}, headers=bearer(person))
        shown = answer.json()
        assert (shown["workouts"], shown["volume_kg"], shown["streak"]["current"]) == (1, 400, 1)
        assert [(day["workouts"], day["level"]) for day in shown["days"]] == [(1, 4)]
    narrowed = await api.get("/api/v1/progress/narrowings", headers=bearer(gym.member))
    assert [one["name"] for one in narrowed.json()["exercises"]] == ["Bench press"]
    for who in (gym.stranger, gym.other_coach):
        answer = await api.get(CALENDAR, params={"member_id": str(gym.member.id)}, headers=bearer(who))
        assert answer.status_code == 404
    for query in ("year=1969", "year=x", "exercise_id=me", "unknown=1"):
        assert (await api.get(f"{CALENDAR}?{query}", headers=bearer(gym.member))).status_code == 422


async def test_a_workout_as_a_picture(api, gym):
    logged = await log_workout(gym.member, utcnow())
    answer = await api.get(f"{HISTORY}/{logged.id}/picture.png", headers=bearer(gym.member))
    assert (answer.status_code, answer.headers["content-type"]) == (200, "image/png")
    assert answer.content.startswith(b"\x89PNG")
    answer = await api.get(f"{HISTORY}/{logged.id}/picture.png", headers=bearer(gym.stranger))
    assert answer.status_code == 404
