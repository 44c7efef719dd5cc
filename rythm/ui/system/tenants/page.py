"""The tenants of this platform."""

import reflex as rx

from rythm.access import Permission
from rythm.ui import kit, routes
from rythm.ui.me import Me
from rythm.ui.page import Page
from rythm.ui.pwa.chip import chip
from rythm.ui.shells import admin
from rythm.ui.system.tenants.parts import filters, panels, tenants_table
from rythm.ui.system.tenants.state import TenantsState


def _none() -> rx.Component:
    return rx.cond(
        (TenantsState.words != "") | (TenantsState.status != ""),
        kit.empty("No tenant found", "Try fewer letters or another status."),
        kit.empty(
            "No tenants yet",
            "Open the first one, with the admin who will run it.",
            kit.button("New tenant", icon_name="plus", on_click=TenantsState.begin),
        ),
    )


def page() -> rx.Component:
    """`/system/tenants`."""
    found = rx.cond(TenantsState.rows, tenants_table(), _none())
    return admin(
        rx.cond(TenantsState.loaded, found, kit.skeleton_rows(6, avatars=False)),
        panels(),
        current=routes.TENANTS,
        me=Me,
        title="Tenants",
        actions=(
            kit.button(
                "New tenant",
                kind="primary",
                icon_name="plus",
                disabled=~TenantsState.loaded,
                on_click=TenantsState.begin,
            ),
        ),
        toolbar=filters(),
        flush=True,
        chip=chip(),
    )


PAGE = Page(routes.TENANTS, "Tenants", page, on_load=[TenantsState.load], allow=Permission.TENANT_MANAGE)
