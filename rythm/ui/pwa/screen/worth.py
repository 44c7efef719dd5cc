"""What sets are worth: volume, bars and records as they happen."""

from typing import Any

from rythm.core.units import number_text, rounded, shown_weight
from rythm.progress.records import bests_with, records, volume_records
from rythm.ui.pwa.screen.fields import grouped
from rythm.ui.pwa.screen.hints import measured_of
from rythm.workouts.rules import counted_load, number, volume_of

RECORD_WORDS = {"e1rm": "New best e1RM", "weight": "Heaviest yet", "volume": "Most volume"}


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


def by_exercise(members: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Each exercise of a workout once, with all its sets: one that comes twice is one to its records."""
    found: dict[str, dict[str, Any]] = {}
    for member in members:
        exercise_id = member["row"]["exercise_id"]
        same = found.get(exercise_id)
        found[exercise_id] = member if same is None else {**same, "sets": [*same["sets"], *member["sets"]]}
    return [found[exercise_id] for exercise_id in found]


def records_of(
    phone: dict[str, Any], members: list[dict[str, Any]], body: float | None
) -> dict[str, list[dict[str, Any]]]:
    """The records that ticked sets are, by set, against the workouts before: a first time is no record.

    A set that another one of this workout outdid already is none either.
    """
    found: dict[str, list[dict[str, Any]]] = {}
    for member in by_exercise(members):
        exercise_id = member["row"]["exercise_id"]
        measured_by = measured_of(phone, exercise_id)
        before = phone["bests"].get(exercise_id)
        best = before
        done = [one for one in member["sets"] if one.get("done_at")]
        kg = 0.0
        most = False
        for one in sorted(done, key=lambda row: row["done_at"]):
            higher = [record["kind"] for record in records(one, best, measured_by, body)]
            load = counted_load(measured_by, number(one.get("weight_kg")), body)
            here = [
                {**record, "load": load}
                for record in records(one, before, measured_by, body)
                if record["kind"] in higher
            ]
            kg += volume_of(one, measured_by, body)
            if not most:
                here = [*here, *volume_records(kg, before)]
                most = len([record for record in here if record["kind"] == "volume"]) > 0
            found[one["id"]] = here
            best = bests_with(best, one, measured_by, body, one["done_at"])
    return found


def record_words(record: dict[str, Any], unit: str) -> dict[str, str]:
    """A record in words: what it is, its value, and how much more than before.

    Repetitions name their `load`, with body weight where that counts; without one there is nothing to name.
    """
    kind = record["kind"]
    before = record.get("before")
    if kind == "reps":
        load = float(record.get("load") or 0)
        weight = " at " + number_text(rounded(shown_weight(load, unit), 1)) + " " + unit if load else ""
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
