"""What the roster shows a coach, and what they send from it. Nothing of this is ever shown to the client."""

from datetime import date, datetime
from enum import StrEnum
from typing import Annotated, Literal
from uuid import UUID

from pydantic import Field, StringConstraints

from rythm.coaching.rules import Group, Kind
from rythm.core.schema import Input, Read

Percent = Annotated[int, Field(ge=0, le=100)]


class Show(StrEnum):
    """Which clients of the roster: all, or one group."""

    ALL = "all"
    ATTENTION = "attention"
    PRAISE = "praise"
    ON_TRACK = "on_track"
    SNOOZED = "snoozed"


class Sort(StrEnum):
    """In which order: the most urgent, by name, the least compliant, or the longest away first."""

    URGENCY = "urgency"
    NAME = "name"
    COMPLIANCE = "compliance"
    LAST = "last"


class ReasonView(Read):
    """Why a client is worth a look, in a sentence and a remark; `tone` says how much it matters.

    `mark` and `level` say what it is about and how much it weighs: send them to mark it as seen.
    """

    kind: Kind
    tone: str
    words: str
    note: str
    mark: str
    level: int
    is_seen: bool


class RosterRow(Read):
    """A client on the roster; compliance is in percent, null where nothing was agreed for long enough.

    `weeks` are the workouts of the last twelve weeks, oldest first; `agreed` is what holds today, and with
    `is_agreed` false it is only what they usually do.
    """

    id: UUID
    name: str
    group: Group
    last_workout_at: datetime | None
    last_title: str | None
    is_training: bool
    workouts_this_week: int
    agreed: int
    is_agreed: bool
    weeks: list[int]
    compliance_7: Percent | None
    compliance_30: Percent | None
    compliance_90: Percent | None
    reasons: list[ReasonView]
    snoozed_until: datetime | None


class Headline(Read):
    """All clients together: workouts this week of those agreed, compliance of 30 days, records of 7 days."""

    clients: int
    workouts: int
    agreed: int
    compliance_30: Percent | None
    records: int


class Roster(Read):
    """A page of the roster; `groups` counts the clients in each group, whatever is shown.

    Whoever only visits the gym marks and snoozes nothing: `keeps_roster` is false for them.
    """

    headline: Headline
    groups: dict[Group, int]
    found: int
    items: list[RosterRow]
    next_cursor: str | None = None
    keeps_roster: bool = True


class AgreementView(Read):
    """So many workouts a week from a day on, 0 for a pause; 2000-01-01 has the usual of before."""

    starts_on: date
    per_week: int


class Agree(Input):
    """Agree on so many workouts a week from a day on; what held before stays for the days before."""

    per_week: Annotated[int, Field(ge=0, le=14)]
    starts_on: date


class SeenReason(Input):
    """A reason as it was shown."""

    kind: Kind
    mark: Annotated[str, StringConstraints(max_length=400)] = ""
    level: Annotated[int, Field(ge=0, le=10**12)]


class See(Input):
    """The reasons that were seen."""

    reasons: Annotated[list[SeenReason], Field(min_length=1, max_length=len(Kind))]


class Snooze(Input):
    """For how many days to hear nothing."""

    days: Literal[3, 7, 14]


class Snoozed(Read):
    """Until when nothing is heard of a client."""

    until: datetime | None


class WriteNote(Input):
    """A private note."""

    text: Annotated[str, StringConstraints(min_length=1, max_length=2000)]


class NoteView(Read):
    """A private note; `author` is empty when they left, `changed_at` null while it is as it was written."""

    id: UUID
    text: str
    author: str
    is_mine: bool
    created_at: datetime
    changed_at: datetime | None
