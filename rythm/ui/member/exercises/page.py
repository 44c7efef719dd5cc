"""The library: every exercise one can train, found as one types."""

from typing import Any

import reflex as rx

from rythm.access import Permission
from rythm.ui import kit, routes
from rythm.ui.exercises.dialogs import phone_follows
from rythm.ui.exercises.form_state import ExerciseFormState
from rythm.ui.exercises.parts import exercise_form
from rythm.ui.exercises.words import EQUIPMENT_OPTIONS, LEVEL_OPTIONS, MUSCLE_OPTIONS
from rythm.ui.me import Me
from rythm.ui.member.exercises.state import LibraryState
from rythm.ui.page import Page
from rythm.ui.pwa.chip import chip
from rythm.ui.pwa.local import net
from rythm.ui.shells import library_tabs, member


def _filters() -> rx.Component:
    state = LibraryState
    return kit.col(
        kit.search(
            "Name, short form or another name",
            name="exercise-search",
            default=state.words,
            on_change=state.search.debounce(200),
        ),
        kit.chips(
            kit.filter_chip("Mine", state.shown == "mine", state.toggle_shown("mine")),
            kit.filter_select(
                "Muscle",
                "muscle-filter",
                MUSCLE_OPTIONS,
                state.muscle,
                state.pick_muscle,
                everything="Any muscle",
            ),
            kit.filter_select(
                "Equipment",
                "equipment-filter",
                EQUIPMENT_OPTIONS,
                state.equipment,
                state.pick_equipment,
                everything="Any equipment",
            ),
            kit.filter_select(
                "Level", "level-filter", LEVEL_OPTIONS, state.level, state.pick_level, everything="Any level"
            ),
            kit.filter_chip("Hidden", state.shown == "hidden", state.toggle_shown("hidden")),
            label="Filters",
        ),
    )


def _row(exercise: Any) -> rx.Component:
    return kit.line(
        exercise.name,
        exercise.detail,
        href=routes.exercise(exercise.id),
        end=rx.fragment(
            rx.cond(exercise.badge != "", kit.badge(exercise.badge), rx.fragment()),
            rx.cond(
                exercise.done != "",
                rx.el.span(exercise.done, class_name="text-small num ink-3"),
                rx.fragment(),
            ),
        ),
        key=exercise.id,
    )


def _list() -> rx.Component:
    state = LibraryState
    return rx.fragment(
        kit.rows(rx.foreach(state.rows, _row)),
        rx.cond(
            state.more, kit.button("Show more", block=True, on_click=LibraryState.load_more), rx.fragment()
        ),
    )


def _nothing() -> rx.Component:
    state = LibraryState
    add = kit.button("Add your own", icon_name="plus", on_click=ExerciseFormState.add_own)
    everything = kit.button("Show everything", on_click=LibraryState.clear)
    return kit.card(
        rx.match(
            rx.cond(state.words == "", state.shown, "words"),
            (
                "hidden",
                kit.empty("Nothing hidden", "An exercise you hide is kept out of your lists and found here."),
            ),
            (
                "mine",
                kit.empty("None of your own yet", "What the library does not have, you can add.", add),
            ),
            rx.cond(
                state.narrowed,
                kit.empty(
                    "No exercise found", "Try fewer letters, or look in the whole library.", everything
                ),
                kit.empty("No exercise found", "Try fewer letters, or add it as your own.", add),
            ),
        )
    )


@rx.memo
def library_coming() -> rx.Component:
    """While it loads; without a connection, why it does not."""
    away = kit.card(
        kit.empty(
            "The library needs a connection",
            "In a workout you can choose from it without one: your phone has the names with it.",
        )
    )
    return rx.cond(net & (net.state == "offline"), away, kit.skeleton_rows(9, avatars=False))


def page() -> rx.Component:
    """`/exercises`."""
    return rx.fragment(
        member(
            library_tabs(routes.EXERCISES),
            _filters(),
            rx.cond(LibraryState.loaded, rx.cond(LibraryState.rows, _list(), _nothing()), library_coming()),
            current=routes.TEMPLATES,
            me=Me,
            title="Exercises",
            actions=(kit.button("Add own", icon_name="plus", on_click=ExerciseFormState.add_own),),
            chip=chip(),
        ),
        exercise_form(LibraryState.load),
        phone_follows(),
    )


PAGE = Page(routes.EXERCISES, "Exercises", page, on_load=[LibraryState.load], allow=Permission.EXERCISE_READ)
