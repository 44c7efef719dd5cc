"""What to do instead when a machine is taken, and with how much, on the phone as on the server."""

from typing import Any

from rythm.core.units import dumbbell_step, rounded, step
from rythm.workouts.rules import WARMUP, floored, number

Row = dict[str, Any]

MOST = 12
"""So many alternatives are looked through at most."""
SHARES = {"barbell": 1.0, "smith_machine": 0.97, "dumbbell": 0.415}
"""One-rep maximum of a press by what is pressed, per dumbbell: 3 % less in a Smith machine and 17 % less
with two dumbbells than with a bar. Source: A. Saeterbakken, R. van den Tillaar and M. Fimland, "A comparison
of muscle activity and 1-RM strength of three chest-press exercises with different stability requirements",
2011. For machines and cables no such share holds, since each is built differently."""
CAREFUL = 0.9
"""The first set of something new is a step lighter."""


def alternatives(exercise: Row, library: list[Row], uses: dict[str, int], listed_ids: list[str]) -> list[Row]:
    """The exercises that can stand in for one, best first; at most 12.

    First those that the plan lists, in its order. Then exercises for the same muscle, ranked by the same
    pattern (push or pull, one joint or several, one side or both), the same helping muscles, how often this
    member does them, and other equipment, since what is taken is usually the machine.
    """
    found: list[Row] = []
    for other in library:
        if other["id"] == exercise["id"] or other["id"] in listed_ids:
            continue
        if other.get("muscle") != exercise.get("muscle") or not exercise.get("muscle"):
            continue
        if (other.get("category") == "mobility") != (exercise.get("category") == "mobility"):
            continue
        found.append(
            {"score": -_likeness(exercise, other, uses), "name": other.get("name") or "", "of": other}
        )
    ranked_rows = sorted(found, key=_order)
    listed: list[Row] = []
    for wanted in listed_ids:
        listed.extend([other for other in library if other["id"] == wanted and wanted != exercise["id"]])
    return (listed + [row["of"] for row in ranked_rows])[:MOST]


def _order(row: Row) -> list[Any]:
    return [row["score"], row["name"]]


def _likeness(exercise: Row, other: Row, uses: dict[str, int]) -> float:
    """Points for all that two exercises for a muscle share; history outweighs any one of them."""
    points = 0.0
    for field in ["force", "mechanic", "category"]:
        if other.get(field) == exercise.get(field):
            points += 3
    if other.get("is_unilateral") == exercise.get("is_unilateral"):
        points += 1
    if _is_loaded(other) == _is_loaded(exercise):
        points += 2
    helpers = exercise.get("secondary_muscles") or []
    shared = [muscle for muscle in other.get("secondary_muscles") or [] if muscle in helpers]
    points += min(2, len(shared))
    if other.get("equipment") != exercise.get("equipment"):
        points += 1
    if other.get("is_common"):
        points += 2
    times = uses.get(other["id"]) or 0
    return points + (4 if times >= 5 else 3 if times > 0 else 0)


def _is_loaded(exercise: Row) -> bool:
    measured_by = exercise.get("measured_by") or "weight_reps"
    return measured_by == "weight_reps" or measured_by == "bodyweight_reps" or measured_by == "assisted_reps"


def derived_load(
    from_exercise: Row, to_exercise: Row, weight_kg: float | None, sessions_of_to: list[Row], unit: str = "kg"
) -> float | None:
    """The load to begin the other exercise with, in kg: the heaviest work of its last session; else derived.

    Only among barbell, Smith machine and dumbbells (the weight of one), for the same muscle, at nine tenths
    and rounded down to a step. None where no honest number can be had.
    """
    for session in sessions_of_to:
        loads = [number(row.get("weight_kg")) for row in session.get("sets") or [] if _is_work(row)]
        known = [load for load in loads if load is not None]
        if known:
            return min(known) if to_exercise.get("measured_by") == "assisted_reps" else max(known)
    before = SHARES.get(from_exercise.get("equipment") or "")
    after = SHARES.get(to_exercise.get("equipment") or "")
    if weight_kg is None or before is None or after is None:
        return None
    for field in ["muscle", "mechanic", "measured_by"]:
        if from_exercise.get(field) != to_exercise.get(field):
            return None
    if to_exercise.get("measured_by") != "weight_reps":
        return None
    jump = dumbbell_step(unit) if to_exercise.get("equipment") == "dumbbell" else step(unit)
    load = floored(weight_kg / before * after * CAREFUL, jump)
    return rounded(load, 6) if load > 0 else None


def _is_work(row: Row) -> bool:
    return row.get("kind") != WARMUP and row.get("kind") != "drop"
