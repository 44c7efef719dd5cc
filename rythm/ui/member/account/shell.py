"""The shell of whoever is signed in, for the pages that everybody has."""

import reflex as rx

from rythm.ui import routes
from rythm.ui.kit.markup import Text
from rythm.ui.me import Me
from rythm.ui.pwa.chip import chip
from rythm.ui.shells import coach, member
from rythm.ui.shells.admin import admin


def in_own_shell(*children: rx.Component, title: Text, up: Text | None = None) -> rx.Component:
    """A page about one's account, in the frame of one's role."""
    manages = (Me.role == "tenant_admin") | (Me.role == "org_admin") | (Me.role == "system_admin")

    def drawn(shell: object) -> rx.Component:
        return shell(*children, current=routes.ACCOUNT, me=Me, title=title, up=up, chip=chip())  # type: ignore[operator, no-any-return]

    return rx.cond(manages, drawn(admin), rx.cond(Me.role == "coach", drawn(coach), drawn(member)))
