"""A workout while everything dies: the network, the tab, the browser, the server."""

from playwright.sync_api import expect

from tests.fixtures.browser import Served
from tests.offline.conftest import SETS, Desk, NewHandset, done, start, synced, tick, until

WHO = "athlete@harbor.demo"


def test_a_workout_in_a_basement(handset: NewHandset, served: Served) -> None:
    desk = Desk(served.url, WHO)
    phone = handset()
    page = phone.sign_in(WHO, settle=True)
    start(page)
    tick(page, 0)
    synced(page)
    assert desk.done() == done(page)

    served.kill()
    tick(page, 1, 2)
    assert page.evaluate("rythm.settled()") is True
    with page.expect_event("crash"):
        phone.kill(tabs_only=True)
    page.close()

    page = phone.open("/today")  # the home screen's address, with nobody there to serve it
    expect(page.locator("h1").first).to_be_attached()
    page.goto("/log")
    expect(page.locator(".tick[aria-pressed=true]")).to_have_count(3)
    tick(page, 3)
    page.evaluate(f"""() => {{ const [{{ id }}] = ({SETS})();
      void rythm.write([["set", id, {{ rpe: "9" }}]]); }}""")
    assert page.evaluate("rythm.settled()") is True
    phone.kill()

    phone.restart()
    page = phone.open("/log")
    expect(page.locator(".tick[aria-pressed=true]")).to_have_count(4)
    until(page, "rythm.net.get().state === 'server'")
    assert page.evaluate("rythm.net.get().label") == "Server not reachable, 4 changes waiting"
    tick(page, 4)
    tapped = done(page)
    assert len(tapped) == 5

    served.start()
    synced(page)
    assert desk.done() == tapped == done(page)
    page.evaluate("rythm.discard()")
    synced(page)


def test_what_was_said_to_be_kept_survives_a_kill_at_any_moment(handset: NewHandset, served: Served) -> None:
    desk = Desk(served.url, WHO)
    phone = handset()
    page = phone.sign_in(WHO, settle=True)
    start(page)
    kept: list[str] = []
    page.on(
        "console", lambda said: kept.append(said.text.split()[1]) if said.text.startswith("kept ") else None
    )
    page.evaluate(f"""() => {{
      for (const [i, {{ id }}] of ({SETS})().entries()) setTimeout(() => {{
        rythm.toggle(id);
        rythm.settled().then((kept) => kept && console.log("kept " + id));
      }}, i * 15);
    }}""")
    while len(kept) < 4:
        page.wait_for_timeout(5)
    phone.kill()
    said = set(kept)
    phone.restart()
    page = phone.open("/log")
    synced(page)
    there = {id_ for id_, *_ in done(page)}
    assert said <= there and len(said) >= 4
    assert desk.done() == done(page)
    page.evaluate("rythm.discard()")
    synced(page)
