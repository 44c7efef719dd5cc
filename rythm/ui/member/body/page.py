"""The body: weight, measurements and what one thought of, each with its trend and goal."""

import reflex as rx

from rythm.access import Permission
from rythm.ui import kit, routes
from rythm.ui.me import Me
from rythm.ui.member.body.dialogs import dialogs
from rythm.ui.member.body.parts import course, entries, goal, metrics, nothing, number
from rythm.ui.member.body.state import BodyState
from rythm.ui.page import Page
from rythm.ui.pwa.away import unless_away
from rythm.ui.pwa.chip import chip
from rythm.ui.pwa.refresh import refresh
from rythm.ui.shells import member, progress_tabs

State = BodyState


@rx.memo
def body_coming() -> rx.Component:
    """While it loads; without a connection, why it does not."""
    loading = rx.fragment(kit.skeleton("short", "head", "block"), kit.skeleton_rows(4, avatars=False))
    return unless_away(
        loading, "This page needs a connection", "Your weight you can log on Today without one."
    )


def page() -> rx.Component:
    """`/progress/body`."""
    shown = rx.fragment(number(), course(), goal(), entries())
    log = kit.button("Log", kind="primary", icon_name="plus", on_click=State.ask("log"))
    return rx.fragment(
        member(
            progress_tabs(routes.BODY),
            rx.cond(
                State.loaded,
                rx.fragment(metrics(), rx.cond(State.has_entries, shown, nothing())),
                body_coming(),
            ),
            kit.toast(State.removed, on_close=State.forget, undo=State.take_back, icon_name="trash"),
            refresh(State.saved),
            current=routes.RECORDS,
            me=Me,
            title="Body",
            actions=(rx.cond(State.has_entries, log, rx.fragment()),),
            chip=chip(),
        ),
        dialogs(),
    )


PAGE = Page(routes.BODY, "Body", page, on_load=[State.load], allow=Permission.WORKOUT_LOG)
