"""An exercise over time in words and charts, in the member's unit."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta, tzinfo

from rythm.core.schema import Read
from rythm.core.units import rounded, shown_weight
from rythm.progress.lifts import Best, LiftProgress, Measure
from rythm.progress.sessions import LiftSession
from rythm.ui import routes, words
from rythm.ui.kit.geometry import BarChart, LineChart, Series, bar_chart, line_chart, sparse
from rythm.ui.progress_words import NEW, set_words, volume, weight

MEASURES: dict[Measure, str] = {
    "e1rm": "Estimated 1 RM", "reps": "Reps in a workout", "seconds": "Time in a workout",
    "metres": "Distance in a workout",
}  # fmt: skip
STRIP = (1, 3, 5)
"""The repetitions whose heaviest loads stand on top."""
VOLUMES = 12


class BestCell(Read):
    """A best, and when; `fresh` is one of the last days."""

    name: str
    value: str
    when: str
    fresh: bool


class HeaviestLine(Read):
    """The heaviest load for so many repetitions."""

    name: str
    done: str
    when: str


class SetChip(Read):
    """One set."""

    id: str
    words: str
    is_record: bool


class SessionCard(Read):
    """One workout's sets of the exercise."""

    id: str
    href: str
    day: str
    title: str
    total: str
    is_record: bool
    sets: list[SetChip]


def measured(found: LiftProgress, unit: str) -> tuple[str, str, str]:
    """What is measured, its latest value in the range or else the best ever, and the unit."""
    known = [point.value for point in found.points if point.value is not None]
    name = MEASURES[found.measure]
    ever = {"e1rm": found.e1rm, "reps": found.most_reps, "seconds": found.longest, "metres": found.farthest}
    best = ever[found.measure]
    if not known and best is None:
        return name, "", ""
    if not known:
        name = f"{name}, best ever"
    return name, *amount(known[-1] if known else best.value if best else 0, found.measure, unit)


def amount(value: float, measure: Measure, unit: str) -> tuple[str, str]:
    """A value and its unit: `105` and `kg`, `24` and `reps`, `1:30`, `5.2` and `km`."""
    if measure == "e1rm":
        return weight(value, unit), unit
    if measure == "reps":
        return f"{value:,.0f}", "reps"
    if measure == "seconds":
        return words.stopwatch(round(value)), ""
    figure, _, of = words.distance(value).partition(" ")
    return figure, of


def changed(found: LiftProgress, unit: str) -> tuple[str, bool]:
    """From the first to the last value of the range: `13.5 in 12 weeks`, and whether it rose."""
    known = [(point.at, point.value) for point in found.points if point.value is not None]
    if len(known) < 2:
        return "", False
    (began, first), (ended, last) = known[0], known[-1]
    days = max(1, round((ended - began).total_seconds() / 86_400))
    over = words.count(days, "day") if days < 14 else words.count(round(days / 7), "week")
    if days > 200:
        over = words.count(round(days / 30.44), "month")
    said, of = amount(abs(last - first), found.measure, unit)
    if last == first:
        return f"Same for {over}", False
    figure = said if found.measure in ("e1rm", "seconds") else f"{said} {of}"
    return f"{figure} in {over}", last > first


def trend(found: LiftProgress, unit: str, over: str, now: datetime, zone: tzinfo) -> LineChart:
    """The line over the range, records marked."""

    def shown(value: float | None) -> float | None:
        if value is None:
            return None
        if found.measure == "e1rm":
            return rounded(shown_weight(value, unit), 1)
        return rounded(value / SCALES.get(found.measure, 1), 2)

    days = [point.at.astimezone(zone).date() for point in found.points]
    return line_chart(
        [
            Series(
                MEASURES[found.measure],
                [shown(point.value) for point in found.points],
                [number for number, point in enumerate(found.points) if point.is_record],
            )
        ],
        [label(day, over, days) for day in days],
        unit={"e1rm": unit, "reps": "reps", "seconds": "min", "metres": "km"}[found.measure],
        points=[words.short_day(day, now.astimezone(zone).date()) for day in days],
    )


SCALES: dict[Measure, float] = {"seconds": 60, "metres": 1000}
"""What charts divide by: minutes and kilometres."""


def label(day: date, over: str, days: Sequence[date]) -> str:
    """What stands below the line: weeks for a month, months, and years for many."""
    if over == "1m":
        monday = max(days[0], day - timedelta(days=day.weekday()))
        return f"{monday.day} {monday:%b}"
    if (days[-1] - days[0]).days > 730:
        return str(day.year)
    return f"{day:%b}"


def best_cells(found: LiftProgress, unit: str, now: datetime, zone: tzinfo) -> list[BestCell]:
    """The strip of bests: what there is of it for how the exercise is measured."""

    def cell(name: str, value: str, at: datetime) -> BestCell:
        return BestCell(name=name, value=value, when=words.date_of(at, now, zone), fresh=now - at <= NEW)

    heaviest = [
        cell(f"{one.repetitions} RM", weight(one.kg, unit), one.at)
        for one in found.heaviest
        if one.repetitions in STRIP
    ]
    others: list[tuple[str, Measure, Best | None]] = [
        ("Reps", "reps", found.most_reps if not heaviest else None),
        ("Longest", "seconds", found.longest),
        ("Farthest", "metres", found.farthest),
    ]
    cells = [*heaviest]
    if found.volume is not None:
        cells.append(cell("Volume", volume(found.volume.value, unit), found.volume.at))
    cells += [
        cell(name, " ".join(amount(best.value, measure, unit)).removesuffix(" reps").strip(), best.at)
        for name, measure, best in others
        if best is not None
    ]
    return cells[:4]


def heaviest_lines(found: LiftProgress, unit: str, now: datetime, zone: tzinfo) -> list[HeaviestLine]:
    """The best sets: each of the heaviest loads once, with the most repetitions of it."""
    most = {one.kg: one for one in found.heaviest}
    return [
        HeaviestLine(
            name=words.count(one.reps, "rep"),
            done=f"{weight(one.kg, unit)} {unit}",
            when=words.date_of(one.at, now, zone),
        )
        for one in most.values()
    ]


def volumes(newest: Sequence[LiftSession], unit: str, zone: tzinfo) -> BarChart:
    """The volume of the last workouts with the exercise, oldest first."""
    shown = list(newest[:VOLUMES])[::-1]
    days = [f"{one.at.astimezone(zone).day} {one.at.astimezone(zone):%b}" for one in shown]
    return bar_chart(
        "Volume in a workout",
        [round(shown_weight(one.volume_kg, unit)) for one in shown],
        sparse(days),
        unit=unit,
        points=days,
    )


def last_note(newest: Sequence[LiftSession], now: datetime, zone: tzinfo) -> tuple[str, str]:
    """What was written of the exercise last, and when; empty when there is nothing of late."""
    for one in newest:
        if one.note:
            return one.note, words.day(one.at, now, zone)
    return "", ""


def session_card(one: LiftSession, unit: str, now: datetime, zone: tzinfo) -> SessionCard:
    """A workout's sets in words."""
    total = f"{volume(one.volume_kg, unit)} {unit}" if one.volume_kg else ""
    return SessionCard(
        id=str(one.workout_id),
        href=routes.workout(str(one.workout_id)),
        day=words.day(one.at, now, zone),
        title=one.title,
        total=total,
        is_record=one.is_volume_record,
        sets=[
            SetChip(id=str(done.id), words=set_words(done, unit), is_record=done.is_record)
            for done in one.sets
        ],
    )
