"""The open workout as the logger shows it, worked out from the phone's rows and never kept beside them."""

from typing import Any

from rythm.ui.pwa.screen.cards import exercise_view, grouped_view
from rythm.ui.pwa.screen.fields import counted_of, figures_of
from rythm.ui.pwa.screen.hints import body_of, exercise_of, time_of
from rythm.ui.pwa.screen.plan import blocks_of, members_of, next_step, steps_of
from rythm.ui.pwa.screen.worth import bars_of, record_words, records_of, volume_words, worth_of

IDLE_MS = 4 * 3600 * 1000
"""A workout that nobody touched for so long was left open, not paused."""


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
                records_here = [record_words(record, unit) for record in found.get(one["id"]) or []]
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
