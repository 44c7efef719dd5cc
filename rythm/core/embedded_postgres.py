"""Our own PostgreSQL: a private cluster on the loopback interface, made, started, re-attached to, stopped."""

import os
import re
import secrets
import shutil
import socket
import subprocess
import time
from contextlib import suppress
from pathlib import Path

import psycopg
from filelock import FileLock

from rythm.core import leases, postgres_binaries
from rythm.core.errors import ConfigurationError
from rythm.core.postgres_binaries import Binaries, BinariesMissing, RunAs
from rythm.core.postgres_place import DataDirectoryUnusable, home_of, prepare, settle, unusable

__all__ = ["BinariesMissing", "Cluster", "ClusterFailed", "DataDirectoryCorrupt", "DataDirectoryUnusable"]

START_SECONDS = 60.0
SUPERUSER = "postgres"
LOG_LIMIT = 10_000_000

_DAMAGE = re.compile(
    r"checkpoint record|pg_control|not a valid data directory|invalid (data|contents|magic|page)|checksum|"
    r"could not (open file|open directory|read|access)|bogus|corrupt|unexpected data|PG_VERSION|missing from|"
    r"database files are incompatible|WAL directory|No such file or directory",
    re.IGNORECASE,
)


class ClusterFailed(ConfigurationError):
    """The embedded database did not start or stop; the message carries its own last words."""


class DataDirectoryCorrupt(ConfigurationError):
    """The database's files are damaged."""


class Cluster:
    """The embedded database of one data directory, shared by every rythm process that uses it.

    Each process holds a lease while it uses the cluster; the last one to leave stops the server.
    """

    def __init__(self, data_dir: Path, *, bin_dir: Path | None = None) -> None:
        self.data_dir = Path(data_dir).expanduser().absolute()
        self._run_as = RunAs.here()
        self._bin_dir = bin_dir
        self._binaries: Binaries | None = None
        self._lease = leases.Lease(self.data_dir / "run", "database")
        self._port = 0

    # -- what callers use

    def start(self) -> "Cluster":
        """Make the cluster if there is none, and start it or attach to its running server."""
        prepare(self.data_dir, self._run_as)
        with self._locked():
            settle(self.data_dir, self._run_as)
            self._lease.acquire()
            try:
                if not self._attach(patience=START_SECONDS):
                    self._launch()
            except BaseException:  # Ctrl-C too
                self._lease.release()
                if not self._is_used():
                    with suppress(ConfigurationError):
                        self._shut_down()
                raise
        return self

    def leave(self) -> bool:
        """Give up this process's lease; the last one to leave stops the server. True when it was stopped."""
        if not self._lease.is_held:
            return False
        with self._locked():
            self._lease.release()
            return not self._is_used() and self._shut_down()

    def stop(self) -> bool:
        """Stop the server whoever uses it; False when it was not running."""
        if not self.home.is_dir():
            return False
        with self._locked():
            self._lease.release()
            return self._shut_down()

    def users(self) -> list[int]:
        """The other processes that use this cluster now."""
        return leases.holders(self.data_dir / "run", "database")

    def _is_used(self) -> bool:
        return bool(self.users()) or leases.is_held_here(self._lease.folder, self._lease.purpose)

    def is_running(self) -> bool:
        """Whether the server runs and takes our password."""
        return self._attach(patience=0)

    def revive(self) -> bool:
        """Start the server again if its process died under us; True when that was so."""
        if self._postmaster() is not None:
            return False
        self.start()
        return True

    def exists(self) -> bool:
        """Whether a cluster was ever made here."""
        return (self.pgdata / "PG_VERSION").exists()

    @property
    def admin_url(self) -> str:
        """The superuser's connection to the running server."""
        if not self._port and not self.is_running():
            raise ClusterFailed(
                f"The embedded database in {self.data_dir} is not running: `rythm serve` starts it."
            )
        return f"postgresql://{SUPERUSER}:{self._password()}@127.0.0.1:{self._port}/postgres"

    @property
    def port(self) -> int:
        """The port of the running server, 0 before it was started."""
        return self._port

    @property
    def home(self) -> Path:
        """Where the cluster's files are."""
        return home_of(self.data_dir)

    @property
    def pgdata(self) -> Path:
        """PostgreSQL's own data directory."""
        return self.home / "pgdata"

    @property
    def log(self) -> Path:
        """The server's log file."""
        return self.home / "postgres.log"

    @property
    def binaries(self) -> Binaries:
        """The programs this cluster runs on: of the release that made it, if it exists."""
        if self._binaries is None:
            self._binaries = postgres_binaries.find(self._run_as, major=self._made_by(), only=self._bin_dir)
        return self._binaries

    # -- making and starting

    def _locked(self) -> FileLock:
        return FileLock(self.data_dir / "lock", timeout=START_SECONDS * 2)

    def _made_by(self) -> int | None:
        try:
            return int((self.pgdata / "PG_VERSION").read_text().strip())
        except FileNotFoundError:
            return None
        except ValueError as error:
            raise self._corrupt("PG_VERSION is not readable") from error
        except OSError as error:
            raise unusable(self.pgdata, error) from error

    def _launch(self) -> None:
        if self.pgdata.exists() and not self.exists():
            raise self._corrupt("PG_VERSION is missing")
        if not self.pgdata.exists():
            self._make()
        self._password()  # an unreadable one is damage, found before the server runs
        self._rotate_log()
        deadline = time.monotonic() + START_SECONDS
        port = self._last_port()  # so that a running server finds its database again after a crash
        while True:
            self._clear_stale_pid()
            self._configure(port)
            before = self.log.stat().st_size if self.log.exists() else 0
            result = self._pg_ctl("-l", self.log, "-t", "60", "start")
            words = self._last_words(before) or result.stderr.strip().splitlines()[-1:]
            if result.returncode == 0 and self._attach(patience=10):
                return
            reason = " ".join(words)
            # after a kill -9 the orphans hold the shared memory for a moment; a port may be taken meanwhile
            if not re.search(r"shared memory|could not create any TCP/IP sockets|lock file", reason):
                break
            if time.monotonic() > deadline:
                break
            if "sockets" in reason:
                port = 0
            time.sleep(0.5)
        if _DAMAGE.search(reason):
            raise self._corrupt(reason)
        raise ClusterFailed(
            f"The embedded database did not start: {reason or 'no reason given'} (log: {self.log})."
        )

    def _make(self) -> None:
        unfinished = self.home / "pgdata.unfinished"
        password = self.home / "superuser.password"
        try:
            shutil.rmtree(unfinished, ignore_errors=True)
            password.unlink(missing_ok=True)
            descriptor = os.open(password, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            with os.fdopen(descriptor, "w") as file:
                file.write(secrets.token_urlsafe(32))
            self._run_as.give(password)
        except OSError as error:
            raise unusable(self.home, error) from error
        locale = ("--locale=C.UTF-8",)
        if self.binaries.major >= 17:  # the same everywhere, whatever the system's libraries think
            locale = ("--no-locale", "--locale-provider=builtin", "--builtin-locale=C.UTF-8")  # type: ignore[assignment]
        result = self._run_as.run(
            self.binaries["initdb"], "-D", unfinished, "-U", SUPERUSER, "-E", "UTF8", *locale,
            "--auth=scram-sha-256", f"--pwfile={password}", "--data-checksums", "--no-instructions",
        )  # fmt: skip
        if result.returncode != 0:
            reason = " ".join(result.stderr.strip().splitlines()[:1])
            raise ClusterFailed(f"The embedded database could not be made in {self.home}: {reason}")
        with (unfinished / "postgresql.conf").open("a") as file:
            file.write("\ninclude_if_exists = 'rythm.conf'\n")
        unfinished.rename(self.pgdata)

    def _last_port(self) -> int:
        """The port of the last run if it is free, else 0."""
        try:
            port = int(
                re.findall(r"^port = '(\d+)'", (self.pgdata / "rythm.conf").read_text(), re.MULTILINE)[0]
            )
            return _free_port(port)
        except (OSError, IndexError):
            return 0

    def _configure(self, port: int) -> None:
        """Write the server's settings, port 0 meaning any; durability (fsync) stays as PostgreSQL has it."""
        chosen = {
            "listen_addresses": "127.0.0.1", "port": port or _free_port(), "unix_socket_directories": "",
            "max_connections": 100, "shared_buffers": "128MB", "work_mem": "8MB",
            "maintenance_work_mem": "64MB", "random_page_cost": 1.1, "jit": "off",
            "password_encryption": "scram-sha-256", "lc_messages": "C",
            "timezone": "UTC", "log_timezone": "UTC",
        }  # fmt: skip
        path = self.pgdata / "rythm.conf"
        try:
            path.write_text("".join(f"{name} = '{value}'\n" for name, value in chosen.items()))
            self._run_as.give(path)
        except OSError as error:
            raise unusable(self.pgdata, error) from error

    def _attach(self, *, patience: float) -> bool:
        """Find the running server; while its process does not answer yet, wait up to `patience` seconds."""
        deadline = time.monotonic() + patience
        while (found := self._postmaster()) is not None:
            _, port = found
            try:
                with psycopg.connect(
                    f"postgresql://{SUPERUSER}:{self._password()}@127.0.0.1:{port}/postgres",
                    connect_timeout=5,
                ) as connection:
                    row = connection.execute("show data_directory").fetchone()
                if row is not None and Path(row[0]).resolve() == self.pgdata.resolve():
                    self._port = port
                    return True
            except psycopg.OperationalError as error:
                if "password authentication failed" in str(error):
                    raise self._corrupt("its superuser's password does not fit") from error
            if time.monotonic() >= deadline:
                break
            time.sleep(0.1)
        self._port = 0
        return False

    def _postmaster(self) -> tuple[int, int] | None:
        """Process and port of the server as its pid file says, if that process lives and is PostgreSQL."""
        try:
            lines = (self.pgdata / "postmaster.pid").read_text().splitlines()
            pid, port = int(lines[0]), int(lines[3])
        except (OSError, ValueError, IndexError):
            return None
        return (pid, port) if _is_postgres(pid) else None

    def _clear_stale_pid(self) -> None:
        """PostgreSQL believes any process of its user that has the old number, as happens in containers."""
        try:
            pid = int((self.pgdata / "postmaster.pid").read_text().splitlines()[0])
        except (OSError, ValueError, IndexError):
            return
        if not _is_postgres(pid):
            (self.pgdata / "postmaster.pid").unlink(missing_ok=True)

    def _shut_down(self) -> bool:
        self._port = 0
        found = self._postmaster()
        if found is None:
            return False
        result = self._pg_ctl("-m", "fast", "-t", "60", "stop")
        deadline = time.monotonic() + 5
        while _is_postgres(found[0]) and time.monotonic() < deadline:
            time.sleep(0.05)
        if result.returncode != 0 and _is_postgres(found[0]):
            raise ClusterFailed(
                f"The embedded database did not stop: {result.stderr.strip()} (log: {self.log})."
            )
        return True

    def _pg_ctl(self, *arguments: str | Path) -> subprocess.CompletedProcess[str]:
        return self._run_as.run(self.binaries["pg_ctl"], "-D", self.pgdata, "-w", *arguments)

    def _password(self) -> str:
        try:
            return (self.home / "superuser.password").read_text().strip()
        except OSError as error:
            raise self._corrupt("superuser.password is missing") from error

    def _rotate_log(self) -> None:
        if self.log.exists() and self.log.stat().st_size > LOG_LIMIT:
            self.log.replace(self.log.with_suffix(".log.1"))

    def _last_words(self, offset: int) -> list[str]:
        """The first complaint in the log since `offset`."""
        try:
            text = self.log.read_bytes()[offset:].decode(errors="replace")
        except OSError:
            return []
        return re.findall(r"(?:FATAL|PANIC):\s*(.*)", text)[:1]

    def _corrupt(self, reason: str) -> DataDirectoryCorrupt:
        return DataDirectoryCorrupt(
            f"The database in {self.pgdata} is damaged ({reason}): restore a backup there, "
            f"or move {self.home} away to begin with an empty one."
        )


def _free_port(wanted: int = 0) -> int:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        probe.bind(("127.0.0.1", wanted))
        return int(probe.getsockname()[1])


def _is_postgres(pid: int) -> bool:
    """Whether the process lives, is no zombie and is called postgres."""
    try:
        stat = Path(f"/proc/{pid}/stat").read_text()
    except OSError:
        if Path("/proc/self/stat").exists():
            return False
        shown = RunAs().run("/bin/ps", "-o", "stat=,comm=", "-p", str(pid))
        return "postgres" in shown.stdout and not shown.stdout.lstrip().startswith("Z")
    name, _, rest = stat.partition("(")[2].rpartition(")")
    return name == "postgres" and not rest.split()[0].startswith("Z")
