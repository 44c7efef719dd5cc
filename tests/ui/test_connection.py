"""What the phone says about its connection, a sign-in and its place on the home screen, in tables."""

from typing import Any

import pytest

from rythm.ui.pwa.screen import connection

QUIET = {"busy": False, "error": "", "email_error": "", "password_error": "", "retry_after": 0}


@pytest.mark.parametrize(
    ("link", "broken", "waiting", "late", "state", "label"),
    [
        ("ok", False, 0, False, "ok", ""),
        ("ok", False, 3, False, "ok", ""),
        ("ok", False, 3, True, "ok", "3 changes waiting"),
        ("offline", False, 0, False, "offline", "Offline"),
        ("offline", False, 1, False, "offline", "Offline, 1 change waiting"),
        ("server", False, 2, True, "server", "Server not reachable, 2 changes waiting"),
        ("signedout", False, 2, False, "signedout", "Signed out, 2 changes waiting"),
        ("barred", False, 0, False, "barred", ""),
        ("barred", False, 2, False, "barred", "Signed out, 2 changes waiting"),
        ("offline", True, 1, True, "storage", "Not saved on this device, 1 change waiting"),
    ],
)
def test_the_chip(link: str, broken: bool, waiting: int, late: bool, state: str, label: str) -> None:
    online = link in {"ok", "signedout", "barred"}
    wanted = {"online": online, "waiting": waiting, "state": state, "label": label}
    assert connection.net_view(link, broken, waiting, late) == wanted


@pytest.mark.parametrize(
    ("status", "state"),
    [(200, ""), (204, ""), (401, "signedout"), (409, "signedout"), (403, "barred"), (400, "malformed"),
     (413, "malformed"), (422, "malformed"), (404, "server"), (429, "server"), (500, "server")],
)  # fmt: skip
def test_what_an_answer_means_for_the_queue(status: int, state: str) -> None:
    assert connection.failure_of(status) == state


@pytest.mark.parametrize(
    ("email", "password", "faults"),
    [
        ("a@b.c", "x", None),
        (" ", "x", {"email_error": "Enter your e-mail address."}),
        ("a@b.c", "", {"password_error": "Enter your password."}),
    ],
)
def test_what_has_to_be_filled_in(email: str, password: str, faults: dict[str, str] | None) -> None:
    assert connection.auth_missing(email, password) == (None if faults is None else QUIET | faults)


@pytest.mark.parametrize(
    ("seconds", "said"),
    [(0, ""), (1, "1 second"), (59, "59 seconds"), (60, "1 minute"), (61, "2 minutes"), (900, "15 minutes")],
)
def test_the_wait_after_too_many_attempts(seconds: int, said: str) -> None:
    error = f"Too many attempts. Try again in {said}." if said else ""
    assert connection.auth_held_back(seconds) == QUIET | {"retry_after": seconds, "error": error}


@pytest.mark.parametrize(
    ("status", "error", "shown"),
    [
        (401, {"message": "Wrong."}, {"password_error": "Wrong."}),
        (403, {"message": "Not here."}, {"error": "Not here."}),
        (400, {"message": "No.", "fields": {"email": "Odd."}}, {"email_error": "Odd."}),
        (500, None, {"error": connection.BROKEN}),
    ],
)
def test_why_a_sign_in_failed(status: int, error: dict[str, Any] | None, shown: dict[str, str]) -> None:
    assert connection.auth_refused(status, error and {"error": error}) == QUIET | shown


@pytest.mark.parametrize(
    ("busy", "answer", "reached", "shown"),
    [
        (True, None, True, {"busy": True}),
        (False, None, True, {}),
        (False, None, False, {"error": connection.UNREACHABLE}),
        (False, {"error": {"message": "Too often."}}, True, {"error": "Too often."}),
        (False, {"error": {"message": "No.", "fields": {"current": "Wrong.", "new": "Short."}}}, True,
         {"current": "Wrong.", "fresh": "Short."}),
    ],
)  # fmt: skip
def test_the_password_form(
    busy: bool, answer: dict[str, Any] | None, reached: bool, shown: dict[str, Any]
) -> None:
    still = {"busy": False, "error": "", "current": "", "fresh": ""}
    assert connection.password_view(busy, answer, reached) == still | shown


@pytest.mark.parametrize(
    ("installed", "declined", "prompts", "shares", "way"),
    [
        (False, False, True, False, "button"),
        (False, False, False, True, "share"),
        (False, False, False, False, ""),
        (True, False, True, True, ""),
        (False, True, True, True, ""),
    ],
)
def test_how_it_is_installed(installed: bool, declined: bool, prompts: bool, shares: bool, way: str) -> None:
    assert connection.install_way(installed, declined, prompts, shares) == way
