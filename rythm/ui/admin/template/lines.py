"""One exercise in the editor: as people type it, and as the template takes it."""

from collections.abc import Sequence
from typing import Annotated, Literal
from uuid import UUID

from pydantic import StringConstraints, ValidationError

from rythm.core.schema import Input, Read
from rythm.exercises.schemas import ExerciseRow
from rythm.templates.schemas import LineView, TemplateLine, plain
from rythm.ui.kit import Beat

Field = Literal["sets", "reps_min", "reps_max", "weight_kg", "rpe", "rest_seconds", "note"]
LIMITS: dict[str, str] = {
    "sets": "1 to 20.",
    "reps_min": "1 to 1000.",
    "reps_max": "1 to 1000.",
    "weight_kg": "0 to 5000 kg.",
    "rpe": "1 to 10, in halves.",
    "rest_seconds": "Up to 30:00.",
    "note": "At most 500 letters.",
}


class Line(Read):
    """An exercise with what to do of it, every number as it was typed, and what is wrong with each."""

    exercise_id: str
    name: str
    detail: str
    sets: str = "3"
    reps_min: str = "8"
    reps_max: str = "10"
    weight_kg: str = ""
    rpe: str = ""
    rest_seconds: str = "2:00"
    note: str = ""
    summary: str = ""
    errors: dict[str, str] = {}


class Move(Input):
    """An exercise and how far it goes: one place up or down."""

    exercise_id: UUID
    step: Literal[-1, 1]


class Typed(Input):
    """Something typed into a field of a line."""

    exercise_id: UUID
    field: Field
    value: Annotated[str, StringConstraints(max_length=600, strip_whitespace=True)] = ""


def saved(view: LineView) -> Line:
    """A line of a saved template."""
    return Line(
        exercise_id=str(view.exercise_id),
        name=view.name,
        detail=_detail(view.equipment, view.muscle),
        sets=str(view.sets),
        reps_min=str(view.reps_min),
        reps_max=str(view.reps_max),
        weight_kg="" if view.weight_kg is None else plain(view.weight_kg).removesuffix(".0"),
        rpe="" if view.rpe is None else plain(view.rpe).removesuffix(".0"),
        rest_seconds=clock(view.rest_seconds),
        note=view.note,
    )


def added(exercise: ExerciseRow) -> Line:
    """A line for an exercise just chosen, with its usual rest."""
    return Line(
        exercise_id=str(exercise.id),
        name=exercise.name,
        detail=_detail(exercise.equipment, exercise.muscle),
        rest_seconds=clock(exercise.rest_seconds),
    )


def check(line: Line) -> tuple[Line, TemplateLine | None]:
    """The line read out and with what is wrong in it, and as the template takes it if nothing is."""
    typed = {
        "exercise_id": line.exercise_id,
        "sets": line.sets,
        "reps_min": line.reps_min,
        "reps_max": line.reps_max,
        "weight_kg": line.weight_kg.replace(",", ".") or None,
        "rpe": line.rpe.replace(",", ".") or None,
        "rest_seconds": _seconds(line.rest_seconds),
        "note": line.note,
    }
    errors: dict[str, str] = {}
    taken = None
    try:
        taken = TemplateLine.model_validate(typed)
    except ValidationError as error:
        errors = dict(_told(problem["loc"]) for problem in error.errors())
    return line.model_copy(update={"summary": _words(line), "errors": errors}), taken


def bars(lines: Sequence[TemplateLine]) -> list[Beat]:
    """A bar for every set, as high as its repetitions, with a gap after each exercise."""
    most = max((line.reps_max for line in lines), default=1)
    drawn: list[Beat] = []
    for line in lines:
        drawn += [Beat(round(max(0.2, line.reps_max / most), 2))] * line.sets
        drawn.append(Beat(0, "gap"))
    return drawn[:-1]


def clock(seconds: int) -> str:
    """A rest as people read it: `2:30`."""
    return f"{seconds // 60}:{seconds % 60:02}"


def _seconds(typed: str) -> str | int:
    """A rest typed as `2:30` or in seconds; anything else stays as it is, to be refused."""
    minutes, colon, seconds = typed.partition(":")
    if colon and minutes.isdecimal() and len(minutes) < 4 and len(seconds) == 2 and seconds.isdecimal():
        return int(minutes) * 60 + int(seconds)
    return typed


def _told(place: tuple[int | str, ...]) -> tuple[str, str]:
    if not place:
        return "reps_max", "At least the lower number."
    return str(place[0]), LIMITS.get(str(place[0]), "This exercise cannot be used.")


def _words(line: Line) -> str:
    """The line read out: `3 × 8–10, 80 kg, RPE 8, rest 2:00`."""
    reps = line.reps_min if line.reps_min == line.reps_max else f"{line.reps_min}–{line.reps_max}"
    parts = [
        f"{line.sets} × {reps}",
        f"{line.weight_kg} kg" if line.weight_kg else "",
        f"RPE {line.rpe}" if line.rpe else "",
        f"rest {line.rest_seconds}",
    ]
    return ", ".join(part for part in parts if part)


def _detail(equipment: str, muscle: str) -> str:
    return ", ".join(part.replace("_", " ") for part in (equipment, muscle) if part).capitalize()
