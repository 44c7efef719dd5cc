"""Where the server listens, what it needs, and what its log may say."""

import io
import logging
import resource
import socket

import pytest

from rythm.core.errors import ConfigurationError
from rythm.web import logs, serve
from rythm.web.serve import Listen, PortUnavailable


@pytest.mark.parametrize(
    ("host", "loopback", "url"),
    [
        ("127.0.0.1", True, "http://127.0.0.1:80"),
        ("localhost", True, "http://localhost:80"),
        ("::1", True, "http://[::1]:80"),
        ("127.8.9.1", True, "http://127.8.9.1:80"),
        ("0.0.0.0", False, "http://127.0.0.1:80"),
        ("::", False, "http://[::1]:80"),
        ("192.168.1.5", False, "http://192.168.1.5:80"),
        ("gym.example", False, "http://gym.example:80"),
    ],
)
def test_who_can_reach_it(host: str, loopback: bool, url: str) -> None:
    listen = Listen(host, 80)
    assert (listen.is_loopback(), listen.url) == (loopback, url)


def test_a_busy_port_is_said_so() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(PortUnavailable, match=f"Port {port} is already in use: .*--port"):
            serve.require_free(Listen("127.0.0.1", port))
    serve.require_free(Listen("127.0.0.1", port))


def test_an_impossible_address_is_said_so() -> None:
    with pytest.raises(PortUnavailable, match="check --host"):
        serve.require_free(Listen("203.0.113.7", 8000))


def test_several_workers_need_a_redis_that_answers() -> None:
    serve.require_state_store(1, None)
    with pytest.raises(ConfigurationError, match="set REDIS_URL, or use --workers 1"):
        serve.require_state_store(2, None)
    with pytest.raises(ConfigurationError, match=r"Redis cannot be reached .*check REDIS_URL"):
        serve.require_state_store(2, "redis://127.0.0.1:1")
    with pytest.raises(ConfigurationError, match="Redis cannot be reached"):
        serve.require_state_store(1, "http://wrong")


def test_open_files_are_allowed_as_far_as_the_system_lets_us() -> None:
    before = resource.getrlimit(resource.RLIMIT_NOFILE)
    try:
        resource.setrlimit(resource.RLIMIT_NOFILE, (512, before[1]))
        serve.allow_connections()
        soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
        enough = serve.CONNECTIONS + 1000
        assert soft == (enough if hard == resource.RLIM_INFINITY else min(hard, enough))
        assert hard == before[1]
        serve.allow_connections()
        assert resource.getrlimit(resource.RLIMIT_NOFILE) == (soft, hard)
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, before)


@pytest.mark.parametrize(
    "text",
    [
        "{'cookie': 'theme=dark; rythm_session=SECRET; x=1'}",
        "__Host-rythm_session=SECRET",
        "{'authorization': 'SECRET'}",
        "Authorization: Bearer SECRET",
    ],
)
def test_credentials_are_blotted_out(text: str) -> None:
    assert "SECRET" not in logs.redacted(text)
    assert "…" in logs.redacted(text)


def test_framework_logs_are_redacted_with_their_tracebacks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(logging, "_logRecordFactory", logging.LogRecord)
    shown = io.StringIO()
    handler = logging.StreamHandler(shown)
    framework, ours = logging.getLogger("reflex.in_this_test"), logging.getLogger("ours.in_this_test")
    for logger in (framework, ours):
        logger.addHandler(handler)
    logs.install()
    try:
        raise ValueError("rythm_session=SECRET")
    except ValueError:
        framework.exception("event %s", {"cookie": "rythm_session=SECRET"})
    ours.warning("kept %s", "as it is")
    assert "SECRET" not in shown.getvalue()
    assert "ValueError" in shown.getvalue()
    assert "kept as it is" in shown.getvalue()
