"""A client, their reasons and their notes in words, as the roster shows them."""

from datetime import date, datetime, tzinfo

from rythm.coaching.compliance import EARLIEST
from rythm.coaching.rules import Group
from rythm.coaching.views import AgreementView, Headline, NoteView, Roster, RosterRow, Sort
from rythm.core.schema import Read
from rythm.ui import words

FEW, SOME = 50, 75
"""Percent of what was agreed: below the first it is a fault, below the second a pity."""
LONG = {3: "3 days", 7: "a week", 14: "2 weeks"}
"""For how long a client can be snoozed."""
TITLES = {
    Group.ATTENTION: "Needs attention",
    Group.PRAISE: "To praise",
    Group.ON_TRACK: "On track",
    Group.SNOOZED: "Snoozed",
}


class ReasonLine(Read):
    """A reason in the panel."""

    kind: str = ""
    tone: str = ""
    words: str = ""
    note: str = ""
    mark: str = ""
    level: int = 0
    is_seen: bool = False


class Share(Read):
    """A percentage with the tone it deserves."""

    said: str = ""
    tone: str = ""


class ClientLine(Read):
    """A client as the roster shows them; `weeks` are the heights of twelve bars."""

    id: str = ""
    name: str = ""
    why: str = ""
    note: str = ""
    tone: str = ""
    more: str = ""
    last: str = ""
    last_title: str = ""
    is_training: bool = False
    shares: list[Share] = []
    weeks: list[float] = []
    week_tone: str = "on"
    weeks_said: str = ""
    agreed: str = ""
    agreed_number: str = ""
    snoozed: str = ""
    reasons: list[ReasonLine] = []


class RosterGroup(Read):
    """Clients who stand alike, under one heading; with no title it is the whole list."""

    title: str
    count: int
    clients: list[ClientLine]


class AgreementLine(Read):
    """A change of what is agreed."""

    since: str
    agreed: str


class NoteLine(Read):
    """A private note."""

    id: str
    text: str
    who: str


def groups(roster: Roster, sort: Sort, now: datetime, zone: tzinfo) -> list[RosterGroup]:
    """The clients of a page under the headings of their groups; sorted otherwise they are one list."""
    if sort is not Sort.URGENCY:
        return [
            RosterGroup(
                title="", count=roster.found, clients=[client_line(row, now, zone) for row in roster.items]
            )
        ]
    made: list[RosterGroup] = []
    for row in roster.items:
        title = TITLES[row.group]
        if not made or made[-1].title != title:
            made.append(RosterGroup(title=title, count=roster.groups[row.group], clients=[]))
        made[-1].clients.append(client_line(row, now, zone))
    return made


def client_line(row: RosterRow, now: datetime, zone: tzinfo) -> ClientLine:
    """A client in words: the first reason that is not seen yet, else how they stand."""
    unseen = [reason for reason in row.reasons if not reason.is_seen]
    first = unseen[0] if unseen else None
    until = words.short_day(_day(row.snoozed_until, zone), _day(now, zone)) if row.snoozed_until else ""
    snoozed = f"Snoozed until {until}" if until else ""
    top = max(row.weeks, default=0)
    agreed = f"{row.agreed} a week" if row.agreed else "A pause"
    return ClientLine(
        id=str(row.id),
        name=row.name,
        why=snoozed or (first.words if first else _calm(row)),
        note="" if snoozed or first is None else first.note,
        tone="" if snoozed or first is None else first.tone,
        more=f"+{len(unseen) - 1}" if len(unseen) > 1 and not snoozed else "",
        last=words.day(row.last_workout_at, now, zone) if row.last_workout_at else "Never",
        last_title=row.last_title or "",
        is_training=row.is_training,
        shares=[share(each) for each in (row.compliance_7, row.compliance_30, row.compliance_90)],
        weeks=[round(count / top, 2) if top else 0.0 for count in row.weeks],
        week_tone={"danger": "bad", "warning": "warn"}.get(first.tone, "on") if first else "on",
        weeks_said=f"Workouts in each of the last 12 weeks: {', '.join(map(str, row.weeks))}",
        agreed=f"{agreed} {'agreed' if row.is_agreed else 'by default'}",
        agreed_number=str(row.agreed),
        snoozed=snoozed,
        reasons=[ReasonLine.model_validate(each, from_attributes=True) for each in row.reasons],
    )


def _day(moment: datetime, zone: tzinfo) -> date:
    return moment.astimezone(zone).date()


def _calm(row: RosterRow) -> str:
    """How somebody stands of whom there is nothing new."""
    if row.reasons:
        return f"Seen: {row.reasons[0].words}"
    if not row.agreed:
        return "Pausing, as agreed"
    if row.last_workout_at is None:
        return "No workout yet"
    return "As agreed" if (row.compliance_30 or 0) >= SOME else "Nothing new"


def share(percent: int | None) -> Share:
    """Compliance as it is shown."""
    if percent is None:
        return Share(said="\N{EN DASH}", tone="ink-3")
    tone = "ink-danger" if percent < FEW else "ink-warning" if percent < SOME else ""
    return Share(said=str(percent), tone=tone)


def headline(all_of_them: Headline, needy: int) -> str:
    """How many need their coach."""
    if not all_of_them.clients:
        return ""
    many = words.count(all_of_them.clients, "client")
    if not needy:
        return f"{many}, all on track."
    return f"{needy} of {many} {'needs' if needy == 1 else 'need'} you."


def agreement_line(each: AgreementView, now: datetime, zone: tzinfo) -> AgreementLine:
    """A change of what is agreed in words."""
    before = each.starts_on == EARLIEST
    said = f"{each.per_week} a week" if each.per_week else "A pause"
    since = "Before that" if before else f"From {words.short_day(each.starts_on, _day(now, zone))}"
    return AgreementLine(since=since, agreed=said)


def note_line(note: NoteView, now: datetime, zone: tzinfo) -> NoteLine:
    """A note with who wrote it and when."""
    who = "You" if note.is_mine else note.author or "Somebody who left"
    changed = ", changed" if note.changed_at else ""
    said = words.day(note.created_at, now, zone)
    return NoteLine(id=str(note.id), text=note.text, who=f"{who}, {words.within(said)}{changed}")
