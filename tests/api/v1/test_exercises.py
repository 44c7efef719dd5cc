"""The library over HTTP."""

import httpx
import pytest

from rythm.exercises.catalogue import exercise_id
from tests.fixtures.actors import Gym
from tests.fixtures.api import bearer
from tests.fixtures.queries import QueryCounter

pytestmark = pytest.mark.usefixtures("built_in")
URL = "/api/v1/exercises"


async def test_a_member_adds_finds_changes_and_archives_their_own(api: httpx.AsyncClient, gym: Gym) -> None:
    me = bearer(gym.member)
    added = await api.post(URL, json={"name": "Zz sled", "muscle": "glutes"}, headers=me)
    assert added.status_code == 201
    place = f"{URL}/{added.json()['id']}"
    found = (await api.get(URL, params={"search": "zz"}, headers=me)).json()
    assert ([row["name"] for row in found["items"]], found["next_cursor"]) == (["Zz sled"], None)
    changed = await api.patch(place, json={"rest_seconds": 45}, headers=me)
    assert (changed.json()["rest_seconds"], changed.json()["muscle"]) == (45, "glutes")
    assert (await api.post(f"{place}/archive", headers=me)).json()["archived_at"]
    assert (await api.get(URL, params={"search": "zz"}, headers=me)).json()["items"] == []
    assert (await api.post(f"{place}/restore", headers=me)).json()["archived_at"] is None
    assert (await api.get(place, headers=me)).json()["scope"] == "user"


async def test_refusals_say_what_is_wrong(api: httpx.AsyncClient, gym: Gym, next_door: Gym) -> None:
    me = bearer(gym.member)
    squat = f"{URL}/{exercise_id('squat')}"
    assert (await api.post(URL, json={"name": "Zz sled"}, headers=me)).status_code == 201
    table = [
        (await api.get(URL), 401, "UNAUTHENTICATED"),
        (await api.get(URL, headers=bearer(gym.scheduler)), 403, "FORBIDDEN"),
        (await api.post(URL, json={"name": "Zz SLED"}, headers=me), 409, "CONFLICT"),
        (await api.post(URL, json={"name": "Rope", "scope": "tenant"}, headers=me), 403, "FORBIDDEN"),
        (await api.post(URL, json={"name": "Rope", "colour": "red"}, headers=me), 422, "BAD_REQUEST"),
        (await api.post(URL, json={"name": " "}, headers=me), 422, "BAD_REQUEST"),
        (await api.get(URL, params={"limit": 101}, headers=me), 422, "BAD_REQUEST"),
        (await api.get(URL, params={"limt": 10}, headers=me), 422, "BAD_REQUEST"),
        (await api.get(URL, params={"cursor": "nonsense"}, headers=me), 422, "BAD_REQUEST"),
        (await api.get(URL, params={"muscle": "ear"}, headers=me), 422, "BAD_REQUEST"),
        (await api.patch(squat, json={"rest_seconds": 1}, headers=me), 403, "FORBIDDEN"),
        (await api.patch(squat, json={"measured_by": "reps"}, headers=me), 422, "BAD_REQUEST"),
        (await api.get(f"{URL}/{gym.tenant_id}", headers=me), 404, "NOT_FOUND"),
        (await api.get(f"{URL}/nonsense", headers=me), 422, "BAD_REQUEST"),
    ]
    for answer, status, code in table:
        assert (answer.status_code, answer.json()["error"]["code"]) == (status, code), answer.request.url
    mine = (await api.get(URL, params={"search": "zz"}, headers=me)).json()["items"][0]["id"]
    for outsider in (gym.stranger, next_door.admin):
        for answer in (
            await api.get(f"{URL}/{mine}", headers=bearer(outsider)),
            await api.patch(f"{URL}/{mine}", json={"name": "Hers"}, headers=bearer(outsider)),
            await api.post(f"{URL}/{mine}/archive", headers=bearer(outsider)),
            await api.post(f"{URL}/{mine}/restore", headers=bearer(outsider)),
        ):
            assert answer.status_code == 404


async def test_pages_by_cursor(api: httpx.AsyncClient, gym: Gym, queries: QueryCounter) -> None:
    me, names, cursor = bearer(gym.member), [], {}
    for _ in range(3):
        with queries() as asked:
            page = (await api.get(URL, params={"limit": 5, **cursor}, headers=me)).json()
        assert len(asked) <= 6
        names += [row["name"] for row in page["items"]]
        cursor = {"cursor": page["next_cursor"]}
    assert len(set(names)) == 15
    assert names == [
        row["name"] for row in (await api.get(URL, params={"limit": 15}, headers=me)).json()["items"]
    ]


async def test_hiding_promoting_and_merging(api: httpx.AsyncClient, gym: Gym) -> None:
    me, coach, bench = bearer(gym.member), bearer(gym.coach), f"{URL}/{exercise_id('bench-press')}"

    async def listed(headers: dict[str, str], **which: object) -> list[str]:
        page = (await api.get(URL, params={"search": "bench press", **which}, headers=headers)).json()
        return [row["name"] for row in page["items"]]

    hidden = (await api.post(f"{bench}/hide", headers=me)).json()
    assert (hidden["is_hidden"], hidden["is_hidden_here"]) == (True, False)
    assert "Bench press" not in await listed(me) and "Bench press" in await listed(coach)
    assert await listed(me, hidden=True) == ["Bench press"]
    assert not (await api.post(f"{bench}/unhide", headers=me)).json()["is_hidden"]
    assert (await api.post(f"{bench}/hide", json={"everybody": True}, headers=me)).status_code == 403
    here = (await api.post(f"{bench}/hide", json={"everybody": True}, headers=coach)).json()
    assert here["is_hidden_here"] and here["can_hide_here"]
    assert "Bench press" not in await listed(me)
    await api.post(f"{bench}/unhide", json={"everybody": True}, headers=coach)
    assert "Bench press" in await listed(me)

    mine = (await api.post(URL, json={"name": "Zz press"}, headers=me)).json()["id"]
    assert (await api.post(f"{URL}/{mine}/promote", headers=me)).status_code == 403
    shared = await api.post(f"{URL}/{mine}/promote", headers=coach)
    assert (shared.json()["scope"], shared.json()["owner_id"]) == ("tenant", None)
    assert (await api.patch(f"{URL}/{mine}", json={"name": "Mine"}, headers=me)).status_code == 403
    into = {"into_id": str(exercise_id("bench-press"))}
    assert (await api.post(f"{URL}/{mine}/merge", json=into, headers=me)).status_code == 403
    merged = await api.post(f"{URL}/{mine}/merge", json=into, headers=coach)
    assert merged.json()["name"] == "Bench press"
    assert (await api.get(f"{URL}/{mine}", headers=me)).json()["merged_into_name"] == "Bench press"


async def test_a_guide_comes_along_and_can_be_written(api: httpx.AsyncClient, gym: Gym) -> None:
    me = bearer(gym.member)
    squat = (await api.get(f"{URL}/{exercise_id('squat')}", headers=me)).json()
    assert squat["guide"]["setup"] and squat["guide"]["mistakes"]
    own = {"setup": "Stand.", "mistakes": ["Sitting"]}
    added = await api.post(URL, json={"name": "Zz guided", "guide": own}, headers=me)
    empty = {"execution": "", "breathing": "", "safety": "", "variations": []}
    assert added.json()["guide"] == own | empty
    place = f"{URL}/{added.json()['id']}"
    assert (await api.patch(place, json={"rest_seconds": 60}, headers=me)).json()["guide"] == own | empty
    assert (await api.patch(place, json={"guide": None}, headers=me)).json()["guide"] is None
    wrong = {"name": "Zz other", "guide": {"steps": []}}
    assert (await api.post(URL, json=wrong, headers=me)).status_code == 422


@pytest.mark.parametrize("letter", ["ж", "卧", "🏋", '"', "\n"])
async def test_a_guide_of_any_letters_is_kept_or_refused(
    api: httpx.AsyncClient, gym: Gym, letter: str
) -> None:
    texts = dict.fromkeys(("setup", "execution", "breathing", "safety"), f"a{letter * 1998}a")
    lists = dict.fromkeys(("mistakes", "variations"), [f"a{letter * 298}a"] * 12)
    added = {"name": "Zz guide", "guide": texts | lists}
    answer = await api.post(URL, json=added, headers=bearer(gym.member))
    assert answer.status_code == 422 and "guide" in answer.json()["error"]["fields"], answer.text
    added["guide"] = {"setup": f"a{letter * 1998}a"}
    assert (await api.post(URL, json=added, headers=bearer(gym.member))).status_code == 201


async def test_six_queries_do(api: httpx.AsyncClient, gym: Gym, queries: QueryCounter) -> None:
    me, coach = bearer(gym.member), bearer(gym.coach)
    mine = (await api.post(URL, json={"name": "Zz mine"}, headers=me)).json()["id"]
    place = f"{URL}/{mine}"
    for method, path, body, headers in (
        ("GET", f"{URL}?search=benhc+pres&muscle=chest&equipment=barbell&level=beginner", None, me),
        ("GET", place, None, me),
        ("POST", URL, {"name": "Zz new", "aliases": ["Zzn"]}, me),
        ("PATCH", place, {"name": "Zz renamed"}, me),
        ("POST", f"{place}/hide", None, me),
        ("POST", f"{place}/unhide", None, me),
        ("POST", f"{place}/archive", None, me),
        ("POST", f"{place}/restore", None, me),
        ("POST", f"{place}/promote", None, coach),
    ):
        with queries() as asked:
            answer = await api.request(method, path, json=body, headers=headers)
        assert answer.is_success, answer.text
        assert len(asked) <= 6, (path, asked)
