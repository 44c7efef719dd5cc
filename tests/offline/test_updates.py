"""A new version of the app meets an old one on the phone, at rest and in the middle of a workout."""

import re

from playwright.sync_api import Page, expect

from tests.fixtures.browser import Served
from tests.offline.conftest import Desk, Handset, NewHandset, done, start, synced, tick, until
from tests.offline.line import Line

WHO = "sofia@harbor.demo"
NEW = "rythm-feedfacefeed"
REFLEX_SAYS = "A new version of this app is available."


def publish(line: Line) -> None:
    """From now on the server has another build of the frontend."""
    line.rewrites["/sw.js"] = lambda text: re.sub(
        '"build": ?"[0-9a-f]+"', '"build":"feedfacefeed"', text, count=1
    )


def look(page: Page) -> None:
    """Come back to the app, which asks for a new version."""
    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")


def caches(page: Page) -> list[str]:
    found: list[str] = page.evaluate("caches.keys()")
    return found


def opened(phone: Handset, path: str) -> Page:
    """A tab that would notice if it were loaded anew."""
    page = phone.open(path)
    page.evaluate("globalThis.same = true")
    return page


def test_a_workout_is_never_interrupted_by_a_new_version(
    handset: NewHandset, served: Served, line: Line
) -> None:
    desk = Desk(served.url, WHO)
    phone = handset(line.url)
    page = phone.sign_in(WHO)
    start(page)
    tick(page, 0)
    synced(page)
    old = caches(page)
    publish(line)
    page.close()
    page = opened(phone, "/log")  # just opened, when it would be taken at once if nobody trained
    update = page.get_by_role("button", name="Update")
    expect(update).to_be_visible()
    tick(page, 1)
    assert page.evaluate("globalThis.same") is True and set(old) <= set(caches(page))

    update.click()
    until(page, f"!globalThis.same && caches.keys().then((all) => all.join() === '{NEW}')")
    expect(page.locator(".tick[aria-pressed=true]")).to_have_count(2)
    expect(update).to_have_count(0)
    tick(page, 2)
    synced(page)
    assert desk.done() == done(page) and len(done(page)) == 3
    page.evaluate("rythm.discard()")
    synced(page)


def test_at_rest_a_page_just_opened_takes_it_at_once_and_later_it_is_offered(
    handset: NewHandset, line: Line
) -> None:
    phone = handset(line.url)
    page = phone.sign_in(WHO)
    page.close()
    publish(line)
    page = phone.open("/templates")
    until(page, f"caches.keys().then((all) => all.join() === '{NEW}')")
    page.close()

    page = opened(phone, "/templates")
    page.evaluate("performance.now = () => 60_000")  # it has been open for a while
    line.rewrites["/sw.js"] = lambda text: text + "// newer still"
    look(page)
    expect(page.get_by_role("button", name="Update")).to_be_visible()
    assert page.evaluate("globalThis.same") is True


def test_a_page_made_for_another_server_goes_on_logging(
    handset: NewHandset, served: Served, line: Line
) -> None:
    desk = Desk(served.url, WHO)
    probe = handset()
    chunk = probe.open("/").evaluate("""async () => {
      const links = [...document.querySelectorAll("link[rel=modulepreload]")].map((link) => link.href);
      const texts = await Promise.all(links.map((link) => fetch(link).then((answer) => answer.text())));
      return new URL(links[texts.findIndex((text) => /stateSchema=`/.test(text))]).pathname; }""")
    line.rewrites[chunk] = lambda text: re.sub(
        "stateSchema=`[0-9a-f]+`", "stateSchema=`of an older version`", text
    )
    phone = handset(line.url)
    page = phone.sign_in(WHO)
    page.close()
    said: list[str] = []
    phone.context.on("console", lambda word: said.append(word.text))
    page = opened(phone, "/log")
    until(page, "true")
    while not any("built for another version" in words for words in said):
        page.wait_for_timeout(20)
    start(page)
    tick(page, 0)
    synced(page)
    assert page.evaluate("globalThis.same") is True
    expect(page.get_by_text(REFLEX_SAYS)).to_have_count(0)
    assert desk.done() == done(page) and len(done(page)) == 1
    page.evaluate("rythm.discard()")
    synced(page)
