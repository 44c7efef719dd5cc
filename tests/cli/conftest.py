"""Running `rythm` as a person would: a process of its own, or (faster) in this one."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from rythm import cli
from rythm.core import leases
from rythm.core.database import database
from rythm.core.embedded_postgres import Cluster
from rythm.core.settings import settings
from tests.fixtures.browser import copied


@dataclass(frozen=True)
class Outcome:
    """What a command printed and how it ended."""

    code: int
    out: str
    err: str


Run = Callable[..., Outcome]


def clean_environment(**more: str) -> dict[str, str]:
    """This process's environment without any setting of ours."""
    ours = ("RYTHM_", "DATABASE_", "REDIS_URL", "REFLEX_", "__REFLEX_")
    return {k: v for k, v in os.environ.items() if not k.startswith(ours)} | {"COLUMNS": "120"} | more


@pytest.fixture
def data_dir() -> Iterator[Path]:
    """A data directory the database's user may reach; whatever runs in it is stopped at the end."""
    made = Path(tempfile.mkdtemp(prefix="rythm-test-"))
    made.chmod(0o711)
    folder = made / "data"
    yield folder
    for pid in leases.holders(folder / "run"):
        os.kill(pid, signal.SIGKILL)
    Cluster(folder).stop()
    shutil.rmtree(made)


@pytest.fixture
def demo(data_dir: Path, untouched: Path) -> Iterator[Path]:
    """The data directory with the demo in it, its database running so that no command has to start it."""
    copied(untouched, data_dir)
    cluster = Cluster(data_dir).start()
    yield data_dir
    cluster.leave()


@pytest.fixture
def rythm(
    data_dir: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> Iterator[Run]:
    """Run a command in this process; settings are those of a fresh machine unless given."""
    monkeypatch.chdir(data_dir.parent)
    before, pool = dict(os.environ), vars(database).copy()
    handlers = {number: signal.getsignal(number) for number in (signal.SIGTERM, signal.SIGHUP, signal.SIGINT)}

    def run(*arguments: object, **environment: str) -> Outcome:
        os.environ.clear()
        os.environ.update(clean_environment(RYTHM_DATA_DIR=str(data_dir), **environment))
        monkeypatch.setattr(sys, "argv", ["rythm", *map(str, arguments)])
        code: object = 0
        try:
            cli.main()
        except SystemExit as end:
            code = end.code or 0
        printed = capfd.readouterr()
        return Outcome(code if isinstance(code, int) else 1, printed.out, printed.err)

    yield run
    os.environ.clear()
    os.environ.update(before)
    settings.cache_clear()
    vars(database).update(pool)  # other tests of this process go on with theirs
    for number, handler in handlers.items():
        signal.signal(number, handler)


@pytest.fixture
def busy_port() -> Iterator[int]:
    """A port somebody listens on."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        yield taken.getsockname()[1]


@pytest.fixture
def free_port() -> int:
    """A port nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def start(data_dir: Path, *arguments: object, **environment: str) -> subprocess.Popen[str]:
    """A command as a process of its own."""
    return subprocess.Popen(
        [sys.executable, "-m", "rythm", *map(str, arguments)],
        cwd=data_dir.parent,
        env=clean_environment(RYTHM_DATA_DIR=str(data_dir), **environment),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
