"""The roster of a coach: who needs them today and why."""

import reflex as rx

from rythm.access import Permission
from rythm.ui import kit, routes
from rythm.ui.coach.clients.dialogs import panel
from rythm.ui.coach.clients.parts import filters, roster
from rythm.ui.coach.clients.state import ClientsState
from rythm.ui.me import Me
from rythm.ui.page import Page
from rythm.ui.shells import coach


def _nobody() -> rx.Component:
    state = ClientsState
    nobody_there = rx.match(
        state.show,
        ("attention", kit.empty("Nobody needs you", "Everybody trains as agreed, or you have seen it.")),
        ("praise", kit.empty("No new records", "Records of the last 7 days appear here to be praised.")),
        ("snoozed", kit.empty("Nobody is snoozed", "Whom you put off waits here and comes back by itself.")),
        kit.empty("Nobody is on track", "Everybody has something for you: look at all of them."),
    )
    return rx.cond(
        state.query != "",
        kit.empty("Nobody of that name", "Try a part of the first or last name, or show all."),
        rx.cond(
            state.counts["all"] > 0,
            nobody_there,
            kit.empty(
                "No clients yet",
                "Your gym's admin assigns members to you; they appear here with all their training.",
            ),
        ),
    )


def page() -> rx.Component:
    """`/coach`."""
    state = ClientsState
    return coach(
        rx.cond(
            state.loaded,
            rx.cond(state.found > 0, roster(), _nobody()),
            rx.el.div(kit.skeleton_rows(8), class_name="px-4 py-2"),
        ),
        panel(),
        kit.toast(
            state.done,
            on_close=state.forget,
            undo=state.undo,
        ),
        current=routes.COACH,
        me=Me,
        title="Clients",
        note=rx.cond(state.loaded, f"{state.date}. {state.note}", "\N{NO-BREAK SPACE}"),
        actions=(
            kit.stat("Workouts this week", state.this_week, state.this_week_of, small=True),
            kit.stat("Compliance, 30 days", state.compliance, "%", small=True),
            kit.stat("Records, 7 days", state.records, small=True),
        ),
        toolbar=filters(),
        flush=True,
    )


PAGE = Page(routes.COACH, "Clients", page, on_load=[ClientsState.load], allow=Permission.CLIENT_READ)
