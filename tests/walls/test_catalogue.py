"""The catalogue gate passes on our database, and fails when a new table forgets something."""

import pytest
from sqlalchemy import Connection, text

from rythm.core import rls
from rythm.core.model import SYSTEM
from tests.fixtures.rows import WALLS
from tests.fixtures.walls import Ground
from tests.walls.gate import GATED, GLOBAL_KEYS, LIMITED, UNHEARD, faults

TABLE = f"""
    create table locker (
        id uuid primary key, tenant_id uuid not null references tenant (id), workout_id uuid not null,
        exercise_id uuid, exercise_home uuid, number integer not null,
        constraint uq_locker unique (tenant_id, number),
        constraint fk_locker_workout foreign key (tenant_id, workout_id) references workout (tenant_id, id),
        constraint fk_locker_exercise foreign key (exercise_home, exercise_id)
            references exercise (tenant_key, id),
        constraint ck_locker_home check ((exercise_home is null) = (exercise_id is null) and exercise_home in
            (coalesce(tenant_id, '{SYSTEM}'), '{SYSTEM}')))
"""
GOOD = [TABLE, *rls.wall_tenant("locker"), *rls.grant("locker"), *rls.audited("locker")]
FORGETFUL: dict[str, tuple[list[str], str]] = {
    "no row security": (["alter table locker disable row level security"], "row security is not enabled"),
    "not forced": (["alter table locker no force row level security"], "row security is not forced"),
    "no policy": (["drop policy locker_all on locker"], "no policy for select"),
    "one verb without policy": (
        ["drop policy locker_all on locker", rls.policy("locker", "select", using=rls.TENANT)],
        "no policy for delete",
    ),
    "policy without check": (
        ["drop policy locker_all on locker", rls.policy("locker", "all", using=rls.TENANT)],
        "has no check for insert",
    ),
    "policy with a check that is true": (
        ["alter policy locker_all on locker with check (true)"],
        "checkes true",
    ),
    "policy around app.*": (
        ["alter policy locker_all on locker using (tenant_id::text = current_setting('app.seat'))"],
        "not what the wall tenant is made of",
    ),
    "policy that asks for each row": (
        ["alter policy locker_all on locker using (tenant_id = app.tenant_id() or number = 0)"],
        "not what the wall tenant is made of",
    ),
    "second, wider policy": (
        [rls.policy("locker", "select", using="number < 10")],
        "policy locker_select usinges",
    ),
    "policy for the app alone": (
        [rls.policy("locker", "select", using="true", role="rythm_app")],
        "is not a permissive one for everybody",
    ),
    "policy for the gate": (
        [rls.policy("locker", "all", using="true", role="rythm_gate")],
        "lets rythm_gate pass",
    ),
    "foreign key without tenant": (
        ["alter table locker add constraint fk_bare foreign key (workout_id) references workout (id)"],
        "foreign key fk_bare does not carry the tenant",
    ),
    "home of a third tenant": (
        ["alter table locker drop constraint ck_locker_home"],
        "no check ties exercise_home",
    ),
    "home that may be missing": (
        [
            "alter table locker drop constraint ck_locker_home",
            f"alter table locker add check (exercise_home in (tenant_id, '{SYSTEM}'))",
        ],
        "no check ties exercise_home",
    ),
    "unique without tenant": (
        ["alter table locker add constraint uq_bare unique (number)"],
        "unique key uq_bare does not start with the tenant",
    ),
    "unique that ends with the tenant": (
        ["create unique index uq_late on locker (number, tenant_id)"],
        "unique key uq_late does not start with the tenant",
    ),
    "unique by expression": (
        ["create unique index uq_told on locker ((number + 1), tenant_id)"],
        "unique key uq_told does not start with the tenant",
    ),
    "exclusion without tenant": (
        ["alter table locker add constraint ex_bare exclude using gist (number with =)"],
        "unique key ex_bare does not start with the tenant",
    ),
    "key that is no random id": (
        ["alter table locker drop constraint locker_pkey", "alter table locker add primary key (number)"],
        "unique key locker_pkey does not start with the tenant",
    ),
    "no audit": (["drop trigger audit_delete on locker"], "no trigger audits delete"),
    "audit switched off": (["alter table locker disable trigger audit_update"], "no trigger audits update"),
    "truncate": (["grant truncate on locker to rythm_app"], "rythm_app may truncate"),
    "references": (["grant references (id) on locker to rythm_app"], "rythm_app may references"),
    "open to all": (["grant select on locker to public"], "public may select"),
    "open to the gate": (["grant select on locker to rythm_gate"], "rythm_gate may select"),
}
LOOSE: dict[str, tuple[list[str], str]] = {
    "a table nobody declared": (["create table stray (id uuid)"], "stray: a table that no model declares"),
    "view": (
        ["create view glimpse as select * from workout"],
        "glimpse: the view reads with its owner's eyes",
    ),
    "materialized view": (["create materialized view kept as select 1"], "kept: a materialized view"),
    "definer without search_path": (
        ["create function app.f() returns int language sql security definer return 1"],
        "app.f(): runs as its owner without a fixed search_path",
    ),
    "definer of a powerful owner": (
        [
            "create function app.f() returns int language sql security definer "
            "set search_path = pg_catalog, pg_temp return 1"
        ],
        "app.f(): passes the wall as",
    ),
    "function for everybody": (
        ["grant execute on function app.role_in to public"],
        "app.role_in(): everybody",
    ),
    "enter for the app": (
        ["grant execute on function app.enter to rythm_app"],
        "app.enter(): rythm_app may call it, and it is no known door",
    ),
    "sealing for the app": (
        ["grant execute on function app.seal to rythm_app"],
        "app.seal(): rythm_app may call it, and it is no known door",
    ),
    "the key for the app": (
        ["grant select on app.seal_key to rythm_app"],
        "app.seal_key: rythm_app may use it",
    ),
    "versions": (["grant update on alembic_version to rythm_app"], "alembic_version: rythm_app may update"),
    "default privileges": (
        ["alter default privileges in schema public grant select on tables to rythm_app"],
        "default privileges",
    ),
    "bypass": (["alter role rythm_app bypassrls"], "rythm_app: bypassrls"),
    "superuser": (["alter role rythm_owner superuser"], "rythm_owner: superuser"),
    "gate may log in": (["alter role rythm_gate login"], "rythm_gate: login"),
    "member of the gate": (["grant rythm_gate to rythm_app"], "rythm_app: member of rythm_gate"),
    "member of the owner": (["grant rythm_owner to rythm_app"], "rythm_app: member of rythm_owner"),
    "owner of a table": (["alter table workout owner to rythm_app"], "rythm_app: owns workout"),
    "may create": (["grant create on schema public to rythm_app"], "rythm_app: may create in public"),
}


def test_every_wall_stands(ground: Ground) -> None:
    with ground.admin.connect() as db:
        assert faults(db, WALLS) == []


def test_every_model_declares_its_wall() -> None:
    assert {name for name, wall in WALLS.items() if wall is None} == set()


def test_the_exceptions_name_tables_that_exist() -> None:
    assert {*GATED, *LIMITED, *UNHEARD, *(table for table, *_ in GLOBAL_KEYS)} <= WALLS.keys()


def _after(
    db: Connection, statements: list[str], walls: dict[str, str | None], only: str | None
) -> list[str]:
    for statement in statements:
        db.execute(text(statement))
    return faults(db, walls, only)


@pytest.fixture
def building_site(ground: Ground):
    """A connection of the superuser whose changes are undone."""
    with ground.admin.connect() as db, db.begin() as transaction:
        yield db
        transaction.rollback()


def test_a_new_table_that_forgets_nothing_passes(building_site: Connection) -> None:
    assert _after(building_site, GOOD, {**WALLS, "locker": "tenant"}, None) == []


@pytest.mark.parametrize("forgets", FORGETFUL)
def test_a_new_table_that_forgets_is_reported(building_site: Connection, forgets: str) -> None:
    statements, complaint = FORGETFUL[forgets]
    found = _after(building_site, [*GOOD, *statements], {**WALLS, "locker": "tenant"}, "locker")
    assert any(complaint in fault for fault in found), found


def test_a_new_table_without_a_wall_on_its_model_is_reported(building_site: Connection) -> None:
    assert _after(building_site, GOOD, {"locker": None}, "locker") == [
        "locker: its model declares no known wall (None)"
    ]


@pytest.mark.parametrize("loosened", LOOSE)
def test_loose_functions_views_and_roles_are_reported(building_site: Connection, loosened: str) -> None:
    statements, complaint = LOOSE[loosened]
    found = _after(building_site, statements, WALLS, None)
    assert any(fault.startswith(complaint) for fault in found), found
