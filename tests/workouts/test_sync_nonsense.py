"""What a broken phone may send: refused one by one and kept, and never in the way of the rest."""

import pytest
from pydantic import ValidationError
from sqlalchemy import text

from rythm.core.context import open_context
from rythm.core.ids import uuid7
from rythm.workouts.schemas import SyncRequest
from rythm.workouts.sync import keepable
from tests.fixtures.phone import Phone

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
