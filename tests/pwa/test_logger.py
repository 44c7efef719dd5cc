"""What makes logging fast and right: units, kinds of sets, supersets, rest, swaps, records, late changes."""

from __future__ import annotations

import copy
from typing import Any

import pytest
from playwright.sync_api import Page

from rythm.ui.pwa.screen.finding import template_cards
from rythm.ui.pwa.screen.hints import suggestion_for
from rythm.ui.pwa.screen.workout import workout_view
from tests.pwa.conftest import MAYA, Phone, is_true, reload, set_id, settled, values, workout
from tests.pwa.samples import BENCH, INCLINE, PAIRS, PREFERENCES, PULL_UP, UPPER
from tests.pwa.server import FakeServer
from tests.ui.pwa.phones import ms


def prefer(server: FakeServer, **ways: Any) -> None:
    """Let the member like to log in another way."""
    server.preferences = PREFERENCES | ways


def begin(phone: Phone, template: str = UPPER) -> Page:
    page = phone.open()
    page.evaluate(f"rythm.start('{template}')")
    return page


def tick(page: Page, exercise: int, number: int) -> None:
    page.evaluate(f"rythm.toggle('{set_id(page, exercise, number)}')")


def lift(page: Page, one: str, kg: str, reps: str) -> None:
    """Type a weight and repetitions into a set and tick it."""
    typed = f"rythm.set('{one}', 'weight_kg', '{kg}'), rythm.set('{one}', 'reps', '{reps}')"
    page.evaluate(f"{typed}, rythm.toggle('{one}')")


def exercise_id(page: Page, place: int) -> str:
    found: str = workout(page)["exercises"][place]["id"]
    return found


def test_pounds_are_shown_as_typed_and_kept_exactly(phone: Phone, server: FakeServer) -> None:
    prefer(server, unit="lb")
    page = begin(phone)
    one = set_id(page, 0, 0)
    assert workout(page)["exercises"][0]["columns"] == ["lb", "Reps", "RPE"]
    page.evaluate(f"rythm.set('{one}', 'weight_kg', '185'), rythm.settle('{one}', 'weight_kg')")
    assert values(page)[0][0] == "185"
    settled(page)
    assert server.member(MAYA).rows[one]["weight_kg"] == "83.91458845"
    reload(page)
    page.evaluate("rythm.started")
    assert values(page)[0][0] == "185"


@pytest.mark.parametrize(
    ("effort", "head", "typed", "kept"), [("rpe", "RPE", "8.5", "8.5"), ("rir", "RIR", "1.5", "8.5")]
)
def test_effort_is_said_as_the_member_likes_and_kept_as_rpe(
    phone: Phone, server: FakeServer, effort: str, head: str, typed: str, kept: str
) -> None:
    prefer(server, effort=effort)
    page = begin(phone)
    one = set_id(page, 0, 0)
    assert workout(page)["exercises"][0]["columns"][-1] == head
    page.evaluate(f"rythm.set('{one}', 'rpe', '{typed}'), rythm.settle('{one}', 'rpe')")
    assert values(page)[0][2] == typed
    settled(page)
    assert server.member(MAYA).rows[one]["rpe"] == kept


def test_without_effort_there_is_no_column_for_it(phone: Phone, server: FakeServer) -> None:
    prefer(server, effort="none")
    page = begin(phone)
    assert workout(page)["exercises"][0]["columns"] == ["kg", "Reps"]
    tick(page, 0, 0)
    assert values(page)[0] == ["80", "6", "done"]


def test_the_body_counts_where_it_is_lifted(phone: Phone, server: FakeServer) -> None:
    page = phone.open()
    page.evaluate("rythm.weigh({ weight: '82,5' })")
    page.evaluate(f"rythm.startEmpty(), rythm.addExercise('{PULL_UP}')")
    assert workout(page)["exercises"][0]["columns"] == ["+kg", "Reps", "RPE"]
    one = set_id(page, 0, 0)
    page.evaluate(f"rythm.set('{one}', 'reps', '10'), rythm.toggle('{one}')")
    assert workout(page)["volume"] == "825", "an empty field is a set with the body alone"
    settled(page)
    tables = server.member(MAYA).tables(lambda row: True)
    assert tables["metrics"][0]["value"] == "82.5" and tables["workouts"][0]["body_weight_kg"] == "82.5"
    assert page.evaluate("rythm.weight.get().when") == "today"


def test_kinds_of_sets_are_numbered_and_counted_rightly(phone: Phone) -> None:
    page = begin(phone)
    page.evaluate(f"rythm.mark('{set_id(page, 0, 0)}', 'warmup'), rythm.addSet('{exercise_id(page, 0)}')")
    page.evaluate(
        f"rythm.mark('{set_id(page, 0, 1)}', 'failure'), rythm.mark('{set_id(page, 0, 2)}', 'drop')"
    )
    assert [one["number"] for one in workout(page)["exercises"][0]["sets"]] == ["W", "F", "D", "2"]
    for number in range(4):
        tick(page, 0, number)
    page.evaluate("rythm.finish('leave')")
    summary = page.evaluate("rythm.summary.get()")
    assert summary["sets"] == 3, "a warm-up is no work"
    assert {line["id"]: line["sets"] for line in summary["muscles"]} == {"chest": "3", "triceps": "1.5"}


def test_a_superset_goes_round_and_rests_after_the_round(phone: Phone) -> None:
    page = begin(phone, PAIRS)
    first, second, alone = workout(page)["exercises"]
    assert [one["letter"] for one in (first, second, alone)] == ["A", "B", ""]
    assert first["group_title"] == "Superset" and first["group_note"] == "0 of 2 rounds, rest 1:30 after B"
    tick(page, 0, 0)
    assert page.evaluate("rythm.rest.get()") is None, "on to the partner without rest"
    assert workout(page)["exercises"][1]["sets"][0]["state"] == "active"
    tick(page, 1, 0)
    assert page.evaluate("rythm.rest.get().label") == "1:30"
    assert workout(page)["exercises"][0]["sets"][1]["state"] == "active"
    assert workout(page)["exercises"][0]["group_note"].startswith("1 of 2 rounds")


def test_exercises_are_joined_and_taken_apart(phone: Phone) -> None:
    page = begin(phone)
    page.evaluate(f"rythm.join('{exercise_id(page, 0)}')")
    assert [one["place"] for one in workout(page)["exercises"]] == ["first", "last"]
    page.evaluate(f"rythm.join('{exercise_id(page, 1)}')")
    assert [one["place"] for one in workout(page)["exercises"]] == ["", ""]


def test_rest_follows_the_kind_and_the_sets_own_wish(phone: Phone) -> None:
    page = begin(phone)
    one, two = set_id(page, 0, 0), set_id(page, 0, 1)
    page.evaluate(f"rythm.mark('{one}', 'warmup'), rythm.restOf('{two}', 15)")
    tick(page, 0, 0)
    assert page.evaluate("rythm.rest.get().label") == "1:00", "at most a minute after a warm-up"
    tick(page, 0, 1)
    assert page.evaluate("rythm.rest.get().label") == "2:45"


def test_records_are_marked_as_they_happen_and_listed_at_the_end(phone: Phone) -> None:
    page = begin(phone)
    two = set_id(page, 0, 1)
    tick(page, 0, 0)
    assert workout(page)["exercises"][0]["sets"][0]["record"] == "", "as last time is no record"
    page.evaluate(
        f"rythm.set('{two}', 'weight_kg', '85'), rythm.set('{two}', 'reps', '6'), rythm.toggle('{two}')"
    )
    row = workout(page)["exercises"][0]["sets"][1]
    assert (row["record"], row["record_value"], row["record_more"]) == ("New best e1RM", "102 kg", "+5.8")
    assert "New best e1RM: 102 kg" in workout(page)["said"]
    page.evaluate("rythm.finish('leave')")
    marks = page.evaluate("rythm.summary.get().records.map((r) => [r.detail, r.value, r.more])")
    assert marks == [
        ["New best e1RM", "102 kg", "+5.8"], ["Heaviest yet", "85 kg", "+2.5"],
        ["Most volume", "990 kg", "+97"],
    ]  # fmt: skip
    assert page.evaluate("rythm.summary.get().compared") == "97 kg more than last time, Monday, 5 January"
    page.evaluate(f"rythm.start('{UPPER}')")
    three = set_id(page, 0, 0)
    page.evaluate(
        f"rythm.set('{three}', 'weight_kg', '85'), rythm.set('{three}', 'reps', '6'), rythm.toggle('{three}')"
    )
    assert workout(page)["exercises"][0]["sets"][0]["record"] == "", "it was done before, on this phone"


def test_a_swap_keeps_what_was_done_and_derives_the_load(phone: Phone, server: FakeServer) -> None:
    page = begin(phone)
    tick(page, 0, 0)
    bench = exercise_id(page, 0)
    page.evaluate(f"rythm.openMenu('swap', '{bench}')")
    choices = page.evaluate("rythm.menu.get().choices")
    assert [(one["name"], one["load"]) for one in choices] == [("Incline dumbbell press", "30 kg")]
    page.evaluate(f"rythm.swap('{INCLINE}')")
    view = workout(page)["exercises"]
    assert [(one["name"], len(one["sets"])) for one in view] == [
        ("Bench press", 1), ("Incline dumbbell press", 2), ("Seated cable row", 2),
    ]  # fmt: skip
    assert values(page)[1][0] == "30"
    page.evaluate("rythm.undo()")
    assert [len(one["sets"]) for one in workout(page)["exercises"]] == [3, 2]
    settled(page)


def test_warm_ups_lead_to_the_working_weight(phone: Phone) -> None:
    page = begin(phone)
    page.evaluate(f"rythm.warmUp('{exercise_id(page, 0)}')")
    sets = workout(page)["exercises"][0]["sets"]
    assert [one["number"] for one in sets][:6] == ["W", "W", "W", "W", "1", "2"]
    assert values(page)[0] == ["20", "10", "", "active"]
    page.evaluate("rythm.undo()")
    assert len(workout(page)["exercises"][0]["sets"]) == 3


def test_plates_come_from_what_the_gym_has(phone: Phone) -> None:
    page = begin(phone)
    page.evaluate(f"rythm.openMenu('plates', '{set_id(page, 0, 1)}')")
    menu = page.evaluate("rythm.menu.get()")
    assert (menu["target"], menu["loaded"], menu["remainder"]) == (
        "82.5 kg",
        "25 + 5 + 1.25 on each side",
        "",
    )
    page.evaluate("rythm.pickBar('15.0')")
    menu = page.evaluate("rythm.menu.get()")
    assert menu["loaded"] == "25 + 5 + 2.5 + 1.25 on each side", menu
    one = set_id(page, 0, 1)
    page.evaluate(f"rythm.set('{one}', 'weight_kg', '83'), rythm.settle('{one}', 'weight_kg')")
    assert page.evaluate("rythm.menu.get().remainder") == "These plates make 82.5 kg, 0.5 kg short."


def test_skipping_moving_and_notes(phone: Phone, server: FakeServer) -> None:
    page = begin(phone)
    bench, row = exercise_id(page, 0), exercise_id(page, 1)
    page.evaluate(f"rythm.skip('{bench}')")
    assert workout(page)["total"] == 2 and workout(page)["exercises"][1]["sets"][0]["state"] == "active"
    page.evaluate(
        f"rythm.skip('{bench}'), rythm.move('{row}', -1), rythm.write_down('{row}', 'note', ' Seat 4 ')"
    )
    assert [one["name"] for one in workout(page)["exercises"]] == ["Seated cable row", "Bench press"]
    assert workout(page)["exercises"][0]["note"] == "Seat 4" and workout(page)["total"] == 5
    page.evaluate("rythm.write_down(rythm.workout.get().id, 'title', 'Push day')")
    settled(page)
    assert server.member(MAYA).rows[row]["note"] == "Seat 4"
    assert workout(page)["title"] == "Push day"


def test_how_one_feels_can_lower_a_load_but_never_raise_it(phone: Phone, server: FakeServer) -> None:
    prefer(server, suggestions=True)
    page = begin(phone)
    before = values(page)
    assert workout(page)["asks_readiness"] and workout(page)["exercises"][0]["reason"]
    page.evaluate("rythm.feel(5)")
    assert values(page) == before and not workout(page)["asks_readiness"]
    page.evaluate("rythm.feel(1)")
    assert float(values(page)[0][0]) < float(before[0][0])
    page.evaluate("rythm.undo()")
    assert values(page) == before


def test_a_finished_workout_is_changed_later(phone: Phone, server: FakeServer) -> None:
    page = begin(phone)
    tick(page, 0, 0)
    tick(page, 0, 1)
    done = workout(page)["id"]
    page.evaluate("rythm.finish('leave')")
    settled(page)
    ended = server.member(MAYA).rows[done]["finished_at"]
    page.evaluate(f"rythm.go('/log?edit={done}'), rythm.edit('{done}')")
    view = workout(page)
    assert view["editing"] and view["done"] == 2 and page.evaluate("rythm.rest.get()") is None
    one = set_id(page, 0, 0)
    page.evaluate(f"rythm.set('{one}', 'reps', '8'), rythm.addSet('{exercise_id(page, 0)}')")
    tick(page, 0, 2)
    page.evaluate("rythm.finish()")
    is_true(page, f"location.pathname === '/history/{done}'")
    rows = server.member(MAYA).rows
    assert rows[one]["reps"] == 8 and rows[done]["finished_at"] == ended
    added = [
        row
        for row in rows.values()
        if row["_entity"] == "set" and row["position"] == 2 and not row["deleted_at"]
    ]
    assert [row["done_at"] for row in added] == [ended], "it was done then, not now"


def test_a_workout_too_old_for_the_phone_is_fetched_to_be_changed(phone: Phone, server: FakeServer) -> None:
    page = begin(phone)
    tick(page, 0, 0)
    done = workout(page)["id"]
    page.evaluate("rythm.finish('leave')")
    settled(page)
    server.old = {done}
    page.evaluate("rythm.bootstrap()")
    is_true(page, f"!rythm.rows().get('{done}')")
    page.evaluate(f"rythm.edit('{done}')")
    is_true(page, "rythm.workout.get()?.editing && rythm.workout.get().done === 1")


def test_a_workout_left_open_is_resumed_or_finished_when_it_ended(phone: Phone, server: FakeServer) -> None:
    page = begin(phone)
    tick(page, 0, 0)
    settled(page)
    rows = server.member(MAYA).rows
    opened = next(row for row in rows.values() if row["_entity"] == "workout")
    then = {"started_at": "2026-01-06T18:00:00Z"}
    for row in rows.values():
        row.update({"done_at": "2026-01-06T18:05:00Z"} if row.get("done_at") else {})
    opened.update(then)
    page.evaluate("rythm.bootstrap()")
    is_true(page, "rythm.workout.get().left_open !== ''")
    assert workout(page)["left_open"].startswith("Tuesday, 6 January")
    page.evaluate("rythm.resume()")
    assert workout(page)["left_open"] == ""
    page.evaluate("rythm.finishThen()")
    settled(page)
    assert rows[opened["id"]]["finished_at"] == "2026-01-06T18:05:00Z"
    assert page.evaluate("rythm.summary.get().duration") == "5:00"


def test_what_is_next_is_known_without_a_server(phone: Phone, server: FakeServer) -> None:
    server.extra = {"sessions": copy.deepcopy({})}
    page = phone.open()
    assert page.evaluate("rythm.next_up.get().name") == "Pairs", "the gym's first"
    assert page.evaluate("rythm.next_up.get().facts") == "3 exercises, 5 sets, about 45 min"


def test_next_values_of_an_exercise_nobody_knows(phone: Phone) -> None:
    page = phone.open()
    page.evaluate(f"rythm.startEmpty(), rythm.addExercise('{BENCH}')")
    assert [one["previous"] for one in workout(page)["exercises"][0]["sets"]] == ["80 × 6", "82.5 × 5"]


def test_python_and_the_phone_show_the_same(phone: Phone, server: FakeServer) -> None:
    prefer(server, suggestions=True)
    page = begin(phone, PAIRS)
    tick(page, 0, 0)
    lift(page, set_id(page, 1, 0), "60", "12")
    page.evaluate(f"rythm.set('{set_id(page, 0, 1)}', 'reps', '7x')")
    known = page.evaluate("""() => {
      const { suggest, ms, day, hour, ...plain } = rythm.phone;
      return JSON.parse(JSON.stringify(plain)); }""")
    known |= {"ms": ms, "day": lambda iso: iso, "hour": lambda iso: iso, "suggest": suggestion_for}
    row = next(row for row in known["rows"] if row["entity"] == "workout")
    shown = page.evaluate(
        "(at) => rythm.screen.workout_view({ ...rythm.phone, now: at }, rythm.shown())", known["now"]
    )
    there = workout_view(known, row)
    assert there is not None
    assert {**shown, "left_at": ""} == {**there, "left_at": ""}
    assert page.evaluate(
        "rythm.screen.template_cards(rythm.phone, Object.values(rythm.phone.templates))"
    ) == (template_cards(known, list(known["templates"].values())))
