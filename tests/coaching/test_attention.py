"""What a coach has seen and put off: theirs alone, and taken back by them."""

from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import update

from rythm.coaching import agreements, attention, roster
from rythm.coaching.compliance import EARLIEST
from rythm.coaching.rules import Group, Kind
from rythm.coaching.views import RosterRow, SeenReason
from rythm.core.actor import BySystem
from rythm.core.context import open_context
from rythm.core.errors import Forbidden, Invalid, NotFound
from rythm.core.model import utcnow
from rythm.workouts.models import SyncOperation, Workout
from tests.fixtures.actors import Person
from tests.fixtures.phone import Phone, begun
from tests.fixtures.training import add_exercise, log_workout

NOW = datetime(2026, 11, 20, 18, 0, tzinfo=UTC)


async def of(person: Person, member: Person, now: datetime = NOW) -> RosterRow:
    async with open_context(person.credential, now=now) as ctx:
        return await roster.client(ctx, member.id)


def shown(row: RosterRow) -> list[SeenReason]:
    return [SeenReason(kind=each.kind, mark=each.mark, level=each.level) for each in row.reasons]


async def see(person: Person, member: Person, now: datetime = NOW) -> None:
    reasons = shown(await of(person, member, now))
    async with open_context(person.credential, now=now) as ctx:
        await attention.see(ctx, member.id, reasons)


async def test_a_silence_that_was_seen_comes_again_a_week_later(gym):
    await log_workout(gym.member, NOW - timedelta(days=9))
    assert (await of(gym.coach, gym.member)).group is Group.ATTENTION
    await see(gym.coach, gym.member)
    row = await of(gym.coach, gym.member)
    assert (row.group, row.reasons[0].is_seen) == (Group.ON_TRACK, True)
    assert (await of(gym.admin, gym.member)).group is Group.ATTENTION
    assert (await of(gym.coach, gym.member, NOW + timedelta(days=6))).reasons[0].is_seen
    assert not (await of(gym.coach, gym.member, NOW + timedelta(days=7))).reasons[0].is_seen


async def test_what_was_seen_is_taken_back_to_what_had_been_seen_before(gym):
    await log_workout(gym.member, NOW - timedelta(days=9))
    later = NOW + timedelta(days=8)
    await see(gym.coach, gym.member)
    await see(gym.coach, gym.member, later)
    assert (await of(gym.coach, gym.member, later)).group is Group.ON_TRACK
    async with open_context(gym.coach.credential, now=later) as ctx:
        await attention.unsee(ctx, gym.member.id, list(Kind))
    assert (await of(gym.coach, gym.member, later)).group is Group.ATTENTION
    assert (await of(gym.coach, gym.member, NOW + timedelta(days=1))).group is Group.ON_TRACK
    async with open_context(gym.coach.credential, now=later) as ctx:
        await attention.unsee(ctx, gym.member.id, [Kind.SILENT, Kind.LOW])
    assert (await of(gym.coach, gym.member)).group is Group.ATTENTION


@pytest.mark.parametrize("days", [3, 7, 14])
async def test_a_snoozed_client_wakes_by_themselves(gym, days):
    await log_workout(gym.member, NOW - timedelta(days=9))
    async with open_context(gym.coach.credential, now=NOW) as ctx:
        assert await attention.snooze(ctx, gym.member.id, days) is None
    until = NOW + timedelta(days=days)
    row = await of(gym.coach, gym.member, until - timedelta(seconds=1))
    assert (row.group, row.snoozed_until) == (Group.SNOOZED, until)
    assert (await of(gym.admin, gym.member)).group is Group.ATTENTION, "their own roster"
    row = await of(gym.coach, gym.member, until)
    assert (row.group, row.snoozed_until) == (Group.ATTENTION, None)


async def test_a_snooze_is_undone_to_what_held_before(gym):
    async with open_context(gym.coach.credential, now=NOW) as ctx:
        await attention.snooze(ctx, gym.member.id, 3)
        before = await attention.snooze(ctx, gym.member.id, 14)
        assert before == NOW + timedelta(days=3)
        await attention.put_off(ctx, gym.member.id, before)
    assert (await of(gym.coach, gym.member)).snoozed_until == before
    async with open_context(gym.coach.credential, now=NOW) as ctx:
        assert await attention.put_off(ctx, gym.member.id, None) == before
    assert (await of(gym.coach, gym.member)).group is Group.ON_TRACK


async def test_who_may_not(gym, next_door):
    for person, refusal in (
        (gym.member, Forbidden),
        (gym.stranger, Forbidden),
        (gym.scheduler, Forbidden),
        (gym.other_coach, NotFound),
        (next_door.coach, NotFound),
        (next_door.admin, NotFound),
    ):
        for act in (
            lambda ctx: attention.see(ctx, gym.member.id, [SeenReason(kind=Kind.LOW, level=1)]),
            lambda ctx: attention.unsee(ctx, gym.member.id, [Kind.LOW]),
            lambda ctx: attention.look(ctx, gym.member.id),
            lambda ctx: attention.snooze(ctx, gym.member.id, 3),
            lambda ctx: agreements.agree(ctx, gym.member.id, 3, NOW.date()),
            lambda ctx: agreements.agreements(ctx, gym.member.id),
        ):
            async with open_context(person.credential, now=NOW) as ctx:
                with pytest.raises(refusal):
                    await act(ctx)


async def test_a_visitor_agrees_but_keeps_no_roster(gym, sister):
    """The owner's administrator visits a gym they do not belong to."""
    owner = Person(sister.owner.id, gym.tenant_id, sister.owner.email, sister.owner.role)
    async with open_context(owner.credential, now=NOW) as ctx:
        await agreements.agree(ctx, gym.member.id, 4, NOW.date())
        with pytest.raises(Forbidden):
            await attention.snooze(ctx, gym.member.id, 3)


async def test_agreements_are_kept_with_the_day_they_began(gym):
    async def agree(per_week: int, day: date) -> list[tuple[date, int]]:
        async with open_context(gym.coach.credential, now=NOW) as ctx:
            found = await agreements.agree(ctx, gym.member.id, per_week, day)
        return [(each.starts_on, each.per_week) for each in found]

    monday, spring = date(2026, 11, 16), date(2026, 4, 1)
    assert await agree(4, monday) == [(monday, 4), (EARLIEST, 3)]
    assert await agree(2, spring) == [(monday, 4), (spring, 2), (EARLIEST, 3)]
    assert await agree(5, monday) == [(monday, 5), (spring, 2), (EARLIEST, 3)], "the same day is put right"
    async with open_context(gym.admin.credential, now=NOW) as ctx:
        assert len(await agreements.agreements(ctx, gym.member.id)) == 3
    for day in (date(1999, 12, 31), date(2028, 1, 1)):
        with pytest.raises(Invalid):
            await agree(3, day)


async def test_a_note_counts_from_when_it_became_visible(gym):
    """A phone ends a workout where there is no signal, and the coach looks before that has come through."""
    phone, now = Phone(gym.member), utcnow()
    operations, workout, line, _ = begun(phone, await add_exercise(gym.tenant_id, "Bench press"))

    def ago(seconds: int) -> datetime:
        return now - timedelta(seconds=seconds)

    async def words() -> list[str]:
        return [each.note for each in (await of(gym.coach, gym.member, utcnow())).reasons]

    async def look(at: datetime) -> None:
        async with open_context(gym.coach.credential, now=at) as ctx:
            await attention.look(ctx, gym.member.id)

    async def came(table: type, at: datetime) -> None:
        async with open_context(BySystem(gym.tenant_id)) as ctx:
            await ctx.db.execute(update(table).values(created_at=at))

    await phone.send(*operations, phone.meant("workout", workout, started_at=ago(500).isoformat()))
    await came(Workout, ago(500))
    await came(SyncOperation, ago(500))
    await look(ago(300))
    await phone.send(phone.meant("workout", workout, finished_at=ago(400).isoformat(), note="Knee hurts."))
    assert await words() == ["Knee hurts."]
    await came(SyncOperation, ago(200))
    assert await words() == ["Knee hurts."]
    await look(ago(100))
    assert await words() == []
    await phone.send(phone.meant("workout_exercise", line, note="Left side only."))
    assert await words() == ["Left side only."], "more was written on the same workout"
