"""The words that the rules of progression share: what an exercise asks, what was done, what to do next.

Also runs on the phone. Loads in kg, as they stand in the field: for assisted exercises the help, where
progress means less of it.
"""

from typing import Any

from rythm.core.units import dumbbell_step, rounded, shown_weight, step, weight_text
from rythm.workouts.rules import WARMUP, counted_load, e1rm, floored, is_whole_load, number

Row = dict[str, Any]

DELOAD = 0.9
"""A load that was missed too often is built up again from nine tenths: the customary step back, as in
M. Rippetoe and A. Baker, "Practical Programming for Strength Training", 2006."""
LIGHTEST = 1.15
"""A session lighter by up to this much than the one before was a lighter day; below, a new beginning."""
LOWER_BODY = ["quadriceps", "hamstrings", "glutes", "calves", "adductors", "abductors", "lower_back"]
_BARS = ["barbell", "smith_machine", "ez_bar", "trap_bar", ""]


def about_line(
    line: Row | None, exercise: Row, unit: str, body_kg: float | None, step_kg: float | None
) -> Row:
    """What the rules ask of the exercise and its prescription."""
    measured_by = exercise.get("measured_by") or "weight_reps"
    equipment = exercise.get("equipment") or ""
    is_barbell = equipment in _BARS
    small = step_kg if is_barbell and step_kg else _usual_step(equipment, unit)
    usual = step(unit) if is_barbell else small
    jump = small * max(1, int(usual / small + 1e-6))
    lower = exercise.get("muscle") in LOWER_BODY and is_barbell
    prescribed = (line or {}).get("sets") or []
    work = [row for row in prescribed if row.get("kind") != WARMUP and row.get("kind") != "drop"]
    return {
        "measured_by": measured_by, "unit": unit, "body_kg": body_kg, "step": small, "jump": jump,
        "big_jump": jump * 2 if lower else jump, "sets": prescribed, "work": work,
        "is_bar": is_barbell, "sign": -1 if measured_by == "assisted_reps" else 1,
        "loaded": measured_by != "reps" and measured_by != "duration" and measured_by != "distance_duration",
    }  # fmt: skip


def _usual_step(equipment: str, unit: str) -> float:
    """The smallest jump of a kind of equipment: of a rack of dumbbells or kettlebells, else of a bar."""
    if equipment == "kettlebell":
        return 2 * dumbbell_step(unit)
    return dumbbell_step(unit) if equipment == "dumbbell" else step(unit)


def past_sessions(line: Row | None, sessions: list[Row], about: Row) -> list[Row]:
    """The sessions with their working sets, newest first: those of the same template if there are any."""
    template_id = (line or {}).get("template_id")
    own = [row for row in sessions if template_id and row.get("template_id") == template_id]
    found = []
    for session in own or sessions:
        body = number(session.get("body_weight_kg"))
        sets = [_worked(row) for row in session.get("sets") or []]
        work = [
            row for row in sets if row["kind"] != WARMUP and row["kind"] != "drop" and _is_done(row, about)
        ]
        if work:
            found.append({"sets": sets, "work": work, "body_kg": about["body_kg"] if body is None else body})
    return found


def _worked(row: Row) -> Row:
    return {
        "kind": row.get("kind") or "working",
        "weight": number(row.get("weight_kg")),
        "reps": row.get("reps"),
        "rpe": number(row.get("rpe")),
        "duration_seconds": row.get("duration_seconds"),
        "distance_m": number(row.get("distance_m")),
    }


def _is_done(row: Row, about: Row) -> bool:
    """Whether the set says what its exercise is measured by."""
    measured_by = about["measured_by"]
    if measured_by == "duration":
        return bool(row["duration_seconds"])
    if measured_by == "distance_duration":
        return bool(row["distance_m"]) or bool(row["duration_seconds"])
    if measured_by == "weight_distance":
        return bool(row["distance_m"])
    return bool(row["reps"]) and (measured_by != "weight_reps" or row["weight"] is not None)


def planned(row: Row, weight: float | None, reps: int | None) -> Row:
    """A suggested set in the place of a prescribed or past one."""
    return {
        "kind": row.get("kind") or "working",
        "weight_kg": None if weight is None else rounded(weight, 6),
        "reps": reps,
        "duration_seconds": None,
        "distance_m": None,
    }


def snapped(load: float, step_kg: float) -> float:
    """The nearest load that can be had in steps."""
    return int(load / step_kg + 0.5 + 1e-9) * step_kg if load > 0 else 0.0


def raised(load: float, jump: float, about: Row) -> float:
    """The load one jump up, on a bar down to the step it can carry; help goes down, at most to none."""
    after: float = load + jump * about["sign"]
    if about["sign"] < 0:
        return max(0.0, after)
    stepped = floored(after, about["step"])
    return stepped if about["is_bar"] and stepped > load + 0.02 else after


def best_e1rm(past: list[Row], about: Row) -> float | None:
    """The best estimate of the sessions, in counted kg; None without a load that is known whole."""
    best: float | None = None
    for session in past:
        if is_whole_load(about["measured_by"], session["body_kg"]):
            for row in session["work"]:
                load = counted_load(about["measured_by"], row["weight"], session["body_kg"])
                estimate = e1rm(load, row["reps"])
                if estimate is not None and (best is None or estimate > best):
                    best = estimate
    return best


def typed_load(counted: float, about: Row) -> float | None:
    """The number for the field that makes up a counted load; None without the body weight it takes."""
    if about["measured_by"] == "weight_reps":
        return max(float(about["step"]), snapped(counted, about["step"]))
    if about["body_kg"] is None:
        return None
    return max(0.0, snapped((counted - about["body_kg"]) * about["sign"], about["step"]))


def reps_range(row: Row | None) -> list[int] | None:
    """The range of a prescribed set, lowest first; one number stands for both ends. None without one."""
    low = (row or {}).get("reps_min") or (row or {}).get("reps_max")
    high = (row or {}).get("reps_max") or low
    if not low:
        return None
    return [min(low, high), max(low, high)]


def load_words(weight: float, about: Row) -> str:
    """The load in a sentence: "80 kg", "10 kg added", "20 kg of help", "body weight"."""
    text = weight_text(weight, about["unit"])
    if about["measured_by"] == "assisted_reps":
        return f"{text} of help" if weight > 0 else "no help"
    if about["measured_by"] == "bodyweight_reps":
        return f"{text} added" if weight > 0 else "body weight"
    return text


def all_sets(count: int) -> str:
    """One is "the set", then "both sets", "all 3 sets"."""
    return "the set" if count == 1 else "both sets" if count == 2 else f"all {count} sets"


def capital(text: str) -> str:
    """A sentence begins with a capital letter."""
    return text[:1].upper() + text[1:]


def working_load(session: Row, about: Row) -> float:
    """The load of a session that counts: the heaviest of its working sets, or the least help."""
    loads: list[float] = [row["weight"] or 0.0 for row in session["work"]]
    return min(loads) if about["sign"] < 0 else max(loads)


def is_lighter(past: list[Row], about: Row) -> bool:
    """Whether the last session was a little lighter than the one before: by up to 15 %, or by some help."""
    load, before = working_load(past[0], about), working_load(past[1], about)
    if about["sign"] < 0:
        return before + 0.02 < load <= before + 3 * float(about["step"])
    return load + 0.02 < before <= load * LIGHTEST


def light_day(load: float, found: Row | None, about: Row) -> Row | None:
    """What the session before a lighter day has earned."""
    if found is None:
        return None
    earned = found["reason"].replace("last time", "before")
    return {**found, "reason": f"{capital(load_words(load, about))} was a lighter day. {earned}"}


def at_load(session: Row, load: float, about: Row) -> list[Row]:
    """The working sets at a load; two loads that are shown alike are one."""
    shown = shown_weight(load, about["unit"])
    return [
        row
        for row in session["work"]
        if abs(shown_weight(row["weight"] or 0.0, about["unit"]) - shown) < 0.02
    ]


def es(count: int) -> str:
    """The ending of what one set does, and several do not: "reaches", "reach"."""
    return "es" if count == 1 else ""


def compared(load: float, before: float, about: Row) -> str:
    """Whether a load is up, down or the same, for help the other way round."""
    change = (load - before) * about["sign"]
    return "same" if abs(change) < 0.02 else "up" if change > 0 else "down"


def deloaded(load: float, about: Row) -> float:
    """Nine tenths of a load, rounded down to a step; for help, a tenth of what is lifted more of it."""
    if about["sign"] < 0:
        lifted = counted_load(about["measured_by"], load, about["body_kg"])
        return load + max(float(about["step"]), snapped((lifted or 0.0) * (1 - DELOAD), about["step"]))
    return load if load <= about["step"] else floored(load * DELOAD, about["step"])
