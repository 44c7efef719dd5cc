"""What the exports of Hevy, FitNotes and StrongLifts look like, and which app's a file is."""

from datetime import datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest

from rythm.progress import records
from rythm.workouts.formats import logs
from rythm.workouts.formats.logs import Log, LoggedSet
from rythm.workouts.formats.reading import parse
from rythm.workouts.formats.readings import UnreadableError
from rythm.workouts.formats.times import local_time, month_number

HEVY = (
    '"title","start_time","end_time","description","exercise_title","superset_id","exercise_notes",'
    '"set_index","set_type","weight_kg","reps","distance_km","duration_seconds","rpe"'
)
FITNOTES = "Date,Exercise,Category,Weight,Weight Unit,Reps,Distance,Distance Unit,Time,Comment"
FITNOTES_IOS = "Date,Exercise,Category,Weight (kg),Weight (lbs),Reps,Distance,Distance Unit,Time,Notes,Kind"
STRONGLIFTS = (
    "Date (yyyy/mm/dd),Workout,Workout Name,Body Weight (KG),Exercise,Notes,"
    "Set 1 (Reps),Set 1 (KG),Set 2 (Reps),Set 2 (KG),Set 3 (Reps),Set 3 (KG)"
)

SET = '0,"normal",60,5,,,'


def log_of(*lines: str) -> Log:
    return parse("\n".join(lines), zone=ZoneInfo("Europe/Berlin"))


def hevy(exercise: str, *, sets: str, at: str = "7 Jan 2024, 17:15", group: str = "", note: str = "") -> str:
    return f'"Push","{at}","7 Jan 2024, 18:20","good, day","{exercise}",{group},"{note}",{sets}'


def test_hevy() -> None:
    log = log_of(
        HEVY,
        hevy("Bench Press (Barbell)", sets='0,"warmup",40,8,,,', group="0", note="slow"),
        hevy("Bench Press (Barbell)", sets='1,"normal",82.5,5,,,8.5', group="0", note="slow"),
        hevy("Bench Press (Barbell)", sets='2,"dropset",60,9,,,', group="0", note="slow"),
        hevy("Row", sets='0,"failure",60,9,,,', group="0"),
        hevy("Running", sets='0,"normal",,,5.2,1530,'),
    )
    assert (log.source, log.problems, log.needs_unit) == ("hevy", (), False)
    (workout,) = log.workouts
    assert (workout.title, workout.note, workout.duration_seconds) == ("Push", "good, day", 3_900)
    assert workout.local_started_at == datetime(2024, 1, 7, 17, 15)
    bench, row, run = workout.exercises
    assert (bench.note, bench.group_number, row.group_number, run.group_number) == ("slow", 0, 0, None)
    assert bench.sets == (
        LoggedSet("warmup", Decimal(40), 8),
        LoggedSet("working", Decimal("82.5"), 5, rpe=Decimal("8.5")),
        LoggedSet("drop", Decimal(60), 9),
    )
    assert row.sets[0].kind == "failure"
    assert run.sets == (LoggedSet("working", distance_m=Decimal(5_200), duration_seconds=1_530),)


def test_hevy_in_pounds_and_miles() -> None:
    header = HEVY.replace("weight_kg", "weight_lbs").replace("distance_km", "distance_miles")
    log = log_of(header, hevy("Row", sets='0,"normal",45,5,,,'), hevy("Run", sets='0,"normal",,,1,600,'))
    row, run = log.workouts[0].exercises
    assert row.sets[0].weight_kg == Decimal("20.41165665")
    assert run.sets[0].distance_m == Decimal("1609.344")
    assert not log.needs_unit


@pytest.mark.parametrize(
    ("line", "reason", "severity"),
    [
        (hevy("Row", sets='0,"super",60,5,,,'), "set type 'super' is not normal, warmup", "error"),
        (hevy("Row", sets='0,"normal",,,,,'), "nothing was recorded in this set", "error"),
        (hevy("", sets='0,"normal",60,5,,,'), "the exercise has no name", "error"),
        (hevy("Row", sets=SET, at="7 Foo 2024, 17:15"), "the month 'Foo' is not known", "error"),
        (hevy("Row", sets='0,"normal",60,5,,,', group="x"), "the superset is left out", "warning"),
        (hevy("Row", sets=SET, at="6 Jan 2024, 17:15"), "this workout lasted 25 hours", "warning"),
    ],
)  # fmt: skip
def test_bad_lines_of_hevy(line: str, reason: str, severity: str) -> None:
    log = log_of(HEVY, line, hevy("Squat", sets='0,"normal",60,5,,,', at="8 Jan 2024, 10:00"))
    (problem,) = log.problems
    assert (problem.line, problem.severity) == (2, severity)
    assert problem.reason.startswith(reason)
    assert len(log.workouts) == (1 if severity == "error" else 2)


@pytest.mark.parametrize(
    ("months", "said"),
    [
        ("en", "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec"),
        ("en", "January February March April May June July August Sept October November December"),
        ("de", "Jan. Feb. März Apr. Mai Juni Juli Aug. Sept. Okt. Nov. Dez."),
        ("de", "Januar Februar Mär April Mai Jun Jul August September Oktober November Dezember"),
        ("fr", "janv. févr. mars avr. mai juin juil. août sept. oct. nov. déc."),
        ("es", "ene feb mar abr may jun jul ago sept oct nov dic"),
        ("it", "gen feb mar apr mag giu lug ago set ott nov dic"),
        ("pt", "jan. fev. mar. abr. mai. jun. jul. ago. set. out. nov. dez."),
        ("nl", "jan. feb. mrt. apr. mei jun. jul. aug. sep. okt. nov. dec."),
        ("sv", "jan. feb. mars apr. maj juni juli aug. sep. okt. nov. dec."),
        ("pl", "sty lut mar kwi maj cze lip sie wrz paź lis gru"),
        ("cs", "led úno bře dub kvě čvn čvc srp zář říj lis pro"),
        ("cs", "ledna února března dubna května června července srpna září října listopadu prosince"),
    ],
)
def test_months_in_the_languages_of_its_users(months: str, said: str) -> None:
    assert [month_number(name) for name in said.split()] == list(range(1, 13)), months


@pytest.mark.parametrize("said", ["ju", "x", "", "jui", "ma", "Montag", "---"])
def test_what_may_be_two_months_is_none(said: str) -> None:
    assert month_number(said) is None


@pytest.mark.parametrize(
    ("said", "local"),
    [
        ("07 Jan 2024, 17:15", datetime(2024, 1, 7, 17, 15)),
        ("7 de ago. de 2026, 7:05", datetime(2026, 8, 7, 7, 5)),
        ("Aug 7, 2026, 5:05 PM", datetime(2026, 8, 7, 17, 5)),
        ("7. März 2026, 12:05 am", datetime(2026, 3, 7, 0, 5)),
        ("2024/1/7", datetime(2024, 1, 7, 12)),
    ],
)
def test_times_spelled_out(said: str, local: datetime) -> None:
    assert local_time(said, ZoneInfo("Europe/Berlin")) == local


@pytest.mark.parametrize("said", ["31 Feb 2024, 10:00", "1 Jan 2024, 25:00", "1 Jan 24, 10:00"])
def test_days_that_never_were(said: str) -> None:
    with pytest.raises(UnreadableError, match="is not like"):
        local_time(said, ZoneInfo("UTC"))


def test_fitnotes_on_android() -> None:
    log = log_of(
        FITNOTES,
        "2026-03-02,Flat Barbell Bench Press,Chest,80.0,kgs,5,,,,felt easy",
        "2026-03-02,Flat Barbell Bench Press,Chest,176.37,lbs,4,,,,",
        "2026-03-02,Rowing Machine,Cardio,,,,2000.0,m,0:08:10,",
        "2026-03-04,Flat Barbell Bench Press,Chest,82.5,kgs,5,,,,",
        "2026-03-04,Flat Barbell Bench Press,Chest,82.5,stone,5,,,,",
    )
    assert (log.source, log.needs_unit) == ("fitnotes", False)
    assert [str(problem) for problem in log.problems] == ["line 6: weight unit 'stone' is neither kg nor lb"]
    monday, wednesday = log.workouts
    assert monday.local_started_at == datetime(2026, 3, 2, 12)
    bench, rowing = monday.exercises
    assert (bench.note, [done.reps for done in bench.sets]) == ("felt easy", [5, 4])
    assert bench.sets[1].weight_kg == Decimal("80.0000862969")
    assert rowing.sets == (LoggedSet("working", distance_m=Decimal(2_000), duration_seconds=490),)
    assert wednesday.exercises[0].sets[0].weight_kg == Decimal("82.5")


def test_fitnotes_on_the_iphone() -> None:
    log = log_of(
        FITNOTES_IOS,
        "2026-03-02,Squat,Legs,60.0,132.28,5,,,,,Warm-up",
        "2026-03-02,Squat,Legs,,225,5,,,,deep,",
        "2026-03-02,Plank,Abs,,,,,,0:02:00,,",
    )
    assert (log.source, log.problems, log.needs_unit) == ("fitnotes", (), False)
    squat, plank = log.workouts[0].exercises
    assert [(done.kind, done.weight_kg) for done in squat.sets] == [
        ("warmup", Decimal(60)),
        ("working", Decimal("102.05828325")),
    ]
    assert plank.sets[0].duration_seconds == 120


def test_stronglifts() -> None:
    log = log_of(
        STRONGLIFTS,
        "2026/03/02,A,Workout A,81.5,Squat,deep,5,100,5,100,4,100",
        "2026/03/02,A,Workout A,81.5,Bench Press,,5,60,0,60,0,60",
        "2026/03/02,A,Workout A,81.5,Barbell Row,,0,50,0,50,0,50",
        "2026/03/04,B,,81.0,Deadlift,,5,140",
    )
    assert log.source == "stronglifts"
    assert [str(problem) for problem in log.problems] == ["line 4: no set of this exercise was done"]
    first, second = log.workouts
    assert (first.title, first.body_weight_kg, second.title) == ("Workout A", Decimal("81.5"), "Workout B")
    assert [(each.name, [done.reps for done in each.sets]) for each in first.exercises] == [
        ("Squat", [5, 5, 4]),
        ("Bench Press", [5]),
    ]


def test_stronglifts_in_pounds_with_the_day_first() -> None:
    header = STRONGLIFTS.replace("yyyy/mm/dd", "dd/mm/yyyy").replace("KG", "LB")
    (workout,) = log_of(header, "2/3/2026,A,Workout A,180,Squat,,5,45").workouts
    assert workout.local_started_at == datetime(2026, 3, 2, 12)
    assert workout.exercises[0].sets[0].weight_kg == Decimal("20.41165665")
    assert workout.body_weight_kg == Decimal("81.6466266")


@pytest.mark.parametrize(
    ("header", "line", "needs_unit"),
    [
        ("Weight", "100,5", True),
        ("Weight", "0,5", False),
        ("Weight (kg)", "100,5", False),
        ("Weight,Weight Unit", "100,kg,5", False),
        ("Weight,Weight Unit", "100,,5", True),
        ("Distance,Weight", "5,0,0", True),
        ("Distance (km),Weight (lbs)", "5,20,0", False),
    ],
)
def test_whether_the_unit_has_to_be_asked(header: str, line: str, needs_unit: bool) -> None:
    start = "2026-03-02 18:05:09,A,Row,0"
    log = log_of(f"Date,Workout Name,Exercise Name,Set Order,{header},Reps", f"{start},{line}")
    assert (log.needs_unit, log.problems, len(log.workouts)) == (needs_unit, (), 1)


def test_the_same_day_in_two_apps_is_two_workouts() -> None:
    one = log_of(FITNOTES, "2026-03-02,Squat,Legs,80,kgs,5,,,,").workouts[0]
    other = log_of(FITNOTES_IOS, "2026-03-02,Squat,Legs,90,,5,,,,,").workouts[0]
    third = log_of(STRONGLIFTS, "2026/03/02,A,Workout,81,Squat,,5,100").workouts[0]
    assert one.import_key == other.import_key != third.import_key


def test_what_is_flagged_is_no_record_either() -> None:
    assert (float(logs.ODD_WEIGHT_KG), logs.ODD_REPS) == (records.HEAVIEST_KG, records.MOST_AT_ONCE)
