"""The app can be installed, opens without a server, and offers itself once, when a workout has ended."""

import re

from playwright.sync_api import expect

from tests.fixtures.browser import Served
from tests.offline.conftest import NewHandset, start, synced, tick, until

WHO = "kofi@harbor.demo"
OFFER = """() => { const event = new Event("beforeinstallprompt", { cancelable: true });
  event.prompt = async () => { globalThis.prompted = true; return { outcome: "accepted" }; };
  dispatchEvent(event); return event.defaultPrevented; }"""


def test_chromium_finds_nothing_missing(handset: NewHandset) -> None:
    page = handset().sign_in(WHO)
    session = page.context.new_cdp_session(page)
    assert session.send("Page.getInstallabilityErrors")["installabilityErrors"] == []
    manifest = session.send("Page.getAppManifest")
    assert manifest["errors"] == [] and manifest["url"].endswith("/manifest.webmanifest")
    assert '"name":"Harbor Strength"' in manifest["data"]
    assert session.send("Page.getAppId")["appId"].endswith("/")


def test_the_server_is_always_asked_itself(handset: NewHandset) -> None:
    page = handset().sign_in(WHO)
    for path in ("/api/v1/me", "/health/live", "/manifest.webmanifest", "/coach", "/sw.js"):
        with page.expect_response(lambda answer, path=path: answer.url.endswith(path)) as found:
            page.evaluate("(path) => void fetch(path)", path)
        assert not found.value.from_service_worker, path
    with page.expect_response(lambda answer: answer.url.endswith("/rythm/rythm.js")) as found:
        page.evaluate("void fetch('/rythm/rythm.js')")
    assert found.value.from_service_worker


def test_every_page_of_the_member_opens_without_a_server(handset: NewHandset, served: Served) -> None:
    phone = handset()
    page = phone.sign_in(WHO)
    links = page.evaluate("[...document.querySelectorAll('nav a')].map((link) => link.getAttribute('href'))")
    said: list[str] = []
    phone.context.on("weberror", lambda error: said.append(str(error.error)))
    phone.context.on(
        "console", lambda word: said.append(word.text) if "Content Security" in word.text else None
    )
    served.kill()
    try:
        for path in {
            *links,
            "/",
            "/log",
            "/log/",
            "/summary",
            "/history/01900000-0000-7000-8000-000000000000",
        }:
            answer = page.goto(path)
            assert answer is not None and answer.status == 200 and answer.from_service_worker, path
            until(page, "document.documentElement.dataset.awake === ''")
            expect(page.locator("h1").first).to_be_attached()
    finally:
        served.start()
    assert said == []


def test_it_offers_itself_where_a_workout_ended_and_takes_no_for_an_answer(handset: NewHandset) -> None:
    phone = handset()
    page = phone.sign_in(WHO)
    assert page.evaluate(OFFER) is True, "the browser's own bar would come at any time"
    expect(page.get_by_text("Keep it on your home screen")).to_have_count(0)
    start(page)
    tick(page, 0)
    page.evaluate("rythm.finish('leave')")
    page.wait_for_url(re.compile("/summary"))
    page.get_by_role("button", name="Install").click()
    until(page, "globalThis.prompted")
    expect(page.get_by_text("Keep it on your home screen")).to_have_count(0)
    page.evaluate(OFFER)
    page.get_by_role("button", name="Not now").click()
    synced(page)
    page.reload()
    until(page, "document.documentElement.dataset.awake === ''")
    page.evaluate(OFFER)
    expect(page.get_by_text("Keep it on your home screen")).to_have_count(0)
