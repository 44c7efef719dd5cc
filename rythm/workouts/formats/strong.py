"""The CSV of Strong, and ours, which is the same: one line a set, `;` on Android, `,` on the iPhone.

Its `Set Order` is a number from 0 or 1, or W, D, F; `Rest Timer` and `Note` lines are no sets. In other
languages all of its words are others, and only their places tell them.
"""

import re
from collections.abc import Mapping, Sequence

from rythm.workouts.formats.columns import Columns, Format, Header, Meaning
from rythm.workouts.formats.logs import MAX_REST_SECONDS, Builder, SetKind, within
from rythm.workouts.formats.readings import UnreadableError, duration_in_seconds

COLUMNS: Mapping[str, Meaning] = {
    "date": ("date", None),
    "start time": ("date", None),
    "workout name": ("title", None),
    "workout": ("title", None),
    "duration": ("duration", None),
    "workout duration": ("duration", None),
    "duration (sec)": ("duration", "s"),
    "duration (seconds)": ("duration", "s"),
    "exercise name": ("exercise", None),
    "exercise": ("exercise", None),
    "set order": ("order", None),
    "weight": ("weight", None),
    "weight (kg)": ("weight", "kg"),
    "weight (kgs)": ("weight", "kg"),
    "weight (lb)": ("weight", "lb"),
    "weight (lbs)": ("weight", "lb"),
    "weight unit": ("weight_unit", None),
    "reps": ("reps", None),
    "distance": ("distance", None),
    "distance (meters)": ("distance", "m"),
    "distance (metres)": ("distance", "m"),
    "distance (m)": ("distance", "m"),
    "distance (km)": ("distance", "km"),
    "distance (miles)": ("distance", "mi"),
    "distance (mi)": ("distance", "mi"),
    "distance unit": ("distance_unit", None),
    "seconds": ("seconds", None),
    "time": ("seconds", None),
    "notes": ("note", None),
    "exercise notes": ("note", None),
    "workout notes": ("workout_note", None),
    "rpe": ("rpe", None),
}
KINDS: Mapping[str, SetKind] = {"w": "warmup", "d": "drop", "f": "failure"}
_BEGINNING = ("date", "title", "duration", "exercise", "order", "weight", "reps", "distance", "seconds")
LAYOUTS: Mapping[int, tuple[str, ...]] = {
    len(names): names for names in ((*_BEGINNING, "note", "workout_note", "rpe"), (*_BEGINNING, "rpe"))
}
"""What the columns are in every language, by how many there are."""
NUMBER = r"\d+(\.0)?"


def by_shape(names: Sequence[str], first: Sequence[str]) -> Columns | None:
    """The columns of a translated header, if the line below has a moment and numbers in their places."""
    keys = LAYOUTS.get(len(names), ())
    if len(first) != len(keys) or any(name[:1].isdigit() for name in names):
        return None
    cell = dict(zip(keys, (each.strip() for each in first), strict=True))
    numbers = all(re.fullmatch(r"\d*([.,]\d*)?", cell[key]) for key in _BEGINNING[-4:])
    if not numbers or not re.fullmatch(r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d", cell["date"]):
        return None
    return {key: (index, None) for index, key in enumerate(keys)}


def read(log: Builder, header: Header, line: int, cell: Mapping[str, str]) -> None:
    """Take one line."""
    name = log.name(cell["exercise"])
    order = _in_english(log, line, cell) if header.is_translated else cell["order"].casefold()
    done, rest = None, None
    if order == "rest timer":
        rest = duration_in_seconds(cell.get("seconds", ""))
        within("rest", rest, MAX_REST_SECONDS, "seconds")
    elif order != "note":
        done = log.set(
            line,
            _kind(order),
            weight_kg=log.weight(cell["weight"], header.unit_of("weight") or cell.get("weight_unit")),
            reps=cell["reps"],
            distance_m=log.distance(
                cell.get("distance", ""), header.unit_of("distance") or cell.get("distance_unit")
            ),
            duration=cell.get("seconds", ""),
            rpe=cell.get("rpe", ""),
        )
    workout = log.workout(line, cell["date"], cell["title"], cell.get("workout_note", ""))
    log.lasted(line, workout, cell.get("duration", ""))
    exercise = workout.exercise(name)
    if done is not None:
        exercise.sets.append(done)
    if order == "rest timer":
        exercise.rest_seconds = exercise.rest_seconds or rest
    else:
        exercise.remember(cell.get("note", ""))


def _in_english(log: Builder, line: int, cell: Mapping[str, str]) -> str:
    """The order of a line in another language: one with nothing but seconds is a rest, one empty a note."""
    order = cell["order"].casefold()
    if order in KINDS or re.fullmatch(NUMBER, order, re.ASCII):
        return order
    if any(cell[key].strip(" 0.,") for key in ("weight", "reps", "distance")):
        log.warn(line, f"set order {cell['order'][:20]!r} is not known here: taken as a working set")
        return "1"
    return "rest timer" if cell["seconds"].strip(" 0.,") else "note"


def _kind(order: str) -> SetKind:
    if order in KINDS:
        return KINDS[order]
    if len(order) <= 6 and re.fullmatch(NUMBER, order, re.ASCII):
        return "working"
    raise UnreadableError(f"set order {order[:20]!r} is not a number, W, D, F, Rest Timer or Note")


STRONG = Format(
    "strong",
    "Strong",
    COLUMNS.get,
    {
        "date": "Date",
        "title": "Workout Name",
        "exercise": "Exercise Name",
        "order": "Set Order",
        "weight": "Weight",
        "reps": "Reps",
    },
    read,
    by_shape=by_shape,
)
