"""Comments: who may write, read, change and take back; what is new to whom; what stays when somebody goes."""

from datetime import timedelta

import pytest
from pydantic import ValidationError
from sqlalchemy import text

from rythm.community import comments, queries
from rythm.community.schemas import ChangeComment, WriteComment
from rythm.core.actor import BySystem
from rythm.core.context import open_context
from rythm.core.errors import Forbidden, NotFound
from rythm.core.ids import uuid7
from tests.belongings.test_erasing import ask_to_leave, forget_leavers
from tests.community.conftest import NOW, say
from tests.fixtures.training import log_workout


async def shown(who, workout_id) -> list[tuple[str, str, bool]]:
    async with open_context(who.credential, now=NOW) as ctx:
        return [
            (each.author_name, each.text, each.is_new) for each in await queries.comments(ctx, workout_id)
        ]


async def new_to(who, member=None) -> list[tuple[str, int, str]]:
    async with open_context(who.credential, now=NOW) as ctx:
        found = await queries.news(ctx, member and member.id)
    return [(each.title, each.comments, each.text) for each in found]


async def see(who, workout_id) -> int:
    async with open_context(who.credential, now=NOW) as ctx:
        return await comments.read(ctx, workout_id)


async def test_member_and_coach_write_and_read_both_ways(gym, trained):
    await say(gym.coach, trained.id, "Elbows in", trained.set_id)
    await say(gym.member, trained.id, "Felt better")
    assert await shown(gym.member, trained.id) == [
        ("Coach", "Elbows in", True),
        ("Member", "Felt better", False),
    ]
    assert await shown(gym.coach, trained.id) == [
        ("Coach", "Elbows in", False),
        ("Member", "Felt better", True),
    ]


async def test_what_is_new_until_it_is_read(gym, trained):
    await say(gym.coach, trained.id, "One", trained.set_id)
    await say(gym.admin, trained.id, "Two")
    await say(gym.member, trained.id, "Three")
    assert await new_to(gym.member) == [("Upper A", 2, "Two")]
    assert await new_to(gym.coach, gym.member) == [("Upper A", 1, "Three")]
    assert await new_to(gym.admin, gym.member) == [], "somebody else coaches them"
    assert await see(gym.admin, trained.id) == 0
    assert await see(gym.member, trained.id) == 2
    assert await new_to(gym.member) == []
    assert await new_to(gym.coach, gym.member) == [("Upper A", 1, "Three")]
    assert await see(gym.coach, trained.id) == 1
    assert await see(gym.coach, trained.id) == 0


async def test_nobody_else_reads_or_writes(gym, next_door, trained):
    said = await say(gym.coach, trained.id, "Between us")
    people = (gym.stranger, gym.other_coach, next_door.member, next_door.coach, next_door.admin)
    for who in people:
        assert await shown(who, trained.id) == []
        assert await new_to(who, gym.member) == []
        with pytest.raises(NotFound):
            await say(who, trained.id, "Me too")
        async with open_context(who.credential) as ctx:
            for act in (
                comments.edit(ctx, said.id, ChangeComment(text="x")),
                comments.remove(ctx, said.id),
                comments.restore(ctx, said.id),
            ):
                with pytest.raises(NotFound):
                    await act
    for act in (comments.write, queries.news):
        async with open_context(gym.scheduler.credential) as ctx:
            with pytest.raises((Forbidden, NotFound)):
                await (act(ctx, trained.id, WriteComment(text="x")) if act is comments.write else act(ctx))


async def test_only_who_wrote_it_changes_it_and_can_take_that_back(gym, trained):
    said = await say(gym.coach, trained.id, "Elbows out")
    for who in (gym.member, gym.admin):
        async with open_context(who.credential) as ctx:
            with pytest.raises(Forbidden):
                await comments.edit(ctx, said.id, ChangeComment(text="x"))
            with pytest.raises(Forbidden):
                await comments.remove(ctx, said.id)
    async with open_context(gym.coach.credential, now=NOW) as ctx:
        changed = await comments.edit(ctx, said.id, ChangeComment(text="Elbows in"))
        assert (changed.text, changed.edited_at) == ("Elbows in", NOW)
        await comments.remove(ctx, said.id)
    assert await shown(gym.member, trained.id) == []
    assert await new_to(gym.member) == []
    async with open_context(gym.coach.credential, now=NOW) as ctx:
        with pytest.raises(NotFound):
            await comments.edit(ctx, said.id, ChangeComment(text="again"))
        await comments.restore(ctx, said.id)
    assert await shown(gym.member, trained.id) == [("Coach", "Elbows in", True)]


async def test_a_set_of_another_workout_or_none_and_workouts_that_are_not_history(gym, trained):
    with pytest.raises(NotFound):
        await say(gym.coach, trained.id, "x", trained.other_set_id)
    with pytest.raises(NotFound):
        await say(gym.coach, trained.id, "x", uuid7())
    running = await log_workout(gym.member, NOW, minutes=None)
    gone = await log_workout(gym.member, NOW, deleted=True)
    for workout in (running, gone):
        with pytest.raises(NotFound):
            await say(gym.coach, workout.id, "x")


def test_how_long_a_comment_may_be():
    assert WriteComment(text="  x" * 10).text
    for words in ("", "   ", "x" * 1001, "a\x00b"):
        with pytest.raises(ValidationError):
            WriteComment(text=words)


async def test_a_workout_takes_so_many(gym, trained, monkeypatch):
    monkeypatch.setattr(comments, "MOST", 2)
    await say(gym.coach, trained.id, "One")
    await say(gym.member, trained.id, "Two")
    with pytest.raises(comments.TooManyComments):
        await say(gym.coach, trained.id, "Three")


async def test_what_was_deleted_is_gone_after_30_days(gym, trained):
    said = await say(gym.coach, trained.id, "x")
    kept = await say(gym.coach, trained.id, "y")
    async with open_context(gym.coach.credential, now=NOW) as ctx:
        await comments.remove(ctx, said.id)
    for days, gone in ((29, 0), (31, 1)):
        async with open_context(BySystem(gym.tenant_id), now=NOW + timedelta(days=days)) as ctx:
            assert await comments.forget_deleted(ctx) == gone
    assert [row[1] for row in await shown(gym.member, trained.id)] == [kept.text]
    async with open_context(gym.admin.credential) as ctx:
        with pytest.raises(Forbidden):
            await comments.forget_deleted(ctx)


async def test_a_coach_who_leaves_for_good_leaves_their_words_without_a_name(gym, trained):
    await say(gym.coach, trained.id, "Elbows in")
    await ask_to_leave(gym.coach)
    assert await forget_leavers() == 1
    assert await shown(gym.member, trained.id) == [("", "Elbows in", True)]
    assert await see(gym.member, trained.id) == 1


async def test_a_member_who_leaves_takes_all_of_it(gym, trained):
    await say(gym.coach, trained.id, "Elbows in")
    await say(gym.member, trained.id, "My sore knee", trained.set_id)
    await ask_to_leave(gym.member)
    assert await forget_leavers() == 1
    async with open_context(BySystem(gym.tenant_id)) as ctx:
        assert (await ctx.db.execute(text("select count(*) from comment"))).scalar_one() == 0
        told = text("select count(*) from audit_entry where changes::text like '%sore knee%'")
        assert (await ctx.db.execute(told)).scalar_one() == 0


async def test_few_questions_to_the_database(gym, trained, request):
    counter = request.getfixturevalue("queries")
    for number in range(12):
        await say(gym.coach, trained.id, f"{number}", trained.set_id if number % 2 else None)
    with counter() as asked:
        await shown(gym.member, trained.id)
    assert len(asked) == 2
    with counter() as asked:
        await new_to(gym.member)
    assert len(asked) == 2
