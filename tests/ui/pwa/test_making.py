"""What the logger's acts write, and what the summary says."""

from __future__ import annotations

from typing import Any

from rythm.ui.pwa.screen import ending, finding, hints, making, sheets, summary
from rythm.ui.pwa.screen import workout as screen
from rythm.ui.pwa.screen.plan import members_of
from tests.ui.pwa.phones import BENCH, FIELDS, NOW, counter, one_set, part, phone, workout

DONE = "2026-11-20T17:55:00Z"


def target(**fields: Any) -> dict[str, Any]:
    """A prescribed set."""
    blank = {"kind": "working", "reps_min": None, "reps_max": None, "load_by": None, "load": None}
    return {
        **blank,
        "tempo": "",
        "rest_seconds": None,
        "duration_seconds": None,
        "distance_m": None,
        **fields,
    }


def template(*sets: dict[str, Any], **fields: Any) -> dict[str, Any]:
    line = {
        "exercise_id": "bench",
        "position": 0,
        "sets": list(sets),
        "rest_seconds": 150,
        "note": "Elbows in",
    }
    return {"id": "t", "name": "Upper A", "version": 3, "scope": "user", "exercises": [line], **fields}


def session(*sets: dict[str, Any], **fields: Any) -> dict[str, Any]:
    one = {"workout_id": "old", "at": "2026-11-13T18:00:00Z", "template_id": "t", "body_weight_kg": None}
    return {**one, "sets": [{**FIELDS, "kind": "working", **each} for each in sets], **fields}


def made(changes: list[list[Any]], entity: str) -> list[dict[str, Any]]:
    return [fields for name, _, fields in changes if name == entity]


def again(*sets: dict[str, Any], **fields: Any) -> dict[str, Any]:
    """A finished workout as its page hands it to the phone."""
    line = {"exercise_id": "bench", "rest_seconds": 90, "group_number": 4, "group_rest_seconds": 60}
    done = [{"kind": "working", **each} for each in sets]
    return {"id": None, "version": None, "exercises": [{**line, "done": done}], **fields}


def test_a_workout_is_done_again_with_the_last_loads() -> None:
    old = again(
        {"kind": "warmup", "weight_kg": "40.0", "reps": 8},
        {"weight_kg": "70.0", "reps": 8},
        {"weight_kg": "70.0", "reps": 7},
        id="t",
        version=3,
    )
    changes = making.begun(phone(), counter(), "Upper A", old, NOW)
    (row,), (exercise,), sets = (made(changes, name) for name in ("workout", "workout_exercise", "set"))
    assert (row["title"], row["template_id"], row["template_version"]) == ("Upper A", "t", 3)
    assert (exercise["rest_seconds"], exercise["group_number"], exercise["note"]) == (90, 4, "")
    assert [(one["kind"], one["weight_kg"], one["reps"], one["done_at"]) for one in sets] == [
        ("warmup", "40.0", 8, None), ("working", "70.0", 8, None), ("working", "70.0", 7, None),
    ]  # fmt: skip
    assert all(one["target"] is None for one in sets), "nothing was prescribed"
    later = session({"weight_kg": "82.5", "reps": 5}, {"weight_kg": "80.0", "reps": 6})
    changes = making.begun(phone(sessions={"bench": [later]}), counter(), "Upper A", old, NOW)
    assert [(one["kind"], one["weight_kg"], one["reps"]) for one in made(changes, "set")] == [
        ("warmup", "40.0", 8), ("working", "82.5", 5), ("working", "80.0", 6),
    ]  # fmt: skip


def test_a_workout_begins_with_targets_and_last_times_values() -> None:
    plan = template(
        target(kind="warmup", reps_min=8), target(reps_min=5, rest_seconds=200), target(reps_min=5)
    )
    then = session({"weight_kg": "80.0", "reps": 6}, {"weight_kg": "82.5", "reps": 5})
    known = phone(sessions={"bench": [then]}, templates={"t": plan}, body_weight_kg="81.5")
    changes = making.begun(known, counter(), "Upper A", plan, NOW)
    (row,), (exercise,), sets = (made(changes, name) for name in ("workout", "workout_exercise", "set"))
    assert (row["template_id"], row["template_version"], row["body_weight_kg"]) == ("t", 3, "81.5")
    assert (exercise["note"], exercise["rest_seconds"], exercise["group_number"]) == ("Elbows in", 150, None)
    assert [(one["kind"], one["weight_kg"], one["reps"], one["rest_seconds"]) for one in sets] == [
        ("warmup", None, 8, None), ("working", "80.0", 6, 200), ("working", "82.5", 5, None),
    ]  # fmt: skip
    assert sets[1]["target"] == plan["exercises"][0]["sets"][1] and sets[1]["rpe"] is None


def test_loads_that_the_plan_names_count_when_nothing_is_known_or_nothing_progresses() -> None:
    plan = template(target(load_by="percent", load="75.0", reps_min=5), progression="none")
    row = part("A", "bench")
    sets = [one_set("1", "A", target=plan["exercises"][0]["sets"][0])]
    best = {"bench": {"e1rm": {"value": 100.0, "at": NOW}}}
    known = phone(workout(template_id="t"), row, *sets, templates={"t": plan}, bests=best)
    assert hints.hints_of(known, row, sets, 0)["weight_kg"] == "75.0"
    known["sessions"] = {"bench": [session({"weight_kg": "60.0", "reps": 8})]}
    assert hints.hints_of(known, row, sets, 0)["weight_kg"] == "75.0", "as the coach says"
    plan["progression"] = "double"
    assert hints.hints_of(known, row, sets, 0)["weight_kg"] == "60.0", "as last time"


def test_a_suggestion_fills_in_and_says_why() -> None:
    plan = template(*[target(reps_min=5, reps_max=8)] * 2, progression="double")
    then = session(*[{"weight_kg": "80.0", "reps": 8}] * 2)
    known = phone(sessions={"bench": [then]}, templates={"t": plan})
    known["preferences"] = {**known["preferences"], "suggestions": True}
    changes = making.begun(known, counter(), "Upper A", plan, NOW)
    assert [one["weight_kg"] for one in made(changes, "set")] == ["82.5", "82.5"]
    rows = [{"entity": name, "id": id, **fields} for name, id, fields in changes]
    view = screen.workout_view(
        phone(*rows, **{k: known[k] for k in ("sessions", "templates", "preferences")}), rows[0]
    )
    assert view and view["exercises"][0]["change"] == "up" and "82.5 kg" in view["exercises"][0]["reason"]
    assert view["exercises"][0]["subtitle"] == "2 × 5–8, rest 2:30"


def test_without_a_plan_there_are_as_many_sets_as_last_time() -> None:
    then = session(
        {"kind": "warmup", "weight_kg": "40.0", "reps": 8}, *[{"weight_kg": "80.0", "reps": 8}] * 4
    )
    known = phone(workout(), sessions={"bench": [then]})
    assert len(made(making.exercise_rows(known, counter(), "w", "bench", 0, None), "set")) == 4
    assert len(made(making.exercise_rows(known, counter(), "w", "row", 0, None), "set")) == 3


def test_a_warm_up_ramp_replaces_warm_ups_that_were_not_done() -> None:
    sets = [
        one_set("1", "A", 0, kind="warmup", done_at=DONE), one_set("2", "A", 1, kind="warmup"),
        one_set("3", "A", 2, weight_kg="100.0", reps=5),
    ]  # fmt: skip
    row = part("A", "bench")
    changes = making.warmed_up(phone(workout(), row, *sets), counter(), row, sets, NOW)
    assert ["set", "2", {"deleted_at": NOW}] in changes
    fresh = [fields for _, id, fields in changes if id.startswith("new")]
    assert [(one["kind"], one["weight_kg"], one["reps"], one["position"]) for one in fresh] == [
        ("warmup", "20.0", 10, 1), ("warmup", "40.0", 5, 2), ("warmup", "60.0", 3, 3),
        ("warmup", "80.0", 2, 4),
    ]  # fmt: skip
    assert ["set", "3", {"position": 5}] in changes
    assert making.warmed_up(phone(workout(), row), counter(), row, [one_set("1", "A")], NOW) == []


def test_a_workout_ends_without_what_was_not_done() -> None:
    rows = [
        part("A", "bench"),
        part("B", "row", 1),
        one_set("1", "A", done_at=DONE),
        one_set("2", "A", 1),
        one_set("3", "B"),
    ]
    assert ending.completed(members_of(rows, "w"), "w", DONE, NOW) == [
        ["set", "2", {"deleted_at": NOW}], ["set", "3", {"deleted_at": NOW}],
        ["workout_exercise", "B", {"deleted_at": NOW}], ["workout", "w", {"finished_at": DONE}],
    ]  # fmt: skip


def test_a_swap_before_anything_was_done_takes_the_place() -> None:
    rows = [part("A", "bench", 0, group_number=1), one_set("1", "A", weight_kg="80.0", reps=5)]
    changes = making.swapped(phone(workout(), *rows), counter(), rows[0], "row", NOW)
    assert ["workout_exercise", "A", {"deleted_at": NOW}] in changes
    (fresh,) = [
        fields for name, _, fields in changes if name == "workout_exercise" and "exercise_id" in fields
    ]
    assert (fresh["position"], fresh["group_number"], fresh["exercise_id"]) == (0, 1, "row")
    (again,) = [fields for _, id, fields in changes if id == "new-2"]
    assert (again["weight_kg"], again["reps"]) == (None, 5), "no honest load for a cable from a barbell"


def finished() -> tuple[dict[str, Any], dict[str, Any], list[dict[str, Any]]]:
    row = workout(template_id="t")
    rows = [
        part("A", "bench"), one_set("1", "A", 0, kind="warmup", weight_kg="40.0", reps=8, done_at=DONE),
        one_set("2", "A", 1, weight_kg="85.0", reps=6, done_at=DONE),
        one_set("3", "A", 2, weight_kg="80.0", reps=8, done_at=NOW),
    ]  # fmt: skip
    best = {
        "e1rm": {"value": 96.0},
        "weight": {"value": 82.5},
        "volume": {"value": 900.0},
        "reps": {"80.0": 7},
    }
    then = session({"weight_kg": "80.0", "reps": 7})
    return phone(row, *rows, bests={"bench": best}, sessions={"bench": [then]}), row, members_of(rows, "w")


def test_the_summary_counts_work_muscles_records_and_compares() -> None:
    known, row, members = finished()
    view = summary.summary_view(known, row, members, NOW)
    assert (view["duration"], view["volume"], view["sets"]) == ("15:00", "1,150", 2)
    assert [(mark["detail"], mark["value"], mark["more"]) for mark in view["records"]] == [
        ("New best e1RM", "102 kg", "+6"), ("Heaviest yet", "85 kg", "+2.5"),
        ("Most reps at 80 kg", "8", "+1"), ("Most volume", "1,150 kg", "+250"),
    ]  # fmt: skip
    assert view["compared"] == "590 kg more than last time, 2026-11-13"
    assert [(line["name"], line["sets"], line["level"]) for line in view["muscles"]] == [
        ("Chest", "2", 3), ("Triceps", "1", 2),
    ]  # fmt: skip
    assert view["levels"]["chest"] == 3 and view["levels"]["neck"] == 0 and len(view["levels"]) == 17


def test_a_first_time_is_no_record() -> None:
    """Neither of an exercise, however it rises within the workout, nor of a load, as on the server."""
    rows = [
        workout(), part("A", "bench"), one_set("1", "A", 0, weight_kg="60.0", reps=5, done_at=DONE),
        one_set("2", "A", 1, weight_kg="62.5", reps=8, done_at=NOW),
    ]  # fmt: skip
    members = members_of(rows, "w")
    view = summary.summary_view(phone(*rows), rows[0], members, NOW)
    assert (view["records"], view["records_title"]) == ([], "0 records")
    before = {"e1rm": {"value": 100.0}, "weight": {"value": 90.0}, "volume": None, "reps": {"90.0": 2}}
    view = summary.summary_view(phone(*rows, bests={"bench": before}), rows[0], members, NOW)
    assert view["records"] == [], "these loads were never lifted before"
    known = phone(*rows, exercises={"bench": BENCH | {"category": "cardio"}})
    assert summary.summary_view(known, rows[0], members, NOW)["muscles"] == [], "cardio trains no muscle"


def test_records_are_told_against_the_workouts_before() -> None:
    """Most repetitions of the heaviest load, and each from what was best before the workout."""
    rows = [
        workout(), part("A", "bench"), one_set("1", "A", 0, weight_kg="90.0", reps=3, done_at=DONE),
        one_set("2", "A", 1, weight_kg="92.5", reps=2, done_at=DONE),
        one_set("3", "A", 2, weight_kg="80.0", reps=12, done_at=NOW),
    ]  # fmt: skip
    before = {
        "e1rm": {"value": 150.0}, "weight": {"value": 87.5}, "volume": None, "reps": {"90.0": 2, "80.0": 8},
    }  # fmt: skip
    known = phone(*rows, bests={"bench": before})
    view = summary.summary_view(known, rows[0], members_of(rows, "w"), NOW)
    assert [(mark["detail"], mark["value"], mark["more"]) for mark in view["records"]] == [
        ("Heaviest yet", "92.5 kg", "+5"), ("Most reps at 90 kg", "3", "+1"),
    ]  # fmt: skip


def test_what_was_done_is_last_times_and_the_best_from_then_on() -> None:
    known, row, members = finished()
    fresh = ending.learned(known, row, members, NOW)
    assert [one["workout_id"] for one in fresh["sessions"]["bench"]] == ["w", "old"]
    assert fresh["bests"]["bench"]["e1rm"]["value"] == 102.0 and fresh["uses"] == {"bench": 1}
    again = summary.summary_view({**known, **fresh}, row, members, NOW)
    assert again["records"] == [], "a record is one once"


def test_the_sheet_of_an_exercise_knows_its_neighbours() -> None:
    rows = [workout(), part("A", "bench", 0), part("B", "row", 1), one_set("1", "A", weight_kg="60.0")]
    sheet = sheets.sheet_view(phone(*rows), "exercise", "A")
    assert sheet and (sheet["below"], sheet["first"], sheet["last"], sheet["rest"]) == (
        "Row",
        True,
        False,
        "2:00",
    )
    assert sheet["ramp"].startswith("20 × 10")
    assert sheets.sheet_view(phone(*rows), "set", "gone") is None
    only = sheets.sheet_view(phone(*rows), "plates", "1")
    assert only and only["loaded"] == "1.25 on each side" and "37.5 kg short" in only["remainder"]


def test_the_template_that_waited_longest_is_next() -> None:
    cards = [
        {"id": id, "name": id, "scope": scope, "words": id, "lines": [{}] * lines, "sets": 9, "minutes": 40}
        for id, scope, lines in (("a", "tenant", 4), ("b", "user", 6), ("c", "system", 2))
    ]
    assert finding.next_up(phone(), []) is None
    first = finding.next_up(phone(), cards)
    assert first and (first["id"], len(first["lines"]), first["more"]) == ("b", 3, "and 3 more")
    used = {"bench": [session(template_id="b", at="2026-11-19T18:00:00Z"), session(template_id="a")]}
    turn = finding.next_up(phone(sessions=used), cards)
    assert turn and (turn["id"], len(turn["lines"]), turn["more"]) == ("a", 4, "")
    assert turn["facts"] == "4 exercises, 9 sets, about 40 min"


def test_an_exercise_that_the_phone_does_not_know_still_has_a_name() -> None:
    assert hints.exercise_of(phone(), "gone")["name"] == "Exercise"
