"""The CSV export: what readers of Strong's files expect, and read back by our own importer."""

import csv
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import select
from sqlmodel import col

from rythm.belongings.strong_csv import COLUMNS, spelled, strong_csv
from rythm.core.actor import BySystem
from rythm.core.context import open_context
from rythm.exercises.models import Exercise
from rythm.workouts.formats.reading import parse
from rythm.workouts.imports import import_log
from rythm.workouts.models import TrainingPreference, WorkoutSet
from tests.fixtures.actors import Gym, Person
from tests.fixtures.api import bearer
from tests.fixtures.training import Done, Lift, add_exercise, log_workout

BEGAN = datetime(2024, 3, 5, 17, 30, tzinfo=UTC)


async def csv_of(who: Person, zone=UTC) -> bytes:
    async with open_context(who.credential) as ctx:
        return b"".join([piece async for piece in strong_csv(ctx, zone)])


async def prefer(who: Person, unit: str) -> None:
    async with open_context(BySystem(who.tenant_id)) as ctx:
        ctx.db.add(TrainingPreference(tenant_id=who.tenant_id, member_id=who.id, unit=unit))


async def train(gym: Gym) -> None:
    press = await add_exercise(gym.tenant_id, 'Press, "heavy"')
    row = await add_exercise(gym.tenant_id, "Rowing thing", "distance_duration")
    sets = [
        Done("20", 10, kind="warmup"),
        Done("82.5", 5, rpe="8.5"),
        Done("60", 12, kind="drop"),
        Done("82.5", 4, kind="failure"),
        Done("90", 1, done=False),
        Done("95", 1, deleted=True),
    ]
    lifts = [Lift(press, sets), Lift(row, [Done(distance_m="2000")]), Lift(press, [Done("70", 8)])]
    await log_workout(gym.member, BEGAN, lifts, title="Push; day", minutes=65)
    await log_workout(gym.member, BEGAN + timedelta(days=2), [Lift(press, [Done("85", 5)])], minutes=None)
    await log_workout(gym.member, BEGAN + timedelta(days=3), [Lift(press, [Done("1", 5)])], deleted=True)
    await log_workout(gym.stranger, BEGAN, [Lift(press, [Done("5", 5)])])


async def test_a_line_per_done_set_in_the_order_of_the_workout(gym: Gym) -> None:
    await train(gym)
    lines = (await csv_of(gym.member)).decode().split("\r\n")
    assert lines[0] == ",".join(COLUMNS)
    assert lines[1:] == [
        '2024-03-05 17:30:00,Push; day,1h 5m,"Press, ""heavy""",W,20,10,,,,,,kg,km',
        '2024-03-05 17:30:00,Push; day,1h 5m,"Press, ""heavy""",1,82.5,5,,,,,8.5,kg,km',
        '2024-03-05 17:30:00,Push; day,1h 5m,"Press, ""heavy""",D,60,12,,,,,,kg,km',
        '2024-03-05 17:30:00,Push; day,1h 5m,"Press, ""heavy""",F,82.5,4,,,,,,kg,km',
        "2024-03-05 17:30:00,Push; day,1h 5m,Rowing thing,1,,,2,,,,,kg,km",
        '2024-03-05 17:30:00,Push; day,1h 5m,"Press, ""heavy""",1,70,8,,,,,,kg,km',
        "",
    ]


@pytest.mark.parametrize("unit", ["kg", "lb"])
async def test_our_importer_reads_it_back(gym: Gym, next_door: Gym, unit: str) -> None:
    await train(gym)
    await prefer(gym.member, unit)
    zone = ZoneInfo("America/New_York")
    exported = await csv_of(gym.member, zone)
    other = "lb" if unit == "kg" else "kg"  # the file says its unit; what was guessed does not matter
    log = parse(exported, other, zone)
    assert log.errors == ()
    async with open_context(next_door.member.credential) as ctx:
        report = await import_log(ctx, log, next_door.member.id)
    assert (report.created, report.sets) == (1, 6)
    [workout] = log.workouts
    assert (workout.started_at, workout.title, workout.duration_seconds) == (BEGAN, "Push; day", 3900)
    told = [
        [
            (
                s.kind,
                s.weight_kg and round(s.weight_kg, 2),
                s.reps,
                s.distance_m and round(s.distance_m),
                s.rpe,
            )
            for s in each.sets
        ]
        for each in workout.exercises
    ]
    assert told == [
        [
            ("warmup", 20, 10, None, None),
            ("working", Decimal("82.5"), 5, None, Decimal("8.5")),
            ("drop", 60, 12, None, None),
            ("failure", Decimal("82.5"), 4, None, None),
        ],
        [("working", None, None, 2000, None)],
        [("working", 70, 8, None, None)],
    ]
    await prefer(next_door.member, unit)
    assert await csv_of(next_door.member, zone) == exported


async def test_what_a_spreadsheet_would_run_is_text_and_comes_back(gym: Gym, next_door: Gym) -> None:
    formula = '=HYPERLINK("http://evil.example")'
    lift = await add_exercise(gym.tenant_id, formula)
    await log_workout(gym.member, BEGAN, [Lift(lift, [Done("-20", 5)])], title="@everyone")
    exported = await csv_of(gym.member)
    (line,) = list(csv.DictReader(exported.decode().splitlines()))
    assert (line["Workout Name"], line["Exercise Name"], line["Weight"]) == (
        "'@everyone",
        f"'{formula}",
        "-20",
    )
    async with open_context(next_door.member.credential) as ctx:
        await import_log(ctx, parse(exported), next_door.member.id)
    assert await csv_of(next_door.member) == exported


async def test_help_comes_back_as_help(gym: Gym, next_door: Gym) -> None:
    machine = await add_exercise(gym.tenant_id, "Machine of ours", "assisted_reps")
    dips = await add_exercise(gym.tenant_id, "Dips of ours", "bodyweight_reps")
    await add_exercise(next_door.tenant_id, "Machine of ours", "assisted_reps")
    await add_exercise(next_door.tenant_id, "Dips of ours", "bodyweight_reps")
    lifts = [Lift(machine, [Done("30", 8), Done("15", 8)]), Lift(dips, [Done("-20", 5), Done("10", 5)])]
    await log_workout(gym.member, BEGAN, lifts)
    exported = await csv_of(gym.member)
    async with open_context(next_door.member.credential) as ctx:
        await import_log(ctx, parse(exported), next_door.member.id)
    async with open_context(next_door.member.credential) as ctx:
        found = await ctx.db.execute(select(WorkoutSet.weight_kg).order_by(col(WorkoutSet.done_at)))
        assert list(found.scalars()) == [30, 15, -20, 10]
    assert await csv_of(next_door.member) == exported


async def test_help_that_another_app_writes_below_zero_is_help(gym: Gym) -> None:
    await add_exercise(gym.tenant_id, "Machine of ours", "assisted_reps")
    head = "Date,Workout Name,Exercise Name,Set Order,Weight,Reps"
    lines = [f"2024-03-05 17:30:00,A,{name},1,-30,8" for name in ("Machine of ours", "Swing (Assisted)")]
    async with open_context(gym.member.credential) as ctx:
        await import_log(ctx, parse("\n".join([head, *lines]), "kg"), gym.member.id)
        found = await ctx.db.execute(
            select(Exercise.measured_by, WorkoutSet.weight_kg).join(
                Exercise, col(Exercise.id) == col(WorkoutSet.exercise_id)
            )
        )
        assert [tuple(row) for row in found] == [("assisted_reps", 30)] * 2


async def test_the_clock_is_the_members(gym: Gym) -> None:
    await train(gym)
    told = (await csv_of(gym.member, ZoneInfo("Asia/Tokyo"))).decode()
    assert "2024-03-06 02:30:00" in told


async def test_it_comes_in_pieces(gym: Gym) -> None:
    exercise = await add_exercise(gym.tenant_id, "Squat")
    for day in range(5):
        await log_workout(gym.member, BEGAN + timedelta(days=day), [Lift(exercise, [Done("100", 5)])])
    async with open_context(gym.member.credential) as ctx:
        pieces = [piece async for piece in strong_csv(ctx, UTC)]
    assert len(pieces) == 6


async def test_through_the_api(gym: Gym, system_admin: Person, api) -> None:
    await train(gym)
    where = {"zone": "Asia/Tokyo"}
    answer = await api.get("/api/v1/me/export.csv", params=where, headers=bearer(gym.member))
    assert answer.headers["content-type"] == "text/csv; charset=utf-8"
    assert answer.content == await csv_of(gym.member, ZoneInfo("Asia/Tokyo"))
    nowhere = await api.get("/api/v1/me/export.csv", headers=bearer(system_admin))
    assert (nowhere.status_code, nowhere.json()["error"]["code"]) == (403, "FORBIDDEN")


def test_durations_are_spelled_as_strong_does() -> None:
    for seconds, words in ((3900, "1h 5m"), (3120, "52m"), (3130, "52m 10s"), (0, "0m"), (7200, "2h")):
        assert spelled(BEGAN, BEGAN + timedelta(seconds=seconds)) == words
