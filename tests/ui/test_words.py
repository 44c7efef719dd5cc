"""Numbers, times and days as people read them."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest

from rythm.ui import words

BERLIN = ZoneInfo("Europe/Berlin")
NOW = datetime(2026, 11, 20, 18, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("seconds", "said"),
    [
        (0, "0 s"),
        (45, "45 s"),
        (60, "1 min"),
        (3480, "58 min"),
        (3570, "1 h 00"),
        (3840, "1 h 04"),
        (7500, "2 h 05"),
    ],
)
def test_duration(seconds, said):
    assert words.duration(seconds) == said


@pytest.mark.parametrize(("seconds", "said"), [(0, "0:00"), (90, "1:30"), (3723, "1:02:03")])
def test_stopwatch(seconds, said):
    assert words.stopwatch(seconds) == said


@pytest.mark.parametrize(
    ("kg", "said"),
    [
        ("82.5000", "82.5"),
        ("80.0000", "80"),
        ("100", "100"),
        ("61.2349", "61.23"),
        ("-20", "\N{MINUS SIGN}20"),
    ],
)
def test_load(kg, said):
    assert words.load(Decimal(kg)) == said


def test_estimate():
    assert words.estimate(Decimal("110.83")) == "110.8"
    assert words.estimate(Decimal("42.00")) == "42"


@pytest.mark.parametrize(
    ("moment", "said"),
    [
        (datetime(2026, 11, 20, 1, tzinfo=UTC), "Today"),
        (datetime(2026, 11, 19, 23, 30, tzinfo=UTC), "Today"),  # after midnight in Berlin
        (datetime(2026, 11, 19, 22, 30, tzinfo=UTC), "Yesterday"),
        (datetime(2026, 11, 11, 12, tzinfo=UTC), "Wed 11 Nov"),
        (datetime(2025, 12, 31, 12, tzinfo=UTC), "31 Dec 2025"),
    ],
)
def test_day(moment, said):
    assert words.day(moment, NOW, BERLIN) == said


@pytest.mark.parametrize(
    ("hour", "said"),
    [
        (3, "Night, Maya"),
        (6, "Morning, Maya"),
        (11, "Afternoon, Maya"),
        (16, "Afternoon, Maya"),
        (17, "Evening, Maya"),
    ],
)
def test_greeting(hour, said):
    assert words.greeting(datetime(2026, 11, 20, hour, tzinfo=UTC), BERLIN, "Maya Lindqvist") == said


@pytest.mark.parametrize(
    ("moment", "said"),
    [
        (datetime(2026, 11, 20, 1, tzinfo=UTC), "Today"),
        (datetime(2026, 11, 11, 12, tzinfo=UTC), "11 Nov"),
        (datetime(2025, 12, 31, 12, tzinfo=UTC), "31 Dec 2025"),
    ],
)
def test_date_of(moment, said):
    assert words.date_of(moment, NOW, BERLIN) == said


def test_greeting_somebody_without_a_name():
    assert words.greeting(NOW, UTC, " ") == "Evening"


def test_units():
    assert words.kilos(7940.4) == "7,940"
    assert (words.tonnes(17_260), words.tonnes(0)) == ("17.3", "0")
    assert (words.distance(800), words.distance(Decimal("5210.00"))) == ("800 m", "5.2 km")
    assert (words.count(1, "set"), words.count(22, "set")) == ("1 set", "22 sets")
    assert words.month(datetime(2025, 11, 3, tzinfo=UTC), NOW, UTC) == "November 2025"


@pytest.mark.parametrize(
    ("ago", "said", "inside"),
    [
        (timedelta(hours=1), "Today, 17:00", "today, 17:00"),
        (timedelta(days=1), "Yesterday, 18:00", "yesterday, 18:00"),
        (timedelta(days=9), "Wed 11 Nov, 18:00", "Wed 11 Nov, 18:00"),
        (timedelta(days=400), "16 Oct 2025", "16 Oct 2025"),
    ],
)
def test_when_something_was_said(ago, said, inside):
    assert words.moment(NOW - ago, NOW, UTC) == said
    assert words.within(said) == inside
