"""What a gym's admin and its coaches do on a laptop, and on a phone."""

import re

from playwright.sync_api import Page, expect

from tests.fixtures.browser import LAPTOP, NewVisitor, sign_in


def row(page: Page, name: str):
    return page.get_by_role("row").filter(has_text=name)


def panel(page: Page):
    return page.locator("dialog[open]")


def test_a_person_is_added_signs_in_and_is_shut_out(visitor: NewVisitor):
    admin = visitor("admin@harbor.demo", LAPTOP)
    admin.get_by_role("button", name="Add person").click()
    panel(admin).get_by_role("button", name="Add").click()
    expect(panel(admin).get_by_text("Fill this in.").first).to_be_visible()
    panel(admin).get_by_label("Name", exact=True).fill("Ada Berg")
    panel(admin).get_by_label("E-mail").fill("ada@harbor.demo")
    panel(admin).get_by_label("Coach").select_option(label="Tom Okafor")
    panel(admin).get_by_role("button", name="Add").click()
    password = panel(admin).get_by_label("Temporary password").input_value()
    panel(admin).get_by_role("button", name="Copy password").click()
    expect(panel(admin).get_by_role("button", name="Copied")).to_be_visible()
    panel(admin).get_by_role("button", name="Done").click()
    expect(panel(admin)).to_have_count(0)
    expect(row(admin, "Ada Berg")).to_contain_text("Tom Okafor")

    ada = visitor()
    sign_in(ada, "ada@harbor.demo", password)
    expect(ada.get_by_role("heading", level=1)).to_contain_text("Ada")

    row(admin, "Ada Berg").get_by_role("button").click()
    panel(admin).get_by_role("button", name="Disable").click()
    admin.get_by_role("heading", name="Disable Ada Berg?").wait_for()
    admin.locator("#disable-person").get_by_role("button", name="Disable").click()
    expect(row(admin, "Ada Berg")).to_contain_text("Disabled")
    ada.goto("/history")
    expect(ada.get_by_role("button", name="Sign in", exact=True)).to_be_visible()


def test_people_are_found_and_get_another_role(visitor: NewVisitor):
    admin = visitor("admin@north.demo", LAPTOP)
    admin.get_by_role("searchbox").fill("yuki")
    expect(admin.locator("tbody tr")).to_have_count(1)
    row(admin, "Yuki").get_by_role("button").click()
    panel(admin).get_by_label("Role").select_option("coach")
    expect(panel(admin).get_by_label("Coach")).to_have_count(0)
    panel(admin).get_by_role("button", name="Save").click()
    expect(row(admin, "Yuki")).to_contain_text("Coach")
    expect(admin.get_by_text(re.compile("Yuki .* is saved"))).to_be_visible()
    admin.get_by_role("searchbox").fill("nobody of this name")
    expect(admin.get_by_role("heading", name="Nobody found")).to_be_visible()


def test_a_coach_has_no_people_page(visitor: NewVisitor):
    coach = visitor("coach@harbor.demo", LAPTOP)
    expect(coach.get_by_role("link", name="People")).to_have_count(0)
    coach.goto("/admin/people")
    coach.wait_for_url("**/coach")
