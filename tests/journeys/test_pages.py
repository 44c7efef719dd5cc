"""Every page in both themes, on phone and laptop: accessible, whole, and without a word to another host."""

import os
from functools import partial
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.fixtures.browser import LAPTOP, PHONE, NewVisitor
from tests.journeys.seeing import faults_of

MEMBER, COACH, ADMIN = "athlete@harbor.demo", "coach@harbor.demo", "admin@harbor.demo"
OWNER, SYSTEM, NORTH = "owner@harbor.demo", "system@rythm.demo", "athlete@north.demo"
VISITS = {
    None: ["/", "/nowhere"],
    MEMBER: [
        "/today", "/templates", "/template/new", "/exercises", "@exercise", "/history", "/account",
        "/account/import", "/log", "/summary", "@workout", "@lift", "/progress", "/progress/volume",
        "/progress/body", "/progress/achievements",
    ],
    COACH: ["/coach", "/coach/analytics", "@client", "/admin/templates", "/admin/exercises"],
    ADMIN: [
        "/admin/people", "/admin/exercises", "@listed", "/admin/templates", "@template",
        "/admin/template/new", "/admin/gym", "/admin/analytics",
    ],
    OWNER: ["/admin/analytics"],
    SYSTEM: ["/system/tenants", "/account"],
    NORTH: ["/today"],
}  # fmt: skip
LINKS = {
    "@exercise": ("/exercises", "main a[href^='/exercise/']"),
    "@lift": ("/progress", "main a[href^='/exercise/']"),
    "@listed": ("/admin/exercises", "main a[href^='/exercise/']"),
    "@workout": ("/history", "main a[href^='/history/']"),
    "@client": ("/coach", "main a[href^='/coach/client/']"),
    "@template": ("/admin/templates", "main a[href^='/admin/template/']:not([href$='/new'])"),
}
PICTURES = os.environ.get("RYTHM_PICTURES")
"""A folder to put the pictures into; the README's are made with `uv run task pictures`."""


def show(page: Page, path: str) -> None:
    """Open the page and wait until it has loaded what it shows."""
    if path in LINKS:
        home, link = LINKS[path]
        show(page, home)
        path = page.locator(link).first.get_attribute("href") or ""
    page.goto(path)
    expect(page.get_by_role("heading", level=1).first).to_be_attached()
    expect(page.locator(".skeleton")).to_have_count(0)


@pytest.mark.parametrize("size", [PHONE, LAPTOP], ids=["phone", "laptop"])
@pytest.mark.parametrize("who", VISITS, ids=lambda who: who or "nobody")
def test_page(visitor: NewVisitor, who, size):
    page = visitor(who, size)
    faults: dict[str, object] = {}
    said: list[str] = []
    page.on("console", lambda word: said.append(word.text) if word.type in ("error", "warning") else None)
    page.on("pageerror", lambda error: said.append(str(error)))
    for path in VISITS[who]:
        show(page, path)
        shot = partial(picture, page, path, who, size) if PICTURES else None
        faults |= faults_of(page, path, shot)
    assert faults == {}
    assert [words for words in said if who is not None or "404" not in words] == []


def picture(page: Page, path: str, who: str | None, size: dict[str, int], theme: str) -> None:
    """Keep what the page looks like."""
    name = f"{path.strip('/@').replace('/', '-') or 'sign-in'}-{(who or 'nobody').partition('@')[0]}"
    folder = Path(PICTURES or "")
    folder.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=folder / f"{name}-{'phone' if size is PHONE else 'laptop'}-{theme}.png")
