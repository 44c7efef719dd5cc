"""Rows, columns and grids: the only way pages arrange things."""

from typing import Any, Literal

import reflex as rx

from rythm.ui.kit.markup import Child, Text, children_of, classes

Gap = Literal[0, 1, 2, 3, 4, 5, 6, 8]


def _gap(gap: Gap) -> str:
    return "" if gap == 3 else f"gap-{gap}"


def row(*children: Child, gap: Gap = 3, class_name: Text = "", **props: Any) -> rx.Component:
    """Things side by side, centred on one line; gap in steps of 4 px."""
    return rx.el.div(*children_of(*children), class_name=classes("row", _gap(gap), class_name), **props)


def col(*children: Child, gap: Gap = 3, class_name: Text = "", **props: Any) -> rx.Component:
    """Things below each other; gap in steps of 4 px."""
    return rx.el.div(*children_of(*children), class_name=classes("col", _gap(gap), class_name), **props)


def grid(
    *children: Child,
    columns: Literal[1, 2, 3, 4] = 1,
    wide: Literal["", "2", "3", "6", "3-2", "2-1"] = "",
    gap: Gap = 3,
    class_name: Text = "",
) -> rx.Component:
    """Equal columns; `wide` is what they become from 900 px on."""
    return rx.el.div(
        *children_of(*children),
        class_name=classes(
            "grid",
            f"grid-{columns}" if columns > 1 else "",
            f"wide-{wide}" if wide else "",
            _gap(gap),
            class_name,
        ),
    )


def spacer() -> rx.Component:
    """Takes the room that is left in a row."""
    return rx.el.span(class_name="grow", aria_hidden="true")


def sr_only(text: Text) -> rx.Component:
    """Said by screen readers, not shown."""
    return rx.el.span(text, class_name="sr-only")


def kbd(key: str) -> rx.Component:
    """A key on the keyboard."""
    return rx.el.kbd(key, class_name="kbd")
