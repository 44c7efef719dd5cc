"""`rythm doctor`: looks at each part and says what to do about what it finds."""

import stat
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

import typer

from rythm import __version__
from rythm.cli.console import console
from rythm.cli.database import Opened, is_embedded, opened, run
from rythm.cli.options import DataDir, configure
from rythm.core import leases, migrate, postgres_binaries
from rythm.core.embedded_postgres import Cluster
from rythm.core.errors import ConfigurationError
from rythm.core.postgres_binaries import RunAs
from rythm.core.postgres_place import home_of
from rythm.core.provision import connected, require_unprivileged, require_version
from rythm.core.settings import Settings
from rythm.web import frontend, serve
from rythm.web.serve import Listen

OLDEST_PYTHON = (3, 11)


class Mark(StrEnum):
    """How a part is."""

    GOOD = "[green]✓[/]"
    ODD = "[yellow]![/]"
    BAD = "[red]✗[/]"


@dataclass(frozen=True, slots=True)
class Finding:
    """One part, how it is, what was seen and what to do."""

    part: str
    mark: Mark
    seen: str
    remedy: str = ""


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("doctor")(doctor_command)


def doctor_command(data_dir: DataDir = None) -> None:
    """Check every part and say what to do; ends with 1 when something is broken."""
    chosen = configure(data_dir=data_dir)
    broken = False
    for finding in examine(chosen):
        broken |= finding.mark is Mark.BAD
        console.print(f"{finding.mark} {finding.part:<12} ", end="")
        console.print(finding.seen, markup=False, soft_wrap=True)
        if finding.remedy:
            console.print(f"  {'':<12} → {finding.remedy}", markup=False, soft_wrap=True)
    raise typer.Exit(1 if broken else 0)


def examine(chosen: Settings) -> Iterator[Finding]:
    """Every finding, in the order in which things build on each other."""
    yield _python()
    yield _data_dir(chosen)
    yield _secret(chosen)
    yield _frontend()
    yield _port(chosen)
    if chosen.redis_url:
        yield _tried("Redis", lambda: _redis(chosen))
    if chosen.s3_bucket:
        yield _tried("S3", lambda: _s3(chosen))
    yield from _database(chosen)


def _tried(part: str, look: Callable[[], str]) -> Finding:
    """A finding from a look that raises a clear error when something is wrong."""
    try:
        return Finding(part, Mark.GOOD, look())
    except ConfigurationError as error:
        return _broken(part, error)


def _broken(part: str, error: ConfigurationError) -> Finding:
    """What a clear error says, with its advice after the last colon."""
    seen, _, remedy = str(error).rpartition(": ")
    return Finding(part, Mark.BAD, seen, remedy)


def _python() -> Finding:
    version = ".".join(map(str, sys.version_info[:3]))
    if sys.version_info < OLDEST_PYTHON:
        return Finding("Python", Mark.BAD, version, "install Python 3.11 or newer")
    return Finding("Python", Mark.GOOD, f"{version}, rythm {__version__}")


def _data_dir(chosen: Settings) -> Finding:
    folder = chosen.data_dir
    if not folder.exists():
        return Finding("Data", Mark.ODD, f"{folder} does not exist yet", "`rythm serve` makes it")
    probe = folder / f".doctor-{id(folder)}"
    try:
        probe.touch()
        probe.unlink()
    except OSError as error:
        remedy = "make it writable, or choose another with --data-dir"
        return Finding("Data", Mark.BAD, f"{folder} cannot be written ({error.strerror})", remedy)
    home = home_of(folder)
    return Finding(
        "Data", Mark.GOOD, f"{folder}" + ("" if home.is_relative_to(folder) else f", database in {home}")
    )


def _secret(chosen: Settings) -> Finding:
    if chosen.secret_key:
        return Finding("Secret", Mark.GOOD, "from RYTHM_SECRET_KEY")
    path = chosen.data_dir / "secret.key"
    if not path.exists():
        return Finding("Secret", Mark.ODD, "none yet", "`rythm serve` makes one, or set RYTHM_SECRET_KEY")
    mode = stat.S_IMODE(path.stat().st_mode)
    if mode & 0o077:
        return Finding(
            "Secret", Mark.BAD, f"{path} has mode {mode:04o}: others can read it", f"chmod 600 {path}"
        )
    return _tried("Secret", lambda: f"{path}, mode {mode:04o}" if chosen.secret else "")


def _frontend() -> Finding:
    if frontend.is_current():
        return Finding("Frontend", Mark.GOOD, "built and up to date")
    there = bool(frontend.stamp())
    if not frontend.is_checkout():
        return Finding("Frontend", Mark.BAD, "missing from the package", "install a wheel made by `uv build`")
    return Finding(
        "Frontend", Mark.ODD, "older than the sources" if there else "not built yet", "`rythm build`"
    )


def _port(chosen: Settings) -> Finding:
    listen = Listen(chosen.host, chosen.port)
    if serving := leases.holders(chosen.data_dir / "run", "serve"):
        return Finding("Port", Mark.GOOD, f"rythm serves already (process {', '.join(map(str, serving))})")

    def free() -> str:
        serve.require_free(listen)
        return f"{listen.host}:{listen.port} is free"

    return _tried("Port", free)


def _redis(chosen: Settings) -> str:
    serve.require_state_store(chosen.workers, chosen.redis_url)
    return "answers"


def _s3(chosen: Settings) -> str:
    import boto3
    from botocore.config import Config
    from botocore.exceptions import BotoCoreError, ClientError

    patient = Config(connect_timeout=3, read_timeout=3, retries={"max_attempts": 1})
    try:
        boto3.client("s3", endpoint_url=chosen.s3_endpoint_url, config=patient).head_bucket(
            Bucket=chosen.s3_bucket
        )
    except (BotoCoreError, ClientError, ValueError) as error:
        raise ConfigurationError(
            f"Bucket {chosen.s3_bucket} cannot be used ({error}): "
            "check RYTHM_S3_ENDPOINT_URL, RYTHM_S3_BUCKET and the AWS_* credentials"
        ) from error
    return f"bucket {chosen.s3_bucket} can be used"


def _database(chosen: Settings) -> Iterator[Finding]:
    embedded = is_embedded(chosen)
    if embedded:
        binaries = _tried("PostgreSQL", lambda: _binaries(chosen.data_dir))
        yield binaries
        if binaries.mark is Mark.BAD:
            return
        if not Cluster(chosen.data_dir).exists():
            yield Finding("Database", Mark.ODD, "not made yet", "`rythm serve` makes it")
            return
    with ExitStack() as stack:
        try:
            up = stack.enter_context(opened(chosen))
        except ConfigurationError as error:
            yield _broken("Database", error)
            return
        yield _tried("Database", lambda: _version(up))
        yield _tried("Roles", lambda: f"{require_unprivileged(up.urls.app)} serves, and is unprivileged")
        yield _migrations(up)
        if not chosen.demo:
            yield _admin(up)


def _binaries(data_dir: Path) -> str:
    made_by = home_of(data_dir) / "pgdata" / "PG_VERSION"
    major = int(made_by.read_text()) if made_by.exists() and made_by.read_text().strip().isdigit() else None
    binaries = postgres_binaries.find(RunAs.here(), major=major)
    return f"{binaries.version} in {binaries.folder}"


def _version(up: Opened) -> str:
    with connected(up.urls.owner) as connection:
        require_version(connection)
        row = connection.execute(
            "select current_setting('server_version'), pg_database_size(current_database())"
        )
        version, size = row.fetchone() or ("?", 0)
    kind = "embedded" if up.cluster else "yours"
    return f"PostgreSQL {version.split()[0]} ({kind}), {size / 1_000_000:.0f} MB"


def _migrations(up: Opened) -> Finding:
    at, newest = migrate.current(up.urls.owner), migrate.newest()
    if at == newest:
        return Finding("Migrations", Mark.GOOD, f"at {at}, the newest")
    return Finding("Migrations", Mark.BAD, f"at {at or 'nothing'}, the newest is {newest}", "`rythm migrate`")


def _admin(up: Opened) -> Finding:
    from rythm.cli.people import has_system_admin

    try:
        if run(up.urls, has_system_admin()):
            return Finding("Admin", Mark.GOOD, "somebody administers the platform")
    except Exception as error:  # before the first migration the function is not there
        return Finding("Admin", Mark.ODD, f"unknown ({type(error).__name__})", "`rythm migrate`")
    remedy = "`rythm user create --system-admin --email you@example.org`"
    return Finding("Admin", Mark.ODD, "nobody administers the platform", remedy)
