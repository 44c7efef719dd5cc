"""A table whose cells are the warmer the more they say; every cell says it in figures too."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

import reflex as rx

from rythm.ui.kit.markup import Handler, Text, attributes, each, properties


@dataclass
class HeatCell:
    """One cell: what it shows, what it says in words, how warm it is from 0 to 1, and what it is called."""

    key: str
    text: str
    words: str
    heat: float = 0


@dataclass
class HeatRow:
    """One row: its heading, a note beside it, and its cells from the left; later columns stay empty."""

    label: str
    note: str
    cells: list[HeatCell] = field(default_factory=list)


def heat_table(
    head: Sequence[str],
    rows: Sequence[HeatRow] | rx.Var[Any],
    on_pick: Callable[[Any], Handler],
    *,
    label: Text,
) -> rx.Component:
    """Rows of warm cells that are pressed; `head` names the headings' column, the notes', then each other.

    `on_pick` is a handler that takes a cell's key.
    """

    def cell(one: Any) -> rx.Component:
        return rx.el.td(
            rx.el.button(
                one.text,
                type="button",
                on_click=on_pick(one.key),
                custom_attrs=attributes(aria_label=one.words) | properties(v=one.heat),
            )
        )

    def row(one: Any) -> rx.Component:
        return rx.el.tr(
            rx.el.th(one.label, scope="row"),
            rx.el.td(one.note, class_name="num"),
            *each(one.cells, cell),
        )

    return rx.el.div(
        rx.el.table(
            rx.el.caption(label, class_name="sr-only"),
            rx.el.thead(rx.el.tr(*[rx.el.th(words, scope="col") for words in head])),
            rx.el.tbody(*each(rows, row)),
            class_name="heat",
        ),
        class_name="table-wrap",
        tab_index=0,
        role="region",
        aria_label=label,
    )
