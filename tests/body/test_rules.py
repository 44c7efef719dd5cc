"""The trend, its pace and the course of goals, as tables."""

from datetime import date, timedelta

import pytest

from rythm.body.rules import Course, Pace, Reading, Standing, course, pace, reached_on, trend

DAY = date(2026, 11, 1)


def readings(*told: tuple[int, float]) -> list[Reading]:
    return [Reading(DAY + timedelta(days=day), value) for day, value in told]


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        ([], []),
        ([(0, 80)], [80]),
        ([(0, 80), (1, 80), (2, 80)], [80, 80, 80]),
        ([(0, 80), (1, 81)], [80, 80.1]),
        ([(0, 80), (1, 81), (2, 79)], [80, 80.1, 79.99]),
        # From The Hacker's Diet, "Signal and noise": trend + (weight - trend) / 10, each day.
        ([(0, 172.5), (1, 171.5), (2, 172.0), (3, 171.5)], [172.5, 172.4, 172.36, 172.274]),
        ([(0, 80), (2, 81)], [80, 80.19]),  # a gap of two days: 1 - 0.9^2
        ([(0, 80), (7, 81)], [80, 80.5217031]),
        ([(0, 80), (365, 70)], [80, 70.0]),  # a year away: nothing of the past is left
        ([(0, 80), (0, 81)], [80, 80.1]),  # twice on one day is no gap of nothing
    ],
)
def test_the_trend_goes_a_tenth_of_the_way_each_day(told, expected):
    assert trend(readings(*told)) == pytest.approx(expected, abs=1e-6)


def test_a_gap_weighs_as_the_days_it_has():
    """The reading after a gap, made on each day of it, leads to the same trend."""
    sparse = trend(readings((0, 80), (5, 82)))
    daily = trend(readings((0, 80), *((day, 82) for day in range(1, 6))))
    assert sparse[-1] == pytest.approx(daily[-1])


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        ([], None),
        ([(0, 80)], None),
        ([(0, 80), (6, 79)], None),
        ([(0, 80), (7, 79)], Pace(-1.0, 7)),
        ([(0, 80), (14, 79)], Pace(-0.5, 14)),
        ([(0, 90), (10, 80), (38, 76)], Pace(-1.0, 28)),  # what is older than four weeks does not count
        ([(0, 80), (100, 79)], Pace(pytest.approx(-0.07), 100)),  # unless there is nothing younger
    ],
)
def test_the_pace_of_the_last_four_weeks(told, expected):
    found = readings(*told)
    assert pace(found, [reading.value for reading in found]) == expected


@pytest.mark.parametrize(
    ("values", "start", "target", "expected"),
    [
        ([], 80, 70, None),
        ([75, 72, 71], 80, 70, None),
        ([69, 72, 70, 71], 80, 70, 2),  # what was before the goal does not count, what is lost again does
        ([75, 70, 69], 80, 70, 1),
        ([34, 35, 36.1], 34, 36, 2),
    ],
)
def test_a_goal_is_reached_once_the_trend_is_there(values, start, target, expected):
    told = readings(*((day, value) for day, value in enumerate(values)))
    since = DAY + timedelta(days=1)
    found = reached_on(told, values, start, target, since)
    assert found == (None if expected is None else DAY + timedelta(days=expected))


IN_8_WEEKS = DAY + timedelta(weeks=8)


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ({"current": 78, "per_week": -0.5}, Course(Standing.ON_COURSE, 0.2, DAY + timedelta(weeks=16))),
        ({"current": 78, "per_week": 0.5}, Course(Standing.AWAY, 0.2)),
        ({"current": 81, "per_week": 0.5}, Course(Standing.AWAY, 0.0)),
        ({"current": 78, "per_week": 0.0}, Course(Standing.STILL, 0.2)),
        ({"current": 78, "per_week": 0.001}, Course(Standing.STILL, 0.2)),
        ({"current": 78, "per_week": -0.01}, Course(Standing.STILL, 0.2)),  # fifteen years
        ({"current": 78, "per_week": None}, Course(Standing.UNKNOWN, 0.2)),
        ({"current": 69, "per_week": 0.1, "is_reached": True}, Course(Standing.REACHED, 1.0)),
        ({"current": 70, "per_week": 0.1}, Course(Standing.ON_COURSE, 1.0, DAY)),
        (
            {"current": 74, "per_week": -0.5, "due_on": IN_8_WEEKS},
            Course(Standing.ON_COURSE, 0.6, IN_8_WEEKS, -0.5),
        ),
        (
            {"current": 78, "per_week": -0.5, "due_on": IN_8_WEEKS},
            Course(Standing.BEHIND, 0.2, DAY + timedelta(weeks=16), -1.0),
        ),
        (
            {"current": 78, "per_week": None, "due_on": IN_8_WEEKS},
            Course(Standing.UNKNOWN, 0.2, None, -1.0),
        ),
        ({"current": 78, "per_week": 0.4, "due_on": IN_8_WEEKS}, Course(Standing.AWAY, 0.2, None, -1.0)),
        ({"current": 71, "per_week": -2, "due_on": DAY - timedelta(days=1)}, Course(Standing.MISSED, 0.9)),
        (
            {"current": 71, "per_week": -7, "due_on": DAY},
            Course(Standing.BEHIND, 0.9, DAY + timedelta(days=1)),
        ),
    ],
)
def test_how_a_goal_from_80_to_70_stands(said, expected):
    assert course(start=80, target=70, today=DAY, **said) == expected


def test_a_goal_may_lie_above():
    assert course(start=34, target=36, current=35, per_week=0.25, today=DAY) == Course(
        Standing.ON_COURSE, 0.5, DAY + timedelta(weeks=4)
    )
