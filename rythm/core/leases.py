"""Who is using a data directory: one locked file per process, so that a dead process never counts."""

import os
import signal
import time
from pathlib import Path

from filelock import FileLock, Timeout

STOP_SECONDS = 20.0


class Lease:
    """This process's mark in a data directory; held until released or until the process dies."""

    def __init__(self, folder: Path, purpose: str) -> None:
        self.folder = folder
        self.path = folder / f"{os.getpid()}.{purpose}"
        self._lock = FileLock(self.path, thread_local=False)

    def acquire(self) -> "Lease":
        """Take the mark; taking it again does nothing."""
        self.folder.mkdir(parents=True, exist_ok=True)
        if not self._lock.is_locked:
            self._lock.acquire(timeout=5)
        return self

    def release(self) -> None:
        """Give the mark back."""
        if self._lock.is_locked:
            self.path.unlink(missing_ok=True)
            self._lock.release(force=True)


def holders(folder: Path, purpose: str | None = None) -> list[int]:
    """The processes, other than this one, that hold a lease now; marks of the dead are swept away."""
    alive = []
    for path in sorted(folder.glob(f"*.{purpose or '*'}")):
        pid = int(path.stem) if path.stem.isdigit() else None
        if pid is None or pid == os.getpid():
            continue
        lock = FileLock(path, thread_local=False)
        try:
            lock.acquire(blocking=False)
        except Timeout:
            alive.append(pid)
        else:
            path.unlink(missing_ok=True)
            lock.release(force=True)
    return alive


def dismiss(folder: Path, purpose: str, *, seconds: float = STOP_SECONDS) -> list[int]:
    """Ask the holders to end, wait for them, and name those that were asked."""
    asked = holders(folder, purpose)
    for pid in asked:
        os.kill(pid, signal.SIGTERM)
    deadline = time.monotonic() + seconds
    while holders(folder, purpose) and time.monotonic() < deadline:
        time.sleep(0.05)
    return asked
