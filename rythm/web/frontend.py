"""Where the built frontend is, and whether it still fits the sources."""

import hashlib
import json
from collections.abc import Iterable
from importlib.metadata import version
from pathlib import Path
from typing import Any

PACKAGE = Path(__file__).resolve().parents[1]
ROOT = PACKAGE.parent
FRONTEND = PACKAGE / "_web"
BUILD_API_URL = "http://localhost:1"
"""Stands in the frontend until the build rewrites it to the page's own origin."""

STORE = "rythm/rythm.js"
STORE_PARTS = ("base", "rules", "store", "sync", "library", "workout", "logger", "shell", "session")
"""The phone's store: `assets/rythm/<part>.js`, each on the ones before it, built into one script."""
RULES = "rules"
"""The part that `compile` makes of Python; it stands where the parts name it."""
_COMPILED = (
    "core/units.py",
    "workouts/rules.py",
    "workouts/plates.py",
    "workouts/targets.py",
    "workouts/schemes.py",
    "workouts/steps.py",
    "workouts/progression.py",
    "workouts/swap.py",
    "progress/records.py",
    "exercises/search.py",
    "ui/pwa/screen/*.py",
)

_PINNED = ("reflex", "reflex-base")
_BACKEND_ONLY = ("alembic", "api", "audit", "cli", "core", "demo", "events", "jobs", "_web", "_alembic")
_BACKEND_FILES = {"service.py", "queries.py", "models.py", "handlers.py"}


def first() -> str:
    """What stands in the page itself, without what only its readers need; installed pages have it already."""
    script = ROOT / "assets" / "rythm" / "first.js"
    lines = script.read_text().splitlines() if script.is_file() else []
    return "\n".join(line for line in map(str.strip, lines) if not line.startswith(("//", "/**")))


def compiled_modules() -> list[Path]:
    """The Python modules that also run on the phone, those others stand on first."""
    found = (path for pattern in _COMPILED for path in sorted(PACKAGE.glob(pattern)))
    return [path for path in found if path.name != "__init__.py"]


def is_checkout() -> bool:
    """Whether we run from the sources, where the frontend can be built; else from an installed package."""
    return (ROOT / "rxconfig.py").is_file() and (ROOT / "reflex.lock").is_dir()


def stamp() -> dict[str, Any]:
    """What the build noted about itself; empty when there is none."""
    try:
        return dict(json.loads((FRONTEND / "build.json").read_text()))
    except (OSError, ValueError):
        return {}


def is_current() -> bool:
    """Whether the built frontend is there and fits the sources (a package's own always does)."""
    noted = stamp()
    return bool(noted) and (
        not is_checkout() or noted == {"sources": fingerprint(), "lock": lock_fingerprint()}
    )


def fingerprint() -> str:
    """A hash over everything pages are made of; a few milliseconds."""
    return _digest(_sources(), *(f"{package}={version(package)}" for package in _PINNED))


def lock_fingerprint() -> str:
    """A hash over the locked JavaScript packages, which a build may extend."""
    return _digest(sorted((ROOT / "reflex.lock").glob("*")))


def _digest(paths: Iterable[Path], *facts: str) -> str:
    digest = hashlib.sha256("\0".join(facts).encode())
    for path in paths:
        digest.update(f"\0{path.relative_to(ROOT)}\0".encode())
        digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()


def _sources() -> list[Path]:
    found = [path for name in ("rxconfig.py", "bunfig.toml", ".npmrc") if (path := ROOT / name).is_file()]
    assets = ROOT / "assets"
    found += [
        path
        for path in assets.rglob("*")
        if path.is_file() and path.relative_to(assets).parts[0] != "external"
    ]
    for part in PACKAGE.iterdir():
        # what another process is just building or throwing away is not even looked into
        if part.name in _BACKEND_ONLY or part.name.startswith(FRONTEND.name):
            continue
        for path in (part, *part.rglob("*")):
            if path.is_file() and path.name not in _BACKEND_FILES and "__pycache__" not in path.parts:
                found.append(path)
    return sorted({*found, *compiled_modules()})
