"""The page beside its service worker, played by the test so that both meet at the worst moment."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page

from tests.pwa.conftest import Phone

PLAYED = """
const workers = Object.assign(new EventTarget(), {controller: CONTROLLER});
const registration = Object.assign(new EventTarget(), {installing: null, waiting: null, active: null});
const told = [], postMessage = (word) => told.push(word);
const worker = Object.assign(new EventTarget(), {state: "installing", told, postMessage});
const become = (state) => {
  worker.state = state;
  for (const place of ["installing", "waiting", "active"]) registration[place] = null;
  registration[{installing: "installing", installed: "waiting"}[state] ?? "active"] = worker;
  worker.dispatchEvent(new Event("statechange"));
};
const control = () => { workers.controller = worker; workers.dispatchEvent(new Event("controllerchange")); };
registration.installing = worker;
registration.update = () => Promise.resolve();
workers.register = () => { workers.registered = true; return Promise.resolve(registration); };
Object.defineProperty(navigator, "serviceWorker", {value: workers});
Object.assign(globalThis, {worker, become, control});
"""


@pytest.fixture
def opened(phone: Phone):
    """A page whose worker the test plays: with another one in charge already, or with none."""

    def open_page(controller: str) -> Page:
        phone.context.add_init_script("{" + PLAYED.replace("CONTROLLER", controller) + "}")
        page = phone.open()
        page.wait_for_function("navigator.serviceWorker.registered")
        page.evaluate("globalThis.same = true")
        return page

    return open_page


def test_the_first_worker_does_not_load_the_page_anew(opened) -> None:
    page = opened("null")
    page.evaluate("become('installed'), become('activating'), control(), become('activated')")
    page.evaluate("rythm.read.then(() => new Promise((yes) => setTimeout(yes)))")
    assert page.evaluate("[globalThis.same, worker.told]") == [True, []]


def test_a_new_worker_is_taken_at_once_by_a_page_just_opened(opened) -> None:
    page = opened("{}")
    page.evaluate("performance.now = () => 0")
    page.evaluate("become('installed')")
    page.wait_for_function("worker.told.includes('take over')")
    page.evaluate("void (become('activated'), control())")
    page.wait_for_function("!globalThis.same")
