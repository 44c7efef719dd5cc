"""Phones on a bad network, step by step in every order hypothesis can think of, against the real server."""

import asyncio
import os
from collections.abc import Callable
from typing import Any, ClassVar

import pytest
import pytest_asyncio
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    precondition,
    rule,
    run_state_machine_as_test,
)
from sqlalchemy import select
from sqlmodel import col

from rythm.core.actor import ByMembership
from rythm.core.context import open_context
from rythm.core.errors import Unauthenticated
from rythm.core.ids import uuid7
from rythm.templates import service as templates
from rythm.templates.schemas import SaveTemplate
from rythm.workouts import sync
from rythm.workouts.models import Workout, WorkoutExercise, WorkoutSet
from tests.fixtures.actors import Gym
from tests.fixtures.training import add_exercise, add_template
from tests.sync.device import Device, Fields
from tests.sync.server import Failed, Server
from tests.sync.truth import FIXED, agrees

SCHEDULES = int(os.environ.get("SCHEDULES", "100"))
"""How many schedules to try; `benchmarks/` asks for ten thousand."""

TWO_DAYS_MS = 172_800_000
Change = tuple[str, str, Fields]
FAULTS = ("request lost", "reply lost", "late", "twice", "server fails", "crash")
THEN = st.sampled_from(["", "none", "none", *FAULTS])
"""How the request that follows a tap fares; none follows when empty."""

CORRECTIONS: list[Fields] = [{"reps": 3}, {"weight_kg": "83.91458845"}, {"kind": "drop"}, {"done_at": None}]


class Phones(RuleBasedStateMachine):
    """Two or three phones of one member."""

    make_server: ClassVar[Callable[[], Server]]

    @initialize(
        skews=st.lists(st.sampled_from([0, TWO_DAYS_MS, -TWO_DAYS_MS, 1500]), min_size=2, max_size=3),
        disasters=st.sampled_from([(0, 0), (0, 0), (1, 3), (2, 5), (3, 7)]),
    )
    def begin(self, skews: list[int], disasters: tuple[int, int]) -> None:
        self.server = type(self).make_server()
        self.devices = [Device(self.server.user_id, skew) for skew in skews]
        self.air: list[Fields] = []
        self.signed_in = True
        self.template_version = 1
        self.disasters, self.requests = (0, 0), 0
        self.fill(self.devices[0])
        self.start(0, 4, from_template=True)
        self.sync(0)
        for device in self.devices[1:]:
            self.fill(device)
        self.disasters, self.requests = disasters, 0

    # ---- what people do
    def write(self, device: Device, changes: list[Change]) -> None:
        self.server.now_ms += 1000
        for operation in device.write(self.server.now_ms, changes):
            self.server.operations[operation.op_id] = operation

    def device(self, pick: int) -> Device:
        return self.devices[pick % len(self.devices)]

    @staticmethod
    def chosen(rows: list[Fields], pick: int) -> Fields | None:
        return rows[pick % len(rows)] if rows else None

    @rule(who=st.integers(0, 2), sets=st.integers(1, 4), from_template=st.booleans())
    def start(self, who: int, sets: int, from_template: bool) -> None:
        device, workout, part = self.device(who), str(uuid7()), str(uuid7())
        origin: Fields = {"template_id": None, "template_version": None}
        if from_template:
            origin = {"template_id": str(self.server.template_id), "template_version": 1}
        started = device.clock(self.server.now_ms)
        exercise_id = str(self.server.exercises[sets % 2])
        made: list[Change] = [
            ("workout", workout, {"title": "Upper A", **origin, "started_at": started, "deleted_at": None}),
            ("workout_exercise", part, {"workout_id": workout, "exercise_id": exercise_id, "position": 0}),
        ]
        made += [
            ("set", str(uuid7()), {"workout_exercise_id": part, "position": n, "weight_kg": "80", "reps": 6})
            for n in range(sets)
        ]
        self.write(device, made)

    @rule(
        who=st.integers(0, 2),
        pick=st.integers(0, 30),
        kg=st.integers(0, 800),
        reps=st.integers(1, 30),
        then=THEN,
    )
    def lift(self, who: int, pick: int, kg: int, reps: int, then: str) -> None:
        device = self.device(who)
        if row := self.chosen(device.alive("set"), pick):
            done = device.clock(self.server.now_ms)
            fields = {"weight_kg": str(kg / 4), "reps": reps, "done_at": done}
            self.write(device, [("set", row["id"], fields)])
        if then:
            self.drain(who, then)

    @rule(
        who=st.integers(0, 2),
        pick=st.integers(0, 30),
        change=st.sampled_from(CORRECTIONS),
        then=THEN,
    )
    def correct(self, who: int, pick: int, change: Fields, then: str) -> None:
        device = self.device(who)
        if row := self.chosen(device.alive("set"), pick):
            self.write(device, [("set", row["id"], change)])
        if then:
            self.drain(who, then)

    @rule(
        who=st.integers(0, 2),
        pick=st.integers(0, 30),
        entity=st.sampled_from(["set", "workout_exercise"]),
        then=THEN,
    )
    def remove(self, who: int, pick: int, entity: str, then: str) -> None:
        device = self.device(who)
        if row := self.chosen(device.alive(entity), pick):
            gone = {"deleted_at": device.clock(self.server.now_ms)}
            held = [each for each in device.alive("set") if each.get("workout_exercise_id") == row["id"]]
            self.write(device, [(entity, row["id"], gone), *(("set", each["id"], gone) for each in held)])
        if then:
            self.drain(who, then)

    @rule(who=st.integers(0, 2), pick=st.integers(0, 30))
    def undo_removal(self, who: int, pick: int) -> None:
        device = self.device(who)
        gone = [row for row in device.rows().values() if row["entity"] == "set" and row.get("deleted_at")]
        if row := self.chosen(gone, pick):
            self.write(device, [("set", row["id"], {"deleted_at": None})])

    @rule(who=st.integers(0, 2), pick=st.integers(0, 30), title=st.sampled_from(["Legs", "Pull", "Überkopf"]))
    def rename(self, who: int, pick: int, title: str) -> None:
        device = self.device(who)
        if row := self.chosen(device.alive("workout"), pick):
            self.write(device, [("workout", row["id"], {"title": title})])

    @rule(who=st.integers(0, 2), pick=st.integers(0, 30), then=THEN)
    def finish(self, who: int, pick: int, then: str) -> None:
        device = self.device(who)
        if row := self.chosen([row for row in device.alive("workout") if not row.get("finished_at")], pick):
            self.write(device, [("workout", row["id"], {"finished_at": device.clock(self.server.now_ms)})])
        if then:
            self.drain(who, then)

    @rule(who=st.integers(0, 2), pick=st.integers(0, 30))
    def write_nonsense(self, who: int, pick: int) -> None:
        device = self.device(who)
        if row := self.chosen(device.alive("set"), pick):
            self.write(device, [("set", row["id"], {"colour": "red"})])

    # ---- what the world does
    @rule(seconds=st.sampled_from([5, 90, 4000, 100_000]))
    def wait(self, seconds: int) -> None:
        self.server.now_ms += seconds * 1000

    @precondition(lambda self: self.signed_in)
    @rule(happens=st.sampled_from([False, False, True]))
    def session_ends(self, happens: bool) -> None:
        if not happens:
            return
        self.server.expire()
        self.signed_in = False

    @precondition(lambda self: not self.signed_in)
    @rule()
    def sign_in_again(self) -> None:
        self.server.sign_in()
        self.signed_in = True

    @precondition(lambda self: self.template_version < 3)
    @rule()
    def coach_changes_the_template(self) -> None:
        async def save() -> None:
            async with open_context(self.server.gym.admin.credential) as ctx:
                change = SaveTemplate(name=f"Upper {self.template_version}", exercises=[])
                await templates.update(ctx, self.server.template_id, change)

        self.server.run(save())
        self.template_version += 1

    def disaster(self) -> None:
        """A backup after some requests, and its return after some more."""
        self.requests += 1
        backed_up, restored = self.disasters
        if self.requests == backed_up:
            self.backup = self.server.back_up()
        if self.requests == restored:
            self.server.restore(self.backup)

    # ---- the network
    @rule(who=st.integers(0, 2))
    def sync(self, who: int) -> None:
        self.drain(who, "none")

    @rule(who=st.integers(0, 2), fault=st.sampled_from(FAULTS))
    def drain(self, who: int, fault: str) -> None:
        self.disaster()
        device = self.device(who)
        request = device.request(self.server.now_ms)
        if fault == "request lost":
            return
        if fault == "late":  # the phone gave up on it; it is still under way
            self.air.append(request)
            return
        try:
            answer = self.server.exchange(request, fails=fault == "server fails")
            if fault == "twice":
                answer = self.server.exchange(request)
        except Unauthenticated:
            assert not self.signed_in, "a living session is let in"
            return
        except Failed:
            return
        if fault not in ("reply lost", "crash"):
            self.settle(device, answer)

    @precondition(lambda self: self.air)
    @rule(pick=st.integers(0, 30), again=st.booleans())
    def late_request_arrives(self, pick: int, again: bool) -> None:
        request = self.air[pick % len(self.air)]
        if not again:
            self.air.remove(request)
        if self.signed_in:
            self.server.exchange(request)

    @rule(who=st.integers(0, 2))
    def fill_anew(self, who: int) -> None:
        if self.signed_in:
            self.fill(self.device(who))

    def fill(self, device: Device) -> None:
        copy = self.server.bootstrap()
        device.heard(copy, self.server.now_ms)
        device.fill(copy)

    def settle(self, device: Device, answer: Fields) -> None:
        known = device.epoch
        device.heard(answer, self.server.now_ms)
        device.settle(answer)
        if known not in (None, answer["epoch"]):
            self.fill(device)

    # ---- the end of it
    def teardown(self) -> None:
        if not hasattr(self, "server"):
            return
        if not self.signed_in:
            self.sign_in_again()
        for request in self.air:
            self.server.exchange(request)
        for _ in range(2):
            for device in self.devices:
                self.drain_all(device)
        self.everything_is_there_once()
        self.phones_agree()

    def drain_all(self, device: Device) -> None:
        for _ in range(200):
            answer = self.server.exchange(device.request(self.server.now_ms))
            self.settle(device, answer)
            if not device.queue and not answer["more"]:
                return
        raise AssertionError("the queue never empties")

    def everything_is_there_once(self) -> None:
        truth, refused = self.server.truth, self.server.truth.refused
        assert truth.taken.keys() | refused == self.server.operations.keys(), "an operation got lost"
        assert {op for device in self.devices for op in device.refused} <= refused
        held, wanted = self.server.run(self._held()), truth.rows()
        assert held.keys() == wanted.keys(), "a row is missing, or there that nobody made"
        for id, fields in wanted.items():
            for name, value in fields.items():
                assert agrees(name, value, held[id][name]), (
                    f"{truth.entities[id]} {name}: {value}, {held[id][name]}"
                )

    async def _held(self) -> dict[str, Fields]:
        rows: dict[str, Fields] = {}
        async with open_context(ByMembership(self.server.user_id, self.server.gym.tenant_id)) as ctx:
            for table in (Workout, WorkoutExercise, WorkoutSet):
                mine = col(table.member_id) == self.server.user_id
                found: Any = await ctx.db.execute(select(table).where(mine))
                rows |= {str(row.id): row.model_dump(mode="json") for row in found.scalars()}
        return rows

    def phones_agree(self) -> None:
        wanted = self.server.truth.rows()
        for device in self.devices:
            shown = device.rows()
            for id, fields in wanted.items():
                if id not in shown:  # a new copy leaves out what is over
                    continue
                for name in fields.keys() - FIXED:
                    assert agrees(name, fields[name], shown[id].get(name)), f"a phone shows {name} wrongly"
            assert shown.keys() <= wanted.keys()


@pytest_asyncio.fixture(loop_scope="session")
async def make_server(gym: Gym) -> Callable[[], Server]:
    """Makes the server with a new member; the gym, its exercises and its template stay."""
    exercises = [await add_exercise(gym.tenant_id, name) for name in ("Bench press", "Row")]
    loop = asyncio.get_running_loop()
    template_id = await add_template(gym.admin, "Upper A", exercises)
    return lambda: Server(loop, gym, exercises, template_id)


def explore(make_server: Callable[[], Server], schedules: int, *, shrink: bool = True) -> None:
    """Try that many schedules; the failing one is shrunk and told as a program."""
    machine = type("Phones", (Phones,), {"make_server": staticmethod(make_server)})
    run_state_machine_as_test(
        machine,
        settings=settings(
            max_examples=schedules,
            stateful_step_count=40,
            deadline=None,
            database=None,
            derandomize=schedules <= 1000,
            suppress_health_check=list(HealthCheck),
            report_multiple_bugs=False,
            phases=[Phase.generate, Phase.shrink] if shrink else [Phase.generate],
        ),
    )


def test_phones_lose_double_and_mix_up_nothing(make_server: Callable[[], Server]) -> None:
    explore(make_server, SCHEDULES)


def test_without_the_idempotency_key_this_would_be_noticed(
    make_server: Callable[[], Server], monkeypatch: pytest.MonkeyPatch
) -> None:
    async def nothing(*_: object) -> dict[object, object]:
        return {}

    monkeypatch.setattr(sync, "_answered_before", nothing)
    monkeypatch.setattr(sync, "_remember", nothing)
    with pytest.raises(AssertionError, match="an operation is applied once"):
        explore(make_server, 200, shrink=False)
