"""The exercises of the gym: the built-in ones, its own, and what its members added."""

import reflex as rx

from rythm.access import Permission
from rythm.ui import kit, routes
from rythm.ui.admin.exercises.parts import exercises_table, filters, nothing
from rythm.ui.admin.exercises.state import ExercisesState
from rythm.ui.exercises.dialogs import exercise_deeds
from rythm.ui.exercises.form_state import ExerciseFormState
from rythm.ui.exercises.parts import exercise_form
from rythm.ui.me import Me
from rythm.ui.page import Page
from rythm.ui.pwa.chip import chip
from rythm.ui.shells import admin


def page() -> rx.Component:
    """`/admin/exercises`."""
    found = rx.cond(ExercisesState.rows, exercises_table(), nothing())
    return rx.fragment(
        admin(
            rx.cond(ExercisesState.loaded, found, kit.skeleton_rows(8, avatars=False)),
            current=routes.ADMIN_EXERCISES,
            me=Me,
            title="Exercises",
            actions=(
                kit.button(
                    "Add exercise",
                    kind="primary",
                    icon_name="plus",
                    on_click=ExerciseFormState.add_shared,
                ),
            ),
            toolbar=filters(),
            flush=True,
            chip=chip(),
        ),
        exercise_form(ExercisesState.load),
        exercise_deeds(ExercisesState.load),
    )


PAGE = Page(
    routes.ADMIN_EXERCISES,
    "Exercises",
    page,
    on_load=[ExercisesState.load],
    allow=Permission.EXERCISE_PROMOTE,
)
