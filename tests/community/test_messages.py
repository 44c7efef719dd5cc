"""Messages of one line: to whom they may be written, who reads them, and taking them back."""

from datetime import timedelta

import pytest
from pydantic import ValidationError

from rythm.community import messages, queries
from rythm.community.schemas import SendMessage
from rythm.core.context import open_context
from rythm.core.errors import Forbidden, NotFound
from tests.belongings.test_erasing import ask_to_leave, forget_leavers
from tests.community.conftest import NOW, say
from tests.fixtures.training import disable


async def send(who, member, words="Good week", *, days=0):
    async with open_context(who.credential, now=NOW - timedelta(days=days)) as ctx:
        return await messages.send(ctx, member.id, SendMessage(text=words))


async def inbox(who, **which) -> list[tuple[str, str]]:
    async with open_context(who.credential, now=NOW) as ctx:
        return [(each.sender_name, each.text) for each in (await queries.inbox(ctx, **which)).items]


async def test_a_member_reads_what_was_sent_and_marks_it(gym):
    await send(gym.coach, gym.member, "First", days=2)
    second = await send(gym.admin, gym.member, "Second")
    assert await inbox(gym.member) == [("Admin", "Second"), ("Coach", "First")]
    async with open_context(gym.member.credential, now=NOW) as ctx:
        await messages.read(ctx, second.id)
    assert await inbox(gym.member, unread=True) == [("Coach", "First")]
    assert await inbox(gym.stranger) == []
    async with open_context(gym.coach.credential) as ctx:
        told = (await queries.messages(ctx, gym.member.id)).items
    assert [(each.text, each.read_at) for each in told] == [("Second", NOW), ("First", None)]


async def test_to_whom_one_may_write(gym, next_door):
    for who, to in (
        (gym.coach, gym.stranger),
        (gym.coach, gym.coach),
        (gym.coach, gym.other_coach),
        (gym.other_coach, gym.member),
        (gym.admin, gym.scheduler),
        (gym.admin, gym.admin),
        (next_door.coach, gym.member),
        (next_door.admin, gym.member),
    ):
        with pytest.raises(NotFound):
            await send(who, to)
    for who in (gym.member, gym.scheduler):
        with pytest.raises(Forbidden):
            await send(who, gym.stranger)
    await disable(gym.member)
    with pytest.raises(NotFound):
        await send(gym.coach, gym.member)


async def test_nobody_else_reads_or_marks_it(gym, next_door):
    sent = await send(gym.coach, gym.member)
    for who in (gym.stranger, gym.coach, gym.admin, next_door.member):
        async with open_context(who.credential) as ctx:
            with pytest.raises(NotFound):
                await messages.read(ctx, sent.id)
    for who in (gym.other_coach, next_door.coach):
        async with open_context(who.credential) as ctx:
            assert (await queries.messages(ctx, gym.member.id)).items == []
            with pytest.raises(NotFound):
                await messages.take_back(ctx, sent.id)
    async with open_context(gym.member.credential) as ctx:
        with pytest.raises(Forbidden):
            await queries.messages(ctx, gym.member.id)


async def test_taking_it_back_before_it_was_read(gym):
    sent, read = await send(gym.coach, gym.member, "Oops"), await send(gym.coach, gym.member, "Kept")
    async with open_context(gym.member.credential, now=NOW) as ctx:
        await messages.read(ctx, read.id)
    async with open_context(gym.admin.credential) as ctx:
        with pytest.raises(Forbidden):
            await messages.take_back(ctx, sent.id)
    async with open_context(gym.coach.credential) as ctx:
        with pytest.raises(messages.AlreadyRead):
            await messages.take_back(ctx, read.id)
        await messages.take_back(ctx, sent.id)
    assert await inbox(gym.member) == [("Coach", "Kept")]


def test_a_message_is_one_line():
    assert SendMessage(text=" Good\nweek,\t Maya ").text == "Good week, Maya"
    for words in ("", " \n ", "x" * 281):
        with pytest.raises(ValidationError):
            SendMessage(text=words)


async def test_pages(gym):
    for number in range(5):
        await send(gym.coach, gym.member, str(number), days=number)
    async with open_context(gym.member.credential) as ctx:
        first = await queries.inbox(ctx, limit=3)
        second = await queries.inbox(ctx, limit=3, cursor=first.next_cursor)
    assert [each.text for each in (*first.items, *second.items)] == ["0", "1", "2", "3", "4"]
    assert second.next_cursor is None


async def test_who_leaves_for_good(gym):
    await send(gym.coach, gym.member, "Good week")
    await ask_to_leave(gym.coach)
    assert await forget_leavers() == 1
    assert await inbox(gym.member) == [("", "Good week")]
    await ask_to_leave(gym.member)
    assert await forget_leavers() == 1


async def test_talk_has_both_newest_first(gym, trained, request):
    await send(gym.coach, gym.member, "Hello", days=2)
    await say(gym.member, trained.id, "Felt heavy", trained.set_id)
    with request.getfixturevalue("queries")() as asked:
        async with open_context(gym.coach.credential, now=NOW) as ctx:
            said = await queries.talk(ctx, gym.member.id)
    assert len(asked) == 2
    assert [(each.author_name, each.text, each.title, each.is_new) for each in said] == [
        ("Member", "Felt heavy", "Upper A", True),
        ("Coach", "Hello", "", False),
    ]
    async with open_context(gym.other_coach.credential) as ctx:
        assert await queries.talk(ctx, gym.member.id) == []
    async with open_context(gym.member.credential) as ctx:
        with pytest.raises(Forbidden):
            await queries.talk(ctx, gym.member.id)
