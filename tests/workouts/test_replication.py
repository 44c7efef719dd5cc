from datetime import UTC, datetime
from uuid import UUID

import pytest

from rythm.workouts.replication import AHEAD_MS, intent_ms, ticked, winning

NOW = datetime(2026, 11, 20, 10, 0, tzinfo=UTC)
NOW_MS = round(NOW.timestamp() * 1000)
LOW, HIGH = UUID(int=1), UUID(int=2)


@pytest.mark.parametrize(
    ("at", "sent_at", "meant"),
    [
        pytest.param(NOW_MS - 5000, NOW_MS, NOW_MS - 5000, id="clock right"),
        pytest.param(NOW_MS - 5000 - 172_800_000, NOW_MS - 172_800_000, NOW_MS - 5000, id="two days behind"),
        pytest.param(NOW_MS - 5000 + 172_800_000, NOW_MS + 172_800_000, NOW_MS - 5000, id="two days ahead"),
        pytest.param(NOW_MS + 999_999, NOW_MS, NOW_MS + AHEAD_MS, id="meant in the future"),
    ],
)
def test_intent_is_measured_on_the_servers_clock(at, sent_at, meant):
    assert intent_ms(at, sent_at, NOW) == meant


@pytest.mark.parametrize(
    ("clocks", "at", "op", "wins"),
    [
        pytest.param({}, 10, LOW, True, id="first"),
        pytest.param({"reps": [9, str(HIGH)]}, 10, LOW, True, id="later"),
        pytest.param({"reps": [11, str(LOW)]}, 10, HIGH, False, id="earlier"),
        pytest.param({"reps": [10, str(LOW)]}, 10, HIGH, True, id="tie, greater operation"),
        pytest.param({"reps": [10, str(HIGH)]}, 10, LOW, False, id="tie, lesser operation"),
        pytest.param({"weight_kg": [99, str(HIGH)]}, 10, LOW, True, id="another field"),
    ],
)
def test_the_later_intent_wins_a_field(clocks, at, op, wins):
    assert winning({"reps": 5}, clocks, at, op) == ({"reps": 5} if wins else {})


def test_ticked_remembers_who_wrote_a_field_last():
    before = {"reps": [1, str(LOW)], "rpe": [1, str(LOW)]}
    assert ticked(before, {"reps": 5}, 7, HIGH) == {"reps": [7, str(HIGH)], "rpe": [1, str(LOW)]}
    assert before["reps"] == [1, str(LOW)]
