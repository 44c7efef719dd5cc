"""How a list on a page hears that what it shows changed elsewhere."""

from typing import Any

import reflex as rx


def heard(topic: str, on_heard: Any) -> rx.Component:
    """Nothing to see: a button that the store presses whenever `topic` changed.

    `on_heard` reads the list anew and leaves alone what the person is typing or has chosen.
    """
    return rx.el.button(
        type="button", hidden=True, on_click=on_heard, custom_attrs={"data-heard": topic}, tab_index=-1
    )
