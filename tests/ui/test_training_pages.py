"""What the pages of members and coaches make of the numbers they are given."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest

from rythm.core.ids import uuid7
from rythm.ui.member.today.state import day
from rythm.ui.member.workout.state import exercise_card, figures
from rythm.ui.workout_lines import MOST_BARS, heights, workout_line
from rythm.ui.zone import zone_in
from rythm.workouts.views import DayView, ExerciseView, SetView, WorkoutRow

NOW = datetime(2026, 11, 20, 18, 0, tzinfo=UTC)


def row(started_at: datetime = NOW, **facts) -> WorkoutRow:
    known = {"volume_kg": 7940.0, "distance_m": 0.0, "sets": 3, "exercises": 1, "pulse": [10.0, 20.0, 0.0]}
    return WorkoutRow(
        id=uuid7(), title="Upper A", started_at=started_at, duration_seconds=3480, **known | facts
    )


def done(**facts) -> SetView:
    known = dict.fromkeys(
        ("weight_kg", "reps", "rpe", "duration_seconds", "distance_m", "counted_kg", "one_rep_max_kg"), None
    )
    known["volume_kg"] = 0
    return SetView(id=uuid7(), position=0, kind="working", done_at=NOW, **known).model_copy(update=facts)


@pytest.mark.parametrize(
    ("facts", "said"),
    [
        ({}, "58 min, 7,940 kg"),
        ({"volume_kg": 0, "distance_m": 5200}, "58 min, 5.2 km"),
        ({"volume_kg": 0, "sets": 1}, "58 min, 1 set"),
    ],
)
def test_what_a_workout_came_to(facts, said):
    assert workout_line(row(**facts), NOW, UTC).facts == said


def test_bars_stand_for_sets():
    assert heights([10, 20, 0]) == [0.6, 1.0, 0.2]
    assert heights([]) == []
    assert len(set(heights([0, 0, 0]))) == 1
    many = heights([float(n) for n in range(40)])
    assert len(many) == MOST_BARS
    assert many == sorted(many)


def test_a_day_of_the_week_in_words():
    trained = DayView(date=NOW.date(), is_today=True, workouts=2, pulse=[100, 50])
    rest = DayView(date=NOW.date() + timedelta(days=1), is_today=False, workouts=0, pulse=[])
    ran = DayView(date=NOW.date(), is_today=False, workouts=1, pulse=[0])
    assert (day(trained).words, day(trained).kind, day(trained).now) == ("Friday: 2 workouts", "done", True)
    assert (day(rest).words, day(rest).kind, day(rest).letter) == ("Saturday: rest", "rest", "S")
    assert min(day(ran).bars) > 0.1


@pytest.mark.parametrize(
    ("facts", "said"),
    [
        ({"weight_kg": Decimal("85.0000"), "reps": 6}, "85 kg × 6"),
        ({"reps": 12}, "12 reps"),
        ({"duration_seconds": 90}, "1:30"),
        ({"distance_m": Decimal(5200), "duration_seconds": 1450}, "5.2 km in 24:10"),
        ({"weight_kg": Decimal(24), "distance_m": Decimal(40)}, "24 kg, 40 m"),
        ({}, "Done"),
    ],
)
def test_figures_of_a_set(facts, said):
    assert figures(done(**facts)) == said


def test_sets_are_numbered_without_warm_ups_and_one_is_the_best():
    sets = [
        done(kind="warmup", weight_kg=Decimal(40), reps=5),
        done(weight_kg=Decimal(80), reps=5, one_rep_max_kg=Decimal("93.33")),
        done(weight_kg=Decimal(80), reps=5, one_rep_max_kg=Decimal("93.33")),
        done(kind="drop", weight_kg=Decimal(60), reps=10, one_rep_max_kg=Decimal(80)),
    ]
    card = exercise_card(
        ExerciseView(
            id=uuid7(),
            exercise_id=uuid7(),
            name="Squat",
            measured_by="weight_reps",
            note="",
            volume_kg=1400,
            sets=sets,
        )
    )
    assert [line.number for line in card.sets] == ["W", "1", "2", "D"]
    assert [line.is_best for line in card.sets] == [False, True, False, False]
    assert card.total == "1,400 kg"


@pytest.mark.parametrize(
    ("cookies", "zone"),
    [
        ("", "UTC"),
        ("rythm_uid=1; rythm_tz=Europe%2FBerlin", "Europe/Berlin"),
        ("rythm_tz=Europe/Berlin", "Europe/Berlin"),
        ("rythm_tz=../../etc/passwd", "UTC"),
        ("rythm_tz=", "UTC"),
        ("\x00=;;=", "UTC"),
    ],
)
def test_the_zone_in_the_cookie(cookies, zone):
    assert str(zone_in(cookies)) == zone
