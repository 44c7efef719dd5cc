"""Days and weeks begin where the person lives."""

from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest

from rythm.core.clock import day_starts, days_between, months_between, week_starts, year_days, zone_named

BERLIN, AUCKLAND, LOS_ANGELES = (
    ZoneInfo(name) for name in ("Europe/Berlin", "Pacific/Auckland", "America/Los_Angeles")
)


@pytest.mark.parametrize(
    "name", ["", "Nowhere/Land", "../../etc/passwd", "/etc/passwd", "x" * 200, "\0", "Europe"]
)
def test_an_unknown_zone_is_utc(name):
    assert zone_named(name) is UTC


def test_a_known_zone():
    assert zone_named("Europe/Berlin") == BERLIN


@pytest.mark.parametrize(
    ("now", "zone", "monday"),
    [
        ("2026-11-20T18:00", UTC, "2026-11-16T00:00"),
        ("2026-11-15T23:30", UTC, "2026-11-09T00:00"),
        ("2026-11-15T23:30", BERLIN, "2026-11-15T23:00"),
        ("2026-11-16T04:00", LOS_ANGELES, "2026-11-09T08:00"),
        ("2026-11-15T12:00", AUCKLAND, "2026-11-15T11:00"),
        ("2027-01-01T00:00", UTC, "2026-12-28T00:00"),
    ],
)
def test_this_week_begins_on_monday(now, zone, monday):
    starts = week_starts(datetime.fromisoformat(now).replace(tzinfo=UTC), zone, 3)
    assert starts[-1] == datetime.fromisoformat(monday).replace(tzinfo=UTC)
    assert len(starts) == 3


def test_weeks_stay_whole_when_the_clocks_change():
    starts = week_starts(datetime(2026, 11, 1, 12, tzinfo=UTC), BERLIN, 2)  # summer time ended on 25 October
    assert [start.astimezone(UTC).hour for start in starts] == [22, 23]
    assert starts[1].astimezone(UTC) - starts[0].astimezone(UTC) == timedelta(days=7, hours=1)


def test_seven_days_monday_first():
    days = day_starts(datetime(2026, 11, 20, 18, tzinfo=UTC), BERLIN)
    assert [day.strftime("%a %d") for day in days] == [
        "Mon 16", "Tue 17", "Wed 18", "Thu 19", "Fri 20", "Sat 21", "Sun 22",
    ]  # fmt: skip


def test_days_between_counts_midnights():
    late, early = datetime(2026, 11, 19, 22, 30, tzinfo=UTC), datetime(2026, 11, 20, 4, tzinfo=UTC)
    assert days_between(late, early, UTC) == 1
    assert days_between(late, early, BERLIN) == 1
    assert days_between(late, early, AUCKLAND) == 0


@pytest.mark.parametrize(("year", "days"), [(2024, 366), (2025, 365), (2026, 365)])
def test_the_days_of_a_year(year, days):
    starts = year_days(year, BERLIN)
    assert len(starts) == days + 1
    assert (starts[0].date(), starts[-1].date()) == (date(year, 1, 1), date(year + 1, 1, 1))
    assert sorted(starts) == starts
    lengths = {(b.astimezone(UTC) - a.astimezone(UTC)).total_seconds() / 3600 for a, b in pairwise(starts)}
    assert lengths == {23, 24, 25}, "summer time"


def test_the_months_between_two_days():
    starts = months_between(date(2025, 11, 30), date(2026, 2, 1), UTC)
    assert [f"{start:%Y-%m-%d}" for start in starts] == [
        "2025-11-01", "2025-12-01", "2026-01-01", "2026-02-01", "2026-03-01",
    ]  # fmt: skip
    assert len(months_between(date(2026, 12, 5), date(2026, 12, 5), UTC)) == 2
