"""The member's side of an exercise: one number, its trend, the bests, and the workouts set by set."""

from typing import Any

import reflex as rx

from rythm.ui import kit, paging, routes
from rythm.ui.address import address
from rythm.ui.member.exercise.lift_state import LiftState

State = LiftState
RANGES = (("1m", "1M"), ("3m", "3M"), ("6m", "6M"), ("1y", "1Y"), ("all", "All"))
TABS = (("progress", "Progress"), ("guide", "How to"))


def tabs() -> rx.Component:
    """How it went, and how it is done."""
    picked: Any = State.pick_tab
    return kit.tabs(TABS, State.tab, picked, label="Parts of this page")


def _hero() -> rx.Component:
    change = rx.cond(
        State.change != "",
        rx.cond(
            State.rose,
            kit.badge(State.change, tone="accent", icon_name="arrow-up", large=True),
            kit.badge(State.change, large=True),
        ),
        rx.fragment(),
    )
    return rx.el.div(
        rx.el.p(State.measure, class_name="text-small ink-3 medium"),
        rx.el.p(
            rx.el.span(
                State.value,
                rx.cond(
                    State.unit != "", rx.el.span(State.unit, class_name="unit unit-giant"), rx.fragment()
                ),
                class_name="text-giant",
            ),
            change,
            class_name="row wrap items-baseline",
        ),
    )


def _trend() -> rx.Component:
    picked: Any = State.pick_range
    return rx.el.section(
        rx.cond(
            State.chart.empty,
            rx.el.p("Nothing in this time.", class_name="ink-3 chart-none"),
            kit.line_chart(State.chart, label=State.measure),
        ),
        kit.segmented(RANGES, State.over, picked, label="Range"),
        class_name="col gap-2",
    )


def _bests() -> rx.Component:
    return rx.el.section(
        kit.section_head("Records", kit.link("All records", href=routes.RECORDS)),
        rx.el.div(
            kit.strip(
                rx.foreach(
                    State.bests,
                    lambda one: kit.strip_cell(one.name, one.value, one.when, fresh=one.fresh, key=one.name),
                ),
                label="Records",
            ),
            class_name="mt-2",
        ),
    )


def _volume() -> rx.Component:
    return rx.cond(
        State.volume.empty,
        rx.fragment(),
        kit.card(
            kit.card_head("Volume", "the last workouts"),
            kit.bar_chart(State.volume, label="Volume of the last workouts", height="sm"),
        ),
    )


def _note() -> rx.Component:
    return rx.cond(
        State.note != "",
        kit.card(
            kit.card_head("Last note", State.note_day),
            rx.el.p(State.note, class_name="ink-2 prewrap"),
        ),
        rx.fragment(),
    )


def _heaviest() -> rx.Component:
    return rx.cond(
        State.heaviest,
        rx.el.section(
            kit.section_head("Best sets"),
            kit.rows(
                rx.foreach(
                    State.heaviest,
                    lambda one: kit.line(
                        one.done,
                        lead=rx.el.span(one.name, class_name="text-small ink-3 best-name"),
                        end=rx.el.span(one.when, class_name="text-small ink-3"),
                        dense=True,
                        key=one.name,
                    ),
                ),
                class_name="mt-2",
            ),
        ),
        rx.fragment(),
    )


def _session(one: Any) -> rx.Component:
    def chip(done: Any) -> rx.Component:
        return rx.el.li(
            done.words,
            rx.cond(done.is_record, rx.el.span(", a record", class_name="sr-only"), rx.fragment()),
            class_name=["chip num", rx.cond(done.is_record, "is-accent", "")],
            key=done.id,
        )

    total = rx.el.span(
        one.total,
        rx.cond(one.is_record, rx.el.span(", a record", class_name="sr-only"), rx.fragment()),
        class_name=["num text-small shrink-0", rx.cond(one.is_record, "ink-accent semibold", "ink-3")],
    )
    return kit.card(
        rx.el.div(
            rx.el.span(
                rx.el.span(one.day, class_name="medium"),
                " ",
                rx.el.span(one.title, class_name="ink-3"),
                class_name="truncate",
            ),
            total,
            class_name="row between items-baseline",
        ),
        rx.el.ul(rx.foreach(one.sets, chip), class_name="set-chips"),
        href=one.href,
        key=one.id,
    )


def _sessions() -> rx.Component:
    return rx.el.section(
        kit.section_head("Sets", rx.el.span(State.count, " workouts", class_name="text-small ink-3")),
        kit.col(
            paging.newer(State.newer, State.page, State.load_newer),
            rx.foreach(State.cards, _session),
            paging.older("Older workouts", State.more, State.load_older),
            class_name="mt-2",
        ),
        address(State.page),
    )


def _nothing() -> rx.Component:
    return kit.card(
        kit.empty(
            "You have not done this yet",
            "Once it is in a finished workout, your trend, your records and every set stand here.",
            kit.button("Choose a template", href=routes.TEMPLATES),
        )
    )


def lift() -> rx.Component:
    """The whole of the tab."""
    whole = rx.fragment(_hero(), _trend(), _bests(), _volume(), _note(), _heaviest(), _sessions())
    return rx.cond(State.is_empty, _nothing(), whole)
