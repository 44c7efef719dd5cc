"""What the logger's buttons do: prefill, validation, previous values, finishing."""

from __future__ import annotations

import pytest

from tests.pwa.conftest import MAYA, Phone, is_true, reload, set_id, settled, values, workout
from tests.pwa.samples import BENCH, PLANK, UPPER
from tests.pwa.server import FakeServer


def test_start_fills_in_last_time_else_the_prescription(phone: Phone, server: FakeServer) -> None:
    page = phone.open()
    page.evaluate(f"rythm.start('{UPPER}')")
    view = workout(page)
    assert (
        view["title"] == "Upper A" and view["progress"] == "0 of 5 sets, 0 kg" and page.url.endswith("/log")
    )
    assert [e["subtitle"] for e in view["exercises"]] == [
        "3 × 6 at RPE 8, rest 2:30",
        "2 × 10–12 at 55 kg, no rest timer",
    ]
    assert [s["previous"] for s in view["exercises"][0]["sets"]] == ["80 × 6", "82.5 × 5", "–"]
    assert values(page) == [
        ["80", "6", "", "active"], ["82.5", "5", "", "todo"], ["82.5", "5", "", "todo"],
        ["55", "10", "", "todo"], ["55", "10", "", "todo"],
    ]  # fmt: skip
    assert view["exercises"][0]["sets"][0]["cells"][2]["hint"] == "8"
    settled(page)
    (row,) = server.member(MAYA).tables(lambda row: True)["workouts"]
    assert row["template_id"] == UPPER and row["template_version"] == 3 and row["finished_at"] is None


def test_a_second_workout_is_not_started(phone: Phone) -> None:
    page = phone.open()
    page.evaluate(f"rythm.start('{UPPER}')")
    page.evaluate("rythm.startEmpty()")
    assert page.evaluate("rythm.toast.get()") == {
        "message": "Upper A is still running.",
        "kind": "info",
        "action": "Resume",
    }
    assert workout(page)["title"] == "Upper A"
    page.evaluate("rythm.go('/today'), rythm.actOnToast()")
    assert page.url.endswith("/log")


@pytest.mark.parametrize(
    ("field", "typed", "kept"),
    [
        ("weight_kg", "0", "0.0"), ("weight_kg", "2000", "2000.0"), ("weight_kg", "82,5", "82.5"),
        ("weight_kg", "82.25", "82.25"), ("weight_kg", ".5", "0.5"), ("weight_kg", "", None),
        ("weight_kg", "2000.01", False), ("weight_kg", "82.555", False), ("weight_kg", "-5", False),
        ("weight_kg", "80 kg", False), ("weight_kg", "1e3", False),
        ("reps", "0", 0), ("reps", "1000", 1000), ("reps", "1001", False), ("reps", "7.5", False),
        ("reps", "x", False), ("rpe", "1", "1"), ("rpe", "7,5", "7.5"), ("rpe", "10", "10"),
        ("rpe", "0.5", False), ("rpe", "10.5", False), ("rpe", "7.3", False),
        ("duration_seconds", "90", 90), ("duration_seconds", "1:30", 90), ("duration_seconds", "1.30", 90),
        ("duration_seconds", "1:75", False), ("distance_m", "5000", 5000),
    ],
)  # fmt: skip
def test_what_may_be_typed(phone: Phone, server: FakeServer, field: str, typed: str, kept: object) -> None:
    page = phone.open()
    page.evaluate(f"rythm.start('{UPPER}')")
    settled(page)
    one = set_id(page, 0, 0)
    before = dict(server.member(MAYA).rows[one])
    page.evaluate(
        "([id, field, typed]) => (rythm.set(id, field, typed), rythm.settle(id, field))", [one, field, typed]
    )
    page.evaluate("rythm.settled().then(rythm.drain)")
    settled(page)
    error = (
        workout(page)["exercises"][0]["sets"][0]["error"] if field in ("weight_kg", "reps", "rpe") else None
    )
    if kept is False:
        assert server.member(MAYA).rows[one][field] == before[field] and error != ""
    else:
        assert server.member(MAYA).rows[one][field] == kept and not error


def test_a_set_with_nothing_in_it_is_not_ticked(phone: Phone) -> None:
    page = phone.open()
    page.evaluate("rythm.startEmpty()")
    page.evaluate("rythm.search()")
    nobodys = page.evaluate("rythm.library.get().results.find((one) => !rythm.phone.sessions[one.id]).id")
    page.evaluate(f"rythm.addExercise('{nobodys}')")
    one = set_id(page, 0, 0)
    page.evaluate(f"rythm.toggle('{one}')")
    row = workout(page)["exercises"][0]["sets"][0]
    assert not row["done"] and row["error"].endswith("fill this in, then tick")
    field = next(cell["field"] for cell in row["cells"] if cell["error"])
    page.evaluate(
        f"rythm.set('{one}', '{field}', '8'), rythm.settle('{one}', '{field}'), rythm.toggle('{one}')"
    )
    assert workout(page)["done"] == 1


def test_a_wrong_value_stays_marked_and_the_set_is_not_ticked(phone: Phone) -> None:
    page = phone.open()
    page.evaluate(f"rythm.start('{UPPER}')")
    one = set_id(page, 0, 0)
    page.evaluate(f"rythm.set('{one}', 'reps', '6x'), rythm.settle('{one}', 'reps'), rythm.toggle('{one}')")
    row = workout(page)["exercises"][0]["sets"][0]
    assert row["cells"][1]["value"] == "6x" and row["cells"][1]["error"] and not row["done"]
    assert page.evaluate("rythm.toast.get().kind") == "error"
    page.evaluate(f"rythm.set('{one}', 'reps', '7'), rythm.settle('{one}', 'reps'), rythm.toggle('{one}')")
    assert values(page)[0] == ["80", "7", "", "done"]


def test_ticking_fills_empty_fields_from_last_time_but_never_effort(phone: Phone) -> None:
    page = phone.open()
    page.evaluate(f"rythm.start('{UPPER}')")
    two = set_id(page, 0, 1)
    page.evaluate(
        f"rythm.set('{two}', 'weight_kg', ''), rythm.set('{two}', 'reps', ''), rythm.settle('{two}', 'reps')"
    )
    page.evaluate(f"rythm.settle('{two}', 'weight_kg')")
    assert values(page)[1] == ["", "", "", "todo"]
    page.evaluate(f"rythm.toggle('{two}'), rythm.toggle('{two}')")  # a double tap is one tap
    assert values(page)[1] == ["82.5", "5", "", "done"]
    assert values(page)[2][-1] == "active"  # the next set is where the thumb is
    assert workout(page)["progress"] == "1 of 5 sets, 413 kg"
    assert workout(page)["exercises"][0]["sets"][1]["cells"][2]["hint"] == ""  # nobody said how hard it was
    is_true(page, f"Date.now() - Date.parse(rythm.rows().get('{two}').done_at) > 400")
    page.evaluate(f"rythm.toggle('{two}')")
    assert values(page)[1][-1] == "todo" and workout(page)["done"] == 0


def test_sets_and_exercises_are_added(phone: Phone, server: FakeServer) -> None:
    page = phone.open()
    page.evaluate("rythm.startEmpty()")
    assert workout(page)["total"] == 0
    page.evaluate(f"rythm.addExercise('{BENCH}'), rythm.addExercise('{PLANK}')")
    bench, plank = workout(page)["exercises"]
    assert [s["previous"] for s in bench["sets"]] == ["80 × 6", "82.5 × 5"]
    assert plank["columns"] == ["Time", "RPE"] and len(plank["sets"]) == 3
    page.evaluate(f"rythm.addSet('{bench['id']}')")
    assert values(page)[2] == ["82.5", "5", "", "todo"]
    page.evaluate(f"rythm.mark('{set_id(page, 0, 0)}', 'warmup')")
    assert [s["number"] for s in workout(page)["exercises"][0]["sets"]] == ["W", "1", "2"]
    page.evaluate(f"rythm.toggle('{set_id(page, 0, 0)}')")
    assert workout(page)["volume"] == "0"  # a warm-up is no volume
    settled(page)
    positions = [row["position"] for row in server.member(MAYA).tables(lambda row: True)["workout_exercises"]]
    assert positions == [0, 1]


@pytest.mark.parametrize(
    ("query", "names"),
    [("pla", ["Plank"]), ("press bench", ["Bench press"]), ("CABLE", ["Seated cable row"]),
     ("abdom", ["Plank"]),
     ("", ["Bench press", "Incline dumbbell press", "Plank", "Pull-up", "Seated cable row"]),
     ("benhc", ["Bench press"]), ("zzz", [])],
)  # fmt: skip
def test_search(phone: Phone, query: str, names: list[str]) -> None:
    page = phone.open()
    page.evaluate("(query) => rythm.search(query)", query)
    assert page.evaluate("rythm.library.get().results.map((r) => r.name)") == names


def test_rest_starts_with_a_tick_and_survives_a_reload(phone: Phone) -> None:
    page = phone.open()
    page.evaluate(f"rythm.start('{UPPER}')")
    page.evaluate(f"rythm.toggle('{set_id(page, 0, 0)}')")
    rest = page.evaluate("rythm.rest.get()")
    assert rest["label"] == "2:30" and rest["note"] == "Rest, then set 2: 82.5 × 5" and all(rest["bars"])
    page.evaluate("rythm.restBy(-15)")
    assert page.evaluate("rythm.rest.get().label") in ("2:15", "2:14")
    reload(page)
    page.evaluate("rythm.started")
    assert page.evaluate("rythm.rest.get().label") in ("2:15", "2:14", "2:13", "2:12")
    two = set_id(page, 0, 1)
    page.evaluate(f"rythm.set('{two}', 'reps', '7'), rythm.settle('{two}', 'reps')")
    assert page.evaluate("rythm.rest.get().note") == "Rest, then set 2: 82.5 × 7"
    page.evaluate("rythm.restBy(15), rythm.restBy(15), rythm.skipRest()")
    assert page.evaluate("rythm.rest.get()") is None


def test_clocks_follow_stored_moments(phone: Phone, server: FakeServer) -> None:
    page = phone.open()
    server.fault = "cut"  # its clock does not jump along
    page.clock.install()
    page.evaluate(f"rythm.start('{UPPER}')")
    page.evaluate(f"rythm.toggle('{set_id(page, 0, 0)}')")
    page.clock.fast_forward("02:20")
    is_true(page, "/^2:2/.test(rythm.elapsed.get()) && /^0:(10|0.)$/.test(rythm.rest.get().label)")
    page.clock.fast_forward("00:11")
    is_true(page, "rythm.rest.get().over && rythm.rest.get().label === 'Go'")
    page.clock.fast_forward("01:00:00")
    is_true(page, "/^1:02:[345]/.test(rythm.elapsed.get()) && rythm.rest.get() === null")


def test_finish_asks_about_unticked_sets_and_leaves_them_out(phone: Phone, server: FakeServer) -> None:
    page = phone.open()
    page.evaluate(f"rythm.start('{UPPER}')")
    page.evaluate(f"rythm.toggle('{set_id(page, 0, 0)}'), rythm.toggle('{set_id(page, 0, 1)}')")
    page.evaluate("rythm.finish()")
    assert page.evaluate("[rythm.finishing.get(), finish.open]") == [{"left": 3, "done": 2}, True]
    page.evaluate("rythm.finish('leave')")
    assert page.url.endswith("/summary") and page.evaluate("[rythm.workout.get(), rythm.rest.get()]") == [
        None,
        None,
    ]
    summary = page.evaluate("rythm.summary.get()")
    assert (summary["title"], summary["sets"], summary["volume"]) == ("Upper A", 2, "893")
    assert [(e["name"], e["detail"], e["best"]) for e in summary["exercises"]] == [
        ("Bench press", "2 sets", "82.5 × 5")
    ]
    settled(page)
    tables = server.member(MAYA).tables(lambda row: not row.get("deleted_at"))
    assert [len(tables[name]) for name in ("workouts", "workout_exercises", "sets")] == [1, 1, 2]
    assert tables["workouts"][0]["finished_at"]
    reload(page)
    page.evaluate("rythm.started")
    assert page.evaluate("rythm.summary.get().title") == "Upper A"


def test_with_nothing_ticked_there_is_nothing_to_finish(phone: Phone, server: FakeServer) -> None:
    page = phone.open()
    page.evaluate(f"rythm.start('{UPPER}'), 0")
    page.evaluate("rythm.finish('leave')")
    assert page.evaluate("[rythm.finishing.get().done, !!rythm.workout.get()]") == [0, True]
    page.evaluate("rythm.discard()")
    settled(page)
    assert server.member(MAYA).tables(lambda row: True)["workouts"][0]["deleted_at"]


def test_what_was_just_done_is_last_time_without_a_server(phone: Phone, server: FakeServer) -> None:
    page = phone.open()
    page.evaluate(f"rythm.start('{UPPER}')")
    settled(page)
    server.fault = "503"
    one = set_id(page, 0, 0)
    page.evaluate(f"rythm.set('{one}', 'weight_kg', '101'), rythm.toggle('{one}'), rythm.finish('leave')")
    page.evaluate("rythm.startEmpty()")
    page.evaluate(f"rythm.addExercise('{BENCH}')")
    assert values(page) == [["101", "6", "", "active"]]
