"""Tries to get through the wall between tenants, as the program's own role, in each way we could think of."""

from typing import Any

import pytest
from sqlalchemy import Connection, func, insert, select, text, update
from sqlalchemy.dialects.postgresql import insert as upsert
from sqlalchemy.exc import DBAPIError

from tests.fixtures.rows import WALLS
from tests.fixtures.walls import STANCES, TABLES, Ground, identity, standing
from tests.walls.attacks import deviations

CARRIED = [name for name, wall in WALLS.items() if wall in ("tenant", "shared", "log")]
REFERENCES = [
    (name, key)
    for name in CARRIED
    for key in sorted(TABLES[name].foreign_key_constraints, key=lambda key: str(key.name))
    if WALLS[key.referred_table.name] in ("tenant", "shared", "log")
]
DENIED = "42501"


def refused(db: Connection, statement: Any, values: Any = None) -> str:
    """The code of the error the statement ends with."""
    with db.begin_nested() as savepoint, pytest.raises(DBAPIError) as caught:
        try:
            db.execute(text(statement) if isinstance(statement, str) else statement, values or {})
        finally:
            savepoint.rollback()
    return str(caught.value.orig.sqlstate)


# Every table, whoever stands in front of it, each verb: refused where it shall be, else possible.


@pytest.mark.parametrize("stance", STANCES)
@pytest.mark.parametrize("name", TABLES)
def test_the_wall_lets_through_what_it_shall_and_nothing_else(ground: Ground, name: str, stance: str) -> None:
    assert list(deviations(ground, name, stance)) == []


# Side doors of SQL.


@pytest.mark.parametrize("name", [name for name in CARRIED if "id" in TABLES[name].c])
def test_on_conflict_does_not_reach_a_neighbours_row(ground: Ground, name: str) -> None:
    taken, column = ground.rows[name], ground.editable[name]
    row = {**ground.neighbours_drafts[name], "id": taken["id"]}
    with standing(ground, "neighbour") as db:
        into = upsert(TABLES[name]).values(row)
        assert (
            refused(db, into.on_conflict_do_update(index_elements=["id"], set_={column: row[column]}))
            == DENIED
        )
        if "insert" in ground.granted[name]:
            assert db.execute(into.on_conflict_do_nothing().returning(TABLES[name].c.id)).all() == []
        assert db.execute(select(TABLES[name]).where(*identity(name, taken))).all() == []


@pytest.mark.parametrize("name", CARRIED)
def test_returning_tells_only_of_rows_one_may_see(ground: Ground, name: str) -> None:
    column = ground.editable[name]
    if "update" not in ground.granted[name]:
        return
    everything = update(TABLES[name]).values({column: ground.rows[name].get(column)}).returning(TABLES[name])
    with standing(ground, "neighbour") as db:
        assert {row.tenant_id for row in db.execute(everything)} <= {ground.neighbour.tenant_id}
    with standing(ground, "job") as db:
        assert {row.tenant_id for row in db.execute(everything)} == {ground.gym.tenant_id}


@pytest.mark.parametrize(
    ("name", "key"), REFERENCES, ids=lambda value: value if isinstance(value, str) else value.name
)
def test_no_foreign_key_reaches_a_neighbours_row(ground: Ground, name: str, key: Any) -> None:
    """Row security does not look at foreign keys, so the keys themselves carry the tenant."""
    if "insert" not in ground.granted[name]:
        return
    row, parent = ground.neighbours_drafts[name], ground.rows[key.referred_table.name]
    mine = {element.parent.name: element.column.name for element in key.elements}
    home = next((column for column in mine if column.endswith("_home")), None)
    stolen = {
        column: parent[target] for column, target in mine.items() if target not in ("tenant_id", "tenant_key")
    }
    with standing(ground, "neighbour") as db:
        assert refused(db, insert(TABLES[name]), {**row, **stolen}) == "23503"
        if home is not None:
            assert refused(db, insert(TABLES[name]), {**row, **stolen, home: ground.gym.tenant_id}) == "23514"
            assert refused(db, insert(TABLES[name]), {**row, **stolen, home: None}) in ("23514", "23502")
        db.execute(insert(TABLES[name]), row)


@pytest.mark.parametrize("name", CARRIED)
def test_copy_takes_out_only_what_one_may_see_and_brings_nothing_in(ground: Ground, name: str) -> None:
    taken = str(next(iter(identity(name, ground.rows[name]))).right.value).encode()
    for stance, sees in (("neighbour", False), ("nobody", False), ("job", True)):
        with standing(ground, stance) as db, db.connection.cursor() as cursor:
            with cursor.copy(f"copy {name} to stdout") as copy:
                assert (taken in b"".join(bytes(part) for part in copy)) is sees
            with pytest.raises(Exception, match=r"row-level security|permission denied"):
                cursor.execute(f"copy {name} from stdin")


@pytest.mark.parametrize(
    "statement",
    [
        "set role rythm_owner",
        "set role rythm_gate",
        "set session authorization rythm_owner",
        "set session_replication_role = replica",
        "alter role rythm_app bypassrls",
        "alter table workout disable row level security",
        "alter table workout no force row level security",
        "alter policy workout_all on workout using (true)",
        "drop policy workout_all on workout",
        "create policy mine on workout using (true)",
        "drop trigger audit_update on workout",
        "alter table workout disable trigger all",
        "truncate workout_set",
        "create table stash (id uuid)",
        "create temporary table stash (id uuid)",
        "create function peek() returns int language sql return 1",
        "create view peek as select 1",
        "create schema mine",
        "select * from app.seal_key",
        "select app.enter(gen_random_uuid(), null, true)",
        "select app.seal('\\x00', 'a|b|on')",
        "select * from app.seat(gen_random_uuid(), gen_random_uuid(), null)",
        "select app.role_in(gen_random_uuid(), gen_random_uuid())",
        "select pg_read_file('postgresql.conf')",
        "copy workout to program 'cat'",
        "update alembic_version set version_num = '0001'",
    ],
)
@pytest.mark.parametrize("stance", ["nobody", "member", "platform"])
def test_the_role_has_no_powers_beside_its_rows(ground: Ground, stance: str, statement: str) -> None:
    with standing(ground, stance) as db:
        assert refused(db, statement.replace(":", "\\:")) == DENIED


def test_switching_row_security_off_switches_the_answers_off(ground: Ground) -> None:
    for stance in ("neighbour", "owner_of_tables"):
        with standing(ground, stance) as db:
            db.execute(text("set local row_security = off"))
            for table in TABLES.values():
                assert refused(db, select(func.count()).select_from(table)) == DENIED


def test_statistics_do_not_show_values_of_walled_tables(ground: Ground) -> None:
    with ground.admin.begin() as admin:
        admin.execute(text("analyze"))
        assert (
            admin.execute(text("select count(*) from pg_stats where tablename = 'workout'")).scalar_one() > 0
        )
    with standing(ground, "member") as db:
        shown = db.execute(text("select distinct tablename from pg_stats where schemaname = 'public'"))
        assert {row[0] for row in shown} - {"alembic_version"} == set()


def test_only_the_platform_sweeps_and_only_what_has_ended(ground: Ground) -> None:
    sweep = text("select app.sweep_expired('infinity')")
    for ends, swept in (("now() + interval '1 day'", False), ("now() - interval '1 day'", True)):
        with ground.admin.begin() as admin:
            admin.execute(text(f"update browser_session set expires_at = {ends}"))
            admin.execute(text(f"update refresh_family set expires_at = {ends}"))
        for stance, may in {"nobody": False, "neighbour": False, "job": False, "platforms_job": True}.items():
            with standing(ground, stance) as db:
                assert (db.execute(sweep).scalar_one() > 0) is (may and swept)


def test_a_gym_cannot_move_into_another_organisation(ground: Ground) -> None:
    """Who administers an organisation may enter its gyms, so this would open others to one's people."""
    other = {"organisation": ground.neighbour.organisation_id}
    for stance in ("member", "job", "platform"):
        with standing(ground, stance) as db:
            assert refused(db, "update tenant set organisation_id = :organisation", other) == DENIED


@pytest.mark.parametrize("stance", ["nobody", "neighbour", "member", "job", "platform", "platforms_job"])
def test_nobody_forges_changes_or_deletes_audit_entries(ground: Ground, stance: str) -> None:
    entry = ground.drafts["audit_entry"]
    with standing(ground, stance) as db:
        assert refused(db, insert(TABLES["audit_entry"]), entry) == DENIED
        assert refused(db, "update audit_entry set action = 'nothing', actor_id = null") == DENIED
        assert refused(db, "delete from audit_entry") == DENIED
        assert refused(db, "truncate audit_entry") == DENIED
        assert refused(db, "alter table audit_entry disable row level security") == DENIED
        assert refused(db, "select app.audit()") == DENIED
        assert (
            refused(db, "create trigger t after insert on audit_entry execute function app.audit()") == DENIED
        )
        assert refused(db, "lock table audit_entry in row exclusive mode") == DENIED
