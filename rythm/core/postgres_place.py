"""Where the embedded database's files live, and the errors that have to do with the place.

Ordinarily that is `<data dir>/postgres`. When rythm runs as root and the data directory lies below a folder
that the database's user may not enter (such as /root), it is
`/var/lib/rythm/<hash of the data directory's path>` instead, and `<data dir>/postgres.location` names it.
"""

import hashlib
import os
import time
from pathlib import Path

from filelock import FileLock

from rythm.core import postgres_binaries
from rythm.core.errors import ConfigurationError
from rythm.core.postgres_binaries import RunAs


class DataDirectoryUnusable(ConfigurationError):
    """The data directory cannot be written, or is no directory."""


def unusable(folder: Path, error: OSError) -> DataDirectoryUnusable:
    """The error for a folder the operating system refused."""
    return DataDirectoryUnusable(
        f"The data directory {folder} cannot be used ({error.strerror or error}): "
        "choose another with --data-dir or RYTHM_DATA_DIR."
    )


def home_of(data_dir: Path) -> Path:
    """The folder that holds the cluster of this data directory, or will."""
    try:
        return Path((data_dir / "postgres.location").read_text().strip())
    except OSError:
        return data_dir / "postgres"


def prepare(data_dir: Path, run_as: RunAs) -> None:
    """Make the data directory and see that it can be written."""
    try:
        fresh = not data_dir.exists()
        data_dir.mkdir(parents=True, exist_ok=True)
        if fresh:
            data_dir.chmod(0o700)
        if run_as.uid is not None and data_dir.stat().st_uid == 0:
            # the database's user has to pass through, not to look around
            data_dir.chmod(data_dir.stat().st_mode | 0o011)
        with FileLock(data_dir / "lock"):
            pass
    except OSError as error:
        raise unusable(data_dir, error) from error


def settle(data_dir: Path, run_as: RunAs) -> None:
    """Choose the place of a new cluster and make its folder; an existing one stays where it is."""
    location, home = data_dir / "postgres.location", home_of(data_dir)
    try:
        if not location.exists() and not home.exists() and not run_as.reaches(data_dir):
            home = postgres_binaries.SHARED / hashlib.sha256(bytes(data_dir)).hexdigest()[:16]
            if home.exists():
                _set_aside(home, run_as)
            home.parent.mkdir(parents=True, exist_ok=True, mode=0o755)
            home.mkdir(mode=0o700)
            location.write_text(f"{home}\n")
        home.mkdir(mode=0o700, exist_ok=True)
        run_as.give(home)
    except OSError as error:
        raise unusable(home, error) from error
    if not run_as.reaches(home):
        raise DataDirectoryUnusable(
            f"The database's user {run_as.name or os.getuid()} may not enter {home}: "
            "choose another place with --data-dir or RYTHM_DATA_DIR."
        )


def _set_aside(home: Path, run_as: RunAs) -> None:
    """An older cluster's data directory was deleted: stop its server and keep its files under a new name."""
    if (home / "pgdata" / "postmaster.pid").exists():
        binaries = postgres_binaries.find(run_as, major=int((home / "pgdata" / "PG_VERSION").read_text()))
        run_as.run(binaries["pg_ctl"], "-D", home / "pgdata", "-m", "fast", "-w", "stop")
    home.rename(home.with_name(f"{home.name}.{time.strftime('%Y%m%d-%H%M%S')}"))
