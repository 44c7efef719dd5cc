"""What the list of templates is made of."""

from typing import Any

import reflex as rx

from rythm.ui import kit, routes
from rythm.ui.admin.templates.state import TemplatesState

SCOPES = [("", "All"), ("tenant", "Gym"), ("system", "System"), ("user", "Personal")]


def filters() -> list[rx.Component]:
    """Search, scope, and whether archived ones are shown instead."""
    archived = TemplatesState.status == "archived"
    return [
        rx.el.span(
            kit.search(
                "Name of a template",
                default=TemplatesState.words,
                on_change=TemplatesState.search.debounce(250),
            ),
            # Drawn once the words of the last visit are here.
            key=TemplatesState.loaded.to_string(),
            class_name="toolbar-search",
        ),
        kit.segmented(SCOPES, TemplatesState.scope, TemplatesState.pick_scope, label="Scope"),
        kit.filter_chip(
            "Archived",
            archived,
            TemplatesState.pick_status(rx.cond(archived, "active", "archived")),
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
                    rx.cond(template.is_archived, kit.badge("Archived"), rx.fragment()),
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
        kit.td(template.progression, wide=True, class_name="ink-2"),
        kit.td(template.sets, right=True, wide=True, class_name="ink-2"),
        kit.td(template.minutes, right=True, wide=True, class_name="ink-2"),
        kit.td(
            rx.el.span(
                template.updated,
                rx.el.small("Version ", template.version, template.owner, class_name="truncate"),
                class_name="cell-two",
            ),
            wide=True,
            class_name="ink-2",
        ),
        kit.td(_menu(template), right=True),
        key=template.id,
    )


def _menu(template: Any) -> rx.Component:
    return kit.menu(
        "template-" + template.id,
        "More for " + template.name,
        kit.menu_item("Make a copy", TemplatesState.copy(template.id), icon_name="copy"),
        rx.cond(
            template.can_share,
            kit.menu_item("Share with the gym", TemplatesState.share(template.id), icon_name="share"),
        ),
        rx.cond(
            template.can_change,
            rx.cond(
                template.is_archived,
                kit.menu_item("Bring back", TemplatesState.bring_back(template.id), icon_name="archive"),
                kit.menu_item(
                    "Archive", TemplatesState.archive(template.id), icon_name="archive", danger=True
                ),
            ),
        ),
    )


def templates_table() -> rx.Component:
    """The templates the filters keep, a page at a time."""
    return rx.fragment(
        kit.table(
            [
                kit.th("Name"),
                kit.th("Scope", wide=True),
                kit.th("Progression", wide=True),
                kit.th("Sets", right=True, wide=True),
                kit.th("Minutes", right=True, wide=True),
                kit.th("Last change", wide=True),
                kit.th("Actions", hidden=True, right=True),
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
        kit.empty("Nothing archived", "Templates you archive are kept here, to be brought back."),
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
