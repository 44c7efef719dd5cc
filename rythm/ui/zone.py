"""The time zone of the person in front of the page.

The phone's scripts put the browser's zone into the cookie `rythm_tz` before the page connects, so days, weeks
and hours are reckoned where the person is. It decides nothing else: anybody may write into it what they like.
"""

from datetime import tzinfo
from urllib.parse import unquote

import reflex as rx

from rythm.core.clock import zone_named
from rythm.web.cookies import value_of

COOKIE = "rythm_tz"


def zone_of(state: rx.State) -> tzinfo:
    """The browser's zone; UTC when it did not say."""
    return zone_in(state._get_root_state().router.headers.cookie)


def zone_in(cookies: str) -> tzinfo:
    """The zone in a Cookie header."""
    return zone_named(unquote(value_of(COOKIE, cookies)))
