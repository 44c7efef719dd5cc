"""The quiet chip that says how the phone and the server stand; nothing while all is well."""

import reflex as rx

from rythm.ui import kit
from rythm.ui.pwa.local import net


@rx.memo
def chip() -> rx.Component:
    """Words and an icon for offline, unreachable, signed out or unsaved; signed out leads to sign-in."""
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
        class_name="chip",
    )
    return rx.fragment(rx.cond(net & (net.label != ""), words, None))
