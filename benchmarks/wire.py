"""A lean HTTP/1.1 client, so that the generator is no bottleneck: one request at a time per connection."""

import asyncio
from typing import cast

END = b"\r\n\r\n"
LENGTH = b"content-length:"


class BrokenError(Exception):
    """The connection ended or answered something unreadable."""


class Connection(asyncio.Protocol):
    """A kept-alive connection; `ask` sends ready-made bytes and gives the answer's status."""

    def __init__(self) -> None:
        self._transport: asyncio.Transport | None = None
        self._answer: asyncio.Future[int] | None = None
        self._received = bytearray()
        self._status = 0
        self._whole = 0

    @classmethod
    async def open(cls, host: str, port: int) -> "Connection":
        """Connect."""
        _, connection = await asyncio.get_running_loop().create_connection(cls, host, port)
        return connection

    async def ask(self, request: bytes) -> int:
        """Send a request and wait for its whole answer; raises BrokenError."""
        if self._transport is None or self._transport.is_closing():
            raise BrokenError("closed")
        self._answer = asyncio.get_running_loop().create_future()
        self._transport.write(request)
        return await self._answer

    def close(self) -> None:
        """End the connection."""
        if self._transport is not None:
            self._transport.close()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Called by asyncio."""
        self._transport = cast(asyncio.Transport, transport)  # uvloop's own kind

    def connection_lost(self, exc: Exception | None) -> None:
        """Called by asyncio."""
        self._fail("lost")

    def data_received(self, data: bytes) -> None:
        """Called by asyncio."""
        self._received += data
        if not self._whole and not self._head():
            return
        if len(self._received) >= self._whole:
            status, answer = self._status, self._answer
            self._received.clear()
            self._whole, self._answer = 0, None
            if answer is not None and not answer.done():
                answer.set_result(status)

    def _head(self) -> bool:
        """Read the head once it is there."""
        end = self._received.find(END)
        if end < 0:
            return False
        head = bytes(self._received[:end]).lower()
        self._status = int(head[9:12])
        length = 0
        if (at := head.find(LENGTH)) >= 0:
            length = int(head[at + len(LENGTH) :].split(b"\r\n", 1)[0])
        elif self._status not in (204, 304):
            self._fail("an answer without a length")
            self.close()
            return False
        self._whole = end + len(END) + length
        return True

    def _fail(self, reason: str) -> None:
        if self._answer is not None and not self._answer.done():
            self._answer.set_exception(BrokenError(reason))
        self._answer = None


def request(method: str, path: str, *, host: str, token: str, body: bytes = b"") -> bytes:
    """The bytes of a request with a bearer token."""
    lines = [f"{method} {path} HTTP/1.1", f"Host: {host}", f"Authorization: Bearer {token}"]
    if body:
        lines += ["Content-Type: application/json", f"Content-Length: {len(body)}"]
    return "\r\n".join([*lines, "", ""]).encode() + body
