"""The rows that the logger's acts write, as changes [entity, id, fields]; ids come from `new_id`."""

from collections.abc import Callable
from typing import Any

from rythm.core.units import shown_weight, step
from rythm.ui.pwa.screen.fields import exact_kg
from rythm.ui.pwa.screen.hints import (
    BARBELLS,
    exercise_of,
    hints_of,
    new_set,
    previous_of,
    suggestion_for,
)
from rythm.ui.pwa.screen.plan import members_of
from rythm.workouts.rules import warmup_ramp
from rythm.workouts.swap import derived_load

BLANK_TARGET = {
    "kind": "working", "reps_min": None, "reps_max": None, "load_by": None, "load": None, "tempo": "",
    "rest_seconds": None, "duration_seconds": None, "distance_m": None,
}  # fmt: skip

NUMBERS = ["weight_kg", "reps", "duration_seconds", "distance_m"]


def exercise_rows(
    phone: dict[str, Any],
    new_id: Callable[[], str],
    workout_id: str,
    exercise_id: str,
    position: int,
    line: dict[str, Any] | None,
) -> list[list[Any]]:
    """An exercise with its sets: as the line prescribes, as they were `done` in it, or as many as last time.

    What was done fills in a set only where the phone knows of no later time.
    """
    exercise = exercise_of(phone, exercise_id)
    told = line if line is not None else {}
    pause = told.get("rest_seconds")
    if pause is None:
        pause = exercise.get("rest_seconds")
    row_id = new_id()
    row = {
        "workout_id": workout_id,
        "exercise_id": exercise_id,
        "position": position,
        "rest_seconds": 120 if pause is None else pause,
        "note": told.get("note") or "",
        "group_number": told.get("group_number"),
        "group_rest_seconds": told.get("group_rest_seconds"),
        "skipped_at": None,
        "deleted_at": None,
    }
    prescribed = told.get("sets")
    done = told.get("done")
    sets: list[dict[str, Any]] = []
    if done is not None:
        sets = [{"kind": one.get("kind") or "working", "target": None} for one in done]
    elif prescribed is None:
        past = [one for one in previous_of(phone, exercise_id, None) if one.get("kind") != "warmup"]
        sets = [{"kind": "working", "target": None} for _ in range(len(past) or 3)]
    else:
        sets = [{"kind": one.get("kind") or "working", "target": one} for one in prescribed]
    changes: list[list[Any]] = [["workout_exercise", row_id, row]]
    whole = {**row, "id": row_id}
    for i in range(len(sets)):
        fresh = new_set(phone, whole, sets, i, None)
        if done is not None and _is_blank(fresh):
            fresh = new_set(phone, whole, sets, i, done[i])
        changes.append(["set", new_id(), fresh])
    return changes


def _is_blank(fields: dict[str, Any]) -> bool:
    return len([name for name in NUMBERS if fields.get(name) is not None]) == 0


def begun(
    phone: dict[str, Any],
    new_id: Callable[[], str],
    title: str,
    template: dict[str, Any] | None,
    started_at: str,
) -> list[list[Any]]:
    """A workout from a template, one done again, or an empty one."""
    workout_id = new_id()
    row = {
        "title": title,
        "template_id": template["id"] if template is not None else None,
        "template_version": template["version"] if template is not None else None,
        "started_at": started_at,
        "finished_at": None,
        "note": "",
        "body_weight_kg": phone.get("body_weight_kg"),
        "readiness": None,
        "deleted_at": None,
    }
    changes: list[list[Any]] = [["workout", workout_id, row]]
    lines = template["exercises"] if template is not None else []
    seen = {**phone, "by_id": {**phone["by_id"], workout_id: {**row, "id": workout_id}}}
    for i in range(len(lines)):
        changes.extend(exercise_rows(seen, new_id, workout_id, lines[i]["exercise_id"], i, lines[i]))
    return changes


def one_more(phone: dict[str, Any], row: dict[str, Any], sets: list[dict[str, Any]]) -> dict[str, Any]:
    """The fields of another set after the last one, like it."""
    if len(sets) == 0:
        return new_set(phone, row, sets, 0, None)
    last = sets[-1]
    fields = new_set(phone, row, sets, len(sets), last)
    return {**fields, "position": (last.get("position") or 0) + 1, "target": last.get("target")}


def bar_for(phone: dict[str, Any], exercise: dict[str, Any]) -> float:
    """The bar of an exercise in kg: the one picked last, the member's or the gym's first; nought without."""
    if exercise.get("equipment") not in BARBELLS:
        return 0.0
    bars = phone["equipment"].get("bars") or []
    chosen = phone.get("bar") or phone["preferences"].get("bar_kg") or (bars[0]["kg"] if len(bars) else "20")
    return float(chosen)


def ramp_for(phone: dict[str, Any], row: dict[str, Any], sets: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Warm-up sets up to the first working set that is still to do; empty when it has no weight."""
    for i in range(len(sets)):
        if sets[i].get("kind") == "warmup" or sets[i].get("done_at"):
            continue
        kg = sets[i].get("weight_kg") or hints_of(phone, row, sets, i).get("weight_kg")
        if kg is None or kg == "":
            return []
        unit = phone["preferences"]["unit"]
        bar = bar_for(phone, exercise_of(phone, row["exercise_id"]))
        ramp = warmup_ramp(float(kg), bar, step(unit))
        return [{"weight_kg": exact_kg(one["weight"], unit), "reps": one["reps"]} for one in ramp]
    return []


def warmed_up(
    phone: dict[str, Any],
    new_id: Callable[[], str],
    row: dict[str, Any],
    sets: list[dict[str, Any]],
    now: str,
) -> list[list[Any]]:
    """The ramp before the first set, in place of warm-ups that were not done."""
    ramp = ramp_for(phone, row, sets)
    changes: list[list[Any]] = []
    if len(ramp) == 0:
        return changes
    kept = []
    for one in sets:
        if one.get("kind") == "warmup" and not one.get("done_at"):
            changes.append(["set", one["id"], {"deleted_at": now}])
        else:
            kept.append(one)
    ahead = len([one for one in kept if one.get("kind") == "warmup"])
    for i in range(len(ramp)):
        fields = new_set(phone, row, [], 0, ramp[i])
        changes.append(["set", new_id(), {**fields, "kind": "warmup", "position": ahead + i}])
    for i in range(len(kept)):
        place = i if i < ahead else i + len(ramp)
        if kept[i].get("position") != place:
            changes.append(["set", kept[i]["id"], {"position": place}])
    return changes


def swapped(
    phone: dict[str, Any], new_id: Callable[[], str], row: dict[str, Any], exercise_id: str, now: str
) -> list[list[Any]]:
    """Another exercise in the place of this one; what was done stays with the old, the rest goes over.

    Loads follow from the member's own history of the new exercise, else from the old one's.
    """
    members = members_of(phone["rows"], row["workout_id"])
    before = exercise_of(phone, row["exercise_id"])
    after = exercise_of(phone, exercise_id)
    unit = phone["preferences"]["unit"]
    changes: list[list[Any]] = []
    at = 0
    sets: list[dict[str, Any]] = []
    for i in range(len(members)):
        if members[i]["row"]["id"] == row["id"]:
            at = i
            sets = members[i]["sets"]
    keeps = len([one for one in sets if one.get("done_at")]) > 0
    row_id = new_id()
    place = (row.get("position") or 0) + (1 if keeps else 0)
    fields = {
        "workout_id": row["workout_id"],
        "exercise_id": exercise_id,
        "position": place,
        "rest_seconds": row.get("rest_seconds"),
        "note": "",
        "group_number": row.get("group_number"),
        "group_rest_seconds": row.get("group_rest_seconds"),
        "skipped_at": None,
        "deleted_at": None,
    }
    changes.append(["workout_exercise", row_id, fields])
    if keeps:
        for i in range(at + 1, len(members)):
            there = members[i]["row"]
            changes.append(["workout_exercise", there["id"], {"position": (there.get("position") or 0) + 1}])
    else:
        changes.append(["workout_exercise", row["id"], {"deleted_at": now}])
    whole = {**fields, "id": row_id}
    left = [one for one in sets if not one.get("done_at")]
    for i in range(len(left)):
        fresh = new_set(phone, whole, left, i, None)
        kg = left[i].get("weight_kg")
        load = None
        if kg is not None and kg != "":
            load = derived_load(before, after, float(kg), phone["sessions"].get(exercise_id) or [], unit)
        fresh["weight_kg"] = None if load is None else exact_kg(load, unit)
        if left[i].get("reps") is not None and fresh.get("reps") is None:
            fresh["reps"] = left[i]["reps"]
        changes.append(["set", left[i]["id"], {"deleted_at": now}])
        changes.append(["set", new_id(), fresh])
    return changes


def felt(phone: dict[str, Any], workout: dict[str, Any], readiness: int) -> list[list[Any]]:
    """The readiness, and lower loads where the suggestion falls with it; what the member typed stays."""
    changes: list[list[Any]] = [["workout", workout["id"], {"readiness": readiness}]]
    unit = phone["preferences"]["unit"]
    today = {**workout, "readiness": readiness}
    then = {**phone, "by_id": {**phone["by_id"], workout["id"]: today}}
    for member in members_of(phone["rows"], workout["id"]):
        was = suggestion_for(phone, member["row"])
        told = suggestion_for(then, member["row"])
        if was is None or told is None:
            continue
        for i in range(len(member["sets"])):
            one = member["sets"][i]
            if one.get("done_at") or i >= len(was["sets"]) or i >= len(told["sets"]):
                continue
            old = was["sets"][i].get("weight_kg")
            fresh = told["sets"][i].get("weight_kg")
            if old is None or fresh is None or fresh >= old or one.get("weight_kg") is None:
                continue
            if shown_weight(float(one["weight_kg"]), unit) == shown_weight(old, unit):
                changes.append(["set", one["id"], {"weight_kg": exact_kg(fresh, unit)}])
    return changes


def weighed(new_id: Callable[[], str], kg: str, now: str) -> list[list[Any]]:
    """A body weight of today."""
    fields = {"kind": "weight", "value": kg, "measured_at": now, "deleted_at": None}
    return [["metric", new_id(), fields]]
