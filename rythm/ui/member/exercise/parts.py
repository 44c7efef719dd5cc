"""What the page of an exercise is made of: its muscles, its facts, its guide, and what one may do with it."""

from typing import Any

import reflex as rx

from rythm.ui import kit, routes
from rythm.ui.exercises.deeds import Deeds
from rythm.ui.exercises.dialogs import exercise_menu
from rythm.ui.exercises.form_state import ExerciseFormState
from rythm.ui.member.exercise.state import ExerciseState

State = ExerciseState


def actions() -> tuple[rx.Component, ...]:
    """Change it, and the rest in a menu."""
    edit = kit.icon_button("edit", "Edit exercise", on_click=ExerciseFormState.edit(State.id))
    here = rx.fragment(
        rx.cond(State.can_change, edit, rx.fragment()),
        exercise_menu("exercise-menu", "More", State, State.load),
    )
    return (rx.cond(State.loaded & ~State.missing, here, rx.fragment()),)


def told() -> rx.Component:
    """Why an exercise is not in the lists, when it is not."""
    merged = kit.banner(
        "Merged into ",
        kit.link(State.merged_into, href=State.merged_href),
        ", with its history.",
        tone="info",
    )
    return rx.fragment(
        rx.cond(
            State.merged_into != "",
            merged,
            rx.cond(
                State.is_archived,
                kit.banner("Put away: it can no longer be chosen. What was logged stays.", tone="warning"),
                rx.fragment(),
            ),
        ),
        rx.cond(
            State.is_hidden_here & ~State.is_archived,
            kit.banner("Hidden for everybody in this gym.", tone="info", icon_name="eye"),
            rx.fragment(),
        ),
        rx.cond(
            State.is_hidden & ~State.is_archived,
            kit.banner(
                "Hidden from your lists. ",
                rx.el.button("Show it again", type="button", on_click=[Deeds.unhide(State.id), State.load]),
                tone="info",
                icon_name="eye",
            ),
            rx.fragment(),
        ),
    )


def muscles() -> rx.Component:
    """What it trains, on the body and in words."""
    helping = kit.col(
        rx.el.h3("Helped by", class_name="text-small ink-3"),
        rx.el.ul(rx.foreach(State.helpers, lambda muscle: rx.el.li(muscle, key=muscle)), class_name="ink-2"),
        gap=0,
        class_name="mt-3",
    )
    return rx.cond(
        State.muscle != "",
        kit.card(
            kit.muscle_map(State.levels, label="The muscles it trains"),
            rx.el.div(
                rx.el.h2("Main muscle", class_name="text-small ink-3"),
                rx.el.p(State.muscle, class_name="text-title semibold ink-accent"),
                rx.cond(State.helpers, helping, rx.fragment()),
                class_name="grow",
            ),
            pad=False,
            class_name="card-muscles",
        ),
        rx.fragment(),
    )


def facts() -> rx.Component:
    """What the library knows, in lines."""
    return kit.card(
        kit.card_head("Facts"),
        rx.el.dl(
            rx.foreach(
                State.facts,
                lambda fact: rx.el.div(
                    rx.el.dt(fact.name, class_name="ink-3"),
                    rx.el.dd(fact.value, class_name="text-right"),
                    class_name="row between items-baseline",
                ),
            ),
            class_name="col gap-2 mt-2",
        ),
    )


def _part(title: str, text: Any) -> rx.Component:
    return rx.cond(
        text != "",
        rx.el.section(
            rx.el.h3(title, class_name="semibold"),
            rx.el.p(text, class_name="ink-2 prewrap mt-1"),
        ),
        rx.fragment(),
    )


def guide() -> rx.Component:
    """How it is done, where somebody has written it down."""
    how = State.guide
    return kit.card(
        kit.col(
            rx.el.h2("How to do it", class_name="text-lead semibold"),
            _part("Set-up", how.setup),
            _part("Execution", how.execution),
            _part("Breathing", how.breathing),
            _mistakes(how.mistakes),
            _part("Safety", how.safety),
            _variations(how.variations),
            gap=5,
        )
    )


def _mistakes(mistakes: Any) -> rx.Component:
    one = lambda mistake: rx.el.li(  # noqa: E731 (a row of the list)
        kit.icon("close", "xs", class_name="ink-warning shrink-0 mt-1"),
        rx.el.span(mistake),
        class_name="row items-start gap-2",
    )
    return rx.cond(
        mistakes,
        rx.el.section(
            rx.el.h3("Common mistakes", class_name="semibold"),
            rx.el.ul(rx.foreach(mistakes, one), class_name="col gap-2 ink-2 mt-2"),
        ),
        rx.fragment(),
    )


def _variations(variations: Any) -> rx.Component:
    def one(each: Any) -> rx.Component:
        plain = rx.el.div(each.name, class_name="line line-dense ink-2")
        link = kit.line(each.name, href=each.href, dense=True, key=each.name)
        return rx.cond(each.href != "", link, rx.el.li(plain, key=each.name))

    return rx.cond(
        variations,
        rx.el.section(
            rx.el.h3("Variations", class_name="semibold"),
            kit.rows(rx.foreach(variations, one), bare=True),
        ),
        rx.fragment(),
    )


def missing() -> rx.Component:
    """When there is none, or none for this person."""
    return kit.card(
        kit.empty(
            "There is no such exercise here",
            "It was taken away, or it is somebody else's own.",
            kit.button("All exercises", href=routes.EXERCISES),
        )
    )
