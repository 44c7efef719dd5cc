"""What the body page is made of: the number, its course, the goal, the entries."""

from typing import Any

import reflex as rx

from rythm.ui import kit, paging
from rythm.ui.member.body.state import BodyState

State = BodyState
SPANS = (("30", "1M"), ("90", "3M"), ("365", "1Y"), ("all", "All"))


def metrics() -> rx.Component:
    """What one measures, and a way to measure more."""
    more = rx.el.button(
        kit.icon("plus", "xs"),
        kit.sr_only("Measure something else"),
        type="button",
        on_click=State.ask("measure"),
        class_name="chip",
    )
    chips = rx.foreach(
        State.choices,
        lambda one: kit.filter_chip(one.name, State.key == one.key, State.choose(one.key), key=one.key),
    )
    return kit.chips(more, chips, label="What is shown")


def _pace() -> rx.Component:
    arrow = rx.match(
        State.way,
        ("down", rx.fragment(kit.icon("arrow-down", "xs"), kit.sr_only("falling "))),
        ("up", rx.fragment(kit.icon("arrow-up", "xs"), kit.sr_only("rising "))),
        rx.fragment(),
    )
    return rx.cond(State.pace != "", kit.badge(arrow, State.pace, large=True), rx.fragment())


def number() -> rx.Component:
    """Where the trend stands, how it moves, and the last value."""
    rename = kit.icon_button("edit", f"Change {State.name}", on_click=State.ask("rename"))
    return rx.el.section(
        kit.row(
            rx.el.h2(State.name, " trend", class_name="text-small ink-3"),
            rx.cond(State.own_name != "", rename, rx.fragment()),
            class_name="between",
        ),
        kit.row(
            rx.el.p(
                State.trend,
                rx.el.span(State.unit, class_name="unit"),
                class_name="text-giant",
            ),
            _pace(),
            class_name="wrap items-end",
        ),
        rx.el.p("Last: ", State.last, class_name="text-small ink-2 mt-1"),
    )


def course() -> rx.Component:
    """The readings and the trend behind them, over a span of one's choice."""
    drawn = rx.cond(
        State.chart,
        kit.trend_chart(State.chart, label=f"{State.name}, measured and trend"),
        kit.empty("Nothing in this span", "Look further back, or log a new value."),
    )
    return kit.col(drawn, kit.segmented(SPANS, State.span, State.look_back, label="How far back"), gap=3)


def goal() -> rx.Component:
    """The goal and whether it is on course, or a way to set one."""
    there: Any = State.goal
    shown = kit.card(
        kit.row(
            rx.el.h2("Goal: ", there.title, class_name="semibold"),
            kit.button("Change", size="sm", kind="quiet", on_click=State.ask("goal")),
            class_name="between",
        ),
        kit.progress(there.share, label=there.done),
        rx.el.p(there.done, class_name="text-small ink-3 mt-2"),
        rx.el.p(kit.dot(there.tone), there.words, class_name="row items-baseline gap-2 mt-2"),
    )
    none = kit.card(
        kit.row(
            kit.col(
                rx.el.h2("No goal yet", class_name="semibold"),
                rx.el.p("Say where you want to be, and by when.", class_name="text-small ink-3"),
                gap=0,
            ),
            kit.button("Set a goal", on_click=State.ask("goal")),
            class_name="between",
        )
    )
    return rx.cond(State.goal, shown, none)


def entries() -> rx.Component:
    """What was measured, newest first; a tap corrects it."""

    def line(one: Any) -> rx.Component:
        day = rx.cond(one.note != "", f"{one.day}, {one.note}", one.day)
        return kit.line(one.value, day, on_click=State.edit(one.id), key=one.id)

    return rx.el.section(
        kit.section_head("Entries"),
        kit.col(
            paging.newer(State.newer, State.page, State.load_newer),
            kit.rows(rx.foreach(State.entries, line)),
            paging.older("Older entries", State.more, State.load_older),
            class_name="mt-2",
        ),
    )


def nothing() -> rx.Component:
    """Before the first value."""
    return kit.card(
        kit.empty(
            "Nothing logged yet",
            "Log it now and then: the trend shows what the ups and downs of single days hide.",
            kit.button("Log the first", kind="primary", on_click=State.ask("log")),
        )
    )
