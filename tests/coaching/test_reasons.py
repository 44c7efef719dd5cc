"""The rules of the roster as tables: what they find, in which order, and when what was seen comes again."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from rythm.coaching.figures import Beaten, Figures, Stall, Written
from rythm.coaching.rules import (
    RULES,
    STALLED_WEEKS,
    Group,
    Kind,
    Reason,
    group_of,
    is_seen,
    reasons,
    silent_after,
    urgency,
)
from rythm.workouts.recount import LATELY

NOW = datetime(2026, 11, 20, 18, 0, tzinfo=UTC)
FINE = Figures(
    here_days=200,
    silent_days=1,
    last_workout_at=NOW - timedelta(days=1),
    agreed=3,
    compliance=90,
    compliance_before=92,
)
STALL = Stall("Bench press", "102.5 kg", NOW - timedelta(weeks=9), weeks=9, workouts=8)
WRITTEN = Written(1, "Knee hurts.", "Lower A", NOW - timedelta(hours=3))
BEATEN = Beaten(2, "Squat 140 kg, 2.5 kg more than before", NOW - timedelta(days=1))
NEVER = {"silent_days": None, "last_workout_at": None, "compliance": 0, "compliance_before": None}


@pytest.mark.parametrize(
    ("figures", "kinds", "words", "note"),
    [
        ({}, [], "", ""),
        ({"silent_days": 6}, [], "", ""),
        ({"silent_days": 7}, [Kind.SILENT], "No workout for 7 days", "3 a week agreed"),
        ({"silent_days": 9, "agreed": 1}, [], "", ""),
        ({"silent_days": 14, "agreed": 1}, [Kind.SILENT], "No workout for 14 days", "1 a week agreed"),
        ({"silent_days": 90, "agreed": 0, "compliance": 10}, [], "", ""),  # a pause
        ({**NEVER, "here_days": 6}, [], "", ""),
        (
            {**NEVER, "here_days": 7},
            [Kind.SILENT],
            "No workout yet",
            "Joined 7 days ago, 3 a week agreed",
        ),
        ({"compliance": 50}, [Kind.DROPPED], "Compliance down 42 points", "From 92% to 50% in 30 days"),
        (
            {"compliance": 49, "compliance_before": 60},
            [Kind.LOW],
            "49% of what is agreed in 30 days",
            "3 a week agreed",
        ),
        (
            {"compliance": 49, "compliance_before": 60, "is_agreed": False},
            [Kind.LOW],
            "49% of what is usual in 30 days",
            "3 a week by default",
        ),
        ({"compliance": 50, "compliance_before": 60}, [], "", ""),
        ({"compliance": 72}, [Kind.DROPPED], "Compliance down 20 points", "From 92% to 72% in 30 days"),
        ({"compliance": 73}, [], "", ""),
        ({"compliance": 73, "compliance_before": None}, [], "", ""),
        ({"compliance": None}, [], "", ""),
        (
            {"stall": STALL},
            [Kind.STALLED],
            "Bench press: no new high for 9 weeks",
            "Estimated max 102.5 kg, 8 workouts in 8 weeks",
        ),
        (
            {"stall": replace(STALL, others=2)},
            [Kind.STALLED],
            "Bench press: no new high for 9 weeks",
            "Estimated max 102.5 kg, 8 workouts in 8 weeks, 2 more stall",
        ),
        ({"written": WRITTEN}, [Kind.WROTE], "Wrote on Lower A", "Knee hurts."),
        ({"written": replace(WRITTEN, title="")}, [Kind.WROTE], "Wrote a note", "Knee hurts."),
        ({"written": replace(WRITTEN, count=3)}, [Kind.WROTE], "Wrote 3 notes", "Knee hurts."),
        (
            {"beaten": BEATEN},
            [Kind.RECORD],
            "2 new records in 7 days",
            "Squat 140 kg, 2.5 kg more than before",
        ),
        ({"beaten": replace(BEATEN, count=1)}, [Kind.RECORD], "A new record in 7 days", BEATEN.best),
        (
            {"silent_days": 9, "compliance": 40, "stall": STALL, "written": WRITTEN, "beaten": BEATEN},
            list(Kind),
            "No workout for 9 days",
            "3 a week agreed",
        ),
    ],
)
def test_reasons(figures, kinds, words, note):
    found = reasons(replace(FINE, **figures))
    assert [reason.kind for reason in found] == kinds
    if found:
        assert (found[0].words, found[0].note) == (words, note)


def test_what_stalls_is_found_in_the_days_that_are_kept():
    assert timedelta(weeks=STALLED_WEEKS) <= LATELY


def test_the_table_has_every_kind_once_and_praise_last():
    assert [rule.kind for rule in RULES] == list(Kind)
    assert RULES[-1].kind is Kind.RECORD


@pytest.mark.parametrize(("agreed", "days"), [(0, 0), (1, 14), (2, 7), (3, 7), (7, 7)])
def test_silence_is_twice_the_usual_gap_and_no_less_than_a_week(agreed, days):
    assert silent_after(agreed) == days


def reason(kind: Kind, mark: str = "", level: int = 0) -> Reason:
    return Reason(kind, "", "", "", mark, level)


def entry(mark: str = "", level: int = 0, days_ago: int = 0) -> dict[str, object]:
    return {"mark": mark, "level": level, "at": (NOW - timedelta(days=days_ago)).isoformat()}


@pytest.mark.parametrize(
    ("kind", "now", "seen", "is_it"),
    [
        (Kind.SILENT, ("monday", 9), None, False),
        (Kind.SILENT, ("monday", 9), entry("monday", 9), True),
        (Kind.SILENT, ("monday", 15), entry("monday", 9, 6), True),
        (Kind.SILENT, ("monday", 16), entry("monday", 9, 7), False),  # a week longer
        (Kind.SILENT, ("friday", 7), entry("monday", 9, 60), False),  # another silence
        (Kind.LOW, ("", 60), entry("", 60, 29), True),
        (Kind.LOW, ("", 60), entry("", 60, 30), False),  # all days are new
        (Kind.LOW, ("", 70), entry("", 60), False),
        (Kind.DROPPED, ("", 29), entry("", 20), True),
        (Kind.DROPPED, ("", 30), entry("", 20), False),
        (Kind.DROPPED, ("", 20), entry("", 20, 30), False),
        (Kind.STALLED, ("bench", 11), entry("bench", 8, 21), True),
        (Kind.STALLED, ("bench", 12), entry("bench", 8, 28), False),
        (Kind.STALLED, ("squat", 8), entry("bench", 8), False),
        (Kind.WROTE, ("", 1000), entry("", 1000, 9), True),
        (Kind.WROTE, ("", 1001), entry("", 1000), False),
        (Kind.RECORD, ("", 1000), entry("", 1000, 6), True),
        (Kind.RECORD, ("", 2000), entry("", 1000), False),
    ],
)
def test_what_was_seen_stays_away_until_something_new_happens(kind, now, seen, is_it):
    held = {kind.value: seen} if seen else {}
    assert is_seen(reason(kind, *now), held, NOW) is is_it
    assert not is_seen(reason(kind, *now), {}, NOW)


@pytest.mark.parametrize(
    ("unseen", "snoozed_for", "group"),
    [
        ([], None, Group.ON_TRACK),
        ([Kind.SILENT], None, Group.ATTENTION),
        ([Kind.WROTE, Kind.RECORD], None, Group.ATTENTION),
        ([Kind.RECORD], None, Group.PRAISE),
        ([Kind.SILENT], timedelta(days=3), Group.SNOOZED),
        ([], timedelta(seconds=1), Group.SNOOZED),
        ([Kind.SILENT], timedelta(0), Group.ATTENTION),  # it is over, nobody had to wake it
        ([], timedelta(days=-1), Group.ON_TRACK),
    ],
)
def test_groups(unseen, snoozed_for, group):
    until = None if snoozed_for is None else NOW + snoozed_for
    assert group_of([reason(kind) for kind in unseen], until, NOW) is group


def test_the_most_urgent_come_first():
    them = [
        [],
        [reason(Kind.RECORD, level=5)],
        [reason(Kind.LOW, level=60)],
        [reason(Kind.SILENT, level=9), reason(Kind.LOW, level=80)],
        [reason(Kind.SILENT, level=20)],
    ]
    assert sorted(them, key=urgency) == [them[4], them[3], them[2], them[1], them[0]]
