"""The quiet chip that says how the phone and the server stand; nothing while all is well."""

import reflex as rx

from rythm.ui import kit
from rythm.ui.pwa.local import call, net, update

REFLEX_BANNER = "reflex-new-version-banner"
"""Reflex shows no banner of its own about a new version where an element of this name stands."""


@rx.memo
def chip() -> rx.Component:
    """Words and an icon for offline, unreachable, signed out or unsaved; else the offer of a new version."""
    mark = rx.cond(
        net.state == "storage",
        kit.icon("alert", "xs", class_name="ink-danger"),
        rx.cond(
            net.state == "ok",
            kit.icon("sync", "xs", class_name="ink-3"),
            kit.icon("offline", "xs", class_name="ink-warning"),
        ),
    )
    words = rx.el.span(
        mark,
        net.label,
        rx.cond(
            net.state == "signedout", kit.link("Sign in", href="/", away=True, class_name="link-tap"), None
        ),
        rx.cond(
            net.state == "storage",
            rx.el.button(
                "Save as a file", type="button", class_name="link link-tap", on_click=call("exportWaiting")
            ),
            None,
        ),
        class_name="chip",
    )
    newer = rx.el.span(
        kit.icon("sync", "xs", class_name="ink-3"),
        "New version",
        rx.el.button("Update", type="button", class_name="link link-tap", on_click=call("takeUpdate")),
        class_name="chip",
    )
    return rx.el.span(
        rx.cond(
            net & (net.label != ""),
            words,
            rx.cond(update & update.offered, newer, None),
        ),
        custom_attrs={"id": rx.cond(update, REFLEX_BANNER, "status")},
    )
