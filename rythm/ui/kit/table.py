"""Tables: head, rows, groups. On a phone the columns marked `wide` fold away."""

from typing import Any

import reflex as rx
from reflex_components_core.react_router.dom import ReactRouterLink

from rythm.ui.kit.avatar import avatar
from rythm.ui.kit.markup import Child, Flag, Text, attributes, children_of, classes


def table(head: list[rx.Component], *body: Child, label: str) -> rx.Component:
    """A table of `th` cells and `tr` rows that scrolls sideways inside itself when it must."""
    return rx.el.div(
        rx.el.table(
            rx.el.caption(label, class_name="sr-only"),
            rx.el.thead(rx.el.tr(*head)),
            rx.el.tbody(*children_of(*body)),
            class_name="table",
        ),
        class_name="table-wrap",
        tab_index=0,
        role="region",
        aria_label=label,
    )


def th(
    label: Child = None,
    *,
    right: bool = False,
    wide: bool = False,
    hidden: bool = False,
    span: int | None = None,
) -> rx.Component:
    """A column head; `hidden` says it to screen readers only."""
    words = rx.el.span(label, class_name="sr-only") if hidden else label
    return rx.el.th(
        *children_of(words),
        scope="col",
        class_name=classes("r num" if right else "", "wide-only" if wide else ""),
        custom_attrs=attributes(colSpan=span),
    )


def td(
    *children: Child,
    right: bool = False,
    wide: bool = False,
    fill: bool = False,
    class_name: Text = "",
    **props: Any,
) -> rx.Component:
    """A cell; numbers go `right`, what a phone can do without is `wide`, `fill` takes what room is left."""
    look = classes("r num" if right else "", "wide-only" if wide else "", "fill" if fill else "", class_name)
    return rx.el.td(*children_of(*children), class_name=look, **props)


def tr(*cells: Child, selected: Flag = False, **props: Any) -> rx.Component:
    """A row."""
    look = rx.cond(selected, "on", "") if isinstance(selected, rx.Var) else ("on" if selected else "")
    return rx.el.tr(*children_of(*cells), class_name=look, **props)


def group_row(label: Text, count: Text | int | None = None, *, columns: int) -> rx.Component:
    """A row that heads a group of rows."""
    number = [" ", rx.el.span(count, class_name="ink-3 medium")] if count is not None else []
    return rx.el.tr(rx.el.th(label, *number, scope="colgroup", col_span=columns), class_name="group")


def person_cell(
    name: Text, note: Text | None = None, *, href: Text | None = None, on_click: Any = None
) -> rx.Component:
    """A cell with avatar, name and a second line, a link or a button when it leads somewhere."""
    second = [rx.el.small(note, class_name="truncate")] if note is not None else []
    parts: list[Any] = [
        avatar(name),
        rx.el.span(rx.el.span(name, class_name="medium"), *second, class_name="cell-two"),
    ]
    if href is not None:
        inside: Any = ReactRouterLink.create(*parts, to=href, class_name="cell-link")
    elif on_click is not None:
        inside = rx.el.button(*parts, type="button", on_click=on_click, class_name="cell-link")
    else:
        inside = rx.el.span(*parts, class_name="cell-link")
    return rx.el.td(inside)
