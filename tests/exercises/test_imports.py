"""Exercises of other libraries arrive whole, once, and an odd entry keeps nobody else out."""

from typing import Any

import orjson
import pytest

from rythm.core.actor import BySystem
from rythm.core.context import open_context
from rythm.core.errors import Forbidden
from rythm.exercises import queries, service
from rythm.exercises.imports import ImportReport, UnreadableFileError, import_exercises, parse
from rythm.exercises.rules import Scope
from rythm.exercises.schemas import ChangeExercise, ExerciseDetail, ExerciseRow
from tests.fixtures.actors import Gym, Person

pytestmark = pytest.mark.usefixtures("built_in")


def free(name: str = "Zz sled march", **said: Any) -> dict[str, Any]:
    """An entry as free-exercise-db has them."""
    return {
        "id": name.replace(" ", "_"),
        "name": name,
        "force": "push",
        "level": "expert",
        "mechanic": "compound",
        "equipment": "barbell",
        "primaryMuscles": ["lower back"],
        "secondaryMuscles": ["quadriceps", "lower back"],
        "instructions": ["Stand behind it.", "Push."],
        "category": "powerlifting",
        "images": ["a.jpg"],
    } | said


def wger(name: str = "Zz bench", number: int = 1, **said: Any) -> dict[str, Any]:
    """An entry as wger's exerciseinfo has them."""
    return {
        "id": number,
        "uuid": f"9d756bdd-0000-4000-8000-{number:012}",
        "category": {"id": 11, "name": "Chest"},
        "muscles": [{"id": 4, "name": "Pectoralis major", "name_en": "Chest", "is_front": True}],
        "muscles_secondary": [{"id": 5, "name": "Triceps brachii", "name_en": "Triceps"}],
        "equipment": [{"id": 8, "name": "Bench"}, {"id": 1, "name": "Barbell"}],
        "translations": [
            {
                "id": 1,
                "name": f"{name} auf Deutsch",
                "language": 1,
                "aliases": [{"id": 1, "alias": "Drücken"}],
            },
            {"id": 2, "name": name, "language": 2, "description": "<p>Theirs.</p>", "aliases": []},
        ],
    } | said


def file(*entries: Any) -> bytes:
    return orjson.dumps(list(entries))


async def bring(gym: Gym, content: bytes, **how: Any) -> ImportReport:
    async with open_context(BySystem(gym.tenant_id)) as ctx:
        return await import_exercises(ctx, parse(content), **how)


async def found(person: Person, search: str) -> list[ExerciseRow]:
    async with open_context(person.credential) as ctx:
        return (await queries.library(ctx, search=search)).items


async def only(person: Person, search: str) -> ExerciseDetail:
    [row] = await found(person, search)
    async with open_context(person.credential) as ctx:
        return await queries.exercise(ctx, row.id)


async def test_an_entry_of_free_exercise_db_becomes_ours(gym: Gym, next_door: Gym) -> None:
    report = await bring(gym, file(free()))
    assert (report.created, report.known, report.problems) == (("Zz sled march",), 0, ())
    row = await only(gym.member, "zz sled")
    assert row.model_dump(exclude={"id", "owner_name", "uses", "guide"}) == {
        "name": "Zz sled march", "scope": Scope.TENANT, "muscle": "lower_back",
        "secondary_muscles": ["quadriceps"], "equipment": "barbell", "category": "strength", "force": "push",
        "mechanic": "compound", "level": "advanced", "measured_by": "weight_reps", "is_unilateral": False,
        "rest_seconds": 150, "is_common": False, "aliases": [], "owner_id": None, "is_hidden": False,
        "is_hidden_here": False, "archived_at": None, "can_change": False, "merged_into_id": None,
        "merged_into_name": None, "can_hide_here": False, "can_promote": False, "can_merge": False,
    }  # fmt: skip
    assert row.guide is not None and row.guide.execution == "Stand behind it. Push."
    assert await found(next_door.member, "zz sled") == []


async def test_an_entry_of_wger_becomes_ours_and_is_found_in_every_language(gym: Gym) -> None:
    page = {"count": 1, "next": None, "previous": None, "results": [wger()]}
    assert (await bring(gym, orjson.dumps(page))).created == ("Zz bench",)
    for search in ("zz bench", "drucken", "zz auf deutsch"):
        row = await only(gym.member, search)
        assert row.name == "Zz bench"
    assert (row.muscle, row.secondary_muscles, row.equipment) == ("chest", ["triceps"], "barbell")
    assert row.aliases == ["Zz bench auf Deutsch", "Drücken"]
    assert row.guide is None, "their texts are not ours to copy"


async def test_a_second_time_changes_nothing_whatever_became_of_the_first(gym: Gym) -> None:
    content = file(free("Zz one"), free("Zz two"), free("Zz three"))
    assert len((await bring(gym, content)).created) == 3
    one, two = await only(gym.admin, "zz one"), await only(gym.admin, "zz two")
    async with open_context(gym.admin.credential) as ctx:
        await service.archive(ctx, one.id)
        await service.update(ctx, two.id, ChangeExercise(name="Zz renamed"))
    again = await bring(gym, content)
    assert (again.created, again.known, again.problems) == ((), 3, ())
    assert [row.name for row in await found(gym.member, "zz")] == ["Zz renamed", "Zz three"]


async def test_a_dry_run_says_what_would_happen_and_does_nothing(gym: Gym) -> None:
    content = file(free("Zz one"), free("Zz odd", level="godlike"))
    would = await bring(gym, content, dry_run=True)
    assert await found(gym.member, "zz") == []
    assert await bring(gym, content) == would
    assert would.created == ("Zz one",)


async def test_what_is_known_by_another_name_is_not_added(gym: Gym) -> None:
    report = await bring(gym, file(free("Barbell Bench Presses"), free("Zz ours"), free("Zz new")))
    assert (report.known, report.created) == (1, ("Zz ours", "Zz new"))
    other = await bring(gym, file(wger("ZZ  Ours")))
    assert (other.known, other.created) == (1, ())


ODD = [
    ([], "it is no object"),
    (free(" "), "it has no name"),
    (free(id=None), "it has no id"),
    (free(name="x" * 121), "name: string should have at most 120 characters"),
    (free(primaryMuscles=["ears"]), "muscle “ears” is not known"),
    (free(primaryMuscles="chest"), "its muscles are no list"),
    (free(level="godlike"), "level “godlike” is not known"),
    (free(category=None), "category “None” is not known"),
    (free(equipment="anvil"), "equipment “anvil” is not known"),
    (free(force="spin"), "force “spin” is not known"),
    (free("Zz first"), "it is in the file twice"),
    (free("ZZ FIRST", id="another"), "entry 1 has the same name"),
]


async def test_an_odd_entry_is_named_and_the_rest_comes(gym: Gym) -> None:
    report = await bring(gym, file(free("Zz first"), *(entry for entry, _ in ODD), free("Zz last")))
    assert report.created == ("Zz first", "Zz last")
    assert [(each.number, each.reason, each.severity) for each in report.problems] == [
        (number, reason, "error") for number, (_, reason) in enumerate(ODD, start=2)
    ]
    assert report.problems[-1].entry == "ZZ FIRST"


async def test_oddities_of_wger(gym: Gym) -> None:
    page = [
        {"results": [
            wger("Zz one", 1, muscles=[{"name": "Levator scapulae"}], category={"name": "Shoulders"}),
            wger("Zz two", 2, equipment=[{"name": "Atlas stone"}]),
            wger("Zz none", 3, translations=[]),
        ]},
        {"results": [wger("Zz far", 4, category=None, muscles=None, equipment=None, muscles_secondary=None)]},
    ]  # fmt: skip
    report = await bring(gym, orjson.dumps(page))
    assert report.created == ("Zz one", "Zz two", "Zz far")
    assert [(each.number, each.severity, each.reason) for each in report.problems] == [
        (1, "warning", "muscle “Levator scapulae” is not known and left out"),
        (2, "warning", "equipment “Atlas stone” is not known and taken as other"),
        (3, "error", "it has no name in any language"),
    ]
    one, far = await only(gym.member, "zz one"), await only(gym.member, "zz far")
    assert (one.muscle, far.muscle, far.equipment) == ("shoulders", "", "")


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "no JSON"),
        (b"{", "no JSON"),
        (b"[]", "holds no exercises"),
        (b'"text"', "holds no exercises"),
        (b'[{"name": "Squat"}]', "holds no exercises"),
        (b'{"results": 1}', "holds no exercises"),
    ],
)
def test_a_file_of_something_else_is_refused(content: bytes, reason: str) -> None:
    with pytest.raises(UnreadableFileError, match=reason):
        parse(content)


@pytest.mark.parametrize(
    ("said", "measured_by"),
    [
        ({"category": "stretching", "equipment": None}, "duration"),
        ({"category": "cardio", "name": "Zz jogging trail"}, "distance_duration"),
        ({"category": "cardio", "name": "Zz stairs"}, "duration"),
        ({"category": "strongman", "name": "Zz yoke walk"}, "weight_distance"),
        ({"category": "plyometrics", "equipment": "body only"}, "reps"),
        ({"equipment": "body only"}, "bodyweight_reps"),
        ({"equipment": "body only", "force": "static"}, "duration"),
        ({"equipment": "machine", "name": "Zz assisted dip"}, "assisted_reps"),
        ({"equipment": "bands"}, "reps"),
        ({"equipment": "kettlebells"}, "weight_reps"),
    ],
)
def test_how_sets_are_measured_is_told_by_the_facts(said: dict[str, Any], measured_by: str) -> None:
    [entry] = parse(file(free(**said))).entries
    assert entry.data.measured_by == measured_by


async def test_thousands_come_in_parts_and_say_how_far_they_are(gym: Gym) -> None:
    heard: list[tuple[int, int]] = []
    content = file(*(free(f"Zz number {number}") for number in range(450)))
    await bring(gym, content, told=lambda done, of: heard.append((done, of)))
    assert heard == [(200, 450), (400, 450), (450, 450)]


async def test_only_who_may_add_for_the_gym_imports(gym: Gym) -> None:
    with pytest.raises(Forbidden):
        async with open_context(gym.member.credential) as ctx:
            await import_exercises(ctx, parse(file(free())))
    async with open_context(gym.coach.credential) as ctx:
        assert (await import_exercises(ctx, parse(file(free())))).created


ODDITIES: list[Any] = [
    None,
    1,
    1.5,
    True,
    "",
    "x",
    "\x00",
    "x" * 300,
    [],
    [1],
    [None],
    [[]],
    [{}],
    {},
    {"name": 1},
]


@pytest.mark.parametrize("said", [free(), wger()], ids=["free-exercise-db", "wger"])
def test_no_odd_value_keeps_the_rest_out(said: dict[str, Any]) -> None:
    """Whatever stands in a field, the file is read: the entry comes, or is named with a reason."""
    good, entries = said | {"id": "good", "uuid": "good", "name": "Zz good"}, []
    for field in said:
        for odd in ODDITIES:
            entries += [said | {"id": f"{len(entries)}", "uuid": f"{len(entries)}"} | {field: odd}]
            if isinstance(said[field], list) and said[field]:
                entries += [
                    said | {"id": f"{len(entries)}", "uuid": f"{len(entries)}", field: [odd, *said[field]]}
                ]
    for part in said.get("translations", []):
        for field in part:
            entries += [
                said | {"uuid": f"{field}{n}", "translations": [part | {field: odd}]}
                for n, odd in enumerate(ODDITIES)
            ]
    found = parse(file(good, *entries))
    errors = [problem for problem in found.problems if problem.severity == "error"]
    assert found.entries[0].data.name.startswith("Zz")
    assert len(found.entries) + len(errors) == len(entries) + 1
    assert all(problem.reason and problem.entry for problem in found.problems)
    orjson.dumps([entry.data.model_dump() for entry in found.entries])
    assert "\x00" not in repr(found.entries)
