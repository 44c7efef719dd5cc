"""Phones whose browser can be killed, in front of the real server, which can be killed as well."""

import json
import os
import signal
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import psutil
import pytest
from playwright.sync_api import BrowserContext, Error, Page, Playwright, expect, sync_playwright

from tests.fixtures.browser import PHONE, Served, sign_in
from tests.fixtures.chromium import ARGUMENTS, find_chromium
from tests.offline.line import Line

SETS = """() => { const rows = rythm.rows(), alive = [...rows.values()].filter((row) => !row.deleted_at);
  const going = (set) => rows.get(rows.get(set.workout_exercise_id)?.workout_id);
  return alive.filter((row) => row.entity === "set" && going(row) && !going(row).finished_at); }"""
DONE = f"""() => ({SETS})().filter((row) => row.done_at)
  .map((row) => [row.id, Number(row.weight_kg), Number(row.reps)]).sort()"""


class Handset:
    """A phone: a browser with a profile of its own, which outlives the browser's process."""

    def __init__(self, playwright: Playwright, profile: Path, url: str) -> None:
        self.playwright, self.profile, self.url = playwright, profile, url
        self.context: BrowserContext = self._started()

    def _started(self) -> BrowserContext:
        return self.playwright.chromium.launch_persistent_context(
            self.profile, executable_path=find_chromium(whole=True), args=ARGUMENTS, base_url=self.url,
            viewport=PHONE, has_touch=True, reduced_motion="reduce", accept_downloads=True,
        )  # fmt: skip

    def open(self, path: str = "/today") -> Page:
        """A tab, with the phone's copy read."""
        page = self.context.new_page()
        page.goto(path)
        until(page, "globalThis.rythm?.ready?.get() === true")
        return page

    def sign_in(self, email: str, *, settle: bool = False) -> Page:
        """A tab of somebody who has just signed in, with the pages and a copy of everything on the phone.

        With `settle` the browser was closed in between, since it puts cookies on its disk half a minute late.
        """
        page = self.context.new_page()
        page.goto("/")
        sign_in(page, email)
        page.evaluate("navigator.serviceWorker.ready")
        until(page, "navigator.serviceWorker.controller?.state === 'activated'")
        synced(page)
        if settle:
            self.close()
            self.restart()
            return self.open()
        return page

    def kill(self, *, tabs_only: bool = False) -> None:
        """The browser's process is gone, as when the battery is empty; or its tabs, when memory is needed."""
        browser = self._process()
        if tabs_only:
            for process in browser.children(recursive=True):
                if "--type=renderer" in process.cmdline():
                    process.send_signal(signal.SIGKILL)
            return
        browser.send_signal(signal.SIGKILL)
        browser.wait(10)
        (self.profile / "SingletonLock").unlink(missing_ok=True)
        self.close()

    def close(self) -> None:
        """Let go of the browser, whether it still runs or not."""
        with suppress(Error):
            self.context.close()

    def _process(self) -> psutil.Process:
        mine = f"--user-data-dir={self.profile}"
        for process in psutil.Process(os.getpid()).children(recursive=True):
            arguments = process.cmdline()
            if mine in arguments and not any(argument.startswith("--type=") for argument in arguments):
                return process
        raise AssertionError("the browser is not running")

    def restart(self) -> None:
        """Switch it on again."""
        self.context = self._started()


def until(page: Page, expression: str, seconds: float = 20) -> None:
    """Poll until the expression holds, or fail with what it watched; a page may load anew meanwhile."""
    deadline = time.monotonic() + seconds
    held = False
    while not held and time.monotonic() < deadline:
        try:
            held = bool(page.evaluate(expression))
        except Exception as error:
            if "navigation" not in str(error) and "destroyed" not in str(error):
                raise
        if not held:
            page.wait_for_timeout(50)
    assert held, f"{expression}; {page.evaluate('[location.href, globalThis.rythm?.net?.get()]')}"


def synced(page: Page) -> None:
    """Wait until the server has everything and the phone knows."""
    page.evaluate("rythm.started.then(rythm.settled).then(rythm.drain)")
    until(page, "rythm.net.get().waiting === 0 && rythm.net.get().state === 'ok'")


def start(page: Page) -> None:
    """Begin a workout with a few exercises."""
    until(page, "(rythm.templates.get() ?? []).length > 0")
    page.evaluate("rythm.training() && rythm.discard()")
    page.evaluate("rythm.start(rythm.templates.get().find((one) => one.sets >= 9).id)")
    page.wait_for_url("**/log")
    expect(page.locator(".tick").first).to_be_visible()


def tick(page: Page, *numbers: int) -> None:
    """Tick sets by their place on the screen, as a thumb does."""
    for n in numbers:
        button = page.locator(".tick").nth(n)
        button.click()
        expect(button).to_have_attribute("aria-pressed", "true")


def done(page: Page) -> list[list[Any]]:
    """Id, weight and reps of every set that is ticked on this phone."""
    found: list[list[Any]] = page.evaluate(DONE)
    return found


class Desk:
    """The server's own view of a member, by a client that has nothing to do with the phone."""

    def __init__(self, url: str, email: str) -> None:
        self.url = url
        self.token = self._ask("/api/v1/auth/token", {"email": email, "password": "rythm-demo"})[
            "access_token"
        ]

    def _ask(self, path: str, body: dict[str, str] | None = None) -> Any:
        headers = {"Authorization": f"Bearer {self.token}"} if body is None else {}
        request = urllib.request.Request(
            self.url + path, json.dumps(body).encode() if body else None,
            headers | {"Content-Type": "application/json"},
        )  # fmt: skip
        with urllib.request.urlopen(request, timeout=20) as answer:
            return json.load(answer)

    def done(self) -> list[list[Any]]:
        """Id, weight and reps of every ticked set of the open workouts, as the database has them."""
        held = self._ask("/api/v1/sync/bootstrap")
        going = {row["id"] for row in held["workouts"] if not row["finished_at"] and not row["deleted_at"]}
        parts = {row["id"] for row in held["workout_exercises"] if row["workout_id"] in going}
        return sorted(
            [row["id"], float(row["weight_kg"] or 0), row["reps"]]
            for row in held["sets"]
            if row["done_at"] and not row["deleted_at"] and row["workout_exercise_id"] in parts
        )

    def open_workouts(self) -> int:
        """How many workouts are not finished."""
        held = self._ask("/api/v1/sync/bootstrap")
        return sum(not row["finished_at"] and not row["deleted_at"] for row in held["workouts"])


NewHandset = Callable[..., Handset]


@pytest.fixture(scope="module")
def playwright() -> Iterator[Playwright]:
    with sync_playwright() as running:
        yield running


@pytest.fixture
def handset(playwright: Playwright, served: Served, tmp_path: Path) -> Iterator[NewHandset]:
    """`handset()` is a phone fresh from the shop; with `url` it reaches the server another way."""
    made: list[Handset] = []

    def new(url: str = "") -> Handset:
        made.append(Handset(playwright, tmp_path / f"profile{len(made)}", url or served.url))
        return made[-1]

    yield new
    for phone in made:
        phone.close()
    if served.process is not None and served.process.poll() is not None:
        served.start()


@pytest.fixture
def line(served: Served) -> Iterator[Line]:
    relay = Line(served.port)
    yield relay
    relay.close()
