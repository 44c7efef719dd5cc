"""The CSV of Hevy: one line a set, units in the header, months in the account's language."""

from collections.abc import Mapping
from dataclasses import replace

from rythm.workouts.formats.columns import Format, Header, Meaning
from rythm.workouts.formats.logs import MAX_GROUP, Builder, SetKind
from rythm.workouts.formats.readings import UnreadableError, whole_number

COLUMNS: Mapping[str, Meaning] = {
    "title": ("title", None),
    "start_time": ("date", None),
    "end_time": ("end", None),
    "description": ("workout_note", None),
    "exercise_title": ("exercise", None),
    "superset_id": ("group", None),
    "exercise_notes": ("note", None),
    "set_index": ("order", None),
    "set_type": ("kind", None),
    "weight_kg": ("weight", "kg"),
    "weight_lbs": ("weight", "lb"),
    "weight_lb": ("weight", "lb"),
    "reps": ("reps", None),
    "distance_km": ("distance", "km"),
    "distance_miles": ("distance", "mi"),
    "distance_meters": ("distance", "m"),
    "duration_seconds": ("seconds", None),
    "rpe": ("rpe", None),
}
KINDS: Mapping[str, SetKind] = {
    "": "working",
    "normal": "working",
    "warmup": "warmup",
    "dropset": "drop",
    "failure": "failure",
}


def read(log: Builder, header: Header, line: int, cell: Mapping[str, str]) -> None:
    """Take one line."""
    name = log.name(cell["exercise"])
    kind = KINDS.get(cell.get("kind", "").casefold().replace(" ", "").replace("_", ""))
    if kind is None:
        raise UnreadableError(f"set type {cell['kind'][:20]!r} is not normal, warmup, dropset or failure")
    done = log.set(
        line,
        kind,
        weight_kg=log.weight(cell.get("weight", ""), header.unit_of("weight")),
        reps=cell["reps"],
        distance_m=log.distance(cell.get("distance", ""), header.unit_of("distance")),
        duration=cell.get("seconds", ""),
        rpe=cell.get("rpe", ""),
    )
    group = _group(log, line, cell.get("group", ""))
    workout = log.workout(line, cell["date"], cell["title"], cell.get("workout_note", ""))
    if workout.workout.duration_seconds is None and cell.get("end"):
        try:
            seconds = round((log.local(cell["end"]) - workout.workout.local_started_at).total_seconds())
            log.lasted(line, workout, str(max(seconds, 0)))
        except UnreadableError as error:
            workout.workout = replace(workout.workout, duration_seconds=0)
            log.warn(line, f"the workout's end is left out: {error}")
    exercise = workout.exercise(name)
    exercise.group_number = group if exercise.group_number is None else exercise.group_number
    exercise.sets.append(done)
    exercise.remember(cell.get("note", ""))


def _group(log: Builder, line: int, said: str) -> int | None:
    try:
        group = whole_number("superset", said)
    except UnreadableError as error:
        log.warn(line, f"the superset is left out: {error}")
        return None
    return None if group is None or group > MAX_GROUP else group


HEVY = Format(
    "hevy",
    "Hevy",
    COLUMNS.get,
    {
        "title": "title",
        "date": "start_time",
        "exercise": "exercise_title",
        "order": "set_index",
        "reps": "reps",
    },
    read,
)
