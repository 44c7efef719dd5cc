"""What the phone says about its connection, its sign-in and its place on the home screen."""

from typing import Any

from rythm.ui.pwa.screen.fields import counted_of

UNREACHABLE = "The server could not be reached. Try again in a moment."
BROKEN = "Something went wrong on the server. Try again in a moment."
OFFLINE = "You are offline. Signing in needs a connection."
FULL = (
    "This phone has no room left, so the last changes are in memory only. "
    "Free some space and keep Rythm open."
)
FAILED = "This browser could not save the last changes. Keep Rythm open: it goes on trying."


def net_view(link: str, broken: bool, waiting: int, late: bool) -> dict[str, Any]:
    """How the queue stands. Nothing is said while all is well or a change has only just been made."""
    changes = counted_of(waiting, "change") + " waiting" if waiting else ""
    after = ", " + changes if waiting else ""
    state = "storage" if broken else link
    words = {
        "ok": changes if late else "",
        "offline": "Offline" + after,
        "server": "Server not reachable" + after,
        "signedout": "Signed out" + after,
        "barred": "Signed out" + after if waiting else "",
        "storage": "Not saved on this device" + after,
    }
    online = link in ["ok", "signedout", "barred"]
    return {"online": online, "waiting": waiting, "state": state, "label": words[state]}


def failure_of(status: int) -> str:
    """Why there is no answer: signedout, barred (a role without training), malformed, server, or nothing."""
    if status in [401, 409]:
        return "signedout"
    if status == 403:
        return "barred"
    if status in [400, 413, 422]:
        return "malformed"
    return "" if status >= 200 and status < 300 else "server"


def auth_view(
    error: str = "", email_error: str = "", password_error: str = "", retry_after: int = 0, busy: bool = False
) -> dict[str, Any]:
    """The sign-in form as it stands."""
    return {
        "busy": busy,
        "error": error,
        "email_error": email_error,
        "password_error": password_error,
        "retry_after": retry_after,
    }


def auth_missing(email: str, password: str) -> dict[str, Any] | None:
    """What has to be filled in before a sign-in is tried; nothing when all is there."""
    email_error = "" if email.strip() else "Enter your e-mail address."
    password_error = "" if password else "Enter your password."
    return auth_view("", email_error, password_error) if email_error or password_error else None


def auth_held_back(seconds: int) -> dict[str, Any]:
    """After too many attempts, until signing in may be tried again."""
    if seconds <= 0:
        return auth_view()
    wait = counted_of(seconds, "second") if seconds < 60 else counted_of((seconds + 59) // 60, "minute")
    return auth_view(f"Too many attempts. Try again in {wait}.", "", "", seconds)


def auth_refused(status: int, answer: dict[str, Any] | None) -> dict[str, Any]:
    """Why a sign-in did not succeed, at the field it concerns."""
    error = (answer or {}).get("error") or {}
    message = error.get("message") or BROKEN
    if status == 401:
        return auth_view("", "", message)
    fields = error.get("fields") or {}
    email_error = fields.get("email") or ""
    password_error = fields.get("password") or ""
    return auth_view("" if email_error or password_error else message, email_error, password_error)


def password_view(busy: bool, answer: dict[str, Any] | None, reached: bool) -> dict[str, Any]:
    """The change-password form: under way, or what was wrong with which field."""
    error = (answer or {}).get("error") or {}
    fields = error.get("fields") or {}
    current = fields.get("current") or ""
    fresh = fields.get("new") or ""
    message = "" if busy or current or fresh else error.get("message") or ("" if reached else UNREACHABLE)
    return {"busy": busy, "error": message, "current": current, "fresh": fresh}


def install_way(installed: bool, declined: bool, prompts: bool, shares: bool) -> str:
    """How this browser puts the app on the home screen: by a button, by its share sheet, or not at all."""
    if installed or declined:
        return ""
    return "button" if prompts else "share" if shares else ""
