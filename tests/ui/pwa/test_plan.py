"""The order of a workout: what comes next, how long to rest, where exercises go."""

from __future__ import annotations

from typing import Any

import pytest

from rythm.ui.pwa.screen import plan
from tests.ui.pwa.phones import one_set, part, workout

TIMES = [f"2026-11-20T17:5{n}:00Z" for n in range(10)]


def pair(*done: str) -> list[dict[str, Any]]:
    """A superset of A and B with two sets each, then C alone; ticked in the order given."""
    rows = [
        workout(), part("A", "bench", 0, group_number=1, group_rest_seconds=90),
        part("B", "row", 1, group_number=1, group_rest_seconds=90), part("C", "pull", 2, rest_seconds=60),
        *(one_set(f"{of}{n}", of, n) for of in "ABC" for n in (1, 2)),
    ]  # fmt: skip
    for at, name in zip(TIMES, done, strict=False):
        next(row for row in rows if row["id"] == name)["done_at"] = at
    return plan.members_of(rows, "w")


@pytest.mark.parametrize(
    ("done", "following", "rest"),
    [
        ([], "A1", None), (["A1"], "B1", 0), (["A1", "B1"], "A2", 90), (["A1", "B1", "A2", "B2"], "C1", 90),
        (["A1", "B1", "A2", "B2", "C1"], "C2", 60), (["C1"], "C2", 60), (["C1", "C2"], "A1", 60),
        (["A1", "B1", "A2", "B2", "C1", "C2"], None, 0),
    ],
)  # fmt: skip
def test_a_superset_goes_round(done: list[str], following: str | None, rest: int | None) -> None:
    steps = plan.steps_of(pair(*done))
    found = plan.next_step(steps)
    assert (found["set"]["id"] if found else None) == following
    if rest is not None:
        assert plan.rest_between(steps, done[-1]) == rest


def test_warm_ups_come_first_and_a_drop_set_belongs_to_the_set_before() -> None:
    kinds = ["warmup", "working", "drop", "working", "failure"]
    assert plan.rounds_of([one_set(str(n), "A", n, kind=kind) for n, kind in enumerate(kinds)]) == [
        0,
        1,
        1,
        2,
        3,
    ]


def test_rest_by_kind_and_by_the_sets_own_wish() -> None:
    sets = [
        one_set("1", "A", 0, kind="warmup", done_at=TIMES[0]), one_set("2", "A", 1),
        one_set("3", "A", 2, kind="drop"),
        one_set("4", "A", 3, rest_seconds=30), one_set("5", "A", 4),
    ]  # fmt: skip
    members = plan.members_of([part("A", "bench", rest_seconds=180), *sets], "w")
    steps = plan.steps_of(members)
    rests = []
    for n, row in enumerate(sets):
        row["done_at"] = TIMES[n]
        rests.append(plan.rest_between(steps, row["id"]))
    assert rests == [60, 0, 180, 30, 0], (
        "a minute at most, none before a drop set, all, its own, none at the end"
    )


def test_skipped_exercises_are_left_out() -> None:
    members = pair()
    members[0]["row"]["skipped_at"] = TIMES[0]
    steps = plan.steps_of(members)
    assert [step["set"]["id"] for step in steps] == ["B1", "B2", "C1", "C2"]
    members[1]["sets"][0]["done_at"] = TIMES[1]
    assert plan.rest_between(steps, "B1") == 120, "alone it is no superset"


@pytest.mark.parametrize(
    ("row", "by", "order"),
    [("A", 1, "BAC"), ("B", 1, "CAB"), ("C", -1, "CAB"), ("A", -1, "ABC"), ("C", 1, "ABC"), ("B", -1, "BAC")],
)
def test_moving_within_a_superset_and_past_it(row: str, by: int, order: str) -> None:
    members = pair()
    places = {member["row"]["id"]: member["row"]["position"] for member in members}
    places |= {id: fields["position"] for _, id, fields in plan.moved(members, row, by)}
    assert "".join(sorted(places, key=lambda id: places[id])) == order


def test_joining_and_leaving_a_superset() -> None:
    assert plan.joined(pair(), "B") == [
        ["workout_exercise", "A", {"group_number": None}],
        ["workout_exercise", "B", {"group_number": None}],
    ]
    alone = plan.members_of(
        [part("A", "bench", 0), part("B", "row", 1), part("C", "pull", 2, group_number=4)], "w"
    )
    assert plan.joined(alone, "A") == [
        ["workout_exercise", "B", {"group_number": 5}],
        ["workout_exercise", "A", {"group_number": 5}],
    ]
    assert plan.joined(alone, "B") == [["workout_exercise", "B", {"group_number": 4}]]
    assert plan.joined(alone, "C") == []
