"""Long lists a page at a time: what comes takes the place of what was there, so a phone never holds it all.

A state keeps the cursors of the pages it has turned, the last of them in the address; a list that was opened
by a link has only the one, and from there the way leads to the newest.
"""

from collections.abc import Mapping, Sequence
from typing import Any

import reflex as rx

from rythm.core.errors import Invalid
from rythm.core.schema import decode_cursor
from rythm.ui import kit
from rythm.ui.pwa.away import while_away

MOST_BACK = 40
"""So many pages can be turned back one by one."""


def further(pages: Sequence[str], cursor: str | None) -> list[str]:
    """The pages turned once the one at this cursor is, too."""
    return [*pages, cursor][-MOST_BACK:] if cursor else list(pages)


def at(pages: Sequence[str], page: str | None) -> list[str]:
    """The pages turned when this one is asked for: those known if it is their last, else it alone."""
    if not page:
        return []
    return list(pages) if pages and pages[-1] == page else [page]


def asked(parameters: Mapping[str, Any], *kinds: Any) -> str:
    """The cursor of these kinds in an address; empty when there is none, or none of this list."""
    page = str(parameters.get("page", ""))[:400]
    try:
        decode_cursor(page, *kinds)
    except Invalid:
        return ""
    return page


def link(pages: Sequence[str]) -> str:
    """The part of the address that leads to the last of these pages; empty for the first page of all."""
    return f"?page={pages[-1]}" if pages else ""


def way_back(pages: Sequence[str], what: str) -> str:
    """What the way to the page before is called, such as `Newer records`; empty on the first page."""
    return f"Newer {what}" if pages[1:] else f"Newest {what}" if pages else ""


def newer(words: Any, page: Any, on_click: Any) -> rx.Component:
    """The way back, above a page that came; it takes the focus, and the eyes go with it."""
    turn = kit.button(words, block=True, on_click=on_click, key=page, auto_focus=True)
    return rx.cond(words != "", turn, rx.fragment())


def older(words: str, more: Any, on_click: Any) -> rx.Component:
    """The way on, below a page, while there is more."""
    turn = kit.col(
        while_away(f"{words} come once there is signal."), kit.button(words, block=True, on_click=on_click)
    )
    return rx.cond(more, turn, rx.fragment())
