"""Libraries of before: a gym's own exercises are found, what was done counts, what was changed is known."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import psycopg

from alembic import command
from rythm.core.ids import uuid7
from rythm.core.migrate import configuration
from rythm.core.model import SYSTEM
from rythm.core.provision import DatabaseUrls
from tests.fixtures.database import TestDatabase

TENANT, MEMBER, ADMIN = uuid7(), uuid7(), uuid7()
DAY = datetime(2026, 3, 2, 18, tzinfo=UTC)


def people(db: psycopg.Connection[Any]) -> None:
    for statement in (
        "insert into organisation (id, created_at, name) values (%(tenant)s, now(), 'Owner')",
        "insert into tenant (id, created_at, organisation_id, slug, name) "
        "values (%(tenant)s, now(), %(tenant)s, 'gym', 'Gym')",
        "insert into user_account (id, created_at, email, name, password_hash) "
        "values (%(member)s, now(), 'm@gym.example', 'Member', '-')",
        "insert into membership (id, created_at, tenant_id, user_id, role) "
        "values (%(member)s, now(), %(tenant)s, %(member)s, 'athlete')",
    ):
        db.execute(statement, {"tenant": TENANT, "member": MEMBER})


def exercise(db: psycopg.Connection[Any], name: str, tenant_id: UUID | None, **said: Any) -> UUID:
    row = {
        "id": uuid7(), "tenant_id": tenant_id, "scope": "tenant" if tenant_id else "system", "name": name,
        "name_key": name.lower(), "aliases": [], "muscle": "chest", "equipment": "barbell",
    } | said  # fmt: skip
    names = ", ".join(row)
    db.execute(
        "insert into exercise (created_at, category, force, mechanic, level, is_unilateral, measured_by, "
        f"rest_seconds, {names}) values (now(), '', '', '', 'beginner', false, 'weight_reps', 90, "
        f"{', '.join(f'%({name})s' for name in row)})",
        row,
    )
    return row["id"]


def workout(
    db: psycopg.Connection[Any], exercise_id: UUID, home: UUID, *, sets: int, finished: bool = True
) -> None:
    common = {"tenant": TENANT, "member": MEMBER, "exercise": exercise_id, "home": home, "day": DAY}
    common |= {"workout": uuid7(), "part": uuid7(), "done": DAY if finished else None}
    db.execute(
        "insert into workout "
        "(id, created_at, tenant_id, member_id, title, note, revision, started_at, finished_at) "
        "values (%(workout)s, now(), %(tenant)s, %(member)s, '', '', 1, %(day)s, %(done)s)",
        common,
    )
    db.execute(
        "insert into workout_exercise (id, created_at, revision, tenant_id, workout_id, member_id, "
        "exercise_id, exercise_home, position, rest_seconds, note) values (%(part)s, now(), 1, %(tenant)s, "
        "%(workout)s, %(member)s, %(exercise)s, %(home)s, 0, 90, '')",
        common,
    )
    for _ in range(sets):
        db.execute(
            "insert into workout_set (id, created_at, revision, tenant_id, workout_id, workout_exercise_id, "
            "member_id, exercise_id, position, kind, done_at) values (gen_random_uuid(), now(), 1, "
            "%(tenant)s, %(workout)s, %(part)s, %(member)s, %(exercise)s, 0, 'working', %(day)s)",
            common,
        )


def test_an_older_library_carries_over(
    test_database: TestDatabase, new_database: Callable[[str], DatabaseUrls]
) -> None:
    name = f"library_{uuid7().hex[-8:]}"
    urls = new_database(name)
    steps = configuration(urls.owner)
    command.upgrade(steps, "0003")
    with psycopg.connect(test_database.admin, dbname=name, autocommit=True) as db:
        db.execute("set session_replication_role = replica")  # the rows stand alone
        people(db)
        squat, plank = exercise(db, "Squat", None), exercise(db, "Plank", None)
        ours = exercise(db, "Gym row", TENANT, aliases=["Rudern"])
        exercise(db, "Gone row", TENANT, archived_at=DAY)
        workout(db, squat, SYSTEM, sets=3)
        workout(db, squat, SYSTEM, sets=1)
        workout(db, ours, TENANT, sets=2)
        workout(db, plank, SYSTEM, sets=0)
        workout(db, plank, SYSTEM, sets=2, finished=False)
        for entity_id, actor in ((squat, ADMIN), (plank, None)):
            db.execute(
                "insert into audit_entry (id, created_at, at, actor_id, action, entity, entity_id, rows) "
                "values (gen_random_uuid(), %s, %s, %s, 'update', 'exercise', %s, 1)",
                (DAY, DAY, actor, entity_id),
            )
        command.upgrade(steps, "0004")
        used = db.execute(
            "select member_id, exercise_id, exercise_home, uses, last_used_at from exercise_use"
        )
        assert set(used.fetchall()) == {
            (MEMBER, squat, SYSTEM, 2, DAY), (MEMBER, ours, TENANT, 1, DAY),
        }  # fmt: skip
        words = db.execute("select tenant_id, exercise_id, word from exercise_word").fetchall()
        assert {row[:2] for row in words} == {(TENANT, ours)}, "the built-in ones follow at the next start"
        assert {"gym", "row", "rudern", "=chest"} <= {row[2] for row in words}
        spelt = db.execute("select word from exercise_spelling where spelling = 'ruden'").fetchall()
        assert spelt == [("rudern",)]
        edited = db.execute("select id, edited_at from exercise where edited_at is not null").fetchall()
        assert edited == [(squat, DAY)]
        forced = db.execute(
            "select count(*) from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r' "
            "and relname <> 'alembic_version' and not relforcerowsecurity"
        )
        assert forced.fetchone() == (0,)
        db.execute("update exercise set archived_at = now(), merged_into_id = %s, merged_into_home = %s "
                   "where id = %s", (squat, SYSTEM, ours))  # fmt: skip
        command.downgrade(steps, "0003")
        assert db.execute("select count(*) from exercise").fetchone() == (4,)
    command.upgrade(steps, "head")
