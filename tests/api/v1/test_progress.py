"""Progress over the API: records, volume and one exercise over time, in few questions; who is refused."""

from datetime import timedelta

import pytest

from rythm.core.ids import uuid7
from rythm.core.model import utcnow
from tests.fixtures.api import bearer
from tests.fixtures.training import Done, Lift, add_exercise, log_workout

RECORDS, VOLUME = "/api/v1/progress/records", "/api/v1/progress/volume"


async def test_records_volume_and_an_exercise_over_time(api, gym, queries):
    bench = await add_exercise(gym.tenant_id, "Bench press")
    for ago, weight in ((9, "80"), (6, "82.5"), (3, "85")):
        await log_workout(gym.member, utcnow() - timedelta(days=ago), [Lift(bench, [Done(weight, 5)])])
    trend, history = (f"/api/v1/exercises/{bench}/{name}" for name in ("progress", "history"))
    for who, of in ((gym.member, {}), (gym.coach, {"member_id": str(gym.member.id)})):
        answers = {}
        for path, query in (
            (RECORDS, {"limit": 1}),
            (VOLUME, {"averaged": True}),
            (trend, {"over": "1m"}),
            (history, {"limit": 2}),
        ):
            with queries() as asked:
                answer = await api.get(path, params=query | of, headers=bearer(who))
            assert answer.status_code == 200, answer.text
            assert len(asked) <= 4
            answers[path] = answer.json()
        assert [one["kind"] for one in answers[RECORDS]["items"][0]["broken"]] == ["e1rm", "volume", "weight"]
        assert answers[RECORDS]["items"][0]["broken"][2]["before"] == 82.5
        assert answers[RECORDS]["next_cursor"]
        assert (answers[VOLUME]["least"], answers[VOLUME]["most"]) == (10, 20)
        assert (answers[trend]["measure"], answers[trend]["weight"]["value"]) == ("e1rm", 85)
        assert [one["sets"][0]["weight_kg"] for one in answers[history]["items"]] == ["85.0", "82.5"]
    page = (await api.get(history, params={"limit": 2}, headers=bearer(gym.member))).json()
    rest = await api.get(history, params={"cursor": page["next_cursor"]}, headers=bearer(gym.member))
    assert len(rest.json()["items"]) == 1


@pytest.mark.parametrize("path", [RECORDS, VOLUME, "exercise"])
async def test_a_member_out_of_reach_does_not_exist(api, gym, next_door, path):
    bench = await add_exercise(gym.tenant_id, "Bench press")
    path = f"/api/v1/exercises/{bench}/history" if path == "exercise" else path
    for who in (gym.other_coach, gym.stranger, next_door.coach, next_door.admin):
        answer = await api.get(path, params={"member_id": str(gym.member.id)}, headers=bearer(who))
        assert answer.status_code == 404
    answer = await api.get(path, headers=bearer(gym.scheduler))
    assert answer.status_code == 403


@pytest.mark.parametrize("query", [{"cursor": "x"}, {"limit": 0}, {"over": "1d"}, {"exercise_id": "x"}])
async def test_nonsense_is_refused(api, gym, query):
    answer = await api.get(RECORDS, params=query, headers=bearer(gym.member))
    assert answer.status_code == 422


async def test_an_exercise_that_is_not_there(api, gym):
    for name in ("progress", "history"):
        answer = await api.get(f"/api/v1/exercises/{uuid7()}/{name}", headers=bearer(gym.member))
        assert answer.status_code == 404
