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
    return [_midnight(monday - WEEK * back, zone) for back in range(count - 1, -1, -1)]


def month_starts(first: datetime, now: datetime, zone: tzinfo) -> list[datetime]:
    """The midnights that begin each month from the first moment's to this one, oldest first."""
    day, today = first.astimezone(zone).date().replace(day=1), now.astimezone(zone).date()
    starts = []
    while day <= today:
        starts.append(_midnight(day, zone))
        day = (day + timedelta(days=32)).replace(day=1)
    return starts


def last_days(now: datetime, zone: tzinfo, count: int) -> list[datetime]:
    """The midnights of today and the days before it, oldest first."""
    today = now.astimezone(zone).date()
    return [_midnight(today - timedelta(days=back), zone) for back in range(count - 1, -1, -1)]


def day_starts(now: datetime, zone: tzinfo) -> list[datetime]:
    """The seven midnights of this week, Monday first."""
    today = now.astimezone(zone).date()
    monday = today - timedelta(days=today.weekday())
    return [_midnight(monday + timedelta(days=day), zone) for day in range(7)]


def days_between(earlier: datetime, later: datetime, zone: tzinfo) -> int:
    """How many midnights lie between two moments."""
    return (later.astimezone(zone).date() - earlier.astimezone(zone).date()).days


def _midnight(day: date, zone: tzinfo) -> datetime:
    return datetime.combine(day, time.min, tzinfo=zone)
