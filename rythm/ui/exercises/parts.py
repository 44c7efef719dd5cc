"""The form of an exercise."""

from typing import Any

import reflex as rx

from rythm.ui import kit
from rythm.ui.exercises.form_state import ExerciseFormState
from rythm.ui.exercises.words import (
    CATEGORY_OPTIONS,
    EQUIPMENT_OPTIONS,
    FORCE_OPTIONS,
    LEVEL_OPTIONS,
    MEASURE_OPTIONS,
    MECHANIC_OPTIONS,
    MUSCLE_OPTIONS,
)

State = ExerciseFormState


def exercise_form(after: Any) -> rx.Component:
    """The slide-over, once on a page; `after` shows on the page what was saved."""
    draft = State.draft
    return kit.slide_over(
        "exercise-form",
        rx.cond(draft.id == "", "Add exercise", "Edit exercise"),
        kit.form_error(State.errors["form"]),
        _whose(),
        kit.field("Name", "name", default=draft.name, autocomplete="off", error=State.errors["name"]),
        kit.field(
            "Other names",
            "aliases",
            default=draft.aliases,
            autocomplete="off",
            hint="Commas between them. The search finds these too.",
            error=State.errors["aliases"],
        ),
        *_muscles(),
        _choice("Equipment", "equipment", EQUIPMENT_OPTIONS, draft.equipment, "Not said"),
        _measured_by(),
        kit.grid(
            _choice("Rest after a set", "rest_seconds", draft.rests, draft.rest_seconds),
            _choice("Level", "level", LEVEL_OPTIONS, draft.level),
            _choice("Kind", "category", CATEGORY_OPTIONS, draft.category),
            _choice("Movement", "mechanic", MECHANIC_OPTIONS, draft.mechanic, "Not said"),
            _choice("Direction", "force", FORCE_OPTIONS, draft.force, "Not said"),
            columns=2,
            gap=4,
        ),
        kit.switch(
            "One side at a time",
            "is_unilateral",
            note="Left and right are trained in turn.",
            default=draft.is_unilateral,
        ),
        _guide(),
        opened=State.is_open,
        on_close=State.close,
        on_submit=[State.save, after],
        foot=[
            kit.spacer(),
            kit.button("Cancel", on_click=State.close),
            kit.button(rx.cond(draft.id == "", "Add", "Save"), kind="primary", submit=True),
        ],
    )


def _choice(label: str, name: str, options: Any, chosen: Any, empty: str | None = None) -> rx.Component:
    return kit.select(label, name, options, default=chosen, empty=empty, error=State.errors[name])


def _whose() -> rx.Component:
    return rx.match(
        State.draft.scope,
        ("tenant", kit.banner("Everybody in your gym sees this exercise.", tone="info")),
        ("system", kit.banner("Every gym sees this exercise.", tone="warning")),
        rx.fragment(),
    )


def _muscles() -> list[rx.Component]:
    return [
        _choice("Main muscle", "muscle", MUSCLE_OPTIONS, State.draft.muscle, "Not said"),
        rx.el.fieldset(
            rx.el.legend("Muscles that help", class_name="label"),
            rx.el.div(
                *[
                    kit.filter_chip(label, State.secondary.contains(muscle), State.toggle(muscle))
                    for muscle, label in MUSCLE_OPTIONS
                ],
                class_name="row wrap gap-2 mt-2",
            ),
            class_name="field",
        ),
    ]


def _measured_by() -> rx.Component:
    """Chosen once: sets that were logged depend on it."""
    choose = kit.select(
        "A set is measured by",
        "measured_by",
        MEASURE_OPTIONS,
        value=State.measured_by,
        on_change=State.measure,
        hint=State.measured_note,
        error=State.errors["measured_by"],
    )
    fixed = rx.el.div(
        rx.el.p("A set is measured by", class_name="label"),
        rx.el.p(State.measured_words, class_name="medium"),
        rx.el.p(State.measured_note, " This stays, since logged sets depend on it.", class_name="hint"),
        class_name="field",
    )
    return rx.cond(State.draft.id == "", choose, fixed)


def _text(label: str, name: str, value: Any, hint: str | None = None) -> rx.Component:
    return kit.textarea(label, name, default=value, hint=hint, error=State.errors[name], rows=3)


def _guide() -> rx.Component:
    draft = State.draft
    return rx.el.details(
        rx.el.summary(
            kit.row(
                kit.col(
                    rx.el.span("Guide", class_name="semibold"),
                    rx.el.span(
                        "How it is done, if you like to write it down.", class_name="text-small ink-3"
                    ),
                    gap=0,
                    class_name="grow",
                ),
                kit.icon("chevron-down", class_name="ink-3 shrink-0"),
            ),
            class_name="card-pad",
        ),
        kit.col(
            _text("Set-up", "setup", draft.setup),
            _text("Execution", "execution", draft.execution),
            _text("Breathing", "breathing", draft.breathing),
            _text("Common mistakes", "mistakes", draft.mistakes, "One on each line."),
            _text("Safety", "safety", draft.safety),
            _text("Variations", "variations", draft.variations, "One exercise on each line."),
            class_name="template-body",
        ),
        open=draft.has_guide,
        class_name="card",
    )
