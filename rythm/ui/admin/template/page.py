"""One template: read, changed, saved as its next version."""

import reflex as rx

from rythm.access import Permission
from rythm.ui import kit, routes
from rythm.ui.builder import page as builder
from rythm.ui.builder.state import BuilderState
from rythm.ui.me import Me
from rythm.ui.page import Page
from rythm.ui.pwa.chip import chip
from rythm.ui.shells import admin


def page() -> rx.Component:
    """`/admin/template/[template_id]`."""
    return admin(
        builder.body(routes.ADMIN_TEMPLATES),
        current=routes.ADMIN_TEMPLATES,
        me=Me,
        title=builder.title(),
        badge=rx.cond(BuilderState.is_new, rx.fragment(), kit.badge(BuilderState.scope_name)),
        note=BuilderState.saved,
        up=routes.ADMIN_TEMPLATES,
        actions=builder.actions(),
        chip=chip(),
    )


PAGE = Page(routes.TEMPLATE, "Template", page, on_load=[BuilderState.load], allow=Permission.TEMPLATE_READ)
