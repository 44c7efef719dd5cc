"""The open workout as the logger shows it, worked out from the phone's rows and never kept beside them."""

from typing import Any

from rythm.core.units import number_text, shown_weight
from rythm.progress.records import bests_with, records, volume_records
from rythm.ui.pwa.screen.fields import (
    clock_of,
    counted_of,
    fields_of,
    figures_of,
    grouped,
    head_of,
    is_blank,
    label_of,
    shown_value,
    weight_of,
)
from rythm.ui.pwa.screen.hints import (
    body_of,
    exercise_of,
    hints_of,
    last_time,
    line_of,
    measured_of,
    prescription_words,
    time_of,
)
from rythm.ui.pwa.screen.plan import blocks_of, members_of, next_step, rounds_of, steps_of
from rythm.workouts.rules import volume_of

KIND_LETTERS = {"warmup": "W", "drop": "D", "failure": "F"}
RECORD_WORDS = {"e1rm": "New best e1RM", "weight": "Heaviest yet", "volume": "Most volume"}
IDLE_MS = 4 * 3600 * 1000
"""A workout that nobody touched for so long was left open, not paused."""


def is_hard(one: dict[str, Any]) -> bool:
    """Whether a set is work: every set but a warm-up."""
    return one.get("kind") != "warmup"


def worth_of(phone: dict[str, Any], member: dict[str, Any], one: dict[str, Any], body: float | None) -> float:
    """The volume of a set in kg."""
    return volume_of(one, measured_of(phone, member["row"]["exercise_id"]), body)


def volume_words(kg: float, unit: str) -> str:
    """A volume in the member's unit, without the unit."""
    return grouped(shown_weight(kg, unit) + 0.5)


def bars_of(
    phone: dict[str, Any], members: list[dict[str, Any]], body: float | None, kinds: dict[str, str]
) -> list[dict[str, Any]]:
    """One bar per set, its height the set's volume; `kinds` colours some of them."""
    most = 1.0
    for member in members:
        for one in member["sets"]:
            most = max(most, worth_of(phone, member, one, body))
    bars: list[dict[str, Any]] = []
    for member in members:
        if len(bars):
            bars.append({"id": "gap" + member["row"]["id"], "v": 0, "kind": "gap"})
        for one in member["sets"]:
            height = int(35.5 + 65 * worth_of(phone, member, one, body) / most) / 100
            bars.append({"id": one["id"], "v": height, "kind": kinds.get(one["id"]) or ""})
    return bars


def records_of(
    phone: dict[str, Any], members: list[dict[str, Any]], body: float | None
) -> dict[str, list[dict[str, Any]]]:
    """The records that ticked sets are, by set, each against all that came before it."""
    found: dict[str, list[dict[str, Any]]] = {}
    bests: dict[str, Any] = {}
    for member in members:
        exercise_id = member["row"]["exercise_id"]
        measured_by = measured_of(phone, exercise_id)
        best = bests.get(exercise_id) or phone["bests"].get(exercise_id)
        done = [one for one in member["sets"] if one.get("done_at")]
        kg = 0.0
        most = False
        for one in sorted(done, key=lambda row: row["done_at"]):
            here = records(one, best, measured_by, body)
            kg += volume_of(one, measured_by, body)
            if not most:
                here = [*here, *volume_records(kg, best)]
                most = len([record for record in here if record["kind"] == "volume"]) > 0
            found[one["id"]] = here
            best = bests_with(best, one, measured_by, body, one["done_at"])
        bests[exercise_id] = best
    return found


def record_words(record: dict[str, Any], one: dict[str, Any], unit: str) -> dict[str, str]:
    """A record in words: what it is, its value, and how much more than before."""
    kind = record["kind"]
    before = record.get("before")
    if kind == "reps":
        weight = (
            "" if is_blank(one.get("weight_kg")) else " at " + weight_of(one["weight_kg"], unit) + " " + unit
        )
        more = "" if before is None else "+" + number_text(record["value"] - before)
        return {"words": "Most reps" + weight, "value": number_text(record["value"]), "more": more}
    value = shown_weight(record["value"], unit)
    step = (
        "" if before is None else "+" + number_text(int((value - shown_weight(before, unit)) * 10 + 0.5) / 10)
    )
    if kind == "volume":
        whole = int(value + 0.5)
        step = "" if before is None else "+" + grouped(whole - int(shown_weight(before, unit) + 0.5))
        return {"words": RECORD_WORDS[kind], "value": grouped(whole) + " " + unit, "more": step}
    shown = number_text(int(value * 10 + 0.5) / 10)
    return {"words": RECORD_WORDS[kind], "value": shown + " " + unit, "more": step}


def cell_view(
    phone: dict[str, Any],
    one: dict[str, Any],
    field: str,
    hints: dict[str, Any],
    measured_by: str,
    label: str,
) -> dict[str, Any]:
    """One number of a set: what was typed stands as it was typed until the field is left."""
    unit = phone["preferences"]["unit"]
    effort = phone["preferences"]["effort"]
    draft = phone["drafts"].get(one["id"] + field) or {}
    text = draft.get("text")
    hint = "" if one.get("done_at") else shown_value(field, hints.get(field), unit, effort)
    return {
        "id": one["id"] + field,
        "set_id": one["id"],
        "field": field,
        "label": label_of(field, measured_by, unit, effort) + ", " + label,
        "value": shown_value(field, one.get(field), unit, effort) if text is None else text,
        "hint": hint,
        "optional": field == "rpe"
        or (measured_by in ("bodyweight_reps", "assisted_reps") and field == "weight_kg"),
        "error": draft.get("error") or "",
    }


def set_view(
    phone: dict[str, Any],
    row: dict[str, Any],
    sets: list[dict[str, Any]],
    i: int,
    state: str,
    found: list[Any],
) -> dict[str, Any]:
    """One line of an exercise; `found` are the records it is."""
    one = sets[i]
    exercise = exercise_of(phone, row["exercise_id"])
    measured_by = exercise.get("measured_by") or "weight_reps"
    unit = phone["preferences"]["unit"]
    hints = {} if state == "done" else hints_of(phone, row, sets, i)
    before = last_time(phone, row, sets, i)
    past = before["past"]
    letter = KIND_LETTERS.get(one.get("kind") or "working")
    place = len([other for other in sets[: i + 1] if other.get("kind") not in ("warmup", "drop")])
    label = exercise["name"] + ", set " + str(i + 1)
    shown = fields_of(measured_by, phone["preferences"]["effort"])
    cells = [cell_view(phone, one, field, hints, measured_by, label) for field in shown]
    errors = [cell["error"] for cell in cells if cell["error"] != ""]
    best = record_words(found[0], one, unit) if len(found) else {}
    return {
        "id": one["id"],
        "number": letter or str(place),
        "label": label,
        "kind": one.get("kind") or "working",
        "previous": (figures_of(past[before["n"]], measured_by, unit) if before["n"] < len(past) else "")
        or "–",
        "state": state,
        "done": state == "done",
        "error": errors[0] if len(errors) else "",
        "cells": cells,
        "record": best.get("words") or "",
        "record_value": best.get("value") or "",
        "record_more": best.get("more") or "",
    }


def exercise_view(
    phone: dict[str, Any],
    member: dict[str, Any],
    next_id: str,
    found: dict[str, list[dict[str, Any]]],
    editing: bool,
) -> dict[str, Any]:
    """An exercise with its sets; whether it belongs to a superset is added by the workout."""
    row = member["row"]
    sets = member["sets"]
    exercise = exercise_of(phone, row["exercise_id"])
    preferences = phone["preferences"]
    measured_by = exercise.get("measured_by") or "weight_reps"
    line = line_of(phone, row)
    pause = row.get("rest_seconds") or 0
    words = "rest " + clock_of(pause) if pause else "no rest timer"
    asked = prescription_words(line, preferences["unit"]) + ", " if line is not None else ""
    suggest = phone["suggest"]
    advice = None if editing else suggest(phone, row)
    lines = []
    for i in range(len(sets)):
        done = sets[i].get("done_at")
        state = "done" if done else "active" if sets[i]["id"] == next_id else "todo"
        lines.append(set_view(phone, row, sets, i, state, found.get(sets[i]["id"]) or []))
    shown = fields_of(measured_by, preferences["effort"])
    return {
        "id": row["id"],
        "exercise_id": row["exercise_id"],
        "name": exercise["name"],
        "asked": asked,
        "subtitle": asked + words if asked else words[:1].upper() + words[1:],
        "note": row.get("note") or "",
        "reason": advice["reason"] if advice is not None else "",
        "change": advice["change"] if advice is not None else "",
        "skipped": row.get("skipped_at") is not None,
        "rest_seconds": pause,
        "columns": [
            head_of(field, measured_by, preferences["unit"], preferences["effort"]) for field in shown
        ],
        "sets": lines,
        "letter": "",
        "place": "",
        "group_title": "",
        "group_note": "",
    }


def grouped_view(block: list[dict[str, Any]], views: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Letters for the exercises of a superset, and over the first what it is and how far."""
    if len(block) < 2:
        return views
    done: dict[str, bool] = {}
    most = 0
    for member in block:
        rounds = rounds_of(member["sets"])
        for i in range(len(rounds)):
            if rounds[i] == 0:
                continue
            most = max(most, rounds[i])
            ticked = bool(member["sets"][i].get("done_at"))
            key = str(rounds[i])
            done[key] = ticked and done.get(key, True)
    finished = len([number for number in done.values() if number])
    first = block[0]["row"]
    pause = first.get("group_rest_seconds")
    if pause is None:
        pause = block[-1]["row"].get("rest_seconds") or 0
    note = str(finished) + " of " + counted_of(most, "round")
    letters = "ABCDEFGHIJKLMNOP"
    if pause:
        note += ", rest " + clock_of(pause) + " after " + letters[len(block) - 1]
    for i in range(len(block)):
        view = views[i]
        view["letter"] = letters[i]
        view["place"] = "first" if i == 0 else "last" if i == len(block) - 1 else "middle"
        view["subtitle"] = view["asked"][: len(view["asked"]) - 2] if view["asked"] else ""
        if i == 0:
            view["group_title"] = "Superset" if len(block) == 2 else "Circuit"
            view["group_note"] = note
    return views


def last_touched(phone: dict[str, Any], row: dict[str, Any], members: list[dict[str, Any]]) -> str:
    """When the last set of a workout was ticked; nothing if none was."""
    latest = ""
    for member in members:
        for one in member["sets"]:
            done = one.get("done_at") or ""
            latest = max([latest, done])
    return latest


def workout_view(phone: dict[str, Any], row: dict[str, Any] | None) -> dict[str, Any] | None:
    """The workout that the logger shows; nothing when there is none."""
    if row is None:
        return None
    members = members_of(phone["rows"], row["id"])
    steps = steps_of(members)
    following = next_step(steps)
    next_id = following["set"]["id"] if following is not None else ""
    body = body_of(phone, row)
    unit = phone["preferences"]["unit"]
    found = records_of(phone, members, body)
    counted = [step["set"] for step in steps]
    ticked = [one for one in counted if one.get("done_at")]
    kg = 0.0
    kinds = {next_id: "ink"}
    for member in members:
        for one in member["sets"]:
            if one.get("done_at"):
                kinds[one["id"]] = "on"
                kg += worth_of(phone, member, one, body)
    volume = volume_words(kg, unit)
    editing = row.get("finished_at") is not None
    exercises = []
    for block in blocks_of(members):
        views = [exercise_view(phone, member, next_id, found, editing) for member in block]
        exercises.extend(grouped_view(block, views))
    last = last_touched(phone, row, members)
    read = phone["ms"]
    idle = phone["now"] - read(last or row["started_at"])
    asks = row.get("readiness") is None and len(ticked) == 0 and len(counted) > 0 and not editing
    return {
        "id": row["id"],
        "title": row.get("title") or "Workout",
        "note": row.get("note") or "",
        "started_at": row["started_at"],
        "editing": editing,
        "done": len(ticked),
        "total": len(counted),
        "complete": len(counted) > 0 and len(ticked) == len(counted),
        "volume": volume,
        "unit": unit,
        "progress": str(len(ticked)) + " of " + counted_of(len(counted), "set") + ", " + volume + " " + unit,
        "pulse": bars_of(phone, members, body, kinds),
        "readiness": row.get("readiness") or 0,
        "asks_readiness": asks
        and bool(phone["preferences"].get("suggestions"))
        and phone.get("unasked") != row["id"],
        "left_open": ""
        if editing or idle < IDLE_MS or phone.get("resumed") == row["id"]
        else time_of(phone, row["started_at"]),
        "left_at": time_of(phone, last) if last else "",
        "said": said_of(phone, members, found, following),
        "exercises": exercises,
    }


def said_of(
    phone: dict[str, Any],
    members: list[dict[str, Any]],
    found: dict[str, list[dict[str, Any]]],
    following: dict[str, Any] | None,
) -> str:
    """What a screen reader says after a tick: the record, if it is one, and what comes next."""
    latest = ""
    words = ""
    unit = phone["preferences"]["unit"]
    for member in members:
        for one in member["sets"]:
            done = one.get("done_at") or ""
            if done != "" and done >= latest:
                latest = done
                records_here = [record_words(record, one, unit) for record in found.get(one["id"]) or []]
                name = exercise_of(phone, member["row"]["exercise_id"])["name"]
                marks = [best["words"] + ": " + best["value"] + ". " for best in records_here]
                words = name + " done. " + "".join(marks)
    if latest == "" or following is None:
        return words
    return (
        words
        + "Next: "
        + next_words(phone, following, exercise_of(phone, following["row"]["exercise_id"])["name"])
    )


def next_words(phone: dict[str, Any], following: dict[str, Any], where: str) -> str:
    """The next set with what stands in it: "Bench press: 82.5 × 5"."""
    exercise = exercise_of(phone, following["row"]["exercise_id"])
    load = figures_of(following["set"], exercise.get("measured_by"), phone["preferences"]["unit"])
    return where + (": " + load if load else "")


def rest_note(phone: dict[str, Any], members: list[dict[str, Any]], after: str) -> str:
    """What comes after the rest, as it stands now; `after` is the exercise just worked on."""
    following = next_step(steps_of(members))
    if following is None:
        return ""
    row = following["row"]
    where = exercise_of(phone, row["exercise_id"])["name"]
    if row["id"] == after:
        ids = [one["id"] for member in members if member["row"]["id"] == after for one in member["sets"]]
        where = "set " + str(ids.index(following["set"]["id"]) + 1)
    return "Rest, then " + next_words(phone, following, where)
