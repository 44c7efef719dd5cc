"""What the list of templates is made of."""

from typing import Any

import reflex as rx

from rythm.ui import kit, routes
from rythm.ui.admin.templates.state import TemplatesState

SCOPES = [("", "All"), ("tenant", "Gym"), ("system", "System"), ("user", "Personal")]


def filters() -> list[rx.Component]:
    """Search, scope, and whether deactivated ones are shown instead."""
    deactivated = TemplatesState.status == "archived"
    return [
        kit.search("Name of a template", on_change=TemplatesState.search.debounce(250)),
        kit.segmented(SCOPES, TemplatesState.scope, TemplatesState.pick_scope, label="Scope"),
        kit.filter_chip(
            "Deactivated",
            deactivated,
            TemplatesState.pick_status(rx.cond(deactivated, "active", "archived")),
            icon_name="archive",
        ),
    ]


def _name(template: Any) -> rx.Component:
    locked = kit.icon("lock", "xs", label="Read only", class_name="ink-3")
    return kit.td(
        kit.link(
            rx.el.span(
                kit.row(
                    rx.el.span(template.name, class_name="medium truncate"),
                    rx.cond(template.can_change, rx.fragment(), locked),
                    rx.cond(template.is_archived, kit.badge("Deactivated"), rx.fragment()),
                    gap=2,
                ),
                rx.cond(
                    template.description,
                    rx.el.small(template.description, class_name="truncate wide-only"),
                    rx.fragment(),
                ),
                rx.el.small(template.summary, class_name="truncate phone-only"),
                class_name="cell-two grow",
            ),
            href=routes.template(template.id),
            plain=True,
            class_name="cell-link",
        ),
        fill=True,
    )


def _row(template: Any) -> rx.Component:
    return kit.tr(
        _name(template),
        kit.td(kit.badge(template.scope), wide=True),
        kit.td(template.exercises, right=True, wide=True, class_name="ink-2"),
        kit.td(template.sets, right=True, wide=True, class_name="ink-2"),
        kit.td(template.minutes, right=True, wide=True, class_name="ink-2"),
        kit.td(template.version, right=True, wide=True, class_name="ink-2"),
        kit.td(template.updated, wide=True, class_name="ink-2"),
        kit.td(template.owner, wide=True, class_name="ink-2"),
        key=template.id,
    )


def templates_table() -> rx.Component:
    """The templates the filters keep, a page at a time."""
    return rx.fragment(
        kit.table(
            [
                kit.th("Name"),
                kit.th("Scope", wide=True),
                kit.th("Exercises", right=True, wide=True),
                kit.th("Sets", right=True, wide=True),
                kit.th("Minutes", right=True, wide=True),
                kit.th("Version", right=True, wide=True),
                kit.th("Updated", wide=True),
                kit.th("Owner", wide=True),
            ],
            rx.foreach(TemplatesState.rows, _row),
            label="Templates",
        ),
        rx.cond(
            TemplatesState.more,
            kit.row(
                kit.button("Show more", on_click=TemplatesState.load_more), class_name="p-4 justify-center"
            ),
            rx.fragment(),
        ),
    )


def nothing() -> rx.Component:
    """When no template is left to show."""
    narrowed = (TemplatesState.words != "") | (TemplatesState.scope != "")
    return rx.cond(
        TemplatesState.status == "archived",
        kit.empty("Nothing deactivated", "Templates you deactivate are kept here, to be brought back."),
        rx.cond(
            narrowed,
            kit.empty("No template found", "Try fewer letters or another scope."),
            kit.empty(
                "No templates yet",
                "A template is a workout to use again: its exercises, sets and repetitions.",
                kit.button("New template", icon_name="plus", href=routes.new_template()),
            ),
        ),
    )
