"""Choosing one of a few: segmented control, tabs, filter chips, and the theme."""

from collections.abc import Callable, Sequence
from typing import Any

import reflex as rx
from reflex_components_core.react_router.dom import ReactRouterLink

from rythm.ui.kit.icon import Name, icon
from rythm.ui.kit.markup import Child, Flag, Handler, Text, attributes, children_of, classes, each


def _pressed(is_it: Any) -> Any:
    if isinstance(is_it, rx.Var):
        return rx.cond(is_it, "true", "false")
    return "true" if is_it else "false"


def segmented(
    options: Sequence[tuple[str, str]], value: Text, on_pick: Callable[[str], Handler], *, label: str
) -> rx.Component:
    """Two to five short options, one of them chosen. `on_pick` is a handler that takes the value."""
    return rx.el.div(
        *[
            rx.el.button(
                words,
                type="button",
                on_click=on_pick(key),
                custom_attrs=attributes(aria_pressed=_pressed(value == key)),
            )
            for key, words in options
        ],
        class_name="seg",
        role="group",
        aria_label=label,
    )


def tabs(
    options: Sequence[tuple[str, Any]], value: Text, on_pick: Callable[[str], Handler], *, label: str
) -> rx.Component:
    """Parts of one page; the words of an option may be text or a component (with a badge, say)."""
    return rx.el.div(
        *[
            rx.el.button(
                words,
                type="button",
                on_click=on_pick(key),
                custom_attrs=attributes(aria_pressed=_pressed(value == key)),
            )
            for key, words in options
        ],
        class_name="tabs",
        role="group",
        aria_label=label,
    )


def tab_links(links: Sequence[tuple[str, Any]], current: Text, *, label: str) -> rx.Component:
    """Tabs that are pages of their own, or parts of one that its address names: (path, words) pairs."""

    def here(path: str) -> Any:
        if isinstance(current, rx.Var):
            return rx.cond(current == path, "page", "false")
        return "page" if path == current else None

    return rx.el.nav(
        *[
            ReactRouterLink.create(words, to=path, custom_attrs=attributes(aria_current=here(path)))
            for path, words in links
        ],
        class_name="tabs",
        aria_label=label,
    )


def filter_chip(
    label: Text,
    on: Flag,
    on_click: Handler,
    *,
    icon_name: Name | None = None,
    class_name: Text = "",
    **props: Any,
) -> rx.Component:
    """A filter that is pressed or not."""
    return rx.el.button(
        *children_of(icon(icon_name, "xs") if icon_name else None, rx.el.span(label, class_name="truncate")),
        type="button",
        on_click=on_click,
        class_name=classes("chip", class_name),
        custom_attrs=attributes(aria_pressed=_pressed(on)),
        **props,
    )


def filter_select(
    label: str,
    name: str,
    options: Sequence[tuple[str, str]] | rx.Var[Any],
    value: rx.Var[Any],
    on_pick: Handler,
    *,
    everything: str = "Any",
    said: Text | None = None,
) -> rx.Component:
    """A filter with several values in the room of a chip: it says its name, or the value that is chosen.

    Over the words lies a native select, large enough for a thumb; `everything` is its first option. Options
    that come from state are pairs of value and words, and `said` the words of the chosen one.
    """
    words = rx.cond(said, said, label) if isinstance(options, rx.Var) else rx.match(value, *options, label)
    return rx.el.label(
        rx.el.span(words, aria_hidden="true", class_name="truncate"),
        icon("chevron-down", "xs"),
        rx.el.select(
            rx.el.option(everything, value=""),
            *each(options, lambda pair: rx.el.option(pair[1], value=pair[0])),
            name=name,
            value=value,
            on_change=on_pick,
            custom_attrs=attributes(id=name, aria_label=label),
        ),
        class_name=classes("chip chip-select", rx.cond(value != "", "is-on", "")),
    )


def chips(*children: Child, label: str) -> rx.Component:
    """Filters side by side; on a phone they scroll to the side rather than take a second line."""
    return rx.el.div(*children_of(*children), class_name="chips", role="group", aria_label=label)
