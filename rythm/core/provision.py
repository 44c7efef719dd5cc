"""Roles and the database, made and kept in order: an owner who migrates, an app user who owns nothing."""

import hashlib
import hmac
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from urllib.parse import quote, unquote, urlsplit, urlunsplit

import psycopg
from psycopg import sql

from rythm.core.errors import ConfigurationError
from rythm.core.postgres_binaries import OLDEST

EXTENSIONS = ("btree_gist", "pg_trgm")
GATE = "rythm_gate"
_LOCK = 0x72797468  # "ryth": one process provisions at a time


class DatabaseUnreachable(ConfigurationError):
    """The database does not answer or does not let us in."""


class DatabaseTooOld(ConfigurationError):
    """The server is older than what the row-level security we rely on needs."""


class MayNotProvision(ConfigurationError):
    """The given user may not make roles or databases; the message says what to grant instead."""


class AppRoleTooPowerful(ConfigurationError):
    """The role the app connects as would pass the tenant wall."""


@dataclass(frozen=True, slots=True)
class DatabaseUrls:
    """Connections to one database: `owner` migrates, `app` serves."""

    owner: str = field(repr=False)
    app: str = field(repr=False)


def provision(admin_url: str, secret: str, database: str = "rythm", *, suffix: str = "") -> DatabaseUrls:
    """Make or mend the roles `rythm_owner` and `rythm_app` and the database; doing it again changes nothing.

    Passwords follow from the secret. `suffix` is appended to the roles' names. The roles get no rights on
    tables: migrations grant those.
    """
    owner, app = f"rythm_owner{suffix}", f"rythm_app{suffix}"
    urls = DatabaseUrls(
        with_login(admin_url, owner, password_for(secret, owner), database),
        with_login(admin_url, app, password_for(secret, app), database),
    )
    with connected(admin_url, autocommit=True) as connection:
        require_version(connection)
        _require_rights(connection, admin_url, database)
        connection.execute("select pg_advisory_lock(%s)", (_LOCK,))
        try:
            for role in (owner, app):
                _role(connection, role, password_for(secret, role))
            _gate(connection, owner)
            _database(connection, database, owner, app)
        except psycopg.errors.InsufficientPrivilege as error:
            raise MayNotProvision(_grant_advice(admin_url, _first_line(error))) from error
    with connected(urls.owner, autocommit=True) as connection:
        for extension in EXTENSIONS:
            connection.execute(sql.SQL("create extension if not exists {}").format(sql.Identifier(extension)))
        connection.execute("revoke create on schema public from public")
        # before release 16 the owner inherits nothing, so not this from being the database's owner either
        connection.execute("set role pg_database_owner")
        connection.execute(
            sql.SQL("grant usage, create on schema public to {}").format(sql.Identifier(owner))
        )
        connection.execute("reset role")
    return urls


def password_for(secret: str, role: str) -> str:
    """A role's password: HMAC-SHA256 of its name under the installation's secret."""
    return hmac.new(secret.encode(), role.encode(), hashlib.sha256).hexdigest()


def require_version(connection: psycopg.Connection) -> int:
    """The server's major release; raises when it is older than 15."""
    major = connection.info.server_version // 10_000
    if major < OLDEST:
        raise DatabaseTooOld(
            f"The PostgreSQL server is release {major}; rythm needs {OLDEST} or newer: upgrade it, "
            "or unset DATABASE_URL to use the embedded database."
        )
    return major


def require_unprivileged(app_url: str) -> str:
    """The name of the app's role; raises when it could pass row-level security or owns tables."""
    with connected(app_url, autocommit=True) as connection:
        require_version(connection)
        row = connection.execute(
            """
            select current_user, rolsuper, rolbypassrls, rolcreaterole,
                   exists (select from pg_class c join pg_namespace n on n.oid = c.relnamespace
                           where c.relowner = r.oid and n.nspname in ('public', 'app')),
                   exists (select from pg_roles p where (p.rolsuper or p.rolbypassrls)
                           and pg_has_role(current_user, p.oid, 'member'))
            from pg_roles r where rolname = current_user
            """
        ).fetchone()
    assert row is not None
    faults = ("is a superuser", "bypasses row-level security", "may create roles", "owns tables",
              "is a member of a privileged role")  # fmt: skip
    if found := [fault for fault, is_so in zip(faults, row[1:], strict=True) if is_so]:
        raise AppRoleTooPowerful(
            f'The app\'s database role "{row[0]}" {" and ".join(found)}, '
            "so the wall between tenants would not hold: "
            "give DATABASE_APP_URL a plain role (NOSUPERUSER NOBYPASSRLS) that owns nothing."
        )
    return str(row[0])


@contextmanager
def connected(url: str, *, autocommit: bool = False) -> Iterator[psycopg.Connection]:
    """A connection, or one clear error when there is none to be had."""
    if urlsplit(plain(url)).scheme != "postgresql":
        raise DatabaseUnreachable(
            "DATABASE_URL is no PostgreSQL address: write it postgresql://user:password@host/name."
        )
    try:
        connection = psycopg.connect(plain(url), autocommit=autocommit, connect_timeout=10)
    except psycopg.ProgrammingError as error:
        raise DatabaseUnreachable(
            "DATABASE_URL cannot be read: special characters in the password have to be percent-encoded."
        ) from error
    except psycopg.OperationalError as error:
        raise DatabaseUnreachable(
            f"The database {shown(url)} cannot be reached ({_first_line(error)}): "
            "check DATABASE_URL and that the server runs."
        ) from error
    with connection:
        yield connection


def plain(url: str) -> str:
    """The URL as libpq reads it, without a driver's name in the scheme."""
    scheme, separator, rest = url.partition("://")
    return (
        f"postgresql://{rest}"
        if separator and scheme.partition("+")[0] in ("postgres", "postgresql")
        else url
    )


def shown(url: str) -> str:
    """The URL without its password, for people to read."""
    parts = urlsplit(plain(url))
    user = f"{parts.username}@" if parts.username else ""
    return f"{user}{parts.netloc.rpartition('@')[2]}{parts.path}"


def database_of(url: str) -> str:
    """The database a URL names, `rythm` when it names none or the server's own `postgres`."""
    name = unquote(urlsplit(plain(url)).path.lstrip("/"))
    return name if name not in ("", "postgres") else "rythm"


def with_login(url: str, user: str, password: str, database: str) -> str:
    """The same server and options with another login and database."""
    parts = urlsplit(plain(url))
    host = parts.netloc.rpartition("@")[2]
    netloc = f"{quote(user, safe='')}:{quote(password, safe='')}@{host}"
    return urlunsplit((parts.scheme, netloc, f"/{quote(database, safe='')}", parts.query, ""))


def _require_rights(connection: psycopg.Connection, admin_url: str, database: str) -> None:
    row = connection.execute(
        """
        select rolsuper, rolcreaterole, rolcreatedb,
               exists (select from pg_database where datname = %s) from pg_roles where rolname = current_user
        """,
        (database,),
    ).fetchone()
    assert row is not None
    is_super, may_create_roles, may_create_databases, there = row
    if not is_super and not (may_create_roles and (there or may_create_databases)):
        raise MayNotProvision(_grant_advice(admin_url))


def _grant_advice(admin_url: str, reason: str = "") -> str:
    user = unquote(urlsplit(plain(admin_url)).username or "") or "the user"
    detail = f" ({reason})" if reason else ""
    return (
        f'The user "{user}" of DATABASE_URL may not set up roles and the database{detail}: '
        f'as a superuser run `alter role "{user}" createrole createdb`, '
        "or make the roles yourself and set DATABASE_OWNER_URL and DATABASE_APP_URL."
    )


def _role(connection: psycopg.Connection, role: str, password: str) -> None:
    name = sql.Identifier(role)
    if connection.execute("select from pg_roles where rolname = %s", (role,)).fetchone() is None:
        connection.execute(sql.SQL("create role {} login").format(name))
    # hashed here, so that the password itself never reaches the server's log
    verifier = connection.pgconn.encrypt_password(password.encode(), role.encode(), b"scram-sha-256").decode()
    connection.execute(sql.SQL("alter role {} login password {}").format(name, sql.Literal(verifier)))
    row = connection.execute(
        "select rolsuper, rolbypassrls, rolcreatedb, rolcreaterole, rolreplication "
        "from pg_roles where rolname = %s",
        (role,),
    ).fetchone()
    if row is not None and any(row):
        connection.execute(
            sql.SQL("alter role {} nosuperuser nobypassrls nocreatedb nocreaterole noreplication").format(
                name
            )
        )


def _gate(connection: psycopg.Connection, owner: str) -> None:
    """The role behind the wall's functions: nobody logs in as it, its owner must ask for its rights."""
    if connection.execute("select from pg_roles where rolname = %s", (GATE,)).fetchone() is None:
        connection.execute(sql.SQL("create role {} nologin").format(sql.Identifier(GATE)))
    names = (sql.Identifier(GATE), sql.Identifier(owner))
    if connection.info.server_version >= 160_000:
        connection.execute(sql.SQL("grant {} to {} with inherit false, set true").format(*names))
    else:
        connection.execute(sql.SQL("alter role {} noinherit").format(names[1]))
        connection.execute(sql.SQL("grant {} to {}").format(*names))


def _database(connection: psycopg.Connection, database: str, owner: str, app: str) -> None:
    name, owns = sql.Identifier(database), sql.Identifier(owner)
    is_super = connection.info.parameter_status("is_superuser") == "on"
    if not is_super:  # handing something over needs membership in the receiver
        connection.execute(sql.SQL("grant {} to current_user").format(owns))
    row = connection.execute(
        "select pg_get_userbyid(datdba) from pg_database where datname = %s", (database,)
    ).fetchone()
    if row is None:
        connection.execute(
            sql.SQL("create database {} owner {} encoding 'UTF8' template template0").format(name, owns)
        )
    elif row[0] != owner:
        connection.execute(sql.SQL("alter database {} owner to {}").format(name, owns))
    connection.execute(sql.SQL("revoke all on database {} from public").format(name))
    connection.execute(sql.SQL("grant connect on database {} to {}").format(name, sql.Identifier(app)))


def _first_line(error: Exception) -> str:
    lines = str(error).strip().splitlines() or [type(error).__name__]
    return lines[0].rpartition(" failed: ")[2].strip().removeprefix("FATAL:").strip()
