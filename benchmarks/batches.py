"""How many statements each request of a long queue sends to the database: `benchmarks.offline` runs it."""

import asyncio
import json
import sys
import time
from typing import Any

import httpx
from sqlalchemy import event

import rythm.models  # noqa: F401 - foreign keys need every table to be known
from rythm.api.app import create_api
from rythm.core.database import database
from rythm.core.ids import uuid7
from rythm.core.settings import settings

BATCH = 100


async def count(email: str, password: str, waiting: int) -> list[int]:
    """The statements of each request that carries a hundred of so many changes: a workout of sets."""
    asked = 0

    def note(*_: Any) -> None:
        nonlocal asked
        asked += 1

    database.configure(settings().database_app_url or "")
    event.listen(database.engine.sync_engine, "before_cursor_execute", note)
    counted: list[int] = []
    transport = httpx.ASGITransport(create_api())
    async with httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1") as client:
        signed = await client.post("/api/v1/auth/token", json={"email": email, "password": password})
        client.headers["Authorization"] = f"Bearer {signed.raise_for_status().json()['access_token']}"
        held = (await client.get("/api/v1/sync/bootstrap")).raise_for_status().json()
        changes = _changes(held["exercises"][0]["id"], waiting)
        person, device = held["user"]["id"], str(uuid7())
        for first in range(0, waiting, BATCH):
            batch = [
                {"seq": first + n, **one} for n, one in enumerate(changes[first : first + BATCH], start=1)
            ]
            body = {"user_id": person, "device_id": device, "cursor": held["cursor"], "epoch": held["epoch"],
                    "sent_at": _now(), "operations": batch}  # fmt: skip
            asked = 0
            answer = (await client.post("/api/v1/sync", json=body)).raise_for_status().json()
            assert {result["status"] for result in answer["results"]} == {"applied"}, answer["results"][:3]
            held["cursor"] = answer["cursor"]
            counted.append(asked)
    await database.close()
    return counted


def _changes(exercise_id: str, waiting: int) -> list[dict[str, Any]]:
    """A workout, exercises of fifty sets, each set made and then ticked."""
    workout, rows = str(uuid7()), list[dict[str, Any]]()

    def meant(entity: str, id_: str, **fields: Any) -> None:
        rows.append(
            {"op_id": str(uuid7()), "entity": entity, "entity_id": id_, "fields": fields, "at": _now()}
        )

    meant("workout", workout, title="Waiting", started_at="2026-01-01T10:00:00Z", finished_at=None)
    while len(rows) < waiting:
        part = str(uuid7())
        meant("workout_exercise", part, workout_id=workout, exercise_id=exercise_id, position=len(rows) % 900)
        for place in range(50):
            one = str(uuid7())
            meant("set", one, workout_exercise_id=part, position=place, weight_kg="80", reps=8)
            meant("set", one, done_at="2026-01-01T10:00:00Z")
    return rows[:waiting]


def _now() -> int:
    return round(time.time() * 1000)


if __name__ == "__main__":
    json.dump(asyncio.run(count(sys.argv[1], sys.argv[2], int(sys.argv[3]))), sys.stdout)
