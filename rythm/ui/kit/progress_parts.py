"""What progress is shown with: a strip of records, and a bar against a target range."""

from typing import Any

import reflex as rx

from rythm.ui.kit.markup import Child, Flag, Number, Text, children_of, classes, properties


def strip(*cells: Child, label: Text) -> rx.Component:
    """Up to four figures side by side on one card, hairlines between."""
    return rx.el.ul(*children_of(*cells), class_name="card strip", aria_label=label)


def strip_cell(
    name: Text, value: Child, note: Text = "", *, fresh: Flag = False, **props: Any
) -> rx.Component:
    """One figure of a strip; a `fresh` one has its note in accent."""
    tone: Any = "ink-accent medium" if fresh is True else "ink-3"
    if isinstance(fresh, rx.Var):
        tone = rx.cond(fresh, "ink-accent medium", "ink-3")
    return rx.el.li(
        rx.el.p(name, class_name="text-caption ink-3"),
        rx.el.p(value, class_name="strip-value num"),
        rx.el.p(note, class_name=classes("text-micro", tone)),
        **props,
    )


def range_bar(value: Number, low: Number, high: Number, *, tone: Text = "") -> rx.Component:
    """How far a value goes, over the range it is to lie in; all from 0 to 1. Words must stand beside it.

    `tone` is within or above, and empty below the range.
    """
    return rx.el.span(
        rx.el.u(),
        rx.el.i(),
        class_name=classes("range", tone),
        aria_hidden="true",
        custom_attrs=properties(v=value, x=low, y=high),
    )
