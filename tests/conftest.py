"""Fixtures for every test."""

pytest_plugins = [
    "tests.fixtures.database",
    "tests.fixtures.actors",
    "tests.fixtures.queries",
    "tests.fixtures.api",
    "tests.fixtures.catalogue",
    "tests.fixtures.browser",
    "tests.fixtures.walls",
]
