"""The cards of the logger: a set as a line of fields, an exercise with its sets, a superset under a head."""

from typing import Any

from rythm.ui.pwa.screen.fields import (
    clock_of,
    counted_of,
    fields_of,
    figures_of,
    head_of,
    label_of,
    shown_value,
)
from rythm.ui.pwa.screen.hints import exercise_of, hints_of, last_time, line_of, prescription_words
from rythm.ui.pwa.screen.plan import rounds_of
from rythm.ui.pwa.screen.worth import record_words

KIND_LETTERS = {"warmup": "W", "drop": "D", "failure": "F"}


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
    best = record_words(found[0], unit) if len(found) else {}
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
