"""The archive: everything of a member out, into another gym, and out again as the same."""

import copy
import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest

from rythm.belongings import packing
from rythm.belongings.archive import LARGEST, Archive
from rythm.belongings.unpacking import ArchiveReport, unpack
from rythm.body import queries as body
from rythm.body import service
from rythm.body.schemas import ChangeCustomMetric
from rythm.community import comments, messages
from rythm.community.schemas import SendMessage, WriteComment
from rythm.core.context import open_context
from rythm.core.errors import Forbidden, Invalid
from rythm.exercises import queries as library
from rythm.web.guard import BODY_LIMITS
from rythm.workouts.queries import workout
from tests.belongings.everything import archive_of, exported, give_everything, without_ids
from tests.fixtures.actors import Gym, Person
from tests.fixtures.api import bearer
from tests.fixtures.queries import QueryCounter
from tests.fixtures.training import Done, Lift, add_exercise, log_workout

pytestmark = pytest.mark.usefixtures("built_in")
URL = "/api/v1/me/archive"


async def bring(who: Person, document: dict[str, Any]) -> ArchiveReport:
    async with open_context(who.credential) as ctx:
        return await unpack(ctx, archive_of(document))


async def test_everything_comes_back_equal_in_another_gym(gym: Gym, next_door: Gym) -> None:
    await give_everything(gym.member)
    out = await exported(gym.member)
    report = await bring(next_door.member, out)
    again = await exported(next_door.member)
    assert without_ids(again) == without_ids(out)
    assert not {each["id"] for each in out["workouts"]} & {each["id"] for each in again["workouts"]}
    assert report.model_dump(exclude={"id"}) == {
        "workouts": 3, "sets": 7, "templates": 2, "exercises": 3, "body_metrics": 7, "preferences": True,
        "known": 0,
    }  # fmt: skip


async def test_what_was_said_comes_along_to_be_read_and_is_not_imported(gym: Gym, next_door: Gym) -> None:
    bench = await add_exercise(gym.tenant_id, "Bench press")
    done = await log_workout(gym.member, datetime(2026, 3, 2, 18, tzinfo=UTC), [Lift(bench, [Done("80", 5)])])
    async with open_context(gym.coach.credential) as ctx:
        (set_id,) = (await workout(ctx, done.id)).exercises[0].sets
        await comments.write(ctx, done.id, WriteComment(text="Elbows in", set_id=set_id.id))
        taken_back = await comments.write(ctx, done.id, WriteComment(text="Oops"))
        await comments.remove(ctx, taken_back.id)
        await messages.send(ctx, gym.member.id, SendMessage(text="Good week"))
    out = await exported(gym.member)
    told = {key: value for key, value in out["comments"][0].items() if key != "at"}
    assert told == {
        "workout_id": str(done.id), "exercise": "Bench press", "set": 1, "by": "Coach", "text": "Elbows in",
    }  # fmt: skip
    assert [(each["by"], each["text"], each["read_at"]) for each in out["messages"]] == [
        ("Coach", "Good week", None)
    ]
    assert len(out["comments"]) == 1
    await bring(next_door.member, out)
    again = await exported(next_door.member)
    assert (again["comments"], again["messages"], len(again["workouts"])) == ([], [], 1)


async def test_the_archive_has_one_of_everything(gym: Gym) -> None:
    await give_everything(gym.member)
    document = await exported(gym.member)
    assert [each["name"] for each in document["exercises"]] == [
        "Ab wheel rollout", "Active hang", "Gym machine No. 7", "Sled push", "Sledge",
    ]  # fmt: skip
    assert [each["built_in"] for each in document["exercises"][:3]] == ["ab-wheel", "active-hang", None]
    assert [[v["name"] for v in each["versions"]] for each in document["templates"]] == [
        ["Mine", "Mine, better"], ["Put away"],
    ]  # fmt: skip
    first = document["workouts"][0]
    assert (first["title"], first["note"], first["readiness"]) == ("Mine", "Long\nday", 4)
    assert first["started_at"] == "2023-05-01T16:00:00.123456Z"
    assert first["exercises"][0]["sets"][1] | {"target": None} == {
        "kind": "working", "weight_kg": "83.91458845", "reps": 5, "rpe": "8.5", "duration_seconds": 31,
        "distance_m": None, "rest_seconds": 77, "done_at": "2023-05-01T16:01:00.123456Z", "target": None,
    }  # fmt: skip
    assert [each["source"] for each in document["workouts"]] == ["app", "strong", "app"]
    assert document["preferences"]["bar_kg"] == "20.41165665"
    assert [each["kind"] for each in document["body_metrics"]] == [
        "weight", "weight", "body_fat", "waist", "arm", "custom", "custom",
    ]  # fmt: skip
    assert {each["note"] for each in document["body_metrics"]} == {"", "Left\nside"}
    customs = document["custom_metrics"]
    assert [(each["name"], each["unit"], each["archived_at"] is None) for each in customs] == [
        ("Mood", "", False), ("Resting pulse", "bpm", True),
    ]  # fmt: skip
    goals = document["body_goals"]
    assert sorted((each["kind"], each["target"], each["start"], each["due_on"]) for each in goals) == [
        ("custom", "48.5", "-3.0", None), ("custom", "48.5", "12345.6789", None),
        ("weight", "80.0", "83.91", "2100-01-01"),
    ]  # fmt: skip
    assert [each["key"] for each in document["achievements"]][:1] == ["workouts-1"]


async def test_the_same_archive_again_changes_nothing(gym: Gym, next_door: Gym) -> None:
    await give_everything(gym.member)
    out = await exported(gym.member)
    for who in (gym.member, next_door.member, next_door.member):
        await bring(who, out)
    again = await exported(next_door.member)
    assert await exported(gym.member) == out, "in its own place all of it is known"
    report = await bring(gym.member, again)
    assert (report.workouts, report.templates, report.body_metrics, report.known) == (0, 0, 0, 12)
    assert without_ids(await exported(gym.member)) == without_ids(out), "by what it says"


async def test_a_custom_metric_renamed_since_is_still_the_same(gym: Gym, next_door: Gym) -> None:
    await give_everything(gym.member)
    out = await exported(gym.member)
    await bring(next_door.member, out)
    async with open_context(next_door.member.credential) as ctx:
        pulse = next(row for row in await body.custom_metrics(ctx) if row.unit == "bpm")
        await service.change_metric(ctx, pulse.id, ChangeCustomMetric(name="Pulse at rest"))
    assert (await bring(next_door.member, out)).body_metrics == 0
    again = await exported(next_door.member)
    assert [each["name"] for each in again["custom_metrics"]] == ["Mood", "Pulse at rest"]


async def test_what_the_target_has_already_is_used(gym: Gym, next_door: Gym) -> None:
    await give_everything(gym.member)
    machine = await add_exercise(next_door.tenant_id, "gym machine no. 7")
    await bring(next_door.member, await exported(gym.member))
    again = await exported(next_door.member)
    [found] = [each for each in again["exercises"] if each["name"].lower() == "gym machine no. 7"]
    assert found["id"] == str(machine)


async def test_an_exercise_that_comes_in_is_found_by_its_words(gym: Gym, next_door: Gym) -> None:
    await give_everything(gym.member)
    await bring(next_door.member, await exported(gym.member))
    async with open_context(next_door.member.credential) as ctx:
        page = await library.library(ctx, search="prowler", mine=True)
    assert [(row.name, row.uses) for row in page.items] == [("Sled push", 2)]


BROKEN = {
    "workouts.0.exercises.0.sets.1.reps": lambda d: d["workouts"][0]["exercises"][0]["sets"][1].update(
        reps=-1
    ),
    "workouts.0.exercises.1.exercise_id": lambda d: d["workouts"][0]["exercises"][1].update(
        exercise_id="00000000-0000-0000-0000-000000000005"
    ),
    "workouts.1.finished_at": lambda d: d["workouts"][1].update(finished_at="2001-01-01T00:00:00Z"),
    "workouts.1.started_at": lambda d: d["workouts"][1].update(started_at="2023-05-02T16:00:00"),
    "workouts.2.id": lambda d: d["workouts"][2].update(id=d["workouts"][0]["id"]),
    "templates.0.versions.1.number": lambda d: d["templates"][0]["versions"][1].update(number=1),
    "exercises.4.merged_into": lambda d: d["exercises"][4].update(
        merged_into="00000000-0000-0000-0000-000000000005"
    ),
    "body_metrics.3": lambda d: d["body_metrics"][3].update(value="4"),
    "body_metrics.5.custom_metric_id": lambda d: d["body_metrics"][5].update(
        custom_metric_id="00000000-0000-0000-0000-000000000005"
    ),
    "body_goals.0": lambda d: d["body_goals"][0].update(kind="waist"),
    "version": lambda d: d.update(version=2),
    "workouts.0.mood": lambda d: d["workouts"][0].update(mood="good"),
}


@pytest.mark.parametrize("path", BROKEN)
async def test_what_is_wrong_is_named_by_its_path_and_nothing_comes_in(
    gym: Gym, next_door: Gym, api, path: str
) -> None:
    await give_everything(gym.member)
    document = copy.deepcopy(await exported(gym.member))
    BROKEN[path](document)
    answer = await api.post(URL, json=document, headers=bearer(next_door.member))
    assert (answer.status_code, list(answer.json()["error"]["fields"])) == (422, [path])
    assert (await exported(next_door.member))["workouts"] == []


async def test_through_the_api(gym: Gym, next_door: Gym, api) -> None:
    await give_everything(gym.member)
    answer = await api.get("/api/v1/me/export.json", headers=bearer(gym.member))
    assert answer.headers["content-disposition"].startswith(f'attachment; filename="rythm-{gym.slug}-')
    assert answer.json() == await exported(gym.member)
    brought = await api.post(
        URL, content=answer.content, headers=bearer(next_door.member) | {"Content-Type": "application/json"}
    )
    assert (brought.status_code, brought.json()["workouts"]) == (200, 3)


async def test_nobody_brings_anything_to_a_gym_they_only_visit(gym: Gym, sister: Gym) -> None:
    owner = Person(gym.owner.id, sister.tenant_id, gym.owner.email, gym.owner.role)
    with pytest.raises(Forbidden):
        await bring(owner, await exported(gym.member))


async def test_a_visitor_and_a_newcomer_have_an_empty_archive(gym: Gym) -> None:
    document = await exported(gym.scheduler)
    assert (document["exercises"], document["workouts"], document["preferences"]) == ([], [], None)
    assert archive_of(document).profile.name == "Scheduler"


async def test_as_many_statements_however_much_there_is(gym: Gym, queries: QueryCounter) -> None:
    await give_everything(gym.member)
    exercise = await add_exercise(gym.tenant_id, "Row")
    for _ in range(3):
        await log_workout(gym.member, datetime.now(UTC), [Lift(exercise, [Done("1", 1)])])
    async with open_context(gym.member.credential) as ctx:
        with queries() as asked:
            pieces = [piece async for piece in packing.archive(ctx)]
    assert len(asked) <= 6
    assert json.loads(b"".join(pieces))


async def test_as_many_statements_to_bring_however_much_there_is(gym: Gym, queries: QueryCounter) -> None:
    await give_everything(gym.member)
    document = await exported(gym.member)
    asked = []
    for count in (500, 1_500):
        copies = [
            document["workouts"][0] | {"id": str(uuid4()), "title": f"{count}: {n}", "import_key": None}
            for n in range(count)
        ]
        with queries() as counted:
            report = await bring(gym.member, document | {"workouts": copies})
        assert report.workouts == count
        asked.append(len(counted))
    assert asked[0] == asked[1] <= 50


def test_an_archive_needs_its_name_and_version() -> None:
    for broken in ({}, {"format": "rythm-archive"}, {"format": "zip", "version": 1}):
        with pytest.raises(ValueError):
            Archive.model_validate_json(json.dumps(broken))


async def test_references_into_nothing_say_so(gym: Gym) -> None:
    document = await exported(gym.member)
    document["workouts"] = [
        {
            "id": "00000000-0000-0000-0000-000000000001",
            "started_at": "2024-01-01T00:00:00Z",
            "exercises": [{"exercise_id": "00000000-0000-0000-0000-000000000002"}],
        }
    ]
    with pytest.raises(Invalid, match="none of this id"):
        await bring(gym.member, document)


def test_the_page_explains_every_field() -> None:
    page = (Path(__file__).parents[2] / "docs" / "archive.md").read_text()
    fields: set[str] = set()

    def collect(schema: Any) -> None:
        if isinstance(schema, dict):
            fields.update(schema.get("properties", {}))
            for part in schema.values():
                collect(part)
        elif isinstance(schema, list):
            for part in schema:
                collect(part)

    collect(Archive.model_json_schema())
    assert len(fields) > 60
    assert {field for field in fields if f"`{field}`" not in page} == set()


def test_the_server_takes_as_much_as_is_promised() -> None:
    assert BODY_LIMITS[URL] == LARGEST == 50_000_000
