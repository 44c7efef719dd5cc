"""One's own template in the builder; somebody else's to read and to copy."""

import reflex as rx

from rythm.access import Permission
from rythm.ui import kit, routes
from rythm.ui.builder import page as builder
from rythm.ui.builder.state import BuilderState
from rythm.ui.me import Me
from rythm.ui.page import Page
from rythm.ui.pwa.chip import chip
from rythm.ui.shells import member, page_head


def page() -> rx.Component:
    """`/template/[template_id]`."""
    return member(
        page_head(builder.title(), note=rx.el.span(BuilderState.saved, class_name="text-small")),
        builder.body(routes.TEMPLATES),
        current=routes.TEMPLATES,
        me=Me,
        up=routes.TEMPLATES,
        actions=(kit.row(*builder.actions(), gap=1, class_name="builder-acts"),),
        chip=chip(),
    )


PAGE = Page(routes.MY_TEMPLATE, "Template", page, on_load=[BuilderState.load], allow=Permission.TEMPLATE_READ)
"""Below the member's tabs; the admin's page has the same builder."""
