"""Private notes: for the coaches of a client and the gym's admins, and for nobody else ever."""

from datetime import timedelta

import pytest
from sqlalchemy import select, text, update
from sqlmodel import col

from rythm.access.models import CoachAssignment
from rythm.belongings.erasing import erase_leavers
from rythm.coaching import agreements, attention, notes
from rythm.coaching.models import Agreement, Attention, CoachNote
from rythm.core.actor import BySystem
from rythm.core.context import open_context
from rythm.core.errors import Forbidden, Gone, NotFound
from rythm.core.model import utcnow
from rythm.identity.models import User
from rythm.jobs.cleanup import forget_deleted_notes
from tests.fixtures.actors import Gym, Person
from tests.fixtures.api import bearer

WORDS = "Quarrels with the physio, knee scan in May."


async def write(person: Person, member: Person, words: str = WORDS):
    async with open_context(person.credential) as ctx:
        return await notes.write(ctx, member.id, words)


async def read(person: Person, member: Person) -> list[tuple[str, str, bool]]:
    async with open_context(person.credential) as ctx:
        return [(it.text, it.author, it.is_mine) for it in (await notes.notes(ctx, member.id)).items]


async def test_coaches_and_admins_read_and_write(gym):
    await write(gym.coach, gym.member)
    await write(gym.admin, gym.member, "Paid until June.")
    theirs = [("Paid until June.", "Admin", False), (WORDS, "Coach", True)]
    assert await read(gym.coach, gym.member) == theirs
    assert await read(gym.owner, gym.member) == [(*each[:2], False) for each in theirs]
    assert await read(gym.admin, gym.stranger) == []


async def test_nobody_else_does(gym, next_door):
    note = await write(gym.coach, gym.member)
    for person, refusal in (
        (gym.member, Forbidden),
        (gym.stranger, Forbidden),
        (gym.scheduler, Forbidden),
        (gym.other_coach, NotFound),
        (next_door.coach, NotFound),
        (next_door.owner, NotFound),
    ):
        for act in (
            lambda ctx: notes.notes(ctx, gym.member.id),
            lambda ctx: notes.write(ctx, gym.member.id, "Mine"),
            lambda ctx: notes.change(ctx, note.id, "Mine"),
            lambda ctx: notes.remove(ctx, note.id),
            lambda ctx: notes.put_back(ctx, note.id),
        ):
            async with open_context(person.credential) as ctx:
                with pytest.raises(refusal):
                    await act(ctx)


@pytest.mark.parametrize("name", ["coach", "admin"])
async def test_staff_whom_another_coaches_do_not_read_about_themselves(gym, name):
    about = gym.people()[name]
    async with open_context(BySystem(gym.tenant_id)) as ctx:
        pair = {"coach_id": gym.other_coach.id, "member_id": about.id}
        ctx.db.add(CoachAssignment(tenant_id=gym.tenant_id, **pair))
    note = await write(gym.other_coach, about)
    async with open_context(about.credential) as ctx:
        for act in (notes.notes(ctx, about.id), notes.change(ctx, note.id, "x"), notes.remove(ctx, note.id)):
            with pytest.raises(NotFound):
                await act


async def test_a_note_is_changed_deleted_and_put_back(gym):
    note = await write(gym.coach, gym.member)
    async with open_context(gym.admin.credential) as ctx:
        changed = await notes.change(ctx, note.id, "Knee is fine.")
        assert (changed.text, changed.author, changed.is_mine) == ("Knee is fine.", "Coach", False)
        assert changed.changed_at == ctx.now
    async with open_context(gym.coach.credential) as ctx:
        await notes.remove(ctx, note.id)
        assert (await notes.notes(ctx, gym.member.id)).items == []
        with pytest.raises(Gone):
            await notes.change(ctx, note.id, "Again")
        await notes.put_back(ctx, note.id)
    assert await read(gym.coach, gym.member) == [("Knee is fine.", "Coach", True)]


async def test_a_deleted_note_is_gone_after_a_day(gym):
    kept, gone = await write(gym.coach, gym.member), await write(gym.coach, gym.member)
    for note, hours in ((kept, 23), (gone, 25)):
        async with open_context(gym.coach.credential, now=utcnow() - timedelta(hours=hours)) as ctx:
            await notes.remove(ctx, note.id)
    async with open_context(gym.coach.credential) as ctx:
        with pytest.raises(Gone):
            await notes.put_back(ctx, gone.id)
    await forget_deleted_notes()
    async with open_context(gym.coach.credential) as ctx:
        assert list((await ctx.db.execute(select(col(CoachNote.id)))).scalars()) == [kept.id]
    async with open_context(gym.admin.credential) as ctx:
        with pytest.raises(Forbidden):
            await notes.forget_deleted(ctx)


async def test_notes_come_a_page_at_a_time(gym):
    for number in range(3):
        await write(gym.coach, gym.member, f"Note {number}")
    async with open_context(gym.coach.credential) as ctx:
        first = await notes.notes(ctx, gym.member.id, limit=2)
        second = await notes.notes(ctx, gym.member.id, limit=2, cursor=first.next_cursor)
    assert [it.text for it in (*first.items, *second.items)] == ["Note 2", "Note 1", "Note 0"]
    assert second.next_cursor is None


DOORS = (
    "/api/v1/me", "/api/v1/me/export.json", "/api/v1/me/export.csv", "/api/v1/me/preferences",
    "/api/v1/today", "/api/v1/workouts", "/api/v1/sync/bootstrap", "/api/v1/templates", "/api/v1/exercises",
)  # fmt: skip


async def test_the_client_finds_it_nowhere(api, gym):
    await everything_about(gym)
    for path in DOORS:
        answer = await api.get(path, headers=bearer(gym.member))
        assert answer.is_success, path
        assert "physio" not in answer.text and "per_week" not in answer.text, path
    for path in ("roster", f"clients/{gym.member.id}", f"clients/{gym.member.id}/notes"):
        answer = await api.get(f"/api/v1/coaching/{path}", headers=bearer(gym.member))
        assert answer.status_code == 403, path


async def everything_about(gym: Gym) -> None:
    async with open_context(gym.coach.credential) as ctx:
        await notes.write(ctx, gym.member.id, WORDS)
        await agreements.agree(ctx, gym.member.id, 4, ctx.now.date())
        await attention.snooze(ctx, gym.member.id, 3)


async def leave(who: Person) -> None:
    async with open_context(who.credential) as ctx:
        ago = ctx.now - timedelta(hours=2)
        await ctx.db.execute(update(User).where(col(User.id) == who.id).values(leaves_at=ago))
    async with open_context(BySystem(who.tenant_id)) as ctx:
        assert await erase_leavers(ctx) == 1


async def count(gym: Gym, *tables: type) -> list[int]:
    async with open_context(BySystem(gym.tenant_id)) as ctx:
        asked = [text(f"select count(*) from {table.__tablename__}") for table in tables]
        return [(await ctx.db.execute(each)).scalar_one() for each in asked]


async def test_a_member_who_leaves_takes_all_of_it_along(gym):
    await everything_about(gym)
    assert await count(gym, Agreement, Attention, CoachNote) == [2, 1, 1]
    await leave(gym.member)
    assert await count(gym, Agreement, Attention, CoachNote) == [0, 0, 0]


async def test_what_a_coach_noted_stays_with_the_gym(gym):
    await everything_about(gym)
    await leave(gym.coach)
    assert await count(gym, Agreement, Attention, CoachNote) == [2, 0, 1]
    assert await read(gym.admin, gym.member) == [(WORDS, "", False)]
