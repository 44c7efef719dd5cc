"""Who needs attention and why, as a table."""

from datetime import UTC, datetime, timedelta

import pytest

from rythm.coaching.rules import standing, usual_per_week

NOW = datetime(2026, 11, 20, 18, 0, tzinfo=UTC)
STEADY = [3] * 11


@pytest.mark.parametrize(
    ("silent_days", "joined_days", "weeks", "why", "note", "is_behind"),
    [
        (None, 0, [0] * 12, "No workout yet", "Joined today", False),
        (None, 1, [0] * 12, "No workout yet", "Joined yesterday", False),
        (None, 6, [0] * 12, "No workout yet", "Joined 6 days ago", False),
        (None, 7, [0] * 12, "No workout yet", "Joined 7 days ago", True),
        (0, 90, [*STEADY, 2], "On track", "Usually 3 a week", False),
        (4, 90, [*STEADY, 1], "On track", "Usually 3 a week", False),
        (6, 90, [*STEADY, 0], "On track", "Usually 3 a week", False),
        (7, 90, [*STEADY, 0], "No workout for 7 days", "Was 3 a week", True),
        (9, 90, [*STEADY[:-1], 1, 0], "No workout for 9 days", "Was 3 a week", True),
        (200, 400, [0] * 12, "No workout for 200 days", "", True),
        (2, 90, [*STEADY[:-1], 1, 1], "1 workout last week", "Was 3 a week", True),
        (2, 90, [*STEADY[:-1], 0, 1], "No workouts last week", "Was 3 a week", True),
        (2, 90, [*STEADY[:-1], 2, 1], "On track", "Usually 3 a week", False),
        (2, 90, [*STEADY[:-1], 0, 3], "On track", "Usually 3 a week", False),
        (2, 90, [*[1] * 10, 0, 0], "On track", "Usually 1 a week", False),
        (1, 10, [*[0] * 10, 0, 1], "On track", "", False),
    ],
)
def test_standing(silent_days, joined_days, weeks, why, note, is_behind):
    last = None if silent_days is None else NOW - timedelta(days=silent_days)
    shown = standing(last, NOW - timedelta(days=joined_days), weeks, NOW, UTC)
    assert (shown.why, shown.note, shown.is_behind) == (why, note, is_behind)


@pytest.mark.parametrize(
    ("weeks", "usual"), [([], 0), ([0, 0], 0), ([3], 3), ([3, 0, 3], 3), ([2, 3], 3), ([2, 2, 3], 2)]
)
def test_usual_per_week(weeks, usual):
    assert usual_per_week(weeks) == usual
