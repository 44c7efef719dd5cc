"""The CSV of StrongLifts: one line an exercise with its sets side by side; 0 repetitions are no set."""

import re
from collections.abc import Mapping
from dataclasses import replace

from rythm.workouts.formats.columns import Format, Header, Meaning
from rythm.workouts.formats.logs import Builder
from rythm.workouts.formats.readings import UnreadableError, whole_number

COLUMNS: Mapping[str, Meaning] = {
    "workout": ("letter", None),
    "workout name": ("title", None),
    "exercise": ("exercise", None),
    "notes": ("note", None),
    "duration": ("duration", None),
}
_DATE = re.compile(r"date(?: \((?P<order>[ymd/.-]+)\))?")
_BODY = re.compile(r"body ?weight(?: \((?P<unit>kgs?|lbs?)\))?")
_SET = re.compile(r"set (?P<number>\d{1,2}) \((?:(?P<reps>reps)|(?P<unit>kgs?|lbs?))\)")


def meaning(name: str) -> Meaning | None:
    """What a column is; there is a pair of them for each set."""
    if date := _DATE.fullmatch(name):
        return "date", date["order"]
    if body := _BODY.fullmatch(name):
        return "body_weight", body["unit"]
    if part := _SET.fullmatch(name):
        return f"{'reps' if part['reps'] else 'weight'} {int(part['number'])}", part["unit"]
    return COLUMNS.get(name)


def read(log: Builder, header: Header, line: int, cell: Mapping[str, str]) -> None:
    """Take one line."""
    name = log.name(cell["exercise"])
    sets = []
    for number in range(1, 100):
        reps = cell.get(f"reps {number}", "")
        if whole_number("reps", reps):
            said, unit = cell.get(f"weight {number}", ""), header.unit_of(f"weight {number}")
            sets.append(log.set(line, "working", weight_kg=log.weight(said, unit), reps=reps))
    if not sets:
        raise UnreadableError("no set of this exercise was done")
    title = cell.get("title") or f"Workout {cell.get('letter', '')}".strip()
    workout = log.workout(line, _date(cell["date"], header.unit_of("date") or ""), title)
    log.lasted(line, workout, cell.get("duration", ""))
    if workout.workout.body_weight_kg is None:
        weight = log.weight(cell.get("body_weight", ""), header.unit_of("body_weight"))
        if weight is not None and 1 <= weight <= 1_000:
            workout.workout = replace(workout.workout, body_weight_kg=weight)
    exercise = workout.exercise(name)
    exercise.sets += sets
    exercise.remember(cell.get("note", ""))


def _date(said: str, order: str) -> str:
    """A date with its parts in the order the header names, as year-month-day."""
    parts = re.split(r"[/.-]", said)
    letters = [part[:1] for part in re.split(r"[/.-]", order)]
    if len(parts) != 3 or sorted(letters) != ["d", "m", "y"]:
        return said
    by_letter = dict(zip(letters, parts, strict=True))
    return "-".join((by_letter["y"].zfill(4), by_letter["m"].zfill(2), by_letter["d"].zfill(2)))


STRONGLIFTS = Format(
    "stronglifts",
    "StrongLifts",
    meaning,
    {"date": "Date (yyyy/mm/dd)", "exercise": "Exercise", "reps 1": "Set 1 (Reps)"},
    read,
)
