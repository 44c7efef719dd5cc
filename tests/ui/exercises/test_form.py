"""The form of an exercise: what it takes, what it refuses, and whose the exercise is then."""

from typing import Any
from uuid import UUID

import pytest

from rythm.core.context import open_context
from rythm.exercises import queries
from rythm.exercises.schemas import ExerciseDetail
from rythm.ui.exercises.draft import Draft, draft_of, typed_of
from rythm.ui.exercises.form_state import ExerciseFormState
from tests.fixtures.actors import Person
from tests.fixtures.training import add_exercise
from tests.ui.conftest import said

FORM: dict[str, Any] = {
    "name": " Sled row ", "aliases": "Prowler row, , PR", "muscle": "middle_back", "equipment": "other",
    "category": "strongman", "level": "intermediate", "mechanic": "compound", "force": "pull",
    "rest_seconds": "90", "is_unilateral": "on", "setup": "", "execution": "Pull hand over hand.",
    "breathing": "", "safety": "", "mistakes": "Jerking\n\n Rounding ", "variations": "Sled pull",
}  # fmt: skip


async def exercise_of(person: Person, exercise_id: str | UUID) -> ExerciseDetail:
    async with open_context(person.credential) as ctx:
        return await queries.exercise(ctx, UUID(str(exercise_id)))


async def added(page: ExerciseFormState, person: Person, **form: object) -> ExerciseDetail:
    went = await page.save(FORM | form)
    assert page.errors == {}
    return await exercise_of(person, str(went).split("/exercise/")[1][:36])


async def test_ones_own_exercise_is_added_with_all_its_facts_and_shown(gym, opened):
    page = await opened(ExerciseFormState, gym.member)
    await page.add_own()
    assert (page.is_open, page.draft) == (True, Draft())
    await page.toggle("lats")
    await page.toggle("biceps")
    await page.toggle("middle_back")
    await page.toggle("lats")
    await page.measure("weight_distance")
    assert page.measured_words == "Weight and distance"
    row = await added(page, gym.member)
    assert (row.name, row.scope, row.owner_id) == ("Sled row", "user", gym.member.id)
    assert row.aliases == ["Prowler row", "PR"]
    assert row.secondary_muscles == ["biceps"], "the main muscle does not help itself"
    assert (row.measured_by, row.rest_seconds, row.is_unilateral) == ("weight_distance", 90, True)
    assert (row.level, row.mechanic, row.force, row.category) == (
        "intermediate", "compound", "pull", "strongman",
    )  # fmt: skip
    assert row.guide is not None
    assert row.guide.mistakes == ["Jerking", "Rounding"]
    assert not page.is_open
    assert await said(page) == "Sled row is in your library."


async def test_what_is_changed_and_emptied_is_changed_and_empty(gym, opened):
    page = await opened(ExerciseFormState, gym.member)
    await page.add_own()
    before = await added(page, gym.member)
    await page.edit(str(before.id))
    assert page.draft == draft_of(before)
    assert page.draft.mistakes == "Jerking\nRounding"
    kept = dict.fromkeys(FORM, "") | {"name": "Rope row", "category": "strength", "rest_seconds": "0"}
    await page.save(kept)
    assert page.errors == {}
    row = await exercise_of(gym.member, before.id)
    assert (row.name, row.aliases, row.muscle, row.rest_seconds) == ("Rope row", [], "", 0)
    assert (row.is_unilateral, row.guide, row.measured_by) == (False, None, before.measured_by)
    assert await said(page) == "Rope row is saved."


async def test_a_coach_adds_for_the_gym_and_a_member_cannot(gym, opened):
    page = await opened(ExerciseFormState, gym.coach)
    await page.add_shared()
    assert page.draft.scope == "tenant"
    assert await page.save(FORM | {"name": "Ours"}) is None
    assert await said(page) == "Ours is in your gym's library."
    theirs = await opened(ExerciseFormState, gym.member)
    await theirs.add_shared()
    await theirs.save(FORM | {"name": "Mine for all"})
    assert theirs.errors["form"]
    assert theirs.is_open


@pytest.mark.parametrize(
    ("form", "field"),
    [
        ({"name": " "}, "name"),
        ({"muscle": "heart"}, "muscle"),
        ({"rest_seconds": "a while"}, "rest_seconds"),
        ({"rest_seconds": "9999"}, "rest_seconds"),
        ({"category": ""}, "category"),
        ({"execution": "x" * 2001}, "execution"),
        ({"mistakes": "x" * 301}, "mistakes"),
        ({"aliases": "x" * 121}, "aliases"),
    ],
)
async def test_what_is_wrong_is_said_at_its_field(gym, opened, form, field):
    page = await opened(ExerciseFormState, gym.member)
    await page.add_own()
    await page.save(FORM | form)
    assert list(page.errors) == [field]
    assert page.is_open


async def test_a_name_in_use_is_refused_at_the_name(gym, opened):
    page = await opened(ExerciseFormState, gym.member)
    await page.add_own()
    await added(page, gym.member)
    await page.add_own()
    await page.save(FORM)
    assert page.errors == {"name": "This name is in use."}


async def test_somebody_elses_is_not_changed(gym, next_door, opened):
    ours = await add_exercise(gym.tenant_id, "Ours")
    page = await opened(ExerciseFormState, gym.member)
    await page.edit(str(ours))
    await page.save(FORM)
    assert page.errors["form"]
    assert (await exercise_of(gym.member, ours)).name == "Ours"
    stranger = await opened(ExerciseFormState, next_door.admin)
    await stranger.edit(str(ours))
    assert not stranger.is_open
    assert "does not exist" in await said(stranger)


def test_a_form_without_a_word_about_how_has_no_guide():
    empty = dict.fromkeys(FORM, "")
    assert typed_of(empty, [])["guide"] is None
    assert typed_of(empty | {"variations": "\n"}, [])["guide"] is None
    assert typed_of(empty | {"safety": "Slowly."}, [])["guide"]["safety"] == "Slowly."
