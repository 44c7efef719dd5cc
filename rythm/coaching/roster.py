"""The roster: every client of the caller with the reasons to look at them, in a fixed number of queries.

PostgreSQL adds up; here is one small row for each client, to which the rules are put.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, tzinfo
from typing import Any
from uuid import UUID

from rythm import access
from rythm.access import Permission
from rythm.coaching import compliance, rules
from rythm.coaching.compliance import Agreed
from rythm.coaching.figures import Beaten, Figures, Stall, Written
from rythm.coaching.findings import about, beaten, stalls, told, written
from rythm.coaching.gathering import WEEKS, clients_with_figures
from rythm.coaching.rules import Group, Reason
from rythm.coaching.views import Headline, ReasonView, Roster, RosterRow, Show, Sort
from rythm.core.clock import days_between
from rythm.core.context import Context
from rythm.core.errors import NotFound
from rythm.core.schema import decode_cursor, encode_cursor


@dataclass(frozen=True, slots=True)
class Standing:
    """A client as the rules see them, before they are shown."""

    row: RosterRow
    urgency: tuple[int, int]
    done_30: int
    sevenths_30: int
    records: int


async def roster(
    ctx: Context,
    *,
    show: Show = Show.ALL,
    search: str = "",
    sort: Sort = Sort.URGENCY,
    limit: int = 20,
    cursor: str | None = None,
    zone: tzinfo = UTC,
) -> Roster:
    """The caller's clients, grouped, found and sorted, a page at a time; admins see all members.

    A page begins where the last one ended, counted in clients, since a roster changes while one reads it.
    """
    access.require(ctx, Permission.CLIENT_READ)
    read = await _read(ctx, zone)
    standings = [_standing(read, row, ctx.now, zone) for row in read.rows]
    wanted = search.strip().lower()
    found = [
        each
        for each in standings
        if (show is Show.ALL or each.row.group.value == show.value) and wanted in each.row.name.lower()
    ]
    found.sort(key=_order(sort))
    start = max(0, int(str(decode_cursor(cursor, int)[0]))) if cursor else 0
    ends = start + limit
    return Roster(
        headline=_headline(standings),
        groups={group: sum(each.row.group is group for each in standings) for group in Group},
        found=len(found),
        items=[each.row for each in found[start:ends]],
        next_cursor=encode_cursor(ends) if len(found) > ends else None,
        keeps_roster=all(row.keeps for row in read.rows),
    )


@dataclass(frozen=True, slots=True)
class Client:
    """One client as the roster has them, the figures behind it, and how the caller stands to both."""

    row: RosterRow
    figures: Any
    unit: str
    keeps_roster: bool


async def client(ctx: Context, member_id: UUID, *, zone: tzinfo = UTC) -> RosterRow:
    """One client as the roster has them; NotFound for anybody else's."""
    return (await one(ctx, member_id, zone=zone)).row


async def one(ctx: Context, member_id: UUID, *, zone: tzinfo = UTC) -> Client:
    """One client in a single query; NotFound for anybody else's."""
    access.require(ctx, Permission.CLIENT_READ)
    beside = about(ctx, member_id)
    rows = await clients_with_figures(ctx, zone, member_id, beside) if ctx.actor.tenant else []
    if not rows:
        raise NotFound
    row = rows[0]
    stall, words, record = told(row, ctx.now, row.unit)
    found = _Found(
        rows,
        {member_id: stall} if stall else {},
        {member_id: words} if words else {},
        {member_id: record} if record else {},
    )
    return Client(_standing(found, row, ctx.now, zone).row, row, row.unit, row.keeps)


@dataclass(frozen=True, slots=True)
class _Found:
    rows: Sequence[Any]
    stalls: Mapping[UUID, Stall]
    written: Mapping[UUID, Written]
    beaten: Mapping[UUID, Beaten]


async def _read(ctx: Context, zone: tzinfo) -> _Found:
    rows = await clients_with_figures(ctx, zone) if ctx.actor.tenant else []
    if not rows:
        return _Found(rows, {}, {}, {})
    ids, unit = [row.id for row in rows], rows[0].unit
    return _Found(rows, await stalls(ctx, ids, unit), await written(ctx, ids), await beaten(ctx, ids, unit))


@dataclass(frozen=True, slots=True)
class Terms:
    """What a client's workouts are held against: agreements, earliest first, the usual, and since when."""

    today: date
    began: date
    agreements: list[Agreed]
    usual: int
    weeks: list[int]

    @property
    def agreed(self) -> int:
        """Workouts a week that hold today."""
        return compliance.agreed_on(self.today, self.agreements, self.usual)

    @property
    def is_agreed(self) -> bool:
        """Whether somebody agreed on that, and it is not only the usual."""
        return any(compliance.EARLIEST < each.starts_on <= self.today for each in self.agreements)

    def over(self, days: int, done: int, **window: int) -> int | None:
        """Compliance over so many days with these workouts."""
        return compliance.over(days, done, self.today, self.began, self.agreements, self.usual, **window)

    def sevenths(self, days: int) -> int:
        """What was agreed for the last so many days, in sevenths of a workout."""
        first = max(self.today - timedelta(days=days - 1), self.began)
        return compliance.sevenths(first, self.today, self.agreements, self.usual)


def terms_of(row: Any, now: datetime, zone: tzinfo) -> Terms:
    """The terms of the client of a row of `clients_with_figures`.

    They count from the joining day, or from the first workout that was brought along. The usual is 0 while
    too few weeks tell.
    """
    numbers = row.numbers or []
    weeks = [numbers.count(number) for number in range(1, WEEKS + 1)]
    tells = sum(count > 0 for count in weeks[:-1]) >= compliance.USUAL_WEEKS
    first = min(row.joined_at, row.first_workout_at or row.joined_at)
    return Terms(
        today=now.astimezone(zone).date(),
        began=first.astimezone(zone).date(),
        agreements=[Agreed(date.fromisoformat(day), per_week) for day, per_week in row.agreements or ()],
        usual=rules.usual_per_week(weeks[:-1]) if tells else 0,
        weeks=weeks,
    )


def _figures(found: _Found, row: Any, terms: Terms, now: datetime, zone: tzinfo) -> Figures:
    before = {"ago": rules.DROP_DAYS, "fewest": rules.DROP_FEWEST_DAYS}
    return Figures(
        here_days=days_between(row.joined_at, now, zone),
        silent_days=days_between(row.last_workout_at, now, zone) if row.last_workout_at else None,
        last_workout_at=row.last_workout_at,
        agreed=terms.agreed,
        compliance=terms.over(rules.DROP_DAYS, row.done_30),
        compliance_before=terms.over(rules.DROP_DAYS, row.done_before, **before),
        stall=found.stalls.get(row.id),
        written=found.written.get(row.id),
        beaten=found.beaten.get(row.id),
        is_agreed=terms.is_agreed,
    )


def _standing(found: _Found, row: Any, now: datetime, zone: tzinfo) -> Standing:
    terms = terms_of(row, now, zone)
    figures = _figures(found, row, terms, now, zone)
    all_of_them = rules.reasons(figures)
    unseen = [reason for reason in all_of_them if not rules.is_seen(reason, row.seen or {}, now)]
    snoozed_until = row.snoozed_until if row.snoozed_until and row.snoozed_until > now else None
    return Standing(
        row=RosterRow(
            id=row.id,
            name=row.name,
            group=rules.group_of(unseen, snoozed_until, now),
            last_workout_at=row.last_workout_at,
            last_title=row.last_title,
            is_training=row.is_training,
            workouts_this_week=terms.weeks[-1],
            agreed=figures.agreed,
            is_agreed=figures.is_agreed,
            weeks=terms.weeks,
            compliance_7=terms.over(7, row.done_7),
            compliance_30=figures.compliance,
            compliance_90=terms.over(90, row.done_90),
            reasons=[_reason(each, each not in unseen) for each in all_of_them],
            snoozed_until=snoozed_until,
        ),
        urgency=rules.urgency(unseen),
        done_30=row.done_30,
        sevenths_30=0 if figures.compliance is None else terms.sevenths(30),
        records=figures.beaten.count if figures.beaten else 0,
    )


def _reason(reason: Reason, is_seen: bool) -> ReasonView:
    return ReasonView(
        kind=reason.kind,
        tone=reason.tone,
        words=reason.words,
        note=reason.note,
        mark=reason.mark,
        level=reason.level,
        is_seen=is_seen,
    )


def _headline(standings: Sequence[Standing]) -> Headline:
    """All clients together; nobody counts for more than was agreed, so that zeal does not hide sloth."""
    counted = [each for each in standings if each.sevenths_30]
    kept = sum(min(7 * each.done_30, each.sevenths_30) for each in counted)
    agreed = sum(each.sevenths_30 for each in counted)
    return Headline(
        clients=len(standings),
        workouts=sum(each.row.workouts_this_week for each in standings),
        agreed=sum(each.row.agreed for each in standings),
        compliance_30=round(100 * kept / agreed) if agreed else None,
        records=sum(each.records for each in standings),
    )


_GROUPS = list(Group)


def _order(sort: Sort) -> Any:
    def key(each: Standing) -> tuple[Any, ...]:
        row, name = each.row, (each.row.name.lower(), each.row.id)
        match sort:
            case Sort.NAME:
                return name
            case Sort.COMPLIANCE:
                return (101 if row.compliance_30 is None else row.compliance_30, *name)
            case Sort.LAST:
                return (True, row.last_workout_at, *name) if row.last_workout_at else (False, *name)
            case _:
                return (_GROUPS.index(row.group), *each.urgency, *name)

    return key
