"""The server: pages, API and websocket on one port, in one or several worker processes."""

import errno
import os
import resource
import signal
import socket
import threading
import time
import urllib.request
from collections.abc import Callable
from dataclasses import dataclass
from ipaddress import ip_address
from pathlib import Path

from rythm.core.errors import ConfigurationError
from rythm.web.frontend import FRONTEND

CONNECTIONS = 10_000
"""So many connections a worker takes; Granian's own 1024 are those of 350 phones, each with a websocket, a
stream of what changed and a request. Who comes after waits, /ping too."""

_RXCONFIG = """\
# Written by `rythm serve`: its workers run in this folder and Reflex looks for its settings here.
from rythm.web.config import reflex_config

config = reflex_config()
"""


class PortUnavailable(ConfigurationError):
    """The server cannot listen where it should."""


@dataclass(frozen=True, slots=True)
class Listen:
    """Where to listen and with how many workers."""

    host: str
    port: int
    workers: int = 1

    @property
    def url(self) -> str:
        """The address people open; for a server that listens everywhere, this machine's."""
        host = {"0.0.0.0": "127.0.0.1", "::": "[::1]"}.get(self.host, self.host)  # noqa: S104 - compared only
        host = f"[{host}]" if ":" in host and not host.startswith("[") else host
        return f"http://{host}:{self.port}"

    def is_loopback(self) -> bool:
        """Whether only this machine can reach it."""
        try:
            return ip_address(self.host).is_loopback
        except ValueError:
            return self.host == "localhost"


def require_free(listen: Listen) -> None:
    """Raise one clear error when the port cannot be had."""
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(
            listen.host, listen.port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )[0]
        with socket.socket(family, kind, protocol) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(address)
    except OSError as error:
        if error.errno == errno.EADDRINUSE:
            advice = "stop what uses it (`rythm stop` if that is rythm), or choose another with --port."
            raise PortUnavailable(f"Port {listen.port} is already in use: {advice}") from error
        if error.errno == errno.EACCES:
            raise PortUnavailable(
                f"Port {listen.port} needs more rights: choose one above 1023 with --port."
            ) from error
        raise PortUnavailable(
            f"Cannot listen on {listen.host}:{listen.port} ({error.strerror}): check --host and --port."
        ) from error


def require_state_store(workers: int, redis_url: str | None) -> None:
    """Several workers share what pages know through Redis; without one they cannot."""
    if redis_url is None:
        if workers > 1:
            raise ConfigurationError(
                f"{workers} workers share their pages' state in a Redis: set REDIS_URL, or use --workers 1."
            )
        return
    import redis

    try:
        with redis.Redis.from_url(redis_url, socket_connect_timeout=3, socket_timeout=3) as client:
            client.ping()
    except (redis.RedisError, ValueError) as error:
        raise ConfigurationError(
            f"Redis cannot be reached ({str(error).splitlines()[0]}): "
            "check REDIS_URL, or unset it to run one worker."
        ) from error


def run(listen: Listen, data_dir: Path, *, on_ready: Callable[[], None] = lambda: None) -> None:
    """Serve until SIGINT or SIGTERM; returns when every worker has ended."""
    _prepare(data_dir)
    allow_connections()
    from granian.constants import Interfaces
    from granian.http import HTTP1Settings
    from granian.log import LogLevels
    from granian.server import Server

    server = Server(
        "rythm.web.worker:app",
        factory=True,
        address=listen.host,
        port=listen.port,
        workers=listen.workers,
        interface=Interfaces.ASGI,
        websockets=True,
        http1_settings=HTTP1Settings(max_buffer_size=131_072),
        backpressure=CONNECTIONS,
        log_level=LogLevels.warning,
        log_access=False,
        respawn_failed_workers=True,
        workers_kill_timeout=10,
    )
    # a closed terminal ends the server, unless it was started with nohup; Granian would only reload
    hang_up = (
        signal.SIG_IGN
        if signal.getsignal(signal.SIGHUP) is signal.SIG_IGN
        else server.signal_handler_interrupt
    )
    server.on_startup(lambda: signal.signal(signal.SIGHUP, hang_up))
    threading.Thread(target=_announce, args=(listen, on_ready), name="announce", daemon=True).start()
    server.serve()


def allow_connections() -> None:
    """Let each worker have as many open files as the system lets it: the usual 1024 are soon taken."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = CONNECTIONS + 1000 if hard == resource.RLIM_INFINITY else min(hard, CONNECTIONS + 1000)
    if soft != resource.RLIM_INFINITY and soft < wanted:
        resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))


def _prepare(data_dir: Path) -> None:
    """A folder inside the data directory for all that Reflex writes, and the settings of a built app."""
    folder = data_dir / "serve"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "rxconfig.py").write_text(_RXCONFIG)
    os.environ.update(
        {
            "REFLEX_ENV_MODE": "prod",  # else exception text reaches the browser
            "REFLEX_WEB_WORKDIR": str(FRONTEND),
            "REFLEX_STATES_WORKDIR": str(folder / ".states"),
            "REFLEX_UPLOADED_FILES_DIR": str(folder / "uploaded_files"),
            "REFLEX_DIR": str(folder / "reflex"),
            "REFLEX_BACKEND_ONLY": "true",  # assets were settled by the build
            "REFLEX_SOCKET_MAX_HTTP_BUFFER_SIZE": "262144",
            "REFLEX_TELEMETRY_ENABLED": "false",
            "REFLEX_CHECK_LATEST_VERSION": "false",
            "__REFLEX_SKIP_COMPILE": "true",
            "__REFLEX_MOUNT_FRONTEND_COMPILED_APP": "true",
        }
    )
    os.chdir(folder)


def _announce(listen: Listen, on_ready: Callable[[], None]) -> None:
    """Call back as soon as the first worker answers."""
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    while True:
        try:
            with opener.open(f"{listen.url}/ping", timeout=2):
                return on_ready()
        except OSError:
            time.sleep(0.05)
