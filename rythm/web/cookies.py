"""The session cookie: its name, and reading cookies from a header."""

from starlette.requests import cookie_parser

from rythm.core.settings import settings

PLAIN, SECURE = "rythm_session", "__Host-rythm_session"
PERSON = "rythm_uid"
"""Whose phone this is; not a secret, and readable for the store on the phone."""
LEFT = "rythm_left"
"""Set by a phone that was signed out without a connection: its session counts for nothing any more."""


def session_cookie_name() -> str:
    """`__Host-rythm_session` when cookies are Secure, else `rythm_session`; only that one is believed."""
    return SECURE if settings().secure_cookies else PLAIN


def session_token(cookie_header: str, name: str | None = None) -> str:
    """The session token in a Cookie header; empty when there is none, or when its person has left."""
    if value_of(LEFT, cookie_header):
        return ""
    return value_of(name or session_cookie_name(), cookie_header)


def value_of(name: str, cookie_header: str) -> str:
    """A cookie of a Cookie header, empty when it is not there.

    Read as the API reads its requests, not strictly: another program's odd cookie must not hide ours.
    """
    return cookie_parser(cookie_header).get(name, "")
