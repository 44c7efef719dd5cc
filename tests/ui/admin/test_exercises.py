"""The table of exercises: what coaches and admins see in it and may do."""

import pytest

from rythm.exercises.catalogue import exercise_id
from rythm.exercises.rules import Scope
from rythm.ui.admin.exercises.state import ExercisesState
from rythm.ui.exercises.deeds import Deeds
from tests.ui.exercises.test_library import own

pytestmark = pytest.mark.usefixtures("built_in")


async def test_the_table_tells_whose_an_exercise_is(gym, opened):
    await own(gym.member, "Zz mine", muscle="chest")
    await own(gym.coach, "Zz ours", scope=Scope.TENANT)
    page = await opened(ExercisesState, gym.coach)
    await page.load()
    assert page.more
    assert page.rows[0].scope == "Built in"
    await page.pick_whose("gym")
    (row,) = page.rows
    assert (row.name, row.can_change, row.can_hide_here, row.can_promote) == ("Zz ours", True, True, False)
    await page.pick_whose("members")
    (row,) = page.rows
    assert (row.name, row.owner, row.summary) == ("Zz mine", "Member", "Member, chest")
    assert (row.can_change, row.can_hide_here, row.can_promote) == (False, False, True)
    await page.pick_muscle("neck")
    assert page.rows == []
    assert page.narrowed
    await page.pick_whose("everybodys")
    assert page.whose == "members"


async def test_the_hidden_and_the_put_away_are_kept_apart(gym, opened):
    ours = await own(gym.coach, "Zz ours", scope=Scope.TENANT)
    page = await opened(ExercisesState, gym.admin)
    deeds = await page.get_state(Deeds)
    await deeds.hide_here(str(exercise_id("squat")))
    await deeds.archive(str(ours))
    await page.search("squat")
    assert "Squat" not in [row.name for row in page.rows]
    await page.pick_status("hidden")
    assert [(row.name, row.is_hidden_here) for row in page.rows] == [("Squat", True)]
    await page.search("")
    await page.pick_status("archived")
    assert [(row.name, row.can_restore) for row in page.rows] == [("Zz ours", True)]
    await page.pick_status("gone")
    assert page.status == "archived"


async def test_pages_follow_each_other_without_doubles(gym, opened):
    page = await opened(ExercisesState, gym.admin)
    await page.load()
    first = len(page.rows)
    await page.load_more()
    assert len({row.id for row in page.rows}) == len(page.rows) == 2 * first
