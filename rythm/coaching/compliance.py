"""How much of what was agreed a client did, over days in their time zone.

Compliance = workouts done / workouts agreed, in percent, at most 100. A week's agreement counts by the day, a
seventh each, so that every day keeps the number that held on it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

USUAL_UNKNOWN = 3
USUAL_WEEKS = 4
"""Where nothing is agreed holds what somebody usually does, once they trained in 4 weeks; until then 3."""

EARLIEST = date(2000, 1, 1)
"""From this day on holds what a client usually did before anything was agreed with them."""
FEWEST_DAYS = 7
"""Somebody who is here for fewer days than that has no compliance yet."""


@dataclass(frozen=True, slots=True)
class Agreed:
    """So many workouts a week from a day on; 0 is a pause."""

    starts_on: date
    per_week: int


def agreed_on(day: date, agreements: Sequence[Agreed], usual: int) -> int:
    """Workouts a week that hold on a day; `agreements` in order of their day, before the first the usual."""
    held = [each.per_week for each in agreements if each.starts_on <= day]
    return held[-1] if held else usual or USUAL_UNKNOWN


def sevenths(first: date, last: date, agreements: Sequence[Agreed], usual: int) -> int:
    """Workouts agreed from the first to the last day, both with them, in sevenths of a workout."""
    changes = [each.starts_on for each in agreements if first < each.starts_on <= last]
    total = 0
    for begins, ends in zip([first, *changes], [*changes, last + timedelta(days=1)], strict=True):
        total += max(0, (ends - begins).days) * agreed_on(begins, agreements, usual)
    return total


def compliance(done: int, agreed_sevenths: int) -> int | None:
    """Percent of what was agreed that was done, from 0 to 100; None where nothing was agreed."""
    if agreed_sevenths <= 0:
        return None
    return min(100, (1400 * done + agreed_sevenths) // (2 * agreed_sevenths))


def over(
    days: int,
    done: int,
    today: date,
    joined_on: date,
    agreements: Sequence[Agreed],
    usual: int,
    *,
    ago: int = 0,
    fewest: int = FEWEST_DAYS,
) -> int | None:
    """Compliance over so many days that ended `ago` days before today, from the joining day on.

    `done` are the workouts of these days. None when fewer than `fewest` of them lie behind the joining day.
    """
    last = today - timedelta(days=ago)
    first = max(last - timedelta(days=days - 1), joined_on)
    if (last - first).days + 1 < min(fewest, days):
        return None
    return compliance(done, sevenths(first, last, agreements, usual))
