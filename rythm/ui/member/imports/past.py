"""The imports there were and what in them awaits a look."""

from typing import Any

import reflex as rx

from rythm.ui import kit
from rythm.ui.member.imports.past_state import PastState
from rythm.ui.member.imports.state import ImportState

State: Any = PastState


def flags() -> rx.Component:
    """Values too odd to be true: go and correct them, or say that they are right."""
    return rx.cond(
        State.flags,
        kit.card(
            kit.card_head("Have a look"),
            rx.el.p(
                "These are odd. They are in your history, and no records. Correct what is wrong.",
                class_name="text-small ink-2",
            ),
            kit.rows(rx.foreach(State.flags, _flag), bare=True, class_name="matches"),
            rx.cond(
                State.more_flags,
                rx.el.p("More follow once these are done.", class_name="hint mt-3"),
                rx.fragment(),
            ),
        ),
        rx.fragment(),
    )


def _flag(flag: Any) -> rx.Component:
    review: Any = State.review
    return rx.el.li(
        kit.col(
            rx.el.span(flag.reason, class_name="medium"),
            rx.el.span(flag.where, class_name="text-small ink-3"),
            gap=0,
        ),
        kit.row(
            kit.button("Open workout", size="sm", href=flag.path),
            kit.button("It is right", size="sm", kind="quiet", on_click=review(flag.id)),
            gap=2,
        ),
        key=flag.id,
    )


def past() -> rx.Component:
    """The imports, the latest first, each to be taken back."""
    return rx.cond(
        State.rows,
        rx.fragment(
            kit.section_head("Imports"),
            kit.rows(rx.foreach(State.rows, _row)),
            rx.cond(
                State.more,
                kit.button("Show older imports", block=True, on_click=State.show_more),
                rx.fragment(),
            ),
            _undoing(),
        ),
        rx.fragment(),
    )


def _row(row: Any) -> rx.Component:
    ask: Any = State.ask
    return kit.line(
        row.title,
        row.note,
        end=rx.cond(
            row.is_undone,
            kit.badge("Taken back"),
            kit.button("Undo", size="sm", on_click=ask(row.id), aria_label="Undo " + row.title),
        ),
        key=row.id,
    )


def _undoing() -> rx.Component:
    asked = State.asked
    stays = kit.col(
        rx.el.p(asked.stays),
        kit.checkbox("Take these too", "all", checked=State.all_of_it, on_change=State.take_all),
        gap=2,
        class_name="mt-2",
    )
    return kit.dialog(
        "undo",
        "Take this import back?",
        rx.el.p(asked.goes),
        rx.cond(asked.stays, stays, rx.fragment()),
        actions=[
            kit.button("Keep it", kind="quiet", on_click=State.leave_it),
            kit.button(
                "Take it back", kind="destroy", busy=State.is_busy, on_click=[State.undo, ImportState.load]
            ),
        ],
        opened=State.is_asking,
        on_close=State.leave_it,
    )
