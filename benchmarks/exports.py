"""Exports of other apps with 5,000 rows each, of workouts that nobody has imported yet."""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from typing import NamedTuple

from rythm.exercises.catalogue import exercises

ROWS = 5_000
SETS_EACH, EXERCISES_EACH = 3, 6


class Line(NamedTuple):
    """A set of a workout."""

    at: datetime
    title: str
    exercise: str
    number: int
    kg: float
    reps: int


def strong_android(done: Iterator[Line]) -> list[str]:
    """With semicolons and the unit in a column."""
    head = "Date;Workout Name;Exercise Name;Set Order;Weight;Weight Unit;Reps;RPE;Distance;Distance Unit;"
    return [
        head + "Seconds;Notes;Workout Notes;Workout Duration",
        *(
            f'{one.at:%Y-%m-%d %H:%M:%S};"{one.title}";"{one.exercise}";{one.number};{one.kg};kg;{one.reps};'
            "8;0;m;0;;;1h 5m"
            for one in done
        ),
    ]


def strong_iphone(done: Iterator[Line]) -> list[str]:
    """With commas, and the unit nowhere."""
    head = "Date,Workout Name,Duration,Exercise Name,Set Order,Weight,Reps,Distance,Seconds,Notes,"
    return [
        head + "Workout Notes,RPE",
        *(
            f'{one.at:%Y-%m-%d %H:%M:%S},"{one.title}",1h 5m,"{one.exercise}",{one.number},{one.kg},'
            f'{one.reps},0,0,"","",8'
            for one in done
        ),
    ]


def ours(done: Iterator[Line]) -> list[str]:
    """What `GET /api/v1/me/export.csv` answers: Strong's columns, and the unit in the header."""
    return [line.replace(",Weight,", ",Weight (kg),") for line in strong_iphone(done)]


def hevy(done: Iterator[Line]) -> list[str]:
    """All quoted, months by name."""
    head = (
        '"title","start_time","end_time","description","exercise_title","superset_id","exercise_notes",'
        '"set_index","set_type","weight_kg","reps","distance_km","duration_seconds","rpe"'
    )
    return [
        head,
        *(
            f'"{one.title}","{one.at.day} {one.at:%b %Y, %H:%M}","{one.at.day} {one.at:%b %Y}, 23:30","",'
            f'"{one.exercise}",,"",{one.number - 1},"normal",{one.kg},{one.reps},,,8'
            for one in done
        ),
    ]


def fitnotes_android(done: Iterator[Line]) -> list[str]:
    """A day is a workout."""
    return [
        "Date,Exercise,Category,Weight,Weight Unit,Reps,Distance,Distance Unit,Time,Comment",
        *(f"{one.at:%Y-%m-%d},{one.exercise},Chest,{one.kg},kgs,{one.reps},,,," for one in done),
    ]


def fitnotes_iphone(done: Iterator[Line]) -> list[str]:
    """Both units in columns of their own."""
    return [
        "Date,Exercise,Category,Weight (kg),Weight (lbs),Reps,Distance,Distance Unit,Time,Notes,Kind",
        *(f"{one.at:%Y-%m-%d},{one.exercise},Chest,{one.kg},,{one.reps},,,,," for one in done),
    ]


def stronglifts(done: Iterator[Line]) -> list[str]:
    """A row is an exercise with its sets side by side."""
    head = "Date (yyyy/mm/dd),Workout,Workout Name,Body Weight (KG),Exercise,Notes,"
    return [
        head + ",".join(f"Set {n} (Reps),Set {n} (KG)" for n in range(1, SETS_EACH + 1)),
        *(
            f'{one.at:%Y/%m/%d},A,"{one.title}",80,"{one.exercise}",,'
            + ",".join(f"{one.reps},{one.kg}" for _ in range(SETS_EACH))
            for one in done
        ),
    ]


FORMATS: dict[str, Callable[[Iterator[Line]], list[str]]] = {
    "Strong, Android": strong_android,
    "Strong, iPhone": strong_iphone,
    "Hevy": hevy,
    "FitNotes, Android": fitnotes_android,
    "FitNotes, iPhone": fitnotes_iphone,
    "StrongLifts": stronglifts,
    "Rythm": ours,
}


def files(now: datetime) -> Iterator[tuple[str, str]]:
    """The formats' names, each with a file of 5,000 rows that ends at `now`."""
    for name, write in FORMATS.items():
        each = 1 if write is stronglifts else SETS_EACH
        yield name, "\n".join(write(_done(now, each))) + "\n"


def _done(now: datetime, sets_each: int) -> Iterator[Line]:
    names = [one.name for one in exercises().values() if one.is_common and one.measured_by == "weight_reps"]
    per_workout = EXERCISES_EACH * sets_each
    for row in range(ROWS):
        session, place = divmod(row, per_workout)
        exercise, number = divmod(place, sets_each)
        name = names[(session % 3 * EXERCISES_EACH + exercise) % len(names)]
        at = now - timedelta(days=ROWS // per_workout - session)
        yield Line(
            at,
            ["Push", "Pull", "Legs"][session % 3],
            name,
            number + 1,
            60 + 2.5 * (session % 40),
            5 + place % 6,
        )
