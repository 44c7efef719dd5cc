"""How many statements each call of the mix sends to the database, in a process of its own.

The API runs in this process, against the measured server's database, because SQLAlchemy counts reliably what
it sends. Entering the tenant counts; BEGIN and COMMIT, which every transaction has, do not.
"""

import asyncio
import json
import sys
from typing import Any

import httpx
from sqlalchemy import event

import rythm.models  # noqa: F401 - foreign keys need every table to be known
from benchmarks.mix import OPERATIONS, Member, operations
from rythm.api.app import create_api
from rythm.core.database import database
from rythm.core.settings import settings

ROUNDS = 5


async def count(member: Member) -> dict[str, int]:
    """The most statements any of a few calls of each operation needed."""
    asked = 0

    def note(*_: Any) -> None:
        nonlocal asked
        asked += 1

    database.configure(settings().database_app_url or "")
    event.listen(database.engine.sync_engine, "before_cursor_execute", note)
    most = dict.fromkeys(OPERATIONS, 0)
    host = "127.0.0.1"
    transport = httpx.ASGITransport(create_api())
    async with httpx.AsyncClient(transport=transport, base_url=f"http://{host}") as client:
        for name, messages in operations(member, host).items():
            for _ in range(ROUNDS):
                asked = 0
                answer = await client.send(_request(client, next(messages)))
                answer.raise_for_status()
                most[name] = max(most[name], asked)
    await database.close()
    return most


def _request(client: httpx.AsyncClient, message: bytes) -> httpx.Request:
    head, _, body = message.partition(b"\r\n\r\n")
    first, *lines = head.decode().split("\r\n")
    method, path, _ = first.split(" ")
    headers = dict(line.split(": ", 1) for line in lines)
    return client.build_request(method, path, headers=headers, content=body)


def main() -> None:
    """Read a member from standard input, write the counts to standard output."""
    json.dump(asyncio.run(count(Member(**json.load(sys.stdin)))), sys.stdout)


if __name__ == "__main__":
    main()
