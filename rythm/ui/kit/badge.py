"""Small facts: badges on rows, chips for quiet states, dots beside words."""

from typing import Any, Literal

import reflex as rx

from rythm.ui.kit.icon import Name, icon
from rythm.ui.kit.markup import Child, Text, children_of, classes

Tone = Literal["", "accent", "success", "warning", "danger", "info"]


def badge(*label: Child, tone: Tone = "", icon_name: Name | None = None, large: bool = False) -> rx.Component:
    """A fact about a row or a title."""
    return rx.el.span(
        *children_of(icon(icon_name, "xs") if icon_name else None, *label),
        class_name=classes("badge", f"is-{tone}" if tone else "", "badge-lg" if large else ""),
    )


def chip(
    *label: Child, tone: Tone = "", icon_name: Name | None = None, icon_tone: Tone = "", class_name: Text = ""
) -> rx.Component:
    """A quiet status or a small value, such as `80 x 6`."""
    mark = icon(icon_name, "xs", class_name=f"ink-{icon_tone}" if icon_tone else "") if icon_name else None
    return rx.el.span(
        *children_of(mark, *label), class_name=classes("chip", f"is-{tone}" if tone else "", class_name)
    )


def dot(tone: Tone | rx.Var[Any] = "") -> rx.Component:
    """A coloured dot; words must stand beside it. A Var holds success, warning, danger, info or accent."""
    shade: Any = ""
    if isinstance(tone, rx.Var):
        shade = rx.Var.create("dot-") + tone.to(str)
    elif tone:
        shade = f"dot-{tone}"
    return rx.el.span(class_name=classes("dot", shade), aria_hidden="true")
