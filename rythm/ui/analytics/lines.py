"""Figures as the pages show them: words, bars and warm cells."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta, tzinfo

from rythm.analytics.rules import change, months_after, share
from rythm.analytics.schemas import (
    Analytics,
    CoachLoad,
    DayCount,
    DayWorkouts,
    GymCounts,
    People,
    Retention,
    Used,
)
from rythm.core.schema import Read
from rythm.ui import words
from rythm.ui.kit.heat import HeatCell, HeatRow

BY_DAY = 92
"""So many days have a bar each; more are drawn by the week."""

LISTED = 60
"""So many lines a panel has; its file has all of them."""

LATER = [str(number) for number in range(1, 12)]
"""The headings of the months after joining."""


class Bar(Read):
    """A day or a week of the charts; `key` is its first day."""

    key: str
    label: str
    words: str
    workouts: int
    sets: int


class UseLine(Read):
    """A template or an exercise in use."""

    id: str
    name: str
    note: str
    count: str


class CoachLine(Read):
    """A coach and what they carry."""

    id: str
    name: str
    note: str
    clients: str
    quiet: str


class GymLine(Read):
    """A gym beside others."""

    id: str
    name: str
    members: str
    active: str
    workouts: str
    sets: str
    kept: str


class Behind(Read):
    """Somebody or something behind a figure; `member_id` leads to their page."""

    id: str
    member_id: str
    name: str
    note: str
    count: str
    tone: str = ""


def bars(days: list[DayCount], today: date) -> list[Bar]:
    """A bar for each day, or for each week of Monday where there are many."""
    if len(days) <= BY_DAY:
        return [_bar(day.day, words.short_day(day.day, today), [day]) for day in days]
    weeks: dict[date, list[DayCount]] = {}
    for day in days:
        weeks.setdefault(max(day.day - timedelta(days=day.day.weekday()), days[0].day), []).append(day)
    return [_bar(start, f"Week of {words.short_day(start, today)}", week) for start, week in weeks.items()]


def _bar(start: date, said: str, days: list[DayCount]) -> Bar:
    return Bar(
        key=str(start),
        label=f"{start.day} {start:%b}",
        words=said,
        workouts=sum(day.workouts for day in days),
        sets=sum(day.sets for day in days),
    )


def summary(shown: list[Bar], what: str, total: int) -> str:
    """What a chart shows, in a sentence."""
    if not total:
        return f"No {what} in these days."
    most = max(shown, key=lambda bar: getattr(bar, what))
    return f"{total:,} {what}; most on {most.words}, {getattr(most, what):,}.".replace(
        "on Week", "in the week"
    )


def span(first: date, last: date, today: date) -> str:
    """`22 Oct to 20 Nov`, with years where they are needed."""
    if first == last:
        return words.short_day(first, today)
    year = "" if last.year == today.year and first.year == today.year else f" {first.year}"
    until = "" if last.year == today.year else f" {last.year}"
    return f"{first.day} {first:%b}{year} to {last.day} {last:%b}{until}"


def trend(now: int, before: int) -> str:
    """How a number stands to as many days before: `+12 %, was 90`."""
    said = change(now, before)
    return f"{said}, was {before:,}" if said else "was 0"


def stayed(kept: Retention) -> tuple[str, str]:
    """The share of newer members who trained in the last month that is over, and which that was."""
    month = months_after(kept.cohorts[-1].month, 0 if kept.whole else -1)
    percent = share(kept.kept, kept.could)
    if percent is None:
        return "\N{EN DASH}", "nobody is new"
    return str(percent), f"{kept.kept} of {kept.could} newer, in {month:%b}"


def cohorts(kept: Retention) -> list[HeatRow]:
    """A row for each month in which somebody joined; the newest first."""
    return [
        HeatRow(
            label=f"{row.month:%b %Y}",
            note=str(row.joined),
            cells=[
                _cell(row.month, later, count, row.joined, runs=not kept.whole and later == len(row.trained))
                for later, count in enumerate(row.trained, 1)
            ],
        )
        for row in reversed(kept.cohorts)
        if row.joined
    ]


def _cell(joined: date, later: int, count: int, of: int, *, runs: bool) -> HeatCell:
    percent = share(count, of) or 0
    month = months_after(joined, later)
    said = f"{count} of {of} who joined in {joined:%B %Y} trained in {month:%B %Y}"
    return HeatCell(
        key=f"{joined}/{later}",
        text=f"{percent}%",
        words=f"{percent}%: {said}{', which is not over' if runs else ''}",
        heat=percent / 100,
    )


def used(rows: Iterable[Used], now: datetime, zone: tzinfo, *, by_sets: bool) -> list[UseLine]:
    """Templates by workouts, exercises by sets."""
    return [
        UseLine(
            id=str(row.id or ""),
            name=row.name,
            note=f"{words.count(row.members, 'member')}, last {_day(row.last_at, now, zone)}",
            count=words.count(row.sets, "set") if by_sets else words.count(row.workouts, "workout"),
        )
        for row in rows
    ]


def coaches(rows: Iterable[CoachLoad]) -> list[CoachLine]:
    """Coaches, and at the end those whom none looks after."""
    return [
        CoachLine(
            id=str(row.id or ""),
            name=row.name,
            note=f"{words.count(row.workouts, 'workout')}, {row.active} of {row.clients} trained",
            clients=words.count(row.clients, "client" if row.id else "member"),
            quiet=f"{row.behind} quiet" if row.behind else "",
        )
        for row in rows
    ]


def gyms(rows: Iterable[GymCounts]) -> list[GymLine]:
    """Gyms side by side."""
    return [
        GymLine(
            id=str(row.id),
            name=row.name,
            members=f"{row.members:,}",
            active=f"{row.active:,}",
            workouts=f"{row.workouts:,}",
            sets=f"{row.sets:,}",
            kept="\N{EN DASH}" if (percent := share(row.kept, row.could)) is None else f"{percent}%",
        )
        for row in rows
    ]


def workouts_of(view: DayWorkouts, zone: tzinfo) -> list[Behind]:
    """The workouts of a day."""
    return [
        Behind(
            id=str(row.id),
            member_id=str(row.member_id),
            name=row.name,
            note=f"{row.title or 'Workout'}, {words.duration(row.seconds)}",
            count=words.count(row.sets, "set"),
        )
        for row in view.items[:LISTED]
    ]


def people_of(view: People, now: datetime, zone: tzinfo) -> list[Behind]:
    """The members behind a figure."""
    return [
        Behind(
            id=str(row.id),
            member_id=str(row.id),
            name=row.name,
            note=_quiet(row.last_at, now, zone) if row.is_behind else _last(row.last_at, now, zone),
            count=words.count(row.workouts, "workout"),
            tone="danger" if row.is_behind else "",
        )
        for row in view.items[:LISTED]
    ]


def _quiet(moment: datetime | None, now: datetime, zone: tzinfo) -> str:
    return "Quiet, no workout yet" if moment is None else f"Quiet, last {_day(moment, now, zone)}"


def _last(moment: datetime | None, now: datetime, zone: tzinfo) -> str:
    return "Did not train" if moment is None else f"Last {_day(moment, now, zone)}"


def _day(moment: datetime, now: datetime, zone: tzinfo) -> str:
    return words.within(words.day(moment, now, zone))


def heading(view: Analytics, name: str, today: date) -> str:
    """Whose figures, and of which days."""
    return f"{name}, {span(view.first, view.last, today)}"
