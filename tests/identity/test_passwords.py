"""Hashes: strong enough, old ones upgraded, and hashing that leaves the loop free."""

import asyncio
import re
import time

import pytest
from passlib.hash import argon2, bcrypt
from sqlalchemy import text

from rythm.core.context import open_context
from rythm.core.errors import Invalid
from rythm.identity import passwords
from tests.fixtures.actors import PASSWORD, Person
from tests.identity.doors import set_hash, sign_in


async def hash_of(who: Person) -> str:
    async with open_context(who.credential) as ctx:
        found = await ctx.db.execute(
            text("select password_hash from user_account where id = :id"), {"id": who.id}
        )
        return str(found.scalar_one())


async def test_hashes_are_argon2id_of_the_recommended_strength():
    first, second = await passwords.hash_password(PASSWORD), await passwords.hash_password(PASSWORD)
    assert first != second, "salted"
    memory, passes, lanes = map(
        int, re.fullmatch(r"\$argon2id\$v=19\$m=(\d+),t=(\d+),p=(\d+)\$.*", first).groups()
    )
    assert (memory >= 19_456, passes >= 2, lanes) == (True, True, 1)
    assert await passwords.verify_password(PASSWORD, first) == (True, None)
    assert await passwords.verify_password(PASSWORD + "x", first) == (False, None)
    assert await passwords.verify_password(PASSWORD, None) == (False, None)


@pytest.mark.parametrize(
    "weak",
    [
        bcrypt.using(rounds=5).hash(PASSWORD),
        bcrypt.using(rounds=5, ident="2a").hash(PASSWORD),
        argon2.using(memory_cost=1024, time_cost=1, parallelism=1).hash(PASSWORD),
    ],
    ids=["bcrypt", "bcrypt 2a", "weak argon2"],
)
async def test_an_old_hash_lets_in_and_is_upgraded(http, house, weak):
    await set_hash(house.member, weak)
    assert (await sign_in(http, house.member, PASSWORD + "x")).status_code == 401
    assert await hash_of(house.member) == weak, "only the right password upgrades"
    assert (await sign_in(http, house.member)).status_code == 200
    upgraded = await hash_of(house.member)
    assert upgraded.startswith("$argon2id$v=19$m=19456,t=2,p=1$")
    assert (await sign_in(http, house.member)).status_code == 200
    assert await hash_of(house.member) == upgraded, "once is enough"


async def test_an_upgrade_does_not_undo_a_change_of_password(http, house, monkeypatch):
    await set_hash(house.member, bcrypt.using(rounds=5).hash(PASSWORD))
    newer = await passwords.hash_password("changed in the meantime")
    verify = passwords.verify_password

    async def slow(password, stored):
        result = await verify(password, stored)
        await set_hash(house.member, newer)
        return result

    monkeypatch.setattr(passwords, "verify_password", slow)
    await sign_in(http, house.member)
    assert await hash_of(house.member) == newer


@pytest.mark.parametrize("password", ["x" * 73, "ä" * 40, "p" * 199])
async def test_long_passwords_meet_old_hashes_without_an_error(http, house, password):
    await set_hash(house.member, bcrypt.using(rounds=5).hash(PASSWORD))
    assert (await sign_in(http, house.member, password)).status_code == 401


async def test_a_long_password_of_old_is_upgraded_whole(http, house):
    """What made the old hash cut it at 72 bytes; from now on all of it counts."""
    long = "correct horse battery " * 5
    await set_hash(house.member, bcrypt.using(rounds=5).hash(long.encode()[:72]))
    assert (await sign_in(http, house.member, long)).status_code == 200
    assert (await sign_in(http, house.member, long[:80])).status_code == 401
    assert (await sign_in(http, house.member, long)).status_code == 200


async def test_hashing_leaves_the_loop_free():
    """A flood of sign-ins runs two at a time in threads; everybody else is served meanwhile."""
    ticks: list[float] = []

    async def tick() -> None:
        while True:
            ticks.append(time.perf_counter())
            await asyncio.sleep(0)

    ticking = asyncio.create_task(tick())
    await asyncio.gather(*(passwords.hash_password(PASSWORD) for _ in range(6)))
    ticking.cancel()
    assert len(ticks) > 100


async def test_two_are_hashed_at_a_time(monkeypatch):
    running = most = 0

    async def in_thread(work, *args):
        nonlocal running, most
        running += 1
        most = max(most, running)
        await asyncio.sleep(0)
        running -= 1
        return "hash"

    monkeypatch.setattr(asyncio, "to_thread", in_thread)
    await asyncio.gather(*(passwords.hash_password(PASSWORD) for _ in range(9)))
    assert most == 2


@pytest.mark.parametrize(
    ("password", "good"),
    [
        ("ten letters", True),
        ("correct horse battery", True),
        ("ünïcödé-wörds", True),
        ("x1y2z3a4b5" * 20, True),
        ("nine char", False),
        ("x1y2z3a4b5" * 20 + "!", False),
        ("aaaaaaaaaaaa", False),
        ("abcabcabcabc", False),
        ("someone@gym.example", False),
        ("SomeOne@Gym.Example", False),
        ("someonesomeone", False),
    ],
)
def test_what_a_password_may_be(password, good):
    if good:
        passwords.require_good(password, email="someone@gym.example")
        return
    with pytest.raises(Invalid) as refused:
        passwords.require_good(password, email="someone@gym.example", field="new")
    assert [*refused.value.fields] == ["new"]


def test_temporary_passwords_are_good_and_differ():
    made = {passwords.temporary_password() for _ in range(200)}
    assert len(made) == 200
    for password in made:
        assert re.fullmatch(r"[a-z2-9]{4}(-[a-z2-9]{4}){2}", password)
        assert not {"l", "o", "i", "0", "1"} & set(password), "nothing to misread"
        passwords.require_good(password, email="someone@gym.example")
