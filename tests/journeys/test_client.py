"""A coach and a client talk about a set, a line is sent and read, and every tab of the page opens."""

import os
from functools import partial
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.fixtures.browser import LAPTOP, PHONE, NewVisitor
from tests.journeys.seeing import faults_of

COACH, MEMBER, NAME = "coach@harbor.demo", "athlete@harbor.demo", "Maya Lindqvist"
PICTURES = os.environ.get("RYTHM_PICTURES")
TABS = {
    "Overview": "Weekly volume",
    "Workouts": "sets",
    "Records": "Estimated 1 RM",
    "Volume": "Where the work goes",
    "Body": "Measured",
    "Compare": "Main lifts",
}


def open_client(page: Page) -> None:
    page.goto("/coach")
    if page.viewport_size == PHONE:
        page.get_by_role("button").filter(has_text=NAME).click()
        page.get_by_role("link", name="Review training").click()
    else:
        page.get_by_role("link", name=NAME).first.click()
    expect(page.get_by_role("heading", level=1, name=NAME)).to_be_visible()
    expect(page.get_by_role("heading", name="Talk")).to_be_visible()


def test_a_set_is_talked_about_and_a_line_is_read(visitor: NewVisitor) -> None:
    coach = visitor(COACH, LAPTOP)
    open_client(coach)
    coach.get_by_role("link", name="Workouts", exact=True).click()
    coach.wait_for_url("**?tab=workouts")
    coach.locator("main a[href^='/history/']").first.click()
    coach.get_by_role("button", name="Comment on Set 1").first.click()
    coach.get_by_role("textbox", name="Comment").fill("Pause a second on the chest.")
    coach.get_by_role("button", name="Send", exact=True).click()
    expect(coach.get_by_text("Pause a second on the chest.")).to_be_visible()
    open_client(coach)
    coach.get_by_role("button", name="Message", exact=True).click()
    coach.get_by_role("textbox", name="Message").fill("See you on Monday")
    coach.get_by_role("button", name="Send", exact=True).click()
    sent = coach.get_by_role("listitem").filter(has_text="See you on Monday")
    expect(sent).to_contain_text("not read yet")

    member = visitor(MEMBER, PHONE)
    message = member.locator("section", has_text="See you on Monday")
    message.get_by_role("button", name="Mark as read").click()
    expect(message).to_have_count(0)
    member.get_by_role("link", name="Pause a second on the chest.").click()
    said = member.get_by_role("listitem").filter(has_text="Pause a second on the chest.")
    expect(said.get_by_text("New")).to_be_visible()
    answered = member.locator("section", has=said)
    answered.get_by_role("button", name="Answer").last.click()
    member.get_by_role("textbox", name="Comment").fill("I will.")
    member.get_by_role("button", name="Send", exact=True).click()
    expect(member.get_by_text("I will.")).to_be_visible()
    member.goto("/today")
    expect(member.get_by_role("heading", level=1)).not_to_have_text("Today")
    expect(member.get_by_text("Pause a second on the chest.")).to_have_count(0)

    open_client(coach)
    answer = coach.get_by_role("listitem").filter(has_text="I will.")
    expect(answer.get_by_text("New")).to_be_visible()
    line = coach.get_by_role("listitem").filter(has_text="See you on Monday")
    expect(line).to_contain_text("read")
    expect(line).not_to_contain_text("not read yet")


@pytest.mark.parametrize("size", [PHONE, LAPTOP], ids=["phone", "laptop"])
def test_every_tab_opens(visitor: NewVisitor, size) -> None:
    page = visitor(COACH, size)
    faults: dict[str, object] = {}
    open_client(page)
    expect(page.locator(".recharts-bar-rectangle").first).to_be_attached()
    expect(page.locator(".recharts-line-curve").first).to_be_attached()
    for tab, words in TABS.items():
        page.get_by_role("link", name=tab, exact=True).click()
        expect(page.get_by_text(words).first).to_be_visible()
        expect(page.locator(".skeleton")).to_have_count(0)
        shot = partial(picture, page, tab, size) if PICTURES else None
        faults |= faults_of(page, tab, shot)
    assert faults == {}


def picture(page: Page, tab: str, size: dict[str, int], theme: str) -> None:
    """Keep what the tab looks like."""
    name = f"client-{tab.lower()}-{'phone' if size is PHONE else 'laptop'}-{theme}.png"
    page.screenshot(path=Path(PICTURES or "") / name)
