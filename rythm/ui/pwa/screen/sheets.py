"""What opens over the logger: the menu of a set, an exercise or the workout, plates, and swaps."""

from typing import Any

from rythm.core.units import number_text, shown_weight
from rythm.ui.pwa.screen.fields import clock_of, columns_of, figures_of, weight_of
from rythm.ui.pwa.screen.hints import exercise_of, hints_of, line_of
from rythm.ui.pwa.screen.making import bar_for, ramp_for
from rythm.ui.pwa.screen.plan import blocks_of, members_of
from rythm.ui.pwa.screen.summary import spoken
from rythm.workouts.plates import plates
from rythm.workouts.rules import rest_after
from rythm.workouts.swap import alternatives, derived_load

OFFERED = 12
"""So many alternatives are listed."""

EMPTY_SHEET = {
    "kind": "", "id": "", "exercise_id": "", "title": "", "name": "", "note": "", "rest": "",
    "own_rest": False,
    "set_kind": "", "weighted": False, "grouped": False, "below": "", "first": False, "last": False,
    "skipped": False, "ramp": "", "bars": [], "side": [], "bar": "", "target": "", "loaded": "",
    "remainder": "", "choices": [],
}  # fmt: skip


def sheet_view(phone: dict[str, Any], kind: str, id: str) -> dict[str, Any] | None:
    """What the open sheet shows; nothing when its row is gone."""
    row = phone["by_id"].get(id)
    if row is None:
        return None
    if kind == "workout":
        return {
            **EMPTY_SHEET, "kind": kind, "id": id, "title": "Workout", "name": row.get("title") or "",
            "note": row.get("note") or "",
        }  # fmt: skip
    part = phone["by_id"].get(row["workout_exercise_id"]) if row["entity"] == "set" else row
    if part is None:
        return None
    exercise = exercise_of(phone, part["exercise_id"])
    members = members_of(phone["rows"], part["workout_id"])
    sets = []
    for member in members:
        if member["row"]["id"] == part["id"]:
            sets = member["sets"]
    base = {
        **EMPTY_SHEET, "kind": kind, "id": id, "title": exercise["name"], "note": part.get("note") or "",
        "exercise_id": part["exercise_id"], "name": exercise["name"],
        "weighted": "weight_kg" in columns_of(exercise.get("measured_by")),
    }  # fmt: skip
    if kind == "set":
        return {**base, **_set_sheet(phone, part, row, sets, exercise)}
    if kind == "plates":
        return {**base, **plates_view(phone, part, row, sets, exercise)}
    if kind == "swap":
        return {**base, "choices": choices_of(phone, part, sets)}
    return {**base, **_exercise_sheet(phone, part, members, sets, exercise)}


def _set_sheet(
    phone: dict[str, Any],
    part: dict[str, Any],
    row: dict[str, Any],
    sets: list[Any],
    exercise: dict[str, Any],
) -> dict[str, Any]:
    place = [one["id"] for one in sets].index(row["id"])
    kind = row.get("kind") or "working"
    own = row.get("rest_seconds")
    seconds = (
        own
        if own is not None
        else rest_after("working" if kind == "drop" else kind, part.get("rest_seconds") or 0)
    )
    return {
        "title": exercise["name"] + ", set " + str(place + 1),
        "set_kind": kind,
        "rest": clock_of(seconds) if seconds else "none",
        "own_rest": own is not None,
    }


def _exercise_sheet(
    phone: dict[str, Any],
    part: dict[str, Any],
    members: list[dict[str, Any]],
    sets: list[Any],
    exercise: dict[str, Any],
) -> dict[str, Any]:
    ids = [member["row"]["id"] for member in members]
    at = ids.index(part["id"])
    grouped = len([block for block in blocks_of(members) if len(block) > 1 and _holds(block, part["id"])]) > 0
    below = (
        "" if at + 1 >= len(members) else exercise_of(phone, members[at + 1]["row"]["exercise_id"])["name"]
    )
    pause = part.get("rest_seconds") or 0
    ramp = ramp_for(phone, part, sets)
    unit = phone["preferences"]["unit"]
    return {
        "rest": clock_of(pause) if pause else "none",
        "grouped": grouped,
        "below": below,
        "first": at == 0,
        "last": at == len(members) - 1,
        "skipped": part.get("skipped_at") is not None,
        "ramp": ", ".join([weight_of(one["weight_kg"], unit) + " × " + str(one["reps"]) for one in ramp]),
    }


def _holds(block: list[dict[str, Any]], id: str) -> bool:
    return id in [member["row"]["id"] for member in block]


def plates_view(
    phone: dict[str, Any],
    part: dict[str, Any],
    row: dict[str, Any],
    sets: list[Any],
    exercise: dict[str, Any],
) -> dict[str, Any]:
    """What to load for a set: the plates of one side, and what cannot be made with them."""
    unit = phone["preferences"]["unit"]
    place = [one["id"] for one in sets].index(row["id"])
    kg = row.get("weight_kg")
    if kg is None or kg == "":
        kg = hints_of(phone, part, sets, place).get("weight_kg") or "0"
    bar = bar_for(phone, exercise)
    picked = phone.get("bar")
    if picked is not None and picked != "":
        bar = float(picked)
    equipment = phone["equipment"]
    stock = [{"kg": float(one["kg"]), "pairs": one["pairs"]} for one in equipment.get("plates") or []]
    found = plates(float(kg), bar, stock)
    heaviest = max([1.0, *[one["kg"] for one in stock]])
    side = []
    for one in found["side"]:
        for n in range(one["count"]):
            size = one["kg"] / heaviest
            side.append(
                {
                    "id": number_text(one["kg"]) + "-" + str(n),
                    "label": weight_of(one["kg"], unit),
                    "size": int(34 + 66 * size) / 100,
                    "tone": "big" if size > 0.7 else "mid" if size > 0.3 else "small",
                }
            )
    bars = [{"value": "0", "label": "No bar", "picked": bar == 0}]
    for one in equipment.get("bars") or []:
        words = one["name"] + ", " + weight_of(one["kg"], unit) + " " + unit
        bars.append({"value": str(one["kg"]), "label": words, "picked": bar == float(one["kg"])})
    short = found["remainder"]
    words = [
        weight_of(one["kg"], unit) + (" × " + str(one["count"]) if one["count"] > 1 else "")
        for one in found["side"]
    ]
    loaded = " + ".join(words) + (" on each side" if bar else "") if len(words) else "The bar alone"
    return {
        "target": weight_of(kg, unit) + " " + unit,
        "bar": number_text(shown_weight(bar, unit)) if bar else "",
        "bars": bars,
        "side": side,
        "loaded": loaded,
        "remainder": _remainder_words(short, found["total"], unit),
    }


def _remainder_words(short: float, total: float, unit: str) -> str:
    if short > -0.001 and short < 0.001:
        return ""
    if short < 0:
        return "The bar alone is " + weight_of(0 - short, unit) + " " + unit + " too heavy."
    made = weight_of(total, unit) + " " + unit
    return "These plates make " + made + ", " + weight_of(short, unit) + " " + unit + " short."


def choices_of(phone: dict[str, Any], part: dict[str, Any], sets: list[Any]) -> list[dict[str, Any]]:
    """What to do instead, the template's own alternatives first, each with the load to start from."""
    before = exercise_of(phone, part["exercise_id"])
    line = line_of(phone, part) or {}
    unit = phone["preferences"]["unit"]
    library = list(phone["exercises"].values())
    listed = line.get("alternatives") or []
    found = alternatives(before, library, phone["uses"], listed)
    kg = None
    for one in sets:
        work = one.get("kind") != "warmup" and one.get("weight_kg")
        if work and (kg is None or not one.get("done_at")):
            kg = float(one["weight_kg"])
            if not one.get("done_at"):
                break
    choices = []
    for other in found[:OFFERED]:
        sessions = phone["sessions"].get(other["id"]) or []
        load = derived_load(before, other, kg, sessions, unit) if kg is not None else None
        words = [spoken(other.get("equipment") or "")] if other.get("equipment") else []
        if other["id"] in listed:
            words.append("in the template")
        if len(sessions):
            words.append("last " + figures_of(sessions[0]["sets"][0], other.get("measured_by"), unit))
        weight = "" if load is None else weight_of(load, unit) + " " + unit
        choices.append({"id": other["id"], "name": other["name"], "detail": ", ".join(words), "load": weight})
    return choices
