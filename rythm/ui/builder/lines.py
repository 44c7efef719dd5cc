"""One exercise in the builder: as it is typed, as the page shows it, and as the template takes it."""

from collections.abc import Sequence
from decimal import Decimal
from itertools import groupby
from typing import Any
from uuid import UUID

from pydantic import ValidationError

from rythm.core.schema import Read
from rythm.exercises.schemas import ExerciseRow
from rythm.templates.schemas import LineView, TemplateLine
from rythm.ui.builder import typed
from rythm.ui.builder.typed import (
    KINDS,
    MARKS,
    SetLine,
    amount,
    clock,
    load_words,
    read_load,
    read_seconds,
)
from rythm.ui.kit import Beat
from rythm.ui.words import TIMES, count

REST = "Up to 30:00, such as 2:00."
NOTE = "At most 500 letters."
_TYPED = {"reps_min": "reps", "reps_max": "reps", "duration_seconds": "time", "distance_m": "distance",
          "rest_seconds": "rest", "load": "load", "tempo": "tempo"}  # fmt: skip
_LIMITS = {
    "reps": "1 to 1000.",
    "time": "1 second to 24 hours.",
    "distance": "Up to 1,000 km.",
    "rest": REST,
    "load": "0 to 5000.",
    "tempo": typed.TEMPO,
}


class Alternative(Read):
    """An exercise that may stand in for another."""

    id: str
    name: str


class Line(Read):
    """An exercise with all that is typed about it; it stays on the server."""

    exercise_id: str
    name: str
    detail: str
    measured_by: str
    muscle: str = ""
    secondary_muscles: list[str] = []
    group: int = 0
    group_rest: str = ""
    rest: str = "2:00"
    note: str = ""
    progression: str = ""
    alternatives: list[Alternative] = []
    sets: list[SetLine] = []
    errors: dict[str, str] = {}

    @property
    def wrong(self) -> bool:
        """Whether something typed here cannot be taken."""
        return bool(self.errors) or any(one.errors for one in self.sets)


class Row(Read):
    """An exercise as the page shows it while it is closed."""

    id: str
    name: str
    detail: str
    mark: str = ""
    warm: str = ""
    amount: str = ""
    load: str = ""
    rest: str = ""
    note: str = ""
    wrong: bool = False
    is_first: bool = False
    is_last: bool = False
    can_link: bool = False


class Block(Read):
    """A superset or circuit with its exercises, or one exercise alone."""

    id: str
    title: str = ""
    group: int = 0
    rest: str = ""
    usual: str = ""
    error: str = ""
    rows: list[Row]


def saved(view: LineView) -> Line:
    """A line of a saved template."""
    names = dict(zip(view.alternatives, view.alternative_names, strict=False))
    line = Line(
        exercise_id=str(view.exercise_id),
        name=view.name,
        detail=detail(view.equipment, view.muscle),
        measured_by=view.measured_by,
        muscle=view.muscle,
        secondary_muscles=view.secondary_muscles,
        group=view.group_number or 0,
        group_rest="" if view.group_rest_seconds is None else clock(view.group_rest_seconds),
        rest=clock(view.rest_seconds),
        note=view.note,
        progression=view.progression or "",
        alternatives=[Alternative(id=str(each), name=name) for each, name in names.items() if name],
        sets=[typed.shown(one, str(place)) for place, one in enumerate(view.sets)],
    )
    return numbered(line)


def added(exercise: ExerciseRow) -> Line:
    """A line for an exercise just chosen: three sets of the usual, with its usual rest."""
    usual = {"reps": "8\N{EN DASH}12"}
    if exercise.measured_by in typed.BY_TIME:
        usual = {"time": "0:30"}
    if exercise.measured_by in typed.BY_DISTANCE:
        usual = {"distance": "20 m" if exercise.measured_by == "weight_distance" else "400 m"}
    return numbered(
        Line(
            exercise_id=str(exercise.id),
            name=exercise.name,
            detail=detail(exercise.equipment, exercise.muscle),
            measured_by=exercise.measured_by,
            muscle=exercise.muscle,
            secondary_muscles=exercise.secondary_muscles,
            rest=clock(exercise.rest_seconds),
            sets=[SetLine(id=str(place), **usual) for place in range(3)],
        )
    )


def numbered(line: Line) -> Line:
    """The line with its working sets counted and the others marked W, D and F."""
    count = 0
    for one in line.sets:
        count += one.kind == "working"
        one.mark, one.kind_words = MARKS.get(one.kind, str(count)), KINDS[one.kind]
    return line


def check(line: Line) -> TemplateLine | None:
    """Mark what is wrong in a line; what the template takes, if nothing is."""
    line.errors = {}
    data: dict[str, Any] = {
        "exercise_id": line.exercise_id,
        "group_number": line.group or None,
        "note": line.note,
        "progression": line.progression or None,
        "alternatives": [each.id for each in line.alternatives],
        "sets": [],
    }
    for field, value in (("rest", line.rest), ("group_rest", line.group_rest)):
        try:
            data[f"{field}_seconds"] = read_seconds(value)
        except ValueError as error:
            line.errors[field] = str(error)
    if data.get("rest_seconds", 0) is None:
        data["rest_seconds"] = 0
    if not line.group:
        data["group_rest_seconds"] = None
    for one in line.sets:
        taken, one.errors = typed.taken(one, line.measured_by)
        one.told = " ".join(dict.fromkeys(one.errors.values()))
        data["sets"].append(taken)
    if line.wrong:
        return None
    try:
        return TemplateLine.model_validate(data)
    except ValidationError as error:
        for problem in error.errors():
            _mark(line, problem["loc"], problem["msg"].removeprefix("Value error, "))
        return None


def _mark(line: Line, place: tuple[int | str, ...], message: str) -> None:
    if len(place) > 1 and place[0] == "sets" and isinstance(place[1], int):
        field = _TYPED.get(str(place[2]), "") if len(place) > 2 else ""
        one = line.sets[place[1]]
        one.errors = {**one.errors, field or "load": _LIMITS[field] if field else message}
        one.told = " ".join(dict.fromkeys(one.errors.values()))
        return
    field = str(place[0]).removesuffix("_seconds") if place else "line"
    told = {"rest": REST, "group_rest": REST, "note": NOTE}.get(field, message)
    line.errors = {**line.errors, field: told}


def row(line: Line, mark: str = "") -> Row:
    """The line as the page shows it closed."""
    return Row(
        id=line.exercise_id,
        name=line.name,
        detail=line.detail,
        mark=mark,
        warm=warm_ups(line),
        amount=amounts(line),
        load=loads(line.sets),
        rest="" if mark else line.rest,
        note=line.note[:120],
        wrong=line.wrong,
    )


def amounts(line: Line) -> str:
    """The sets but warm-ups in short: `4 × 6–8`, `1 × 5, 3 × 8`, `4 sets` when they all differ."""
    work = [one for one in line.sets if one.kind != "warmup"]
    runs: list[list[Any]] = []
    for one in work:
        told = amount(one, line.measured_by) or "any"
        if runs and runs[-1][1] == told:
            runs[-1][0] += 1
        else:
            runs.append([1, told])
    words = [f"{times} {TIMES} {told}" for times, told in runs]
    if len(words) > 3:
        words = [f"{len(work)} sets"]
    return ", ".join(words)


def warm_ups(line: Line) -> str:
    """`2 warm-ups`, or nothing."""
    warm = sum(one.kind == "warmup" for one in line.sets)
    return count(warm, "warm-up") if warm else ""


def loads(sets: Sequence[SetLine]) -> str:
    """The load in short: `82.5 kg`, `70–80%`, `RPE 8`."""
    work = [one for one in sets if one.kind != "warmup" and one.load and "load" not in one.errors]
    if not work:
        return ""
    kinds = {one.load_by or "kg" for one in work}
    values = sorted({read_load(one.load, one.load_by)["load"] or "" for one in work}, key=Decimal)
    if len(kinds) > 1:
        return "mixed"
    told = values[0] if len(values) == 1 else f"{values[0]}\N{EN DASH}{values[-1]}"
    return load_words(told, kinds.pop())


def read_out(line: Line) -> list[str]:
    """The sets in words, those alike together: `Warm-up: 8 at 40 kg`, `3 × 5 at 80 kg, rest 3:00`."""
    return [
        f"{words[0]}{len(list(same))} {TIMES} {words[1]}"
        for words, same in groupby(line.sets, key=lambda one: _said(one, line.measured_by))
    ]


def _said(one: SetLine, measured_by: str) -> tuple[str, str]:
    what = amount(one, measured_by) or "any number"
    if one.load:
        what += f" at {load_words(one.load, one.load_by)}"
    more = [f"tempo {one.tempo}" if one.tempo else "", f"rest {one.rest}" if one.rest else ""]
    kind = "" if one.kind == "working" else f"{KINDS[one.kind]}: "
    return kind, ", ".join(part for part in (what, *more) if part)


def bars(taken: Sequence[TemplateLine]) -> list[Beat]:
    """A bar for every set, as high as its repetitions, warm-ups faint, with a gap after each exercise."""
    most = max((one.reps_max or one.reps_min or 1 for line in taken for one in line.sets), default=1)
    drawn: list[Beat] = []
    for line in taken:
        for one in line.sets:
            reps = one.reps_max or one.reps_min or most
            drawn.append(Beat(round(max(0.2, reps / most), 2), "" if one.kind == "warmup" else "mid"))
        drawn.append(Beat(0, "gap"))
    return drawn[:-1]


def detail(equipment: str, muscle: str) -> str:
    """`Barbell, chest`."""
    return ", ".join(part.replace("_", " ") for part in (equipment, muscle) if part).capitalize()


def ids(lines: Sequence[Line]) -> list[UUID]:
    """The exercises in their order."""
    return [UUID(line.exercise_id) for line in lines]
