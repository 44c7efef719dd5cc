"""The live workout: set rows, the tick, the record line, the rest dock."""

from typing import Any

import reflex as rx

from rythm.ui.kit.icon import icon
from rythm.ui.kit.markup import Child, Flag, Handler, Text, attributes, children_of, classes
from rythm.ui.kit.pulse import Beat, pulse


def set_table(*body: Child, columns: tuple[str, ...] = ("kg", "Reps", "RPE"), label: Text) -> rx.Component:
    """The sets of one exercise; `columns` head the values between `Previous` and the tick."""
    return rx.el.table(
        rx.el.caption(label, class_name="sr-only"),
        rx.el.colgroup(
            rx.el.col(class_name="col-n"),
            rx.el.col(class_name="col-prev"),
            *[rx.el.col(class_name="col-value") for _ in columns],
            rx.el.col(class_name="col-tick"),
        ),
        rx.el.thead(
            rx.el.tr(
                rx.el.th("Set", scope="col"),
                rx.el.th("Previous", scope="col", class_name="prev"),
                *[rx.el.th(name, scope="col") for name in columns],
                rx.el.th(rx.el.span("Done", class_name="sr-only"), scope="col"),
            )
        ),
        rx.el.tbody(*children_of(*body)),
        class_name="sets",
    )


def set_row(
    number: Child, previous: Child, *cells: rx.Component, tick_button: Child, look: Text = "", **props: Any
) -> rx.Component:
    """One set. `look` is done, active or todo, with pr added for a record; a Var when it changes."""
    return rx.el.tr(
        rx.el.td(number, class_name="n"),
        rx.el.td(previous, class_name="prev"),
        *[rx.el.td(cell) for cell in cells],
        rx.el.td(tick_button),
        class_name=look,
        **props,
    )


def set_cell(
    label: Text,
    value: Any,
    on_change: Handler,
    *,
    decimals: bool = False,
    placeholder: Text = "",
    custom_attrs: dict[str, Any] | None = None,
    **props: Any,
) -> rx.Component:
    """A number of a set, typed in place; `label` says which ("Set 2, weight in kg")."""
    return rx.el.input(
        type="text",
        value=value,
        on_change=on_change,
        placeholder=placeholder,
        input_mode="decimal" if decimals else "numeric",
        class_name="cell",
        custom_attrs=attributes(aria_label=label, autoComplete="off", enterKeyHint="next")
        | (custom_attrs or {}),
        **props,
    )


def tick(
    done: Flag, on_click: Handler, *, label: Text, tick_id: Text | None = None, **props: Any
) -> rx.Component:
    """The box a set is finished with; 44 px, filled with accent when done."""
    pressed = rx.cond(done, "true", "false") if isinstance(done, rx.Var) else ("true" if done else "false")
    return rx.el.button(
        rx.el.span(icon("check")),
        type="button",
        on_click=on_click,
        class_name="tick",
        custom_attrs=attributes(aria_pressed=pressed, aria_label=label, id=tick_id),
        **props,
    )


def record_row(
    words: Child, value: Child, more: Child = None, *, columns: int | rx.Var[int] = 6
) -> rx.Component:
    """The line below a set that is a record."""
    bars = [Beat(v, "text") for v in (0.3, 0.6, 1, 0.5, 0.8)]
    return rx.el.tr(
        rx.el.td(
            rx.el.div(
                pulse(bars, size="sm", floor=False, class_name="rise"),
                rx.el.span(words, class_name="grow"),
                rx.el.span(value, class_name="num"),
                *([rx.el.span(more, class_name="num medium")] if more is not None else []),
                class_name="record",
            ),
            col_span=columns,
        ),
        class_name="record-row",
    )


def dock(*children: Child, label: Text = "Rest timer") -> rx.Component:
    """Floats over the lower edge in place of the tab bar: the rest and what ends it."""
    return rx.el.section(*children_of(*children), class_name="dock", aria_label=label)


def bottom_bar(*children: Child) -> rx.Component:
    """One main action fixed to the lower edge of a page without tab bar."""
    return rx.el.div(*children_of(*children), class_name=classes("dock-bar"))
