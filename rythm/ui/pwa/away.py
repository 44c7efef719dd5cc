"""What stands where the server's words would, while it cannot be reached."""

from typing import Any

import reflex as rx

from rythm.ui import kit
from rythm.ui.pwa.local import net


def _is_away() -> Any:
    return net & ((net.state == "offline") | (net.state == "server"))


def unless_away(waiting: rx.Component, title: str, words: str) -> rx.Component:
    """A skeleton while something loads; without a server, why nothing comes."""
    return rx.cond(_is_away(), kit.card(kit.empty(title, words)), waiting)


def while_away(words: str) -> rx.Component:
    """A line beside what needs the server, such as a form or a filter: what becomes of it meanwhile."""
    mark = kit.icon("offline", "sm", class_name="ink-warning shrink-0")
    line = rx.el.p(mark, rx.el.span(words), class_name="row gap-2 text-small ink-2")
    return rx.el.div(rx.cond(_is_away(), line, rx.fragment()), role="status", class_name="away")
