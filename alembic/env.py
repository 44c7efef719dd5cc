"""Alembic's environment: the tables of `rythm.models`, short lock waits, one transaction per migration."""

from sqlalchemy import create_engine, text

from alembic import context
from rythm import models

SETTINGS = ("set lock_timeout = '5s'", "set statement_timeout = '10min'")


def run() -> None:
    """Migrate the database named by the caller."""
    engine = create_engine(context.config.attributes["url"])
    try:
        with engine.connect() as connection:
            for setting in SETTINGS:
                connection.execute(text(setting))
            connection.commit()
            context.configure(
                connection=connection,
                target_metadata=models.metadata,
                transaction_per_migration=True,
                compare_type=True,
                compare_server_default=False,
            )
            with context.begin_transaction():
                context.run_migrations()
    finally:
        engine.dispose()


run()
