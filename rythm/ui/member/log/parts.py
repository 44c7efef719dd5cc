"""The parts of the logger. Rows and clocks are memo components, so that a tap repaints one row only."""

import reflex as rx

from rythm.ui import kit, routes
from rythm.ui.pwa.local import call, elapsed, on_event, on_value, rest, workout
from rythm.ui.pwa.views import Cell, Exercise, SetRow


@rx.memo
def clock() -> rx.Component:
    """The time since the start; the one part of the head that moves each second."""
    return rx.el.time(
        elapsed, class_name="text-title num", custom_attrs=kit.attributes(aria_label="Elapsed time")
    )


@rx.memo
def head() -> rx.Component:
    """Title, progress, time and Finish, and one bar per set."""
    finish = rx.el.button(
        "Finish",
        type="button",
        on_click=call("finish"),
        class_name=rx.cond(workout.complete, "btn btn-primary", "btn"),
    )
    return rx.el.header(
        kit.row(
            kit.icon_button("chevron-down", "Leave the logger, the workout keeps running", href=routes.TODAY),
            rx.el.div(
                rx.el.h1(workout.title, class_name="semibold truncate"),
                rx.el.p(workout.progress, class_name="text-small ink-3 num truncate"),
                class_name="grow",
            ),
            clock(),
            finish,
            gap=2,
        ),
        rx.el.span(
            rx.foreach(
                workout.pulse, lambda bar: rx.el.i(class_name=bar.kind, custom_attrs=kit.properties(v=bar.v))
            ),
            class_name="pulse pulse-floor pulse-fill",
            role="img",
            aria_label=f"{workout.done} of {workout.total} sets done",
        ),
        class_name="logger-top",
    )


@rx.memo
def field(rest: rx.RestProp, *, cell: rx.Var[Cell]) -> rx.Component:
    """One number of a set."""
    typed = kit.set_cell(
        cell.label,
        cell.value,
        on_value("set", cell.set_id, cell.field),
        decimals=True,
        placeholder=cell.hint,
        on_blur=call("settle", cell.set_id, cell.field),
        custom_attrs={
            "id": cell.id,
            "data-empty": (cell.value == "") & (cell.hint == "") & (cell.field != "rpe"),
            "aria-invalid": rx.cond(cell.error != "", "true", "false"),
            "aria-describedby": rx.cond(cell.error != "", f"wrong-{cell.set_id}", ""),
            "onFocus": on_event("selectAll"),
            "onKeyDown": on_event("nextField"),
        },
    )
    return rx.el.td(rest, typed)


@rx.memo
def line(rest: rx.RestProp, *, one: rx.Var[SetRow]) -> rx.Component:
    """One set: its number opens its menu, the box at the end finishes it."""
    number = rx.el.button(
        one.number,
        type="button",
        on_click=call("openMenu", "set", one.id, one.label, one.kind),
        class_name="set-number",
        custom_attrs=kit.attributes(aria_label=f"{one.label}: change or remove", aria_haspopup="dialog"),
    )
    wrong = rx.el.tr(
        rx.el.td(
            rx.el.p(kit.icon("alert", "sm"), one.error, class_name="error", role="alert"),
            col_span=one.cells.length() + 3,
            custom_attrs=kit.attributes(id=f"wrong-{one.id}"),
        ),
        class_name="wrong",
    )
    row = rx.el.tr(
        rx.el.td(number, class_name="n"),
        rx.el.td(one.previous, class_name="prev"),
        rx.foreach(one.cells, lambda cell: field(cell=cell, key=cell.id)),
        rx.el.td(kit.tick(one.done, call("toggle", one.id), label=f"{one.label} done")),
        class_name=one.state,
    )
    return rx.fragment(rest, row, rx.cond(one.error != "", wrong, None))


@rx.memo
def exercise(rest: rx.RestProp, *, one: rx.Var[Exercise]) -> rx.Component:
    """One exercise as a card with its sets."""
    title = kit.row(
        rx.el.div(
            rx.el.h2(one.name, class_name="text-lead semibold truncate"),
            rx.el.p(one.subtitle, class_name="text-small ink-3 truncate"),
            class_name="grow",
        ),
        kit.icon_button(
            "more",
            f"More for {one.name}",
            on_click=call("openMenu", "exercise", one.id, one.name, one.subtitle),
        ),
        class_name="card-top",
    )
    table = rx.el.table(
        rx.el.caption(f"Sets of {one.name}", class_name="sr-only"),
        rx.el.colgroup(
            rx.el.col(class_name="col-n"),
            rx.el.col(class_name="col-prev"),
            rx.foreach(one.columns, lambda name: rx.el.col(class_name="col-value", key=name)),
            rx.el.col(class_name="col-tick"),
        ),
        rx.el.thead(
            rx.el.tr(
                rx.el.th("Set", scope="col"),
                rx.el.th("Previous", scope="col", class_name="prev"),
                rx.foreach(one.columns, lambda name: rx.el.th(name, scope="col", key=name)),
                rx.el.th(kit.sr_only("Done"), scope="col"),
            )
        ),
        rx.el.tbody(rx.foreach(one.sets, lambda row: line(one=row, key=row.id))),
        class_name="sets",
    )
    add = kit.button(
        "Add set",
        kind="quiet",
        block=True,
        icon_name="plus",
        on_click=call("addSet", one.id),
        aria_label=f"Add set of {one.name}",
        id=f"add-{one.id}",
    )
    return rx.el.section(rest, title, table, rx.el.div(add, class_name="card-end"), class_name="card")


@rx.memo
def rest_dock() -> rx.Component:
    """The rest that remains, over the lower edge of the page."""
    bars = rx.el.span(
        rx.foreach(
            rest.bars,
            lambda lit: rx.el.i(class_name=rx.cond(lit, "on", ""), custom_attrs=kit.properties(v=1)),
        ),
        class_name="pulse pulse-fill dock-bars",
        aria_hidden="true",
    )
    time = rx.el.div(
        rx.el.p(rest.label, class_name="text-figure num", role="timer"),
        rx.el.p(rest.note, class_name="text-small ink-3 truncate"),
        class_name="grow",
    )
    buttons = [
        kit.button("−15", size="lg", on_click=call("restBy", -15), aria_label="15 seconds less"),
        kit.button("+15", size="lg", on_click=call("restBy", 15), aria_label="15 seconds more"),
        kit.icon_button("skip", "End the rest", kind="neutral", size="lg", on_click=call("skipRest")),
    ]
    return rx.cond(rest, kit.dock(bars, kit.row(time, *buttons, gap=2), label="Rest timer"), None)
