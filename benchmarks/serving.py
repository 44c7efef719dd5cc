"""The measured server: a `rythm serve` of its own with demo data in a temporary folder, and what it costs."""

import json
import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psutil

ROOT = Path(__file__).resolve().parents[1]
HOST = "127.0.0.1"
_DIRECT = urllib.request.build_opener(urllib.request.ProxyHandler({}))


class NotReadyError(Exception):
    """The server ended or did not get ready in time; the message carries its last words."""


@dataclass
class Costs:
    """Processor time used so far, in seconds, by the program and by its database."""

    app: float
    database: float

    def __sub__(self, before: "Costs") -> "Costs":
        return Costs(self.app - before.app, self.database - before.database)


@dataclass
class Server:
    """A running server."""

    process: subprocess.Popen[bytes]
    port: int
    data_dir: Path
    log: Path
    seconds_to_ready: float

    @property
    def url(self) -> str:
        """Where it is."""
        return f"http://{HOST}:{self.port}"

    def costs(self) -> Costs:
        """What it has used so far."""
        return Costs(_used(self.workers()), _used(self._postgres()))

    def memory(self) -> int:
        """Resident bytes of its processes, the database's not counted."""
        return sum(worker.memory_info().rss for worker in self.workers())

    def workers(self) -> list[psutil.Process]:
        """The program's processes."""
        main = psutil.Process(self.process.pid)
        found = [main, *main.children(recursive=True)]
        return [process for process in found if "postgres" not in process.name()]

    def _postgres(self) -> list[psutil.Process]:
        pid_files = list((self.data_dir / "postgres").glob("pgdata/postmaster.pid"))
        if not pid_files:
            return []
        postmaster = psutil.Process(int(pid_files[0].read_text().split()[0]))
        return [postmaster, *postmaster.children(recursive=True)]

    def stop(self) -> None:
        """End it as Ctrl-C does, and its database with it."""
        if self.process.poll() is None:
            self.process.terminate()
            try:
                self.process.wait(30)
            except subprocess.TimeoutExpired:
                self.process.kill()


def start(data_dir: Path, *, tree: Path = ROOT, port: int = 0, patience: float = 120) -> Server:
    """Start a server with demo data and wait until it says that it is ready; raises NotReadyError."""
    port, log = port or free_port(), data_dir.with_suffix(".log")
    log.parent.mkdir(parents=True, exist_ok=True)
    command = [
        sys.executable,
        "-m",
        "rythm.cli",
        "serve",
        "--demo",
        f"--port={port}",
        f"--data-dir={data_dir}",
    ]
    began = time.perf_counter()
    with log.open("ab") as output:
        process = subprocess.Popen(
            command, cwd=tree, env=environment(), stdin=subprocess.DEVNULL, stdout=output, stderr=output
        )
    server = Server(process, port, data_dir, log, 0.0)
    while not _ready(server.url):
        if process.poll() is not None or time.perf_counter() - began > patience:
            server.stop()
            raise NotReadyError(" ".join(log.read_text(errors="replace").split())[-400:])
        time.sleep(0.02)
    server.seconds_to_ready = time.perf_counter() - began
    return server


@contextmanager
def running(data_dir: Path) -> Iterator[Server]:
    """A server for as long as the block runs."""
    server = start(data_dir)
    try:
        yield server
    finally:
        server.stop()


def environment(**added: str) -> dict[str, str]:
    """This process's environment without any settings of the program."""
    ours = ("RYTHM_", "DATABASE_", "REDIS_URL", "REFLEX_", "PG")
    return {key: value for key, value in os.environ.items() if not key.startswith(ours)} | added


def free_port() -> int:
    """A port nobody listens on."""
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        return int(probe.getsockname()[1])


def _ready(url: str) -> bool:
    try:
        with _DIRECT.open(f"{url}/health/ready", timeout=2) as answer:
            return bool(json.load(answer)["status"] == "ok")
    except (urllib.error.URLError, OSError, ValueError):
        return False


def _used(processes: list[psutil.Process]) -> float:
    total = 0.0
    for process in processes:
        try:
            times = process.cpu_times()
        except psutil.NoSuchProcess:
            continue
        # Backends and workers that have ended are counted with the parent that waited for them.
        total += times.user + times.system + times.children_user + times.children_system
    return total
