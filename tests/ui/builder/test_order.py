"""Moving exercises and tying them: the order and the groups that come of it."""

import pytest

from rythm.templates.rules import group_problem
from rythm.ui.builder import order
from rythm.ui.builder.lines import Line
from rythm.ui.builder.typed import SetLine


def made(spelled: str) -> list[Line]:
    """`a B1 C1 d`: letters are exercises, a digit ties those that carry the same."""
    return [
        Line(
            exercise_id=word[0],
            name=word[0],
            detail="",
            measured_by="weight_reps",
            group=int(word[1:] or 0),
            sets=[SetLine(id="0", reps="8")],
        )
        for word in spelled.split()
    ]


def spelled(lines: list[Line]) -> str:
    pairs = [(line.group or None, None) for line in lines]
    assert group_problem(pairs) is None
    return " ".join(f"{line.exercise_id}{line.group or ''}" for line in lines)


@pytest.mark.parametrize(
    ("before", "who", "step", "after"),
    [
        ("a b c", "b", -1, "b a c"),
        ("a b c", "b", 1, "a c b"),
        ("a b c", "a", -1, "a b c"),
        ("a b c", "c", 1, "a b c"),
        ("a b1 c1", "a", 1, "b1 c1 a"),
        ("b1 c1 a", "a", -1, "a b1 c1"),
        ("a1 b1 c", "b", -1, "b1 a1 c"),
        ("a1 b1 c1", "b", 1, "a1 c1 b1"),
        ("a1 b1 c1", "a", -1, "a b1 c1"),
        ("a1 b1 c", "b", 1, "a b c"),
        ("a1 b1 c2 d2", "c", -1, "a1 b1 c d"),
    ],
)
def test_one_place(before, who, step, after):
    assert spelled(order.shifted(made(before), who, step)) == after


@pytest.mark.parametrize(
    ("before", "who", "place", "after"),
    [
        ("a b c d", "a", 2, "b c a d"),
        ("a b c d", "d", 0, "d a b c"),
        ("a b c d", "d", 40, "a b c d"),
        ("a b1 c1 d", "a", 1, "b1 a1 c1 d"),
        ("a b1 c1 d", "d", 2, "a b1 d1 c1"),
        ("a b1 c1 d", "b", 0, "b a c d"),
        ("a b1 c1 d1", "b", 2, "a c1 b1 d1"),
        ("a b1 c1 d1", "b", 3, "a c1 d1 b1"),
    ],
)
def test_dropped(before, who, place, after):
    assert spelled(order.placed(made(before), who, place)) == after


@pytest.mark.parametrize(
    ("before", "who", "after"),
    [
        ("a b c", "a", "a1 b1 c"),
        ("a b c", "c", "a b c"),
        ("a b1 c1", "a", "a1 b1 c1"),
        ("a1 b1 c d", "b", "a1 b1 c1 d"),
        ("a1 b1 c2 d2", "b", "a1 b1 c1 d1"),
    ],
)
def test_tied_to_the_next(before, who, after):
    assert spelled(order.linked(made(before), who)) == after


@pytest.mark.parametrize(
    ("before", "who", "after"),
    [
        ("a1 b1 c", "a", "a b c"),
        ("a1 b1 c1 d", "a", "a b1 c1 d"),
        ("a1 b1 c1 d", "b", "a1 c1 b d"),
        ("a1 b1 c1 d", "c", "a1 b1 c d"),
        ("a b c", "b", "a b c"),
    ],
)
def test_taken_out_of_its_group(before, who, after):
    assert spelled(order.unlinked(made(before), who)) == after


@pytest.mark.parametrize(
    ("before", "group", "step", "after"),
    [
        ("a b1 c1 d", 1, -1, "b1 c1 a d"),
        ("a b1 c1 d", 1, 1, "a d b1 c1"),
        ("a1 b1 c2 d2", 2, -1, "c1 d1 a2 b2"),
        ("a1 b1 c", 1, -1, "a1 b1 c"),
        ("a1 b1 c", 7, 1, "a1 b1 c"),
    ],
)
def test_a_whole_group(before, group, step, after):
    assert spelled(order.group_shifted(made(before), group, step)) == after


def test_groups_are_lettered_and_named():
    lines = made("a b1 c1 d2 e2 f2")
    lines[1].rest, lines[2].rest = "1:00", "2:30"
    blocks = order.drawn(lines)
    assert [[row.mark for row in block.rows] for block in blocks] == [[""], ["A1", "A2"], ["B1", "B2", "B3"]]
    assert [block.title for block in blocks] == ["", "Superset, 1 round", "Circuit, 1 round"]
    assert blocks[1].usual == "2:30"
    assert blocks[0].rows[0].is_first
    assert blocks[2].rows[2].is_last
    assert order.where(lines, "c") == "c is 3 of 6, in a superset."
