"""Who is using a data directory: one locked file per process, so that a dead process never counts."""

import os
import signal
import threading
import time
from pathlib import Path

from filelock import FileLock, Timeout

STOP_SECONDS = 20.0

_mine: dict[Path, tuple[FileLock, int]] = {}
_guard = threading.Lock()


class Lease:
    """This process's mark in a data directory; held until released as often as acquired, or until it dies."""

    def __init__(self, folder: Path, purpose: str) -> None:
        self.folder = folder
        self.purpose = purpose
        self._acquired = False

    @property
    def path(self) -> Path:
        """The marking file; a forked child has a name of its own."""
        return self.folder / f"{os.getpid()}.{self.purpose}"

    @property
    def is_held(self) -> bool:
        """Whether this lease was acquired and not yet released."""
        return self._acquired

    def acquire(self) -> "Lease":
        """Take the mark; taking it again does nothing."""
        if self._acquired:
            return self
        self.folder.mkdir(parents=True, exist_ok=True)
        with _guard:
            lock, count = _mine.get(self.path, (FileLock(self.path, thread_local=False), 0))
            if count == 0:
                lock.acquire(timeout=5)
            _mine[self.path] = (lock, count + 1)
        self._acquired = True
        return self

    def release(self) -> None:
        """Give the mark back; releasing it again does nothing."""
        if not self._acquired:
            return
        self._acquired = False
        with _guard:
            lock, count = _mine.pop(self.path, (None, 0))
            if lock is not None and count > 1:
                _mine[self.path] = (lock, count - 1)
            elif lock is not None:
                self.path.unlink(missing_ok=True)
                lock.release(force=True)


def is_held_here(folder: Path, purpose: str) -> bool:
    """Whether this process holds a lease of its own."""
    return Lease(folder, purpose).path in _mine


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
