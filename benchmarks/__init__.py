"""How fast Rythm is on this machine: `uv run task bench`."""
