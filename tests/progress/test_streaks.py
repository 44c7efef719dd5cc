"""The forgiving weekly streak, as a table."""

import pytest

from rythm.progress.streaks import Streak, weekly_streak


@pytest.mark.parametrize(
    ("weeks", "streak"),
    [
        ([], Streak(0, 0, False)),
        ([0], Streak(0, 0, False)),
        ([3], Streak(1, 1, False)),
        ([1, 2, 3], Streak(3, 3, False)),
        ([1, 2, 0], Streak(2, 2, False)),  # this week is not over
        ([1, 0, 2, 1], Streak(3, 3, False)),  # one week is forgiven
        ([1, 2, 0, 0], Streak(2, 2, True)),
        ([1, 2, 0, 1], Streak(3, 3, False)),
        ([1, 2, 0, 0, 1], Streak(1, 2, False)),  # two are not
        ([1, 2, 0, 0, 0], Streak(0, 2, False)),
        ([0, 0, 0, 1], Streak(1, 1, False)),
    ],
)
def test_a_streak_forgives_one_week(weeks: list[int], streak: Streak) -> None:
    assert weekly_streak(weeks) == streak
