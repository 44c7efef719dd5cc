"""A finished workout as one line of a list: how it reads, and how it is drawn."""

from collections.abc import Sequence
from datetime import datetime, tzinfo
from itertools import pairwise
from typing import Any

import reflex as rx

from rythm.core.schema import Read
from rythm.ui import kit, routes, words
from rythm.workouts.views import WorkoutRow

MOST_BARS = 16
FLAT = 0.45
"""The height of bars that have no volume to show, such as those of a run."""


class DatedLine(Read):
    """A workout in words, below the month it was in; `bars` are heights from 0 to 1, one for each set."""

    id: str
    title: str
    facts: str
    weekday: str
    day: str
    bars: list[float]
    records: str = ""


class WorkoutLine(DatedLine):
    """A workout in words where it stands alone."""

    detail: str
    date: str
    volume: str
    unit: str


def workout_line(row: WorkoutRow, now: datetime, zone: tzinfo, unit: str = "kg") -> WorkoutLine:
    """A workout as its line shows it, weights in the unit of whoever looks."""
    at = row.started_at.astimezone(zone)
    volume, unit = worth(row, unit)
    took = words.duration(row.duration_seconds)
    return WorkoutLine(
        id=str(row.id),
        title=row.title or "Workout",
        facts=f"{took}, {volume} {unit}" if unit else f"{took}, {words.count(row.sets, 'set')}",
        detail=f"{took}, {words.count(row.sets, 'set')}",
        weekday=f"{at:%a}",
        day=str(at.day),
        date=words.day(row.started_at, now, zone),
        volume=volume,
        unit=unit,
        bars=heights(row.pulse),
        records=words.count(row.records, "record") if row.records else "",
    )


def dated_line(row: WorkoutRow, now: datetime, zone: tzinfo, unit: str = "kg") -> DatedLine:
    """A workout as its line in a list by month: without what such a line does not show."""
    whole = workout_line(row, now, zone, unit)
    return DatedLine.model_validate(whole.model_dump(include=set(DatedLine.model_fields)))


def worth(row: WorkoutRow, unit: str = "kg") -> tuple[str, str]:
    """The number that says most about a workout, and its unit: volume, else distance, else sets."""
    if row.volume_kg > 0:
        volume, _, unit = words.whole(row.volume_kg, unit).partition(" ")
        return volume, unit
    if row.distance_m > 0:
        value, _, unit = words.distance(row.distance_m).partition(" ")
        return value, unit
    return str(row.sets), ""


def heights(volumes: Sequence[float], most: int = MOST_BARS) -> list[float]:
    """Bar heights from 0 to 1 for the volume of each set, at most `most` of them."""
    if len(volumes) > most:
        cuts = [round(slot * len(volumes) / most) for slot in range(most + 1)]
        volumes = [sum(volumes[a:b]) / (b - a) for a, b in pairwise(cuts)]
    top = max(volumes, default=0)
    return [round(0.2 + 0.8 * volume / top, 2) if top else FLAT for volume in volumes]


def dated(line: Any) -> rx.Component:
    """A line that begins with its day, for lists by month."""
    lead = rx.el.span(
        rx.el.span(line.weekday, class_name="text-caption ink-3 block"),
        rx.el.span(line.day, class_name="text-lead semibold num block"),
        class_name="line-date",
    )
    broken = rx.cond(
        line.records != "",
        rx.el.span(line.records, class_name="text-caption medium ink-accent"),
        rx.fragment(),
    )
    end = kit.col(_bars(line), broken, gap=1, class_name="items-end shrink-0")
    return kit.line(line.title, line.facts, lead=lead, end=end, href=routes.workout(line.id), chevron=False)


def recent(line: Any) -> rx.Component:
    """A line whose end is what the workout came to, for lists on a wide page."""
    total = rx.el.span(line.volume, " ", rx.cond(line.unit != "", line.unit, "sets"), class_name="num medium")
    return kit.line(
        line.title,
        rx.fragment(line.date, ", ", line.detail),
        end=kit.row(rx.el.span(_bars(line), class_name="wide-only"), total, gap=4, class_name="shrink-0"),
        href=routes.workout(line.id),
        chevron=False,
    )


def _bars(line: Any) -> rx.Component:
    return kit.pulse_of(line.bars, tone="mid", floor=True)
