"""Finds and understands the header of a Strong export: which column holds what, in which unit."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from rythm.workouts.delimited import Record, UnreadableFileError, records
from rythm.workouts.readings import UnreadableError

# Header (lower case, single spaces) -> (what it is, the unit it names).
COLUMNS: Mapping[str, tuple[str, str | None]] = {
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
WANTED: Mapping[str, str] = {
    "date": "Date",
    "title": "Workout Name",
    "exercise": "Exercise Name",
    "order": "Set Order",
    "weight": "Weight",
    "reps": "Reps",
}


@dataclass(frozen=True, slots=True)
class Header:
    """Where the columns are; `columns` maps what it is to its index and the unit its name gives."""

    line: int
    delimiter: str
    width: int
    columns: Mapping[str, tuple[int, str | None]]

    def cells(self, record: Record) -> dict[str, str]:
        """The record's fields by what they are; raises `UnreadableError` if there are too few or too many."""
        given = len(record.fields)
        needed = 1 + max(self.columns[key][0] for key in WANTED)
        # A field too many is a decimal comma without quotes: reading on would make 82,5 kg of it 82 kg.
        if not needed <= given <= self.width:
            raise UnreadableError(f"{given} columns instead of {self.width}")
        return {
            key: record.fields[index].strip() if index < given else ""
            for key, (index, _) in self.columns.items()
        }

    def unit_of(self, key: str) -> str | None:
        """The unit that the column's own name gives, as in `Weight (kg)`."""
        return self.columns[key][1] if key in self.columns else None


def find_header(text: str) -> Header:
    """The header on the first line that says something.

    Raises `UnreadableFileError`, naming the columns seen and wanted, when a needed one is missing.
    """
    line = 1
    for raw in text.split("\n"):
        # Excel writes `sep=;` above the header.
        if raw.strip() and not re.fullmatch(r"sep=.", raw.strip(), re.IGNORECASE):
            break
        line += 1
    # The delimiter is the one that makes the most sense of the header: `;` on Android, `,` on iPhone.
    guesses = []
    for delimiter in (",", ";", "\t"):
        first = next(records(text, delimiter, line), None)
        names = first.fields if isinstance(first, Record) else ()
        guesses.append((sum(_spelled(name) in COLUMNS for name in names), delimiter, names))
    _, delimiter, names = max(guesses, key=lambda guess: guess[0])
    columns: dict[str, tuple[int, str | None]] = {}
    for index, name in enumerate(names):
        if (known := COLUMNS.get(_spelled(name))) is not None:
            columns.setdefault(known[0], (index, known[1]))
    if missing := [shown for key, shown in WANTED.items() if key not in columns]:
        seen = ", ".join(name.strip()[:40] for name in names[:20]) or "nothing"
        raise UnreadableFileError(
            f"This does not look like an export from Strong: no column {', '.join(missing)} on line {line}. "
            f"Columns seen: {seen}. Columns wanted: {', '.join(WANTED.values())}."
        )
    return Header(line, delimiter, len(names), columns)


def _spelled(name: str) -> str:
    return " ".join(name.strip().casefold().split())
