"""A gym whose people can sign in, and a throttle that remembers nothing of other tests."""

from collections.abc import AsyncIterator

import httpx
import pytest
import pytest_asyncio

from rythm.core.settings import settings
from rythm.identity import passwords, throttle
from tests.fixtures.actors import PASSWORD, Gym, build_gym
from tests.fixtures.api import ORIGIN

ADDRESS = "203.0.113.7"


@pytest.fixture(autouse=True)
def fresh_throttle(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every test comes from the same address; none shall pay for the tries of another."""
    monkeypatch.setattr(throttle, "_limiter", None)


@pytest_asyncio.fixture(loop_scope="session", scope="session")
async def password_hash() -> str:
    """The hash of PASSWORD, made once."""
    return await passwords.hash_password(PASSWORD)


@pytest_asyncio.fixture(loop_scope="session")
async def house(db, password_hash: str) -> Gym:
    """A gym whose people sign in with PASSWORD."""
    return await build_gym(password_hash=password_hash)


@pytest_asyncio.fixture(loop_scope="session")
async def second_house(db, password_hash: str) -> Gym:
    """A gym of another owner, whose people sign in too."""
    return await build_gym(password_hash=password_hash)


@pytest_asyncio.fixture(loop_scope="session")
async def http(db, application) -> AsyncIterator[httpx.AsyncClient]:
    """A browser that keeps cookies and comes from an address of its own."""
    transport = httpx.ASGITransport(application, client=(ADDRESS, 4711), raise_app_exceptions=False)
    async with httpx.AsyncClient(transport=transport, base_url=ORIGIN) as client:
        yield client


@pytest.fixture
def behind_https(monkeypatch: pytest.MonkeyPatch):
    """As run behind HTTPS: Secure cookies."""
    monkeypatch.setenv("RYTHM_SECURE_COOKIES", "true")
    settings.cache_clear()
    yield
    monkeypatch.undo()
    settings.cache_clear()
