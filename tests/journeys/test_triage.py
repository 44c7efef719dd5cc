"""A coach's morning: who needs them and why, what they put off, and what they note."""

import os
import re
from pathlib import Path

from playwright.sync_api import Locator, Page, expect

from tests.fixtures.browser import LAPTOP, PHONE, NewVisitor

PICTURES = os.environ.get("RYTHM_PICTURES")
COACH = "coach@harbor.demo"


def row(page: Page, name: str) -> Locator:
    return page.get_by_role("row").filter(has_text=name)


def panel(page: Page) -> Locator:
    return page.locator("dialog[open]")


def choose(page: Page, name: str, item: str) -> None:
    row(page, name).get_by_role("button", name=f"More for {name}").click()
    page.locator("[popover]:popover-open").get_by_role("button", name=item).click()


def picture(page: Page, name: str) -> None:
    if PICTURES:
        page.screenshot(path=Path(PICTURES) / f"{name}.png", animations="disabled")


def test_a_coach_sees_why_snoozes_undoes_and_notes(visitor: NewVisitor):
    coach = visitor(COACH, LAPTOP)
    jonas = row(coach, "Jonas Beck")
    expect(jonas).to_contain_text("No workout for 9 days")
    expect(coach.get_by_role("row").nth(2)).to_contain_text(
        "Jonas Beck"
    )  # the most urgent, below its heading
    expect(row(coach, "Leo Marchetti")).to_contain_text("no new high for")
    expect(row(coach, "Sofia Almeida")).to_contain_text("Left shoulder pinches")
    expect(row(coach, "Kofi Mensah")).to_contain_text("of what is agreed in 30 days")

    choose(coach, "Jonas Beck", "Snooze for a week")
    expect(jonas).to_contain_text("Snoozed until")
    coach.get_by_role("status").get_by_role("button", name="Undo").click()
    expect(jonas).to_contain_text("No workout for 9 days")

    choose(coach, "Sofia Almeida", "Mark as seen")
    expect(row(coach, "Sofia Almeida")).not_to_contain_text("Left shoulder pinches")
    expect(row(coach, "Sofia Almeida").get_by_role("link", name="Review")).to_have_count(0)

    choose(coach, "Jonas Beck", "Reasons, agreement and notes")
    expect(panel(coach).get_by_text("Night shifts this month.")).to_be_visible()
    picture(coach, "panel-laptop")
    panel(coach).get_by_label("Note", exact=True).fill("Called him: back on Monday.")
    panel(coach).get_by_role("button", name="Add note").click()
    expect(panel(coach).get_by_role("listitem").filter(has_text="back on Monday")).to_contain_text(
        "You, today"
    )
    panel(coach).get_by_label("Workouts a week").fill("2")
    panel(coach).get_by_role("button", name="Agree", exact=True).click()
    expect(panel(coach).get_by_text("2 a week agreed").first).to_be_visible()
    panel(coach).get_by_role("button", name="Close").click()
    coach.get_by_role("button", name=re.compile("^Needs attention")).click()
    expect(row(coach, "Sofia Almeida")).to_have_count(0)
    expect(jonas).to_be_visible()


def test_a_coach_looks_on_the_phone(visitor: NewVisitor):
    coach = visitor(COACH, PHONE)
    coach.get_by_role("button").filter(has_text="Priya Nair").click()
    expect(panel(coach).get_by_text(re.compile("^Compliance down"))).to_be_visible()
    picture(coach, "panel-phone")
    panel(coach).get_by_role("link", name="Review training").click()
    coach.wait_for_url("**/coach/client/*")
    expect(coach.get_by_role("heading", level=1)).to_contain_text("Priya Nair")
