"""The member's templates, from the phone's own copy: found and started without a connection too."""

import reflex as rx

from rythm.access import Permission
from rythm.ui import kit, routes
from rythm.ui.me import Me
from rythm.ui.page import Page
from rythm.ui.pwa.chip import chip
from rythm.ui.pwa.local import call, on_value, ready, templates
from rythm.ui.pwa.views import TemplateCard
from rythm.ui.shells import member

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


def page() -> rx.Component:
    """`/templates`."""
    return member(
        kit.search("Search templates", name="search", on_change=on_value("searchTemplates")),
        rx.cond(ready & templates, _list(), kit.skeleton_rows(4)),
        current=routes.TEMPLATES,
        me=Me,
        title="Templates",
        actions=(kit.button("Start empty", icon_name="plus", on_click=call("startEmpty")),),
        chip=chip(),
    )


PAGE = Page(routes.TEMPLATES, "Templates", page, allow=Permission.TEMPLATE_READ)
