"""Days, months, shares and changes."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest
from pydantic import ValidationError

from rythm.analytics.rules import Period, change, months_after, share
from rythm.analytics.schemas import LookAt

BERLIN = ZoneInfo("Europe/Berlin")
NOW = datetime(2026, 3, 1, 23, 30, tzinfo=UTC)  # in Berlin it is the 2nd


@pytest.mark.parametrize(
    ("asked", "first", "last"),
    [
        (LookAt(days="7"), date(2026, 2, 23), date(2026, 3, 1)),
        (LookAt(days="7", zone="Europe/Berlin"), date(2026, 2, 24), date(2026, 3, 2)),
        (LookAt(), date(2026, 1, 31), date(2026, 3, 1)),
        (LookAt(days="365"), date(2025, 3, 2), date(2026, 3, 1)),
        (LookAt(first=date(2024, 2, 29), last=date(2024, 2, 29)), date(2024, 2, 29), date(2024, 2, 29)),
    ],
)
def test_days_end_today_in_the_zone(asked, first, last):
    period = asked.period(NOW)
    assert (period.first, period.last) == (first, last)
    assert period.days[0] == first
    assert period.days[-1] == last


@pytest.mark.parametrize(
    "wrong",
    [
        {"days": "31"},
        {"first": "2026-01-02"},
        {"last": "2026-01-02"},
        {"first": "2026-01-02", "last": "2026-01-01"},
        {"first": "2020-01-01", "last": "2026-01-01"},
        {"first": "0001-01-01", "last": "0001-01-02"},
        {"first": "9999-12-30", "last": "9999-12-31"},
        {"zone": "x" * 65},
        {"tenant": "another"},
    ],
)
def test_other_days_are_refused(wrong):
    with pytest.raises(ValidationError):
        LookAt(**wrong)


def test_a_day_may_have_23_hours_and_the_days_before_are_as_many():
    period = Period(date(2026, 3, 29), date(2026, 3, 30), BERLIN)
    assert period.since == datetime(2026, 3, 28, 23, tzinfo=UTC)
    assert period.until == datetime(2026, 3, 30, 22, tzinfo=UTC)
    assert period.before == datetime(2026, 3, 26, 23, tzinfo=UTC)


def test_a_month_is_whole_once_it_is_over_in_the_zone():
    period = Period(date(2026, 2, 1), date(2026, 2, 28), BERLIN)
    assert period.months[0].date() == date(2025, 3, 1)
    assert period.months[-1].date() == date(2026, 2, 1)
    assert period.whole_months(datetime(2026, 2, 28, 22, 59, tzinfo=UTC)) == 11
    assert period.whole_months(datetime(2026, 2, 28, 23, 0, tzinfo=UTC)) == 12


@pytest.mark.parametrize(
    ("month", "count", "then"),
    [
        (date(2026, 11, 20), 0, date(2026, 11, 1)),
        (date(2026, 11, 20), 2, date(2027, 1, 1)),
        (date(2026, 1, 31), -1, date(2025, 12, 1)),
        (date(2026, 1, 31), 11, date(2026, 12, 1)),
    ],
)
def test_months_after(month, count, then):
    assert months_after(month, count) == then


@pytest.mark.parametrize(
    ("part", "whole", "percent"), [(1, 2, 50), (1, 3, 33), (2, 3, 67), (1, 8, 13), (0, 4, 0)]
)
def test_shares_are_rounded_halves_up(part, whole, percent):
    assert share(part, whole) == percent


def test_nothing_has_no_share():
    assert share(0, 0) is None


@pytest.mark.parametrize(
    ("now", "before", "said"),
    [(12, 10, "+20 %"), (5, 10, "\N{MINUS SIGN}50 %"), (10, 10, "\N{PLUS-MINUS SIGN}0 %"), (3, 0, "")],
)
def test_changes(now, before, said):
    assert change(now, before) == said
