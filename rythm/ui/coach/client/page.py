"""A client's page: everything they see of their own progress, for whoever coaches them."""

import reflex as rx

from rythm.access import Permission
from rythm.ui import kit, routes
from rythm.ui.coach.client.compare import compare
from rythm.ui.coach.client.message_state import MessageState
from rythm.ui.coach.client.overview import message, overview, workouts
from rythm.ui.coach.client.standing_state import StandingState
from rythm.ui.coach.client.state import ClientState
from rythm.ui.coach.client.tabs import body, records, volume
from rythm.ui.coach.reasons import reason_rows, snoozing
from rythm.ui.me import Me
from rythm.ui.page import Page
from rythm.ui.pwa.local import param
from rythm.ui.shells import coach

TABS = (
    ("?", "Overview"),
    ("?tab=workouts", "Workouts"),
    ("?tab=records", "Records"),
    ("?tab=volume", "Volume"),
    ("?tab=body", "Body"),
    ("?tab=compare", "Compare"),
)


def _why() -> rx.Component:
    """The reasons the roster gives for this client, and putting them off."""
    state = StandingState
    asleep = state.client.snoozed != ""
    snooze = kit.row(
        rx.cond(asleep, rx.fragment(), "Snooze"),
        *snoozing(state.client.snoozed, state.snooze, state.wake),
        gap=2,
        class_name="wrap items-center",
    )
    rows = reason_rows(state.client.reasons, state.keeps, state.see, bare=True)
    card = kit.card(kit.card_head("Why to look", rx.cond(state.keeps, snooze, rx.fragment())), rows)
    return rx.cond(asleep, card, rx.cond(state.client.reasons, card, rx.fragment()))


def _whole() -> rx.Component:
    tab = ClientState.tab
    return rx.fragment(
        _why(),
        kit.tab_links(TABS, rx.cond(tab == "overview", "?", f"?tab={tab}"), label="Parts of the page"),
        rx.cond(
            ClientState.ready,
            rx.match(
                tab,
                ("workouts", workouts()),
                ("records", records()),
                ("volume", volume()),
                ("body", body()),
                ("compare", compare()),
                overview(),
            ),
            _waiting_tab(),
        ),
        message(),
        kit.toast(StandingState.done, on_close=StandingState.forget, undo=StandingState.undo),
    )


def _missing() -> rx.Component:
    return kit.empty(
        "This is not a client of yours",
        "They left the gym, or another coach looks after them.",
        kit.button("All clients", href=routes.COACH),
    )


def _waiting_tab() -> rx.Component:
    return rx.fragment(
        kit.grid(
            kit.card(kit.skeleton("short", "block")),
            kit.card(kit.skeleton("short", "block")),
            wide="3-2",
            gap=4,
        ),
        kit.skeleton_rows(4, avatars=False),
    )


def _waiting() -> rx.Component:
    return rx.fragment(kit.skeleton("head"), _waiting_tab())


def page() -> rx.Component:
    """`/coach/client/[client_id]`."""
    state = ClientState
    here = state.shown_id == param("client_id")  # without signal it still is the one before
    loaded, missing = state.loaded & here, state.missing & here
    write = kit.button("Message", icon_name="message", on_click=MessageState.compose)
    return coach(
        rx.cond(missing, _missing(), rx.cond(loaded, _whole(), _waiting())),
        current=routes.COACH,
        me=Me,
        title=rx.cond(loaded, state.name, "Client"),
        badge=rx.cond(
            loaded & state.is_training,
            kit.badge(kit.loading(), "Training now", tone="accent", large=True),
            rx.fragment(),
        ),
        note=rx.cond(loaded, f"{state.note}, {StandingState.client.agreed}", "\N{NO-BREAK SPACE}"),
        lead=rx.cond(
            loaded,
            kit.avatar(state.name, "lg"),
            rx.cond(missing, rx.fragment(), rx.el.span(class_name="skeleton skeleton-round")),
        ),
        up=routes.COACH,
        actions=(rx.cond(loaded, write, rx.fragment()),),
    )


PAGE = Page(
    routes.CLIENT, "Client", page, on_load=[ClientState.load, ClientState.look], allow=Permission.CLIENT_READ
)
