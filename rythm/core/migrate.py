"""Runs the migrations, from a checkout or from an installed package."""

from functools import cache
from pathlib import Path

from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import create_engine

from alembic import command
from rythm.core.database import sqlalchemy_url

PACKAGE = Path(__file__).resolve().parents[1]


def scripts() -> Path:
    """Where the migration scripts are."""
    shipped = PACKAGE / "_alembic"
    return shipped if shipped.is_dir() else PACKAGE.parent / "alembic"


def configuration(owner_url: str) -> Config:
    """Alembic's configuration for the database at `owner_url` (role rythm_owner)."""
    config = Config()
    config.set_main_option("script_location", str(scripts()))
    config.attributes["url"] = sqlalchemy_url(owner_url)
    return config


def upgrade(owner_url: str) -> None:
    """Bring the database to the newest version."""
    command.upgrade(configuration(owner_url), "head")


@cache
def newest() -> str | None:
    """The version the program expects; read once, since the health check asks for it while others wait."""
    return ScriptDirectory(str(scripts())).get_current_head()


def current(url: str) -> str | None:
    """The version the database is at; None when it was never migrated."""
    engine = create_engine(sqlalchemy_url(url))
    try:
        with engine.connect() as connection:
            return MigrationContext.configure(connection).get_current_revision()
    finally:
        engine.dispose()
