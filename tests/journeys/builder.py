"""What people do in the template builder, for the journeys through it."""

import re

from playwright.sync_api import Page, expect

SAVED = re.compile(r"/template/[0-9a-f-]{36}")


def panel(page: Page):
    return page.locator("dialog[open]")


def row(page: Page, name: str):
    return page.get_by_role("row").filter(has_text=name)


def names(page: Page):
    return page.locator(".exercise-open .row .medium")


def add(page: Page, *names: str) -> None:
    page.get_by_role("button", name="Add exercises").first.click()
    pick(page, *names)


def pick(page: Page, *names: str) -> None:
    """Choose exercises in the open library and leave it."""
    for wanted in names:
        panel(page).get_by_role("searchbox").fill(wanted)
        found = panel(page).get_by_role("button", name=re.compile(f"^{wanted}")).first
        found.click()
        expect(found).to_contain_text("Added")
    panel(page).get_by_role("button", name="Done").click()
    expect(panel(page)).to_have_count(0)


def ready(page: Page) -> None:
    """Wait until the empty builder is there; what was open before shows until then."""
    expect(page.get_by_role("heading", level=1)).to_have_text("New template")


def begin(page: Page, name: str, *exercises: str, at: str = "/admin/template/new") -> None:
    page.goto(at)
    ready(page)
    page.get_by_label("Name", exact=True).fill(name)
    if exercises:
        add(page, *exercises)


def save(page: Page) -> None:
    page.get_by_role("button", name="Save", exact=True).locator("visible=true").click()


def say_all(page: Page, exercise: str, text: str) -> None:
    opener = page.locator(".exercise-open").filter(has_text=exercise)
    if opener.get_attribute("aria-expanded") != "true":
        opener.click()
    expect(opener).to_have_attribute("aria-expanded", "true")
    page.get_by_label("All sets at once").fill(text)
    page.get_by_label("All sets at once").press("Enter")


def by_menu(page: Page, exercise: str, act: str) -> None:
    page.get_by_role("button", name=f"More for {exercise}").click()
    page.get_by_role("button", name=act, exact=True).locator("visible=true").click()
