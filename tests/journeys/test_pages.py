"""Every page in both themes, on phone and laptop: accessible, whole, and without a word to another host."""

import os
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.fixtures.browser import LAPTOP, PHONE, NewVisitor

MEMBER, COACH, ADMIN = "athlete@harbor.demo", "coach@harbor.demo", "admin@harbor.demo"
SYSTEM, NORTH = "system@rythm.demo", "athlete@north.demo"
VISITS = {
    None: ["/", "/nowhere"],
    MEMBER: [
        "/today", "/templates", "/template/new", "/exercises", "@exercise", "/history", "/account", "/log",
        "/summary", "@workout", "/progress/body", "/progress/achievements",
    ],
    COACH: ["/coach", "@client", "/admin/templates", "/admin/exercises"],
    ADMIN: [
        "/admin/people", "/admin/exercises", "@listed", "/admin/templates", "@template",
        "/admin/template/new", "/admin/gym",
    ],
    SYSTEM: ["/system/tenants", "/account"],
    NORTH: ["/today"],
}  # fmt: skip
LINKS = {
    "@exercise": ("/exercises", "main a[href^='/exercise/']"),
    "@listed": ("/admin/exercises", "main a[href^='/exercise/']"),
    "@workout": ("/history", "main a[href^='/history/']"),
    "@client": ("/coach", "main a[href^='/coach/client/']"),
    "@template": ("/admin/templates", "main a[href^='/admin/template/']:not([href$='/new'])"),
}
AXE = Axe()
RULES = {
    "runOnly": {
        "type": "tag",
        "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    }
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


@pytest.mark.parametrize("theme", ["dark", "light"])
@pytest.mark.parametrize("size", [PHONE, LAPTOP], ids=["phone", "laptop"])
@pytest.mark.parametrize("who", VISITS, ids=lambda who: who or "nobody")
def test_page(visitor: NewVisitor, who, size, theme):
    page = visitor(who, size, theme)
    faults = {}
    said: list[str] = []
    page.on("console", lambda word: said.append(word.text) if word.type in ("error", "warning") else None)
    page.on("pageerror", lambda error: said.append(str(error)))
    for path in VISITS[who]:
        show(page, path)
        found = AXE.run(page, options=RULES).response["violations"]
        if found:
            faults[path] = [(rule["id"], [node["target"] for node in rule["nodes"]][:3]) for rule in found]
        wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        if wide > 0:
            faults[path] = [*faults.get(path, []), f"{wide} px too wide"]
        assert page.evaluate("document.documentElement.classList.contains('dark')") == (theme == "dark")
        if PICTURES:
            name = f"{path.strip('/@').replace('/', '-') or 'sign-in'}-{(who or 'nobody').partition('@')[0]}"
            folder = Path(PICTURES)
            folder.mkdir(parents=True, exist_ok=True)
            page.screenshot(path=folder / f"{name}-{'phone' if size is PHONE else 'laptop'}-{theme}.png")
    assert faults == {}
    assert [words for words in said if who is not None or "404" not in words] == []
