"""A member brings training along and takes it back, and asks to be forgotten and stays."""

import re
from datetime import UTC, datetime, timedelta

from playwright.sync_api import FilePayload, Page, expect

from tests.fixtures.browser import NewVisitor
from tests.journeys.seeing import faults_of

YESTERDAY = f"{datetime.now(UTC) - timedelta(days=1):%Y-%m-%d} 06:05:09"
STRONG = (
    "Date;Workout Name;Exercise Name;Set Order;Weight;Reps\n"
    f"{YESTERDAY};Brought along;Squat (Barbell);1;80;5\n"
    f"{YESTERDAY};Brought along;Squat (Barbell);2;80;1271\n"
    f"{YESTERDAY};Brought along;Sideways Bench Press;1;80;many\n"
    f"{YESTERDAY};Brought along;Sideways Bench Press;2;80;5\n"
    f"{YESTERDAY};Brought along;Something Odd;1;80;5\n"
)


def choose(page: Page, name: str, text: str) -> None:
    """Give the page a file."""
    file: FilePayload = {"name": name, "mimeType": "text/csv", "buffer": text.encode()}
    page.get_by_label("Choose a file, or drop it here").set_input_files(file)


def test_a_file_is_looked_at_mapped_imported_and_taken_back(visitor: NewVisitor):
    member = visitor("leo@harbor.demo")
    member.goto("/account")
    member.get_by_role("link", name=re.compile("^Import")).click()
    member.wait_for_url("**/account/import")
    choose(member, "shopping.csv", "milk,bread\n1,2\n")
    expect(member.get_by_role("alert")).to_contain_text("does not look like an export")
    choose(member, "strong.csv", STRONG)
    expect(member.get_by_role("heading", name="Strong", exact=True)).to_be_visible()
    assert faults_of(member, "preview") == {}
    member.get_by_text("1 line cannot be read").click()
    expect(member.get_by_text("reps 'many' is not a number")).to_be_visible()
    member.get_by_role("button", name="Import 1 workout").click()
    expect(member.get_by_role("alert")).to_contain_text("kg or lb")
    member.get_by_role("button", name="Kilograms").click()
    expect(member.get_by_role("button", name="Kilograms")).to_have_attribute("aria-pressed", "true")
    sideways = member.get_by_label("What Sideways Bench Press becomes")
    sideways.select_option("Another exercise…")
    member.get_by_label("Search exercises").fill("zottman")
    member.get_by_role("button", name=re.compile("^Zottman curl")).click()
    expect(sideways.locator("option:checked")).to_have_text(re.compile("^Zottman curl"))
    member.get_by_label("What Something Odd becomes").select_option("Leave out")
    member.get_by_role("button", name="Import 1 workout").click()
    expect(member.get_by_role("heading", name="1 workout is in")).to_be_visible()
    expect(member.get_by_text("1,271 reps in one set")).to_be_visible()

    assert faults_of(member, "summary") == {}
    member.reload()
    expect(member.get_by_role("heading", name="1 workout is in")).to_be_visible()
    member.get_by_role("link", name="See your history").click()
    member.get_by_text("Brought along").click()
    expect(member.get_by_role("heading", name=re.compile("^Zottman curl"))).to_be_visible()
    expect(member.get_by_text("Something Odd")).to_have_count(0)

    member.goto("/account/import")
    member.get_by_role("button", name="It is right").click()
    expect(member.get_by_text("1,271 reps in one set")).to_have_count(0)
    member.get_by_role("button", name=re.compile("^Undo Strong")).click()
    expect(member.get_by_role("dialog")).to_contain_text("1 workout goes from your history")
    member.get_by_role("button", name="Take it back").click()
    expect(member.get_by_text("Taken back", exact=True)).to_be_visible()
    expect(member.get_by_label("Choose a file, or drop it here")).to_be_attached()
    member.goto("/history")
    expect(member.locator(".skeleton")).to_have_count(0)
    expect(member.get_by_text("Brought along")).to_have_count(0)


def test_who_asks_to_be_forgotten_can_stay(visitor: NewVisitor):
    member = visitor("priya@harbor.demo")
    member.goto("/account")
    with member.expect_download() as download:
        member.get_by_role("link", name=re.compile("^Everything as an archive")).click()
    assert re.fullmatch(r"rythm-harbor-\d{4}-\d\d-\d\d\.json", download.value.suggested_filename)
    member.get_by_role("button", name="Delete my account").click()
    dialog = member.get_by_role("dialog")
    dialog.get_by_label("Your password").fill("not this one")
    dialog.get_by_role("button", name="Delete in two weeks").click()
    expect(dialog.get_by_text("This is not your password.")).to_be_visible()
    dialog.get_by_label("Your password").fill("rythm-demo")
    dialog.get_by_role("button", name="Delete in two weeks").click()
    expect(member.get_by_text(re.compile("will be deleted on"))).to_be_visible()
    member.reload()
    expect(member.get_by_text(re.compile("will be deleted on"))).to_be_visible()
    expect(member.get_by_role("button", name="Delete my account")).to_have_count(0)
    member.get_by_role("button", name="Keep my account").click()
    expect(member.get_by_text(re.compile("will be deleted on"))).to_have_count(0)
    expect(member.get_by_role("button", name="Delete my account")).to_be_visible()
