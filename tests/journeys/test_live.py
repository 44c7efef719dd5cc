"""Several browsers: what one changes the others of its gym see at once, and the next gym never hears."""

import time

import httpx
from playwright.sync_api import Page, expect

from tests.fixtures.api import OWN_PAGE
from tests.fixtures.browser import LAPTOP, NewVisitor, Served

PATIENCE = 9.0
"""Seconds; a worker that does not end by itself is killed after ten."""

EAR = """
globalThis.told = [];
globalThis.EventSource = class extends EventSource {
  constructor(url) {
    super(url);
    this.addEventListener("templates", () => globalThis.told.push(Date.now()));
    this.addEventListener("open", () => (document.documentElement.dataset.listens = ""));
  }
};
"""
SAVE = """async ({ from, to }) => {
  const headers = { "X-Rythm": "1", "Content-Type": "application/json" };
  const ask = (path, method, body) =>
    fetch("/api/v1/templates" + path, { method, headers, body }).then((answer) => answer.json());
  const { items } = await ask("?scope=tenant&search=" + encodeURIComponent(from));
  const { name, description, exercises } = await ask("/" + items[0].id);
  const lines = exercises.map(({ exercise_id, rest_seconds, sets }) => ({ exercise_id, rest_seconds, sets }));
  await ask("/" + items[0].id, "PUT", JSON.stringify({ name: to, description, exercises: lines }));
  return Date.now();
}"""
SEEN = """(text) => new Promise((yes) => {
  const look = () => document.body.innerText.includes(text) && (watcher.disconnect(), yes(Date.now()));
  const watcher = new MutationObserver(look);
  watcher.observe(document.body, { childList: true, subtree: true, characterData: true });
  look();
})"""
TRIES = 4


def listening(page: Page, path: str) -> Page:
    """The page, listening and still the same document afterwards."""
    page.add_init_script(EAR)
    page.wait_for_load_state()
    page.goto(path)
    expect(page.locator("html[data-listens]")).to_have_count(1)
    page.evaluate("globalThis.untouched = true")
    return page


def test_a_saved_template_is_everywhere_in_its_gym_within_a_second(visitor: NewVisitor):
    phone = listening(visitor("athlete@harbor.demo"), "/templates")
    coach = listening(visitor("coach@harbor.demo", LAPTOP), "/admin/templates")
    outsider = listening(visitor("athlete@north.demo"), "/templates")
    admin, their_admin = visitor("admin@harbor.demo", LAPTOP), visitor("admin@north.demo", LAPTOP)
    for page, name in ((phone, "Basics"), (coach, "Basics"), (outsider, "Studio B")):
        expect(page.get_by_text(name, exact=True).first).to_be_visible()
    coach.get_by_role("searchbox").fill("basics")
    expect(coach.get_by_text("Upper A", exact=True)).to_have_count(0)

    name, took = "Basics", []
    for nth in range(TRIES):
        shown = f"Basics, edition {nth}"
        for page in (phone, coach):
            page.evaluate(f"(text) => {{ globalThis.seen = ({SEEN})(text) }}", shown)
        saved_at = admin.evaluate(SAVE, {"from": name, "to": shown})
        took.append(max(page.evaluate("globalThis.seen") for page in (phone, coach)) - saved_at)
        name = shown
    assert min(took) < 1000, took

    assert coach.get_by_role("searchbox").input_value() == "basics"
    expect(coach.get_by_text("Upper A", exact=True)).to_have_count(0)
    # The sentinel: changes are told in the order of their commits, so nothing of the others is on its way.
    their_admin.evaluate(SAVE, {"from": "Studio B", "to": "Studio B, new"})
    expect(outsider.get_by_text("Studio B, new", exact=True).first).to_be_visible()
    assert outsider.evaluate("globalThis.told.length") == 1
    assert phone.evaluate("globalThis.told.length") == TRIES
    for page in (phone, coach, outsider):
        assert page.evaluate("globalThis.untouched")


def test_a_server_that_stops_ends_its_streams_and_does_not_wait_for_them(served: Served):
    with httpx.Client(base_url=served.url, headers=OWN_PAGE | {"Origin": served.url}, timeout=30) as browser:
        signed_in = {"email": "athlete@north.demo", "password": "rythm-demo"}
        assert browser.post("/api/v1/session", json=signed_in).status_code == 200
        with browser.stream("GET", "/api/v1/live") as answer:
            lines = answer.iter_lines()
            assert next(lines) == "retry: 5000"
            began = time.monotonic()
            try:
                served.stop()
                assert time.monotonic() - began < PATIENCE
                assert not [
                    line for line in lines if line not in ("", ":")
                ]  # whole to its end, and nothing told
            finally:
                served.start()


def test_whoever_looked_away_sees_the_new_one_when_they_look_again(visitor: NewVisitor):
    phone = listening(visitor("sofia@harbor.demo"), "/templates")
    admin = visitor("admin@harbor.demo", LAPTOP)
    expect(phone.get_by_text("Lower B", exact=True).first).to_be_visible()
    hide = """(hidden) => {
        Object.defineProperty(document, "hidden", { value: hidden, configurable: true });
        document.dispatchEvent(new Event("visibilitychange"));
    }"""
    phone.evaluate(hide, True)
    admin.evaluate(SAVE, {"from": "Lower B", "to": "Lower B, fresh"})
    phone.evaluate(hide, False)
    expect(phone.get_by_text("Lower B, fresh", exact=True).first).to_be_visible()
    assert phone.evaluate("globalThis.untouched")
