"""How often one may guess: per account, per address, and how the waiting ends."""

import asyncio
from datetime import UTC, datetime, timedelta

import pytest
import time_machine

from rythm.core.errors import TooManyRequests, Unauthenticated
from rythm.identity import passwords, sessions, throttle
from rythm.identity.schemas import SignIn
from tests.fixtures.actors import PASSWORD
from tests.identity.doors import error_of, sign_in

WRONG = "not the password"


@pytest.fixture
def quick_passwords(monkeypatch):
    """Nobody's password is right, and finding out costs nothing; tells how many were looked at."""
    looked_at = []

    async def verify(password, stored):
        looked_at.append(password)
        await asyncio.sleep(0)
        return False, None

    monkeypatch.setattr(passwords, "verify_password", verify)
    return looked_at


async def tried(email: str, address: str) -> str:
    try:
        await sessions.prove(SignIn(email=email, password=WRONG), address)
    except (Unauthenticated, TooManyRequests) as error:
        return error.code
    raise AssertionError("a wrong password was right")


@pytest.mark.parametrize("known", [True, False])
async def test_ten_wrong_tries_and_the_account_waits(http, house, quick_passwords, known):
    email = house.member.email if known else f"nobody-{house.slug}@nobody.example"
    for _ in range(10):
        assert (await sign_in(http, email, WRONG)).status_code == 401
    refused = await sign_in(http, email, PASSWORD)
    assert (refused.status_code, error_of(refused)["code"]) == (429, "RATE_LIMITED")
    assert 880 < int(refused.headers["Retry-After"]) <= 901
    assert "15 minutes" in error_of(refused)["message"]
    assert len(quick_passwords) == 10, "the password is not even looked at"
    assert (await sign_in(http, house.coach, WRONG)).status_code == 401, "others may go on"


async def test_waiting_as_long_as_told_is_enough(http, house):
    start = datetime.now(UTC)
    with time_machine.travel(start, tick=False) as clock:
        for _ in range(10):
            await sign_in(http, house.member, WRONG)
        refused = await sign_in(http, house.member)
        assert refused.status_code == 429
        clock.shift(timedelta(seconds=int(refused.headers["Retry-After"]) - 2))
        again = await sign_in(http, house.member)
        assert (again.status_code, again.headers["Retry-After"]) == (429, "2")
        clock.shift(timedelta(seconds=2))
        assert (await sign_in(http, house.member)).status_code == 200


async def test_success_forgets_the_accounts_tries(http, house):
    for _ in range(3):
        for _ in range(9):
            assert (await sign_in(http, house.member, WRONG)).status_code == 401
        assert (await sign_in(http, house.member)).status_code == 200


async def test_one_address_may_not_try_many_accounts(db, quick_passwords):
    answers = [await tried(f"n{n}@many.example", "198.51.100.1") for n in range(62)]
    assert answers == ["UNAUTHENTICATED"] * 60 + ["RATE_LIMITED"] * 2
    assert await tried("n99@many.example", "198.51.100.2") == "UNAUTHENTICATED", "other addresses may"


async def test_many_tries_at_once_count_one_by_one(db, quick_passwords):
    answers = await asyncio.gather(*(tried(f"n{n}@flood.example", "198.51.100.3") for n in range(200)))
    assert answers.count("UNAUTHENTICATED") == len(quick_passwords) == 60
    answers = await asyncio.gather(*(tried("one@flood.example", f"198.51.100.{n}") for n in range(10, 110)))
    assert answers.count("UNAUTHENTICATED") == 10


async def test_a_whole_gym_signs_in_from_one_address(http, house):
    for _ in range(9):
        for who in house.people().values():
            assert (await sign_in(http, who)).status_code == 200


async def test_both_doors_count_the_same_tries(http, house, quick_passwords):
    for n in range(10):
        if n % 2:
            answer = await http.post(
                "/api/v1/auth/token", json={"email": house.member.email, "password": WRONG}
            )
        else:
            answer = await sign_in(http, house.member, WRONG)
        assert answer.status_code == 401
    for path, headers in (("/api/v1/auth/token", {}), ("/api/v1/session", http.headers)):
        answer = await http.post(path, json={"email": house.member.email, "password": WRONG}, headers=headers)
        assert answer.status_code == (429 if path.endswith("token") else 403)
    assert (await sign_in(http, house.member)).status_code == 429


@pytest.mark.parametrize(
    ("address", "network"),
    [
        ("198.51.100.7", "198.51.100.7"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("2001:db8:1:2:ffff::1", "2001:db8:1:2::/64"),
        ("::ffff:198.51.100.7", "198.51.100.7"),
        ("", ""),
        ("testclient", "testclient"),
    ],
)
def test_an_address_stands_for_whoever_holds_it(address, network):
    assert throttle.network(address) == network
