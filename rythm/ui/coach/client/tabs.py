"""The tabs with a client's records, sets per muscle and body weight."""

from typing import Any

import reflex as rx

from rythm.ui import kit
from rythm.ui.coach.client.tabs_state import ProgressState


def _waiting() -> rx.Component:
    return kit.card(kit.skeleton("short", "block", "line"))


def _record(record: Any) -> rx.Component:
    return kit.tr(
        kit.td(kit.link(record.exercise, href=record.href, plain=True, class_name="medium")),
        kit.td(record.kind, wide=True, class_name="ink-2"),
        kit.td(rx.el.span(record.value, class_name="num medium"), right=True),
        kit.td(rx.el.span(record.gain, class_name="num ink-accent"), right=True),
        kit.td(record.when, right=True, class_name="ink-3"),
        key=record.id,
    )


def records() -> rx.Component:
    """Every record, the latest first; each leads to its workout."""
    state = ProgressState
    head = [
        kit.th("Exercise"),
        kit.th("Record", wide=True),
        kit.th("Now", right=True),
        kit.th("More", right=True),
        kit.th("When", right=True),
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
        key=line.name,
    )


def volume() -> rx.Component:
    """Working sets for each muscle, on the body and in figures."""
    state = ProgressState
    head = [kit.th("Muscle"), kit.th("This week", right=True), kit.th("Usual week", right=True)]
    drawn = kit.grid(
        kit.card(
            kit.card_head("Where the work goes"),
            rx.el.div(
                kit.muscle_map(state.levels, label="The muscles trained most; the table has the figures"),
                class_name="row justify-center mt-2",
            ),
        ),
        kit.card(
            kit.card_head("Working sets", "a week"),
            rx.el.div(
                kit.table(head, rx.foreach(state.muscles, _muscle), label="Working sets for each muscle"),
                class_name="list-bare table-dense",
            ),
            rx.el.p(
                "Usual is the mean of the four weeks before. A muscle that only helps counts half.",
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


def _weight(line: Any) -> rx.Component:
    weight = kit.td(line.kg, " kg", right=True, class_name="num medium")
    return kit.tr(kit.td(line.when), weight, key=line.when)


def body() -> rx.Component:
    """Body weight over a year, and the latest measurements."""
    state = ProgressState
    unknown = "\N{EN DASH}"
    numbers = kit.stats(
        kit.stat("Body weight", state.latest, "kg", note=state.latest_when),
        kit.stat("In 4 weeks", rx.cond(state.month != "", state.month, unknown), "kg"),
        kit.stat("In 12 weeks", rx.cond(state.quarter != "", state.quarter, unknown), "kg"),
    )
    whole = rx.fragment(
        numbers,
        kit.grid(
            kit.card(
                kit.card_head("Body weight", "mean of each week, kg"),
                kit.line_chart(state.chart, label="Body weight", height="lg"),
            ),
            kit.card(
                kit.card_head("Latest"),
                rx.el.div(
                    kit.table(
                        [kit.th("Day"), kit.th("Weight", right=True)],
                        rx.foreach(state.weights, _weight),
                        label="Latest body weights",
                    ),
                    class_name="list-bare table-dense",
                ),
            ),
            wide="3-2",
            gap=4,
            class_name="items-start",
        ),
    )
    none = kit.card(kit.empty("No body weight yet", "They log it on Today or with a workout."))
    return rx.cond(state.body_loaded, rx.cond(state.latest != "", whole, none), _waiting())
