"""A member's finished workouts as the CSV that readers of Strong's export understand, `strong.parse` too.

Its twelve columns in their order; after them the units, since Strong's own leaves open what the numbers are.
Text that a spreadsheet would run stands behind an apostrophe, which our importer takes off again. What the
format has no place for, such as prescribed sets, supersets and body weight, is in the archive.
"""

import csv
import io
from collections.abc import AsyncIterator, Iterator
from datetime import datetime, tzinfo
from decimal import Decimal
from typing import Literal

from rythm import access
from rythm.access import Permission
from rythm.belongings.streams import Fields, Grouped, trained
from rythm.core.amounts import KG_PER_LB
from rythm.core.cells import as_text
from rythm.core.context import Context
from rythm.workouts.formats.readings import METRES_PER
from rythm.workouts.preferences import ways

COLUMNS = (
    "Date",
    "Workout Name",
    "Duration",
    "Exercise Name",
    "Set Order",
    "Weight",
    "Reps",
    "Distance",
    "Seconds",
    "Notes",
    "Workout Notes",
    "RPE",
    "Weight Unit",
    "Distance Unit",
)
MARKS = {"warmup": "W", "drop": "D", "failure": "F"}
DISTANCES = {"kg": "km", "lb": "mi"}
_FINEST = Decimal("0.001")
"""What readers keep of a number; of a mile it is 1.6 m. The archive has all of it."""

Unit = Literal["kg", "lb"]


async def strong_csv(ctx: Context, zone: tzinfo) -> AsyncIterator[bytes]:
    """The caller's finished workouts in this gym, oldest first, in their unit and on the clock of `zone`.

    Only sets that were done; a line per set. The weight of an assisted exercise is its help, as Strong's is;
    on any other, what helped is below zero. Comes in pieces, a workout each.
    """
    access.require(ctx, Permission.ACCOUNT_MANAGE)
    unit: Unit = (await ways(ctx))[0].unit
    yield _written([COLUMNS])
    async for grouped in trained(ctx, finished=True):
        if rows := list(_rows(grouped, unit, zone)):
            yield _written(rows)


def _written(rows: list[tuple[str, ...]]) -> bytes:
    text = io.StringIO()
    csv.writer(text, lineterminator="\r\n").writerows(rows)
    return text.getvalue().encode()


def _rows(grouped: Grouped, unit: Unit, zone: tzinfo) -> Iterator[tuple[str, ...]]:
    workout, lines = grouped
    date = workout["started_at"].astimezone(zone).strftime("%Y-%m-%d %H:%M:%S")
    lasted = spelled(workout["started_at"], workout["finished_at"])
    for line, name, sets in lines:
        note, working = line["note"], 0
        for done in sets:
            if done["done_at"] is None:
                continue
            working += done["kind"] not in MARKS
            yield (
                date,
                as_text(workout["title"] or "Workout"),
                lasted,
                as_text(name),
                MARKS.get(done["kind"], str(working)),
                *_numbers(done, unit),
                as_text(note),
                as_text(workout["note"]),
                _plain(done["rpe"]),
                unit,
                DISTANCES[unit],
            )
            note = ""


def _numbers(done: Fields, unit: Unit) -> tuple[str, ...]:
    """Weight, reps, distance and seconds, each empty when it was not entered."""
    weight = done["weight_kg"]
    if weight is not None:
        weight = round_to(weight / (KG_PER_LB if unit == "lb" else 1), _FINEST)
    distance = done["distance_m"]
    if distance is not None:
        distance = round_to(distance / METRES_PER[DISTANCES[unit]], _FINEST)
    seconds = done["duration_seconds"]
    return (
        _plain(weight),
        "" if done["reps"] is None else str(done["reps"]),
        _plain(distance),
        "" if seconds is None else str(seconds),
    )


def round_to(number: Decimal, finest: Decimal) -> Decimal:
    """The number to its last decimal that counts."""
    return number.quantize(finest)


def _plain(number: Decimal | None) -> str:
    if number is None:
        return ""
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def spelled(began: datetime, ended: datetime | None) -> str:
    """A duration as Strong writes it: `1h 5m`, `52m`, with seconds only where there are any: `52m 10s`."""
    seconds = 0 if ended is None else round((ended - began).total_seconds())
    hours, rest = divmod(seconds, 3600)
    minutes, seconds = divmod(rest, 60)
    parts = [f"{count}{mark}" for count, mark in ((hours, "h"), (minutes, "m"), (seconds, "s")) if count]
    return " ".join(parts) or "0m"
