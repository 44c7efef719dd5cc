"""What the table of exercises is made of."""

from typing import Any

import reflex as rx

from rythm.ui import kit, routes
from rythm.ui.admin.exercises.state import ExercisesState
from rythm.ui.exercises.dialogs import exercise_menu
from rythm.ui.exercises.form_state import ExerciseFormState
from rythm.ui.exercises.words import EQUIPMENT_OPTIONS, MUSCLE_OPTIONS

State = ExercisesState
WHOSE = [("", "All"), ("gym", "Gym's"), ("members", "Members'")]
STATUSES = [("hidden", "Hidden"), ("archived", "Put away")]


def filters() -> list[rx.Component]:
    """Search, whose, muscle, equipment, and whether those that are not listed are shown instead."""
    return [
        kit.search(
            "Name or another name",
            name="exercise-search",
            default=State.words,
            on_change=State.search.debounce(200),
        ),
        kit.segmented(WHOSE, State.whose, State.pick_whose, label="Whose"),
        kit.chips(
            kit.filter_select(
                "Muscle",
                "muscle-filter",
                MUSCLE_OPTIONS,
                State.muscle,
                State.pick_muscle,
                everything="Any muscle",
            ),
            kit.filter_select(
                "Equipment",
                "equipment-filter",
                EQUIPMENT_OPTIONS,
                State.equipment,
                State.pick_equipment,
                everything="Any equipment",
            ),
            kit.filter_select(
                "Listed", "status-filter", STATUSES, State.status, State.pick_status, everything="Listed"
            ),
            label="Filters",
        ),
    ]


def _name(exercise: Any) -> rx.Component:
    return kit.td(
        kit.link(
            rx.el.span(
                kit.row(
                    rx.el.span(exercise.name, class_name="medium truncate"),
                    rx.cond(exercise.is_hidden_here, kit.badge("Hidden"), rx.fragment()),
                    rx.cond(exercise.is_hidden, kit.badge("Hidden for you"), rx.fragment()),
                    rx.cond(exercise.is_archived, kit.badge("Put away"), rx.fragment()),
                    gap=2,
                ),
                rx.cond(
                    exercise.aliases != "",
                    rx.el.small(exercise.aliases, class_name="truncate wide-only"),
                    rx.fragment(),
                ),
                rx.el.small(exercise.summary, class_name="truncate phone-only"),
                class_name="cell-two grow",
            ),
            href=routes.exercise(exercise.id),
            plain=True,
            class_name="cell-link",
        ),
        fill=True,
    )


def _row(exercise: Any) -> rx.Component:
    edit = kit.menu_item("Edit", ExerciseFormState.edit(exercise.id), icon_name="edit")
    menu = exercise_menu(
        f"menu-{exercise.id}",
        f"More about {exercise.name}",
        exercise,
        State.load,
        also=(rx.cond(exercise.can_change, edit, rx.fragment()),),
    )
    return kit.tr(
        _name(exercise),
        kit.td(exercise.muscle, wide=True, class_name="ink-2"),
        kit.td(exercise.equipment, wide=True, class_name="ink-2"),
        kit.td(exercise.measured, wide=True, class_name="ink-2"),
        kit.td(rx.cond(exercise.owner != "", exercise.owner, kit.badge(exercise.scope)), wide=True),
        kit.td(menu, right=True),
        key=exercise.id,
    )


def exercises_table() -> rx.Component:
    """The exercises the filters keep, a page at a time."""
    return rx.fragment(
        kit.table(
            [
                kit.th("Name"),
                kit.th("Muscle", wide=True),
                kit.th("Equipment", wide=True),
                kit.th("Measured by", wide=True),
                kit.th("Whose", wide=True),
                kit.th("Actions", hidden=True),
            ],
            rx.foreach(State.rows, _row),
            label="Exercises",
        ),
        rx.cond(
            State.more,
            kit.row(kit.button("Show more", on_click=State.load_more), class_name="p-4 justify-center"),
            rx.fragment(),
        ),
    )


def nothing() -> rx.Component:
    """When no exercise is left to show."""
    add = kit.button("Add exercise", icon_name="plus", on_click=ExerciseFormState.add_shared)
    return rx.match(
        rx.cond(State.narrowed, "narrowed", State.status),
        (
            "hidden",
            kit.empty("Nothing hidden", "What you hide for the gym is found here, to be shown again."),
        ),
        ("archived", kit.empty("Nothing put away", "What is put away is kept here, to be brought back.")),
        kit.empty("No exercise found", "Try fewer letters or other filters, or add it.", add),
    )
