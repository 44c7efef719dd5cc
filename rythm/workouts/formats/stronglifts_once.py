"""What StrongLifts exported until 2018: one line a workout, its exercises side by side with their sets.

Each exercise has its weight in both units; what the member weighed says which of them they trained in.
"""

import re
from collections.abc import Mapping, Sequence

from rythm.workouts.formats.columns import Columns, Format, Header
from rythm.workouts.formats.logs import Builder, LoggedSet
from rythm.workouts.formats.readings import UnreadableError, whole_number
from rythm.workouts.formats.stronglifts import weigh, weight_of

_OF_WORKOUT = {"date": "date", "note": "note", "notes": "note", "workout": "letter"}
_BODY = re.compile(r"body ?weight(?: \((?P<unit>kg|lb)\))?")
_WEIGHT = re.compile(r"weight \((?P<unit>kg|lb)s?\)")


def layout(names: Sequence[str]) -> Columns:
    """What the columns are: those after `Exercise 2` belong to it, until the next one."""
    columns: Columns = {}
    number = 0
    for index, name in enumerate(names):
        if re.fullmatch(r"exercise \d{1,2}", name):
            number += 1
            columns[f"exercise {number}"] = index, None
        elif number and (weight := _WEIGHT.fullmatch(name)):
            columns[f"weight {number} {weight['unit']}"] = index, None
        elif number and (done := re.fullmatch(r"set (\d{1,2})", name)):
            columns[f"reps {number} {int(done[1])}"] = index, None
        elif body := _BODY.fullmatch(name):
            columns[f"body {body['unit'] or ''}".strip()] = index, None
        elif name in _OF_WORKOUT:
            columns.setdefault(_OF_WORKOUT[name], (index, None))
    return columns


def read(log: Builder, header: Header, line: int, cell: Mapping[str, str]) -> None:
    """Take one line."""
    unit, weighed = _body(cell)
    done: list[tuple[str, list[LoggedSet]]] = []
    number = 1
    while (said := cell.get(f"exercise {number}")) is not None:
        try:
            if said and (sets := _sets(log, line, cell, number, unit)):
                done.append((log.name(said), sets))
        except UnreadableError as error:
            log.refuse(line, f"{said[:40]}: {error}")
        number += 1
    if not done:
        raise UnreadableError("no set of this workout was done")
    title = f"Workout {cell.get('letter', '')}".strip()
    workout = log.workout(line, cell["date"], title, cell.get("note", ""))
    weigh(log, workout, log.weight(weighed, unit))
    for name, sets in done:
        workout.exercise(name).sets += sets


def _body(cell: Mapping[str, str]) -> tuple[str, str]:
    """Which unit the member trains in, and what they weigh: `183lb`, or in a column of its own."""
    if together := re.fullmatch(r"([\d.,]+) ?(kg|lb)s?", cell.get("body", ""), re.IGNORECASE):
        return together[2].casefold(), together[1]
    for unit in ("kg", "lb"):
        if (said := cell.get(f"body {unit}", "")).strip(" 0.,"):
            return unit, said
    return "kg", ""


def _sets(log: Builder, line: int, cell: Mapping[str, str], number: int, unit: str) -> list[LoggedSet]:
    weight = weight_of(log, cell, f"weight {number}", unit)
    sets, place = [], 1
    while (said := cell.get(f"reps {number} {place}")) is not None:
        if whole_number("reps", said):
            sets.append(log.set(line, "working", weight_kg=weight, reps=said))
        place += 1
    return sets


STRONGLIFTS_ONCE = Format(
    "stronglifts",
    "StrongLifts",
    lambda _: None,
    {"date": "Date", "exercise 1": "Exercise 1", "reps 1 1": "Set 1"},
    read,
    layout=layout,
)
