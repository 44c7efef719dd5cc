"""Roles and database: made, mended, refused."""

from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any, cast

import psycopg
import pytest

from rythm.core import provision as provisioning
from rythm.core.embedded_postgres import Cluster
from rythm.core.migrate import current, newest, upgrade
from rythm.core.provision import (
    AppRoleTooPowerful,
    DatabaseTooOld,
    DatabaseUnreachable,
    MayNotProvision,
    connected,
    provision,
    require_unprivileged,
)
from tests.core.test_embedded_postgres import INSTALLED, reachable_folder

SECRET = "s" * 40
ROLES = (
    "rythm_owner",
    "rythm_app",
    "rythm_owner_x",
    "rythm_app_x",
    "rythm_gate",
    "stranger",
    "plain",
    "maker",
)


@pytest.fixture(scope="module", params=INSTALLED, ids=lambda path: path.parent.name if path else "bundled")
def server(request: pytest.FixtureRequest) -> Iterator[str]:
    """A server of each installed release, for all tests of this file."""
    with reachable_folder() as folder:
        yield Cluster(folder, bin_dir=request.param).start().admin_url


@pytest.fixture
def admin_url(server: str) -> Iterator[str]:
    """The server without anything of ours, before and after."""
    yield server
    do(
        server,
        *(f'drop database if exists "{name}"' for name in ("rythm", "one", "two", "three")),
        *(f"drop role if exists {name}" for name in ROLES),
    )


def do(url: str, *statements: str) -> None:
    with connected(url, autocommit=True) as connection:
        for statement in statements:
            connection.execute(cast(Any, statement))


def values(url: str, question: str) -> list[Any]:
    with connected(url, autocommit=True) as connection:
        return connection.execute(cast(Any, question)).fetchall()


def test_makes_unprivileged_roles_and_changes_nothing_the_second_time(admin_url: str) -> None:
    urls = provision(admin_url, SECRET)
    assert provision(admin_url, SECRET) == urls
    rows = values(
        urls.owner,
        "select rolname, rolcanlogin, "
        "rolsuper or rolbypassrls or rolcreatedb or rolcreaterole or rolreplication "
        "from pg_roles where rolname in ('rythm_owner', 'rythm_app') order by 1",
    )
    assert rows == [("rythm_app", True, False), ("rythm_owner", True, False)]
    assert values(urls.app, "select current_database()::text, current_user::text") == [("rythm", "rythm_app")]
    extensions = {name for (name,) in values(urls.app, "select extname::text from pg_extension")}
    assert {"btree_gist", "pg_trgm"} <= extensions
    assert require_unprivileged(urls.app) == "rythm_app"


def test_the_app_may_neither_create_nor_read_anything_yet(admin_url: str) -> None:
    urls = provision(admin_url, SECRET)
    for statement in (
        "create table t (n int)",
        "create schema s",
        "create temp table t (n int)",
        "create role r",
    ):
        with connected(urls.app, autocommit=True) as app, pytest.raises(psycopg.errors.InsufficientPrivilege):
            app.execute(cast(Any, statement))


def test_other_roles_may_not_connect(admin_url: str) -> None:
    provision(admin_url, SECRET)
    do(admin_url, "create role stranger login password 'x'")
    with pytest.raises(DatabaseUnreachable, match="permission denied for database"):
        values(provisioning.with_login(admin_url, "stranger", "x", "rythm"), "select 1")


def test_takes_powers_back_and_changes_passwords(admin_url: str) -> None:
    before = provision(admin_url, SECRET)
    do(admin_url, "alter role rythm_app superuser bypassrls")
    with pytest.raises(AppRoleTooPowerful, match="is a superuser and bypasses row-level security"):
        require_unprivileged(before.app)
    after = provision(admin_url, "t" * 40)
    assert require_unprivileged(after.app) == "rythm_app"
    with pytest.raises(DatabaseUnreachable, match="password authentication failed"):
        require_unprivileged(before.app)


def test_several_databases_share_the_roles(admin_url: str) -> None:
    one, two = provision(admin_url, SECRET, "one"), provision(admin_url, SECRET, "two")
    assert values(one.app, "select current_database()::text") == [("one",)]
    assert values(two.app, "select current_database()::text") == [("two",)]
    other = provision(admin_url, SECRET, "three", suffix="_x")
    assert require_unprivileged(other.app) == "rythm_app_x"


def test_takes_over_a_database_that_is_there(admin_url: str) -> None:
    do(admin_url, "create database rythm")
    urls = provision(admin_url, SECRET)
    owner = "select pg_get_userbyid(datdba)::text from pg_database where datname = 'rythm'"
    assert values(urls.app, owner) == [("rythm_owner",)]


def test_the_migrations_run_on_each_release(admin_url: str) -> None:
    urls = provision(admin_url, SECRET)
    upgrade(urls.owner)
    assert current(urls.app) == newest()
    assert values(urls.app, "select count(*)::int from membership") == [(0,)]


def test_an_ordinary_user_is_told_what_to_grant(admin_url: str) -> None:
    do(admin_url, "create role plain login password 'x'")
    plain = provisioning.with_login(admin_url, "plain", "x", "postgres")
    with pytest.raises(MayNotProvision, match='alter role "plain" createrole createdb') as raised:
        provision(plain, SECRET)
    assert "DATABASE_OWNER_URL and DATABASE_APP_URL" in str(raised.value)
    assert "\n" not in str(raised.value)


def test_a_user_with_just_those_rights_suffices(admin_url: str) -> None:
    do(admin_url, "create role maker login password 'x' createrole createdb")
    maker = provisioning.with_login(admin_url, "maker", "x", "postgres")
    urls = provision(maker, SECRET)
    assert provision(maker, SECRET) == urls
    assert require_unprivileged(urls.app) == "rythm_app"


def test_an_old_server_is_refused() -> None:
    old = cast(psycopg.Connection, SimpleNamespace(info=SimpleNamespace(server_version=140_012)))
    with pytest.raises(DatabaseTooOld, match="is release 14; rythm needs 15 or newer"):
        provisioning.require_version(old)


@pytest.mark.parametrize(
    "url",
    [
        "postgresql://u:hidden@127.0.0.1:1/x",
        "postgresql+psycopg://u:hidden@127.0.0.1:1/x",
        "mysql://u:hidden@h/x",
        "postgresql://u:hidden@@h:what/x",
    ],
)
def test_no_server_is_one_line_without_the_password(url: str) -> None:
    with pytest.raises(DatabaseUnreachable, match=r"be reached|is no PostgreSQL|percent-enc") as raised:
        provision(url, SECRET)
    assert "hidden" not in str(raised.value)
    assert "\n" not in str(raised.value)


def test_urls() -> None:
    url = "postgres://ad%40min:p%2Fw@[::1]:5433/gym?sslmode=require"
    made = provisioning.with_login(url, "rythm_app", "s/p?", "my gym")
    assert made == "postgresql://rythm_app:s%2Fp%3F@[::1]:5433/my%20gym?sslmode=require"
    assert provisioning.shown(url) == "ad%40min@[::1]:5433/gym"
    assert provisioning.database_of(url) == "gym"
    assert provisioning.database_of("postgresql://h/postgres") == "rythm"
    assert "hidden" not in repr(
        provisioning.DatabaseUrls("postgresql://a:hidden@h/x", "postgresql://b:hidden@h/x")
    )
