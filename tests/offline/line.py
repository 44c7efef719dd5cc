"""The line between a phone and the server: it can be cut, lose an answer, and change what passes."""

import re
import socket
import threading
from collections.abc import Callable
from contextlib import suppress

PATIENCE = 30
_LENGTH = re.compile(rb"\r\ncontent-length: *(\d+)", re.IGNORECASE)
_FOR_THIS_HOP = re.compile(
    rb"\r\n(?:connection|keep-alive|accept-encoding|if-none-match|if-modified-since):[^\r]*", re.IGNORECASE
)


class Line:
    """Relays one request for each connection; sockets of pages pass through as they are.

    `fault` is "" or what happens to a phone's operations after the server has committed them: "lost" closes
    the connection without an answer, "error" answers 500. `rewrites` change the body of a path's answer.
    """

    def __init__(self, server_port: int) -> None:
        self.server_port = server_port
        self.fault = ""
        self.faults = 0
        self.rewrites: dict[str, Callable[[str], str]] = {}
        self.asked: list[str] = []
        self._open = True
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.url = f"http://127.0.0.1:{self._listener.getsockname()[1]}"
        threading.Thread(target=self._accept, daemon=True).start()

    def close(self) -> None:
        """Hang up for good."""
        self._open = False
        self._listener.close()

    def _accept(self) -> None:
        while self._open:
            with suppress(OSError):
                phone, _ = self._listener.accept()
                threading.Thread(target=self._relay, args=(phone,), daemon=True).start()

    def _relay(self, phone: socket.socket) -> None:
        with suppress(OSError), phone:
            phone.settimeout(PATIENCE)
            request = _read(phone)
            if not request:
                return
            head, _, body = request.partition(b"\r\n\r\n")
            method, path = head.split(b" ", 2)[:2]
            name = path.decode().partition("?")[0]
            self.asked.append(f"{method.decode()} {name}")
            with socket.create_connection(("127.0.0.1", self.server_port), PATIENCE) as server:
                if b"\r\nupgrade: websocket" in head.lower():
                    server.sendall(request)
                    _pump_both(phone, server)
                    return
                server.sendall(_FOR_THIS_HOP.sub(b"", head) + b"\r\nConnection: close\r\n\r\n" + body)
                if name.endswith("/live"):
                    _pump(server, phone)
                    return
                phone.sendall(self._answer(f"{method.decode()} {name}", server))

    def _answer(self, asked: str, server: socket.socket) -> bytes:
        """The server's whole answer as the phone shall get it; nothing for a lost one."""
        answer = b"".join(iter(lambda: server.recv(65536), b""))
        if self.fault and asked == "POST /api/v1/sync":
            self.faults += 1
            return b"" if self.fault == "lost" else b"HTTP/1.1 500 No\r\nContent-Length: 0\r\n\r\n"
        change = self.rewrites.get(asked.removeprefix("GET "))
        if change is None:
            return answer
        head, _, body = answer.partition(b"\r\n\r\n")
        changed = change(body.decode()).encode()
        return _LENGTH.sub(b"\r\nContent-Length: %d" % len(changed), head) + b"\r\n\r\n" + changed


def _read(phone: socket.socket) -> bytes:
    """One request with its body."""
    request = b""
    while b"\r\n\r\n" not in request:
        part = phone.recv(65536)
        if not part:
            return b""
        request += part
    head = request.partition(b"\r\n\r\n")[0]
    found = _LENGTH.search(head)
    while found and len(request) < len(head) + 4 + int(found[1]):
        request += phone.recv(65536)
    return request


def _pump(source: socket.socket, sink: socket.socket) -> None:
    with suppress(OSError):
        source.settimeout(None)
        for part in iter(lambda: source.recv(65536), b""):
            sink.sendall(part)
    for end in (source, sink):
        with suppress(OSError):
            end.shutdown(socket.SHUT_RDWR)


def _pump_both(phone: socket.socket, server: socket.socket) -> None:
    there = threading.Thread(target=_pump, args=(phone, server), daemon=True)
    there.start()
    _pump(server, phone)
    there.join(PATIENCE)
