"""The end of a workout: what is kept of it, and what it teaches the phone."""

from typing import Any

from rythm.progress.records import bests_with, bests_with_volume
from rythm.ui.pwa.screen.hints import body_of, measured_of
from rythm.ui.pwa.screen.worth import by_exercise
from rythm.workouts.rules import volume_of


def done_only(members: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The exercises of which something was done, with those sets alone."""
    kept = [{**one, "sets": [row for row in one["sets"] if row.get("done_at")]} for one in members]
    return [one for one in kept if len(one["sets"]) > 0]


def removed(member: dict[str, Any], now: str) -> list[list[Any]]:
    """An exercise taken out of the workout with its sets."""
    ids = [one["id"] for one in member["sets"]]
    sets = [["set", id, {"deleted_at": now}] for id in ids]
    return [["workout_exercise", member["row"]["id"], {"deleted_at": now}], *sets]


def completed(members: list[dict[str, Any]], workout_id: str, at: str, now: str) -> list[list[Any]]:
    """The end of a workout: unticked sets and exercises without a ticked one are left out."""
    changes: list[list[Any]] = []
    for member in members:
        done = [one for one in member["sets"] if one.get("done_at")]
        left = [one for one in member["sets"] if not one.get("done_at")]
        changes += [["set", one["id"], {"deleted_at": now}] for one in left]
        if len(done) == 0:
            changes.append(["workout_exercise", member["row"]["id"], {"deleted_at": now}])
    changes.append(["workout", workout_id, {"finished_at": at}])
    return changes


def learned(
    phone: dict[str, Any], workout: dict[str, Any], members: list[dict[str, Any]], at: str
) -> dict[str, Any]:
    """Last times, bests and uses as they are once a workout is done; `members` hold what was ticked."""
    sessions = {**phone["sessions"]}
    bests = {**phone["bests"]}
    uses = {**phone["uses"]}
    body = body_of(phone, workout)
    fresh: dict[str, Any] = {}
    for member in members:
        exercise_id = member["row"]["exercise_id"]
        if fresh.get(exercise_id) is None:
            fresh[exercise_id] = []
            uses[exercise_id] = (uses.get(exercise_id) or 0) + 1
        fresh[exercise_id].extend(member["sets"])
    for member in by_exercise(members):
        exercise_id = member["row"]["exercise_id"]
        measured_by = measured_of(phone, exercise_id)
        kg = 0.0
        for one in member["sets"]:
            kg += volume_of(one, measured_by, body)
            bests[exercise_id] = bests_with(bests.get(exercise_id), one, measured_by, body, at)
        bests[exercise_id] = bests_with_volume(bests.get(exercise_id), kg, at)
    for exercise_id in fresh:
        session = {
            "workout_id": workout["id"],
            "at": at,
            "template_id": workout.get("template_id"),
            "body_weight_kg": workout.get("body_weight_kg"),
            "sets": fresh[exercise_id],
        }
        sessions[exercise_id] = [session, *(sessions.get(exercise_id) or [])][:4]
    return {"sessions": sessions, "bests": bests, "uses": uses}
