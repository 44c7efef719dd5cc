"""How long starts take: with the frontend to build, with an empty data directory, and every time after."""

import shutil
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

from benchmarks.serving import ROOT, NotReadyError, start

PATIENCE = 110.0
_NEEDED = (
    "rythm",
    "alembic",
    "assets",
    "reflex.lock",
    "rxconfig.py",
    "bunfig.toml",
    ".npmrc",
    "pyproject.toml",
)
_MADE = shutil.ignore_patterns("__pycache__", "_web", "_web.new", "_web.old", "external")


@dataclass
class Start:
    """Seconds until `/health/ready` says yes, or why there are none."""

    seconds: float | None
    note: str = ""


def from_nothing(folder: Path) -> Start:
    """The sources alone: fetch JavaScript packages, build the frontend, make the database, seed the demo."""
    tree = folder / "sources"
    tree.mkdir()
    for name in _NEEDED:
        if (source := ROOT / name).is_dir():
            shutil.copytree(source, tree / name, ignore=_MADE)
        elif source.exists():
            shutil.copy(source, tree)
    return timed(folder / "from-nothing", tree=tree, patience=PATIENCE)


def timed(data_dir: Path, *, tree: Path = ROOT, patience: float = 60) -> Start:
    """Start, and stop again."""
    try:
        server = start(data_dir, tree=tree, patience=patience)
    except NotReadyError as error:
        return Start(None, str(error))
    server.stop()
    return Start(server.seconds_to_ready)


def build() -> float:
    """Bring the frontend up to date before anything is measured; the seconds it took."""
    began = time.perf_counter()
    subprocess.run([sys.executable, "-m", "rythm.cli", "build"], cwd=ROOT, check=True, capture_output=True)
    return time.perf_counter() - began
