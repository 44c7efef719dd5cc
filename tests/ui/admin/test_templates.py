"""The list of templates and the editor: what they show, take and refuse."""

from uuid import UUID

import pytest

from rythm.core.context import open_context
from rythm.templates import queries
from rythm.templates.rules import MAX_EXERCISES
from rythm.ui import routes
from rythm.ui.admin.template.picker import PickerState
from rythm.ui.admin.template.state import FULL, TemplateState
from rythm.ui.admin.templates.state import TemplatesState
from tests.fixtures.training import add_exercise, add_template
from tests.ui.conftest import said


async def editing(opened, person, template_id) -> TemplateState:
    page = await opened(TemplateState, person, routes.template(str(template_id)))
    async for _ in page.load():
        pass
    return page


async def picking(page: TemplateState) -> PickerState:
    return await page.get_state(PickerState)


async def template_of(person, template_id):
    async with open_context(person.credential) as ctx:
        return await queries.template(ctx, UUID(str(template_id)))


async def exercises_of(gym, *names: str) -> list[UUID]:
    return [await add_exercise(gym.tenant_id, name) for name in names]


async def test_the_list_tells_scopes_and_states_apart(gym, opened):
    ids = await exercises_of(gym, "Squat")
    await add_template(gym.coach, "Shared lower", ids)
    await add_template(gym.member, "My own", ids, scope="user")
    page = await opened(TemplatesState, gym.coach)
    await page.load()
    rows = {row.name: row for row in page.rows}
    assert rows["Shared lower"].can_change
    assert (rows["Shared lower"].scope, rows["Shared lower"].summary) == ("Gym", "Gym, 1 exercise, 10 min")
    assert not rows["My own"].can_change, "a coach reads a client's template and leaves it as it is"
    await page.pick_scope("user")
    assert [row.name for row in page.rows] == ["My own"]
    await page.pick_scope("")
    await page.search("shared lower")
    assert [row.name for row in page.rows] == ["Shared lower"]
    await page.pick_status("archived")
    assert page.rows == []
    await page.pick_scope("everything")
    assert page.scope == ""


async def test_a_new_template_is_built_and_saved(gym, opened):
    squat, press = await exercises_of(gym, "Squat", "Wombat press")
    page = await editing(opened, gym.coach, "new")
    assert page.is_new
    assert dict(page.scopes) == {"user": "Personal", "tenant": "Gym"}
    picker = await picking(page)
    await picker.open()
    await picker.find("wombat")
    assert [found.name for found in picker.found] == ["Wombat press"]
    await picker.add(str(press))
    await picker.add(str(squat))
    await page.move(str(squat), -1)
    await page.change(str(squat), "weight_kg", "82,5")
    await page.change(str(squat), "rest_seconds", "3:00")
    assert (page.sets, page.minutes) == (6, 25)
    await page.rename("Lower A")
    await page.pick_scope("tenant")
    went = await page.save()
    saved = await template_of(gym.coach, str(went).split("/admin/template/")[1][:36])
    assert (saved.name, saved.scope, saved.version) == ("Lower A", "tenant", 1)
    assert [(line.name, line.sets[0]["load"], line.rest_seconds) for line in saved.exercises] == [
        ("Squat", "82.5", 180),
        ("Wombat press", None, 120),
    ]


async def test_the_same_exercise_and_a_twenty_first_are_refused_where_one_picks(gym, opened):
    ids = await exercises_of(gym, *(f"Move {n:02}" for n in range(MAX_EXERCISES + 1)))
    page = await editing(opened, gym.coach, "new")
    picker = await picking(page)
    for each in ids[:MAX_EXERCISES]:
        await picker.add(str(each))
    assert len(page.lines) == MAX_EXERCISES
    await picker.add(str(ids[-1]))
    assert picker.errors == {"exercises": FULL}
    await page.remove(str(ids[0]))
    await picker.add(str(ids[1]))
    assert picker.errors == {"exercises": "Move 01 is in here already."}
    await page.put_back()
    assert [line.exercise_id for line in page.lines] == [str(each) for each in ids[:MAX_EXERCISES]]


async def test_a_wrong_number_is_marked_and_nothing_is_saved(gym, opened):
    (squat,) = await exercises_of(gym, "Squat")
    template_id = await add_template(gym.coach, "Lower", [squat])
    page = await editing(opened, gym.coach, template_id)
    assert not page.dirty
    await page.change(str(squat), "sets", "many")
    assert page.dirty
    assert page.lines[0].errors == {"sets": "1 to 20."}
    await page.save()
    assert page.errors["form"]
    await page.change(str(squat), "sets", "4")
    await page.rename("")
    await page.save()
    assert page.errors == {"name": "Fill this in."}
    assert (await template_of(gym.coach, template_id)).version == 1


async def test_a_save_over_somebodys_newer_version_says_who_and_keeps_what_was_typed(gym, opened):
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
    assert mine.conflict.startswith("Admin saved version 2 meanwhile.")
    assert (mine.name, mine.dirty) == ("Lower, lighter", True)
    async for _ in mine.load():
        pass
    assert (mine.name, mine.conflict, mine.dirty, mine.version) == ("Lower, heavier", "", False, 2)


async def test_an_earlier_version_comes_back_as_the_next(gym, opened):
    squat, press = await exercises_of(gym, "Squat", "Press")
    template_id = await add_template(gym.coach, "Lower", [squat, press])
    page = await editing(opened, gym.coach, template_id)
    await page.remove(str(press))
    await page.save()
    assert [version.number for version in page.versions] == [2, 1]
    await page.restore(1)
    assert page.dirty
    await page.save()
    saved = await template_of(gym.coach, template_id)
    assert (saved.version, [line.name for line in saved.exercises]) == (3, ["Squat", "Press"])


async def test_deactivated_and_active_again(gym, opened):
    template_id = await add_template(gym.coach, "Lower")
    page = await editing(opened, gym.coach, template_id)
    await page.deactivate()
    assert page.is_archived
    assert (await template_of(gym.coach, template_id)).archived_at
    await page.reactivate()
    assert (await template_of(gym.coach, template_id)).archived_at is None


async def test_what_is_not_mine_is_read_with_a_reason_and_copied(gym, opened):
    (squat,) = await exercises_of(gym, "Squat")
    template_id = await add_template(gym.coach, "Lower", [squat])
    page = await editing(opened, gym.other_coach, template_id)
    assert not page.can_change
    assert page.reason
    await page.rename("Mine now")
    await page.save()
    assert await said(page) == "Insufficient permissions"
    went = await page.copy()
    copied = await template_of(gym.other_coach, str(went).split("/admin/template/")[1][:36])
    assert (copied.scope, copied.owner_id) == ("user", gym.other_coach.id)
    assert (await template_of(gym.coach, template_id)).name == "Lower"


@pytest.mark.parametrize("asked", ["nonsense", "0199a0a0-0000-7000-8000-000000000000"])
async def test_an_address_made_up_shows_that_nothing_is_there(gym, opened, asked):
    page = await editing(opened, gym.coach, asked)
    assert page.missing


async def test_a_template_of_the_gym_next_door_is_not_there(gym, next_door, opened):
    theirs = await add_template(next_door.coach, "Theirs")
    page = await editing(opened, gym.admin, theirs)
    assert page.missing
    assert page.name == ""


@pytest.mark.parametrize(
    ("handler", "payload"),
    [
        ("change", ("nonsense", "sets", "3")),
        ("change", (None, "__class__", "3")),
        ("move", ("nonsense", 1)),
        ("remove", ({"a": 1},)),
        ("restore", ("first",)),
    ],
)
async def test_a_payload_made_up_changes_nothing(gym, opened, handler, payload):
    (squat,) = await exercises_of(gym, "Squat")
    page = await editing(opened, gym.coach, await add_template(gym.coach, "Lower", [squat]))
    before = [line.model_copy() for line in page.lines]
    await getattr(page, handler)(*payload)
    assert page.lines == before
    assert not page.dirty


async def test_a_step_too_far_and_a_field_that_is_none_change_nothing(gym, opened):
    (squat,) = await exercises_of(gym, "Squat")
    page = await editing(opened, gym.coach, await add_template(gym.coach, "Lower", [squat]))
    for step in (-1, 1, 5):
        await page.move(str(squat), step)
    await page.change(str(squat), "name", "Mine")
    assert [line.name for line in page.lines] == ["Squat"]
    assert not page.dirty
