"""The CSV of FitNotes, on Android and on the iPhone: one line a set, and a day is a workout."""

from collections.abc import Mapping
from decimal import Decimal

from rythm.workouts.formats.columns import Format, Header, Meaning
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
    "w": "warmup",
    "drop": "drop",
    "dropset": "drop",
    "failure": "failure",
}


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
    """On the iPhone there is a column for each unit, and the one that was not used is empty or worked out."""
    for unit in ("kg", "lb"):
        if weight := log.weight(cell.get(f"weight_{unit}", ""), unit):
            return weight
    return log.weight(cell.get("weight", ""), cell.get("weight_unit"))


FITNOTES = Format(
    "fitnotes",
    "FitNotes",
    COLUMNS.get,
    {"date": "Date", "exercise": "Exercise", "category": "Category", "reps": "Reps"},
    read,
)
