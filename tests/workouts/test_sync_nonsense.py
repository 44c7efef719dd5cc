"""What a broken phone may send: refused one by one and kept, and never in the way of the rest."""

import pytest
from pydantic import ValidationError
from sqlalchemy import text

from rythm.coaching.queries import client
from rythm.core.context import open_context
from rythm.core.ids import uuid7
from rythm.workouts import queries
from rythm.workouts.bootstrap import bootstrap
from rythm.workouts.schemas import SyncRequest
from rythm.workouts.sync import apply, keepable
from tests.fixtures.phone import Phone

START = "2026-01-05T18:00:00Z"
DEEP: list[object] = []
for _ in range(300):
    DEEP = [DEEP]


@pytest.mark.parametrize(
    "fields",
    [
        {"title": "a\x00b"},
        {"note": "\x00"},
        {"title": "\ud800"},
        {"tit\x00le": 1},
        {"template_version": 10**30},
        {"template_version": 0},
        {"title": {"a": 1}},
        {"title": DEEP},
        {"title": float("nan")},
        {"colour": "red"},
        {"started_at": "yesterday"},
        {"started_at": None},
    ],
    ids=lambda fields: next(iter(fields)),
)
async def test_one_bad_operation_never_blocks_the_queue(gym, fields):
    phone = Phone(gym.member)
    before, bad, after = (
        phone.meant("workout", uuid7(), title="Before"),
        phone.meant("workout", uuid7(), **fields),
        phone.meant("workout", uuid7(), title="After"),
    )
    answer = await phone.send(before, bad, after)
    assert [result.status for result in answer.results] == ["applied", "rejected", "applied"]
    assert answer.results[1].reason
    again = await phone.send(before, bad, after)
    assert [result.status for result in again.results] == ["duplicate", "rejected", "duplicate"]
    async with open_context(gym.member.credential) as ctx:
        titles = await ctx.db.execute(text("select title from workout order by title"))
        assert titles.scalars().all() == ["After", "Before"]


@pytest.mark.parametrize(
    "change", [{"cursor": 10**30}, {"cursor": -1}, {"sent_at": 10**30}, {"epoch": "x\x00"}]
)
def test_a_request_that_is_impossible_is_refused_whole(change):
    good = {"user_id": str(uuid7()), "device_id": str(uuid7()), "sent_at": 1, "operations": []}
    SyncRequest.model_validate(good)
    with pytest.raises(ValidationError):
        SyncRequest.model_validate(good | change)


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        (None, None),
        (True, True),
        (82.5, 82.5),
        (float("inf"), None),
        (2**63 - 1, 2**63 - 1),
        (2**63, None),
        ("Größe", "Größe"),
        ("a\x00b", "ab"),
        ("\ud800", "?"),
        ({"a": [1, {"b": "c"}]}, {"a": [1, {"b": "c"}]}),
        ([[[[["deep"]]]]], [[[[None]]]]),
        (object(), None),
    ],
)
def test_what_is_kept_of_what_was_said(said, kept):
    assert keepable(said) == kept


@pytest.mark.parametrize(
    "moment",
    ["0001-01-01T00:00:00+14:00", "0001-01-01T00:00:00Z", "1969-12-31T23:59:59Z", "2101-01-01T00:00:00Z",
     "9999-12-31T23:59:59-14:00"],
)  # fmt: skip
async def test_a_time_nobody_trained_at_is_refused_and_spoils_no_page(gym, moment):
    """PostgreSQL would keep such a time, and nothing could read it again."""
    phone, workout = Phone(gym.member), uuid7()
    answer = await phone.send(
        phone.meant("workout", uuid7(), started_at=moment),
        phone.meant("workout", workout, started_at=START),
        phone.meant("workout", workout, finished_at=moment),
        phone.meant("workout", uuid7(), started_at=START, deleted_at=moment),
    )
    assert [result.status for result in answer.results] == ["rejected", "applied", "rejected", "rejected"]
    async with open_context(gym.member.credential) as ctx:
        filled = await bootstrap(ctx)
        assert [workout.id for workout in filled.workouts] == [workout]


async def test_a_workout_of_a_century_is_listed(gym):
    phone = Phone(gym.member)
    long = phone.meant(
        "workout", uuid7(), started_at="1970-01-01T00:00:00Z", finished_at="2100-12-31T23:59:59Z"
    )
    assert (await phone.send(long)).results[0].status == "applied"
    async with open_context(gym.coach.credential) as ctx:
        assert (await queries.history(ctx, member_id=gym.member.id)).items[0].duration_seconds > 2**31
        assert (await client(ctx, gym.member.id)).workouts


async def test_a_clock_that_was_off_by_ages_is_put_right(gym):
    """The device said it sent at the end of time what was meant at its beginning."""
    request = SyncRequest.model_validate(
        {
            "user_id": gym.member.id,
            "device_id": uuid7(),
            "sent_at": 253_402_300_799_999,
            "operations": [
                {"op_id": uuid7(), "seq": 1, "entity": "workout", "entity_id": uuid7(), "fields": {}, "at": 0}
            ],
        }
    )
    async with open_context(gym.member.credential) as ctx:
        answer = await apply(ctx, request)
    assert answer.results[0].status == "applied"


async def test_what_ends_before_it_starts_ends_when_it_starts(gym):
    """The clocks of two phones disagree; to refuse the end would lose it."""
    phone = Phone(gym.member)
    answer = await phone.send(
        phone.meant("workout", uuid7(), started_at=START, finished_at="2026-01-05T17:00:00Z")
    )
    assert answer.results[0].status == "applied"
    assert answer.changes.workouts[0].finished_at == answer.changes.workouts[0].started_at


async def test_an_event_of_a_try_that_was_taken_back_is_not_told(gym, next_door):
    """PostgreSQL refuses the batch for the last operation, and each is tried again on its own."""
    theirs, mine = Phone(next_door.member), Phone(gym.member)
    taken = uuid7()
    await theirs.send(theirs.meant("workout", taken, started_at=START))
    end = {"started_at": START, "finished_at": "2026-01-05T19:00:00Z"}
    answer = await mine.send(mine.meant("workout", uuid7(), **end), mine.meant("workout", taken, **end))
    assert [result.status for result in answer.results] == ["applied", "rejected"]
    async with open_context(gym.member.credential) as ctx:
        told = await ctx.db.execute(text("select name from outbox_event"))
        assert told.scalars().all() == ["workout.finished.v1"]
