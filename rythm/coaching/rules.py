"""Who needs their coach's attention, and the reason in words: one table of rules, the most urgent first."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta, tzinfo
from enum import StrEnum
from math import ceil
from typing import Any

from rythm.coaching.figures import Figures
from rythm.core.clock import days_between

SILENT_DAYS = 7
"""So many days without a workout are worth a message."""

REGULAR = 2
"""Only somebody who trains at least so often a week can be seen to train less."""


@dataclass(frozen=True, slots=True)
class Standing:
    """How a client stands: the reason, a remark beside it, and whether they need attention."""

    why: str
    note: str
    is_behind: bool


def standing(
    last_workout_at: datetime | None,
    joined_at: datetime,
    weeks: Sequence[int],
    now: datetime,
    zone: tzinfo,
) -> Standing:
    """How a client stands; `weeks` are their workouts per week, oldest first, this week last."""
    if last_workout_at is None:
        days = days_between(joined_at, now, zone)
        return Standing("No workout yet", f"Joined {_ago(days)}", days >= SILENT_DAYS)
    silent = days_between(last_workout_at, now, zone)
    usual = usual_per_week(weeks[:-1])
    if silent >= SILENT_DAYS:
        return Standing(f"No workout for {silent} days", f"Was {usual} a week" if usual else "", True)
    last_week, this_week = weeks[-2], weeks[-1]
    before = usual_per_week(weeks[:-2])
    if before >= REGULAR and 2 * last_week < before and this_week < before:
        return Standing(f"{workouts(last_week)} last week", f"Was {before} a week", True)
    return Standing("On track", f"Usually {usual} a week" if usual else "", False)


def usual_per_week(weeks: Sequence[int]) -> int:
    """How often somebody trains in a week in which they train at all, rounded; 0 when never."""
    active = [count for count in weeks if count]
    return int(sum(active) / len(active) + 0.5) if active else 0


def workouts(count: int) -> str:
    """A number of workouts in words."""
    return "1 workout" if count == 1 else f"{count or 'No'} workouts"


def _ago(days: int) -> str:
    return {0: "today", 1: "yesterday"}.get(days, f"{days} days ago")


class Kind(StrEnum):
    """Why a client is worth a look."""

    SILENT = "silent"
    LOW = "low"
    DROPPED = "dropped"
    STALLED = "stalled"
    WROTE = "wrote"
    RECORD = "record"


class Group(StrEnum):
    """Where a client stands on the roster, in this order."""

    ATTENTION = "attention"
    PRAISE = "praise"
    ON_TRACK = "on_track"
    SNOOZED = "snoozed"


DROP_POINTS, DROP_DAYS, DROP_FEWEST_DAYS = 20, 30, 14
"""A drop counts against the 30 days before, if the client was there for at least 14 of those."""
LOW_PERCENT = 50
STALLED_WEEKS, STALLED_LONGEST_WEEKS, STALLED_LEAST_WORKOUTS, STALLED_LATEST_DAYS = 8, 26, 5, 14
"""A lift stalls when its last new high is 8 to 26 weeks old though it was done in at least 5 workouts of the
last 8 weeks, the latest in the last 14 days. What is older is a plateau that everybody knows; exercises of a
single joint are left out, whose weights come in steps too coarse to tell."""
WROTE_DAYS, RECORD_DAYS = 14, 7


@dataclass(frozen=True, slots=True)
class Found:
    """What a rule found: a sentence, a remark, what it is about (`mark`) and how much it weighs (`level`)."""

    words: str
    note: str
    mark: str
    level: int


@dataclass(frozen=True, slots=True)
class Reason:
    """A reason to look at a client, with the tone it is shown in."""

    kind: Kind
    tone: str
    words: str
    note: str
    mark: str
    level: int


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule: what it finds, and when a reason that was seen comes again.

    It does when it is about something else (`mark`), has grown by `again_after`, or was seen `lasts` ago.
    """

    kind: Kind
    tone: str
    finds: Callable[[Figures], Found | None]
    again_after: int
    lasts: timedelta | None = None


def silent_after(agreed: int) -> int:
    """Days without a workout that are worth a message: twice the usual gap, and no less than a week."""
    return max(SILENT_DAYS, -(-14 // agreed)) if agreed else 0


def _a_week(it: Figures) -> str:
    return f"{it.agreed} a week {'agreed' if it.is_agreed else 'by default'}"


def _silent(it: Figures) -> Found | None:
    if not it.agreed:
        return None
    a_week = _a_week(it)
    if it.silent_days is None or it.last_workout_at is None:
        if it.here_days < silent_after(it.agreed):
            return None
        return Found("No workout yet", f"Joined {_ago(it.here_days)}, {a_week}", "never", it.here_days)
    if it.silent_days < silent_after(it.agreed):
        return None
    mark = it.last_workout_at.isoformat()
    return Found(f"No workout for {it.silent_days} days", a_week.capitalize(), mark, it.silent_days)


def _low(it: Figures) -> Found | None:
    if not it.agreed or it.silent_days is None or it.compliance is None or it.compliance >= LOW_PERCENT:
        return None
    words = f"{it.compliance}% of what is {'agreed' if it.is_agreed else 'usual'} in 30 days"
    return Found(words, _a_week(it), "", 100 - it.compliance)


def _dropped(it: Figures) -> Found | None:
    if not it.agreed or it.compliance is None or it.compliance_before is None:
        return None
    points = it.compliance_before - it.compliance
    if points < DROP_POINTS:
        return None
    note = f"From {it.compliance_before}% to {it.compliance}% in {DROP_DAYS} days"
    return Found(f"Compliance down {points} points", note, "", points)


def _stalled(it: Figures) -> Found | None:
    if it.stall is None:
        return None
    words = f"{it.stall.exercise}: no new high for {it.stall.weeks} weeks"
    more = f", {it.stall.others} more stall" if it.stall.others else ""
    note = f"Estimated max {it.stall.high}, {workouts(it.stall.workouts)} in {STALLED_WEEKS} weeks{more}"
    mark = f"{it.stall.exercise} {it.stall.high_at.isoformat()}"
    return Found(words, note, mark, it.stall.weeks)


def _wrote(it: Figures) -> Found | None:
    if it.written is None:
        return None
    words = f"Wrote on {it.written.title}" if it.written.title else "Wrote a note"
    if it.written.count > 1:
        words = f"Wrote {it.written.count} notes"
    return Found(words, it.written.text, "", ceil(it.written.at.timestamp()))


def _record(it: Figures) -> Found | None:
    if it.beaten is None:
        return None
    words = "A new record" if it.beaten.count == 1 else f"{it.beaten.count} new records"
    return Found(f"{words} in {RECORD_DAYS} days", it.beaten.best, "", int(it.beaten.at.timestamp()))


RULES: tuple[Rule, ...] = (
    Rule(Kind.SILENT, "danger", _silent, again_after=7),
    Rule(Kind.LOW, "danger", _low, again_after=10, lasts=timedelta(days=30)),
    Rule(Kind.DROPPED, "warning", _dropped, again_after=10, lasts=timedelta(days=30)),
    Rule(Kind.STALLED, "warning", _stalled, again_after=4),
    Rule(Kind.WROTE, "info", _wrote, again_after=1),
    Rule(Kind.RECORD, "accent", _record, again_after=1),
)
"""Every rule, the most urgent first. Records are praise: they are no reason to worry."""

BY_KIND = {rule.kind: (place, rule) for place, rule in enumerate(RULES)}


def reasons(it: Figures) -> list[Reason]:
    """Every reason to look at a client, the most urgent first."""
    found = ((rule, rule.finds(it)) for rule in RULES)
    return [
        Reason(rule.kind, rule.tone, what.words, what.note, what.mark, what.level)
        for rule, what in found
        if what is not None
    ]


def is_seen(reason: Reason, seen: Mapping[str, Any], now: datetime) -> bool:
    """Whether the coach has seen it and nothing new has happened since; `seen` as `Attention` keeps it."""
    held = seen.get(reason.kind)
    if not held:
        return False
    _, rule = BY_KIND[reason.kind]
    is_old = rule.lasts is not None and datetime.fromisoformat(held["at"]) + rule.lasts <= now
    has_grown = reason.level >= held["level"] + rule.again_after
    return not is_old and not has_grown and bool(held["mark"] == reason.mark)


def group_of(unseen: Sequence[Reason], snoozed_until: datetime | None, now: datetime) -> Group:
    """Where a client with these unseen reasons stands."""
    if snoozed_until is not None and snoozed_until > now:
        return Group.SNOOZED
    if not unseen:
        return Group.ON_TRACK
    return Group.PRAISE if unseen[0].kind is Kind.RECORD else Group.ATTENTION


def urgency(unseen: Iterable[Reason]) -> tuple[int, int]:
    """Sorts clients: the most urgent kind of reason first, within a kind the one that weighs most."""
    first = next(iter(unseen), None)
    return (len(RULES), 0) if first is None else (BY_KIND[first.kind][0], -first.level)
