"""A client's page: how they stand, what they lifted, what they did."""

import reflex as rx

from rythm.access import Permission
from rythm.ui import kit, routes
from rythm.ui.coach.client.state import ClientState
from rythm.ui.me import Me
from rythm.ui.page import Page
from rythm.ui.shells import coach
from rythm.ui.workout_lines import recent


def _standing() -> rx.Component:
    state = ClientState
    return rx.cond(
        state.is_training,
        kit.badge(kit.loading(), "Training now", tone="accent", large=True),
        rx.cond(
            state.is_behind,
            kit.badge(state.why, tone="danger", large=True),
            kit.badge(state.why, tone="success", large=True),
        ),
    )


def _numbers() -> rx.Component:
    state = ClientState
    week = kit.stats(
        kit.stat("Workouts this week", state.this_week, note=state.usually),
        kit.stat("Volume this week", state.volume, "t", note=state.volume_usually),
    )
    before = kit.stats(
        kit.stat("Workouts", state.workouts_shown, note="in 12 weeks"),
        kit.stat(
            "Last workout", state.last, note=rx.cond(state.last_title != "", state.last_title, "so far")
        ),
    )
    return kit.grid(week, before, wide="2", gap=4)


def _volume() -> rx.Component:
    return kit.card(
        kit.card_head("Weekly volume", "t"),
        rx.cond(
            ClientState.weekly.empty,
            kit.empty("No volume yet", "Sets with a weight from the last 12 weeks are added up here."),
            kit.bar_chart(ClientState.weekly, label="Weekly volume of the last 12 weeks"),
        ),
    )


def _strength() -> rx.Component:
    return kit.card(
        kit.card_head("Estimated 1 RM", "kg"),
        rx.cond(
            ClientState.strength.empty,
            kit.empty("No estimate yet", "It comes from sets of 1 to 12 reps with a weight."),
            kit.line_chart(ClientState.strength, label="Estimated one-rep maximum of the last 12 weeks"),
        ),
    )


def _workouts() -> rx.Component:
    state = ClientState
    older = kit.button("Show older workouts", block=True, on_click=state.load_more)
    return kit.card(
        kit.card_head("Workouts"),
        rx.cond(
            state.workouts,
            kit.rows(rx.foreach(state.workouts, recent), bare=True),
            kit.empty("No workouts yet", "They appear here as soon as the first one is finished."),
        ),
        rx.cond(state.more, rx.el.div(older, class_name="mt-4"), rx.fragment()),
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
    whole = rx.fragment(_numbers(), kit.grid(_volume(), _strength(), wide="3-2", gap=4), _workouts())
    return coach(
        rx.cond(state.missing, _missing(), rx.cond(state.loaded, whole, _waiting())),
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
    )


PAGE = Page(routes.CLIENT, "Client", page, on_load=[ClientState.load], allow=Permission.CLIENT_READ)
