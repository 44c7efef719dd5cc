"""What a phone loads the first time it opens each page: bytes as they came over the wire, in Chromium."""

import os
import shutil
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from playwright.sync_api import Browser, BrowserContext, Error, Page, sync_playwright

from benchmarks.mix import Member

PAGES = {
    "sign-in": "/",
    "today": "/today",
    "templates": "/templates",
    "log": "/log",
    "history": "/history",
    "account": "/account",
}
ARGUMENTS = ["--no-sandbox", "--disable-dev-shm-usage", "--disable-background-networking"]
ON_THE_MACHINE = ("chromium", "chromium-browser", "google-chrome-stable", "google-chrome")
PATIENCE_MS = 15_000
NO_NEWS = "globalThis.EventSource = class { addEventListener() {} close() {} }"
"""The stream of what changed stays open, and the network would never be idle."""


@dataclass
class FirstLoad:
    """One page's first load in kilobytes (of 1000 bytes): compressed bodies, `everything` with headers.

    What is asked for after the page's load event is not needed to show it: `js_ahead` are the scripts of
    other pages, `data` what the API answers.
    """

    js: float
    css: float
    js_ahead: float
    data: float
    everything: float
    requests: int
    loaded_ms: float


def weigh(url: str, member: Member) -> dict[str, FirstLoad]:
    """The first load of each phone page with an empty cache; raises Error when there is no browser."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=browser_path(), args=ARGUMENTS)
        try:
            return {name: _first_load(browser, url, path, member) for name, path in PAGES.items()}
        finally:
            browser.close()


def browser_path() -> str | None:
    """The browser named in RYTHM_TEST_BROWSER, or the first one on this machine."""
    named = os.environ.get("RYTHM_TEST_BROWSER")
    return named or next((path for name in ON_THE_MACHINE if (path := shutil.which(name))), None)


def _first_load(browser: Browser, url: str, path: str, member: Member) -> FirstLoad:
    phone = browser.new_context(
        viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True, service_workers="block"
    )
    try:
        if path != "/":
            phone.add_cookies(
                [{"name": name, "value": value, "url": url} for name, value in member.cookies.items()]
            )
        return _measured(phone, phone.new_page(), url + path)
    finally:
        phone.close()


def _measured(phone: BrowserContext, page: Page, address: str) -> FirstLoad:
    asked: dict[str, float] = {}
    kinds: dict[str, str] = {}
    bodies: dict[str, float] = {}
    whole: dict[str, float] = {}
    loaded: list[float] = []

    def arrived(seen: dict[str, Any]) -> None:
        bodies[seen["requestId"]] = bodies.get(seen["requestId"], 0) + seen["encodedDataLength"]

    wire = phone.new_cdp_session(page)
    for domain in ("Network.enable", "Page.enable"):
        wire.send(domain)
    wire.send("Network.setCacheDisabled", {"cacheDisabled": True})
    wire.on("Page.loadEventFired", lambda seen: loaded.append(seen["timestamp"]))
    wire.on("Network.requestWillBeSent", lambda seen: asked.update({seen["requestId"]: seen["timestamp"]}))
    wire.on(
        "Network.responseReceived", lambda seen: kinds.update({seen["requestId"]: _kind(seen["response"])})
    )
    wire.on("Network.dataReceived", arrived)
    wire.on(
        "Network.loadingFinished", lambda seen: whole.update({seen["requestId"]: seen["encodedDataLength"]})
    )
    page.add_init_script(NO_NEWS)
    page.goto(address, wait_until="load", timeout=PATIENCE_MS)
    with suppress(Error):  # what has come until then counts
        page.wait_for_load_state("networkidle", timeout=PATIENCE_MS)

    def kilobytes(kind: str, *, ahead: bool = False) -> float:
        found = (request for request in bodies if kinds.get(request) == kind)
        return sum(bodies[request] for request in found if (asked[request] > loaded[0]) == ahead) / 1000

    return FirstLoad(
        js=kilobytes("js"),
        css=kilobytes("css"),
        js_ahead=kilobytes("js", ahead=True),
        data=kilobytes("json") + kilobytes("json", ahead=True),
        everything=sum(whole.values()) / 1000,
        requests=len(whole),
        loaded_ms=page.evaluate("performance.getEntriesByType('navigation')[0].loadEventEnd"),
    )


def _kind(response: dict[str, Any]) -> str:
    kinds = {
        "text/javascript": "js",
        "application/javascript": "js",
        "text/css": "css",
        "application/json": "json",
    }
    return kinds.get(response["mimeType"], "other")
