"""The embedded database: made, started, shared, killed, damaged."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
import pytest

from rythm.core import postgres_binaries, postgres_place
from rythm.core.embedded_postgres import (
    Cluster,
    ClusterFailed,
    DataDirectoryCorrupt,
    DataDirectoryUnusable,
)
from rythm.core.postgres_binaries import Binaries, RunAs

INSTALLED = [None, *sorted(path.parent for path in Path("/usr/lib/postgresql").glob("*/bin/initdb"))]
"""The bundled PostgreSQL, and the system's where there are some."""


@contextmanager
def reachable_folder() -> Iterator[Path]:
    """A data directory the database's user may reach, as pytest's own are not when the tests run as root."""
    made = Path(tempfile.mkdtemp(prefix="rythm-test-"))
    made.chmod(0o711)
    yield made / "data"
    for data_dir in [path for path in made.iterdir() if path.is_dir()]:
        Cluster(data_dir).stop()
    shutil.rmtree(made)


@pytest.fixture
def folder() -> Iterator[Path]:
    with reachable_folder() as made:
        yield made


def until(condition: Callable[[], object], seconds: float = 20) -> None:
    """Wait for something to become true."""
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, "it did not happen in time"
        time.sleep(0.02)


def ask(cluster: Cluster, question: str) -> object:
    """One value from the database."""
    with psycopg.connect(cluster.admin_url, autocommit=True) as connection:
        row = connection.execute(question).fetchone()
        return row[0] if row else None


def user_of_cluster(folder: Path, then: str) -> subprocess.Popen[str]:
    """Another process that starts the cluster, says so, and then does something."""
    script = (
        "import os, sys, time; from pathlib import Path; from rythm.core.embedded_postgres import Cluster\n"
        f"cluster = Cluster(Path({str(folder)!r})).start(); print(cluster.port, flush=True)\n{then}\n"
    )
    return subprocess.Popen(
        [sys.executable, "-c", script], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )


def port_of(process: subprocess.Popen[str]) -> int:
    assert process.stdout is not None
    return int(process.stdout.readline())


@pytest.mark.parametrize("bin_dir", INSTALLED, ids=lambda path: path.parent.name if path else "bundled")
def test_runs_keeps_data_and_stops(folder: Path, bin_dir: Path | None) -> None:
    cluster = Cluster(folder, bin_dir=bin_dir).start()
    assert cluster.is_running()
    assert ask(cluster, "show fsync") == "on"
    assert ask(cluster, "show listen_addresses") == "127.0.0.1"
    assert ask(cluster, "show unix_socket_directories") == ""
    assert ask(cluster, "show data_checksums") == "on"
    assert ask(cluster, "select lower('ÄÉ')") == "äé"
    with psycopg.connect(cluster.admin_url, autocommit=True) as connection:
        connection.execute("create table kept as select 7 as n")
    assert cluster.stop()
    assert not cluster.is_running()
    assert not cluster.stop()
    again = Cluster(folder, bin_dir=bin_dir).start()
    assert ask(again, "select n from kept") == 7


def test_asks_for_a_password(folder: Path) -> None:
    cluster = Cluster(folder).start()
    without = cluster.admin_url.replace(cluster.admin_url.split("@")[0], "postgresql://postgres:wrong")
    with pytest.raises(psycopg.OperationalError, match="password authentication failed"):
        psycopg.connect(without)
    assert (cluster.home / "superuser.password").stat().st_mode & 0o077 == 0


def test_the_last_user_turns_off_the_light(folder: Path) -> None:
    cluster = Cluster(folder).start()
    with user_of_cluster(folder, "sys.stdin.readline(); cluster.leave()") as other:
        assert port_of(other) == cluster.port
        assert cluster.users() == [other.pid]
        assert not cluster.leave(), "somebody else still uses it"
        assert cluster.is_running()
        other.communicate("\n")
    assert not cluster.is_running()


def test_one_process_may_use_it_twice(folder: Path) -> None:
    one, two = Cluster(folder).start(), Cluster(folder).start()
    assert not two.leave()
    assert not two.leave(), "leaving twice counts once"
    assert one.is_running()
    assert one.leave()
    assert not one.is_running()


def test_a_killed_program_leaves_a_server_to_attach_to(folder: Path) -> None:
    with user_of_cluster(folder, "os.kill(os.getpid(), 9)") as other:
        port = port_of(other)
        assert other.wait() == -signal.SIGKILL
    cluster = Cluster(folder).start()
    assert cluster.port == port, "the running server was found"
    assert cluster.users() == []
    assert cluster.leave(), "nobody else uses it, the dead do not count"


def test_two_starts_at_once_make_one_cluster(folder: Path) -> None:
    with (
        user_of_cluster(folder, "sys.stdin.readline(); cluster.leave()") as one,
        user_of_cluster(folder, "sys.stdin.readline(); cluster.leave()") as two,
    ):
        assert port_of(one) == port_of(two)
        one.communicate("\n")
        two.communicate("\n")
    assert not Cluster(folder).is_running()


def test_a_port_that_is_taken_at_the_last_moment_is_left_alone(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        monkeypatch.setattr(Cluster, "_last_port", lambda _: port)
        cluster = Cluster(folder).start()
        assert cluster.port not in (0, port)
        assert ask(cluster, "select 1") == 1


def test_a_killed_server_starts_again_on_its_port(folder: Path) -> None:
    cluster = Cluster(folder).start()
    port = cluster.port
    with psycopg.connect(cluster.admin_url, autocommit=True) as busy:
        busy.execute("create table written as select 1 as n")
        os.kill(int((cluster.pgdata / "postmaster.pid").read_text().split()[0]), signal.SIGKILL)
        until(cluster.revive)
    assert cluster.port == port
    assert ask(cluster, "select n from written") == 1
    assert not cluster.revive(), "it lives"


def test_a_number_reused_by_another_process_is_no_server(folder: Path) -> None:
    cluster = Cluster(folder).start()
    lines = (cluster.pgdata / "postmaster.pid").read_text().splitlines()
    cluster.stop()
    stale = cluster.pgdata / "postmaster.pid"
    stale.write_text("\n".join([str(os.getpid()), *lines[1:]]) + "\n")
    RunAs.here().give(stale)
    assert not cluster.is_running()
    assert cluster.start().is_running()


@pytest.mark.parametrize(
    "damage",
    [
        lambda cluster: (cluster.pgdata / "PG_VERSION").unlink(),
        lambda cluster: (cluster.pgdata / "PG_VERSION").write_text("what?"),
        lambda cluster: (cluster.pgdata / "global" / "pg_control").unlink(),
        lambda cluster: (cluster.pgdata / "global" / "pg_control").write_bytes(b"\0" * 8192),
        lambda cluster: shutil.rmtree(cluster.pgdata / "pg_wal"),
        lambda cluster: (cluster.home / "superuser.password").unlink(),
    ],
    ids=[
        "version missing",
        "version garbled",
        "control missing",
        "control garbled",
        "log missing",
        "password",
    ],
)
def test_damage_is_called_damage(folder: Path, damage: Callable[[Cluster], object]) -> None:
    cluster = Cluster(folder).start()
    cluster.stop()
    damage(cluster)
    with pytest.raises(DataDirectoryCorrupt, match=r"is damaged \(.+\): restore a backup") as raised:
        Cluster(folder).start()
    assert "\n" not in str(raised.value)


def test_a_file_is_no_data_directory(folder: Path) -> None:
    folder.parent.joinpath("file").write_text("")
    with pytest.raises(DataDirectoryUnusable, match="--data-dir"):
        Cluster(folder.parent / "file").start()


def test_a_stopped_cluster_has_no_address(folder: Path) -> None:
    with pytest.raises(ClusterFailed, match="rythm serve"):
        _ = Cluster(folder).admin_url


def test_an_unfinished_cluster_is_made_anew(folder: Path) -> None:
    cluster = Cluster(folder)
    half = folder / "postgres" / "pgdata.unfinished"
    half.mkdir(parents=True)
    (half / "PG_VERSION").write_text("18\n")
    RunAs.here().give(half.parent, half)
    assert cluster.start().is_running()


class Elsewhere(RunAs):
    """A user who may not enter the data directory."""

    def reaches(self, folder: Path) -> bool:
        return "private" not in folder.parts


def test_a_data_directory_out_of_reach_keeps_its_cluster_elsewhere(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(postgres_binaries, "SHARED", tmp_path / "shared")
    private = tmp_path / "private" / "data"
    postgres_place.prepare(private, Elsewhere())
    postgres_place.settle(private, Elsewhere())
    home = postgres_place.home_of(private)
    assert home.parent == tmp_path / "shared"
    (home / "kept").write_text("x")
    postgres_place.settle(private, Elsewhere())
    assert postgres_place.home_of(private) == home, "it stays where it is"

    shutil.rmtree(private)  # a deleted data directory means a fresh start; the old files are kept aside
    private.mkdir()
    postgres_place.settle(private, Elsewhere())
    assert postgres_place.home_of(private) == home
    assert not (home / "kept").exists()
    assert len(list((tmp_path / "shared").glob(f"{home.name}.*/kept"))) == 1


def test_the_release_that_made_the_data_is_insisted_on() -> None:
    with pytest.raises(
        postgres_binaries.BinariesMissing, match="made by PostgreSQL 12, which is not installed"
    ):
        postgres_binaries.find(RunAs.here(), major=12)
    assert postgres_binaries.find(RunAs.here()).major >= postgres_binaries.OLDEST


def test_programs_only_root_can_read_are_copied(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(postgres_binaries, "SHARED", tmp_path / "shared")
    bundled = postgres_binaries.find(RunAs.here())
    asked = []

    def version(folder: Path, run_as: RunAs) -> Binaries | None:
        asked.append(folder)
        unreadable = isinstance(run_as, Elsewhere) and not folder.is_relative_to(tmp_path)
        return None if unreadable else Binaries(folder, bundled.major, bundled.version)

    monkeypatch.setattr(postgres_binaries, "_version", version)
    found = postgres_binaries.find(Elsewhere())
    assert (
        found.folder
        == tmp_path / "shared" / f"pg-{bundled.version}" / "embedded_postgres" / "pginstall" / "bin"
    )
    answer = subprocess.run([found["postgres"], "--version"], capture_output=True, text=True, check=True)
    assert bundled.version in answer.stdout
