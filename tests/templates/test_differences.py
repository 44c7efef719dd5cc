"""What changed between two versions, as a table, in words and exactly."""

from typing import Any
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rythm.templates.differences import Sheet, difference, summary
from rythm.templates.schemas import PhoneLine, TemplateLine, as_kept
from rythm.templates.sets import PrescribedSet, alike

BENCH, ROW, PLANK, CURL = (UUID(int=n) for n in range(1, 5))
NAMES = {BENCH: "Bench press", ROW: "Row", PLANK: "Plank", CURL: "Curl"}


def line(of: UUID, **said: Any) -> TemplateLine:
    return TemplateLine.model_validate({"exercise_id": of, **said})


def sheet(*lines: TemplateLine, **head: str) -> Sheet:
    return Sheet(
        **{"name": "Upper", "description": "", "progression": "double", **head}, lines=as_kept(lines)
    )


def pair(rest: int | None = None) -> list[TemplateLine]:
    return [line(each, group_number=1, group_rest_seconds=rest) for each in (BENCH, ROW)]


THREE = [line(BENCH), line(ROW), line(CURL)]


@pytest.mark.parametrize(
    ("before", "after", "words"),
    [
        (sheet(), sheet(), "As it was."),
        (sheet(line(BENCH)), sheet(line(BENCH)), "As it was."),
        (sheet(), sheet(name="Upper A"), "Renamed to Upper A"),
        (sheet(), sheet(description="Easy."), "Described anew"),
        (sheet(description="Easy."), sheet(), "Description removed"),
        (sheet(), sheet(progression="531"), "Progression double → 5/3/1"),
        (sheet(line(BENCH)), sheet(line(BENCH), line(PLANK)), "Added Plank"),
        (sheet(line(BENCH), line(PLANK)), sheet(line(BENCH)), "Removed Plank"),
        (sheet(line(BENCH)), sheet(line(PLANK)), "Removed Bench press; Added Plank"),
        (sheet(line(BENCH, sets=alike(3))), sheet(line(BENCH, sets=alike(4))), "Bench press 3 → 4 sets"),
        (sheet(line(BENCH, sets=alike(4))), sheet(line(BENCH, sets=alike(3))), "Bench press 4 → 3 sets"),
        (
            sheet(line(BENCH, sets=alike(3))),
            sheet(line(BENCH, sets=alike(3, 5, 5))),
            "Bench press 3 × 8–10 → 3 × 5",
        ),
        (
            sheet(line(BENCH, sets=alike(3))),
            sheet(line(BENCH, sets=[*alike(3), PrescribedSet(kind="drop", reps_min=12)])),
            "Bench press 3 × 8–10 → 3 × 8–10, 1 × 12+ drop set",
        ),
        (
            sheet(line(BENCH, sets=alike(1))),
            sheet(line(BENCH, sets=[PrescribedSet(reps_min=8, reps_max=10, rest_seconds=90)])),
            "Bench press 1 × rest as the exercise → 1 × rest 1:30",
        ),
        (
            sheet(line(BENCH, sets=alike(3))),
            sheet(line(BENCH, sets=alike(4), rest_seconds=90)),
            "Bench press 3 → 4 sets, rest 2:00 → 1:30",
        ),
        (
            sheet(line(BENCH, sets=alike(3))),
            sheet(line(BENCH, sets=alike(4)), line(PLANK)),
            "Bench press 3 → 4 sets; Added Plank",
        ),
        (sheet(line(BENCH)), sheet(line(BENCH, note="Pause")), "Bench press note changed"),
        (sheet(line(BENCH, note="Pause")), sheet(line(BENCH)), "Bench press note removed"),
        (
            sheet(line(BENCH)),
            sheet(line(BENCH, progression="linear")),
            "Bench press progression the template's → linear",
        ),
        (
            sheet(line(BENCH)),
            sheet(line(BENCH, alternatives=[ROW, CURL])),
            "Bench press alternatives Row, Curl",
        ),
        (sheet(line(BENCH, alternatives=[ROW])), sheet(line(BENCH)), "Bench press without alternatives"),
        (sheet(*THREE), sheet(THREE[2], THREE[0], THREE[1]), "Curl moved up"),
        (sheet(*THREE), sheet(THREE[1], THREE[2], THREE[0]), "Bench press moved down"),
        (sheet(*THREE), sheet(line(PLANK), *THREE), "Added Plank"),  # the others moved by themselves
        (sheet(*THREE), sheet(THREE[2], THREE[1], THREE[0]), "Row moved down; Bench press moved down"),
        (sheet(line(BENCH), line(ROW)), sheet(*pair()), "Bench press and Row together"),
        (sheet(*pair()), sheet(line(BENCH), line(ROW)), "Bench press and Row one by one"),
        (
            sheet(*pair()),
            sheet(*pair(90)),
            "Bench press and Row: rest after the round as long as needed → 1:30",
        ),
        (sheet(*pair(60)), sheet(*pair(90)), "Bench press and Row: rest after the round 1:00 → 1:30"),
        (sheet(*pair()), sheet(line(BENCH)), "Removed Row"),
        (
            sheet(*pair(), line(CURL)),
            sheet(*pair(), line(CURL, group_number=1)),
            "Bench press, Row and Curl together",
        ),
    ],
)  # fmt: skip
def test_in_words(before: Sheet, after: Sheet, words: str) -> None:
    assert summary(difference(before, after, NAMES)) == words


def test_each_change_says_what_it_was_and_is() -> None:
    before = sheet(line(BENCH, sets=alike(3), rest_seconds=120), line(ROW))
    after = sheet(line(BENCH, sets=alike(4), rest_seconds=90), line(PLANK), name="Push")
    told = [
        (each.what, each.exercise_id, each.before, each.after)
        for each in difference(before, after, NAMES)
    ]  # fmt: skip
    assert told == [
        ("name", None, "Upper", "Push"),
        ("removed", ROW, "", ""),
        ("sets", BENCH, "3 × 8–10", "4 × 8–10"),
        ("rest", BENCH, "2:00", "1:30"),
        ("added", PLANK, "", "3 × 8–10"),
    ]


def test_a_long_summary_ends() -> None:
    many = {UUID(int=n): f"Move {n}" for n in range(1, 10)}
    told = summary(difference(sheet(), sheet(*map(line, many)), many))
    assert told == "Added Move 1; Added Move 2; Added Move 3; Added Move 4; Added Move 5; and 4 more changes"


SETS = st.lists(
    st.builds(PrescribedSet, reps_min=st.none() | st.integers(1, 9), rest_seconds=st.none() | st.just(60)),
    min_size=1,
    max_size=3,
)


@st.composite
def sheets(draw: st.DrawFn) -> Sheet:
    order = draw(st.permutations(list(NAMES)))[: draw(st.integers(0, 4))]
    grouped = draw(st.booleans()) and len(order) > 1
    lines = [
        line(
            each,
            sets=draw(SETS),
            rest_seconds=draw(st.sampled_from([60, 120])),
            note=draw(st.sampled_from(["", "Slow"])),
            group_number=1 if grouped and place < 2 else None,
        )
        for place, each in enumerate(order)
    ]
    return sheet(*lines, name=draw(st.sampled_from(["A", "B"])))


def same(one: Sheet, other: Sheet) -> bool:
    def told(one: Sheet) -> list[dict[str, Any]]:
        return [PhoneLine.model_dump(each) for each in one.lines]

    return (one.name, told(one)) == (other.name, told(other))


@given(sheets(), sheets())
def test_there_is_a_difference_exactly_where_they_differ(one: Sheet, other: Sheet) -> None:
    changes = difference(one, other, NAMES)
    assert (changes == []) is same(one, other)
    assert all(change.words for change in changes)
    now = {each.exercise_id for each in other.lines}
    was = {each.exercise_id for each in one.lines}
    assert {each.exercise_id for each in changes if each.what == "added"} == now - was
    assert {each.exercise_id for each in changes if each.what == "removed"} == was - now
    moved = {each.exercise_id for each in changes if each.what == "order"}
    stay = [each.exercise_id for each in one.lines if each.exercise_id in now - moved]
    assert stay == [each.exercise_id for each in other.lines if each.exercise_id in stay]
