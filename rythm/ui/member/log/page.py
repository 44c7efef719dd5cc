"""The logger's page. It draws what the phone holds, and needs neither server nor socket once it is open."""

import reflex as rx

from rythm.access import Permission
from rythm.ui import kit, routes
from rythm.ui.member.log import dialogs, parts
from rythm.ui.page import Page
from rythm.ui.pwa.chip import chip
from rythm.ui.pwa.local import call, look_at, ready, workout
from rythm.ui.shells import focus_page


def _running() -> rx.Component:
    more = kit.row(
        kit.button("Add exercise", icon_name="plus", on_click=call("pick"), class_name="grow"),
        kit.button(rx.cond(workout.editing, "Delete", "Discard"), kind="danger", on_click=call("discard")),
    )
    nothing = kit.empty("Nothing in it yet", "Add the first exercise; last time's numbers come with it.")
    return rx.fragment(
        parts.head(),
        rx.el.div(
            rx.cond(workout.left_open != "", parts.left_open(), None),
            rx.cond(workout.asks_readiness, parts.readiness(), None),
            rx.cond(workout.exercises.length() == 0, nothing, None),
            rx.foreach(workout.exercises, lambda one: parts.exercise(one=one, key=one.id)),
            more,
            class_name="logger",
        ),
        parts.said(),
        parts.rest_dock(),
        dialogs.picker(),
        dialogs.actions(),
        dialogs.question(),
    )


def _idle() -> rx.Component:
    return rx.el.div(
        rx.el.h1("Workout", class_name="sr-only"),
        kit.empty(
            "No workout running",
            "Start from a template with last time's numbers filled in, or build as you go.",
            kit.col(
                kit.button("Start empty", kind="primary", size="lg", on_click=call("startEmpty")),
                kit.button("Choose a template", href=routes.TEMPLATES),
                kit.button("Back to today", kind="quiet", href=routes.TODAY),
            ),
        ),
        class_name="logger",
    )


def _loading() -> rx.Component:
    return rx.el.div(
        rx.el.h1("Workout", class_name="sr-only"),
        kit.skeleton("head"),
        kit.card(kit.skeleton("head", "line", "block", "line")),
        kit.card(kit.skeleton("head", "line", "block", "line")),
        class_name="logger",
    )


@rx.memo
def logger() -> rx.Component:
    """The workout under way, or what to do when there is none."""
    return rx.cond(ready, rx.cond(workout, _running(), _idle()), _loading())


@rx.memo
def which() -> rx.Component:
    """Tells the store which workout the address asks for; the open one when it names none."""
    return rx.fragment(look_at("edit", "edit"))


def page() -> rx.Component:
    """`/log`, and `/log?edit=<id>` for a finished workout."""
    return focus_page(which(), logger(), chip=chip())


PAGE = Page(routes.LOG, "Workout", page, allow=Permission.WORKOUT_LOG, offline=True)
