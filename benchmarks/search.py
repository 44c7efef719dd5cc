"""How long the database takes to search a library of 20,000 exercises in one gym, in a process of its own.

Asked as the app's own role behind row-level security, through the same function as the API and pages; counted
is the time in which the connection waits for PostgreSQL, all statements of one search together.
"""

import asyncio
import json
import sys
import time
from collections.abc import Iterator
from dataclasses import asdict
from itertools import islice, product
from pathlib import Path
from random import Random
from typing import Any, get_args
from uuid import UUID

import psycopg
from sqlalchemy import event, text

import rythm.models  # noqa: F401 - foreign keys need every table to be known
from benchmarks.figures import latency
from rythm.core.actor import ByMembership, BySystem
from rythm.core.bulk import insert_rows
from rythm.core.context import Context, open_context
from rythm.core.database import database
from rythm.core.ids import uuid7
from rythm.core.settings import settings
from rythm.exercises import queries, words
from rythm.exercises.catalogue import Equipment, Level, Muscle
from rythm.exercises.models import Exercise
from rythm.exercises.rules import lowered
from rythm.exercises.service import note_use

EXERCISES = 20_000
USED = 150
"""So many of them the member has done."""
WARM_UP = 10
SEARCHES: dict[str, dict[str, Any]] = {
    "bp": {"search": "bp"},
    "ben": {"search": "ben"},
    "bench": {"search": "bench"},
    "benhc pres": {"search": "benhc pres"},
    "dumbel curl": {"search": "dumbel curl"},
    "d": {"search": "d"},
    "press": {"search": "press"},
    "dumbbell, chest": {"search": "dumbbell", "muscle": "chest"},
    "press, barbell, advanced": {"search": "press", "equipment": "barbell", "level": "advanced"},
    "chest": {"muscle": "chest"},
    "neck, trap bar, advanced": {"muscle": "neck", "equipment": "trap_bar", "level": "advanced"},
    "everything": {},
    "no such thing": {"search": "xylophone"},
}

_WAYS = ("", "Paused", "Tempo", "Slow", "Explosive", "Deficit", "Heavy", "Light", "Partial", "Long")
_BODY = ("", "Seated", "Standing", "Incline", "Decline", "Kneeling", "Single-arm", "Half-kneeling", "Prone")
_TOOLS = (
    "Barbell", "Dumbbell", "Cable", "Machine", "Kettlebell", "Band", "Smith machine", "Landmine", "Sandbag",
    "EZ-bar", "Trap bar", "Medicine ball",
)  # fmt: skip
_ACTS = (
    "bench press", "curl", "row", "squat", "deadlift", "lunge", "shoulder press", "fly", "pulldown", "shrug",
    "triceps extension", "lateral raise", "hip thrust", "calf raise", "crunch", "good morning", "push press",
    "face pull", "split squat", "clean", "snatch", "carry", "rotation", "pullover",
)  # fmt: skip


async def measure(rounds: int, owner_url: str) -> dict[str, Any]:
    """The milliseconds in the database of each search and of all, and PostgreSQL's own processor time."""
    database.configure(settings().database_app_url or "", pool_size=1)
    seconds = _clock()
    member = await _gym()
    await asyncio.to_thread(_sweep, owner_url)
    each: dict[str, list[float]] = {name: [] for name in SEARCHES}
    spent = dict.fromkeys(SEARCHES, 0.0)
    for turn in range(rounds + WARM_UP):
        for name, which in SEARCHES.items():
            async with open_context(member) as ctx:
                before = await _processor_ms(ctx)
                seconds[0] = 0.0
                await queries.library(ctx, limit=50, **which)
                waited, used = seconds[0], await _processor_ms(ctx) - before
            if turn >= WARM_UP:  # the first prepare the statements
                each[name].append(waited)
                spent[name] += used / rounds
    await database.close()
    together = [one for some in each.values() for one in some]
    spent["all"] = sum(spent.values()) / len(spent)
    found = {"all": together, **each}
    return {name: asdict(latency(some)) | {"processor": spent[name]} for name, some in found.items()}


async def _processor_ms(ctx: Context) -> float:
    """What PostgreSQL's process behind this connection has used of a processor so far."""
    return _used_by((await ctx.db.execute(text("select pg_backend_pid()"))).scalar_one())


def _used_by(pid: int) -> float:
    """Milliseconds of processor time of a process; 0 where the system does not tell."""
    try:
        return int(Path(f"/proc/{pid}/schedstat").read_text().split()[0]) / 1e6
    except OSError:
        return 0.0


def _clock() -> list[float]:
    """Adds up how long the connection waits for the database."""
    spent, began = [0.0], [0.0]

    def start(*_: Any) -> None:
        began[0] = time.perf_counter()

    def stop(*_: Any) -> None:
        spent[0] += time.perf_counter() - began[0]

    event.listen(database.engine.sync_engine, "before_cursor_execute", start)
    event.listen(database.engine.sync_engine, "after_cursor_execute", stop)
    return spent


async def _gym() -> ByMembership:
    """A gym with a library of its own and a member who uses some of it."""
    tenant_id, person = uuid7(), uuid7()
    async with open_context(BySystem(None)) as ctx:
        await _said(
            ctx,
            "insert into organisation (id, created_at, name) values (:tenant, now(), 'Search')",
            "insert into tenant (id, created_at, organisation_id, slug, name, status, isolation, branding) "
            "values (:tenant, now(), :tenant, :slug, 'Search', 'active', 'row', '{}')",
            "insert into user_account (id, created_at, email, name, password_hash) "
            "values (:person, now(), :email, 'Member', '-')",
            tenant=tenant_id, person=person, slug=f"search-{tenant_id.hex[-12:]}",
            email=f"{person.hex}@search.example",
        )  # fmt: skip
    async with open_context(BySystem(tenant_id)) as ctx:
        await _said(
            ctx,
            "insert into membership (id, created_at, tenant_id, user_id, role) "
            "values (:person, now(), :tenant, :person, 'athlete')",
            tenant=tenant_id, person=person,
        )  # fmt: skip
    ids: list[UUID] = []
    rows = list(islice(_exercises(tenant_id), EXERCISES))
    for start in range(0, EXERCISES, 1000):
        async with open_context(BySystem(tenant_id)) as ctx:
            ids += [row["id"] for row in rows[start : start + 1000]]
            await insert_rows(
                ctx, Exercise, [row | {"created_at": ctx.now} for row in rows[start : start + 1000]]
            )
            await words.add(ctx, rows[start : start + 1000])
    member = ByMembership(person, tenant_id)
    async with open_context(member) as ctx:
        chosen = Random(7).sample(ids, USED)
        await note_use(ctx, {id: 1 + n % 40 for n, id in enumerate(chosen)}, ctx.now)
    return member


def _sweep(owner_url: str) -> None:
    """Do at once what PostgreSQL does by itself within a minute or so."""
    with psycopg.connect(owner_url, autocommit=True) as db:
        for table in ("exercise", "exercise_word", "exercise_spelling", "exercise_use"):
            db.execute(f"vacuum analyze {table}")


async def _said(ctx: Context, *statements: str, **values: Any) -> None:
    for statement in statements:
        await ctx.db.execute(text(statement), values)


def _exercises(tenant_id: UUID) -> Iterator[dict[str, Any]]:
    chance = Random(7)
    muscles, equipment, levels = get_args(Muscle), get_args(Equipment), get_args(Level)
    for way, body, tool, act in product(_WAYS, _BODY, _TOOLS, _ACTS):
        name = " ".join(part for part in (way, body, tool, act) if part).capitalize()
        yield {
            "id": uuid7(),
            "tenant_id": tenant_id,
            "scope": "tenant",
            "owner_id": None,
            "is_common": False,
            "name": name,
            "name_key": lowered(name),
            "aliases": ["".join(word[0] for word in name.split())] if len(name.split()) > 1 else [],
            "muscle": chance.choice(muscles),
            "secondary_muscles": [],
            "equipment": chance.choice(equipment),
            "category": "strength",
            "force": "",
            "mechanic": "",
            "level": chance.choice(levels),
            "is_unilateral": False,
            "measured_by": "weight_reps",
            "rest_seconds": 120,
        }


def main() -> None:
    """Read how often, and the owner's way in, from standard input; write the figures to standard output."""
    json.dump(asyncio.run(measure(**json.load(sys.stdin))), sys.stdout)


if __name__ == "__main__":
    main()
