"""The names of a file beside what they become here."""

from typing import Any

import reflex as rx

from rythm.ui import kit
from rythm.ui.member.imports.matching import MatchState

State: Any = MatchState


def _match(row: Any) -> rx.Component:
    choose: Any = State.choose
    return rx.el.li(
        kit.col(
            rx.el.span(row.name, class_name="medium"),
            rx.el.span(row.sets, class_name="text-small ink-3"),
            gap=0,
        ),
        rx.el.span(
            rx.el.select(
                rx.foreach(
                    row.options,
                    lambda option: rx.el.option(option.label, value=option.value, key=option.value),
                ),
                value=row.chosen,
                on_change=lambda value: choose(row.name, value),
                class_name="input",
                custom_attrs=kit.attributes(aria_label="What " + row.name + " becomes"),
            ),
            kit.icon("chevron-down", "sm"),
            class_name="input-wrap input-after",
        ),
        key=row.name,
    )


def _paging() -> rx.Component:
    turn: Any = State.turn
    return rx.cond(
        State.where,
        kit.row(
            kit.button("Before", size="sm", disabled=State.is_first, on_click=turn(-1)),
            rx.el.span(State.where, class_name="text-small ink-3 num grow text-center"),
            kit.button("Next", size="sm", disabled=State.is_last, on_click=turn(1)),
            class_name="mt-3",
        ),
        rx.fragment(),
    )


def matches() -> rx.Component:
    """The names of the file, each with a choice: those nobody knows, and on demand those that were known."""
    about = rx.match(
        State.listed,
        ("new", "They are added as your own, unless you choose what they are called here."),
        ("known", "Found by their names. Choose another where one is wrong."),
        "",
    )
    return rx.cond(
        State.title,
        kit.card(
            kit.card_head(State.title),
            rx.cond(
                State.listed,
                rx.fragment(
                    rx.el.p(about, class_name="text-small ink-2"),
                    rx.cond(State.listed == "new", _suggestions(), rx.fragment()),
                    kit.rows(rx.foreach(State.rows, _match), bare=True, class_name="matches"),
                    _paging(),
                ),
                rx.fragment(),
            ),
            _which(),
            _other(),
        ),
        rx.fragment(),
    )


def _suggestions() -> rx.Component:
    take = kit.button(
        "Take the best suggestions", size="sm", on_click=State.take_suggestions, class_name="mt-2"
    )
    return rx.cond(State.has_suggestions, take, rx.fragment())


def _which() -> rx.Component:
    """From the new names to the known ones and back."""

    def go(words: Any, listed: str) -> rx.Component:
        return kit.button(words, size="sm", kind="quiet", on_click=State.show(listed), class_name="mt-3")

    back = rx.cond(State.unknown > 0, go("Back to the new ones", "new"), go("Close", ""))
    there = rx.cond(
        State.known > 0,
        go(
            rx.cond(
                State.unknown > 0, rx.fragment("Look at the ", State.known, " known here"), "Look at them"
            ),
            "known",
        ),
        rx.fragment(),
    )
    return rx.cond(State.listed == "known", back, there)


def _other() -> rx.Component:
    def found(one: Any) -> rx.Component:
        pick: Any = State.pick
        return kit.line(one.name, on_click=pick(one.id), dense=True, key=one.id)

    nothing = rx.cond(
        State.searched, rx.el.p("There is no such exercise.", class_name="ink-3 mt-3"), rx.fragment()
    )
    search: Any = State.search
    return kit.dialog(
        "other",
        rx.fragment("What is ", State.looking_for, "?"),
        kit.search("Search exercises", name="other-search", default="", on_change=search.debounce(250)),
        rx.el.div(
            rx.cond(State.found, kit.rows(rx.foreach(State.found, found), class_name="mt-3"), nothing),
            role="status",
        ),
        actions=[kit.button("Cancel", kind="quiet", on_click=State.stop_looking)],
        opened=State.is_looking,
        on_close=State.stop_looking,
    )
