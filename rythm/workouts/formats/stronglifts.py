"""The CSV of StrongLifts: one line an exercise with its sets side by side; 0 repetitions are no set.

What is the same as in the line above may be left out; a note is the whole workout's.
"""

import re
from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal

from rythm.workouts.formats.columns import Format, Header, Meaning
from rythm.workouts.formats.logs import Builder, LoggedSet, WorkoutDraft
from rythm.workouts.formats.readings import UnreadableError, decimal_number, whole_number

COLUMNS: Mapping[str, Meaning] = {
    "workout": ("letter", None),
    "workout name": ("title", None),
    "exercise": ("exercise", None),
    "notes": ("note", None),
    "note": ("note", None),
    "duration": ("duration", None),
    "duration (hours)": ("hours", None),
    "start time (h:mm)": ("start", None),
    "start time": ("start", None),
    "setsxreps": ("repeated", None),
    "sets×reps": ("repeated", None),
    "setsxtime": ("held", None),
    "sets×time": ("held", None),
}
_DATE = re.compile(r"date(?: \((?P<order>[ymd/.-]+)\))?")
_BODY = re.compile(r"body ?weight(?: \((?P<unit>kg|lb)s?\))?")
_SET = re.compile(r"set (?P<number>\d{1,2}) \((?:(?P<reps>reps)|(?P<unit>kg|lb)s?)\)")
OF_WORKOUT = ("date", "title", "letter", "start", "hours", "duration", "body kg", "body lb", "body")


def meaning(name: str) -> Meaning | None:
    """What a column is; there is a pair of them for each set."""
    if date := _DATE.fullmatch(name):
        return "date", date["order"]
    if body := _BODY.fullmatch(name):
        return f"body {body['unit'] or ''}".strip(), body["unit"]
    if part := _SET.fullmatch(name):
        number = int(part["number"])
        return f"reps {number}" if part["reps"] else f"weight {number} {part['unit']}", part["unit"]
    return COLUMNS.get(name)


def read(log: Builder, header: Header, line: int, cell: Mapping[str, str]) -> None:
    """Take one line."""
    name = log.name(cell["exercise"])
    if not cell["date"]:
        cell = {**cell, **{key: log.above[key] for key in OF_WORKOUT if log.above.get(key)}}
    log.above = cell
    sets = _sets(log, line, cell)
    if not sets:
        raise UnreadableError("no set of this exercise was done")
    title = cell.get("title") or f"Workout {cell.get('letter', '')}".strip()
    date = _date(cell["date"], header.unit_of("date") or "")
    note = cell.get("note", "")
    workout = _began(log, line, date, cell.get("start", ""), title, note)
    log.lasted(line, workout, cell.get("duration", "") or _seconds(log, line, cell.get("hours", "")))
    weigh(log, workout, weight_of(log, cell, "body"))
    exercise = workout.exercise(name)
    exercise.sets += sets
    if " ".join(note.split()) != " ".join(workout.workout.note.split()):
        exercise.remember(note)


def _sets(log: Builder, line: int, cell: Mapping[str, str]) -> list[LoggedSet]:
    """The sets that were done, in repetitions, or in seconds where the exercise is held."""
    is_held = bool(cell.get("held")) and not cell.get("repeated")
    sets, number = [], 1
    while (said := cell.get(f"reps {number}")) is not None:
        weight = weight_of(log, cell, f"weight {number}")
        if is_held and said.strip(" 0:"):
            sets.append(log.set(line, "working", weight_kg=weight, duration=said))
        elif not is_held and whole_number("reps", said):
            sets.append(log.set(line, "working", weight_kg=weight, reps=said))
        number += 1
    return sets


def weight_of(log: Builder, cell: Mapping[str, str], what: str, first: str = "kg") -> Decimal | None:
    """The weight in whichever column is filled, `first` before the other."""
    for unit in sorted(("kg", "lb"), key=lambda unit: unit != first):
        if (said := cell.get(f"{what} {unit}", "")).strip(" 0.,"):
            return log.weight(said, unit)
    return log.weight(cell.get(what, ""))


def weigh(log: Builder, workout: WorkoutDraft, weight: Decimal | None) -> None:
    """Note what the member weighed, once and if it can be true."""
    if workout.workout.body_weight_kg is None and weight is not None and 1 <= weight <= 1_000:
        workout.workout = replace(workout.workout, body_weight_kg=weight)


def _began(log: Builder, line: int, date: str, start: str, title: str, note: str) -> WorkoutDraft:
    if start:
        try:
            return log.workout(line, f"{date} {start}", title, note)
        except UnreadableError:
            log.local(date)  # or it is the date that cannot be read
            log.warn(line, f"the time {start[:20]!r} is left out: it is not like 18:05 or 6:05 PM")
    return log.workout(line, date, title, note)


def _seconds(log: Builder, line: int, hours: str) -> str:
    try:
        told = decimal_number("hours", hours)
    except UnreadableError as error:
        log.warn(line, f"the workout's duration is left out: {error}")
        return ""
    return str(round(told * 3_600)) if told else ""


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
