"""What people's files have been seen to look like, in rows of our own: translated, unquoted, resaved, old."""

from datetime import datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest

from rythm.workouts.formats.delimited import UnreadableFileError
from rythm.workouts.formats.logs import Log, LoggedExercise, LoggedSet
from rythm.workouts.formats.reading import parse
from rythm.workouts.formats.times import Slashed, local_time, slashed

BERLIN = ZoneInfo("Europe/Berlin")
STRONG = {
    "German": "Datum,Workout-Name,Dauer,Name der Übung,Reihenfolge festlegen,Gewicht,Wiederh.,Entfernung,"
    "Sekunden,Notizen,Workout-Notizen,RPE",
    "French": "Date,Nom de l'entraînement,Durée,Nom de l'exercice,Ordre de la série,Poids,Réps,Distance,"
    "Secondes,Notes,Notes d'entraînement,RPE",
    "Portuguese": "Data,Nome do treino,Duração,Nome do exercício,Ordem da série,Peso,Reps,Distância,"
    "Segundos,Notas,Notas do treino,RPE",
}
FITNOTES = "Date,Exercise,Category,Weight,Weight Unit,Reps,Distance,Distance Unit,Time,Comment"
STRONGLIFTS = (
    "Date (yyyy/mm/dd),Workout,Workout Name,Program Name,Body Weight (KG),Exercise,SetsxReps,SetsxTime,"
    "Top Set Reps x KG,e1RM  (KG),Reps,Volume (KG),Workout Volume (KG),Duration (hours),Start Time (h:mm),"
    "End Time (h:mm),Notes,Set 1 (Reps), Set 1 (KG),Set 2 (Reps), Set 2 (KG),Set 3 (Reps), Set 3 (KG)"
)
ONCE = (
    '"Date","Note","Workout","Body Weight","Exercise 1","Weight (KG)","Weight (LB)","Set 1","Set 2","Set 3",'
    '"Exercise 2","Weight (KG)","Weight (LB)","Set 1","Set 2","Set 3"'
)


def log_of(*lines: str) -> Log:
    return parse("\n".join(lines), zone=BERLIN)


def weights(exercise: LoggedExercise) -> list[Decimal | None]:
    return [done.weight_kg for done in exercise.sets]


@pytest.mark.parametrize("language", STRONG)
def test_strong_in_another_language_is_known_by_its_places(language: str) -> None:
    log = log_of(
        STRONG[language],
        '2026-03-02 18:05:09,"Abends",1h 5min,"Bench Press (Barbell)",W,40.0,10.0,0,0.0,"","Gut",',
        '2026-03-02 18:05:09,"Abends",1h 5min,"Bench Press (Barbell)",1,"82,5",8.0,0,0.0,,,8',
        '2026-03-02 18:05:09,"Abends",1h 5min,"Bench Press (Barbell)",Ruhezeit,0,0.0,0,120.0,,,',
        '2026-03-02 18:05:09,"Abends",1h 5min,"Bench Press (Barbell)",Notiz,0,0,0,0,"Eng",,',
        '2026-03-02 18:05:09,"Abends",1h 5min,"Bench Press (Barbell)",A,80,5,0,0,,,',
        '2026-03-02 18:05:09,"Abends",1h 5min,"Plank",1,0,0,0,60.0,"","",',
    )
    assert (log.source, log.needs_unit, log.errors) == ("strong", True, ())
    assert [str(problem) for problem in log.warnings] == [
        "line 6: set order 'A' is not known here: taken as a working set"
    ]
    (workout,) = log.workouts
    assert (workout.title, workout.note, workout.duration_seconds) == ("Abends", "Gut", 3_900)
    bench, plank = workout.exercises
    assert (bench.note, bench.rest_seconds, [done.kind for done in bench.sets]) == (
        "Eng",
        120,
        ["warmup", "working", "working"],
    )
    assert bench.sets[1] == LoggedSet("working", Decimal("82.5"), 8, rpe=Decimal(8))
    assert plank.sets[0].duration_seconds == 60


@pytest.mark.parametrize(
    "line",
    [
        "Anna,A,1h,Bench,1,80,8,0,0,,,",
        "2026-03-02 18:05:09,A,1h,Bench,1,heavy,8,0,0,,,",
        "2026-03-02 18:05:09,A,1h,Bench,1,80,8",
    ],
)
def test_twelve_columns_alone_are_no_export(line: str) -> None:
    with pytest.raises(UnreadableFileError, match="does not look like an export"):
        log_of(STRONG["German"], line)
    with pytest.raises(UnreadableFileError, match="does not look like an export"):
        log_of("2026-03-01 10:00:00,B,1h,Row,1,80,8,0,0,,,", "2026-03-02 18:05:09,A,1h,Row,1,80,8,0,0,,,")


def test_fitnotes_does_not_quote_its_commas() -> None:
    log = log_of(
        FITNOTES,
        "2026-03-02,Split Squat (Left, Right),Legs,12.5,kgs,9,,,,",
        "2026-03-02,Split Squat (Left, Right),Legs,12.5,kgs,9,,,,slow, then fast",
        "2026-03-02,Row, on the floor,Back,50.0,kgs,5,,,,",
        "2026-03-02,Row,Back,82,5,kgs,5,,,,",
    )
    assert [str(problem) for problem in log.problems] == ["line 5: 11 columns instead of 10"]
    press, row = log.workouts[0].exercises
    assert (press.name, press.note, len(press.sets)) == (
        "Split Squat (Left, Right)",
        "slow, then fast",
        2,
    )
    assert row.name == "Row, on the floor"


def test_fitnotes_of_before_2021_has_the_unit_in_the_header() -> None:
    log = log_of(
        "Date,Exercise,Category,Weight (lbs),Reps,Distance,Distance Unit,Time",
        "2018-02-01,Chin-up,Back,0.0,7,,,",
        "2018-02-01,Cable Curl,Biceps,45.0,11,,,",
        "2018-02-01,Rowing (Indoor),Cardio,,,1.25,mi,0:10:05",
        "2018-02-01,Lunge walk,Legs,,,900,cm,",
    )
    assert (log.problems, log.needs_unit) == ((), False)
    chins, curl, row, lunge = log.workouts[0].exercises
    assert chins.sets == (LoggedSet("working", None, 7),)
    assert weights(curl) == [Decimal("20.41165665")]
    assert row.sets == (LoggedSet("working", distance_m=Decimal("2011.68"), duration_seconds=605),)
    assert lunge.sets[0].distance_m == 9


def test_of_both_columns_of_fitnotes_the_one_that_was_typed_counts() -> None:
    log = log_of(
        "Date,Exercise,Category,Weight (kg),Weight (lbs),Reps,Distance,Distance Unit,Time,Notes,Kind",
        "2026-05-08,Bench Press,Chest,102.06,225.00,10,,,,,wr",
        "2026-05-08,Bench Press,Chest,100.00,220.46,10,,,,,wr",
        "2026-05-08,Plate hold,Forearms,10.00,22.05,,,,,,w",
    )
    bench, hold = log.workouts[0].exercises
    assert weights(bench) == [Decimal("102.05828325"), Decimal(100)]
    assert (weights(hold), hold.sets[0].kind) == ([Decimal(10)], "working")


def test_stronglifts_as_it_is_now() -> None:
    log = log_of(
        STRONGLIFTS,
        '"2026/04/30","12","Workout A","5x5","79","Squat","3x5","","5x20","24.7","15","300","","1.25",'
        '"6:20 PM","7:35 PM","Slept badly","5","20","5","20","4","20"',
        '"","","","","","Bench Press","3x5","","5x20","24.7","15","300",'
        '"","","","","","5","20","5","20","0","20"',
        '"","","","","","Plank","","2x30","","","","","","","","","","30","","30","","",""',
        '"2026/05/02","13","Workout B","5x5","79","Chinups","3x8","","8x-5","","","","","0.6","25:00",'
        '"","","8","-5","8","-5","7","-5"',
        '"2026/05/02","13","Workout B","5x5","79","Deadlift","1x5","","","","","","","0.6","25:00","","Grip",'
        '"5","140","","","",""',
    )
    assert [str(problem) for problem in log.problems] == [
        f"line {line}: the time '25:00' is left out: it is not like 18:05 or 6:05 PM" for line in (5, 6)
    ]
    first, second = log.workouts
    assert (first.local_started_at, first.duration_seconds) == (datetime(2026, 4, 30, 18, 20), 4_500)
    assert (first.title, first.note, first.body_weight_kg) == ("Workout A", "Slept badly", Decimal(79))
    assert [(each.name, each.note, len(each.sets)) for each in first.exercises] == [
        ("Squat", "", 3),
        ("Bench Press", "", 2),
        ("Plank", "", 2),
    ]
    assert first.exercises[2].sets[0] == LoggedSet("working", duration_seconds=30)
    assert (second.local_started_at, second.duration_seconds) == (datetime(2026, 5, 2, 12), 2_160)
    assert weights(second.exercises[0]) == [Decimal(-5)] * 3


def test_stronglifts_as_it_was() -> None:
    log = log_of(
        ONCE,
        '03/14/17,"",A,171lb,Squat,60,135,5,5,5,Bench Press,52.5,115,5,5,4',
        '03/16/17,"tired",B,82.5KG,Squat,62.5,140,5,0,3,Deadlift,60,135,5,,',
        '03/18/17,"",A,,Squat,65,145,5,five,5,Row,50,110,8,,',
        '03/20/17,"",B,,Squat,65,145,0,0,0,,,,,,',
    )
    assert [str(problem) for problem in log.problems] == [
        "line 4: Squat: reps 'five' is not a number",
        "line 5: no set of this workout was done",
    ]
    pounds, kilograms, third = log.workouts
    assert (pounds.local_started_at, pounds.title) == (datetime(2017, 3, 14, 12), "Workout A")
    assert [(each.name, weights(each)[0]) for each in pounds.exercises] == [
        ("Squat", Decimal("61.23496995")),
        ("Bench Press", Decimal("52.16312255")),
    ]
    assert (kilograms.note, kilograms.body_weight_kg) == ("tired", Decimal("82.5"))
    assert [(each.name, weights(each)) for each in kilograms.exercises] == [
        ("Squat", [Decimal("62.5")] * 2),
        ("Deadlift", [Decimal(60)]),
    ]
    assert [each.name for each in third.exercises] == ["Row"]
    columns = ONCE.replace('"Body Weight"', '"Body Weight (KG)","Body Weight (LB)"')
    (told,) = log_of(columns, '03/14/17,"",A,,171,Squat,60,135,5,5,5,,,,,,').workouts
    assert weights(told.exercises[0])[0] == Decimal("61.23496995")


@pytest.mark.parametrize(
    ("dates", "meant"),
    [
        (["2026-03-02", "", "soon"], None),
        (["23/12/2025", "05/01/2026"], Slashed(True, True)),
        (["12/31/2025", "01/05/2026"], Slashed(False, True)),
        (["02.01.26 18:05", "05.01.26 18:05", "03.02.26"], Slashed(True, True)),
        (["01/02/26", "01/05/26", "02/03/26"], Slashed(False, True)),
        (["02/03/26", "01/05/26", "01/02/26"], Slashed(False, True)),
        (["3/4/2026"], Slashed(False, False)),
    ],
)
def test_whether_the_day_or_the_month_comes_first(dates: list[str], meant: Slashed | None) -> None:
    assert slashed(dates) == meant


def test_a_file_saved_again_by_a_spreadsheet() -> None:
    head = "Date;Workout Name;Exercise Name;Set Order;Weight (kg);Reps"
    log = log_of(head, "23.12.2025 18:05;A;Row;1;82,5;5", "05.01.2026 7:30;A;Row;1;82,5;5")
    assert log.problems == ()
    assert [workout.local_started_at for workout in log.workouts] == [
        datetime(2025, 12, 23, 18, 5),
        datetime(2026, 1, 5, 7, 30),
    ]
    unsure = log_of(head, "3/4/2026 6:05 PM;A;Row;1;82,5;5")
    assert unsure.workouts[0].local_started_at == datetime(2026, 3, 4, 18, 5)
    assert [str(problem) for problem in unsure.warnings] == [
        "line 1: dates like 03/04/2026 could be meant either way: they are read month first"
    ]


@pytest.mark.parametrize(
    ("said", "month"),
    [
        ("7 Oca 2024, 17:15", 1), ("7 Şub 2024, 17:15", 2), ("7 Ağu 2024, 17:15", 8),
        ("7 Kas 2024, 17:15", 11),
        ("7 янв. 2024, 17:15", 1), ("7 мая 2024, 17:15", 5), ("7 июля 2024, 17:15", 7),
        ("7 сент. 2024, 17:15", 9),
        ("7 1月 2024, 17:15", 1), ("7 12월 2024, 17:15", 12),
    ],
)  # fmt: skip
def test_more_months_of_hevy(said: str, month: int) -> None:
    assert local_time(said, BERLIN) == datetime(2024, month, 7, 17, 15)
