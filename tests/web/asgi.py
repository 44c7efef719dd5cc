"""A client for plain ASGI applications, over HTTP and websocket, with nothing in between."""

import asyncio
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from starlette.types import ASGIApp, Message, Scope

Pairs = Iterable[tuple[str, str]]


async def eventually(holds: Callable[[], bool], seconds: float = 10) -> None:
    """Let the loop go on until it holds."""
    async with asyncio.timeout(seconds):
        while not holds():
            await asyncio.sleep(0)


@dataclass
class Answer:
    """What came back."""

    status: int = 0
    headers: dict[str, str] = field(default_factory=dict)
    body: bytes = b""


def scope_of(kind: str, path: str, headers: Pairs = (), query: str = "", method: str = "GET") -> Scope:
    return {
        "type": kind,
        "method": method,
        "path": path,
        "raw_path": path.encode(),
        "query_string": query.encode(),
        "headers": [(name.lower().encode(), value.encode()) for name, value in headers],
        "scheme": "http",
    }


async def request(
    app: ASGIApp, path: str, *, headers: Pairs = (), body: Iterable[bytes] = (b"",), query: str = ""
) -> Answer:
    """One request whose body arrives in the given pieces."""
    pieces = list(body)
    messages: list[Message] = [
        {"type": "http.request", "body": piece, "more_body": n < len(pieces)}
        for n, piece in enumerate(pieces, start=1)
    ]
    answer = Answer()

    async def receive() -> Message:
        return messages.pop(0) if messages else {"type": "http.disconnect"}

    async def send(message: Message) -> None:
        if message["type"] == "http.response.start":
            answer.status = message["status"]
            answer.headers = {name.decode(): value.decode() for name, value in message["headers"]}
        else:
            answer.body += message.get("body", b"")

    await app(scope_of("http", path, headers, query, "POST" if any(pieces) else "GET"), receive, send)
    return answer


class Socket:
    """A websocket to an application that runs beside the test."""

    def __init__(self, app: ASGIApp, path: str = "/_event", *, headers: Pairs = (), query: str = "") -> None:
        self._inbox: asyncio.Queue[Message] = asyncio.Queue()
        self.sent: list[Message] = []
        self.scope = scope_of("websocket", path, headers, query)
        self._inbox.put_nowait({"type": "websocket.connect"})
        self.task = asyncio.ensure_future(app(self.scope, self._inbox.get, self._keep))

    async def _keep(self, message: Message) -> None:
        self.sent.append(message)

    async def say(self, *texts: str) -> None:
        """Send messages and let the application work on them."""
        for text in texts:
            self._inbox.put_nowait({"type": "websocket.receive", "text": text})
        await self.settle()

    async def hang_up(self) -> None:
        self._inbox.put_nowait({"type": "websocket.disconnect", "code": 1000})
        await asyncio.wait_for(self.task, 5)

    async def settle(self) -> None:
        """Let everything that can run, run."""
        for _ in range(10 + 4 * self._inbox.qsize()):
            await asyncio.sleep(0)

    @property
    def closed_with(self) -> int | None:
        """The code the server closed with, if it did."""
        return next((message["code"] for message in self.sent if message["type"] == "websocket.close"), None)


class Echo:
    """An application that remembers what reached it and answers in kind."""

    def __init__(self, headers: Pairs = (), status: int = 200) -> None:
        self.headers, self.status = [(k.encode(), v.encode()) for k, v in headers], status
        self.scopes: list[Scope] = []
        self.heard: list[str] = []
        self.body = b""

    async def __call__(self, scope: Scope, receive, send) -> None:  # type: ignore[no-untyped-def]
        self.scopes.append(scope)
        if scope["type"] == "http":
            more = True
            while more:
                message = await receive()
                self.body += message.get("body", b"")
                more = message.get("more_body", False)
            await send({"type": "http.response.start", "status": self.status, "headers": self.headers})
            await send({"type": "http.response.body", "body": b"reached"})
            return
        await receive()
        await send({"type": "websocket.accept"})
        while (message := await receive())["type"] == "websocket.receive":
            self.heard.append(message["text"])
            await send({"type": "websocket.send", "text": message["text"]})
        await send({"type": "websocket.send", "text": "after the end"})
