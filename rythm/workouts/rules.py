"""What a set is worth and how long to rest after it, on the phone as on the server.

Loads in kg, times in seconds; a set is a row: a dict with the names of its columns, where missing and None
are alike. `exact` says volume and one-rep maximum in decimals, `measures` in SQL.
"""

from typing import Any

from rythm.core.units import rounded

Row = dict[str, Any]

WARMUP = "warmup"
CARDIO = "cardio"
MOST_REPS = 12
"""Estimates from longer sets miss by too much to be shown."""
LONGEST_WARMUP_REST = 60
"""Seconds. A warm-up tires nobody."""
_RAMP = [[0.4, 5], [0.6, 3], [0.8, 2]]


def number(value: Any) -> float | None:
    """A column's number, kept as text or number; None if there is none."""
    return None if value is None or value == "" else float(value)


def counted_load(measured_by: str, weight_kg: float | None, body_kg: float | None) -> float | None:
    """The kg that a set moves: the weight; body plus weight; body less help, never below 0.

    None where it is not known: no weight was written, or help without a body weight. An empty field of an
    exercise with body weight is a set with the body alone; else the added load is all there is.
    """
    if measured_by == "bodyweight_reps":
        if body_kg is None:
            return weight_kg
        return max(0.0, body_kg + (weight_kg or 0.0))
    if measured_by == "assisted_reps":
        return None if body_kg is None else max(0.0, body_kg - (weight_kg or 0.0))
    if measured_by == "weight_reps" or measured_by == "weight_distance":
        return weight_kg
    return None


def is_whole_load(measured_by: str, body_kg: float | None) -> bool:
    """Whether the counted load is all that was lifted, so that an estimate may rest on it."""
    return measured_by == "weight_reps" or (
        body_kg is not None and (measured_by == "bodyweight_reps" or measured_by == "assisted_reps")
    )


def volume_of(done: Row, measured_by: str, body_kg: float | None) -> float:
    """Counted load times repetitions of a set, in kg: volume load.

    Source: G. Haff, "Quantifying Workloads in Resistance Training", 2010. A warm-up is no work; drop sets and
    sets to failure are. Carries and sets for time move no volume.
    """
    load = counted_load(measured_by, number(done.get("weight_kg")), body_kg)
    reps = done.get("reps")
    if (
        done.get("kind") == WARMUP
        or measured_by == "weight_distance"
        or load is None
        or reps is None
        or load <= 0
    ):
        return 0.0
    return load * float(reps)


def e1rm(load: float | None, reps: int | None) -> float | None:
    """The load that could be lifted once, in kg to 0.01: `load * (1 + reps / 30)`.

    One repetition is a measurement and stays as it is; above 12 repetitions and without a load there is no
    estimate. Source: B. Epley, "Poundage Chart", Boyd Epley Workout, Lincoln, 1985.
    """
    if load is None or reps is None or load <= 0 or reps < 1 or reps > MOST_REPS:
        return None
    return rounded(load if reps == 1 else load * (30 + reps) / 30, 2)


def load_for(one_rep_max: float, reps: int) -> float:
    """The load that Epley's formula, turned round, allows for so many repetitions (1 and more), in kg."""
    return one_rep_max if reps == 1 else one_rep_max * 30 / (30 + reps)


def rest_after(kind: str, rest_seconds: int | None) -> int:
    """Seconds of rest after a set: all after work, half of it, at most 60, after a warm-up."""
    seconds = rest_seconds or 0
    if kind == WARMUP:
        return min(LONGEST_WARMUP_REST, seconds // 2)
    return 0 if kind == "drop" else seconds


def floored(load: float, step_kg: float) -> float:
    """The load at the step below or at it; steps count from 0."""
    return load if step_kg <= 0 else int(load / step_kg + 1e-9) * step_kg


def warmup_ramp(working_kg: float, bar_kg: float, step_kg: float) -> list[Row]:
    """The sets that lead to a working weight: the bar for 10, then 40 % for 5, 60 % for 3 and 80 % for 2.

    Rounded down to what the bar can carry in steps of `step_kg`; no load twice, none at or above the working
    weight. Source: S. Rippetoe and L. Kilgore, "Starting Strength", 2005, as training logs have it.
    """
    found: list[Row] = []
    last = -1.0
    if 0 < bar_kg < working_kg:
        found.append({"weight": rounded(bar_kg, 6), "reps": 10})
        last = bar_kg
    for share, reps in _RAMP:
        weight = bar_kg + floored(working_kg * share - bar_kg, step_kg)
        if weight > max(last, bar_kg - 1e-6) + 1e-9 and 0 < weight < working_kg:
            found.append({"weight": rounded(weight, 6), "reps": int(reps)})
            last = weight
    return found


def muscle_sets(sets_by_exercise: dict[str, int], library: dict[str, Row]) -> dict[str, float]:
    """Working sets by muscle: one for the muscle an exercise is for, half a set for each that helps.

    The customary count behind B. Schoenfeld, D. Ogborn and J. Krieger, "Dose-response relationship between
    weekly resistance training volume and increases in muscle mass", 2017. Give it done sets of work; cardio
    counts for no muscle.
    """
    found: dict[str, float] = {}
    for exercise_id, sets in sets_by_exercise.items():
        exercise = library.get(exercise_id)
        if exercise is None or not sets or exercise.get("category") == CARDIO:
            continue
        muscle = exercise.get("muscle")
        if muscle:
            found[muscle] = found.get(muscle, 0.0) + sets
        for helper in exercise.get("secondary_muscles") or []:
            if helper != muscle:
                found[helper] = found.get(helper, 0.0) + sets * 0.5
    return found


def streak(weeks: list[int]) -> int:
    """How many weeks in a row had a workout, from workouts per week, oldest first, like `progress.streaks`.

    One week without is forgiven and does not count; the week that is still running cannot break it.
    """
    length = missed = 0
    for i in range(len(weeks)):
        if weeks[i]:
            length, missed = length + 1, 0
        elif i < len(weeks) - 1:
            missed += 1
            length = length if missed < 2 else 0
    return length
