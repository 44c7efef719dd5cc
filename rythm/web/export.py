"""Runs Reflex's export in a process of its own, saying what it is at; `rythm.web.build` starts it.

The steps are those of `reflex export --frontend-only`, without its housekeeping in the project's folder.
"""

import sys
from pathlib import Path

PHASE = "::phase "


def main() -> None:
    """Compile the pages, install the JavaScript packages and bundle everything."""
    from reflex.utils import build, path_ops, prerequisites
    from reflex_base import constants
    from reflex_base.config import get_config
    from reflex_base.environment import environment

    web = prerequisites.get_web_dir()
    web.mkdir(parents=True, exist_ok=True)
    with path_ops.file_lock(web):
        environment.REFLEX_ENV_MODE.set(constants.Env.PROD)
        if not (web / "node_modules").is_dir() or prerequisites.needs_reinit():
            _say("preparing the tools")
            prerequisites.initialize_reflex_user_directory()  # type: ignore[no-untyped-call]
            prerequisites.initialize_frontend_dependencies()  # type: ignore[no-untyped-call]
        first = not (web / "node_modules").is_dir()
        _say("compiling pages" + (" and fetching packages" if first else ""))
        prerequisites.get_compiled_app(prerender_routes=True, trigger="export")
        _say("bundling")
        get_config().frontend_compression_formats = []  # what is built here is not all, and compressed later
        build.setup_frontend(Path.cwd())
        build.build()  # type: ignore[no-untyped-call]


def _say(phase: str) -> None:
    sys.stdout.write(f"\n{PHASE}{phase}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
