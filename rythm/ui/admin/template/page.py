"""One template: read, changed, saved as its next version."""

import reflex as rx

from rythm.access import Permission
from rythm.ui import kit, routes
from rythm.ui.admin.template.parts import editor, reading, versions
from rythm.ui.admin.template.picker import picker
from rythm.ui.admin.template.state import TemplateState
from rythm.ui.me import Me
from rythm.ui.page import Page
from rythm.ui.pwa.chip import chip
from rythm.ui.shells import admin


def _saved_or_not() -> rx.Component:
    return rx.cond(
        TemplateState.dirty | TemplateState.is_new,
        kit.row(kit.dot("warning"), "Not saved", gap=2, class_name="text-small ink-2"),
        rx.el.span("Saved", class_name="text-small ink-3"),
    )


def _more() -> rx.Component:
    return kit.menu(
        "template-menu",
        "More",
        kit.menu_item("Make a copy", TemplateState.copy, icon_name="copy"),
        rx.cond(
            TemplateState.is_archived,
            kit.menu_item("Reactivate", TemplateState.reactivate, icon_name="archive"),
            kit.menu_item("Deactivate", kit.show("deactivate-template"), icon_name="archive", danger=True),
        ),
    )


def _actions() -> list[rx.Component]:
    changing = rx.fragment(
        _saved_or_not(),
        rx.cond(TemplateState.is_new, rx.fragment(), _more()),
        # Never disabled: a field tells what was typed when it is left, which the press itself does.
        kit.button("Save", kind="primary", on_click=TemplateState.save),
    )
    copying = kit.button("Make a copy", icon_name="copy", on_click=TemplateState.copy)
    shown = rx.cond(TemplateState.can_change, changing, copying)
    return [rx.cond(TemplateState.loaded & ~TemplateState.missing, shown, rx.fragment())]


def _notes() -> rx.Component:
    conflict = kit.banner(
        TemplateState.conflict + " ",
        rx.el.button("Load it", type="button", on_click=TemplateState.load),
        tone="warning",
        alert=True,
    )
    archived = kit.banner(
        "Deactivated: nobody can start it. ",
        rx.cond(
            TemplateState.can_change,
            rx.el.button("Reactivate", type="button", on_click=TemplateState.reactivate),
            rx.fragment(),
        ),
        tone="warning",
        icon_name="archive",
    )
    return rx.fragment(
        rx.cond(TemplateState.conflict, conflict, rx.fragment()),
        rx.cond(TemplateState.is_archived, archived, rx.fragment()),
    )


def _body() -> rx.Component:
    template = rx.el.div(
        kit.grid(
            kit.col(_notes(), rx.cond(TemplateState.can_change, editor(), reading()), gap=4),
            versions(),
            wide="2-1",
            gap=6,
        ),
        key=TemplateState.generation,
    )
    missing = kit.empty(
        "This template does not exist",
        "It may have been removed, or it is not yours to see.",
        kit.button("All templates", href=routes.ADMIN_TEMPLATES),
    )
    shown = rx.cond(TemplateState.missing, missing, template)
    return rx.cond(TemplateState.loaded, shown, kit.skeleton("head", "line", "block", "block", "block"))


def page() -> rx.Component:
    """`/admin/template/[template_id]`."""
    title = rx.cond(
        TemplateState.is_new, "New template", rx.cond(TemplateState.name, TemplateState.name, "Template")
    )
    return admin(
        _body(),
        picker(),
        kit.confirm(
            "deactivate-template",
            "Deactivate this template?",
            "It leaves every list. Workouts done with it keep it, and you can reactivate it.",
            action="Deactivate",
            on_confirm=TemplateState.deactivate,
        ),
        kit.toast(
            TemplateState.removed,
            on_close=TemplateState.forget,
            undo=TemplateState.put_back,
            icon_name="trash",
        ),
        current=routes.ADMIN_TEMPLATES,
        me=Me,
        title=title,
        badge=rx.cond(TemplateState.is_new, rx.fragment(), kit.badge(TemplateState.scope_name)),
        note=TemplateState.saved,
        up=routes.ADMIN_TEMPLATES,
        actions=_actions(),
        chip=chip(),
    )


PAGE = Page(routes.TEMPLATE, "Template", page, on_load=[TemplateState.load], allow=Permission.TEMPLATE_READ)
