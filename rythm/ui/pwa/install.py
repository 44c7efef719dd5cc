"""The offer to put the app on the home screen, where a workout has just ended; once declined, never again."""

import reflex as rx

from rythm.ui import kit
from rythm.ui.pwa.local import call, install


@rx.memo
def install_hint() -> rx.Component:
    """A card with the browser's own button, or words for a phone that has none; nothing when installed."""
    how = rx.cond(
        install == "share",
        rx.fragment("Tap Share in Safari, then “Add to Home Screen”."),
        rx.fragment("It opens at once then, also in a basement without signal."),
    )
    offer = kit.card(
        rx.el.h2("Keep it on your home screen", class_name="text-lead medium"),
        rx.el.p(how, class_name="text-small ink-2 mt-1"),
        rx.el.div(
            rx.cond(install == "button", kit.button("Install", on_click=call("installApp")), None),
            kit.button("Not now", kind="quiet", on_click=call("declineInstall")),
            class_name="row gap-2 mt-2",
        ),
        class_name="mt-4",
    )
    return rx.fragment(rx.cond(install, offer, None))
