"""What a member does on a phone."""

import re

from playwright.sync_api import Page, expect

from tests.fixtures.browser import LAPTOP, NewVisitor, sign_in


def start(page: Page, template: str) -> None:
    """Start a workout from the list of templates."""
    page.goto("/templates")
    page.get_by_label("Search templates").fill(template)
    card = page.locator("details").filter(has_text=template).first
    card.locator("summary").click()
    card.get_by_role("button", name="Start workout").click()
    page.wait_for_url("**/log")


def saved(page: Page) -> None:
    """Wait until the server has everything."""
    expect(page.get_by_text(re.compile("changes? waiting"))).to_have_count(0)
    for _ in range(100):
        if not page.evaluate("rythm.drain().then(() => rythm.net.get().waiting)"):
            break
    assert page.evaluate("[rythm.net.get().waiting, rythm.net.get().state]") == [0, "ok"]


def test_log_a_workout_and_find_it_everywhere(visitor: NewVisitor):
    member = visitor("athlete@harbor.demo")
    expect(member.get_by_role("heading", level=1)).to_contain_text("Maya")
    member.get_by_role("button", name="Start workout").first.click()
    member.wait_for_url("**/log")
    weight = member.get_by_label(re.compile("kg|Weight", re.IGNORECASE)).first
    weight.fill("61,5")
    member.locator(".tick").first.click()
    expect(member.locator(".tick").first).to_have_attribute("aria-pressed", "true")
    member.locator(".tick").nth(1).click()
    member.get_by_role("button", name="Finish").click()
    member.get_by_role("button", name="Leave them out and finish").click()
    member.wait_for_url("**/summary")
    expect(member.get_by_role("heading", level=1)).to_contain_text("done")
    saved(member)
    member.get_by_role("link", name="See it in history").click()
    member.locator("main a:has(.line-date)").first.click()
    expect(member.get_by_text("61.5 kg ×")).to_be_visible()

    coach = visitor("coach@harbor.demo", LAPTOP)
    row = coach.get_by_role("row").filter(has_text="Maya Lindqvist")
    expect(row).to_contain_text("Today")
    row.get_by_role("link").first.click()
    coach.wait_for_url("**/coach/client/**")
    expect(coach.get_by_role("heading", level=1)).to_contain_text("Maya Lindqvist")
    expect(coach.get_by_text("Weekly volume").first).to_be_visible()


def test_a_cut_network_loses_nothing(visitor: NewVisitor):
    member = visitor("leo@harbor.demo")
    start(member, "Lower A")
    saved(member)
    member.context.set_offline(True)
    for n in range(3):
        member.locator(".tick").nth(n).click()
    expect(member.get_by_text(re.compile(r"Offline, \d+ changes waiting"))).to_be_visible()
    member.get_by_role("button", name=re.compile("^Add set")).first.click()
    member.context.set_offline(False)
    saved(member)
    member.reload()
    expect(member.locator(".tick[aria-pressed=true]")).to_have_count(3)
    member.get_by_role("button", name="Discard").click()
    member.wait_for_url("**/today")
    saved(member)


def test_a_whole_workout_without_network_on_pages_never_opened_before(visitor: NewVisitor):
    member = visitor("sofia@harbor.demo")
    member.evaluate("navigator.serviceWorker.ready.then(() => rythm.started)")
    saved(member)
    member.context.set_offline(True)
    member.get_by_role("link", name="Templates").click()
    member.get_by_role("button", name="Start empty").click()
    member.get_by_role("button", name="Add exercise").click()
    expect(member.get_by_role("searchbox")).to_be_focused()
    member.keyboard.type("goblet")
    picker = member.locator("dialog[open]")
    picker.get_by_role("button", name=re.compile("^Goblet squat")).first.click()
    member.locator("input.cell").first.focus()
    for _ in range(4):  # weight, reps, effort, tick
        member.keyboard.press("Enter")
    member.get_by_role("button", name="Finish").click()
    member.get_by_role("button", name="Leave them out and finish").click()
    expect(member.get_by_role("heading", level=1)).to_contain_text("done")
    member.context.set_offline(False)
    saved(member)


def test_previous_values_fill_in_and_an_empty_workout_can_be_built(visitor: NewVisitor):
    member = visitor("amara@harbor.demo")
    member.goto("/templates")
    member.get_by_role("button", name="Start empty").click()
    member.wait_for_url("**/log")
    member.get_by_role("button", name="Add exercise").click()
    picker = member.locator("dialog[open]")
    picker.get_by_role("searchbox").fill("bench")
    picker.get_by_role("button", name=re.compile("^Bench press")).first.click()
    expect(member.locator(".sets td.prev").first).to_contain_text("×")
    member.get_by_role("button", name="Discard").click()
    member.wait_for_url("**/today")
    member.get_by_role("button", name="Undo").click()
    saved(member)
    member.goto("/log")
    expect(member.get_by_text("Bench press").first).to_be_visible()
    member.get_by_role("button", name="Discard").click()
    saved(member)


def test_sign_in_says_what_is_wrong_and_sign_out_leaves_nothing(visitor: NewVisitor):
    page = visitor()
    page.get_by_label("E-mail").fill("priya@harbor.demo")
    page.get_by_label("Password").fill("not this one")
    page.get_by_role("button", name="Sign in", exact=True).click()
    expect(page.get_by_label("Password")).to_have_attribute("aria-invalid", "true")
    expect(page.get_by_text("Wrong e-mail address or password.")).to_be_visible()
    sign_in(page, "priya@harbor.demo")
    page.goto("/account")
    page.get_by_role("button", name="Sign out", exact=True).last.click()
    expect(page.get_by_role("button", name="Sign in", exact=True)).to_be_visible()
    assert page.evaluate("indexedDB.databases().then((all) => all.map((one) => one.name))") == []
    left = {cookie["name"] for cookie in page.context.cookies() if cookie["name"].startswith("rythm")}
    assert left <= {"rythm_tz"}, "the time zone is no secret"
    page.goto("/history")
    expect(page.get_by_role("button", name="Sign in", exact=True)).to_be_visible()


def test_one_tap_signs_in_to_the_demo(visitor: NewVisitor):
    page = visitor()
    page.get_by_text("Noor Haddad").click()
    page.wait_for_url("**/coach")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Clients")
    page.goto("/")
    page.wait_for_url("**/coach")


def test_the_gym_next_door_sees_none_of_it(visitor: NewVisitor):
    harbor = visitor("coach@harbor.demo", LAPTOP)
    expect(harbor.get_by_text("Jonas Beck").first).to_be_visible()
    link = harbor.get_by_role("row").filter(has_text="Jonas Beck").get_by_role("link").first
    path = link.get_attribute("href")
    north = visitor("admin@north.demo", LAPTOP)
    north.goto("/coach")
    expect(north.get_by_text("Yuki Brandt").first).to_be_visible()
    expect(north.get_by_text("Jonas Beck")).to_have_count(0)
    north.goto(path)
    expect(north.get_by_text("This is not a client of yours")).to_be_visible()
    expect(north.get_by_text("Jonas Beck")).to_have_count(0)
    blue = north.evaluate("getComputedStyle(document.documentElement).getPropertyValue('--brand').trim()")
    assert blue == "#2b66ff"


def test_a_revoked_session_is_refused_at_once(visitor: NewVisitor):
    here, there = visitor("kofi@harbor.demo"), visitor("kofi@harbor.demo")
    there.goto("/history")
    expect(there.get_by_text("Workouts").first).to_be_visible()
    # Its socket ends with the session, and nobody has to touch it to be shown out.
    here.goto("/account")
    other = here.get_by_role("listitem").filter(has=here.get_by_role("button", name="Sign out", exact=True))
    other.first.get_by_role("button", name="Sign out", exact=True).click()
    expect(here.get_by_text(re.compile("signed out"))).to_be_visible()
    expect(there.get_by_role("button", name="Sign in", exact=True)).to_be_visible()
