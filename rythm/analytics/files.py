"""Tables as CSV: UTF-8 with its mark, plain numbers, ISO dates, and no cell that a spreadsheet would run."""

import csv
import io
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import TypeAlias

from rythm.analytics.rules import Period, months_after, share
from rythm.analytics.schemas import CoachLoad, DayCount, DayWorkouts, GymCounts, People, Retention, Used
from rythm.core.cells import as_text

Cell: TypeAlias = str | int | float | Decimal | date | None

MARK = b"\xef\xbb\xbf"
"""Without it spreadsheets take UTF-8 for something else."""


def file(head: Sequence[str], rows: Iterable[Sequence[Cell]]) -> bytes:
    """A table as a file."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(head)
    writer.writerows([written(cell) for cell in row] for row in rows)
    return MARK + out.getvalue().encode()


def written(cell: Cell) -> str:
    """One cell; text that a spreadsheet would run is made text by an apostrophe, and numbers stay numbers."""
    if cell is None:
        return ""
    if isinstance(cell, str):
        return as_text(cell)
    if isinstance(cell, float | Decimal):
        return f"{cell:f}".rstrip("0").rstrip(".") if "." in f"{cell:f}" else f"{cell:f}"
    return cell.isoformat() if isinstance(cell, date) else str(cell)


def name(table: str, slug: str, period: Period) -> str:
    """What a file is called: `harbor-days-2026-10-22-to-2026-11-20.csv`."""
    return f"{slug}-{table}-{period.first}-to-{period.last}.csv"


def days(rows: Iterable[DayCount]) -> bytes:
    """A line for each day."""
    head = ("Day", "Workouts", "Sets", "Volume kg", "Members who trained")
    return file(head, ((row.day, row.workouts, row.sets, row.volume_kg, row.members) for row in rows))


def retention(view: Retention) -> bytes:
    """A line for each month of joining and each month after it."""
    head = ("Joined in", "Members", "Months later", "Month", "Trained", "Per cent")
    return file(
        head,
        (
            (
                f"{row.month:%Y-%m}",
                row.joined,
                later,
                f"{months_after(row.month, later):%Y-%m}",
                count,
                share(count, row.joined),
            )
            for row in view.cohorts
            for later, count in enumerate(row.trained, 1)
        ),
    )


def used(what: str, rows: Iterable[Used], period: Period) -> bytes:
    """A line for each template or exercise."""
    head = (what, "Workouts", "Sets", "Members", "Last day")
    return file(
        head, ((row.name, row.workouts, row.sets, row.members, _day(row.last_at, period)) for row in rows)
    )


def coaches(rows: Iterable[CoachLoad]) -> bytes:
    """A line for each coach."""
    head = ("Coach", "Clients", "Workouts", "Clients who trained", "Clients quiet")
    return file(head, ((row.name, row.clients, row.workouts, row.active, row.behind) for row in rows))


def gyms(rows: Iterable[GymCounts]) -> bytes:
    """A line for each gym."""
    head = ("Gym", "Members", "Active", "Workouts", "Sets", "Could have stayed", "Stayed", "Per cent")
    return file(
        head,
        (
            (
                row.name,
                row.members,
                row.active,
                row.workouts,
                row.sets,
                row.could,
                row.kept,
                share(row.kept, row.could),
            )
            for row in rows
        ),
    )


def people(view: People, period: Period) -> bytes:
    """A line for each member."""
    head = ("Member", "Workouts", "Sets", "Last day")
    return file(head, ((row.name, row.workouts, row.sets, _day(row.last_at, period)) for row in view.items))


def clients(view: People, period: Period) -> bytes:
    """A line for each client of a coach."""
    head = ("Client", "Workouts", "Sets", "Last day", "Quiet")
    return file(
        head,
        (
            (row.name, row.workouts, row.sets, _day(row.last_at, period), "yes" if row.is_behind else "no")
            for row in view.items
        ),
    )


def workouts(view: DayWorkouts, period: Period) -> bytes:
    """A line for each workout of a day."""
    head = ("Day", "Time", "Member", "Workout", "Minutes", "Sets", "Volume kg")
    return file(
        head,
        (
            (
                view.day,
                f"{row.started_at.astimezone(period.zone):%H:%M}",
                row.name,
                row.title,
                round(row.seconds / 60),
                row.sets,
                row.volume_kg,
            )
            for row in view.items
        ),
    )


def _day(moment: datetime | None, period: Period) -> date | None:
    return None if moment is None else moment.astimezone(period.zone).date()
