"""The tabs with a client's records, sets per muscle and body weight."""

from typing import Any

import reflex as rx

from rythm.ui import kit
from rythm.ui.coach.client.tabs_state import ProgressState


def _waiting() -> rx.Component:
    return kit.card(kit.skeleton("short", "block", "line"))


def _record(record: Any) -> rx.Component:
    return kit.tr(
        kit.td(
            kit.link(record.exercise, href=record.href, plain=True, class_name="medium block"),
            rx.el.span(record.kind, ", ", record.when, class_name="text-small ink-3"),
        ),
        kit.td(rx.el.span(record.value, class_name="num medium"), right=True),
        kit.td(rx.el.span(record.gain, class_name="num ink-accent"), right=True),
        key=record.id,
    )


def records() -> rx.Component:
    """Every record, the latest first; each leads to its workout."""
    state = ProgressState
    head = [
        kit.th("Record"),
        kit.th("Now", right=True),
        kit.th("More", right=True),
    ]
    older = kit.button("Show older records", block=True, on_click=state.load_more)
    listed = rx.fragment(
        kit.table(head, rx.foreach(state.records, _record), label="Records, the latest first"),
        rx.cond(
            state.more,
            rx.el.div(older, class_name="p-4"),
            rx.fragment(),
        ),
    )
    none = kit.empty("No records yet", "The first one is set when an exercise is done better than before.")
    return rx.cond(
        state.records_loaded, kit.card(rx.cond(state.records, listed, none), pad=False), _waiting()
    )


def _muscle(line: Any) -> rx.Component:
    return kit.tr(
        kit.td(line.name, class_name="medium"),
        kit.td(line.now, right=True, class_name="num"),
        kit.td(line.usual, right=True, class_name="num ink-2"),
        kit.td(line.standing, right=True, class_name="ink-2"),
        key=line.name,
    )


def volume() -> rx.Component:
    """Working sets for each muscle, on the body and in figures."""
    state = ProgressState
    head = [
        kit.th("Muscle"),
        kit.th("This week", right=True),
        kit.th("Usually", right=True),
        kit.th("Target", right=True),
    ]
    drawn = kit.grid(
        kit.card(
            kit.card_head("Where the work goes"),
            rx.el.div(
                kit.muscle_map(state.levels, label="The muscles trained most; the table has the figures"),
                class_name="row justify-center mt-2",
            ),
        ),
        kit.card(
            kit.card_head("Working sets", f"target {state.target}"),
            rx.el.div(
                kit.table(head, rx.foreach(state.muscles, _muscle), label="Working sets for each muscle"),
                class_name="list-bare table-dense",
            ),
            rx.el.p(
                "Usually is the mean of the four weeks before. A muscle that only helps counts half.",
                class_name="text-small ink-3 mt-3",
            ),
        ),
        wide="2",
        gap=4,
        class_name="items-start",
    )
    none = kit.card(
        kit.empty("Nothing trained lately", "The working sets of this week and the four before stand here.")
    )
    return rx.cond(state.muscles_loaded, rx.cond(state.muscles, drawn, none), _waiting())


def _metric(line: Any) -> rx.Component:
    return kit.line(
        line.name,
        rx.cond(line.goal != "", f"{line.when}, {line.goal}", line.when),
        end=rx.el.span(line.value, class_name="num medium"),
        on_click=ProgressState.choose(line.key),
        chevron=False,
        key=line.key,
    )


def body() -> rx.Component:
    """What a client measures: the course of one of it over a year, and the last value of each."""
    state = ProgressState
    drawn = rx.cond(
        state.chart,
        rx.fragment(
            kit.trend_chart(state.chart, label=f"{state.name}, measured and trend"),
            rx.el.p(state.course, class_name="ink-2 mt-3"),
            rx.cond(state.goal != "", rx.el.p(state.goal, class_name="text-small ink-3"), rx.fragment()),
        ),
        rx.el.p("Nothing was measured within a year.", class_name="text-small ink-2"),
    )
    whole = kit.grid(
        kit.card(kit.card_head(state.name, "over a year"), drawn),
        kit.card(kit.card_head("Measured"), kit.rows(rx.foreach(state.metrics, _metric), bare=True)),
        wide="3-2",
        gap=4,
        class_name="items-start",
    )
    none = kit.card(kit.empty("Nothing measured yet", "They log their weight on Today, the rest on Body."))
    return rx.cond(state.body_loaded, rx.cond(state.metrics, whole, none), _waiting())
