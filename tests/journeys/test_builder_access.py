"""The template builder without a pointer, and every state of it before axe."""

import pytest
from playwright.sync_api import Page, expect

from tests.fixtures.browser import LAPTOP, PHONE, NewVisitor
from tests.journeys.builder import SAVED, add, by_menu, panel, ready, save, say_all
from tests.journeys.seeing import faults_of


def tab_to(page: Page, name: str, *, back: bool = False) -> None:
    """Press Tab until what has this name is reached."""
    wanted = "(name) => (on => on.ariaLabel ?? on.innerText ?? '')(document.activeElement).includes(name)"
    for _ in range(60):
        page.keyboard.press("Shift+Tab" if back else "Tab")
        if page.evaluate(wanted, name):
            return
    raise AssertionError(f"{name} cannot be reached by keyboard")


def test_a_template_is_built_without_a_pointer(visitor: NewVisitor):
    coach = visitor("coach@harbor.demo", LAPTOP)
    coach.goto("/admin/template/new")
    ready(coach)
    coach.get_by_label("Name", exact=True).focus()
    coach.keyboard.type("By keyboard")
    tab_to(coach, "Add exercises")
    coach.keyboard.press("Enter")
    for wanted in ("Goblet squat", "Plank"):
        expect(panel(coach).get_by_role("searchbox")).to_be_focused()
        coach.keyboard.press("Control+A")
        coach.keyboard.type(wanted)
        expect(panel(coach).locator("li").first).to_contain_text(wanted)
        tab_to(coach, wanted)
        coach.keyboard.press("Enter")
        expect(panel(coach).locator("li").first).to_contain_text("Added")
        coach.keyboard.press("Shift+Tab")
    tab_to(coach, "Done")
    coach.keyboard.press("Enter")
    expect(panel(coach)).to_have_count(0)
    coach.get_by_label("Name", exact=True).focus()
    tab_to(coach, "Goblet squat\n")
    coach.keyboard.press("Enter")
    expect(coach.get_by_label("All sets at once")).to_be_visible()
    tab_to(coach, "More for Goblet squat")
    coach.keyboard.press("Tab")
    expect(coach.get_by_label("All sets at once")).to_be_focused()
    coach.keyboard.press("Control+A")
    coach.keyboard.type("2x5 80%")
    coach.keyboard.press("Enter")
    expect(coach.get_by_label("Set 2, load", exact=True)).to_have_value("80")
    coach.get_by_label("All sets at once").focus()
    tab_to(coach, "More for Goblet squat", back=True)
    coach.keyboard.press("Enter")
    expect(coach.get_by_role("button", name="Superset with the next").locator("visible=true")).to_be_visible()
    tab_to(coach, "Superset with the next")
    coach.keyboard.press("Enter")
    expect(coach.get_by_text("Goblet squat is 1 of 2, in a superset.")).to_be_attached()
    tab_to(coach, "Save", back=True)
    coach.keyboard.press("Enter")
    coach.wait_for_url(SAVED)
    expect(coach.get_by_role("heading", name="Superset, uneven rounds")).to_be_visible()


@pytest.mark.parametrize(
    ("who", "size", "at"),
    [("athlete@harbor.demo", PHONE, "/template/new"), ("coach@harbor.demo", LAPTOP, "/admin/template/new")],
    ids=["phone", "laptop"],
)
def test_every_state_of_the_builder_is_accessible(visitor: NewVisitor, who, size, at):
    page = visitor(who, size)
    faults: dict[str, object] = {}

    def look(name: str) -> None:
        page.evaluate("scrollTo(0, document.body.scrollHeight)")  # there no bar lies over half a field
        faults.update(faults_of(page, name))

    page.goto(at)
    ready(page)
    page.get_by_label("Name", exact=True).fill("Looked at")
    look("empty")
    add(page, "Bench press", "Barbell row", "Plank")
    by_menu(page, "Barbell row", "Superset with the next")
    say_all(page, "Bench press", "nonsense")
    expect(page.get_by_text("Write it like")).to_be_visible()
    page.get_by_label("Set 1, repetitions").fill("lots")
    page.get_by_label("Set 1, repetitions").press("Enter")
    expect(page.get_by_text("A number such as 8")).to_be_visible()
    look("open, with errors")
    page.get_by_role("button", name="Add exercises").first.click()
    expect(panel(page).locator("li").first).to_be_visible()
    look("picker")
    panel(page).get_by_role("button", name="Done").click()
    expect(panel(page)).to_have_count(0)  # nothing behind it takes the keyboard until then
    say_all(page, "Bench press", "3x8")
    expect(page.get_by_text("Write it like")).to_have_count(0)
    save(page)
    page.wait_for_url(SAVED)
    expect(page.get_by_text("Saved", exact=True)).to_be_visible()
    page.get_by_role("button", name="More", exact=True).click()
    page.get_by_role("button", name="Versions", exact=True).click()
    expect(panel(page).get_by_text("Version 1")).to_be_visible()
    look("versions")
    panel(page).get_by_role("button", name="Look at version 1").click()
    expect(panel(page).get_by_text("Bench press")).to_be_visible()
    look("a version")
    assert faults == {}
