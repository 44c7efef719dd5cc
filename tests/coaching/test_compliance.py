"""Compliance as a table: done against agreed, by the day, with agreements that change."""

from datetime import date, timedelta

import pytest

from rythm.coaching.compliance import Agreed, agreed_on, compliance, over, sevenths

TODAY = date(2026, 11, 20)
JOINED = date(2026, 1, 1)


def since(days_ago: int, per_week: int) -> Agreed:
    return Agreed(TODAY - timedelta(days=days_ago), per_week)


@pytest.mark.parametrize(
    ("agreements", "usual", "days_ago", "per_week"),
    [
        ([], 0, 0, 3),
        ([], 4, 0, 4),
        ([since(10, 2)], 4, 0, 2),
        ([since(10, 2)], 4, 10, 2),
        ([since(10, 2)], 4, 11, 4),
        ([since(10, 2), since(3, 5)], 4, 4, 2),
        ([since(10, 2), since(3, 5)], 4, 3, 5),
        ([since(10, 2), since(0, 0)], 4, 0, 0),
        ([since(-3, 5)], 0, 0, 3),
    ],
)
def test_what_holds_on_a_day(agreements, usual, days_ago, per_week):
    assert agreed_on(TODAY - timedelta(days=days_ago), agreements, usual) == per_week


@pytest.mark.parametrize(
    ("agreements", "days", "total"),
    [
        ([since(90, 3)], 7, 21),
        ([since(90, 3)], 1, 3),
        ([since(90, 3), since(3, 5)], 7, 3 * 3 + 4 * 5),
        ([since(90, 3), since(6, 5)], 7, 35),
        ([since(90, 3), since(7, 5)], 7, 35),
        ([since(90, 3), since(0, 5)], 7, 6 * 3 + 5),
        ([since(90, 3), since(-1, 5)], 7, 21),
        ([since(90, 3), since(5, 0), since(2, 4)], 7, 3 + 0 + 3 * 4),
    ],
)
def test_each_day_keeps_the_number_that_held_on_it(agreements, days, total):
    assert sevenths(TODAY - timedelta(days=days - 1), TODAY, agreements, 9) == total


@pytest.mark.parametrize(
    ("done", "agreed", "percent"),
    [
        (0, 21, 0),
        (1, 21, 33),
        (2, 21, 67),
        (3, 21, 100),
        (9, 21, 100),
        (1, 0, None),
        (0, 0, None),
        (1, 14, 50),
    ],
)
def test_percent_is_capped_and_rounded(done, agreed, percent):
    assert compliance(done, agreed) == percent


@pytest.mark.parametrize(
    ("days", "done", "joined_days_ago", "window", "percent"),
    [
        (7, 2, 300, {}, 67),
        (30, 9, 300, {}, 70),
        (30, 9, 13, {}, 100),  # fourteen days of it: six agreed
        (30, 3, 13, {}, 50),
        (30, 1, 6, {}, 33),
        (30, 1, 5, {}, None),  # here for six days
        (7, 1, 5, {}, None),
        (30, 12, 300, {"ago": 30}, 93),
        (30, 6, 44, {"ago": 30, "fewest": 14}, 93),  # fifteen days before these thirty
        (30, 6, 42, {"ago": 30, "fewest": 14}, None),
        (30, 0, 20, {"ago": 30, "fewest": 14}, None),
    ],
)
def test_a_window_begins_no_earlier_than_the_client(days, done, joined_days_ago, window, percent):
    joined = TODAY - timedelta(days=joined_days_ago)
    assert over(days, done, TODAY, joined, [], 3, **window) == percent


def test_an_old_week_keeps_its_old_agreement():
    """Two a week for long, five since today: what was enough then stays enough."""
    held, raised = [since(200, 2)], [since(200, 2), since(0, 5)]
    before = over(30, 9, TODAY, JOINED, held, 0, ago=1)
    assert before == over(30, 9, TODAY, JOINED, raised, 0, ago=1) == 100
    assert over(7, 2, TODAY, JOINED, raised, 0) < 100
