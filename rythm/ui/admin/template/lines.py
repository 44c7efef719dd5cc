"""One exercise in the editor: as people type it, and as the template takes it."""

from collections.abc import Sequence
from typing import Annotated, Literal
from uuid import UUID

from pydantic import StringConstraints, ValidationError

from rythm.core.schema import Input, Read
from rythm.exercises.schemas import ExerciseRow
from rythm.templates.schemas import LineView, TemplateLine
from rythm.templates.words import number
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
    first = view.sets[0]
    return Line(
        exercise_id=str(view.exercise_id),
        name=view.name,
        detail=_detail(view.equipment, view.muscle),
        sets=str(len(view.sets)),
        reps_min=str(first["reps_min"] or first["reps_max"] or ""),
        reps_max=str(first["reps_max"] or first["reps_min"] or ""),
        weight_kg=number(first["load"] or "") if first["load_by"] == "kg" else "",
        rpe=number(first["load"] or "") if first["load_by"] == "rpe" else "",
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
    effort = {"load_by": "rpe", "load": line.rpe.replace(",", ".")} if line.rpe else {}
    load = {"load_by": "kg", "load": line.weight_kg.replace(",", ".")} if line.weight_kg else effort
    one = {"reps_min": line.reps_min, "reps_max": line.reps_max, **load}
    count = int(line.sets) if line.sets.isdecimal() and len(line.sets) < 3 else 0
    typed = {
        "exercise_id": line.exercise_id,
        "sets": [one] * count,
        "rest_seconds": _seconds(line.rest_seconds),
        "note": line.note,
    }
    errors: dict[str, str] = {}
    taken = None
    try:
        taken = TemplateLine.model_validate(typed)
    except ValidationError as error:
        errors = dict(_told(line, problem["loc"]) for problem in error.errors())
    return line.model_copy(update={"summary": _words(line), "errors": errors}), taken


def bars(lines: Sequence[TemplateLine]) -> list[Beat]:
    """A bar for every set, as high as its repetitions, with a gap after each exercise."""
    most = max((each.reps_max or 1 for line in lines for each in line.sets), default=1)
    drawn: list[Beat] = []
    for line in lines:
        drawn += [Beat(round(max(0.2, (each.reps_max or 1) / most), 2)) for each in line.sets]
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


def _told(line: Line, place: tuple[int | str, ...]) -> tuple[str, str]:
    if len(place) == 3:
        field = str(place[2])
        place = ({"load": "weight_kg" if line.weight_kg else "rpe"}.get(field, field),)
    elif len(place) == 2:
        low, high = int(line.reps_min or 0), int(line.reps_max or 0)
        if high < low:
            return "reps_max", "At least the lower number."
        place = ("weight_kg" if line.weight_kg else "rpe",)
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
