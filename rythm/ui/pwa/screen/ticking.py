"""Typing into a set and ticking it: what that writes, or what is wrong."""

from typing import Any

from rythm.ui.pwa.screen.fields import columns_of, is_blank, label_of
from rythm.ui.pwa.screen.hints import hints_of, measured_of

ID_LENGTH = 36


def typed_changes(phone: dict[str, Any]) -> list[list[Any]]:
    """What was typed since the last time and is not kept yet; it counts as kept from now on."""
    changed: dict[str, dict[str, Any]] = {}
    drafts = phone["drafts"]
    for key in drafts:
        draft = drafts[key]
        row = phone["by_id"].get(key[:ID_LENGTH])
        if row is None or not draft.get("dirty") or draft.get("error"):
            continue
        draft["dirty"] = False
        field = key[ID_LENGTH:]
        value = draft.get("value")
        kept = row.get(field)
        same = is_blank(kept) if value is None else not is_blank(kept) and float(kept) == float(value)
        if not same:
            changed[row["id"]] = {**(changed.get(row["id"]) or {}), field: value}
    return [["set", id, changed[id]] for id in changed]


def ticked(phone: dict[str, Any], member: dict[str, Any], set_id: str, at: str) -> dict[str, Any]:
    """The changes of a tick, which fills empty fields with the values shown; effort is felt, never assumed.

    `error` says what was typed wrong, `field` which one has to be filled in first, `words` how that is said.
    """
    row = member["row"]
    sets = member["sets"]
    place = [one["id"] for one in sets].index(set_id)
    one = sets[place]
    fields = columns_of(measured_of(phone, row["exercise_id"]))
    answer: dict[str, Any] = {"changes": [], "error": "", "field": "", "words": ""}
    for field in [*fields, "rpe"]:
        draft = phone["drafts"].get(set_id + field) or {}
        if draft.get("text") and draft.get("error"):
            return {**answer, "error": draft["error"]}
    hints = hints_of(phone, row, sets, place)
    filled: dict[str, Any] = {"done_at": at}
    for field in fields:
        if is_blank(one.get(field)) and not is_blank(hints.get(field)):
            filled[field] = hints[field]
    counted = [field for field in fields if field != "weight_kg"]
    known = [field for field in counted if not is_blank(one.get(field)) or field in filled]
    if len(known) == 0:
        words = label_of(counted[0], "weight_reps", "kg", "rpe") + ": fill this in, then tick"
        return {**answer, "field": counted[0], "words": words}
    return {**answer, "changes": [["set", set_id, filled]]}
