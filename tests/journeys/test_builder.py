"""Templates built, saved over one another, compared, restored, copied and started, in real browsers."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.fixtures.browser import LAPTOP, PHONE, NewVisitor
from tests.journeys.builder import SAVED, add, begin, by_menu, names, panel, pick, ready, row, save, say_all


def test_a_template_with_a_superset_and_loads_per_set_is_built_ordered_and_started(visitor: NewVisitor):
    coach = visitor("coach@harbor.demo", LAPTOP)
    coach.goto("/admin/templates")
    coach.get_by_role("link", name="New template").click()
    ready(coach)
    coach.get_by_label("Name", exact=True).fill("Journey day")
    add(coach, "Bench press", "Barbell row", "Plank")

    say_all(coach, "Bench press", "4 sets of 6-8 at 82,5 kg, rest 2:30")
    expect(coach.get_by_label("Set 4, load", exact=True)).to_have_value("82.5")
    expect(coach.locator(".exercise-open").first).to_contain_text("2:30")
    coach.get_by_label("Set 4, load", exact=True).fill("heavy")
    coach.get_by_label("Set 4, load", exact=True).press("Enter")
    expect(coach.get_by_text("Use a number.")).to_be_visible()
    save(coach)
    expect(coach.get_by_text(re.compile("some of what is typed is not right")).first).to_be_visible()
    coach.get_by_label("Set 4, load", exact=True).fill("77.5")
    coach.get_by_label("Set 4, load", exact=True).press("Enter")
    expect(coach.get_by_text("Use a number.")).to_have_count(0)
    coach.get_by_role("button", name="Set 4: Working").click()
    coach.get_by_role("button", name="To failure").locator("visible=true").click()
    expect(coach.get_by_role("button", name="Set 4: To failure")).to_be_visible()
    coach.get_by_role("button", name="Add an alternative").click()
    pick(coach, "Dumbbell bench press")
    expect(
        coach.get_by_role("button", name="Take out Dumbbell bench press as an alternative")
    ).to_be_visible()

    by_menu(coach, "Bench press", "Superset with the next")
    expect(coach.get_by_role("heading", name="Superset, uneven rounds")).to_be_visible()
    say_all(coach, "Barbell row", "4x8 at RPE 8")
    expect(coach.get_by_role("heading", name="Superset, 4 rounds")).to_be_visible()
    coach.get_by_label("Rest after the round").fill("2:00")
    coach.get_by_label("Rest after the round").press("Enter")

    grip = coach.get_by_role("button", name="Move Plank, with the arrow keys")
    grip.focus()
    coach.keyboard.press("ArrowUp")
    expect(coach.get_by_text("Plank is 1 of 3.")).to_be_attached()
    expect(names(coach)).to_have_text(["Plank", "Bench press", "Barbell row"])
    expect(grip).to_be_focused()
    save(coach)
    coach.wait_for_url(SAVED)
    expect(coach.get_by_role("heading", level=1)).to_have_text("Journey day")
    expect(coach.get_by_text("Saved", exact=True)).to_be_visible()
    coach.reload()
    expect(coach.get_by_label("Rest after the round")).to_have_value("2:00")
    expect(names(coach)).to_have_text(["Plank", "Bench press", "Barbell row"])
    coach.locator(".exercise-open").nth(1).click()
    expect(coach.get_by_label("Set 4, load", exact=True)).to_have_value("77.5")

    member = visitor("athlete@harbor.demo")
    member.goto("/templates")
    member.get_by_label("Search templates").fill("Journey")
    member.locator("summary").filter(has_text="Journey day").click()
    member.get_by_role("button", name="Start workout").click()
    member.wait_for_url("**/log")
    expect(member.get_by_text("Barbell row").first).to_be_visible()


def test_an_exercise_is_dragged_taken_out_and_had_back(visitor: NewVisitor):
    coach = visitor("coach@harbor.demo", LAPTOP)
    begin(coach, "Dragged", "Squat", "Bench press", "Plank")
    grip = coach.get_by_role("button", name="Move Squat, with the arrow keys").bounding_box()
    last = coach.locator(".exercise").nth(2).bounding_box()
    assert grip
    assert last
    coach.mouse.move(grip["x"] + 10, grip["y"] + 20)
    coach.mouse.down()
    coach.mouse.move(grip["x"] + 10, grip["y"] + 50)
    coach.mouse.move(grip["x"] + 10, last["y"] + last["height"] - 4, steps=4)
    coach.mouse.up()
    expect(coach.get_by_text("Squat is 3 of 3.")).to_be_attached()
    expect(names(coach)).to_have_text(["Bench press", "Plank", "Squat"])
    by_menu(coach, "Plank", "Take out")
    expect(coach.get_by_text("Plank is taken out.")).to_be_visible()
    coach.get_by_role("button", name="Undo").click()
    expect(coach.locator(".exercise")).to_have_count(3)
    expect(names(coach)).to_have_text(["Bench press", "Plank", "Squat"])


def test_an_exercise_is_dragged_by_a_finger(visitor: NewVisitor):
    member = visitor("athlete@harbor.demo", PHONE)
    begin(member, "By touch", "Squat", "Plank", at="/template/new")
    touch = member.context.new_cdp_session(member)
    grip = member.get_by_role("button", name="Move Squat, with the arrow keys").bounding_box()
    last = member.locator(".exercise").nth(1).bounding_box()
    assert grip
    assert last
    x, y = grip["x"] + 12, grip["y"] + 20
    for kind, to in (("touchStart", y), ("touchMove", y + 30), ("touchMove", last["y"] + last["height"] - 4)):
        touch.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": [{"x": x, "y": to}]})
    touch.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
    expect(member.get_by_text("Squat is 2 of 2.")).to_be_attached()
    expect(names(member)).to_have_text(["Plank", "Squat"])


def clashing(visitor: NewVisitor, name: str) -> tuple[Page, Page]:
    """Tom's and Ines's browsers, after both have saved the same template: Ines was faster."""
    tom, ines = visitor("coach@harbor.demo", LAPTOP), visitor("admin@harbor.demo", LAPTOP)
    begin(tom, name)
    save(tom)
    tom.wait_for_url(SAVED)
    ines.goto(tom.url)
    for page, who in ((ines, "Ines"), (tom, "Tom")):
        expect(page.get_by_text("Saved", exact=True)).to_be_visible()
        page.get_by_label("Name", exact=True).fill(f"{name}, by {who}")
        page.get_by_label("Name", exact=True).press("Enter")
        expect(page.get_by_text("Not saved")).to_be_visible()
    save(ines)
    expect(ines.get_by_text("Version 2 is saved.")).to_be_visible()
    save(tom)
    expect(panel(tom).get_by_text(re.compile("Ines Ferreira saved version 2"))).to_be_visible()
    expect(panel(tom).get_by_text(f"Renamed to {name}, by Ines")).to_be_visible()
    return tom, ines


def test_two_who_save_at_once_hear_of_each_other_and_one_loads_and_restores(visitor: NewVisitor):
    tom, _ = clashing(visitor, "Shared day")
    panel(tom).get_by_role("button", name="Decide later").click()
    expect(tom.get_by_label("Name", exact=True)).to_have_value("Shared day, by Tom")
    tom.get_by_role("button", name="Decide", exact=True).click()
    panel(tom).get_by_role("button", name="Load theirs").click()
    expect(tom.get_by_label("Name", exact=True)).to_have_value("Shared day, by Ines")

    tom.get_by_role("button", name="All versions").click()
    panel(tom).get_by_role("button", name="Compare version 1 with the current one").click()
    expect(panel(tom).get_by_text("Renamed to Shared day, by Ines")).to_be_visible()
    panel(tom).get_by_role("button", name="All versions").click()
    panel(tom).get_by_role("button", name="Look at version 1").click()
    expect(panel(tom).get_by_role("heading", name="Shared day", exact=True)).to_be_visible()
    panel(tom).get_by_role("button", name="Restore").click()
    expect(tom.get_by_role("heading", name="Restore version 1?")).to_be_visible()
    tom.locator("#restore-version").get_by_role("button", name="Restore").click()
    expect(tom.get_by_text("Version 1 is back, as version 3.")).to_be_visible()
    expect(tom.get_by_label("Name", exact=True)).to_have_value("Shared day")


@pytest.mark.parametrize(
    ("act", "said", "title"),
    [
        ("Save mine as the newest", "Version 3 is saved.", "Both day, by Tom"),
        ("Keep mine as a copy", "", "Both day, by Tom (copy)"),
    ],
)
def test_or_saves_theirs_all_the_same(visitor: NewVisitor, act, said, title):
    tom, ines = clashing(visitor, "Both day")
    panel(tom).get_by_role("button", name=act).click()
    if said:
        expect(tom.get_by_text(said)).to_be_visible()
    expect(tom.get_by_role("heading", level=1)).to_have_text(title)
    ines.reload()
    expected = "Both day, by Tom" if said else "Both day, by Ines"
    expect(ines.get_by_label("Name", exact=True)).to_have_value(expected)


def test_nobody_leaves_by_mistake_and_what_was_typed_survives_a_reload(visitor: NewVisitor):
    member = visitor("athlete@harbor.demo", PHONE)
    begin(member, "Half done", "Squat", at="/template/new")
    member.get_by_role("link", name="Today").click()
    expect(panel(member).get_by_text("Leave without saving?")).to_be_visible()
    panel(member).get_by_role("button", name="Keep editing").click()
    expect(panel(member)).to_have_count(0)
    member.on("dialog", lambda asked: asked.accept())
    member.reload()
    expect(member.get_by_label("Name", exact=True)).to_have_value("Half done")
    expect(member.get_by_text("These changes are not saved yet")).to_be_visible()
    member.get_by_role("link", name="Today").click()
    panel(member).get_by_role("button", name="Leave").click()
    member.wait_for_url("**/today")
    member.goto("/template/new")
    ready(member)
    expect(member.get_by_label("Name", exact=True)).to_have_value("")


def test_a_member_makes_a_shared_template_theirs_changes_and_starts_it(visitor: NewVisitor):
    member = visitor("athlete@harbor.demo", PHONE)
    member.goto("/templates")
    member.get_by_label("Search templates").fill("Full body A")
    member.locator("summary").filter(has_text="Full body A").first.click()
    member.get_by_role("button", name="Make a copy of Full body A that is mine").click()
    member.wait_for_url(SAVED)
    expect(member.get_by_role("heading", level=1)).to_have_text("Full body A (copy)")
    member.get_by_role("link", name="Back").click()
    expect(member.get_by_label("Search templates")).to_have_value("Full body A")
    member.go_back()
    expect(member.get_by_role("heading", level=1)).to_have_text("Full body A (copy)")
    first = names(member).first.inner_text()
    member.get_by_label("Name", exact=True).fill("My full body")
    say_all(member, first, "2x5 at 60 kg")
    save(member)
    expect(member.get_by_text("Version 2 is saved.")).to_be_visible()
    member.goto("/templates")
    member.get_by_label("Search templates").fill("My full body")
    member.locator("summary").filter(has_text="My full body").click()
    expect(member.get_by_role("link", name="Change My full body")).to_be_visible()
    expect(member.locator("details[open]")).to_contain_text("2 × 5 at 60 kg")
    member.get_by_role("button", name="Start workout").click()
    member.wait_for_url("**/log")
    expect(member.get_by_text(first).first).to_be_visible()


def test_a_system_template_is_read_only_and_copied(visitor: NewVisitor):
    coach = visitor("coach@north.demo")
    coach.goto("/admin/templates")
    coach.get_by_role("button", name="System").click()
    coach.get_by_role("link", name=re.compile("^Full body A")).click()
    expect(coach.get_by_text("System templates are the same in every gym.")).to_be_visible()
    expect(coach.get_by_role("textbox")).to_have_count(0)
    system_url = coach.url
    coach.get_by_role("button", name="Make a copy").click()
    coach.wait_for_url(lambda url: url != system_url and "/admin/template/" in url)
    expect(coach.get_by_role("heading", level=1)).to_have_text("Full body A (copy)")
    coach.get_by_role("link", name="Back").click()
    expect(coach.get_by_role("button", name="System")).to_have_attribute("aria-pressed", "true")


def test_a_template_is_archived_from_the_list_and_brought_back(visitor: NewVisitor):
    admin = visitor("admin@north.demo", LAPTOP)
    begin(admin, "Short lived")
    save(admin)
    admin.wait_for_url(SAVED)
    admin.goto("/admin/templates")
    by_menu(admin, "Short lived", "Archive")
    expect(admin.get_by_text("Short lived is archived.")).to_be_visible()
    expect(row(admin, "Short lived")).to_have_count(0)
    admin.get_by_role("button", name="Archived", exact=True).click()
    row(admin, "Short lived").get_by_role("link").click()
    expect(admin.get_by_text("Archived: nobody can start it.")).to_be_visible()
    admin.get_by_role("button", name="Bring back").first.click()
    expect(admin.get_by_text("Archived: nobody can start it.")).to_have_count(0)
