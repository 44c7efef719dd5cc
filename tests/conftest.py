"""Fixtures for every test, and the order of files."""

import gc

import pytest

pytest_plugins = [
    "tests.fixtures.database",
    "tests.fixtures.actors",
    "tests.fixtures.queries",
    "tests.fixtures.api",
    "tests.fixtures.catalogue",
    "tests.fixtures.browser",
    "tests.fixtures.walls",
]

LONGEST_FIRST = (
    "tests/journeys/test_pages",
    "tests/ui/test_handlers",
    "tests/sync/",
    "tests/journeys/",
    "tests/cli/",
    "tests/offline/",
    "tests/pwa/",
)
"""Two workers end together when the long files come first and the many short ones fill up what is left."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Put the files that take longest first; within each, tests stay in their order."""

    def place(item: pytest.Item) -> int:
        path = item.nodeid
        return next(
            (n for n, start in enumerate(LONGEST_FIRST) if path.startswith(start)), len(LONGEST_FIRST)
        )

    items.sort(key=place)


def pytest_collection_finish() -> None:
    """What was imported and collected stays: the collector of garbage need not walk through it every time."""
    gc.collect()
    gc.freeze()
