"""The cards of an account about one's own data: bring it in, take it along, have it removed."""

from typing import Any

import reflex as rx

from rythm.ui import kit, routes
from rythm.ui.member.account.leaving_state import LeavingState
from rythm.ui.pwa.sending import sent, told

State: Any = LeavingState


def farewell() -> rx.Component:
    """A banner while the person is about to leave."""
    return rx.cond(
        State.leaves,
        kit.card(
            kit.banner(
                "Your account and everything in it will be deleted on ",
                rx.el.span(State.leaves, class_name="semibold"),
                ". Until then everything works as ever.",
                tone="danger",
            ),
            kit.row(
                kit.button("Keep my account", kind="primary", on_click=State.stay),
                class_name="justify-end mt-3",
            ),
        ),
        rx.fragment(),
    )


def belongings() -> rx.Component:
    """Import, the two exports, and the end."""
    return rx.fragment(
        rx.cond(State.loaded & State.trains, _data(), rx.fragment()),
        _question(),
        told(State.told),
    )


def delete_account() -> rx.Component:
    """The way out for good, at the end of the page."""
    return rx.cond(
        State.loaded & (State.leaves == ""),
        kit.button("Delete my account", kind="danger", block=True, on_click=State.ask),
        rx.fragment(),
    )


def _data() -> rx.Component:
    csv = "/api/v1/me/export.csv?zone=" + State.zone
    return kit.card(
        kit.card_head("Your data"),
        kit.rows(
            kit.line("Import", "From another app, or your archive", href=routes.IMPORT),
            kit.line("Workouts as CSV", "For spreadsheets and other apps", href=csv, download=True),
            kit.line(
                "Everything as an archive",
                "Comes back equal, in any gym",
                href="/api/v1/me/export.json",
                download=True,
            ),
            bare=True,
        ),
    )


def _question() -> rx.Component:
    return kit.dialog(
        "leave",
        "Delete your account?",
        rx.el.p(
            "In two weeks everything of yours goes: workouts, templates, exercises, measurements, your name. "
            "In every gym you belong to, and for good. Until then you can take it back here."
        ),
        rx.cond(
            State.trains,
            rx.el.p("Take your archive along first, if you may want it back one day.", class_name="mt-2"),
            rx.fragment(),
        ),
        sent(
            "me/deletion",
            "password",
            kit.field(
                "Your password",
                "password",
                kind="password",
                autocomplete="current-password",
                required=True,
                error=State.problem,
                id="leave-password",
            ),
            rx.el.div(
                kit.button("Keep my account", kind="quiet", on_click=State.keep),
                kit.button("Delete in two weeks", kind="destroy", submit=True),
                class_name="dialog-actions",
            ),
            class_name="mt-4",
        ),
        opened=State.asking,
        on_close=State.keep,
    )
