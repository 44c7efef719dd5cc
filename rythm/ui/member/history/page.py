"""The history: a year at a glance, and every finished workout, newest first, by month."""

import reflex as rx

from rythm.access import Permission
from rythm.ui import kit, routes
from rythm.ui.address import address
from rythm.ui.me import Me
from rythm.ui.member.history import parts
from rythm.ui.member.history.state import HistoryState
from rythm.ui.member.news.parts import new_comments
from rythm.ui.member.news.state import NewsState
from rythm.ui.page import Page
from rythm.ui.pwa.away import unless_away
from rythm.ui.pwa.chip import chip
from rythm.ui.shells import member


def _whole() -> rx.Component:
    return rx.fragment(
        new_comments(), parts.numbers(), parts.year(), parts.filters(), parts.months(), parts.calendar()
    )


def _nothing() -> rx.Component:
    return kit.card(
        kit.empty(
            "No workouts yet",
            "Every workout you finish stands here, with its sets and what it came to.",
            kit.row(
                kit.button("Choose a template", kind="primary", href=routes.TEMPLATES),
                kit.button("Bring your history", href=routes.IMPORT),
                class_name="wrap justify-center mt-2",
            ),
        )
    )


@rx.memo
def coming() -> rx.Component:
    """While it loads; without a connection, why it does not."""
    loading = rx.fragment(kit.skeleton("block"), kit.skeleton("block"), kit.skeleton_rows(6, avatars=False))
    words = "What you logged is safe, and stands here once there is signal."
    return unless_away(loading, "History needs a connection", words)


def page() -> rx.Component:
    """`/history`."""
    return member(
        address(HistoryState.address),
        rx.cond(HistoryState.loaded, rx.cond(HistoryState.trained, _whole(), _nothing()), coming()),
        current=routes.HISTORY,
        me=Me,
        title="History",
        actions=(
            kit.icon_button(
                "calendar",
                "Calendar",
                on_click=kit.show(parts.CALENDAR),
                disabled=~(HistoryState.loaded & HistoryState.trained),
            ),
        ),
        chip=chip(),
    )


PAGE = Page(
    routes.HISTORY,
    "History",
    page,
    on_load=[NewsState.load, HistoryState.load],
    allow=Permission.WORKOUT_READ,
)
