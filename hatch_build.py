"""Puts the built frontend into what `uv build` makes, building it first when the sources are newer."""

import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class FrontendHook(BuildHookInterface):
    """Runs before a source archive or a wheel is made; installing for development needs no frontend."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Build the frontend in a checkout; an unpacked source archive brings it along."""
        root = Path(self.root)
        if version == "editable":
            return
        if not (root / "PKG-INFO").exists():
            self._build(root)
        if not (root / "rythm" / "_web" / "build.json").exists():
            raise RuntimeError("The frontend is missing: run `uv run rythm build` and try again.")

    def _build(self, root: Path) -> None:
        python = root / ".venv" / "bin" / "python"
        if python.exists():
            command = [str(python), "-m", "rythm", "build"]
        elif uv := shutil.which("uv"):
            command = [uv, "run", "rythm", "build"]
        else:
            raise RuntimeError("The frontend cannot be built: run `uv sync` and try again.")
        if subprocess.run(command, cwd=root, stdout=sys.stderr, check=False).returncode != 0:  # noqa: S603
            raise RuntimeError("The frontend could not be built; `uv run rythm build` says why.")
