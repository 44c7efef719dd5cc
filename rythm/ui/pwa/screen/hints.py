"""What a set is filled in with: the suggestion, else last time, else what the template prescribes."""

from typing import Any

from rythm.core.units import number_text, step
from rythm.ui.pwa.screen.fields import clock_of, columns_of, counted_of, exact_kg, weight_of
from rythm.workouts.plates import barbell_step
from rythm.workouts.progression import suggestion

BARBELLS = ["barbell", "ez_bar", "trap_bar", "smith_machine"]
"""What is loaded with plates on both sides."""


def day_of(phone: dict[str, Any], iso: str) -> str:
    """today, yesterday, or Friday, 20 November."""
    day = phone["day"]
    return str(day(iso))


def time_of(phone: dict[str, Any], iso: str) -> str:
    """today, 18:42."""
    hour = phone["hour"]
    return day_of(phone, iso) + ", " + str(hour(iso))


def exercise_of(phone: dict[str, Any], exercise_id: str) -> dict[str, Any]:
    """The exercise as the phone's library has it; a placeholder for one it does not know."""
    found: dict[str, Any] | None = phone["exercises"].get(exercise_id)
    if found is not None:
        return found
    return {"id": exercise_id, "name": "Exercise", "measured_by": "weight_reps", "rest_seconds": 120}


def measured_of(phone: dict[str, Any], exercise_id: str) -> str:
    """What the numbers of an exercise's sets are."""
    return str(exercise_of(phone, exercise_id).get("measured_by") or "weight_reps")


def line_of(phone: dict[str, Any], row: dict[str, Any]) -> dict[str, Any] | None:
    """What the template of its workout says about an exercise in it."""
    workout = phone["by_id"].get(row["workout_id"]) or {}
    template = phone["templates"].get(workout.get("template_id") or "")
    if template is None:
        return None
    for line in template["exercises"]:
        if line["exercise_id"] == row["exercise_id"]:
            found: dict[str, Any] = line
            return found
    return None


def policy_of(phone: dict[str, Any], row: dict[str, Any]) -> str:
    """How the loads of an exercise go on: as its line says, else its template, else double progression."""
    workout = phone["by_id"].get(row["workout_id"]) or {}
    template = phone["templates"].get(workout.get("template_id") or "") or {}
    line = line_of(phone, row) or {}
    return str(line.get("progression") or template.get("progression") or "double")


def suggestion_for(phone: dict[str, Any], row: dict[str, Any]) -> dict[str, Any] | None:
    """What to lift next of an exercise in a workout, and why; nothing if the member wants no suggestions."""
    workout = phone["by_id"].get(row["workout_id"]) or {}
    preferences = phone["preferences"]
    if not preferences.get("suggestions"):
        return None
    exercise = exercise_of(phone, row["exercise_id"])
    line = line_of(phone, row)
    jump = None
    if exercise.get("equipment") in BARBELLS:
        jump = barbell_step(phone["equipment"].get("plates") or [], step(preferences["unit"]))
    return suggestion(
        policy_of(phone, row),
        None if line is None else {**line, "template_id": workout.get("template_id")},
        sessions_of(phone, row["exercise_id"], row["workout_id"]),
        exercise,
        workout.get("readiness"),
        preferences["unit"],
        body_of(phone, workout),
        jump,
    )


def body_of(phone: dict[str, Any], workout: dict[str, Any]) -> float | None:
    """The member's weight on the day of a workout, in kg, as far as it is known."""
    kg = workout.get("body_weight_kg") or phone.get("body_weight_kg")
    return float(kg) if kg else None


def sessions_of(phone: dict[str, Any], exercise_id: str, workout_id: str | None) -> list[dict[str, Any]]:
    """The last times an exercise was done, newest first, without the workout that is looked at."""
    sessions = phone["sessions"].get(exercise_id) or []
    return [one for one in sessions if one["workout_id"] != workout_id]


def previous_of(phone: dict[str, Any], exercise_id: str, workout_id: str | None) -> list[dict[str, Any]]:
    """The sets of last time."""
    sessions = sessions_of(phone, exercise_id, workout_id)
    return sessions[0]["sets"] if len(sessions) else []


def _alike(sets: list[dict[str, Any]], warmup: bool) -> list[dict[str, Any]]:
    return [one for one in sets if (one.get("kind") == "warmup") == warmup]


def last_time(phone: dict[str, Any], row: dict[str, Any], sets: list[Any], i: int) -> dict[str, Any]:
    """Last time's sets that set `i` compares with, warm-ups with warm-ups, and its place among them."""
    warmup = i < len(sets) and sets[i].get("kind") == "warmup"
    past = _alike(previous_of(phone, row["exercise_id"], row["workout_id"]), warmup)
    return {"past": past, "n": len(_alike(sets[:i], warmup)), "warmup": warmup}


def target_kg(phone: dict[str, Any], exercise_id: str, target: dict[str, Any] | None) -> float | None:
    """The load a prescribed set asks for, in kg; a percentage is of the best estimate, rounded down."""
    load = target.get("load") if target is not None else None
    if target is None or load is None:
        return None
    if target.get("load_by") == "kg":
        return float(load)
    if target.get("load_by") != "percent":
        return None
    best = (phone["bests"].get(exercise_id) or {}).get("e1rm")
    if best is None:
        return None
    unit = phone["preferences"]["unit"]
    by = step(unit)
    return by * int(float(best["value"]) * float(load) / 100 / by + 0.000001)


def hints_of(phone: dict[str, Any], row: dict[str, Any], sets: list[Any], i: int) -> dict[str, Any]:
    """The values that set `i` would be done with, each nothing when nobody knows."""
    before = last_time(phone, row, sets, i)
    past = before["past"]
    last = past[min(before["n"], len(past) - 1)] if len(past) else {}
    target = (sets[i].get("target") if i < len(sets) else None) or {}
    asked = target_kg(phone, row["exercise_id"], target)
    weight = last.get("weight_kg")
    reps = last.get("reps")
    if asked is not None and (weight is None or policy_of(phone, row) == "none"):
        weight = exact_kg(asked, phone["preferences"]["unit"])
        reps = target.get("reps_min") or target.get("reps_max") or reps
    if reps is None:
        reps = target.get("reps_min") or target.get("reps_max")
    suggest = phone["suggest"]
    found = suggest(phone, row)
    told = _alike(found["sets"], before["warmup"]) if found is not None else []
    if len(told):
        one = told[min(before["n"], len(told) - 1)]
        if one.get("weight_kg") is not None:
            weight = exact_kg(one["weight_kg"], phone["preferences"]["unit"])
        if one.get("reps") is not None:
            reps = one["reps"]
    effort = last.get("rpe")
    if target.get("load_by") == "rpe" and target.get("load") is not None:
        effort = target["load"]
    if target.get("load_by") == "rir" and target.get("load") is not None:
        effort = number_text(10 - float(target["load"]))
    return {
        "weight_kg": weight,
        "reps": reps,
        "rpe": effort,
        "duration_seconds": target.get("duration_seconds") or last.get("duration_seconds"),
        "distance_m": target.get("distance_m") or last.get("distance_m"),
    }


def _span(low: Any, high: Any) -> str:
    if low and high and low != high:
        return str(low) + "–" + str(high)
    return str(high or low or "")


def prescribed_load(target: dict[str, Any], unit: str) -> str:
    """At 80 kg, at 75 %, at RPE 8, with 2 in reserve; or nothing."""
    load = target.get("load")
    by = target.get("load_by")
    if load is None or by is None:
        return ""
    if by == "kg":
        return " at " + weight_of(load, unit) + " " + unit
    if by == "percent":
        return " at " + number_text(float(load)) + " %"
    return (" at RPE " if by == "rpe" else " at RIR ") + number_text(float(load))


def prescription_words(line: dict[str, Any], unit: str) -> str:
    """A template's line in short: "4 × 6 at RPE 8"; warm-ups go without saying."""
    work = _alike(line["sets"], False)
    if len(work) == 0:
        return counted_of(len(line["sets"]), "warm-up set")
    lows = [one.get("reps_min") or one.get("reps_max") or 0 for one in work]
    highs = [one.get("reps_max") or one.get("reps_min") or 0 for one in work]
    reps = _span(min(lows), max(highs))
    loads = [prescribed_load(one, unit) for one in work]
    same = len([load for load in loads if load == loads[0]]) == len(loads)
    seconds = work[0].get("duration_seconds")
    metres = work[0].get("distance_m")
    each = (
        reps
        or (clock_of(seconds) if seconds else "")
        or (number_text(float(metres)) + " m" if metres else "")
    )
    start = str(len(work)) + " × " + each if each else counted_of(len(work), "set")
    return start + (loads[0] if same else "")


def new_set(
    phone: dict[str, Any], row: dict[str, Any], sets: list[Any], i: int, like: dict[str, Any] | None
) -> dict[str, Any]:
    """The fields of set `i`, filled in as it would be done or like another; effort is felt, never assumed."""
    target = sets[i].get("target") if i < len(sets) else None
    filled = like if like is not None else hints_of(phone, row, sets, i)
    kind = (sets[i].get("kind") if i < len(sets) else None) or "working"
    fields: dict[str, Any] = {
        "workout_exercise_id": row["id"],
        "position": i,
        "kind": kind,
        "weight_kg": None,
        "reps": None,
        "rpe": None,
        "duration_seconds": None,
        "distance_m": None,
        "rest_seconds": target.get("rest_seconds") if target is not None else None,
        "target": target,
        "done_at": None,
        "deleted_at": None,
    }
    for field in columns_of(measured_of(phone, row["exercise_id"])):
        if filled.get(field) is not None and filled.get(field) != "":
            fields[field] = filled[field]
    return fields
