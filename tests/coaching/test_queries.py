"""The clients of a coach and a client's page: who sees whom, what it says, what it costs."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import text

from rythm.coaching import queries as coaching
from rythm.core.actor import BySystem
from rythm.core.context import open_context
from rythm.core.errors import Forbidden, NotFound
from tests.fixtures.training import Done, Lift, add_exercise, disable, log_workout

NOW = datetime(2026, 11, 20, 18, 0, tzinfo=UTC)  # a Friday


async def names(person, **which) -> list[str]:
    async with open_context(person.credential, now=NOW) as ctx:
        return [row.name for row in (await coaching.clients(ctx, **which)).items]


async def test_coaches_see_their_clients_and_administrators_all_members(gym, next_door):
    assert await names(gym.coach) == ["Member"]
    assert await names(gym.other_coach) == []
    assert await names(gym.admin) == ["Member", "Stranger"]
    assert await names(gym.owner) == ["Member", "Stranger"]
    assert await names(next_door.coach) == ["Member"]  # their own


async def test_members_and_the_front_desk_have_no_clients(gym):
    for person in (gym.member, gym.scheduler):
        async with open_context(person.credential) as ctx:
            with pytest.raises(Forbidden):
                await coaching.clients(ctx)
            with pytest.raises(Forbidden):
                await coaching.client(ctx, gym.stranger.id)


async def test_the_platform_outside_a_tenant_has_no_clients(system_admin):
    assert await names(system_admin) == []


async def test_a_disabled_member_is_nobodys_client(gym):
    await disable(gym.member)
    assert await names(gym.coach) == []
    async with open_context(gym.coach.credential) as ctx:
        with pytest.raises(NotFound):
            await coaching.client(ctx, gym.member.id)


async def test_search_and_pages(gym):
    assert await names(gym.admin, search="  STR ") == ["Stranger"]
    assert await names(gym.admin, search="%") == []
    async with open_context(gym.admin.credential) as ctx:
        first = await coaching.clients(ctx, limit=1)
        second = await coaching.clients(ctx, limit=1, cursor=first.next_cursor)
    assert [row.name for row in (*first.items, *second.items)] == ["Member", "Stranger"]
    assert first.next_cursor is not None
    assert second.next_cursor is None


async def test_pages_have_everybody_once_whatever_lower_case_is(gym):
    """PostgreSQL and Python do not agree on the lower case of every letter."""
    async with open_context(BySystem(None)) as ctx:
        await ctx.db.execute(
            text("update user_account set name = 'İa' where id = :id"), {"id": gym.member.id}
        )
        await ctx.db.execute(
            text("update user_account set name = 'İb' where id = :id"), {"id": gym.stranger.id}
        )
    async with open_context(gym.admin.credential) as ctx:
        first = await coaching.clients(ctx, limit=1)
        second = await coaching.clients(ctx, limit=1, cursor=first.next_cursor)
    assert [row.name for row in (*first.items, *second.items)] == ["İa", "İb"]


async def test_what_a_row_says(gym, queries):
    for days in (1, 4, 8, 10, 100):
        await log_workout(gym.member, NOW - timedelta(days=days), title=f"{days} days ago")
    await log_workout(gym.member, NOW - timedelta(hours=1), minutes=None)
    await log_workout(gym.stranger, NOW - timedelta(days=9))
    await log_workout(gym.stranger, NOW - timedelta(hours=9), minutes=None)
    await log_workout(gym.stranger, NOW, deleted=True)
    with queries() as asked:
        async with open_context(gym.admin.credential, now=NOW) as ctx:
            member, stranger = (await coaching.clients(ctx)).items
    assert len(asked) == 2
    assert (member.last_title, member.sessions_this_week) == ("1 days ago", 2)
    assert member.last_workout_at == NOW - timedelta(days=1)
    assert member.weeks == [*[0] * 10, 2, 2]
    assert (member.why, member.is_behind, member.is_training) == ("On track", False, True)
    assert (stranger.why, stranger.is_behind, stranger.is_training) == ("No workout for 9 days", True, False)


async def test_a_clients_page(gym, queries):
    bench = await add_exercise(gym.tenant_id, "Bench press")
    for days in range(0, 60, 5):
        await log_workout(
            gym.member, NOW - timedelta(days=days), [Lift(bench, [Done("80", 5), Done("80", 5)])]
        )
    with queries() as asked:
        async with open_context(gym.coach.credential, now=NOW) as ctx:
            view = await coaching.client(ctx, gym.member.id)
    assert len(asked) <= 6
    assert view.client.name == "Member"
    assert sum(week.volume_kg for week in view.weekly_volume) == 12 * 800
    assert [line.name for line in view.one_rep_max.series] == ["Bench press"]
    assert view.one_rep_max.series[0].best_kg[-1] == 93.33
    assert len(view.workouts) == 10
    assert view.next_cursor is not None


async def test_somebody_elses_client_does_not_exist(gym, next_door):
    for person in (gym.other_coach, next_door.coach, next_door.admin, next_door.owner):
        async with open_context(person.credential) as ctx:
            with pytest.raises(NotFound):
                await coaching.client(ctx, gym.member.id)
    async with open_context(gym.coach.credential) as ctx:
        for member in (gym.stranger, gym.coach, gym.other_coach, next_door.member):
            with pytest.raises(NotFound):
                await coaching.client(ctx, member.id)
