"""The whole program as one process: up, killed, up again, and gone without a trace."""

import json
import os
import shutil
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from pathlib import Path

import psutil

from rythm.core.embedded_postgres import Cluster
from rythm.web import build as frontend_build
from rythm.web.frontend import ROOT
from tests.cli.conftest import start

STARTING_SECONDS = 180.0
"""The first start may have to build the frontend."""


def until(condition: Callable[[], object], seconds: float = 30) -> None:
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, "it did not happen in time"
        time.sleep(0.05)


def answer(port: int, path: str) -> tuple[int, str]:
    """Status and body; 0 when nobody answers."""
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}{path}", timeout=5) as response:
            return response.status, response.read().decode()
    except urllib.error.HTTPError as error:
        return error.code, error.read().decode()
    except OSError:
        return 0, ""


def is_ready(port: int) -> bool:
    status, body = answer(port, "/health/ready")
    return status == 200 and json.loads(body)["status"] == "ok"


def left_behind(data_dir: Path) -> list[str]:
    """Processes that have to do with this data directory."""
    found = []
    for process in psutil.process_iter(["cmdline", "environ"]):
        words = " ".join(process.info["cmdline"] or [])
        if str(data_dir) in words or (process.info["environ"] or {}).get("RYTHM_DATA_DIR") == str(data_dir):
            found.append(words)
    return [words for words in found if "pytest" not in words]


def test_a_server_lives_and_dies(data_dir: Path, free_port: int) -> None:
    arguments = ("serve", "--no-demo", "--port", free_port)
    first = start(data_dir, *arguments)
    until(lambda: first.poll() is not None or is_ready(free_port), STARTING_SECONDS)
    assert first.poll() is None, first.communicate()
    status, page = answer(free_port, "/")
    assert status == 200
    assert "<html" in page
    assert answer(free_port, "/api/v1/me")[0] == 401
    assert answer(free_port, "/_upload")[0] == 404

    with start(data_dir, *arguments) as second:
        _, err = second.communicate(timeout=60)
    assert (second.returncode, f"Port {free_port} is already in use" in err) == (2, True)

    cluster = Cluster(data_dir)
    os.kill(int((cluster.pgdata / "postmaster.pid").read_text().split()[0]), signal.SIGKILL)
    until(lambda: not is_ready(free_port))
    until(lambda: is_ready(free_port))

    workers = psutil.Process(first.pid).children()
    assert workers
    first.kill()
    first.communicate()
    until(lambda: not any(worker.is_running() for worker in workers))
    assert answer(free_port, "/ping")[0] == 0, "no worker keeps the port"
    assert cluster.is_running(), "the database outlives the crash"
    port = cluster.port

    again = start(data_dir, *arguments)
    until(lambda: again.poll() is not None or is_ready(free_port), STARTING_SECONDS)
    assert again.poll() is None, again.communicate()
    assert cluster.is_running()
    assert cluster.port == port, "it was found again"
    with start(data_dir, "stop") as stopping:
        assert "Stopped." in stopping.communicate(timeout=60)[0]
    out, err = again.communicate(timeout=30)
    assert again.returncode == 0, err
    assert "Rythm is ready" in out
    assert f"http://127.0.0.1:{free_port}" in out
    assert "rythm user create --system-admin" in out
    assert "rythm-demo" not in out
    assert "Traceback" not in err
    assert left_behind(data_dir) == []


def test_ctrl_c_while_starting_leaves_nothing(data_dir: Path, free_port: int) -> None:
    starting = start(data_dir, "serve", "--no-demo", "--port", free_port)
    until(lambda: starting.poll() is not None or Cluster(data_dir).is_running(), STARTING_SECONDS)
    starting.send_signal(signal.SIGINT)
    _, err = starting.communicate(timeout=60)
    assert starting.returncode in (0, 130), err
    assert "Traceback" not in err
    assert left_behind(data_dir) == []


def test_an_installed_package_serves_without_its_sources(data_dir: Path, free_port: int) -> None:
    frontend_build.ensure(lambda _: None)
    home = data_dir.parent / "installed"
    unwanted = shutil.ignore_patterns("__pycache__")
    shutil.copytree(ROOT / "rythm", home / "rythm", ignore=unwanted)
    shutil.copytree(ROOT / "alembic", home / "rythm" / "_alembic", ignore=unwanted)  # as the wheel has it
    serving = start(data_dir, "serve", "--no-demo", "--port", free_port, PYTHONPATH=str(home), PATH="")
    until(lambda: serving.poll() is not None or is_ready(free_port), STARTING_SECONDS)
    assert serving.poll() is None, serving.communicate()
    for path in ("/", "/log", "/sw.js", "/rythm/rythm.js"):
        assert answer(free_port, path)[0] == 200, path
    serving.send_signal(signal.SIGINT)
    out, err = serving.communicate(timeout=60)
    assert (serving.returncode, "Rythm is ready" in out, "Traceback" in err) == (0, True, False), err
    assert left_behind(data_dir) == []


TAKES_NO_CANCEL = """
import asyncio, contextlib, os, signal, sys, types

async def ending():
    asyncio.get_running_loop().call_soon(os.kill, os.getpid(), signal.SIGINT)
    with contextlib.suppress(asyncio.CancelledError):
        await asyncio.sleep(20)

sys.modules["rythm.cli.app"] = types.SimpleNamespace(app=lambda **_: asyncio.run(ending()))
from rythm.cli import main

main()
"""


def test_ctrl_c_is_more_than_a_wish_to_cancel() -> None:
    ended = subprocess.run([sys.executable, "-c", TAKES_NO_CANCEL], cwd=ROOT, capture_output=True, text=True)
    assert (ended.returncode, ended.stderr) == (130, "")
