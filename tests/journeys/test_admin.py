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


def test_a_template_is_made_ordered_saved_and_started(visitor: NewVisitor):
    coach = visitor("coach@harbor.demo", LAPTOP)
    coach.goto("/admin/templates")
    coach.get_by_role("link", name="New template").click()
    coach.get_by_label("Name", exact=True).fill("Journey day")
    coach.get_by_role("button", name="Add exercises").click()
    for wanted in ("Bench press", "Barbell row"):
        panel(coach).get_by_role("searchbox").fill(wanted)
        found = panel(coach).get_by_role("button", name=re.compile(f"^{wanted}"))
        found.first.click()
        expect(found.first).to_contain_text("Added")
    found.first.click()
    expect(panel(coach).get_by_text("Barbell row is in here already.")).to_be_visible()
    panel(coach).get_by_role("button", name="Done").click()
    coach.get_by_role("button", name="Move Barbell row up").click()
    expect(coach.locator("main h2").first).to_have_text("Barbell row")
    coach.get_by_label("Sets", exact=True).first.fill("25")
    coach.get_by_label("Weight, kg").first.fill("82,5")
    expect(coach.get_by_text("1 to 20.")).to_be_visible()
    coach.get_by_role("button", name="Save").click()
    expect(coach.get_by_text("Some numbers are not right.")).to_be_visible()
    coach.get_by_label("Sets", exact=True).first.fill("5")
    coach.get_by_role("button", name="Save").click()
    coach.wait_for_url(re.compile(r"/admin/template/[0-9a-f-]{36}"))
    expect(coach.get_by_role("heading", level=1)).to_have_text("Journey day")
    expect(coach.get_by_text("8 sets")).to_be_visible()
    expect(coach.get_by_label("Weight, kg").first).to_have_value("82.5")

    member = visitor("athlete@harbor.demo")
    member.goto("/templates")
    member.get_by_label("Search templates").fill("Journey")
    expect(member.get_by_text("Journey day").first).to_be_visible()


def test_two_who_save_at_once_hear_of_each_other(visitor: NewVisitor):
    tom, ines = visitor("coach@harbor.demo", LAPTOP), visitor("admin@harbor.demo", LAPTOP)
    tom.goto("/admin/template/new")
    tom.get_by_label("Name", exact=True).fill("Shared day")
    tom.get_by_role("button", name="Save").click()
    tom.wait_for_url(re.compile(r"/admin/template/[0-9a-f-]{36}"))
    ines.goto(tom.url)
    for page, name in ((ines, "Shared day, by Ines"), (tom, "Shared day, by Tom")):
        expect(page.get_by_text("Saved", exact=True)).to_be_visible()
        page.get_by_label("Name", exact=True).fill(name)
        page.get_by_label("Name", exact=True).blur()
        expect(page.get_by_text("Not saved")).to_be_visible()
    ines.get_by_role("button", name="Save").click()
    expect(ines.get_by_text("Version 2 is saved.")).to_be_visible()
    tom.get_by_role("button", name="Save").click()
    expect(tom.get_by_text(re.compile("saved version 2 meanwhile"))).to_be_visible()
    expect(tom.get_by_label("Name", exact=True)).to_have_value("Shared day, by Tom")
    tom.get_by_role("button", name="Load it").click()
    expect(tom.get_by_label("Name", exact=True)).to_have_value("Shared day, by Ines")
    tom.get_by_role("button", name="Restore version 1").click()
    expect(tom.get_by_label("Name", exact=True)).to_have_value("Shared day")
    tom.get_by_role("button", name="Save").click()
    expect(tom.get_by_text("Version 3 is saved.")).to_be_visible()


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
    first = coach.locator("main section h2").first
    name = first.inner_text()
    coach.get_by_role("button", name=f"Take out {name}").click()
    expect(coach.get_by_text(f"{name} is taken out.")).to_be_visible()
    coach.get_by_role("button", name="Undo").click()
    expect(first).to_have_text(name)


def test_a_template_is_deactivated_and_brought_back(visitor: NewVisitor):
    admin = visitor("admin@north.demo", LAPTOP)
    admin.goto("/admin/template/new")
    admin.get_by_label("Name", exact=True).fill("Short lived")
    admin.get_by_role("button", name="Save").click()
    admin.wait_for_url(re.compile(r"/admin/template/[0-9a-f-]{36}"))
    admin.get_by_role("button", name="More").click()
    admin.get_by_role("button", name="Deactivate").click()
    panel(admin).get_by_role("button", name="Deactivate").click()
    expect(admin.get_by_text("Deactivated: nobody can start it.")).to_be_visible()
    admin.goto("/admin/templates")
    admin.get_by_role("button", name="Deactivated").click()
    row(admin, "Short lived").get_by_role("link").click()
    admin.get_by_role("button", name="Reactivate").first.click()
    expect(admin.get_by_text("Deactivated: nobody can start it.")).to_have_count(0)


def test_a_coach_has_no_people_page(visitor: NewVisitor):
    coach = visitor("coach@harbor.demo", LAPTOP)
    expect(coach.get_by_role("link", name="People")).to_have_count(0)
    coach.goto("/admin/people")
    coach.wait_for_url("**/coach")
