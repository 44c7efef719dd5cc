"""The builder: what it shows, takes, refuses and keeps."""

import pytest

from rythm.templates.rules import MAX_EXERCISES
from rythm.ui import routes
from rythm.ui.builder.choosing import FULL
from rythm.ui.builder.state import BuilderState
from tests.fixtures.training import add_exercise, add_template
from tests.ui.builder.pages import editing, exercises_of, loaded, order_of, picking, template_of
from tests.ui.conftest import said


async def test_a_new_template_is_built_and_saved(gym, opened):
    squat, press = await exercises_of(gym, "Squat", "Wombat press")
    page = await editing(opened, gym.coach, "new")
    assert page.is_new
    assert dict(page.scopes) == {"user": "Personal", "tenant": "Gym"}
    picker = await picking(page)
    await picker.open()
    await picker.find("wombat")
    assert [found.name for found in picker.found] == ["Wombat press"]
    await picker.choose(str(press))
    assert picker.found[0].is_added
    await picker.choose(str(squat))
    await page.move(str(squat), -1)
    assert page.announced == "Squat is 1 of 2."
    await page.open(str(squat))
    await page.say_all(str(squat), "4 sets of 6-8 at 82,5 kg, rest 3:00")
    assert (page.opened.rest, page.opened.quick) == ("3:00", "4 × 6–8 at 82.5 kg")
    await page.add_warmup()
    assert [one.mark for one in page.open_sets] == ["W", "1", "2", "3", "4"]
    await page.change_set(page.open_sets[4].id, "kind", "failure")
    await page.link(str(squat))
    await page.rest_round(1, "2:00")
    assert page.blocks[0].title == "Superset, uneven rounds"
    assert page.sets == 8
    await page.rename("Lower A")
    await page.pick_progression("linear")
    went = await page.save()
    saved = await template_of(gym.coach, str(went).split("/admin/template/")[1][:36])
    assert (saved.name, saved.scope, saved.version, saved.progression) == ("Lower A", "tenant", 1, "linear")
    first = saved.exercises[0]
    assert [one["kind"] for one in first.sets] == ["warmup", "working", "working", "working", "failure"]
    assert first.sets[1]["load"] == "82.5"
    assert [(line.group_number, line.group_rest_seconds) for line in saved.exercises] == [(1, 120)] * 2


async def test_what_a_template_says_survives_being_loaded_and_saved(gym, opened):
    squat, press, plank = await exercises_of(gym, "Squat", "Press", "Plank")
    page = await editing(opened, gym.coach, await add_template(gym.coach, "Lower", [squat, press]))
    picker = await picking(page)
    await page.open(str(squat))
    await page.change(str(squat), "note", "Deep")
    await page.change(str(squat), "progression", "531")
    for field, typed in (
        ("reps", "5+"),
        ("load", "85"),
        ("load_by", "percent"),
        ("tempo", "3110"),
        ("rest", "4:00"),
    ):
        await page.change_set(page.open_sets[0].id, field, typed)
    await picker.open_for("alternative", str(squat))
    await picker.choose(str(plank))
    await page.link(str(squat))
    await page.save()
    before = await template_of(gym.coach, page._id)
    again = await editing(opened, gym.coach, page._id)
    await again.describe("Untouched otherwise")
    await again.save()
    after = await template_of(gym.coach, page._id)
    assert [line.model_dump() for line in before.exercises] == [line.model_dump() for line in after.exercises]
    assert before.exercises[0].alternative_names == ["Plank"]
    assert (before.exercises[0].progression, before.exercises[0].note) == ("531", "Deep")
    assert before.exercises[0].sets[0] == {
        "kind": "working", "reps_min": 5, "reps_max": None, "load_by": "percent", "load": "85.0",
        "tempo": "3-1-1-0", "rest_seconds": 240, "duration_seconds": None, "distance_m": None,
    }  # fmt: skip


async def test_the_same_exercise_and_a_twenty_first_are_refused_where_one_picks(gym, opened):
    ids = await exercises_of(gym, *(f"Move {n:02}" for n in range(MAX_EXERCISES + 1)))
    page = await editing(opened, gym.coach, "new")
    picker = await picking(page)
    for each in ids[:MAX_EXERCISES]:
        await picker.choose(str(each))
    assert page.count == MAX_EXERCISES
    await picker.choose(str(ids[-1]))
    assert picker.errors == {"exercises": FULL}
    await page.remove(str(ids[0]))
    await picker.choose(str(ids[1]))
    assert picker.errors == {"exercises": "Move 01 is in here already."}
    await page.put_back()
    assert order_of(page) == [f"Move {n:02}" for n in range(MAX_EXERCISES)]


async def test_an_exercise_is_replaced_with_its_sets_and_had_back(gym, opened):
    squat, press = await exercises_of(gym, "Squat", "Press")
    plank = await add_exercise(gym.tenant_id, "Plank", "duration")
    page = await editing(opened, gym.coach, await add_template(gym.coach, "Lower", [squat]))
    picker = await picking(page)
    await page.open(str(squat))
    await page.say_all(str(squat), "5x5 100 kg")
    await picker.open_for("replace", str(squat))
    await picker.choose(str(press))
    assert order_of(page) == ["Press"]
    assert (page.opened.name, page.opened.quick) == ("Press", "5 × 5"), "another exercise has another weight"
    await page.put_back()
    assert order_of(page) == ["Squat"]
    await picker.open_for("replace", str(squat))
    await picker.choose(str(plank))
    assert page.blocks[0].rows[0].amount == "3 × 0:30"


async def test_a_wrong_number_is_marked_opened_and_nothing_is_saved(gym, opened):
    (squat,) = await exercises_of(gym, "Squat")
    template_id = await add_template(gym.coach, "Lower", [squat])
    page = await editing(opened, gym.coach, template_id)
    assert not page.dirty
    await page.open(str(squat))
    await page.change_set(page.open_sets[1].id, "reps", "many")
    assert page.dirty
    assert page.open_sets[1].errors["reps"]
    assert page.blocks[0].rows[0].wrong
    await page.open(str(squat))
    assert page.opened.id == ""
    await page.save()
    assert page.errors["form"]
    assert page.opened.id == str(squat)
    await page.change_set(page.open_sets[1].id, "reps", "8")
    await page.rename("")
    await page.save()
    assert page.errors["name"] == "Fill this in."
    assert (await template_of(gym.coach, template_id)).version == 1


async def test_a_quick_entry_over_sets_that_differ_can_be_had_back(gym, opened):
    (squat,) = await exercises_of(gym, "Squat")
    page = await editing(opened, gym.coach, await add_template(gym.coach, "Lower", [squat]))
    await page.open(str(squat))
    await page.say_all(str(squat), "nonsense")
    assert page.opened.quick_error.startswith("Write it like")
    await page.change_set(page.open_sets[0].id, "reps", "3")
    assert page.opened.quick == ""
    await page.say_all(str(squat), "2x20")
    assert (page.opened.quick_error, page.opened.quick) == ("", "2 × 20")
    await page.put_back()
    assert page.open_sets[0].reps == "3"
    await page.remove_set(page.open_sets[0].id)
    assert len(page.open_sets) == 2
    await page.double_set(page.open_sets[0].id)
    assert len({one.id for one in page.open_sets}) == 3


async def test_what_was_typed_survives_a_reload_and_not_another_template(gym, opened):
    (squat,) = await exercises_of(gym, "Squat")
    template_id = await add_template(gym.coach, "Lower", [squat])
    page = await editing(opened, gym.coach, template_id)
    await page.rename("Lower B")
    await loaded(page)
    assert (page.name, page.is_kept, page.dirty) == ("Lower B", True, True)
    await page.discard()
    assert (page.name, page.is_kept, page.dirty) == ("Lower", False, False)
    await loaded(page)
    assert not page.is_kept


async def test_archived_and_back(gym, opened):
    template_id = await add_template(gym.coach, "Lower")
    page = await editing(opened, gym.coach, template_id)
    await page.archive()
    assert page.is_archived
    assert (await template_of(gym.coach, template_id)).archived_at
    await page.bring_back()
    assert (await template_of(gym.coach, template_id)).archived_at is None


async def test_ones_own_is_shared_with_the_gym_as_a_copy(gym, opened):
    (squat,) = await exercises_of(gym, "Squat")
    own = await add_template(gym.coach, "Mine", [squat], scope="user")
    page = await editing(opened, gym.coach, own)
    assert page.can_share
    went = await page.share()
    shared = await template_of(gym.member, str(went).split("/admin/template/")[1][:36])
    assert (shared.name, shared.scope) == ("Mine", "tenant")


async def test_a_member_builds_their_own_only_and_shares_nothing(gym, opened):
    page = await opened(BuilderState, gym.member, routes.my_new_template())
    await loaded(page)
    assert dict(page.scopes) == {"user": "Personal"}
    await page.pick_scope("tenant")
    await page.rename("Everybody's")
    await page.save()
    assert await said(page) == "Insufficient permissions"
    await page.pick_scope("user")
    went = str(await page.save())
    saved = await template_of(gym.member, went.split("/template/")[1][:36])
    assert "/admin/" not in went
    assert (saved.scope, saved.owner_id) == ("user", gym.member.id)
    assert not page.can_share
    await page.share()
    assert await said(page) == "Insufficient permissions"


async def test_what_is_not_mine_is_read_with_a_reason_and_copied(gym, opened):
    (squat,) = await exercises_of(gym, "Squat")
    template_id = await add_template(gym.coach, "Lower", [squat])
    page = await editing(opened, gym.other_coach, template_id)
    assert not page.can_change
    assert page.reason
    assert [each.name for each in page.readings] == ["Squat"]
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
        ("change", ("nonsense", "rest", "3")),
        ("change", (None, "__class__", "3")),
        ("change_set", ("0", "__class__", "3")),
        ("change_set", ("0", "kind", "enormous")),
        ("change_set", ("99", "reps", "3")),
        ("say_all", ("nonsense", "3x8")),
        ("move", ("nonsense", 1)),
        ("place", ("nonsense", 1)),
        ("place", (None, -1)),
        ("link", ({"a": 1},)),
        ("unlink", ("nonsense",)),
        ("remove", ({"a": 1},)),
        ("remove_set", ([],)),
        ("rest_round", (99, "2:00")),
        ("drop_alternative", ("nonsense",)),
        ("pick_progression", ("forever",)),
    ],
)
async def test_a_payload_made_up_changes_nothing(gym, opened, handler, payload):
    (squat,) = await exercises_of(gym, "Squat")
    page = await editing(opened, gym.coach, await add_template(gym.coach, "Lower", [squat]))
    await page.open(str(squat))
    before = page._draft()
    await getattr(page, handler)(*payload)
    assert page._draft() == before
    assert not page.dirty


async def test_a_step_too_far_changes_nothing(gym, opened):
    (squat,) = await exercises_of(gym, "Squat")
    page = await editing(opened, gym.coach, await add_template(gym.coach, "Lower", [squat]))
    for step in (-1, 1, 5):
        await page.move(str(squat), step)
    assert order_of(page) == ["Squat"]
    assert not page.dirty


async def test_a_full_template_stays_small_on_the_wire(gym, opened):
    ids = await exercises_of(gym, *(f"Exercise with a rather long name {n:02}" for n in range(MAX_EXERCISES)))
    page = await editing(opened, gym.coach, "new")
    picker = await picking(page)
    for each in ids:
        await picker.choose(str(each))
        await page.say_all(str(each), "6 x 8-12 at 82.5 kg")
    await page.open(str(ids[0]))
    sent = sum(
        len(part.model_dump_json()) for part in [*page.blocks, *page.open_sets, *page.muscles, page.opened]
    )
    assert sent < 12_000
