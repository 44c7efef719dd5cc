"""The people of the gym: who they are, what they may do, who coaches them."""

import reflex as rx

from rythm.access import Permission
from rythm.ui import kit, routes
from rythm.ui.admin.people.parts import filters, panel, people_table
from rythm.ui.admin.people.state import PeopleState
from rythm.ui.me import Me
from rythm.ui.page import Page
from rythm.ui.pwa.chip import chip
from rythm.ui.shells import admin


def _nobody() -> rx.Component:
    filtered = (PeopleState.words != "") | (PeopleState.role != "") | (PeopleState.status != "")
    return rx.cond(
        filtered,
        kit.empty("Nobody found", "Try fewer letters, another role or another status."),
        kit.empty(
            "Nobody here yet",
            "Add your coaches first, then the people they train.",
            kit.button("Add person", icon_name="plus", on_click=PeopleState.open_add),
        ),
    )


def _body() -> rx.Component:
    found = rx.cond(PeopleState.rows, people_table(), _nobody())
    no_gym = kit.empty(
        "You stand in no gym",
        "People belong to a gym. Its admins add them; open a gym to make its first admin.",
        kit.button("Tenants", href=routes.TENANTS),
    )
    return rx.cond(PeopleState.loaded, rx.cond(PeopleState.in_gym, found, no_gym), kit.skeleton_rows(8))


def page() -> rx.Component:
    """`/admin/people`."""
    return admin(
        _body(),
        panel(),
        current=routes.PEOPLE,
        me=Me,
        title="People",
        badge=rx.el.span(PeopleState.total, class_name="text-lead num ink-3"),
        actions=(
            kit.button(
                "Add person",
                kind="primary",
                icon_name="plus",
                disabled=~PeopleState.loaded,  # what is opened before the list has come would be closed by it
                on_click=PeopleState.open_add,
            ),
        ),
        toolbar=filters(),
        flush=True,
        chip=chip(),
    )


PAGE = Page(routes.PEOPLE, "People", page, on_load=[PeopleState.load], allow=Permission.USER_MANAGE)
