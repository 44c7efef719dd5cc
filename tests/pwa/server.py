"""A small server that speaks the sync protocol for the phone's store, with faults to switch on."""

from __future__ import annotations

import json
import threading
import time
import uuid
from collections.abc import Callable
from functools import cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from queue import SimpleQueue
from typing import Any
from urllib.parse import parse_qs, urlsplit

from rythm.web.compile import compiled
from rythm.web.frontend import RULES, STORE_PARTS
from tests.pwa.samples import BENCH, BESTS, EQUIPMENT, EXERCISES, PAIRED, PREFERENCES, SESSIONS, TEMPLATE

FOLDER = Path(__file__).parents[2] / "assets" / "rythm"
TABLES = {"workout": "workouts", "workout_exercise": "workout_exercises", "set": "sets", "metric": "metrics"}
PAGE = """<!doctype html><html lang="en" data-awake><head><meta charset="utf-8"><title>Rythm</title>{scripts}
</head><body><script>rythm.navigate = (path) => history.pushState(null, "", path)</script>
<dialog id="finish"></dialog><dialog id="menu"></dialog><dialog id="leaving"></dialog></body></html>"""


@cache
def rules() -> bytes:
    """The compiled rules as the build puts them into the store."""
    return compiled().encode()


class Member:
    """What the server knows of one member: rows, the intents behind them and the operations seen."""

    def __init__(self) -> None:
        self.rows: dict[str, dict[str, Any]] = {}
        self.intent: dict[tuple[str, str], tuple[int, str]] = {}
        self.seen: dict[str, dict[str, Any]] = {}
        self.cursor = 0

    def apply(self, operation: dict[str, Any]) -> None:
        """Upsert the fields whose intent is the newest."""
        row = self.rows.setdefault(operation["entity_id"], {"id": operation["entity_id"]})
        row["_entity"] = operation["entity"]
        for field, value in operation["fields"].items():
            intent = (operation["at"], operation["op_id"])
            if intent >= self.intent.get((row["id"], field), (0, "")):
                self.intent[row["id"], field] = intent
                row[field] = value
        self.touch(row)

    def touch(self, row: dict[str, Any]) -> None:
        """Give the row a new place in the stream of changes."""
        self.cursor += 1
        row["_cursor"] = self.cursor

    def tables(self, wanted: Callable[[dict[str, Any]], bool]) -> dict[str, list[dict[str, Any]]]:
        """The wanted rows as the protocol sends them."""
        out: dict[str, list[dict[str, Any]]] = {name: [] for name in TABLES.values()}
        for row in self.rows.values():
            if wanted(row):
                out[TABLES[row["_entity"]]].append({k: v for k, v in row.items() if k[0] != "_"})
        return out


class FakeServer(ThreadingHTTPServer):
    """Listens on a free port of the loopback; `fault` and `refuse` change how it answers."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server_port}"
        self.lock = threading.Lock()
        self.members: dict[str, Member] = {}
        self.sessions: dict[str, str] = {}
        self.epoch = "one"
        self.fault = ""
        self.fault_once = False
        self.refuse: Callable[[dict[str, Any]], str | None] = lambda operation: None
        self.malformed: Callable[[dict[str, Any]], bool] = lambda operation: False
        self.posts: list[dict[str, Any]] = []
        self.bootstraps = 0
        self.gym = "harbor"
        self.barred = False
        self.old: set[str] = set()
        self.template = TEMPLATE
        self.preferences = PREFERENCES
        self.extra: dict[str, Any] = {}
        self.older: dict[str, Any] = {}
        self.libraries: list[str] = []
        self.asked_live: list[str] = []
        self.live: list[SimpleQueue[str]] = []
        self.slow = threading.Event()
        self.thread = threading.Thread(target=self.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
        self.thread.start()

    def member(self, user: str) -> Member:
        """The record of a member, made when first asked for."""
        return self.members.setdefault(user, Member())

    def sign_in(self, user: str) -> str:
        """A live session for the user: the value of its cookie."""
        token = uuid.uuid4().hex
        self.sessions[token] = user
        return token

    def sent(self) -> list[str]:
        """The ids of all operations posted, in order, doubles included."""
        return [operation["op_id"] for post in self.posts for operation in post["operations"]]

    def announce(self, topic: str) -> None:
        """Tell every open stream what changed; nothing ends them."""
        streams, self.live = (self.live, []) if not topic else ([*self.live], self.live)
        for stream in streams:
            stream.put(topic)

    def stop(self) -> None:
        """Stop serving; connections from now on are refused."""
        self.announce("")
        self.slow.set()
        self.shutdown()
        self.server_close()
        self.thread.join()

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A phone that hung up is no error here."""


class Handler(BaseHTTPRequestHandler):
    """One request of the phone."""

    server: FakeServer
    protocol_version = "HTTP/1.1"

    def log_message(self, format: str, *args: Any) -> None:
        """Keep the tests' output clean."""

    def do_GET(self) -> None:
        """Pages, scripts and the bootstrap."""
        if self.path.startswith("/rythm/"):
            name = Path(self.path).name
            script = rules() if name == f"{RULES}.js" else (FOLDER / name).read_bytes()
            self.reply(script, kind="text/javascript")
            return
        if self.path.startswith("/api/v1/live"):
            self.live()
            return
        if self.path.startswith("/api/v1/sync/bootstrap"):
            asked = parse_qs(urlsplit(self.path).query)
            self.server.libraries.append(asked.get("library", [""])[0])
            self.bootstrap()
            return
        if self.path.startswith("/api/v1/sync/workouts/"):
            self.reply(self.server.older or self.older(self.path.rsplit("/", 1)[1]))
            return
        scripts = "".join(f'<script src="/rythm/{name}.js"></script>' for name in ("first", *STORE_PARTS))
        self.reply(PAGE.format(scripts=scripts).encode(), kind="text/html")

    def live(self) -> None:
        """The stream of what changed, open until the server or the phone goes."""
        topics: SimpleQueue[str] = SimpleQueue()
        self.server.asked_live.append(self.path)
        self.server.live.append(topics)
        self.send_response(200)
        self.send_header("Content-Type", "text/event-stream")
        self.send_header("Connection", "close")
        self.end_headers()
        self.wfile.write(b":\n\n")
        while topic := topics.get():
            self.wfile.write(f"event: {topic}\ndata: {{}}\n\n".encode())
        self.close_connection = True

    def do_POST(self) -> None:
        """Sign-in and sync."""
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        if self.headers["X-Rythm"] != "1":
            self.error(403, "FORBIDDEN")
            return
        if self.path == "/api/v1/me/tenant":
            self.server.gym = body["tenant"]
            self.entered(self.user() or "")
            return
        self.sync(body) if self.path == "/api/v1/sync" else self.session(body)

    def do_DELETE(self) -> None:
        """Sign-out."""
        if self.server.fault == "no farewell":
            self.error(503, "INTERNAL_ERROR")
            return
        self.server.sessions = {k: v for k, v in self.server.sessions.items() if v != self.user()}
        gone = [f"{name}=; Max-Age=0; Path=/" for name in ("rythm_session", "rythm_uid", "rythm_left")]
        self.reply(b"{}", cookies=gone)

    def session(self, body: dict[str, Any]) -> None:
        if body["password"] == "too often":
            self.error(429, "RATE_LIMITED", {"Retry-After": "90"})
            return
        if body["password"] != "right":
            self.error(401, "UNAUTHENTICATED", message="E-mail or password is wrong.")
            return
        user = str(uuid.UUID(int=int(body["email"].split("@")[0])))
        cookies = [
            f"rythm_session={self.server.sign_in(user)}; HttpOnly; Path=/",
            f"rythm_uid={user}; Path=/",
        ]
        self.entered(user, cookies)

    def entered(self, user: str, cookies: list[str] | None = None) -> None:
        self.reply({"home": "/today", "user": {"id": user}, "tenant": self.tenant()}, cookies=cookies)

    def tenant(self) -> dict[str, str]:
        gym = self.server.gym
        return {"id": gym, "slug": gym, "name": gym, "brand": "#2456d6", "on_brand": "#ffffff"}

    def bootstrap(self) -> None:
        user = self.user()
        if not user:
            self.error(401, "UNAUTHENTICATED")
            return
        if self.server.barred:
            self.error(403, "FORBIDDEN")
            return
        if self.server.fault == "503":
            self.error(503, "INTERNAL_ERROR")
            return
        with self.server.lock:
            self.server.bootstraps += 1
            member = self.server.member(user)
            opened = {
                row["id"]
                for row in member.rows.values()
                if row["_entity"] == "workout"
                and not row.get("deleted_at")
                and row["id"] not in self.server.old
            }
            lines = {row["id"] for row in member.rows.values() if row.get("workout_id") in opened}
            known = opened | lines
            answer = member.tables(
                lambda row: (
                    row["id"] in known
                    or row.get("workout_exercise_id") in lines
                    or row["_entity"] == "metric"
                )
            )
            answer |= {"user": {"id": user, "name": "Maya", "email": "m@example.com", "role": "athlete"}}  # type: ignore[dict-item]
            answer |= {"tenant": self.tenant(), "epoch": self.server.epoch, "cursor": member.cursor}  # type: ignore[dict-item]
            answer |= {"library": "one", "exercises": EXERCISES, "templates": [self.server.template, PAIRED]}  # type: ignore[dict-item]
            answer |= {"sessions": SESSIONS, "bests": BESTS, "uses": {BENCH: 1}, "body_weight_kg": None}  # type: ignore[dict-item]
            answer |= {"preferences": self.server.preferences, "equipment": EQUIPMENT}  # type: ignore[dict-item]
            answer |= self.server.extra
        if self.server.fault == "slow copy":
            self.server.slow.wait(20)
        self.reply(answer)

    def older(self, wanted: str) -> dict[str, Any]:
        """One workout with its rows, however old."""
        with self.server.lock:
            member = self.server.member(self.user() or "")
            parts = {row["id"] for row in member.rows.values() if row.get("workout_id") == wanted}
            return dict(
                member.tables(
                    lambda row: (
                        row["id"] == wanted
                        or not parts.isdisjoint((row["id"], row.get("workout_exercise_id")))
                    )
                )
            )

    def sync(self, body: dict[str, Any]) -> None:
        server, user = self.server, self.user()
        with server.lock:
            server.posts.append(body | {"tenant": self.headers.get("X-Rythm-Tenant")})
            fault, server.fault = server.fault, "" if server.fault_once else server.fault
        if fault == "503":
            self.error(503, "INTERNAL_ERROR")
            return
        if fault == "cut":
            self.hang_up()
            return
        if not user or fault == "401":
            self.error(401, "UNAUTHENTICATED")
            return
        if user != body["user_id"] or self.headers.get("X-Rythm-Tenant", server.gym) != server.gym:
            self.error(409, "CONFLICT")
            return
        if fault == "slow":
            server.slow.wait(20)
        if any(server.malformed(operation) for operation in body["operations"]):
            self.error(422, "BAD_REQUEST", message="The operation is malformed.")
            return
        with server.lock:
            member = server.member(user)
            results = [self.settle(member, operation) for operation in body["operations"]]
            since = body["cursor"]
            answer = {
                "results": results, "epoch": server.epoch, "cursor": member.cursor,
                "server_time": int(time.time() * 1000), "more": False,
                "changes": member.tables(lambda row: row["_cursor"] > since),
            }  # fmt: skip
        if fault == "lost reply":
            self.hang_up()
            return
        if fault == "half reply":
            self.reply(json.dumps(answer).encode()[:40])
            return
        self.reply(answer)

    def settle(self, member: Member, operation: dict[str, Any]) -> dict[str, Any]:
        status, reason = "applied", self.server.refuse(operation)
        if operation["op_id"] in member.seen:
            status = "duplicate"
            member.touch(member.rows[operation["entity_id"]])
        elif reason:
            status = "rejected"
        else:
            member.seen[operation["op_id"]] = operation
            member.apply(operation)
        return {"op_id": operation["op_id"], "status": status, "reason": reason}

    def user(self) -> str | None:
        cookies = dict(
            part.strip().split("=", 1) for part in self.headers.get("Cookie", "").split(";") if "=" in part
        )
        return self.server.sessions.get(cookies.get("rythm_session", ""))

    def hang_up(self) -> None:
        self.close_connection = True
        self.connection.shutdown(2)

    def error(self, status: int, code: str, headers: dict[str, str] | None = None, message: str = "") -> None:
        self.reply({"error": {"code": code, "message": message, "fields": {}}}, status, headers=headers)

    def reply(
        self,
        body: bytes | dict[str, Any],
        status: int = 200,
        kind: str = "application/json",
        cookies: list[str] | None = None,
        headers: dict[str, str] | None = None,
    ) -> None:
        data = body if isinstance(body, bytes) else json.dumps(body).encode()
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(data)))
        for cookie in cookies or []:
            self.send_header("Set-Cookie", cookie)
        for name, value in (headers or {}).items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(data)
