"""The database a command works on: started, provisioned, migrated as needed, and left again."""

import asyncio
import os
from collections.abc import Coroutine, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, TypeVar

from rythm.core import migrate
from rythm.core.actor import BySystem
from rythm.core.context import open_context
from rythm.core.database import database
from rythm.core.embedded_postgres import Cluster
from rythm.core.errors import ConfigurationError
from rythm.core.provision import (
    DatabaseUrls,
    connected,
    database_of,
    provision,
    require_unprivileged,
    require_version,
)
from rythm.core.settings import Settings, settings
from rythm.exercises.library import install_catalogue as install_exercises
from rythm.templates.library import install_catalogue as install_templates

T = TypeVar("T")

_MIGRATING = 0x72797469
"""The advisory lock that lets one process migrate at a time."""


@dataclass(frozen=True, slots=True)
class Opened:
    """A database that is up; `cluster` when it is the embedded one."""

    urls: DatabaseUrls
    cluster: Cluster | None


def is_embedded(chosen: Settings) -> bool:
    """Whether the database is ours to run, because none was named."""
    return not (chosen.database_url or chosen.database_owner_url or chosen.database_app_url)


@contextmanager
def opened(chosen: Settings) -> Iterator[Opened]:
    """The database for as long as the block runs; the embedded one stops with its last user."""
    if given := given_urls(chosen):
        with connected(given.owner) as connection:
            require_version(connection)
        require_unprivileged(given.app)
        yield Opened(given, None)
    elif chosen.database_url:
        yield Opened(provision(chosen.database_url, chosen.secret, database_of(chosen.database_url)), None)
    else:
        cluster = Cluster(chosen.data_dir)
        try:
            cluster.start()
            yield Opened(provision(cluster.admin_url, chosen.secret), cluster)
        finally:
            cluster.leave()


def given_urls(chosen: Settings) -> DatabaseUrls | None:
    """The two connections an operator made roles for; naming only one of them is an error."""
    owner, app = chosen.database_owner_url, chosen.database_app_url
    if bool(owner) != bool(app):
        missing = "DATABASE_APP_URL" if owner else "DATABASE_OWNER_URL"
        raise ConfigurationError(f"{missing} is missing: set both DATABASE_OWNER_URL and DATABASE_APP_URL.")
    return DatabaseUrls(owner, app) if owner and app else None


def bring_up_to_date(urls: DatabaseUrls) -> bool:
    """Migrate to the newest version and add what is built in; True when there was something to do."""
    with connected(urls.owner, autocommit=True) as connection:
        connection.execute("select pg_advisory_lock(%s)", (_MIGRATING,))
        behind = migrate.current(urls.owner) != migrate.newest()
        if behind:
            migrate.upgrade(urls.owner)
        return run(urls, _install_library()) > 0 or behind


async def _install_library() -> int:
    """The built-in exercises and the system templates; those that are there stay as they are."""
    async with open_context(BySystem(None)) as ctx:
        return await install_exercises(ctx) + await install_templates(ctx)


def serve_from(urls: DatabaseUrls) -> None:
    """Let this process and its workers use the app's connection, and nothing more powerful."""
    os.environ["DATABASE_APP_URL"] = urls.app
    for name in ("DATABASE_URL", "DATABASE_OWNER_URL", "RYTHM_DATABASE_URL", "RYTHM_DATABASE_OWNER_URL"):
        os.environ.pop(name, None)
    settings.cache_clear()


def run(urls: DatabaseUrls, work: Coroutine[Any, Any, T]) -> T:
    """Run asynchronous work against the database as the app's role."""
    # A command imports only its own domains, but foreign keys need every table to be known.
    import rythm.models  # noqa: F401

    async def working() -> T:
        database.configure(urls.app, pool_size=4)
        try:
            return await work
        finally:
            await database.close()

    return asyncio.run(working())
