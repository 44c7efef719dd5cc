"""The migrations go up, down and up again, say what the models say, and open nothing before the walls."""

import psycopg
import pytest

from alembic import command
from rythm.core.ids import uuid7
from rythm.core.migrate import configuration, current, newest, upgrade
from rythm.core.provision import DatabaseUrls
from rythm.models import metadata
from tests.fixtures.rows import WALLS

CATALOGUE = {
    "policies": "select tablename, policyname, roles::text, cmd, qual, with_check from pg_policies "
    "order by 1, 2",
    "grants": "select oid::regclass::text, relrowsecurity, relforcerowsecurity, relacl::text from pg_class "
    "where relnamespace = 'public'::regnamespace order by 1",
    "functions": "select oid::regprocedure::text, prosecdef, proacl::text, pg_get_userbyid(proowner)::text "
    "from pg_proc where pronamespace in (select oid from pg_namespace where nspname = 'app') order by 1",
    "triggers": "select tgrelid::regclass::text, tgname from pg_trigger where not tgisinternal order by 1, 2",
    "indexes": "select indexdef from pg_indexes where schemaname = 'public' order by 1",
    "constraints": "select conrelid::regclass::text, conname, pg_get_constraintdef(oid) from pg_constraint "
    "where connamespace = 'public'::regnamespace order by 1, 2",
}


@pytest.fixture(scope="module")
def scratch(new_database) -> DatabaseUrls:
    """A database that was never migrated."""
    return new_database(f"migrations_{uuid7().hex[-8:]}")


def _catalogue(urls: DatabaseUrls) -> dict[str, list[tuple[object, ...]]]:
    with psycopg.connect(urls.owner) as db:
        return {name: db.execute(question).fetchall() for name, question in CATALOGUE.items()}


def test_up_down_and_up_again_ends_where_it_began(scratch: DatabaseUrls) -> None:
    upgrade(scratch.owner)
    assert current(scratch.owner) == newest()
    once = _catalogue(scratch)
    command.downgrade(configuration(scratch.owner), "base")
    bare = _catalogue(scratch)
    assert {name: bare[name] for name in ("policies", "functions", "triggers")} == {
        "policies": [], "functions": [], "triggers": [],
    }  # fmt: skip
    assert {row[0] for row in bare["grants"]} <= {"alembic_version", "alembic_version_pkc"}
    upgrade(scratch.owner)
    assert _catalogue(scratch) == once


def test_each_step_can_be_taken_back(scratch: DatabaseUrls) -> None:
    upgrade(scratch.owner)
    once = _catalogue(scratch)
    for _ in WALLS:
        if current(scratch.owner) is None:
            break
        before = current(scratch.owner)
        command.downgrade(configuration(scratch.owner), "-1")
        assert current(scratch.owner) != before
    assert current(scratch.owner) is None
    command.upgrade(configuration(scratch.owner), "+1")
    upgrade(scratch.owner)
    assert _catalogue(scratch) == once


def test_the_models_and_the_migrations_agree(scratch: DatabaseUrls) -> None:
    upgrade(scratch.owner)
    command.check(configuration(scratch.owner))


def test_tables_without_walls_are_closed(scratch: DatabaseUrls) -> None:
    command.downgrade(configuration(scratch.owner), "0001")
    with psycopg.connect(scratch.app, autocommit=True) as db:
        there = {row[0] for row in db.execute("select tablename from pg_tables where schemaname = 'public'")}
        assert {"workout", "membership", "user_account"} < there - {"alembic_version"} <= {*WALLS}
        for table in metadata.sorted_tables:
            if table.name not in there:
                continue  # a later migration makes it, walls included
            for statement in (
                f"select * from {table.name}",
                f"insert into {table.name} default values",
                f"update {table.name} set created_at = now()"
                if "created_at" in table.c
                else f"table {table.name}",
                f"delete from {table.name}",
                f"truncate {table.name}",
            ):
                with pytest.raises(psycopg.errors.InsufficientPrivilege):
                    db.execute(statement)
    upgrade(scratch.owner)
    with psycopg.connect(scratch.app) as db:
        assert db.execute("select count(*) from workout").fetchone() == (0,)
