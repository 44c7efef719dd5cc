"""A session on the training floor, on a real phone against the real program."""

import re

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Locator, Page, expect

from tests.fixtures.browser import NewVisitor
from tests.journeys.test_member import saved, start

NARROW = {"width": 320, "height": 640}


def at_rest(box: Locator) -> float:
    """Where it stands once the page has not moved for a second."""
    seen: list[float] = []
    for _ in range(400):
        found = box.bounding_box()
        seen.append(found["y"] if found else -1.0)
        if len(seen) > 20 and len(set(seen[-20:])) == 1 and found:
            return seen[-1]
        box.page.wait_for_timeout(50)
    raise AssertionError(f"the page never came to rest: {seen[-5:]}")


def clean(page: Page, what: str) -> None:
    """Nothing sticks out to the right, and axe finds nothing."""
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), what
    found = Axe().run(page).response["violations"]
    assert [(one["id"], one["nodes"][0]["html"][:120]) for one in found] == [], what


def test_a_session_with_one_thumb(visitor: NewVisitor):
    member = visitor("jonas@harbor.demo")
    start(member, "Upper A")
    expect(member.get_by_role("heading", name="How do you feel today?")).to_be_visible()
    member.get_by_role("button", name=re.compile("^4")).click()
    expect(member.get_by_role("heading", name="How do you feel today?")).to_have_count(0)

    ticks = member.locator("tr.active .tick")
    ticks.click()
    expect(member.get_by_role("region", name="Rest timer")).to_be_visible()
    for _ in range(2):
        thumb = at_rest(ticks)
        ticks.click()
        assert abs(at_rest(ticks) - thumb) < 4, "the next tick comes to the thumb"
    expect(member.locator(".tick[aria-pressed=true]")).to_have_count(3)

    active = member.locator("tr.active")
    weight = active.locator("input").first
    heavier = str(float(weight.input_value() or "40") + 2.5).removesuffix(".0")
    weight.fill(heavier)
    active.locator(".tick").click()
    expect(member.locator("tr.record-row").first).to_be_visible()
    member.get_by_role("button", name="15 seconds more").click()
    member.get_by_role("button", name="End the rest").click()
    expect(member.get_by_role("region", name="Rest timer")).to_have_count(0)

    member.get_by_role("button", name="Finish").click()
    member.get_by_role("button", name="Leave them out and finish").click()
    member.wait_for_url("**/summary")
    expect(member.get_by_role("heading", name=re.compile("records?$"))).to_be_visible()
    expect(member.get_by_role("img", name=re.compile("muscles you trained"))).to_be_visible()
    saved(member)

    member.get_by_role("link", name="Change this workout").click()
    member.wait_for_url("**/log?edit=*")
    expect(member.get_by_text("Changing a finished workout")).to_be_visible()
    reps = member.locator("tbody tr").first.locator("input").nth(1)
    reps.fill("3")
    member.get_by_role("button", name="Done", exact=True).click()
    member.wait_for_url("**/history/**")
    expect(member.get_by_text(re.compile(r"kg × 3$")).first).to_be_visible()
    member.get_by_role("link", name="Today").click()
    expect(member.get_by_role("button", name="Start workout")).to_be_visible()


def test_the_sheets_of_an_exercise_on_a_narrow_phone(visitor: NewVisitor):
    member = visitor("leo@harbor.demo", NARROW)
    start(member, "Upper A")
    clean(member, "the logger")
    more = member.get_by_role("button", name="More for Bench press")
    sheet = member.locator("dialog[open]")

    more.click()
    clean(member, "the menu of an exercise")
    sheet.get_by_role("button", name=re.compile("^Superset with")).click()
    expect(member.get_by_text("Superset", exact=True)).to_be_visible()
    more.click()
    sheet.get_by_role("button", name=re.compile("^Warm up")).click()
    expect(member.get_by_role("button", name=re.compile("set 1: change or remove")).first).to_have_text("W")
    member.get_by_role("button", name="Undo").click()
    expect(member.get_by_role("button", name=re.compile("set 1: change or remove")).first).to_have_text("1")

    member.get_by_role("button", name="Bench press, set 1: change or remove").click()
    clean(member, "the menu of a set")
    sheet.get_by_role("button", name="Plates").click()
    expect(sheet.get_by_text("on each side")).to_be_visible()
    clean(member, "the plates")
    sheet.get_by_role("button", name="Done").click()

    more.click()
    sheet.get_by_role("button", name="Swap for another exercise").click()
    clean(member, "the swap")
    other = sheet.get_by_role("listitem").first
    name = other.locator("span").first.inner_text().splitlines()[0]
    other.get_by_role("button").click()
    expect(member.get_by_role("heading", name=name)).to_be_visible()
    member.get_by_role("button", name="Undo").click()
    expect(member.get_by_role("heading", name="Bench press", exact=True)).to_be_visible()
    member.get_by_role("button", name="Discard").click()
    member.wait_for_url("**/today")
    saved(member)


def test_the_weight_of_today(visitor: NewVisitor):
    member = visitor("elin@harbor.demo")
    member.goto("/today?weigh")
    dialog = member.get_by_role("dialog", name="Log weight")
    dialog.get_by_label(re.compile("^Weight in")).fill("64,25")
    dialog.get_by_role("button", name="Save").click()
    expect(dialog).to_be_hidden()
    saved(member)
    member.reload()
    expect(member.get_by_text("64.25")).to_be_visible()
    start(member, "Upper A")
    assert member.evaluate("rythm.open().body_weight_kg") == "64.25"
    member.get_by_role("button", name="Discard").click()
    saved(member)
