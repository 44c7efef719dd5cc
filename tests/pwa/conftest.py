"""A phone: real Chromium with the store's scripts, in front of a small server with faults."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from tests.fixtures.chromium import ARGUMENTS, find_chromium
from tests.pwa.server import FakeServer, rules

MAYA, TOM = (str(uuid.UUID(int=n)) for n in (100, 200))


class Phone:
    """One browser profile. `open` gives a tab; `is_true` waits for a condition on it."""

    def __init__(self, context: BrowserContext, server: FakeServer) -> None:
        self.context, self.server = context, server

    def sign_in(self, user: str = MAYA) -> None:
        """Put the cookies of a live session in place, as a sign-in would."""
        token = self.server.sign_in(user)
        pairs = {"rythm_session": token, "rythm_uid": user}
        self.context.add_cookies([{"name": n, "value": v, "url": self.server.url} for n, v in pairs.items()])

    def open(self, user: str = MAYA, path: str = "/today") -> Page:
        """A tab of the member, with the store read and, if possible, synced."""
        self.sign_in(user)
        page = self.context.new_page()
        page.goto(self.server.url + path)
        page.evaluate("rythm.started")
        return page


def is_true(page: Page, expression: str, timeout: float = 8000) -> None:
    """Wait until the expression holds on the page, or fail with what it watched."""
    page.wait_for_function(expression, timeout=timeout, polling=50)


def settled(page: Page) -> None:
    """Wait until nothing waits and the server answered."""
    is_true(page, "rythm.net.get().waiting === 0 && rythm.net.get().state === 'ok'")


def reload(page: Page) -> None:
    """Load the page anew once what was tapped is kept on the device; a reload faster than that is a crash."""
    page.evaluate("rythm.flush(), rythm.settled()")
    page.reload()


def workout(page: Page) -> dict[str, Any]:
    """The open workout as the logger would show it."""
    view: dict[str, Any] = page.evaluate("rythm.workout.get()")
    return view


def values(page: Page) -> list[list[str]]:
    """Weight and reps of every set on the screen, with its state."""
    rows = (
        "rythm.workout.get().exercises.flatMap(e => e.sets.map(s => [...s.cells.map(c => c.value), s.state]))"
    )
    found: list[list[str]] = page.evaluate(rows)
    return found


def set_id(page: Page, exercise: int, number: int) -> str:
    """The id of a set by its place on the screen, counted from 0."""
    found: str = page.evaluate(f"rythm.workout.get().exercises[{exercise}].sets[{number}].id")
    return found


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_chromium(), args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture
def server() -> Iterator[FakeServer]:
    rules()  # compiled once, before a browser waits for it
    server = FakeServer()
    yield server
    server.stop()


@pytest.fixture
def make_phone(browser: Browser, server: FakeServer) -> Iterator[Callable[[], Phone]]:
    contexts: list[BrowserContext] = []

    def make() -> Phone:
        contexts.append(browser.new_context(viewport={"width": 390, "height": 844}))
        contexts[-1].set_default_timeout(8000)
        return Phone(contexts[-1], server)

    yield make
    for context in contexts:
        context.close()


@pytest.fixture
def phone(make_phone: Callable[[], Phone]) -> Phone:
    return make_phone()
