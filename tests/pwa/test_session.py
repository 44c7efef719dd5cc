"""Signing in and out on the phone, and what is left behind."""

from __future__ import annotations

import pytest

from tests.pwa.conftest import MAYA, Phone, is_true, set_id, settled
from tests.pwa.samples import UPPER
from tests.pwa.server import FakeServer

BUSY = {"busy": False, "error": "", "email_error": "", "password_error": "", "retry_after": 0}


def test_sign_in_dresses_the_page_and_goes_home(phone: Phone, server: FakeServer) -> None:
    page = phone.context.new_page()
    page.goto(server.url)
    page.evaluate("void rythm.signIn({email: ' 100@example.com ', password: 'right'})")
    page.wait_for_url("**/today")
    page.evaluate("rythm.started")
    assert page.evaluate("[rythm.uid, rythm.session.get().user.name]") == [MAYA, "Maya"]
    assert page.evaluate("document.documentElement.style.getPropertyValue('--brand')") == "#2456d6"
    page.goto(server.url)
    page.evaluate("rythm.remember('rythm.brand', {brand: 'red; x', on_brand: null}), rythm.dress()")
    assert page.evaluate("document.documentElement.style.getPropertyValue('--brand')") == ""


@pytest.mark.parametrize(
    ("form", "shown"),
    [
        (
            {"email": "", "password": ""},
            {"email_error": "Enter your e-mail address.", "password_error": "Enter your password."},
        ),
        ({"email": "100@x", "password": "wrong"}, {"password_error": "E-mail or password is wrong."}),
        (
            {"email": "100@x", "password": "too often"},
            {"retry_after": 90, "error": "Too many attempts. Try again in 2 minutes."},
        ),
    ],
)
def test_a_refused_sign_in_says_why(
    phone: Phone, server: FakeServer, form: dict[str, str], shown: dict[str, object]
) -> None:
    page = phone.context.new_page()
    page.goto(server.url)
    page.evaluate("(form) => rythm.signIn(form)", form)
    assert page.evaluate("rythm.auth.get()") == BUSY | shown


def test_without_a_network_sign_in_says_so(phone: Phone, server: FakeServer) -> None:
    page = phone.context.new_page()
    page.goto(server.url)
    phone.context.set_offline(True)
    page.evaluate("rythm.signIn({email: '100@x', password: 'right'})")
    assert page.evaluate("rythm.auth.get().error") == "You are offline. Signing in needs a connection."


def test_the_wait_after_too_many_attempts_counts_down(phone: Phone, server: FakeServer) -> None:
    page = phone.context.new_page()
    page.clock.install()
    page.goto(server.url)
    page.evaluate("rythm.signIn({email: '100@x', password: 'too often'})")
    page.clock.run_for(45_000)
    assert page.evaluate("rythm.auth.get().error") == "Too many attempts. Try again in 45 seconds."
    page.clock.run_for(46_000)
    assert page.evaluate("rythm.auth.get()") == BUSY


def test_sign_out_drains_and_leaves_nothing_in_any_tab(phone: Phone, server: FakeServer) -> None:
    page = phone.open()
    other = phone.open()
    page.evaluate(f"rythm.start('{UPPER}')")
    page.evaluate(f"rythm.toggle('{set_id(page, 0, 0)}'), localStorage.theme = 'light', void rythm.signOut()")
    for tab in (page, other):
        tab.wait_for_url(server.url + "/")
    assert len(server.member(MAYA).seen) == 9 and server.sessions.get(MAYA) is None
    is_true(page, "typeof rythm === 'object' && rythm.uid === ''")
    assert page.evaluate("indexedDB.databases()") == []
    assert page.evaluate("Object.keys(localStorage)") == ["theme"]
    assert "rythm_uid" not in {cookie["name"] for cookie in phone.context.cookies()}


def test_sign_out_asks_before_changes_are_lost(phone: Phone, server: FakeServer) -> None:
    page = phone.open()
    page.evaluate(f"rythm.start('{UPPER}')")
    settled(page)
    server.fault = "503"
    page.evaluate(f"rythm.toggle('{set_id(page, 0, 0)}')")
    page.evaluate("rythm.signOut()")
    assert page.evaluate("[rythm.leaving.get(), document.getElementById('leaving').open]") == [1, True]
    assert server.sessions and page.evaluate("rythm.workout.get().done") == 1
    page.evaluate("void rythm.signOut('anyway')")
    page.wait_for_url(server.url + "/")
    assert MAYA not in server.sessions.values() and page.evaluate("indexedDB.databases()") == []


def test_sign_out_without_the_server_ends_the_session_later(phone: Phone, server: FakeServer) -> None:
    page = phone.open()
    server.fault = "no farewell"
    page.evaluate("void rythm.signOut()")
    page.wait_for_url(server.url + "/")
    assert page.evaluate("indexedDB.databases()") == [] and MAYA in server.sessions.values()
    assert {cookie["name"] for cookie in phone.context.cookies()} == {
        "rythm_session",
        "rythm_left",
        "rythm_tz",
    }
    page.goto(
        server.url + "/today"
    )  # the session's cookie is out of the page's reach; its store is not opened
    assert page.evaluate("[rythm.uid, rythm.trains]") == ["", False]
    server.fault = ""
    page.reload()
    page.wait_for_function("!document.cookie.includes('rythm_left')")
    assert MAYA not in server.sessions.values()


def test_what_waits_can_be_seen_after_the_cookie_of_the_session_has_run_out(
    phone: Phone, server: FakeServer
) -> None:
    page = phone.context.new_page()
    page.goto(server.url)
    page.evaluate("void rythm.signIn({email: '100@x', password: 'right'})")
    page.wait_for_url("**/today")
    page.evaluate(f"rythm.started.then(() => rythm.start('{UPPER}'))")
    settled(page)
    phone.context.clear_cookies()
    page.reload()
    page.evaluate("rythm.started")
    page.evaluate(f"rythm.toggle('{set_id(page, 0, 0)}')")
    is_true(page, "rythm.net.get().label === 'Signed out, 1 change waiting'")
    page.goto(server.url)
    page.evaluate("void rythm.signIn({email: '100@x', password: 'right'})")
    page.wait_for_url("**/today")
    page.evaluate("rythm.started")
    settled(page)
    assert len(server.member(MAYA).seen) == 9


def test_each_gym_has_a_copy_and_a_queue_of_its_own(phone: Phone, server: FakeServer) -> None:
    page = phone.context.new_page()
    page.goto(server.url)
    page.evaluate("void rythm.signIn({email: '100@x', password: 'right'})")
    page.wait_for_url("**/today")
    page.evaluate(f"rythm.started.then(() => rythm.start('{UPPER}'))")
    settled(page)
    other = phone.context.new_page()
    other.goto(server.url)
    server.fault = "503"
    page.evaluate(f"rythm.toggle('{set_id(page, 0, 0)}')")
    page.evaluate("rythm.switchTenant('north')")
    assert page.evaluate("rythm.toast.get().message").startswith("Some changes are not on the server yet.")
    server.fault = ""
    page.evaluate("rythm.drain()")
    settled(page)
    first = page.evaluate("rythm.name")
    page.evaluate("void rythm.switchTenant('north')")
    page.wait_for_url("**/today")
    page.evaluate("rythm.started")
    assert page.evaluate(f"[rythm.name !== '{first}', rythm.net.get().state]") == [True, "ok"]
    is_true(other, f"globalThis.rythm?.name && rythm.name !== '{first}'")  # it has loaded anew
    assert {post["tenant"] for post in server.posts} == {"harbor", "north"}
    page.evaluate("void rythm.signOut()")
    page.wait_for_url(server.url + "/")
    assert page.evaluate("indexedDB.databases()") == []


def test_a_tab_of_the_other_gym_keeps_its_queue(phone: Phone, server: FakeServer) -> None:
    page = phone.context.new_page()
    page.goto(server.url)
    page.evaluate("void rythm.signIn({email: '100@x', password: 'right'})")
    page.wait_for_url("**/today")
    page.evaluate(f"rythm.started.then(() => rythm.start('{UPPER}'))")
    settled(page)
    server.gym = "north"  # the session was moved elsewhere
    page.evaluate(f"rythm.toggle('{set_id(page, 0, 0)}')")
    is_true(page, "rythm.net.get().label === 'Signed out, 1 change waiting'")
    assert len(server.member(MAYA).seen) == 8


def test_a_role_that_logs_no_training_is_left_in_peace(phone: Phone, server: FakeServer) -> None:
    server.barred = True
    page = phone.open()
    assert page.evaluate("[rythm.net.get().label, rythm.net.get().state]") == ["", "barred"]


@pytest.mark.parametrize(("gym", "anew"), [("now", False), ("another", True)])
def test_another_gym_in_another_tab_loads_the_page_anew(phone: Phone, gym: str, anew: bool) -> None:
    page = phone.open()
    page.evaluate("rythm.remember('rythm.tenant', {uid: rythm.uid, id: 'now', trains: true})")
    page = phone.open()
    assert page.evaluate("rythm.tenant") == "now"
    page.evaluate(
        """(gym) => { globalThis.same = true;
        rythm.remember('rythm.tenant', {uid: rythm.uid, id: gym, trains: true});
        dispatchEvent(new StorageEvent('storage', {key: 'rythm.tenant'})); }""",
        gym,
    )
    if anew:
        page.wait_for_function("!globalThis.same")
    else:
        page.evaluate("new Promise((yes) => setTimeout(yes))")
        assert page.evaluate("globalThis.same") is True
