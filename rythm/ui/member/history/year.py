"""A year of the history as its page draws it: the squares, what they say in words, and the streak."""

from collections import Counter
from collections.abc import Sequence
from datetime import date
from itertools import groupby

from rythm.progress.history_views import Calendar, CalendarDay, StreakView
from rythm.ui import kit, words

MONTHS = {month: f"{date(2000, month, 1):%B}" for month in range(1, 13)}
DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def squares(shown: Calendar, today: date, picked: date | None) -> list[kit.YearHalf]:
    """The map of the year."""
    return kit.year_squares(shown.year, {day.date: day.level for day in shown.days}, today, picked)


def days_of(shown: Calendar, month: date) -> list[kit.MonthDay]:
    """The calendar of a month, days of training to be pressed."""
    mine = [day for day in shown.days if day.date.month == month.month]
    return kit.month_days(
        shown.year,
        month.month,
        {day.date: day.level for day in mine},
        {day.date: f"{day.date.day} {day.date:%B}, {words.count(day.workouts, 'workout')}" for day in mine},
    )


def in_words(shown: Calendar) -> str:
    """`148 workouts in 2026, most on Monday, Wednesday and Friday`."""
    told = f"{words.count(shown.workouts, 'workout')} in {shown.year}"
    usual = usual_days(shown.days)
    return f"{told}, most on {listed(usual)}" if usual and shown.workouts >= len(DAYS) else told


def usual_days(days: Sequence[CalendarDay]) -> list[str]:
    """The weekdays with at least half as many workouts as the busiest, unless that is most of them."""
    counted: Counter[int] = Counter()
    for day in days:
        counted[day.date.weekday()] += day.workouts
    most = max(counted.values(), default=0)
    usual = [DAYS[day] for day in sorted(counted) if counted[day] * 2 >= most]
    return usual if len(usual) <= 4 else []


def listed(names: Sequence[str]) -> str:
    """`Monday, Wednesday and Friday`."""
    return " and ".join(part for part in (", ".join(names[:-1]), names[-1]) if part)


def by_month(shown: Calendar, unit: str) -> list[list[str]]:
    """The rows of the table: month, workouts, volume."""
    return [
        [
            MONTHS[month],
            str(sum(day.workouts for day in days)),
            words.whole(sum(day.volume_kg for day in days), unit),
        ]
        for month, days in (
            (month, list(days)) for month, days in groupby(shown.days, lambda day: day.date.month)
        )
    ]


def streak_words(streak: StreakView) -> tuple[str, str]:
    """The streak and what is to be said about it: `6 weeks in a row`, `Your best`."""
    if not streak.current:
        return "", ""
    told = f"{words.count(streak.current, 'week')} in a row"
    if streak.is_at_risk:
        return told, "train this week to keep it"
    return told, "your longest yet" if streak.current == streak.best > 1 else f"longest {streak.best}"


def beside(days: Sequence[date], picked: date | None) -> tuple[date | None, date | None]:
    """The days of training before and after a day."""
    if picked is None:
        return None, None
    earlier, later = [day for day in days if day < picked], [day for day in days if day > picked]
    return max(earlier, default=None), min(later, default=None)
