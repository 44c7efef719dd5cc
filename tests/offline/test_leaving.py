"""After a sign-out nothing of the member is on the phone, and the next one to sign in sees nothing of it."""

import json
from typing import Any

from playwright.sync_api import Page, expect

from tests.fixtures.browser import Served, sign_in
from tests.offline.conftest import Handset, NewHandset, start, synced, tick, until

WHO, NEXT = "amara@harbor.demo", "athlete@north.demo"
LEFT_BEHIND = """async () => {
  const names = (await indexedDB.databases()).map((base) => base.name);
  const stored = [];
  for (const name of await caches.keys())
    for (const request of await (await caches.open(name)).keys()) stored.push(new URL(request.url).pathname);
  const worker = await navigator.serviceWorker.getRegistration();
  return {
    databases: names, stored, local: Object.keys(localStorage), session: Object.entries(sessionStorage),
    shown: (await worker.getNotifications()).length,
  };
}"""


def leave(page: Page) -> None:
    page.evaluate("globalThis.old = true, void rythm.signOut()")
    until(page, "!globalThis.old && location.pathname === '/'")
    expect(page.get_by_role("button", name="Sign in", exact=True)).to_be_visible()


def assert_clean(phone: Handset, page: Page, *names: str) -> None:
    found: dict[str, Any] = page.evaluate(LEFT_BEHIND)
    assert found["databases"] == [] and found["shown"] == 0
    assert set(found["local"]) <= {"theme", "last_compiled_theme"}, found["local"]
    assert found["stored"] and not [path for path in found["stored"] if path.startswith(("/api", "/_event"))]
    kept = {cookie["name"] for cookie in phone.context.cookies()}
    assert kept <= {"rythm_tz", *names}
    assert "maya" not in json.dumps(found).lower() and "amara" not in json.dumps(found).lower()


def test_nothing_of_a_member_stays_and_the_next_one_sees_nothing(handset: NewHandset) -> None:
    phone = handset()
    page = phone.sign_in(WHO)
    start(page)
    tick(page, 0)
    other = phone.open("/templates")
    page.evaluate("rythm.discard()")
    synced(page)
    leave(page)
    until(other, "location.pathname === '/'")
    assert_clean(phone, page)

    sign_in(page, NEXT)
    synced(page)
    assert page.evaluate("[rythm.rows().size, rythm.session.get().tenant.slug]")[1] == "north"
    assert page.evaluate("rythm.workout.get()") is None
    page.goto("/log")
    until(page, "rythm.ready.get()")
    assert "Amara" not in page.inner_text("body")


def test_a_sign_out_without_signal_is_finished_when_there_is_some(
    handset: NewHandset, served: Served
) -> None:
    phone = handset()
    page = phone.sign_in(WHO)
    served.kill()
    leave(page)
    assert_clean(phone, page, "rythm_session", "rythm_left")
    page.goto("/today")
    assert page.evaluate("[rythm.uid, rythm.session.get()]") == ["", None]
    served.start()
    page.goto("/history")
    expect(page.get_by_role("button", name="Sign in", exact=True)).to_be_visible()
    until(page, "!document.cookie.includes('rythm_left')")
    assert_clean(phone, page)
    assert page.evaluate("fetch('/api/v1/me').then((answer) => answer.status)") == 401


def test_what_waits_is_not_thrown_away_unasked(handset: NewHandset, served: Served) -> None:
    phone = handset()
    page = phone.sign_in(WHO)
    start(page)
    synced(page)
    served.kill()
    tick(page, 0)
    page.evaluate("void rythm.signOut()")
    asked = page.get_by_role("dialog")
    expect(asked).to_contain_text("1 change is on this phone only")
    with page.expect_download() as file:
        asked.get_by_role("button", name="Save as a file").click()
    (operation,) = json.loads(file.value.path().read_text())["operations"]
    assert operation["fields"]["done_at"]
    asked.get_by_role("button", name="Stay signed in").click()
    served.start()
    synced(page)
    page.evaluate("rythm.discard()")
    synced(page)
