"""The write path of the phone's store: nothing lost, nothing said too early."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

from tests.pwa.conftest import MAYA, Phone, is_true, reload, set_id, settled, values, workout
from tests.pwa.samples import UPPER
from tests.pwa.server import FakeServer

QUEUE = """new Promise((yes) => { const r = indexedDB.open(rythm.name);
  r.onsuccess = () => { const q = r.result.transaction("ops").objectStore("ops").index("seq").getAll();
    q.onsuccess = () => { r.result.close(); yes(q.result); }; }; })"""
NO_ROOM = """() => { const put = IDBObjectStore.prototype.put;
  IDBObjectStore.prototype.put = function (...args) {
    if (this.name !== "ops") return put.apply(this, args);
    throw new DOMException("full", "QuotaExceededError");
  };
  window.makeRoom = () => { IDBObjectStore.prototype.put = put; }; }"""


def test_ids_are_version_7_and_strictly_increasing_also_when_the_clock_steps_back(phone: Phone) -> None:
    page = phone.open()
    ids = page.evaluate("""() => { const ids = Array.from({length: 9000}, rythm.uuid7), real = Date.now;
      Date.now = () => real() - 86400000; ids.push(...Array.from({length: 100}, rythm.uuid7));
      Date.now = real; return ids; }""")
    assert ids == sorted(set(ids))
    assert {i[14] for i in ids} == {"7"} and {i[19] for i in ids} <= set("89ab")


def test_a_tap_repaints_in_the_same_task_and_is_durable_when_the_promise_says_so(
    phone: Phone, server: FakeServer
) -> None:
    page = phone.open()
    server.fault = "503"
    page.evaluate(f"rythm.start('{UPPER}')")
    one = set_id(page, 0, 0)
    painted = page.evaluate(f"(rythm.toggle('{one}'), rythm.workout.get().exercises[0].sets[0].done)")
    assert painted is True
    page.evaluate("rythm.settled()")
    queue = page.evaluate(QUEUE)
    assert [op["seq"] for op in queue] == list(range(1, len(queue) + 1))
    assert queue[-1]["entity_id"] == one and list(queue[-1]["fields"]) == ["done_at"]
    assert [op["at"] for op in queue] == sorted({op["at"] for op in queue})


def test_reload_keeps_what_was_typed_and_ticked_without_a_server(phone: Phone, server: FakeServer) -> None:
    page = phone.open()
    page.evaluate(f"rythm.start('{UPPER}')")
    settled(page)
    server.fault = "cut"
    one, two = set_id(page, 0, 0), set_id(page, 0, 1)
    page.evaluate(f"rythm.set('{one}', 'weight_kg', '81.5'), rythm.settle('{one}', 'weight_kg')")
    page.evaluate(f"rythm.toggle('{one}'), rythm.set('{two}', 'reps', '9')")
    reload(page)
    page.evaluate("Promise.race([rythm.started, 0])")
    is_true(page, "rythm.workout.get()")
    assert values(page)[:2] == [["81.5", "6", "", "done"], ["82.5", "9", "", "active"]]
    is_true(page, "rythm.net.get().label === 'Server not reachable, 3 changes waiting'")


def test_a_connection_closed_behind_the_page_is_reopened(phone: Phone, server: FakeServer) -> None:
    page = phone.open()
    page.evaluate(f"rythm.start('{UPPER}')")
    settled(page)
    page.evaluate("""() => { const real = IDBDatabase.prototype.transaction; let once = true;
      IDBDatabase.prototype.transaction = function (...args) {
        if (once) { once = false; this.close(); } return real.apply(this, args); }; }""")
    page.evaluate(f"rythm.toggle('{set_id(page, 0, 0)}')")
    assert page.evaluate("rythm.settled()") is True
    settled(page)
    assert len(set(server.sent())) == 9 and page.evaluate("rythm.net.get().label") == ""


def test_a_full_phone_says_so_and_saves_when_there_is_room_again(phone: Phone, server: FakeServer) -> None:
    page = phone.open()
    page.evaluate(f"rythm.start('{UPPER}')")
    settled(page)
    page.evaluate(NO_ROOM)
    one = set_id(page, 0, 0)
    page.evaluate(f"rythm.toggle('{one}')")
    assert page.evaluate("rythm.settled()") is False
    net = page.evaluate("rythm.net.get()")
    assert net["state"] == "storage" and net["label"] == "Not saved on this device, 1 change waiting"
    assert values(page)[0][-1] == "done" and page.evaluate(QUEUE) == []
    assert page.evaluate("rythm.toast.get().message").startswith("This phone has no room left")
    with page.expect_download() as download:
        page.evaluate("rythm.actOnToast()")
    waiting = json.loads(Path(download.value.path()).read_text())
    assert [(op["entity_id"], list(op["fields"])) for op in waiting["operations"]] == [(one, ["done_at"])]
    assert waiting["user_id"] == MAYA and download.value.suggested_filename.startswith("rythm-waiting-")
    page.evaluate("makeRoom()")
    page.evaluate(f"rythm.mark('{one}', 'failure')")
    settled(page)
    row = server.member(page.evaluate("rythm.uid")).rows[one]
    assert row["done_at"] and row["kind"] == "failure"


def test_two_tabs_show_the_same_and_post_nothing_twice(phone: Phone, server: FakeServer) -> None:
    a = phone.open()
    a.evaluate(f"rythm.start('{UPPER}')")
    settled(a)
    b = phone.open()
    a.evaluate(f"rythm.toggle('{set_id(a, 0, 0)}')")
    is_true(b, "rythm.workout.get()?.done === 1")
    b.evaluate(f"rythm.toggle('{set_id(b, 0, 1)}')")
    is_true(a, "rythm.workout.get().done === 2")
    settled(a), settled(b)
    sent = server.sent()
    assert len(sent) == len(set(sent)) == 10
    seqs = [operation["seq"] for post in server.posts for operation in post["operations"]]
    assert seqs == sorted(set(seqs)) and len({post["device_id"] for post in server.posts}) == 1


def test_only_the_changed_row_gets_a_new_value(phone: Phone) -> None:
    page = phone.open()
    page.evaluate(f"rythm.start('{UPPER}')")
    settled(page)
    changed = page.evaluate(f"""() => {{
      const was = rythm.workout.get();
      rythm.set('{set_id(page, 0, 0)}', 'rpe', '8');
      const is = rythm.workout.get(), cells = (view) => view.exercises[0].sets[0].cells;
      const sets = (e, i) => [e === is.exercises[i], ...e.sets.map((s, j) => s === is.exercises[i].sets[j])];
      return [was === is, ...was.exercises.flatMap(sets), ...cells(was).map((c, i) => c === cells(is)[i])];
    }}""")
    assert changed == [False, False, False, True, True, True, True, True, True, True, False]


def test_undo_takes_back_each_destructive_act(phone: Phone, server: FakeServer) -> None:
    page = phone.open()
    page.evaluate(f"rythm.start('{UPPER}')")
    settled(page)
    before = values(page)
    acts: list[Callable[[], str]] = [
        lambda: f"rythm.removeSet('{set_id(page, 0, 1)}')",
        lambda: f"rythm.removeExercise('{workout(page)['exercises'][0]['id']}')",
        lambda: "rythm.discard()",
    ]
    for act in acts:
        page.evaluate(act())
        assert page.evaluate("rythm.workout.get()") is None or values(page) != before
        assert page.evaluate("rythm.toast.get().action") == "Undo"
        settled(page)
        page.evaluate("rythm.undo()")
        assert values(page) == before and page.evaluate("rythm.toast.get()") is None
        settled(page)
    tables = server.member(page.evaluate("rythm.uid")).tables(lambda row: True)
    assert [row["deleted_at"] for table in tables.values() for row in table] == [None] * 8
