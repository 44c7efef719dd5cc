"""Templates of before: what a line said each set says, and on the way back a line as far as it fits."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any
from uuid import UUID, uuid4

import psycopg
from psycopg.rows import dict_row
from psycopg.types.json import Jsonb

from alembic import command
from rythm.core.ids import uuid7
from rythm.core.migrate import configuration
from rythm.core.provision import DatabaseUrls
from rythm.templates.sets import PrescribedSet, alike, rows
from tests.fixtures.database import TestDatabase

TENANT = uuid4()
BEFORE: list[tuple[dict[str, Any], dict[str, Any]]] = [
    (
        {"sets": 3, "reps_min": 5, "reps_max": 8, "weight_kg": None, "rpe": None, "note": "Slow"},
        {"prescription": rows(alike(3, 5, 8)), "note": "Slow"},
    ),
    (
        {"sets": 1, "reps_min": 5, "reps_max": 5, "weight_kg": Decimal("82.5"), "rpe": None, "note": ""},
        {"prescription": rows(alike(1, 5, 5, kg=Decimal("82.5"))), "note": ""},
    ),
    (
        {
            "sets": 2,
            "reps_min": 5,
            "reps_max": 5,
            "weight_kg": Decimal(80),
            "rpe": Decimal("8.5"),
            "note": "",
        },
        {"prescription": rows(alike(2, 5, 5, kg=Decimal(80))), "note": "RPE 8.5"},
    ),
    (
        {"sets": 20, "reps_min": 1, "reps_max": 2, "weight_kg": None, "rpe": Decimal(9), "note": "x"},
        {"prescription": rows(alike(20, 1, 2, rpe=Decimal(9))), "note": "x"},
    ),
]
AFTER: list[tuple[list[PrescribedSet], dict[str, Any]]] = [
    (
        [PrescribedSet(kind="warmup", reps_min=10), *alike(2, 3, 5, kg=Decimal("61.23496995"))],
        {"sets": 3, "reps_min": 3, "reps_max": 5, "weight_kg": Decimal("61.2350"), "rpe": None},
    ),
    (alike(4, 5, None), {"sets": 4, "reps_min": 5, "reps_max": 5, "weight_kg": None, "rpe": None}),
    (
        [PrescribedSet.model_validate({"duration_seconds": 45, "load_by": "percent", "load": 70})],
        {"sets": 1, "reps_min": 1, "reps_max": 1, "weight_kg": None, "rpe": None},
    ),
]


def insert(db: psycopg.Connection[Any], position: int, **values: Any) -> UUID:
    """A line without the rows around it, in a tenant that row security would hide from the tables' owner."""
    row = {
        "id": uuid7(), "tenant_id": TENANT, "version_id": UUID(int=1), "position": position,
        "exercise_id": uuid4(), "exercise_home": TENANT, "rest_seconds": 90, "note": "", **values,
    }  # fmt: skip
    names = ", ".join(row)
    places = ", ".join(f"%({name})s" for name in row)
    db.execute(f"insert into template_exercise (created_at, {names}) values (now(), {places})", row)
    return row["id"]


def test_lines_become_sets_and_sets_lines(
    test_database: TestDatabase, new_database: Callable[[str], DatabaseUrls]
) -> None:
    name = f"builder_{uuid7().hex[-8:]}"
    urls = new_database(name)
    steps = configuration(urls.owner)
    command.upgrade(steps, "0004")
    with psycopg.connect(test_database.admin, dbname=name, autocommit=True, row_factory=dict_row) as db:
        db.execute("set session_replication_role = replica")  # the lines stand alone
        ids = [insert(db, place, **said) for place, (said, _) in enumerate(BEFORE)]
        command.upgrade(steps, "0005")
        for id_, (_, expected) in zip(ids, BEFORE, strict=True):
            found = db.execute("select * from template_exercise where id = %s", [id_]).fetchone()
            assert found is not None
            assert {key: found[key] for key in expected} == expected
            assert [PrescribedSet.model_validate(row) for row in found["prescription"]]
            assert (found["group_number"], found["progression"], found["alternatives"]) == (None, None, [])
        made = [
            insert(db, 10 + place, prescription=Jsonb(rows(sets)), group_number=1)
            for place, (sets, _) in enumerate(AFTER)
        ]
        command.downgrade(steps, "0004")
        pairs = [*zip(made, (said for _, said in AFTER), strict=True)]
        pairs += zip(
            ids, ({**said, "rpe": None} if said["weight_kg"] else said for said, _ in BEFORE), strict=True
        )
        for id_, said in pairs:
            found = db.execute("select * from template_exercise where id = %s", [id_]).fetchone()
            assert found is not None
            assert {key: found[key] for key in said if key != "note"} == {
                k: v for k, v in said.items() if k != "note"
            }
    command.upgrade(steps, "head")
