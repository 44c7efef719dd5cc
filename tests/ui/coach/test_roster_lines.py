"""The roster in words, and small enough to be sent at every key that is typed into its search."""

import json
from datetime import UTC, datetime, timedelta

import pytest

from rythm.coaching.compliance import EARLIEST
from rythm.coaching.rules import Group, Kind
from rythm.coaching.views import AgreementView, Headline, NoteView, ReasonView, Roster, RosterRow, Sort
from rythm.core.ids import uuid7
from rythm.ui.coach.clients import lines
from rythm.ui.coach.clients.state import PAGE_SIZE

NOW = datetime(2026, 11, 20, 18, 0, tzinfo=UTC)


def row(**values) -> RosterRow:
    base = {
        "id": uuid7(), "name": "Jonas Beck", "group": Group.ON_TRACK, "last_title": "Upper A",
        "last_workout_at": NOW - timedelta(days=1), "is_training": False, "workouts_this_week": 2,
        "agreed": 3, "is_agreed": True, "weeks": [3] * 11 + [2], "compliance_7": 100, "compliance_30": 90,
        "compliance_90": 85, "reasons": [], "snoozed_until": None,
    }  # fmt: skip
    return RosterRow(**base | values)


def reason(words: str = "No workout for 9 days", *, seen: bool = False, tone: str = "danger") -> ReasonView:
    return ReasonView(
        kind=Kind.SILENT, tone=tone, words=words, note="Why", mark="monday", level=9, is_seen=seen
    )


@pytest.mark.parametrize(
    ("values", "why", "tone", "more"),
    [
        ({}, "As agreed", "", ""),
        ({"compliance_30": 60}, "Nothing new", "", ""),
        ({"agreed": 0}, "Pausing, as agreed", "", ""),
        ({"last_workout_at": None}, "No workout yet", "", ""),
        ({"reasons": [reason()]}, "No workout for 9 days", "danger", ""),
        ({"reasons": [reason(), reason("B"), reason("C")]}, "No workout for 9 days", "danger", "+2"),
        ({"reasons": [reason(seen=True)]}, "Seen: No workout for 9 days", "", ""),
        ({"reasons": [reason(seen=True), reason("B", tone="info")]}, "B", "info", ""),
        (
            {"reasons": [reason(), reason("B")], "snoozed_until": NOW + timedelta(days=7)},
            "Snoozed until Fri 27 Nov",
            "",
            "",
        ),
    ],
)
def test_what_a_line_says(values, why, tone, more):
    line = lines.client_line(row(**values), NOW, UTC)
    assert (line.why, line.tone, line.more) == (why, tone, more)


@pytest.mark.parametrize(
    ("percent", "said", "tone"),
    [
        (None, "–", "ink-3"),
        (0, "0", "ink-danger"),
        (49, "49", "ink-danger"),
        (50, "50", "ink-warning"),
        (75, "75", ""),
    ],
)
def test_shares(percent, said, tone):
    assert (lines.share(percent).said, lines.share(percent).tone) == (said, tone)


def roster(items: list[RosterRow]) -> Roster:
    counts = {group: sum(each.group is group for each in items) for group in Group}
    told = Headline(clients=len(items), workouts=1, agreed=2, compliance_30=80, records=3)
    return Roster(headline=told, groups=counts, found=len(items), items=items)


def test_groups_have_headings_only_in_the_order_of_urgency():
    found = roster([row(group=Group.ATTENTION), row(group=Group.ATTENTION), row(), row(group=Group.SNOOZED)])
    headed = lines.groups(found, Sort.URGENCY, NOW, UTC)
    assert [(group.title, group.count, len(group.clients)) for group in headed] == [
        ("Needs attention", 2, 2),
        ("On track", 1, 1),
        ("Snoozed", 1, 1),
    ]
    (flat,) = lines.groups(found, Sort.NAME, NOW, UTC)
    assert (flat.title, len(flat.clients)) == ("", 4)


@pytest.mark.parametrize(
    ("clients", "needy", "said"),
    [
        (0, 0, ""),
        (1, 0, "1 client, all on track."),
        (1, 1, "1 of 1 client needs you."),
        (9, 2, "2 of 9 clients need you."),
    ],
)
def test_the_headline(clients, needy, said):
    told = Headline(clients=clients, workouts=0, agreed=0, compliance_30=None, records=0)
    assert lines.headline(told, needy) == said


def test_agreements_and_notes():
    first = lines.agreement_line(AgreementView(starts_on=EARLIEST, per_week=3), NOW, UTC)
    pause = lines.agreement_line(AgreementView(starts_on=NOW.date(), per_week=0), NOW, UTC)
    assert (first.since, first.agreed) == ("Before that", "3 a week")
    assert (pause.since, pause.agreed) == ("From Fri 20 Nov", "A pause")
    note = {"id": uuid7(), "text": "Knee.", "created_at": NOW, "changed_at": None}
    said = [
        lines.note_line(NoteView(author=author, is_mine=mine, **note), NOW, UTC).who
        for author, mine in (("Hana", False), ("Tom", True), ("", False))
    ]
    assert said == ["Hana, today", "You, today", "Somebody who left, today"]


def test_a_page_is_small():
    """State is kept and sent: under 20 kB, even where everybody has two long reasons."""
    reasons = [
        reason("Dumbbell Romanian deadlift: no new high for 10 weeks").model_copy(
            update={"kind": kind, "note": "Estimated max 102.5 kg, 12 workouts in 8 weeks", "mark": "x" * 40}
        )
        for kind in list(Kind)[:2]
    ]
    full = roster([row(group=Group.ATTENTION, reasons=reasons) for _ in range(PAGE_SIZE)])
    shown = lines.groups(full, Sort.URGENCY, NOW, UTC)
    assert len(json.dumps([group.model_dump() for group in shown], ensure_ascii=False)) < 20_000
