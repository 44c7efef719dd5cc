"""The member's templates, from the phone's own copy: found and started without a connection too."""

from typing import Any

import reflex as rx

from rythm.access import Permission
from rythm.ui import kit, routes
from rythm.ui.me import Me
from rythm.ui.member.templates.state import MyTemplatesState
from rythm.ui.page import Page
from rythm.ui.pwa.chip import chip
from rythm.ui.pwa.local import call, on_value, ready, templates
from rythm.ui.pwa.views import TemplateCard
from rythm.ui.shells import library_tabs, member

SOUGHT: Any = rx.Var('globalThis.rythm?.wanted?.() ?? ""')
"""What was searched for when the list was last seen: it is still narrowed by it."""
SCOPES = (("user", "Mine"), ("tenant", "From your gym"), ("system", "Built in"))


@rx.memo
def template_card(rest: rx.RestProp, *, one: rx.Var[TemplateCard]) -> rx.Component:
    """A template with what is in it; opens to its exercises and the button that starts it."""
    facts = f"{one.exercises} exercises, {one.sets} sets, about {one.minutes} min"
    return rx.el.li(
        rest,
        rx.el.details(
            rx.el.summary(
                kit.row(
                    kit.col(
                        rx.el.h3(one.name, class_name="text-lead semibold"),
                        rx.el.p(facts, class_name="text-small ink-3"),
                        gap=0,
                        class_name="grow",
                    ),
                    kit.icon("chevron-down", class_name="ink-3 shrink-0"),
                    class_name="between",
                ),
                class_name="card-pad",
            ),
            kit.col(
                rx.cond(one.description != "", rx.el.p(one.description, class_name="ink-2"), rx.fragment()),
                rx.el.p(
                    one.plan,
                    rx.cond(
                        (one.plan != "") & (one.changed != ""),
                        ", changed ",
                        rx.cond(one.changed, "Changed ", ""),
                    ),
                    one.changed,
                    class_name="text-small ink-3",
                ),
                rx.el.ul(
                    rx.foreach(
                        one.lines,
                        lambda line: rx.el.li(
                            rx.el.span(line.name),
                            rx.el.span(line.detail, class_name="num ink-3"),
                            class_name="row between",
                        ),
                    ),
                    class_name="col gap-2",
                ),
                kit.button(
                    "Start workout", kind="primary", size="lg", block=True, on_click=call("start", one.id)
                ),
                rx.cond(
                    one.scope == "user",
                    kit.button(
                        "Change",
                        icon_name="edit",
                        block=True,
                        href=routes.my_template(one.id),
                        aria_label="Change " + one.name,
                    ),
                    kit.row(
                        kit.button(
                            "Look at", href=routes.my_template(one.id), aria_label="Look at " + one.name
                        ),
                        kit.button(
                            "Make it mine",
                            icon_name="copy",
                            class_name="grow",
                            aria_label="Make a copy of " + one.name + " that is mine",
                            on_click=MyTemplatesState.copy(one.id),
                        ),
                        gap=2,
                    ),
                ),
                class_name="template-body",
            ),
            class_name="card",
        ),
    )


def _group(scope: str, title: str) -> rx.Component:
    return rx.el.section(
        kit.section_head(title),
        rx.el.ul(
            rx.foreach(
                templates,
                lambda one: rx.cond(one.scope == scope, template_card(one=one, key=one.id), rx.fragment()),
            ),
            class_name="col gap-3",
        ),
        class_name="template-group",
    )


def _list() -> rx.Component:
    return rx.fragment(
        *(_group(scope, title) for scope, title in SCOPES),
        rx.cond(
            templates.length() == 0,
            kit.empty(
                "No template found",
                "Try another word, or start with an empty workout and add exercises as you go.",
            ),
            rx.fragment(),
        ),
    )


def _archived() -> rx.Component:
    rows = rx.cond(
        MyTemplatesState.archived,
        kit.rows(
            rx.foreach(
                MyTemplatesState.archived,
                lambda one: kit.line(
                    one.name,
                    one.detail,
                    end=kit.button(
                        "Bring back", size="sm", on_click=MyTemplatesState.bring_back(one.id),
                        aria_label="Bring back " + one.name,
                    ),
                    key=one.id,
                ),
            )
        ),
        rx.el.p("None of your templates is archived.", class_name="text-small ink-3"),
    )  # fmt: skip
    return kit.col(
        kit.row(
            kit.button(
                rx.cond(MyTemplatesState.is_open, "Hide archived ones", "Archived ones"),
                kind="quiet",
                icon_name="archive",
                on_click=MyTemplatesState.show_archived,
            ),
        ),
        rx.cond(MyTemplatesState.is_open, rows, rx.fragment()),
        class_name="mt-4",
    )


def page() -> rx.Component:
    """`/templates`."""
    return member(
        library_tabs(routes.TEMPLATES),
        kit.search("Search templates", name="search", default=SOUGHT, on_change=on_value("searchTemplates")),
        rx.cond(ready & templates, rx.fragment(_list(), _archived()), kit.skeleton_rows(4)),
        current=routes.TEMPLATES,
        me=Me,
        title="Templates",
        actions=(
            kit.icon_button("plus", "New template", href=routes.my_new_template()),
            kit.button("Start empty", on_click=call("startEmpty")),
        ),
        chip=chip(),
    )


PAGE = Page(routes.TEMPLATES, "Templates", page, allow=Permission.TEMPLATE_READ)
