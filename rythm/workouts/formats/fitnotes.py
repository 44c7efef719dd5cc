"""The CSV of FitNotes, on Android and on the iPhone: one line a set, and a day is a workout.

On Android a name with a comma in it is not quoted. On the iPhone `Kind` mostly says which numbers an exercise
has (`wr`, `t`, `dt`), which the numbers do themselves.
"""

import re
from collections.abc import Mapping
from decimal import Decimal

from rythm.workouts.formats.columns import Format, Header, Meaning
from rythm.workouts.formats.delimited import Record
from rythm.workouts.formats.logs import Builder, SetKind

COLUMNS: Mapping[str, Meaning] = {
    "date": ("date", None),
    "exercise": ("exercise", None),
    "category": ("category", None),
    "weight": ("weight", None),
    "weight (kg)": ("weight_kg", None),
    "weight (kgs)": ("weight_kg", None),
    "weight (lb)": ("weight_lb", None),
    "weight (lbs)": ("weight_lb", None),
    "weight unit": ("weight_unit", None),
    "reps": ("reps", None),
    "distance": ("distance", None),
    "distance unit": ("distance_unit", None),
    "time": ("seconds", None),
    "comment": ("note", None),
    "notes": ("note", None),
    "kind": ("kind", None),
}
KINDS: Mapping[str, SetKind] = {
    "warmup": "warmup",
    "drop": "drop",
    "dropset": "drop",
    "failure": "failure",
}
_FITS: Mapping[str, re.Pattern[str]] = {
    "date": re.compile(r"[\d/.-]{6,10}"),
    "category": re.compile(r".*[^\W\d_].*"),
    "reps": re.compile(r"\d*"),
    "seconds": re.compile(r"[\d:]*"),
    "weight_unit": re.compile(r"(kgs?|lbs?)?"),
    "distance_unit": re.compile(r"[a-z]{0,5}"),
    **{name: re.compile(r"\d*\.?\d*") for name in ("weight", "weight_kg", "weight_lb", "distance")},
}


def mend(header: Header, record: Record) -> Record | None:
    """The line with the commas back in the exercise's name or in the note at its end; None if unclear."""
    fields, extra = record.fields, len(record.fields) - header.width
    at, end = header.columns["exercise"][0], header.width - 1
    has_note = header.columns.get("note", (0, None))[0] == end
    mended = []
    for more in range(extra + 1) if has_note else (extra,):
        after = at + more + 1
        joined = (*fields[:at], ",".join(fields[at:after]), *fields[after:])
        whole = Record(record.line, (*joined[:end], ",".join(joined[end:])))
        cell = header.cells(whole)
        if all(pattern.fullmatch(cell.get(key, "")) for key, pattern in _FITS.items() if key in cell):
            mended.append(whole)
    return mended[0] if len(mended) == 1 else None


def read(log: Builder, header: Header, line: int, cell: Mapping[str, str]) -> None:
    """Take one line."""
    name = log.name(cell["exercise"])
    kind = cell.get("kind", "").casefold().replace("-", "").replace(" ", "").removesuffix("s")
    done = log.set(
        line,
        KINDS.get(kind, "working"),
        weight_kg=_weight(log, cell),
        reps=cell["reps"],
        distance_m=log.distance(cell.get("distance", ""), cell.get("distance_unit")),
        duration=cell.get("seconds", ""),
    )
    exercise = log.workout(line, cell["date"], "").exercise(name)
    exercise.sets.append(done)
    exercise.remember(cell.get("note", ""))


def _weight(log: Builder, cell: Mapping[str, str]) -> Decimal | None:
    """On the iPhone there is a column for each unit; the one that was not used is empty or worked out."""
    said = {unit: number for unit in ("kg", "lb") if (number := cell.get(f"weight_{unit}", "")).strip(" 0.,")}
    if len(said) == 2 and _places(said["lb"]) < _places(said["kg"]):
        del said["kg"]  # 102.06 kg are 225 lb
    for unit, number in said.items():
        return log.weight(number, unit)
    return log.weight(cell.get("weight", ""), cell.get("weight_unit"))


def _places(number: str) -> int:
    """How many decimals it takes to write a number."""
    return len(number.partition(".")[2].rstrip("0"))


FITNOTES = Format(
    "fitnotes",
    "FitNotes",
    COLUMNS.get,
    {"date": "Date", "exercise": "Exercise", "category": "Category", "reps": "Reps"},
    read,
    mend=mend,
)
