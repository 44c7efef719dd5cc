"""A bad line, two tabs and an ended session: every set is on the server once, as it was tapped."""

import json
import urllib.request

import pytest

from tests.fixtures.browser import Served, sign_in
from tests.offline.conftest import Desk, NewHandset, done, start, synced, tick, until
from tests.offline.line import Line

WHO = "leo@harbor.demo"


@pytest.mark.parametrize("fault", ["lost", "error"])
def test_an_answer_that_never_arrives_doubles_nothing(
    handset: NewHandset, served: Served, line: Line, fault: str
) -> None:
    desk = Desk(served.url, WHO)
    phone = handset(line.url)
    page = phone.sign_in(WHO)
    start(page)
    synced(page)
    line.fault = fault
    tick(page, 0)
    until(page, "rythm.net.get().state === 'server' && rythm.net.get().waiting > 0")
    while not (line.faults and desk.done() == done(page)):  # the server commits what it is asked for
        assert len(done(page)) == 1
        page.wait_for_timeout(50)
    assert page.evaluate("rythm.net.get().waiting") == 1, "and the phone does not know"
    tick(page, 1, 2)
    line.fault = ""
    synced(page)
    assert desk.done() == done(page) and len(done(page)) == 3
    page.evaluate("rythm.discard()")
    synced(page)


def test_two_tabs_are_one_phone(handset: NewHandset, served: Served, line: Line) -> None:
    desk = Desk(served.url, WHO)
    phone = handset(line.url)
    one = phone.sign_in(WHO)
    start(one)
    two = phone.open("/log")
    sent: list[str] = []
    for page in (one, two):
        page.on("request", lambda asked: sent.extend(_ids(asked.post_data)) if "/sync" in asked.url else None)
    tick(one, 0)
    until(two, "document.querySelectorAll('.tick[aria-pressed=true]').length === 1")
    tick(two, 1)
    until(one, "document.querySelectorAll('.tick[aria-pressed=true]').length === 2")
    synced(one)
    synced(two)
    assert desk.done() == done(one) == done(two) and len(done(one)) == 2
    assert len(sent) == len(set(sent)), "only one of them speaks for both"
    one.evaluate("rythm.discard()")
    synced(one)


def _ids(body: str | None) -> list[str]:
    return [operation["op_id"] for operation in json.loads(body or "{}").get("operations", [])]


def test_an_ended_session_keeps_the_queue_for_the_next_sign_in(handset: NewHandset, served: Served) -> None:
    desk = Desk(served.url, WHO)
    phone = handset()
    page = phone.sign_in(WHO)
    start(page)
    synced(page)
    _end_sessions(served.url, phone.context.cookies())
    tick(page, 0, 1, 2)
    until(page, "rythm.net.get().state === 'signedout'")
    page.evaluate("rythm.settled()")
    assert desk.done() == []
    tapped = done(page)
    page.goto("/")
    page.get_by_text("3 changes are kept on this phone").wait_for()
    sign_in(page, WHO)
    synced(page)
    assert desk.done() == tapped == done(page)
    page.evaluate("rythm.discard()")
    synced(page)


def _end_sessions(url: str, cookies: list[dict[str, str]]) -> None:  # type: ignore[type-arg]
    """Sign out by another way, which leaves the phone's cookies as they are."""
    (token,) = [cookie["value"] for cookie in cookies if cookie["name"] == "rythm_session"]
    headers = {"Cookie": f"rythm_session={token}", "X-Rythm": "1", "Origin": url}
    urllib.request.urlopen(urllib.request.Request(f"{url}/api/v1/session", headers=headers, method="DELETE"))
