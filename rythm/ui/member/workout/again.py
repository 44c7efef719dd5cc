"""A finished workout as the phone takes it to begin one like it: the same exercises, with the last loads."""

from typing import Any

import reflex as rx

from rythm.core.amounts import plain
from rythm.core.schema import Read
from rythm.ui import kit
from rythm.ui.pwa.local import call, workout
from rythm.workouts.views import SetView, WorkoutDetail


class DoneSet(Read):
    """A set as it was done."""

    kind: str
    weight_kg: str | None
    reps: int | None
    duration_seconds: int | None
    distance_m: str | None


class AgainExercise(Read):
    """An exercise with its sets."""

    exercise_id: str
    rest_seconds: int
    group_number: int | None
    group_rest_seconds: int | None
    done: list[DoneSet]


class Again(Read):
    """What `begun` of `pwa.screen.making` makes a workout of; `id` is that of its template."""

    id: str | None
    version: int | None
    exercises: list[AgainExercise]


def again_of(detail: WorkoutDetail) -> Again:
    """The workout without its notes and what was felt."""
    return Again(
        id=str(detail.template_id) if detail.template_id else None,
        version=detail.template_version,
        exercises=[
            AgainExercise(
                exercise_id=str(exercise.exercise_id),
                rest_seconds=exercise.rest_seconds,
                group_number=exercise.group_number,
                group_rest_seconds=exercise.group_rest_seconds,
                done=[_done(one) for one in exercise.sets],
            )
            for exercise in detail.exercises
        ],
    )


def _done(one: SetView) -> DoneSet:
    return DoneSet(
        kind=one.kind,
        weight_kg=None if one.weight_kg is None else plain(one.weight_kg),
        reps=one.reps,
        duration_seconds=one.duration_seconds,
        distance_m=None if one.distance_m is None else plain(one.distance_m),
    )


@rx.memo
def repeat_button(title: rx.Var[str], again: rx.Var[Any]) -> rx.Component:
    """Begins the workout anew on the phone; while another one runs, leads there instead and says so."""
    running = kit.col(
        kit.button("Resume " + workout.title, block=True, size="lg", on_click=call("resume")),
        rx.el.p(
            "You can repeat this one once the workout that is running is finished.",
            class_name="text-small ink-3",
        ),
        gap=2,
    )
    anew = kit.button(
        "Repeat",
        kind="primary",
        icon_name="sync",
        block=True,
        size="lg",
        on_click=call("repeat", title, again),
    )
    return rx.cond(workout, running, anew)
