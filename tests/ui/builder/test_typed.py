"""What may be typed into a set or said of all of them, and what it comes to."""

import pytest

from rythm.core.ids import uuid7
from rythm.ui.builder import quick
from rythm.ui.builder.lines import Line, amounts, check, loads, numbered, read_out, row, warm_ups
from rythm.ui.builder.typed import SetLine


def line(*sets: dict[str, str], measured_by: str = "weight_reps", **typed) -> Line:
    rows = [SetLine(id=str(place), **one) for place, one in enumerate(sets or ({"reps": "8"},))]
    return numbered(
        Line(
            exercise_id=str(uuid7()),
            name="Bench press",
            detail="Barbell, chest",
            measured_by=measured_by,
            sets=rows,
            **typed,
        )
    )


@pytest.mark.parametrize(
    ("typed", "taken"),
    [
        ({"reps": "8"}, {"reps_min": 8, "reps_max": 8}),
        ({"reps": "6-8"}, {"reps_min": 6, "reps_max": 8}),
        ({"reps": "6 to 8"}, {"reps_min": 6, "reps_max": 8}),
        ({"reps": "5+"}, {"reps_min": 5, "reps_max": None}),
        ({"reps": ""}, {"reps_min": None, "reps_max": None}),
        ({"load": "82,5"}, {"load_by": "kg", "load": "82.5"}),
        ({"load": "82.5 kg"}, {"load_by": "kg", "load": "82.5"}),
        ({"load": "75%", "load_by": "percent"}, {"load_by": "percent", "load": "75.0"}),
        ({"load": "8,5", "load_by": "rpe"}, {"load_by": "rpe", "load": "8.5"}),
        ({"load": "", "load_by": "rpe"}, {"load_by": None, "load": None}),
        ({"tempo": "31x0"}, {"tempo": "3-1-X-0"}),
        ({"rest": "2:30"}, {"rest_seconds": 150}),
        ({"rest": "90"}, {"rest_seconds": 90}),
        ({"rest": "1,5 min"}, {"rest_seconds": 90}),
        ({"kind": "drop"}, {"kind": "drop"}),
    ],
)
def test_taken(typed, taken):
    shown = line(typed)
    right = check(shown)
    assert not shown.wrong
    kept = right.sets[0].model_dump(mode="json")
    assert {name: kept[name] for name in taken} == taken


@pytest.mark.parametrize(
    ("measured_by", "typed", "taken"),
    [
        ("duration", {"time": "0:45", "reps": "8"}, {"duration_seconds": 45, "reps_min": None}),
        ("distance_duration", {"distance": "5 km"}, {"distance_m": "5000.0"}),
        ("distance_duration", {"distance": "400", "time": "1:30"}, {"duration_seconds": 90}),
        ("weight_distance", {"distance": "20 m", "load": "40"}, {"load": "40.0", "distance_m": "20.0"}),
    ],
)
def test_taken_as_the_exercise_is_measured(measured_by, typed, taken):
    kept = check(line(typed, measured_by=measured_by)).sets[0].model_dump(mode="json")
    assert {name: kept[name] for name in taken} == taken


@pytest.mark.parametrize(
    ("field", "typed"),
    [
        ("reps", {"reps": "0"}),
        ("reps", {"reps": "8-6"}),
        ("reps", {"reps": "1001"}),
        ("reps", {"reps": "many"}),
        ("load", {"load": "heavy"}),
        ("load", {"load": "5001"}),
        ("load", {"load": "11", "load_by": "rpe"}),
        ("load", {"load": "8.3", "load_by": "rpe"}),
        ("load", {"load": "151", "load_by": "percent"}),
        ("tempo", {"tempo": "slow"}),
        ("rest", {"rest": "2:3"}),
        ("rest", {"rest": "31:00"}),
        ("rest", {"rest": "soon"}),
    ],
)
def test_refused_at_the_field_of_the_set(field, typed):
    shown = line({"reps": "8"}, typed)
    assert check(shown) is None
    assert row(shown).wrong
    assert shown.errors == {}
    assert shown.sets[0].errors == {}
    assert list(shown.sets[1].errors) == [field]
    assert shown.sets[1].told


@pytest.mark.parametrize(
    ("field", "value"), [("rest", "31:00"), ("rest", "soon"), ("note", "x" * 501), ("group_rest", "never")]
)
def test_refused_beside_the_sets(field, value):
    shown = line(**{field: value})
    assert check(shown) is None
    assert list(shown.errors) == [field]


@pytest.mark.parametrize(
    ("text", "measured_by", "sets", "each"),
    [
        ("4 sets of 6-8 at RPE 8", "weight_reps", 4, {"reps": "6–8", "load": "8", "load_by": "rpe"}),
        ("4x6-8@8", "weight_reps", 4, {"reps": "6–8", "load": "8", "load_by": "rpe"}),
        ("5 × 5 82,5 kg", "weight_reps", 5, {"reps": "5", "load": "82.5", "load_by": "kg"}),
        ("3x8@100", "weight_reps", 3, {"load": "100", "load_by": "kg"}),
        ("3 x 8, 75% tempo 3110", "weight_reps", 3, {"load": "75", "load_by": "percent", "tempo": "3-1-1-0"}),
        ("3x10 2 RIR", "reps", 3, {"reps": "10", "load": "2", "load_by": "rir"}),
        ("3x5+", "weight_reps", 3, {"reps": "5+"}),
        ("3 x 45 s", "duration", 3, {"time": "0:45"}),
        ("2 x 10 min", "duration", 2, {"time": "10:00"}),
        ("4 x 400 m in 1:30", "distance_duration", 4, {"distance": "400 m", "time": "1:30"}),
        ("1 x 5 km", "distance_duration", 1, {"distance": "5 km"}),
        ("6x20m 40 kg", "weight_distance", 6, {"distance": "20 m", "load": "40", "load_by": "kg"}),
    ],
)
def test_said_of_all_sets(text, measured_by, sets, each):
    read = quick.read(text, measured_by)
    assert read.sets == sets
    assert {name: read.each[name] for name in each} == each


def test_the_rest_may_be_said_along():
    assert quick.read("4x6 at RPE 8, rest 2:30", "weight_reps").rest == "2:30"
    assert quick.read("4x6 rest 90s", "weight_reps").rest == "1:30"
    assert quick.read("4x6", "weight_reps").rest == ""


@pytest.mark.parametrize(
    "text", ["hello", "3x", "25 x 3", "0 x 3", "3 x 8 foo", "3 × 8 RPE 8 75%", "x" * 500, "3 x 400 m"]
)
def test_what_cannot_be_understood_is_answered_with_an_example(text):
    with pytest.raises(ValueError, match=r"Write it like|1 to 20 sets"):
        quick.read(text, "weight_reps")


@pytest.mark.parametrize(
    ("measured_by", "text"),
    [
        ("weight_reps", "4 × 6–8 at RPE 8"),
        ("weight_reps", "5 × 5 at 82.5 kg"),
        ("weight_reps", "3 × 8 at 75% tempo 3-1-1-0"),
        ("reps", "3 × 5+ at 2 RIR"),
        ("duration", "3 × 0:45"),
        ("distance_duration", "4 × 400 m in 1:30"),
    ],
)
def test_what_is_written_reads_back_the_same(measured_by, text):
    read = quick.read(text, measured_by)
    sets = [SetLine(id=str(place), **read.each) for place in range(read.sets)]
    assert quick.write(sets, measured_by) == text


def test_examples_can_be_read():
    for measured_by in ("weight_reps", "duration", "distance_duration", "weight_distance"):
        for example in quick.examples(measured_by):
            assert quick.read(example, measured_by).sets


def test_sets_that_differ_are_not_written_as_one():
    assert quick.write(line({"reps": "5"}, {"reps": "8"}).sets, "weight_reps") == ""


def test_read_out_in_short_and_whole():
    shown = line(
        {"kind": "warmup", "reps": "8", "load": "40", "load_by": "kg"},
        {"reps": "5", "load": "80", "load_by": "kg"},
        {"reps": "5", "load": "82.5", "load_by": "kg", "rest": "3:00"},
    )
    assert [one.mark for one in shown.sets] == ["W", "1", "2"]
    assert (warm_ups(shown), amounts(shown)) == ("1 warm-up", "2 × 5")
    assert loads(shown.sets) == "80–82.5 kg"
    assert read_out(shown) == ["Warm-up: 1 × 8 at 40 kg", "1 × 5 at 80 kg", "1 × 5 at 82.5 kg, rest 3:00"]
    assert read_out(line(*[{"reps": "6–8"}] * 3)) == ["3 × 6–8"]
    assert amounts(line({"reps": "1"}, {"reps": "2"}, {"reps": "3"}, {"reps": "4"})) == "4 sets"
    assert loads(line({"load": "8", "load_by": "rpe"}, {"load": "80", "load_by": "kg"}).sets) == "mixed"
