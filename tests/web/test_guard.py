"""The outer wall: origins, bodies, floods, closed paths."""

import json

import pytest

from rythm.web.guard import BODY_LIMIT, CLOSED, SAME_ORIGIN, Bucket, Guard
from tests.web.asgi import Echo, Socket, request

HOST = ("host", "gym.example")


@pytest.mark.parametrize(
    ("origin", "let_in"),
    [
        ("https://gym.example", True),
        ("http://gym.example", True),
        ("https://app.public.example", True),
        ("https://evil.example", False),
        ("https://gym.example.evil.example", False),
        ("https://gym.example:8443", False),
        ("https://user@gym.example", False),
        ("null", False),
        ("", False),
        (None, False),
        (SAME_ORIGIN, False),
        ("gym.example", False),
        ("file://gym.example", False),
        ("http:/" + "/[", False),
    ],
)
async def test_only_our_own_pages_open_a_socket(origin: str | None, let_in: bool) -> None:
    app = Echo()
    headers = [HOST] if origin is None else [HOST, ("origin", origin)]
    socket = Socket(Guard(app, public_origins=["https://app.public.example"]), headers=headers)
    await socket.settle()
    if let_in:
        assert socket.sent == [{"type": "websocket.accept"}]
        assert (b"origin", SAME_ORIGIN.encode()) in app.scopes[0]["headers"], "Reflex is told it is our own"
        await socket.hang_up()
    else:
        assert socket.closed_with == 1008
        assert app.scopes == [], "the application never sees it"


async def test_a_socket_without_host_is_refused() -> None:
    socket = Socket(Guard(Echo()), headers=[("origin", "https://gym.example")])
    await socket.settle()
    assert socket.closed_with == 1008


async def test_a_flood_of_events_ends_the_socket() -> None:
    app = Echo()
    socket = Socket(Guard(app, rate=0.001, burst=3), headers=[HOST, ("origin", "https://gym.example")])
    await socket.say("1", "2", "3")
    assert socket.closed_with is None
    await socket.say("4", "5")
    assert app.heard == ["1", "2", "3"]
    assert socket.closed_with == 1008
    assert socket.task.done()
    assert socket.sent[-1]["type"] == "websocket.close", "nothing is sent after the close"


def test_the_bucket_fills_again() -> None:
    bucket = Bucket(rate=10, burst=2)
    assert [bucket.take(now) for now in (0.0, 0.0, 0.0)] == [True, True, False]
    assert [bucket.take(now) for now in (0.05, 0.1, 0.1)] == [False, True, False]
    assert [bucket.take(now) for now in (60.0, 60.0, 60.0)] == [True, True, False]


@pytest.mark.parametrize(
    ("path", "pieces", "declared", "status"),
    [
        ("/api/v1/x", [b"x" * BODY_LIMIT], None, 200),
        ("/api/v1/x", [b"x" * (BODY_LIMIT + 1)], None, 413),
        ("/api/v1/x", [b"x" * 600_000, b"x" * 600_000], None, 413),
        ("/api/v1/x", [b"x"], str(BODY_LIMIT + 1), 413),
        ("/api/v1/import/strong", [b"x" * (BODY_LIMIT + 1)], None, 200),
        ("/api/v1/import/strong", [b"x"], "3000001", 413),
    ],
)
async def test_bodies_have_an_end(path: str, pieces: list[bytes], declared: str | None, status: int) -> None:
    app = Echo()
    headers = [HOST] + ([("content-length", declared)] if declared else [])
    answer = await request(
        Guard(app, limits={"/api/v1/import": 3_000_000}), path, headers=headers, body=pieces
    )
    assert answer.status == status
    if status == 413:
        assert json.loads(answer.body)["error"]["code"] == "BAD_REQUEST"
        assert "larger than" in json.loads(answer.body)["error"]["message"]


@pytest.mark.parametrize("path", [*CLOSED, "/_upload/x/y.png"])
async def test_closed_paths_do_not_exist(path: str) -> None:
    app = Echo()
    answer = await request(Guard(app), path, headers=[HOST])
    assert (answer.status, app.scopes) == (404, [])


async def test_other_paths_pass_and_so_does_the_lifespan() -> None:
    assert (await request(Guard(Echo()), "/_uploads", headers=[HOST])).body == b"reached"
    seen = []

    async def app(scope, receive, send):  # type: ignore[no-untyped-def]
        seen.append(scope["type"])

    await Guard(app)({"type": "lifespan"}, None, None)  # type: ignore[arg-type]
    assert seen == ["lifespan"]
