"""The gym that is counted, once for a file of tests."""

import pytest_asyncio

from tests.analytics.world import World, build_world
from tests.fixtures.actors import build_gym


@pytest_asyncio.fixture(loop_scope="session", scope="module")
async def world(db) -> World:
    """A gym with a year of training; the tests of a file only read it."""
    return await build_world(await build_gym())
