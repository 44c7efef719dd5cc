"""Two who save at once, and the versions that come of it."""

from rythm.ui.builder.versions.state import VersionsState
from tests.fixtures.training import add_template
from tests.ui.builder.pages import editing, exercises_of, order_of, template_of
from tests.ui.conftest import said


async def both_saved(gym, opened):
    (squat,) = await exercises_of(gym, "Squat")
    template_id = await add_template(gym.coach, "Lower", [squat])
    mine, theirs = (
        await editing(opened, gym.coach, template_id),
        await editing(opened, gym.admin, template_id),
    )
    await theirs.rename("Lower, heavier")
    await theirs.save()
    assert await said(theirs) == "Version 2 is saved."
    await mine.rename("Lower, lighter")
    await mine.save()
    return mine, template_id


async def test_a_save_over_somebodys_newer_version_says_who_and_keeps_what_was_typed(gym, opened):
    mine, _ = await both_saved(gym, opened)
    assert mine.conflict.startswith("Admin saved version 2")
    assert mine.is_asking
    assert mine.theirs == ["Renamed to Lower, heavier"]
    assert (mine.name, mine.dirty, mine.version) == ("Lower, lighter", True, 1)
    await mine.decide_later()
    await mine.discard()
    assert (mine.name, mine.conflict, mine.dirty, mine.version) == ("Lower, heavier", "", False, 2)


async def test_mine_may_be_saved_as_the_newest(gym, opened):
    mine, template_id = await both_saved(gym, opened)
    await mine.save_anyway()
    assert (mine.conflict, mine.version) == ("", 3)
    assert (await template_of(gym.coach, template_id)).name == "Lower, lighter"
    assert (await template_of(gym.coach, template_id, 2)).name == "Lower, heavier"


async def test_or_kept_as_a_copy(gym, opened):
    mine, template_id = await both_saved(gym, opened)
    went = await mine.save_as_copy()
    copied = await template_of(gym.coach, str(went).split("/admin/template/")[1][:36])
    assert (copied.name, copied.scope) == ("Lower, lighter (copy)", "user")
    assert (await template_of(gym.coach, template_id)).name == "Lower, heavier"


async def test_versions_are_looked_at_compared_and_restored(gym, opened):
    squat, press = await exercises_of(gym, "Squat", "Press")
    template_id = await add_template(gym.coach, "Lower", [squat, press])
    page = await editing(opened, gym.coach, template_id)
    await page.remove(str(press))
    await page.save()
    assert [version.number for version in page.versions] == [2, 1]
    assert page.versions[0].summary == "Removed Press"
    history = await page.get_state(VersionsState)
    await history.open()
    assert [row.number for row in history.rows] == [2, 1]
    await history.look(1)
    assert [each.name for each in history.readings] == ["Squat", "Press"]
    await history.compare("1", "2")
    assert [(each.sign, each.words) for each in history.changes] == [("−", "Removed Press")]
    await history.ask(1)
    assert history.is_confirming
    await history.restore()
    saved = await template_of(gym.coach, template_id)
    assert (saved.version, [line.name for line in saved.exercises]) == (3, ["Squat", "Press"])
    assert order_of(page) == ["Squat", "Press"]
    assert await said(page) == "Version 1 is back, as version 3."


async def test_a_restore_over_somebodys_newer_version_is_refused_in_the_panel(gym, opened):
    (squat,) = await exercises_of(gym, "Squat")
    template_id = await add_template(gym.coach, "Lower", [squat])
    mine, theirs = (
        await editing(opened, gym.coach, template_id),
        await editing(opened, gym.admin, template_id),
    )
    history = await mine.get_state(VersionsState)
    await history.open()
    await theirs.rename("Heavier")
    await theirs.save()
    await history.ask(1)
    await history.restore()
    assert "saved version 2" in history.errors["form"]
    assert (await template_of(gym.coach, template_id)).version == 2


async def test_what_would_change_by_saving_is_said_before(gym, opened):
    (squat,) = await exercises_of(gym, "Squat")
    page = await editing(opened, gym.coach, await add_template(gym.coach, "Lower", [squat]))
    assert page.changes == []
    await page.open(str(squat))
    await page.add_set()
    await page.rename("Lower B")
    assert page.changes == ["Renamed to Lower B", "Squat 3 → 4 sets"]
    await page.change_set(page.open_sets[0].id, "reps", "many")
    assert page.changes == []
    await page.discard()
    assert page.changes == []


async def test_what_somebody_else_saved_is_said_at_once_and_disturbs_nothing(gym, opened):
    (squat,) = await exercises_of(gym, "Squat")
    template_id = await add_template(gym.coach, "Lower", [squat])
    mine, theirs = (
        await editing(opened, gym.coach, template_id),
        await editing(opened, gym.admin, template_id),
    )
    await mine.hear()
    assert mine.conflict == ""
    await theirs.rename("Lower, heavier")
    await theirs.save()
    await mine.hear()
    assert (mine.name, mine.version, mine.conflict) == ("Lower", 1, "Admin saved version 2.")
    await mine.discard()
    assert (mine.name, mine.version, mine.conflict) == ("Lower, heavier", 2, "")
    await mine.rename("Lower, lighter")
    await theirs.rename("Lower, heaviest")
    await theirs.save()
    await mine.hear()
    assert (mine.name, mine.version, mine.is_asking) == ("Lower, lighter", 2, False)
    assert mine.conflict == "Admin saved version 3."
    await mine.save_anyway()
    assert (mine.version, mine.conflict) == (4, "")
