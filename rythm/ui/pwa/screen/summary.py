"""The summary of a workout: what was done, the records, the muscles it was for, against last time."""

from typing import Any

from rythm.core.units import number_text, shown_weight
from rythm.ui.pwa.screen.fields import clock_of, counted_of, figures_of, grouped
from rythm.ui.pwa.screen.hints import body_of, day_of, exercise_of, measured_of, time_of
from rythm.ui.pwa.screen.worth import (
    bars_of,
    by_exercise,
    is_hard,
    record_words,
    records_of,
    volume_words,
    worth_of,
)
from rythm.workouts.rules import muscle_sets, volume_of

MUSCLES = [
    "chest", "lats", "middle_back", "lower_back", "traps", "shoulders", "neck", "biceps", "triceps",
    "forearms", "abdominals", "quadriceps", "hamstrings", "glutes", "calves", "adductors", "abductors",
]  # fmt: skip


def spoken(text: str) -> str:
    """lower_back as people write it."""
    return upper_first(text.replace("_", " "))


def upper_first(words: str) -> str:
    """Words as they begin a line."""
    return words[:1].upper() + words[1:]


def hard_sets(phone: dict[str, Any], members: list[dict[str, Any]]) -> dict[str, int]:
    """Hard sets by exercise: all that were ticked but warm-ups."""
    out: dict[str, int] = {}
    for member in members:
        exercise_id = member["row"]["exercise_id"]
        hard = len([one for one in member["sets"] if one.get("done_at") and is_hard(one)])
        out[exercise_id] = out.get(exercise_id, 0) + hard
    return out


def muscle_lines(sets: dict[str, float]) -> list[dict[str, Any]]:
    """The muscles that were trained, most first, with a level from 1 to 3 for the map."""
    most = max([1.0, *[sets[muscle] for muscle in MUSCLES if sets.get(muscle)]])
    lines = []
    for muscle in MUSCLES:
        count = sets.get(muscle) or 0
        if count:
            share = count / most
            level = 3 if share > 0.66 else 2 if share > 0.33 else 1
            lines.append(
                {
                    "id": muscle,
                    "name": spoken(muscle),
                    "sets": number_text(count),
                    "share": share,
                    "level": level,
                }
            )
    return sorted(lines, key=lambda line: 0 - line["share"])


def volume_last_time(phone: dict[str, Any], row: dict[str, Any]) -> dict[str, Any] | None:
    """The volume of the workout from the same template before this one, in kg, and when it was."""
    template_id = row.get("template_id")
    latest: dict[str, Any] | None = None
    if template_id is None:
        return None
    for exercise_id in phone["sessions"]:
        for session in phone["sessions"][exercise_id]:
            other = session.get("template_id") == template_id and session["workout_id"] != row["id"]
            if other and (latest is None or session["at"] > latest["at"]):
                latest = session
    if latest is None:
        return None
    kg = 0.0
    for exercise_id in phone["sessions"]:
        measured_by = measured_of(phone, exercise_id)
        for session in phone["sessions"][exercise_id]:
            if session["workout_id"] == latest["workout_id"]:
                known = session.get("body_weight_kg")
                body = float(known) if known else None
                for one in session["sets"]:
                    kg += volume_of(one, measured_by, body)
    return {"kg": kg, "at": latest["at"]}


def against_last_time(phone: dict[str, Any], row: dict[str, Any], kg: float) -> str:
    """Against last time, in words: "240 kg more than on Monday"; nothing when there was none."""
    before = volume_last_time(phone, row)
    if before is None or before["kg"] <= 0:
        return ""
    unit = phone["preferences"]["unit"]
    more = int(shown_weight(kg, unit) + 0.5) - int(shown_weight(before["kg"], unit) + 0.5)
    day = day_of(phone, before["at"])
    if more == 0:
        return "As much as last time, " + day
    size = grouped(abs(more)) + " " + unit
    return size + (" more than last time, " if more > 0 else " less than last time, ") + day


def worth_most(phone: dict[str, Any], member: dict[str, Any], body: float | None) -> dict[str, Any]:
    """The best set of an exercise: the heaviest work, else the most reps, metres or seconds."""
    best: dict[str, Any] = member["sets"][0]
    top = -1.0
    for one in member["sets"]:
        reps = one.get("reps") or 0
        value = worth_of(phone, member, one, body) * (1 + reps / 30) / max(1, reps)
        if value == 0:
            value = float(reps or one.get("distance_m") or one.get("duration_seconds") or 0) / 1000000
        if value > top:
            best = one
            top = value
    return best


def marks_of(
    phone: dict[str, Any], member: dict[str, Any], found: dict[str, list[dict[str, Any]]], body: float | None
) -> list[dict[str, Any]]:
    """The records of an exercise, one of each kind: where it ended, against what was best before.

    Most repetitions are told of the heaviest load that they were a record at.
    """
    unit = phone["preferences"]["unit"]
    name = exercise_of(phone, member["row"]["exercise_id"])["name"]
    last: dict[str, dict[str, Any]] = {}
    heaviest = 0.0
    kg = 0.0
    for one in member["sets"]:
        kg += worth_of(phone, member, one, body)
        for record in found.get(one["id"]) or []:
            if record["kind"] == "reps":
                load = float(record.get("load") or 0)
                if load < heaviest:
                    continue
                heaviest = load
            last[record["kind"]] = record
    marks = []
    for kind in last:
        whole = {**last[kind], "value": kg} if kind == "volume" else last[kind]
        words = record_words(whole, unit)
        mark = {"id": member["row"]["id"] + kind, "name": name, "detail": words["words"]}
        marks.append({**mark, "value": words["value"], "more": words["more"]})
    return marks


def summary_view(
    phone: dict[str, Any], row: dict[str, Any], members: list[dict[str, Any]], at: str
) -> dict[str, Any]:
    """A finished workout; `members` hold what was ticked and nothing else, `at` is when it ended."""
    body = body_of(phone, row)
    unit = phone["preferences"]["unit"]
    read = phone["ms"]
    found = records_of(phone, members, body)
    kg = 0.0
    hard = 0
    marks: list[dict[str, Any]] = []
    kinds: dict[str, str] = {}
    exercises = []
    for member in members:
        exercise = exercise_of(phone, member["row"]["exercise_id"])
        for one in member["sets"]:
            kg += worth_of(phone, member, one, body)
            hard += 1 if is_hard(one) else 0
            if len(found.get(one["id"]) or []):
                kinds[one["id"]] = "on"
        best = worth_most(phone, member, body)
        exercises.append(
            {
                "id": member["row"]["id"],
                "name": exercise["name"],
                "detail": counted_of(len(member["sets"]), "set"),
                "best": figures_of(best, exercise.get("measured_by"), unit) or "–",
            }
        )
    for member in by_exercise(members):
        marks.extend(marks_of(phone, member, found, body))
    if len(marks) == 0:
        for member in members:
            kinds[worth_most(phone, member, body)["id"]] = "on"
    levels = {muscle: 0 for muscle in MUSCLES}  # noqa: C420 (the phone has no fromkeys)
    muscles = muscle_lines(muscle_sets(hard_sets(phone, members), phone["exercises"]))
    for line in muscles:
        levels[line["id"]] = line["level"]
    return {
        "id": row["id"],
        "title": row.get("title") or "Workout",
        "when": upper_first(time_of(phone, row["started_at"])),
        "duration": clock_of((read(at) - read(row["started_at"])) / 1000),
        "volume": volume_words(kg, unit),
        "unit": unit,
        "sets": hard,
        "compared": against_last_time(phone, row, kg),
        "pulse": bars_of(phone, members, body, kinds),
        "records": marks,
        "records_title": counted_of(len(marks), "record"),
        "muscles": muscles,
        "levels": levels,
        "exercises": exercises,
    }
