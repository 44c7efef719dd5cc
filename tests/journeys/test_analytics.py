"""An owner looks at other days, goes from figures to people and back, and saves a table."""

import csv
import io
from pathlib import Path

from playwright.sync_api import Page, expect

from tests.fixtures.browser import LAPTOP, NewVisitor


def panel(page: Page):
    return page.locator("dialog[open]")


def saved(page: Page, link) -> list[list[str]]:
    """The rows of the file a link saves."""
    with page.expect_download() as download:
        link.click()
    assert download.value.suggested_filename.startswith("harbor-")
    text = Path(download.value.path()).read_text("utf-8-sig")
    return list(csv.reader(io.StringIO(text)))


def test_from_figures_to_people_and_back(visitor: NewVisitor):
    owner = visitor("owner@harbor.demo", LAPTOP)
    owner.get_by_role("link", name="Analytics").click()
    days = owner.get_by_role("figure", name="Workouts per day")
    expect(days.locator(".recharts-bar-rectangle")).to_have_count(30)
    gyms = owner.get_by_role("table", name="Gyms side by side")
    expect(gyms.get_by_role("row")).to_have_count(3)

    owner.get_by_role("button", name="7 days").click()
    expect(days.locator(".recharts-bar-rectangle")).to_have_count(7)
    table = saved(owner, owner.get_by_role("link", name="CSV of workouts per day"))
    assert len(table) == 8
    days.get_by_text("Numbers").click()
    expect(days.get_by_role("row").last).to_contain_text(table[-1][1])

    yesterday = days.locator(".recharts-bar-rectangle path").nth(5)
    yesterday.click()
    expect(panel(owner).get_by_role("listitem")).to_have_count(int(table[-2][1]))
    assert len(saved(owner, panel(owner).get_by_role("link", name="Save as CSV"))) == int(table[-2][1]) + 1
    panel(owner).get_by_role("button", name="Back to figures").click()
    expect(panel(owner)).to_have_count(0)

    owner.get_by_role("button", name="12 months").click()
    weeks = owner.get_by_role("figure", name="Workouts per week")
    weeks.get_by_role("row").last.get_by_role("button").click()
    expect(days.locator(".recharts-bar-rectangle").first).to_be_attached()
    owner.get_by_role("button", name="Back to").click()
    expect(weeks.locator(".recharts-bar-rectangle").nth(51)).to_be_attached()

    owner.get_by_role("table", name="Share of each month's").get_by_role("button").first.click()
    expect(panel(owner).get_by_role("heading")).to_contain_text("Joined in")
    panel(owner).get_by_role("listitem").first.get_by_role("link").click()
    owner.wait_for_url("**/coach/client/*")
    owner.go_back()
    expect(weeks.locator(".recharts-bar-rectangle").first).to_be_attached()
    owner.get_by_role("button", name="Tom Okafor").click()
    expect(panel(owner).get_by_role("listitem").first).to_contain_text("Quiet")
