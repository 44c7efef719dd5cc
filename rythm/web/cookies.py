"""The session cookie: its name, and reading it from a header."""

from http.cookies import CookieError, SimpleCookie

from rythm.core.settings import settings

PLAIN, SECURE = "rythm_session", "__Host-rythm_session"


def session_cookie_name() -> str:
    """`__Host-rythm_session` when cookies are Secure, else `rythm_session`; only that one is believed."""
    return SECURE if settings().secure_cookies else PLAIN


def session_token(cookie_header: str, name: str | None = None) -> str:
    """The session token in a Cookie header, empty when there is none."""
    try:
        morsel = SimpleCookie(cookie_header).get(name or session_cookie_name())
    except CookieError:
        return ""
    return morsel.value if morsel else ""
