"""What stands where the server's words would, while it cannot be reached."""

import reflex as rx

from rythm.ui import kit
from rythm.ui.pwa.local import net


def unless_away(waiting: rx.Component, title: str, words: str) -> rx.Component:
    """A skeleton while something loads; without a server, why nothing comes."""
    away = (net.state == "offline") | (net.state == "server")
    return rx.cond(net & away, kit.card(kit.empty(title, words)), waiting)
