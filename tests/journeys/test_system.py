"""What the platform's administrator does."""

from playwright.sync_api import expect

from tests.fixtures.browser import LAPTOP, NewVisitor, sign_in


def test_a_tenant_is_opened_suspended_and_open_again(visitor: NewVisitor):
    system = visitor("system@rythm.demo", LAPTOP)
    system.get_by_role("button", name="New tenant").click()
    form = system.locator("dialog[open]")
    form.get_by_label("Name of the tenant").fill("Iron & Oak")
    expect(form.get_by_label("Short name")).to_have_attribute("placeholder", "iron-oak")
    form.get_by_label("Brand colour").fill("#101010")
    expect(form.get_by_text("contrast, at least 4.5 is needed")).to_be_visible()
    form.get_by_label("Name", exact=True).fill("Olga Oak")
    form.get_by_label("E-mail").fill("olga@oak.demo")
    form.get_by_role("button", name="Open tenant").click()
    password = system.get_by_label("Temporary password").input_value()
    system.get_by_role("button", name="Done").click()
    row = system.get_by_role("row").filter(has_text="Iron & Oak")
    expect(row).to_contain_text("iron-oak")

    olga = visitor()
    sign_in(olga, "olga@oak.demo", password)
    olga.wait_for_url("**/admin/people")
    expect(olga.get_by_text("Olga Oak").first).to_be_attached()

    row.get_by_role("button", name="Suspend Iron & Oak").click()
    system.locator("dialog[open]").get_by_role("button", name="Suspend").click()
    expect(row).to_contain_text("Suspended")
    olga.goto("/admin/people")
    expect(olga.get_by_role("button", name="Sign in", exact=True)).to_be_visible()
    olga.get_by_label("E-mail").fill("olga@oak.demo")
    olga.get_by_label("Password").fill(password)
    olga.get_by_role("button", name="Sign in", exact=True).click()
    expect(olga.get_by_text("Your account is not active here.")).to_be_visible()

    row.get_by_role("button", name="Reactivate Iron & Oak").click()
    system.locator("dialog[open]").get_by_role("button", name="Reactivate").click()
    expect(row).to_contain_text("Active")
    olga.get_by_role("button", name="Sign in", exact=True).click()
    olga.wait_for_url("**/admin/people")


def test_nobody_else_finds_the_platforms_page(visitor: NewVisitor):
    admin = visitor("admin@harbor.demo", LAPTOP)
    admin.goto("/system/tenants")
    admin.wait_for_url("**/admin/people")
    expect(admin.get_by_text("North Studio")).to_have_count(0)
