"""The laptop shell of coaches and admins: sidebar and one panel; on a phone a top bar and tabs below."""

from collections.abc import Sequence
from typing import Any

import reflex as rx

from rythm.ui import kit
from rythm.ui.kit.markup import Child, Text, children_of, classes
from rythm.ui.shells.frame import NavItem, side, skip_link, status


def desk(
    items: Sequence[NavItem],
    children: Sequence[Child],
    *,
    home: str,
    current: str,
    me: Any,
    title: Text,
    note: Child = None,
    badge: Child = None,
    lead: Child = None,
    up: Text | None = None,
    actions: Sequence[Child] = (),
    toolbar: Sequence[Child] = (),
    flush: bool = False,
    chip: Child = None,
) -> rx.Component:
    """Head with the page's h1, an optional toolbar, then the body; `flush` for a body that is a table."""
    before = [kit.icon_button("back", "Back", href=up)] if up is not None else []
    head = rx.el.div(
        *before,
        *children_of(lead),
        rx.el.div(
            rx.el.div(
                rx.el.h1(title, class_name="text-title"),
                *children_of(badge),
                class_name="row wrap headbar-title",
            ),
            *([rx.el.p(note, class_name="text-small ink-3")] if note is not None else []),
            class_name="headbar-text",
        ),
        *([rx.el.div(*children_of(*actions), class_name="headbar-actions")] if actions else []),
        class_name="headbar",
    )
    tools = [rx.el.div(*children_of(*toolbar), class_name="toolbar")] if toolbar else []
    return rx.el.div(
        skip_link(),
        side(items, current, me, home=home),
        rx.el.main(
            head,
            *tools,
            rx.el.div(
                *children_of(*children), class_name=classes("main-body", "main-flush" if flush else "")
            ),
            class_name="main",
            custom_attrs={"id": "content", "tabIndex": -1},
        ),
        status(chip),
        class_name="shell desk",
    )
