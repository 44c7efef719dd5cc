"""What a page is looked at for: that everybody can use it, and that it fits the screen, in both themes."""

import re
from collections.abc import Callable, Mapping
from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

THEMES = ("dark", "light")
AXE = Axe()
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
ALL = {"runOnly": {"type": "tag", "values": TAGS}}
OF_COLOURS = {"runOnly": {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}}
"""The only rules to which a theme makes a difference."""

STILL = """() => Promise.all(document.getAnimations()
  .filter((one) => one.effect.getComputedTiming().endTime < 1000)
  .map((one) => one.finished.catch(() => 0)))"""
"""What fades in has to be there before its contrast is measured."""


def in_theme(page: Page, theme: str) -> None:
    """Let the system be dark or light; the page follows at once."""
    page.emulate_media(color_scheme=theme)  # type: ignore[arg-type]
    expect(page.locator("html")).to_have_class(re.compile(rf"(^| ){theme}( |$)"))


def faults_of(page: Page, name: str, picture: Callable[[str], None] | None = None) -> dict[str, list[Any]]:
    """What is wrong with the page as it is shown, by theme; it is left in the first."""
    faults = {}
    for theme in THEMES:
        in_theme(page, theme)
        if found := _faults(page, ALL if theme == THEMES[0] else OF_COLOURS):
            faults[f"{name}, {theme}"] = found
        if picture is not None:
            picture(theme)
    in_theme(page, THEMES[0])
    return faults


def _faults(page: Page, rules: Mapping[str, Any]) -> list[Any]:
    page.evaluate(STILL)
    found = AXE.run(page, options=rules).response["violations"]
    faults: list[Any] = [(rule["id"], [node["target"] for node in rule["nodes"]][:3]) for rule in found]
    wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    return [*faults, f"{wide} px too wide"] if wide > 0 else faults
