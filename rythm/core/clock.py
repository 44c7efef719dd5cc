"""People's days and weeks: where they begin in a time zone, as instants the database can compare."""

from datetime import UTC, date, datetime, time, timedelta, tzinfo
from zoneinfo import ZoneInfo

WEEK = timedelta(days=7)


def zone_named(name: str) -> tzinfo:
    """The IANA zone of this name; UTC when there is no such zone."""
    try:
        return ZoneInfo(name) if 0 < len(name) <= 64 else UTC
    except (KeyError, OSError, ValueError):
        return UTC


def week_starts(now: datetime, zone: tzinfo, count: int) -> list[datetime]:
    """The Monday midnights of this week and the ones before it, oldest first."""
    today = now.astimezone(zone).date()
    monday = today - timedelta(days=today.weekday())
    return [midnight(monday - WEEK * back, zone) for back in range(count - 1, -1, -1)]


def day_starts(now: datetime, zone: tzinfo) -> list[datetime]:
    """The seven midnights of this week, Monday first."""
    today = now.astimezone(zone).date()
    monday = today - timedelta(days=today.weekday())
    return [midnight(monday + timedelta(days=day), zone) for day in range(7)]


def days_between(earlier: datetime, later: datetime, zone: tzinfo) -> int:
    """How many midnights lie between two moments."""
    return (later.astimezone(zone).date() - earlier.astimezone(zone).date()).days


def month_starts(last: date, zone: tzinfo, count: int) -> list[datetime]:
    """The midnights that begin this day's month and the ones before it, oldest first."""
    number = last.year * 12 + last.month - 1
    months = (divmod(number - back, 12) for back in range(count - 1, -1, -1))
    return [midnight(date(year, month + 1, 1), zone) for year, month in months]


def midnight(day: date, zone: tzinfo) -> datetime:
    """When a day begins."""
    return datetime.combine(day, time.min, tzinfo=zone)
