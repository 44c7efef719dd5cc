"""A client's page: everything they see of their own progress, for whoever coaches them."""

from typing import Any

import reflex as rx

from rythm.access import Permission
from rythm.ui import kit, routes
from rythm.ui.coach.client.compare import compare
from rythm.ui.coach.client.compare_state import CompareState
from rythm.ui.coach.client.message_state import MessageState
from rythm.ui.coach.client.overview import message, overview, workouts
from rythm.ui.coach.client.state import ClientState
from rythm.ui.coach.client.tabs import body, records, volume
from rythm.ui.coach.client.tabs_state import ProgressState
from rythm.ui.me import Me
from rythm.ui.page import Page
from rythm.ui.shells import coach

TABS = (
    ("overview", "Overview"),
    ("workouts", "Workouts"),
    ("records", "Records"),
    ("volume", "Volume"),
    ("body", "Body"),
    ("compare", "Compare"),
)
READS = {
    "records": ProgressState.load_records,
    "volume": ProgressState.load_muscles,
    "body": ProgressState.load_body,
    "compare": CompareState.load,
}


def _standing() -> rx.Component:
    state = ClientState
    return rx.cond(
        state.is_training,
        kit.badge(kit.loading(), "Training now", tone="accent", large=True),
        rx.cond(
            state.is_behind,
            kit.badge(state.why, tone="danger", large=True),
            rx.fragment(),  # who needs nothing is for the roster to say: it looks at more
        ),
    )


def _open(tab: str) -> list[Any]:
    """Show the tab, and have its state read what it shows."""
    return [ClientState.show(tab), *([READS[tab]] if tab in READS else [])]


def _whole() -> rx.Component:
    return rx.fragment(
        kit.tabs(TABS, ClientState.tab, _open, label="Parts of the page"),
        rx.match(
            ClientState.tab,
            ("workouts", workouts()),
            ("records", records()),
            ("volume", volume()),
            ("body", body()),
            ("compare", compare()),
            overview(),
        ),
        message(),
    )


def _missing() -> rx.Component:
    return kit.empty(
        "This is not a client of yours",
        "They left the gym, or another coach looks after them.",
        kit.button("All clients", href=routes.COACH),
    )


def _waiting() -> rx.Component:
    return rx.fragment(
        kit.skeleton("head"),
        kit.grid(
            kit.card(kit.skeleton("short", "block")),
            kit.card(kit.skeleton("short", "block")),
            wide="3-2",
            gap=4,
        ),
        kit.skeleton_rows(4, avatars=False),
    )


def page() -> rx.Component:
    """`/coach/client/[client_id]`."""
    state = ClientState
    write = kit.button("Message", icon_name="message", on_click=MessageState.compose)
    return coach(
        rx.cond(state.missing, _missing(), rx.cond(state.loaded, _whole(), _waiting())),
        current=routes.COACH,
        me=Me,
        title=rx.cond(state.loaded, state.name, "Client"),
        badge=rx.cond(state.loaded, _standing(), rx.fragment()),
        note=rx.cond(
            state.loaded,
            rx.fragment(
                rx.cond(state.is_behind & (state.why_note != ""), f"{state.why_note}. ", ""), state.note
            ),
            "\N{NO-BREAK SPACE}",
        ),
        lead=rx.cond(
            state.loaded, kit.avatar(state.name, "lg"), rx.el.span(class_name="skeleton skeleton-round")
        ),
        up=routes.COACH,
        actions=(rx.cond(state.loaded, write, rx.fragment()),),
    )


PAGE = Page(
    routes.CLIENT, "Client", page, on_load=[ClientState.load, ClientState.look], allow=Permission.CLIENT_READ
)
