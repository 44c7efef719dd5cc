"""The queue's way to the server, with every fault the protocol knows."""

from __future__ import annotations

import copy
import time
from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest
from playwright.sync_api import Page

from tests.pwa.conftest import MAYA, TOM, Phone, is_true, reload, set_id, settled, values
from tests.pwa.samples import UPPER
from tests.pwa.server import FakeServer

RETRY = "rythm.drain()"


def started(phone: Phone) -> Page:
    """A tab with a workout that the server has."""
    page = phone.open()
    page.evaluate(f"rythm.start('{UPPER}')")
    settled(page)
    return page


def test_a_workout_arrives_whole_and_in_order(phone: Phone, server: FakeServer) -> None:
    page = started(phone)
    for number in range(3):
        page.evaluate(f"rythm.toggle('{set_id(page, 0, number)}')")
    settled(page)
    operations = [operation for post in server.posts for operation in post["operations"]]
    assert [operation["seq"] for operation in operations] == list(range(1, 12))
    assert [operation["entity"] for operation in operations[:2]] == ["workout", "workout_exercise"]
    done = [row["done_at"] for row in server.member(MAYA).tables(lambda row: True)["sets"]]
    assert [bool(at) for at in done] == [True, True, True, False, False]
    assert all(at.endswith("Z") for at in done if at)
    assert page.evaluate("rythm.net.get()") == {"online": True, "waiting": 0, "state": "ok", "label": ""}


@pytest.mark.parametrize("fault", ["lost reply", "half reply", "503", "cut"])
def test_no_fault_loses_or_doubles_an_operation(phone: Phone, server: FakeServer, fault: str) -> None:
    page = started(phone)
    server.fault = fault
    one = set_id(page, 0, 0)
    page.evaluate(f"rythm.toggle('{one}')")
    is_true(page, "['offline', 'server'].includes(rythm.net.get().state)")
    assert page.evaluate("rythm.net.get().waiting") == 1 and values(page)[0][-1] == "done"
    page.evaluate(f"rythm.toggle('{set_id(page, 0, 1)}')")
    server.fault = ""
    page.evaluate(RETRY)
    settled(page)
    member = server.member(MAYA)
    assert len(member.seen) == 10 and set(server.sent()) == set(member.seen)
    assert member.rows[one]["done_at"] and values(page)[0][-1] == "done"


def test_the_phone_tries_again_by_itself(phone: Phone, server: FakeServer) -> None:
    page = started(phone)
    server.fault = "cut"
    page.evaluate(f"rythm.toggle('{set_id(page, 0, 0)}')")
    is_true(page, "rythm.net.get().state === 'server'")
    server.fault = ""
    settled(page)
    assert len(server.member(MAYA).seen) == 9


def test_a_rejected_operation_is_shown_and_taken_back_and_the_rest_goes_on(
    phone: Phone, server: FakeServer
) -> None:
    page = started(phone)
    server.refuse = lambda op: (
        "That weight is not possible." if op["fields"].get("weight_kg") == "999.0" else None
    )
    one, two = set_id(page, 0, 0), set_id(page, 0, 1)
    page.evaluate(f"rythm.set('{one}', 'weight_kg', '999'), rythm.settle('{one}', 'weight_kg')")
    assert values(page)[0][0] == "999"
    page.evaluate(f"rythm.set('{two}', 'weight_kg', '90'), rythm.settle('{two}', 'weight_kg')")
    settled(page)
    toast = page.evaluate("rythm.toast.get()")
    assert toast == {
        "message": "1 change not accepted: That weight is not possible.",
        "kind": "error",
        "action": "",
    }
    assert [row[0] for row in values(page)[:2]] == ["80", "90"]
    reload(page)
    page.evaluate("rythm.started")
    assert [row[0] for row in values(page)[:2]] == ["80", "90"]


def test_a_batch_refused_unread_is_narrowed_down_to_the_operation_at_fault(
    phone: Phone, server: FakeServer
) -> None:
    page = started(phone)
    server.malformed = lambda operation: operation["fields"].get("kind") == "drop"
    first = set_id(page, 0, 0)
    page.evaluate(f"rythm.mark('{first}', 'drop')")
    for number in range(3):
        page.evaluate(f"rythm.toggle('{set_id(page, 0, number)}')")
    settled(page)
    row = server.member(MAYA).rows[first]
    assert row["kind"] == "working" and row["done_at"]
    assert page.evaluate("rythm.workout.get().exercises[0].sets[0].kind") == "working"
    assert page.evaluate("rythm.toast.get().message") == "1 change not accepted: The operation is malformed."


def test_a_long_queue_goes_in_batches_of_a_hundred(phone: Phone, server: FakeServer) -> None:
    page = started(phone)
    server.fault = "503"
    exercise = page.evaluate("rythm.workout.get().exercises[0].id")
    page.evaluate(f"for (let i = 0; i < 230; i++) rythm.addSet('{exercise}')")
    page.evaluate("rythm.settled()")
    server.fault = ""
    server.posts.clear()
    page.evaluate(RETRY)
    settled(page)
    sizes = [len(post["operations"]) for post in server.posts if post["operations"]]
    assert sizes == [100, 100, 30] and len(server.member(MAYA).seen) == 238


def test_another_device_is_merged_field_by_field(make_phone: Callable[[], Phone], server: FakeServer) -> None:
    here = started(make_phone())
    there = make_phone().open()
    one = set_id(here, 0, 0)
    is_true(there, "rythm.workout.get()")
    here.context.set_offline(True)
    here.evaluate(
        f"rythm.set('{one}', 'weight_kg', '99'), rythm.settle('{one}', 'weight_kg'), rythm.settled()"
    )
    there.evaluate(f"rythm.set('{one}', 'reps', '9'), rythm.flush()")
    there.evaluate(f"rythm.set('{one}', 'weight_kg', '70'), rythm.settle('{one}', 'weight_kg')")
    settled(there)
    server.member(MAYA).intent[one, "weight_kg"] = (0, "")  # this phone meant it later than the other
    here.context.set_offline(False)
    here.evaluate(RETRY)
    settled(here)
    there.evaluate(RETRY)
    is_true(there, "rythm.workout.get().exercises[0].sets[0].cells[0].value === '99'")
    for page in (here, there):
        assert values(page)[0][:2] == ["99", "9"]


def test_a_pull_does_not_touch_what_waits_or_is_being_typed(phone: Phone, server: FakeServer) -> None:
    page = started(phone)
    one = set_id(page, 0, 0)
    page.evaluate(f"rythm.set('{one}', 'reps', '1')")
    member = server.member(MAYA)
    row: dict[str, Any] = member.rows[one]
    row |= {"weight_kg": "70.00", "reps": 3}
    member.touch(row)
    page.evaluate(RETRY)
    is_true(page, "rythm.workout.get().exercises[0].sets[0].cells[0].value === '70'")
    assert values(page)[0][:2] == ["70", "1"]
    page.evaluate("rythm.flush()")
    settled(page)
    assert member.rows[one]["reps"] == 1 and values(page)[0][:2] == ["70", "1"]


def test_deletions_of_another_device_arrive(phone: Phone, server: FakeServer) -> None:
    page = started(phone)
    member = server.member(MAYA)
    row = member.rows[set_id(page, 0, 2)]
    row["deleted_at"] = "2026-01-01T00:00:00Z"
    member.touch(row)
    page.evaluate(RETRY)
    is_true(page, "rythm.workout.get().total === 4")


def test_an_expired_session_keeps_the_queue_and_says_so(phone: Phone, server: FakeServer) -> None:
    page = started(phone)
    server.sessions.clear()
    page.evaluate(f"rythm.toggle('{set_id(page, 0, 0)}')")
    is_true(page, "rythm.net.get().label === 'Signed out, 1 change waiting'")
    page.evaluate(f"rythm.toggle('{set_id(page, 0, 1)}')")
    page.evaluate(RETRY)
    is_true(page, "rythm.net.get().label === 'Signed out, 2 changes waiting'")
    phone.sign_in()
    reload(page)
    page.evaluate("rythm.started")
    settled(page)
    assert len(server.member(MAYA).seen) == 10


def test_queues_of_two_members_never_mix(phone: Phone, server: FakeServer) -> None:
    page = started(phone)
    server.fault = "503"
    page.evaluate(f"rythm.toggle('{set_id(page, 0, 0)}')")
    page.evaluate("rythm.settled()")
    server.fault = ""
    other = phone.open(TOM)  # Tom signs in on Maya's phone, her tab still open
    assert other.evaluate("rythm.workout.get()") is None and other.evaluate("rythm.net.get().waiting") == 0
    page.evaluate(RETRY)
    is_true(page, "rythm.net.get().label === 'Signed out, 1 change waiting'")
    assert len(server.member(MAYA).seen) == 8 and not server.member(TOM).seen
    again = phone.open(MAYA)
    settled(again)
    assert len(server.member(MAYA).seen) == 9 and values(again)[0][-1] == "done"


def test_a_restored_server_makes_the_phone_start_over_and_keep_its_queue(
    phone: Phone, server: FakeServer
) -> None:
    page = started(phone)
    one = set_id(page, 0, 0)
    server.fault = "503"
    page.evaluate(f"rythm.toggle('{one}')")
    page.evaluate("rythm.settled()")
    member, server.epoch, server.fault = server.member(MAYA), "two", ""
    member.rows[one]["weight_kg"] = "60.00"  # what the backup held; no cursor moves
    before = server.bootstraps
    page.evaluate(RETRY)
    is_true(page, "rythm.workout.get().exercises[0].sets[0].cells[0].value === '60'")
    settled(page)
    assert server.bootstraps == before + 1 and member.rows[one]["done_at"] and values(page)[0][-1] == "done"


def test_what_a_restored_server_has_forgotten_is_sent_again(phone: Phone, server: FakeServer) -> None:
    page = started(phone)
    one, two = set_id(page, 0, 0), set_id(page, 0, 1)
    page.evaluate(f"rythm.toggle('{one}')")
    settled(page)
    member = server.member(MAYA)
    backup = copy.deepcopy(member)
    page.evaluate(f"rythm.set('{two}', 'weight_kg', '91'), rythm.settle('{two}', 'weight_kg')")
    page.evaluate(f"rythm.toggle('{two}')")
    settled(page)
    assert len(member.seen) == len(backup.seen) + 2
    server.members[MAYA], server.epoch = backup, "two"
    page.evaluate(RETRY)
    is_true(page, "rythm.net.get().waiting === 0")
    settled(page)
    assert set(backup.seen) == set(member.seen)
    assert (
        backup.rows[two]["weight_kg"] == "91.0"
        and backup.rows[two]["done_at"]
        and backup.rows[one]["done_at"]
    )
    assert values(page)[:2] == [["80", "6", "", "done"], ["91", "5", "", "done"]]
    again = len(server.sent())
    page.evaluate(RETRY)
    settled(page)
    assert len(server.sent()) == again, "once is enough"


def test_a_newer_server_may_say_more_than_this_phone_understands(phone: Phone, server: FakeServer) -> None:
    server.extra = {"horoscope": {"sign": "lion"}, "metrics": [], "library": "v9"}
    page = started(phone)
    page.evaluate(f"rythm.toggle('{set_id(page, 0, 0)}')")
    settled(page)
    page.reload()
    page.evaluate("rythm.started")
    assert values(page)[0][-1] == "done" and page.evaluate("rythm.net.get().label") == ""
    page.evaluate("rythm.bootstrap()")
    assert server.libraries[-1] == "v9", "a phone says which library it has"
    server.extra = {"exercises": None, "library": "v9"}
    page.evaluate("rythm.bootstrap()")
    page.evaluate("rythm.search()")
    assert page.evaluate("rythm.library.get().total") == 5, "and keeps it when it is told nothing newer"


def test_an_older_workout_is_brought_onto_the_phone_and_stays(phone: Phone, server: FakeServer) -> None:
    page = started(phone)
    server.older = {"workouts": [{"id": "w", "finished_at": "2026-01-01T00:00:00Z"}], "workout_exercises": [],
                    "sets": [{"id": "s", "reps": 5}]}  # fmt: skip
    page.evaluate("rythm.recall('w')")
    for _ in range(2):
        assert page.evaluate("[rythm.rows().get('s').reps, rythm.rows().get('w').entity]") == [5, "workout"]
        page.evaluate("rythm.bootstrap()")


def test_a_browser_without_locks_sends_each_burst_in_turn(phone: Phone, server: FakeServer) -> None:
    phone.context.add_init_script("Object.defineProperty(navigator, 'locks', {value: undefined})")
    page = started(phone)
    for number in range(3):
        page.evaluate(f"rythm.toggle('{set_id(page, 0, number)}')")
        settled(page)
    sent = server.sent()
    assert len(sent) == len(set(sent)) == 11


def test_a_slow_server_holds_nothing_up(phone: Phone, server: FakeServer) -> None:
    page = started(phone)
    server.fault, server.fault_once = "slow", True
    page.evaluate(f"rythm.toggle('{set_id(page, 0, 0)}')")
    is_true(page, "rythm.net.get().label === '1 change waiting'")
    page.evaluate(f"rythm.toggle('{set_id(page, 0, 1)}')")
    assert page.evaluate("rythm.settled()") is True
    server.slow.set()
    settled(page)
    assert len(server.sent()) == len(set(server.sent())) == 10


@pytest.mark.parametrize("days", [2, -2])
def test_a_clock_two_days_off_dates_nothing_wrongly(phone: Phone, server: FakeServer, days: int) -> None:
    wrong = time.time() + days * 86_400
    phone.context.clock.install(time=wrong)
    page = started(phone)
    assert page.evaluate("rythm.elapsed.get()").startswith("0:")
    page.evaluate(f"rythm.toggle('{set_id(page, 0, 0)}')")
    settled(page)
    tables = server.member(MAYA).tables(lambda row: True)
    moments = [
        tables["workouts"][0]["started_at"],
        next(s["done_at"] for s in tables["sets"] if s["done_at"]),
    ]
    for moment in moments:
        assert abs(datetime.fromisoformat(moment).timestamp() - time.time()) < 60
    last = server.posts[-1]
    assert abs(last["sent_at"] / 1000 - wrong) < 60, "the protocol speaks the phone's own clock"


def test_a_clock_a_little_off_is_believed(phone: Phone, server: FakeServer) -> None:
    phone.context.clock.install(time=time.time() + 20)
    page = started(phone)
    assert page.evaluate("rythm.remembered('rythm.off')") is None


def test_what_changes_while_a_copy_is_on_its_way_is_fetched_too(phone: Phone, server: FakeServer) -> None:
    page = phone.open()
    settled(page)
    known = server.bootstraps
    server.fault = "slow copy"
    page.evaluate("void rythm.bootstrap()")
    deadline = time.monotonic() + 8
    while server.bootstraps == known and time.monotonic() < deadline:
        page.wait_for_timeout(20)
    assert server.bootstraps == known + 1, "a copy from before the change is on its way"
    server.extra = {"preferences": server.preferences | {"unit": "lb"}}
    page.evaluate("void rythm.bootstrap()")
    server.fault = ""
    server.slow.set()
    is_true(page, "rythm.phone.preferences.unit === 'lb'")
