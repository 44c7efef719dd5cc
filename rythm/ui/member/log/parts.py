"""The parts of the logger. Rows and clocks are memo components, so that a tap repaints one row only."""

from typing import Any

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
        rx.cond(workout.editing, "Done", "Finish"),
        type="button",
        on_click=call("finish"),
        class_name=rx.cond(workout.complete, "btn btn-primary", "btn"),
    )
    title = rx.el.button(
        rx.el.h1(workout.title, class_name="semibold truncate"),
        rx.el.p(
            rx.cond(workout.editing, "Changing a finished workout", workout.progress),
            class_name="text-small ink-3 num truncate",
        ),
        type="button",
        on_click=call("openMenu", "workout", workout.id),
        class_name="logger-title grow",
        custom_attrs=kit.attributes(aria_haspopup="dialog", title="Name and note"),
    )
    leave = rx.cond(
        workout.editing,
        kit.icon_button("back", "Back to history", href=routes.HISTORY),
        kit.icon_button("chevron-down", "Leave the logger, the workout keeps running", href=routes.TODAY),
    )
    return rx.el.header(
        kit.row(leave, title, rx.cond(workout.editing, None, clock()), finish, gap=2),
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
def said() -> rx.Component:
    """What was just done and what comes next, for those who listen."""
    return rx.el.p(workout.said, class_name="sr-only", role="status")


@rx.memo
def readiness() -> rx.Component:
    """One optional question before the first set; the answer can only lower what is suggested."""
    answers = ("Worn out", "Tired", "Fine", "Good", "Great")
    buttons = [
        rx.el.button(
            rx.el.span(str(n), class_name="text-lead semibold num"),
            rx.el.span(words, class_name="text-micro"),
            type="button",
            on_click=call("feel", n),
            class_name="btn feel",
        )
        for n, words in enumerate(answers, 1)
    ]
    return rx.el.section(
        kit.row(
            rx.el.h2("How do you feel today?", class_name="text-small semibold grow"),
            kit.icon_button("close", "No answer", size="sm", on_click=call("feel", 0)),
        ),
        rx.el.div(*buttons, class_name="feels"),
        class_name="card readiness",
    )


@rx.memo
def left_open() -> rx.Component:
    """What to do with a workout that nobody touched for hours."""
    ends = kit.button(f"Finish it as of {workout.left_at}", block=True, on_click=call("finishThen"))
    return rx.el.section(
        rx.el.h2("Still open", class_name="text-lead semibold"),
        rx.el.p(f"This workout was started {workout.left_open} and never finished.", class_name="ink-2"),
        kit.button("Go on with it", kind="primary", block=True, on_click=call("resume")),
        rx.cond(workout.left_at != "", ends, None),
        kit.button("Discard it", kind="danger", block=True, on_click=call("discard")),
        class_name="card card-pad col gap-2",
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
            "data-empty": (cell.value == "") & (cell.hint == "") & ~cell.optional,
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
        on_click=call("openMenu", "set", one.id),
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
        rx.el.td(
            kit.tick(
                one.done,
                call("toggle", one.id),
                label=f"{one.label} done",
                tick_id=rx.Var.create("tick-") + one.id,
            )
        ),
        class_name=[one.state, rx.cond(one.record != "", "pr", "")],
    )
    record = kit.record_row(one.record, one.record_value, one.record_more, columns=one.cells.length() + 3)
    return rx.fragment(
        rest, row, rx.cond(one.error != "", wrong, None), rx.cond(one.record != "", record, None)
    )


def _title(one: Any) -> rx.Component:
    return kit.row(
        rx.cond(one.letter != "", rx.el.span(one.letter, class_name="badge is-accent letter"), None),
        rx.el.div(
            rx.el.h2(one.name, class_name="text-lead semibold truncate"),
            rx.cond(one.subtitle != "", rx.el.p(one.subtitle, class_name="text-small ink-3 truncate"), None),
            class_name="grow",
        ),
        kit.icon_button(
            "more",
            f"More for {one.name}",
            on_click=call("openMenu", "exercise", one.id),
            id=f"more-{one.id}",
        ),
        class_name="card-top",
    )


def _why(one: Any) -> rx.Component:
    """The suggestion's reason, and the note, each on a line of its own."""
    mark = rx.match(
        one.change,
        ("up", kit.icon("arrow-up", "xs", class_name="ink-accent")),
        ("down", kit.icon("arrow-down", "xs")),
        ("deload", kit.icon("arrow-down", "xs")),
        kit.icon("trend", "xs"),
    )
    return rx.fragment(
        rx.cond(one.reason != "", rx.el.p(mark, rx.el.span(one.reason), class_name="why"), None),
        rx.cond(
            one.note != "",
            rx.el.p(kit.icon("note", "xs"), rx.el.span(one.note, class_name="prewrap"), class_name="why"),
            None,
        ),
    )


def _sets(one: Any) -> rx.Component:
    return rx.el.table(
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


@rx.memo
def exercise(rest: rx.RestProp, *, one: rx.Var[Exercise]) -> rx.Component:
    """One exercise as a card with its sets; cards of a superset lie together under one head."""
    group = kit.row(
        rx.el.span(one.group_title, class_name="text-small semibold ink-accent"),
        rx.el.span(one.group_note, class_name="text-small ink-3 num"),
        class_name="between group-head",
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
    left_out = kit.row(
        rx.el.p("Skipped today", class_name="text-small ink-3 grow"),
        kit.button("Do it after all", kind="quiet", size="sm", on_click=call("skip", one.id)),
        class_name="card-skipped",
    )
    body = rx.fragment(_why(one), _sets(one), rx.el.div(add, class_name="card-end"))
    return rx.el.section(
        rest,
        rx.cond(one.group_title != "", group, None),
        rx.el.div(_title(one), rx.cond(one.skipped, left_out, body), class_name="grouped-body"),
        class_name=["card", rx.cond(one.place != "", "grouped", ""), one.place],
    )


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
    time = rx.el.p(rest.label, class_name="text-figure num grow", role="timer")
    note = rx.el.p(rest.note, class_name="text-small ink-3 truncate")
    buttons = [
        kit.button("−15", size="lg", on_click=call("restBy", -15), aria_label="15 seconds less"),
        kit.button("+15", size="lg", on_click=call("restBy", 15), aria_label="15 seconds more"),
        kit.icon_button("skip", "End the rest", kind="neutral", size="lg", on_click=call("skipRest")),
    ]
    ask = kit.row(
        rx.el.p("Hear it when this page is hidden?", class_name="text-small ink-2 grow"),
        kit.button("Allow", kind="quiet", size="sm", on_click=call("notices", True), class_name="ink-accent"),
        kit.button("No", kind="quiet", size="sm", on_click=call("notices", False)),
        class_name="dock-ask",
    )
    inside = [bars, kit.row(time, *buttons, gap=2), note, rx.cond(rest.asks, ask, None)]
    return rx.cond(rest, kit.dock(*inside, label="Rest timer"), None)
