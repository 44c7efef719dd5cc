"""The history: every finished workout, newest first, by month."""

import reflex as rx

from rythm.access import Permission
from rythm.ui import kit, routes
from rythm.ui.me import Me
from rythm.ui.member.history.state import HistoryState
from rythm.ui.member.news.parts import new_comments
from rythm.ui.member.news.state import NewsState
from rythm.ui.page import Page
from rythm.ui.pwa.away import unless_away
from rythm.ui.pwa.chip import chip
from rythm.ui.shells import member
from rythm.ui.workout_lines import dated


def _numbers() -> rx.Component:
    return rx.el.section(
        kit.sr_only("The last twelve weeks"),
        kit.stats(
            kit.stat("Workouts", HistoryState.workouts, note="in 12 weeks"),
            kit.stat("Volume", HistoryState.volume, "t", note="in 12 weeks"),
            kit.stat("Per week", HistoryState.per_week, note="on average"),
        ),
    )


def _month(month: rx.Var) -> rx.Component:
    return rx.el.section(
        kit.section_head(month.name),
        kit.rows(rx.foreach(month.lines, dated), class_name="mt-2"),
        key=month.name,
    )


def _list() -> rx.Component:
    return rx.fragment(
        new_comments(),
        _numbers(),
        rx.foreach(HistoryState.months, _month),
        rx.cond(
            HistoryState.more,
            kit.button("Show older workouts", block=True, on_click=HistoryState.load_more),
            rx.fragment(),
        ),
    )


def _nothing() -> rx.Component:
    return kit.card(
        kit.empty(
            "No workouts yet",
            "Every workout you finish stands here, with its sets and what it came to.",
            kit.button("Choose a template", kind="primary", href=routes.TEMPLATES),
        )
    )


@rx.memo
def coming() -> rx.Component:
    """While it loads; without a connection, why it does not."""
    loading = rx.fragment(kit.skeleton("block"), kit.skeleton_rows(6, avatars=False))
    words = "What you logged is safe, and stands here once there is signal."
    return unless_away(loading, "History needs a connection", words)


def page() -> rx.Component:
    """`/history`."""
    return member(
        rx.cond(
            HistoryState.loaded,
            rx.cond(HistoryState.months, _list(), _nothing()),
            coming(),
        ),
        current=routes.HISTORY,
        me=Me,
        title="History",
        chip=chip(),
    )


PAGE = Page(
    routes.HISTORY,
    "History",
    page,
    on_load=[NewsState.load, HistoryState.load],
    allow=Permission.WORKOUT_READ,
)
