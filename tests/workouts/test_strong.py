"""What people's Strong exports look like, and what we make of them."""

from datetime import UTC, datetime
from decimal import Decimal
from io import BytesIO, StringIO
from zoneinfo import ZoneInfo

import pytest

from rythm.workouts.formats import delimited
from rythm.workouts.formats.delimited import UnreadableFileError
from rythm.workouts.formats.logs import Log, LoggedSet, WeightUnit
from rythm.workouts.formats.reading import parse
from rythm.workouts.formats.readings import UnreadableError, decimal_number, duration_in_seconds
from rythm.workouts.formats.times import local_time

HEADER = (
    "Date,Workout Name,Duration,Exercise Name,Set Order,Weight,Reps,Distance,Seconds,Notes,Workout Notes,RPE"
)


def log_of(*lines: str, unit: WeightUnit = "kg", header: str = HEADER) -> Log:
    return parse("\n".join((header, *lines)) + "\n", unit)


def row(order: str = "1", weight: str = "100", reps: str = "5", **cells: str) -> str:
    given = {"exercise": "Deadlift (Barbell)", "distance": "0", "seconds": "0", "note": "", "rpe": ""} | cells
    date = given.get("date", "2026-03-02 18:05:09")
    title, duration = given.get("title", "Evening"), given.get("duration", "1h 7m")
    middle = f"{given['exercise']},{order},{weight},{reps},{given['distance']},{given['seconds']}"
    return (
        f"{date},{title},{duration},{middle},{given['note']},{given.get('workout_note', '')},{given['rpe']}"
    )


def only_set(log: Log) -> LoggedSet:
    ((((done,),),),) = [[[e.sets for e in w.exercises] for w in log.workouts]]
    return done


def test_an_export_becomes_workouts_with_exercises_and_sets() -> None:
    log = log_of(
        row("W", "60", "5", note="felt light"),
        row("1", "100", "5", rpe="8"),
        row("2", "100", "4", rpe="9.5", workout_note="late but done"),
        row("1", "0.0", "12", exercise='"Pull Up"'),
        row("1", "0", "0", exercise="Plank", seconds="240"),
        row("1", "20", "12", exercise="Deadlift (Barbell)"),
        row("1", "50", "8", date="2026-02-27 07:00:00", title="Morning", duration="45min"),
    )
    assert log.problems == ()
    morning, evening = log.workouts
    assert (morning.title, morning.duration_seconds, morning.started_at.day) == ("Morning", 2_700, 27)
    assert (evening.title, evening.duration_seconds, evening.note) == ("Evening", 4_020, "late but done")
    names = [exercise.name for exercise in evening.exercises]
    assert names == ["Deadlift (Barbell)", "Pull Up", "Plank", "Deadlift (Barbell)"]
    deadlift, pull_up, plank, _ = evening.exercises
    assert deadlift.note == "felt light"
    assert deadlift.sets == (
        LoggedSet("warmup", Decimal(60), 5),
        LoggedSet("working", Decimal(100), 5, rpe=Decimal(8)),
        LoggedSet("working", Decimal(100), 4, rpe=Decimal("9.5")),
    )
    assert pull_up.sets == (LoggedSet("working", None, 12),)
    assert plank.sets == (LoggedSet("working", None, None, duration_seconds=240),)
    assert [done.name for done in evening.exercises[:3]] == ["Deadlift (Barbell)", "Pull Up", "Plank"]


def test_columns_are_found_by_name_in_any_order_and_behind_semicolons() -> None:
    log = log_of(
        '8;"82,5";"Bench; close grip";2026-03-02 18:05:09;"Push";D;2;7,5;3',
        header="reps;Weight (kg);EXERCISE  NAME;Date;Workout Name;Set Order;Workout #;RPE;Duration (sec)",
    )
    (workout,) = log.workouts
    assert workout.duration_seconds == 3
    assert workout.exercises[0].name == "Bench; close grip"
    assert only_set(log) == LoggedSet("drop", Decimal("82.5"), 8, rpe=Decimal("7.5"))


@pytest.mark.parametrize(
    ("column", "value", "unit", "kilograms"),
    [
        ("Weight", "74.99999999999999", "kg", "75"),
        ("Weight", "74.99999999999999", "lb", "34.01942775"),
        ("Weight", "1", "lb", "0.45359237"),
        ("Weight (kg)", "20", "lb", "20"),
        ("Weight (lbs)", "45", "kg", "20.41165665"),
        ("Weight", "20.41165665", "kg", "20.412"),
        ("Weight", '"82,5"', "kg", "82.5"),
        ("Weight", '"1,002.5"', "kg", "1002.5"),
        ("Weight", "1e2", "kg", "100"),
        ("Weight", ".5", "kg", "0.5"),
        ("Weight", "-20", "kg", "-20"),
        ("Weight", "-45", "lb", "-20.41165665"),
        ("Weight", "", "kg", None),
        ("Weight", "0.0", "lb", None),
    ],
)
def test_weights(column: str, value: str, unit: WeightUnit, kilograms: str | None) -> None:
    header = f"Date,Workout Name,Exercise Name,Set Order,{column},Reps"
    log = log_of(f"2026-03-02 18:05:09,A,Row,1,{value},5", unit=unit, header=header)
    weight = only_set(log).weight_kg
    assert weight == (None if kilograms is None else Decimal(kilograms))
    assert weight is None or "E" not in str(weight)


@pytest.mark.parametrize(
    ("header", "value", "unit", "metres"),
    [
        ("Distance", "5", "kg", 5_000),
        ("Distance", "1", "lb", Decimal("1609.344")),
        ("Distance (meters)", "400", "lb", 400),
        ("Distance,Distance Unit", "2,mi", "kg", Decimal("3218.688")),
    ],
)
def test_distances(header: str, value: str, unit: WeightUnit, metres: Decimal) -> None:
    header = f"Date,Workout Name,Exercise Name,Set Order,Weight,Reps,{header}"
    log = log_of(f"2026-03-02 18:05:09,A,Run,1,0,0,{value}", unit=unit, header=header)
    assert only_set(log) == LoggedSet("working", distance_m=Decimal(metres))


def test_a_weight_unit_column_speaks_for_each_row() -> None:
    header = "Date,Workout Name,Exercise Name,Set Order,Weight,Weight Unit,Reps"
    start = "2026-03-02 18:05:09,A,Row,1,10"
    log = log_of(f"{start},lbs,5", f"{start},kg,5", f"{start},stone,5", header=header)
    assert [done.weight_kg for done in log.workouts[0].exercises[0].sets] == [
        Decimal("4.5359237"),
        Decimal(10),
    ]
    assert [str(problem) for problem in log.problems] == ["line 4: weight unit 'stone' is neither kg nor lb"]


@pytest.mark.parametrize(
    ("order", "kind"),
    [("1", "working"), ("12", "working"), ("W", "warmup"), ("w", "warmup"), ("D", "drop"), ("F", "failure")],
)
def test_set_order_gives_the_kind(order: str, kind: str) -> None:
    assert only_set(log_of(row(order))).kind == kind


def test_rest_timer_and_note_rows_are_no_sets() -> None:
    log = log_of(
        row("Note", "", "", note="grip wider"),
        row("1"),
        row("Rest Timer", "0", "0", seconds="180"),
        row("2"),
        row("Rest Timer", "0", "0", seconds="90"),
        row("Rest Timer", "0", "0", seconds="60", title="Never trained"),
    )
    ((exercise,),) = (workout.exercises for workout in log.workouts)
    assert (len(exercise.sets), exercise.rest_seconds, exercise.note) == (2, 180, "grip wider")
    assert log.problems == ()


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        (row(reps="ten"), "reps 'ten' is not a number"),
        (row(reps="7.5"), "reps '7.5' is not a whole number"),
        (row(reps="-3"), "reps -3 is below zero"),
        (row(reps="10001"), "reps 10,001 is more than 10,000"),
        (row(weight="heavy"), "weight 'heavy' is not a number"),
        (row(weight="-501"), "weight -501 kg is less than -500"),
        (row(weight="--5"), "weight -5 is below zero"),
        (row(weight="NaN"), "weight 'NaN' is not a number"),
        (row(weight="1e9"), "weight 1,000,000,000 kg is more than 5,000"),
        (row(weight="1e99"), "weight '1e99' is not a number"),
        (row("X"), "set order 'x' is not a number, W, D, F, Rest Timer or Note"),
        (row(exercise='" "'), "the exercise has no name"),
        (row(date="yesterday"), "date 'yesterday' is not like 2025-01-17 18:47:56"),
        (row(date="2026-02-30 10:00:00"), "date '2026-02-30 10:00:00' is not like 2025-01-17 18:47:56"),
        (row(date="0202-03-02 18:05:09"), "the year of '0202-03-02 18:05:09' is not between 1970 and 2100"),
        (
            row(date="0001-01-01T00:00:00+14:00"),
            "the year of '0001-01-01T00:00:00+14:00' is not between 1970 and 2100",
        ),
        (row("Rest Timer", seconds="99999999999"), "rest 99,999,999,999 seconds is more than 3,600"),
        (row(weight="0", reps="0"), "nothing was recorded in this set"),
        (row(seconds="soon"), "time 'soon' is not a number"),
        ("2026-03-02 18:05:09,Evening,1h", "3 columns instead of 12"),
        (row(weight="82,5"), "13 columns instead of 12"),
        ('"2026-03-02 18:05:09,Evening,1h 7m,Row,1,5,5,0,0,,,', "a quote is opened here and never closed"),
    ],
)
def test_a_bad_line_is_named_and_costs_no_other(line: str, reason: str) -> None:
    log = log_of(row("1"), line, row("2"), row("3", exercise='"Row"'))
    assert [(problem.line, problem.reason, problem.severity) for problem in log.problems] == [
        (3, reason, "error")
    ]
    assert sum(len(exercise.sets) for exercise in log.workouts[0].exercises) == 3


def test_lines_are_counted_as_an_editor_counts_them() -> None:
    log = log_of(
        row("1", note='"first\nsecond ""quoted""\n\nthird"'),
        "",
        row("2", reps="many"),
        row("3", note='"a\nb"', reps="x"),
        row("4", reps="y"),
    )
    assert [problem.line for problem in log.errors] == [7, 8, 10]
    assert log.workouts[0].exercises[0].note == 'first\nsecond "quoted"\nthird'


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        (row(reps="1271"), "1,271 reps in one set"),
        (row(weight="601"), "601 kg on one set"),
        (row(distance="250"), "250 km in one set"),
        (row(duration="22h 13m"), "this workout lasted 22 hours"),
        (row(duration="long"), "the workout's duration is left out: time 'long' is not a number"),
        (
            row(duration="999999999999"),
            "the workout's duration is left out: time 999,999,999,999 seconds is more than 604,800",
        ),
        (row(rpe="11"), "the set is kept without its RPE: RPE 11 is not between 1 and 10"),
        (row(rpe="hard"), "the set is kept without its RPE: RPE 'hard' is not a number"),
    ],
)
def test_odd_values_are_kept_and_pointed_out(line: str, reason: str) -> None:
    log = log_of(line)
    assert [(problem.line, problem.reason) for problem in log.warnings] == [(2, reason)]
    assert log.errors == ()
    assert only_set(log).weight_kg is not None
    is_of_set, is_of_workout = only_set(log).odd == (reason,), log.workouts[0].odd == (reason,)
    assert (is_of_set or is_of_workout) == (" left out" not in reason and "without" not in reason)


@pytest.mark.parametrize(
    "source",
    [
        "TEXT",
        b"TEXT",
        "\ufeffTEXT".encode(),
        "TEXT".encode("utf-16"),
        "TEXT".encode("cp1252"),
        StringIO("TEXT"),
        BytesIO(b"TEXT"),
        b"CRLF",
        b"CR",
        b"sep=",
    ],
)
def test_every_way_a_file_is_saved(source: object) -> None:
    text = f"{HEADER}\n{row(title='Früh')}\n{row(title='Früh', reps='?')}\n"
    forms: dict[object, object] = {
        "TEXT": text,
        b"TEXT": text.encode(),
        "\ufeffTEXT".encode(): ("\ufeff" + text).encode(),
    }
    forms["TEXT".encode("utf-16")] = text.encode("utf-16")
    forms[b"CRLF"] = text.replace("\n", "\r\n").encode()
    forms[b"CR"] = text.replace("\n", "\r").encode("cp1252")
    forms[b"sep="] = b"sep=,\n" + text.encode()
    if isinstance(source, StringIO):
        given: object = StringIO(text)
    elif isinstance(source, BytesIO):
        given = BytesIO(text.encode())
    else:
        given = forms[source]
    log = parse(given, "kg")  # type: ignore[arg-type]
    assert [workout.title for workout in log.workouts] == ["Früh"]
    assert [problem.line for problem in log.problems] == [4 if source == b"sep=" else 3]


@pytest.mark.parametrize(
    ("source", "message"),
    [
        ("", "The file is empty."),
        ("\n \n", "The file is empty."),
        (b"PK\x03\x04\x00\x00", "This file is zipped, or a spreadsheet"),
        (b"\x1f\x8b\x08", "This file is zipped, or a spreadsheet"),
        (b"\x89PNG\r\n\x1a\n\x00", "not a text file"),
        (b"\xff\xd8\xff\x81\x8d", "neither UTF-8 nor Windows-1252"),
        (
            "<svg xmlns='http://www.w3.org/2000/svg'/>",
            "an export from Strong, Hevy, FitNotes or StrongLifts. Its",
        ),
        (
            "title,start_time\nA,B\n",
            "For Hevy there is no column exercise_title, set_index, reps on line 1",
        ),
        (
            "Date,Workout Name,Exercise Name,Weight,Reps\n",
            "no column Set Order on line 1. Columns seen: Date, Workout",
        ),
        (b"x" * (delimited.MAX_BYTES + 1), "larger than 10 MB"),
        (BytesIO(b"x" * (delimited.MAX_BYTES + 9)), "larger than 10 MB"),
        (HEADER + "\n" + (row() + "\n") * 100_001, "more than 100,000 rows"),
    ],
    ids=range(12),
)
def test_a_file_that_is_no_export_gets_one_clear_answer(source: delimited.Source, message: str) -> None:
    with pytest.raises(UnreadableFileError, match=message):
        parse(source, "kg")


def test_import_key_survives_another_export_and_tells_workouts_apart() -> None:
    (key,) = (workout.import_key for workout in log_of(row("1"), row("2", weight="80")).workouts)
    (edited,) = (workout.import_key for workout in log_of(row("2", exercise="Row"), unit="lb").workouts)
    zoned = parse(f"{HEADER}\n{row()}", "kg", ZoneInfo("Asia/Tokyo")).workouts[0].import_key
    assert key == edited == zoned == "aa8c7b19bb75128d262a3060eb3aea3e"
    others = log_of(row(title="Other"), row(date="2026-03-02 18:05:10")).workouts
    assert len({key, *(workout.import_key for workout in others)}) == 3


def test_times_are_read_on_the_members_clock() -> None:
    (workout,) = parse(f"{HEADER}\n{row()}", "kg", ZoneInfo("Europe/Berlin")).workouts
    assert workout.local_started_at == datetime(2026, 3, 2, 18, 5, 9)
    assert workout.started_at == datetime(2026, 3, 2, 17, 5, 9, tzinfo=UTC)


@pytest.mark.parametrize(
    ("said", "seconds"),
    [
        ("1h 7m", 4_020), ("45min", 2_700), ("59m", 3_540), ("1h", 3_600), ("49h 22m", 177_720), ("30s", 30),
        ("1h 2m 3s", 3_723), ("1 hour 5 minutes", 3_900), ("1:07:00", 4_020), ("12:30", 750), ("4020", 4_020),
        ("90.0", 90), ("0", 0), ("", None), ("1d 2h", 93_600),
    ],
)  # fmt: skip
def test_durations(said: str, seconds: int | None) -> None:
    assert duration_in_seconds(said) == seconds


@pytest.mark.parametrize(
    ("said", "local"),
    [
        ("2026-03-02 18:05:09", datetime(2026, 3, 2, 18, 5, 9)),
        ("2026-03-02T18:05:09", datetime(2026, 3, 2, 18, 5, 9)),
        ("2026-03-02 18:05", datetime(2026, 3, 2, 18, 5)),
        ("2026-03-02 6:05 PM", datetime(2026, 3, 2, 18, 5)),
        ("2 Mar 2026, 18:05", datetime(2026, 3, 2, 18, 5)),
        ("2026-03-02", datetime(2026, 3, 2, 12)),
        ("2026-03-02T18:05:09Z", datetime(2026, 3, 2, 19, 5, 9)),
    ],
)
def test_times(said: str, local: datetime) -> None:
    assert local_time(said, ZoneInfo("Europe/Berlin")) == local


@pytest.mark.parametrize("said", ["1.2.3", "--1", "1e999", "\u0661", "0x10", "1_000", "Infinity"])
def test_what_only_python_would_call_a_number_is_none(said: str) -> None:
    with pytest.raises(UnreadableError):
        decimal_number("weight", said)
