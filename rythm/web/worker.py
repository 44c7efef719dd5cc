"""What every server process runs: the application, tuned, and gone when its parent is."""

import gc
import os
import signal
import threading
import time
from importlib import import_module

from starlette.types import ASGIApp

from rythm.core.database import database
from rythm.core.settings import settings
from rythm.web import logs


def app() -> ASGIApp:
    """Build the application; Granian calls this once in each worker."""
    _follow_parent()
    logs.install()
    chosen = settings()
    if chosen.database_app_url:
        database.configure(chosen.database_app_url, pool_size=chosen.database_pool_size)
    # by name, since the whole program stands above this package
    built: ASGIApp = import_module("rythm.rythm").app()
    tune_collector()
    return built


def tune_collector() -> None:
    """What is there now stays: with thousands of sockets open, it need not be looked at every time."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 50)


def _follow_parent() -> None:
    """End when the parent was killed, or the port would stay taken."""
    parent = os.getppid()

    def watch() -> None:
        while os.getppid() == parent:
            time.sleep(0.5)
        os.kill(os.getpid(), signal.SIGTERM)
        time.sleep(5)
        os._exit(1)

    threading.Thread(target=watch, name="follow-parent", daemon=True).start()
