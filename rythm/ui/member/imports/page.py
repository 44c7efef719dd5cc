"""Bringing training along: a file of another app, or one's own archive."""

import reflex as rx

from rythm.access import Permission
from rythm.ui import kit, routes
from rythm.ui.member.account.shell import in_own_shell
from rythm.ui.member.imports.parts import choosing, done, looking, waiting
from rythm.ui.member.imports.past import flags, past
from rythm.ui.member.imports.past_state import PastState
from rythm.ui.member.imports.state import ImportState
from rythm.ui.page import Page
from rythm.ui.pwa.away import unless_away
from rythm.ui.pwa.refresh import refresh


@rx.memo
def coming() -> rx.Component:
    """While it loads; without a connection, why it does not."""
    return unless_away(
        kit.skeleton("block"), "Importing needs a connection", "Your file is read where your history is kept."
    )


def page() -> rx.Component:
    """`/account/import`."""
    stages = rx.match(
        ImportState.stage, ("look", looking()), ("running", waiting()), ("done", done()), choosing()
    )
    return in_own_shell(
        kit.col(
            refresh(ImportState.saved),
            refresh(PastState.saved),
            rx.cond(ImportState.loaded, rx.fragment(stages, flags(), past()), coming()),
            gap=3,
            class_name="account",
        ),
        title="Import",
        up=routes.ACCOUNT,
    )


PAGE = Page(
    routes.IMPORT,
    "Import",
    page,
    on_load=[ImportState.load, PastState.load],
    allow=Permission.WORKOUT_LOG,
)
