"""While somebody looks, the phone hears that templates changed, and fetches its copy anew."""

import time
from collections.abc import Callable
from typing import Any

from playwright.sync_api import Page

from tests.pwa.conftest import Phone, is_true, settled
from tests.pwa.server import FakeServer

COPIED_AT = 1_768_900_000_000
LIST = """document.body.insertAdjacentHTML("beforeend",
    '<button hidden data-heard="templates" onclick="asked = 1 + (globalThis.asked ?? 0)"></button>')"""
HIDE = """(hidden) => {
    Object.defineProperty(document, "hidden", { value: hidden, configurable: true });
    document.dispatchEvent(new Event("visibilitychange"));
}"""


def until(page: Page, holds: Callable[[], bool]) -> None:
    """Wait for something on the server, while the page goes on."""
    deadline = time.monotonic() + 15
    while not holds():
        assert time.monotonic() < deadline
        page.evaluate("new Promise((yes) => requestAnimationFrame(yes))")


def opened(phone: Phone, server: FakeServer) -> Page:
    """A page that listens."""
    server.extra = {"server_time": COPIED_AT}
    page = phone.open()
    settled(page)
    until(page, lambda: len(server.live) == 1)
    return page


def rename(server: FakeServer, name: str) -> None:
    """Somebody saves the template under another name."""
    template: dict[str, Any] = server.template
    server.template = {**template, "name": name, "version": template["version"] + 1}
    server.announce("templates")


def shows(page: Page, name: str) -> None:
    is_true(page, f"rythm.templates.get()?.some((card) => card.name === {name!r})")


def test_a_change_is_shown_without_a_reload(phone: Phone, server: FakeServer) -> None:
    page = opened(phone, server)
    page.evaluate(f"globalThis.same = true; {LIST}")
    before = server.bootstraps
    rename(server, "Upper, harder")
    shows(page, "Upper, harder")
    assert page.evaluate("[globalThis.same, globalThis.asked]") == [True, 1]
    assert server.bootstraps == before + 1


def test_nobody_listens_behind_a_page_that_is_hidden(phone: Phone, server: FakeServer) -> None:
    page = opened(phone, server)
    page.evaluate(HIDE, True)
    server.announce("")
    page.evaluate(HIDE, False)
    until(page, lambda: len(server.live) == 1)
    assert server.asked_live[-1] == f"/api/v1/live?since={COPIED_AT}"
    rename(server, "Upper, while away")
    shows(page, "Upper, while away")


def test_a_stream_that_broke_is_opened_again(phone: Phone, server: FakeServer) -> None:
    page = opened(phone, server)
    server.announce("")
    until(page, lambda: len(server.live) == 1)
    rename(server, "Upper, again")
    shows(page, "Upper, again")


def test_who_left_hears_nothing(phone: Phone, server: FakeServer) -> None:
    page = phone.context.new_page()
    page.goto(server.url + "/")
    page.evaluate("rythm.started")
    page.evaluate(HIDE, False)
    assert server.asked_live == []
