"""The library as a member sees it, and the page of one exercise."""

from uuid import UUID

import pytest

from rythm.core.context import open_context
from rythm.exercises import service
from rythm.exercises.catalogue import exercise_id
from rythm.exercises.rules import Scope
from rythm.exercises.schemas import CreateExercise, Guide
from rythm.ui import routes
from rythm.ui.exercises.deeds import Deeds
from rythm.ui.member.exercise.state import ExerciseState
from rythm.ui.member.exercises.state import LibraryState
from tests.fixtures.actors import Person
from tests.ui.conftest import said

pytestmark = pytest.mark.usefixtures("built_in")


async def own(person: Person, name: str, **facts: object) -> UUID:
    async with open_context(person.credential) as ctx:
        return (await service.create(ctx, CreateExercise.model_validate({"name": name} | facts))).id


async def looking(opened, person: Person, asked: object) -> ExerciseState:
    page = await opened(ExerciseState, person, routes.exercise(str(asked)))
    await read(page)
    return page


async def read(page: ExerciseState) -> None:
    async for _ in page.load():
        pass


def names(page: LibraryState) -> list[str]:
    return [row.name for row in page.rows]


async def test_the_library_is_searched_and_narrowed(gym, opened):
    await own(gym.member, "Zz mine", muscle="chest", level="advanced")
    page = await opened(LibraryState, gym.member)
    await page.load()
    assert page.more and not page.narrowed
    await page.search("benhc pres")
    assert names(page)[0] == "Bench press"
    assert page.rows[0].detail == "Chest, barbell, beginner"
    await page.search("bp")
    assert names(page)[0] == "Bench press"
    await page.search("press")
    await page.pick_muscle("shoulders")
    await page.pick_equipment("kettlebell")
    await page.pick_level("beginner")
    assert names(page) and all("ress" in name for name in names(page))
    assert page.narrowed
    await page.clear()
    assert (page.words, page.narrowed) == ("press", False)
    await page.search("")
    await page.toggle_shown("mine")
    assert [(row.name, row.detail, row.badge) for row in page.rows] == [
        ("Zz mine", "Chest, advanced", "Yours")
    ]
    await page.toggle_shown("mine")
    assert page.shown == ""


async def test_pages_follow_each_other_without_doubles(gym, opened):
    page = await opened(LibraryState, gym.member)
    await page.load()
    first = len(page.rows)
    await page.load_more()
    assert len({row.id for row in page.rows}) == len(page.rows) == 2 * first


async def test_filters_that_are_made_up_are_refused(gym, opened):
    page = await opened(LibraryState, gym.member)
    await page.load()
    await page.pick_muscle("heart")
    await page.toggle_shown("everybodys")
    assert (page.muscle, page.shown) == ("", "")


async def test_what_is_hidden_is_found_under_hidden_and_comes_back(gym, opened):
    squat = exercise_id("squat")
    page = await opened(LibraryState, gym.member)
    deeds = await page.get_state(Deeds)
    await deeds.hide(str(squat))
    assert deeds.done == "It is hidden from your lists."
    await page.search("squat")
    assert "Squat" not in names(page)
    await page.toggle_shown("hidden")
    assert names(page) == ["Squat"]
    await deeds.undo()
    assert deeds.done == ""
    await page.load()
    assert page.rows == []
    await page.toggle_shown("hidden")
    assert "Squat" in names(page)


async def test_a_built_in_exercise_is_shown_with_our_guide(gym, opened):
    page = await looking(opened, gym.member, exercise_id("bench-press"))
    assert (page.name, page.detail, page.badge) == ("Bench press", "Chest, barbell", "")
    assert (page.muscle, page.helpers) == ("Chest", ["Triceps", "Shoulders"])
    assert {muscle: level for muscle, level in page.levels.items() if level} == {
        "chest": 3, "triceps": 1, "shoulders": 1,
    }  # fmt: skip
    assert len(page.levels) == 17
    facts = {fact.name: fact.value for fact in page.facts}
    assert facts["Measured by"] == "Weight and reps"
    assert facts["Rest after a set"] == "3:00"
    assert page.has_guide and page.guide.setup and len(page.guide.mistakes) >= 3
    assert page.guide.variations[0].href == routes.exercise(str(exercise_id("dumbbell-bench-press")))
    assert (page.can_change, page.can_hide, page.can_hide_here, page.can_merge) == (False, True, False, False)


async def test_one_without_a_guide_shows_facts_and_pretends_nothing(gym, opened):
    page = await looking(opened, gym.member, exercise_id("zercher-squat"))
    assert not page.has_guide
    assert page.guide.setup == ""
    assert page.facts


async def test_ones_own_is_ones_own_and_the_coach_sees_whose_it_is(gym, opened):
    guide = Guide(execution="Like this.", variations=["Squat", "Nothing known"])
    mine = await own(gym.member, "Zz mine", guide=guide)
    page = await looking(opened, gym.member, mine)
    assert (page.badge, page.can_change, page.can_promote) == ("Yours", True, False)
    assert [each.href != "" for each in page.guide.variations] == [True, False]
    coach = await looking(opened, gym.coach, mine)
    assert (coach.badge, coach.can_change, coach.can_promote) == ("Member's own", False, True)
    stranger = await looking(opened, gym.stranger, mine)
    assert stranger.missing


async def test_it_is_put_away_and_taken_back(gym, opened):
    mine = await own(gym.member, "Zz mine")
    page = await looking(opened, gym.member, mine)
    deeds = await page.get_state(Deeds)
    await deeds.archive(page.id)
    await read(page)
    assert (page.is_archived, page.can_restore, page.can_hide) == (True, True, False)
    await deeds.undo()
    assert await said(page) == "It is back."
    await read(page)
    assert not page.is_archived
    await deeds.undo()
    await deeds.archive(page.id)
    await deeds.restore(page.id)
    assert await said(page) == "It can be chosen again."


async def test_a_coach_shares_a_clients_own_after_being_asked(gym, opened):
    mine = await own(gym.member, "Zz mine")
    page = await looking(opened, gym.coach, mine)
    deeds = await page.get_state(Deeds)
    await deeds.ask(page.id)
    assert deeds.asked_name == "Zz mine"
    await deeds.keep()
    assert deeds.asked == ""
    await deeds.ask(page.id)
    await deeds.promote()
    assert await said(page) == "Zz mine is in your gym's library."
    await read(page)
    assert (page.badge, page.can_promote, page.can_change) == ("Your gym's", False, True)
    assert (await looking(opened, gym.stranger, mine)).name == "Zz mine"


async def test_a_coach_hides_for_the_gym_and_only_a_coach(gym, next_door, opened):
    shared = await own(gym.coach, "Zz ours", scope=Scope.TENANT)
    member = await looking(opened, gym.member, shared)
    await (await member.get_state(Deeds)).hide_here(member.id)
    await read(member)
    assert not member.is_hidden_here
    coach = await looking(opened, gym.coach, shared)
    deeds = await coach.get_state(Deeds)
    await deeds.hide_here(coach.id)
    await read(member)
    assert member.is_hidden_here
    await deeds.undo()
    await read(member)
    assert not member.is_hidden_here
    assert (await looking(opened, next_door.coach, shared)).missing


@pytest.mark.parametrize("asked", ["nonsense", "0199a0a0-0000-7000-8000-000000000000"])
async def test_an_address_made_up_shows_that_nothing_is_there(gym, opened, asked):
    assert (await looking(opened, gym.member, asked)).missing


async def test_the_pages_ask_little(gym, opened, queries):
    library = await opened(LibraryState, gym.member)
    with queries() as asked:
        await library.search("benhc pres")
    assert len(asked) <= 6
    bench = await looking(opened, gym.member, exercise_id("bench-press"))
    with queries() as asked:
        await read(bench)
    assert len(asked) <= 6
