"""The templates of the gym, the built-in ones, and one's own."""

import reflex as rx

from rythm.access import Permission
from rythm.ui import kit, routes
from rythm.ui.admin.templates.parts import filters, nothing, templates_table
from rythm.ui.admin.templates.state import TemplatesState
from rythm.ui.me import Me
from rythm.ui.page import Page
from rythm.ui.pwa.chip import chip
from rythm.ui.pwa.heard import heard
from rythm.ui.shells import admin


def page() -> rx.Component:
    """`/admin/templates`."""
    found = rx.cond(TemplatesState.rows, templates_table(), nothing())
    return admin(
        rx.cond(TemplatesState.loaded, found, kit.skeleton_rows(8, avatars=False)),
        heard("templates", TemplatesState.refresh),
        kit.toast(
            TemplatesState.archived,
            on_close=TemplatesState.forget,
            undo=TemplatesState.put_back,
            icon_name="archive",
        ),
        current=routes.ADMIN_TEMPLATES,
        me=Me,
        title="Templates",
        actions=(kit.button("New template", kind="primary", icon_name="plus", href=routes.new_template()),),
        toolbar=filters(),
        flush=True,
        chip=chip(),
    )


PAGE = Page(
    routes.ADMIN_TEMPLATES,
    "Templates",
    page,
    on_load=[TemplatesState.load],
    allow=Permission.TEMPLATE_READ,
)
