"""Where a transaction stands cannot be forged, and a transaction stands in one place only."""

from itertools import pairwise
from typing import Any

import pytest
from sqlalchemy import Connection, func, select, text

from tests.fixtures.walls import STANCES, TABLES, Ground, identity, standing
from tests.walls.test_attacks import DENIED, refused

WORKOUTS = select(func.count()).select_from(TABLES["workout"])
SET = "select set_config('app.seat', :seat, true), set_config('app.seal', :seal, true)"


def seat(db: Connection) -> dict[str, Any]:
    row = db.execute(
        text("select current_setting('app.seat', true) seat, current_setting('app.seal', true) seal")
    )
    return dict(row.mappings().one())


def sees(ground: Ground, db: Connection, name: str = "workout") -> bool:
    return bool(db.execute(select(TABLES[name]).where(*identity(name, ground.rows[name]))).first())


def forgeries(ground: Ground) -> dict[str, dict[str, Any]]:
    gym, member = ground.gym.tenant_id, ground.gym.user_id
    with standing(ground, "member") as db:
        kept = seat(db)
    return {
        "no seal": {"seat": f"{gym}|{member}|off", "seal": ""},
        "made-up seal": {"seat": f"{gym}|{member}|off", "seal": "0" * 64},
        "platform": {"seat": "||on", "seal": "0" * 64},
        "seal of an earlier transaction": kept,
        "nonsense": {"seat": "nonsense", "seal": "nonsense"},
    }


@pytest.mark.parametrize("stance", ["nobody", "neighbour", "neighbours_job"])
def test_a_forged_seat_ends_in_an_error(ground: Ground, stance: str) -> None:
    for forgery in forgeries(ground).values():
        for name in TABLES:
            with standing(ground, stance) as db:
                db.execute(text(SET), forgery)
                assert refused(db, select(TABLES[name])) == DENIED


def test_a_seal_made_without_the_key_is_none(ground: Ground) -> None:
    for key in ("''::bytea", "'\\x00'::bytea", "null::bytea"):
        key = f"coalesce({key}, '')"
        stamped = f"{key} || timestamptz_send(now()) || convert_to(:seat, 'UTF8') || {key}"
        for material in (stamped, "convert_to(:seat, 'UTF8')"):
            with standing(ground, "neighbour") as db:
                forged = f"set_config('app.seal', encode(sha256({material}), 'hex'), true)"
                values = {"seat": f"{ground.gym.tenant_id}||off"}
                statement = f"select set_config('app.seat', :seat, true), {forged}".replace("::", "\\:\\:")
                db.execute(text(statement), values)
                assert refused(db, WORKOUTS) == DENIED


@pytest.mark.parametrize(
    "change",
    [
        lambda seat, ground: {"seat": seat["seat"].replace("|off", "|on")},
        lambda seat, ground: {"seat": f"{ground.gym.tenant_id}|{ground.neighbour.user_id}|off"},
        lambda seat, ground: {"seat": f"{ground.neighbour.tenant_id}|{ground.gym.user_id}|off"},
        lambda seat, ground: {"seat": "|" + seat["seat"]},
        lambda seat, ground: {"seat": seat["seat"] + "|"},
        lambda seat, ground: {"seal": seat["seal"].upper()},
        lambda seat, ground: {"seal": seat["seal"] + " "},
    ],
)  # fmt: skip
def test_a_seat_cannot_be_bent(ground: Ground, change: Any) -> None:
    with standing(ground, "neighbour") as db:
        mine = seat(db)
        db.execute(text(SET), {**mine, **change(mine, ground)})
        assert refused(db, WORKOUTS) == DENIED
        db.execute(text(SET), mine)
        db.execute(WORKOUTS)


def test_a_wiped_seat_is_nobodys(ground: Ground) -> None:
    with standing(ground, "member") as db:
        assert sees(ground, db)
        db.execute(text("select set_config('app.seat', '', true)"))
        assert db.execute(WORKOUTS).scalar_one() == 0


def test_settings_outside_the_seat_mean_nothing(ground: Ground) -> None:
    with standing(ground, "neighbour") as db:
        db.execute(text("select set_config('app.tenant_id', :gym, true)"), {"gym": str(ground.gym.tenant_id)})
        db.execute(text("select set_config('app.platform', 'on', true)"))
        assert not sees(ground, db)


def test_a_connection_poisoned_for_good_still_stands_where_it_enters(ground: Ground) -> None:
    with ground.app.connect() as db:
        forged = {"seat": f"{ground.gym.tenant_id}||on", "seal": "0" * 64}
        db.execute(text(SET.replace("true", "false")), forged)
        db.commit()
        assert refused(db, WORKOUTS) == DENIED
        db.rollback()
        STANCES["neighbour"](db, ground)
        assert not sees(ground, db)
        db.execute(text("reset all"))
        db.commit()


DOORS = {
    "enter_system": "select 1 from app.enter_system(:tenant_id)",
    "enter_membership": "select 1 from app.enter_membership(:user_id, :tenant_id)",
    "enter_session": "select 1 from app.enter_session(:token_hash)",
    "enter_refresh_family": "select 1 from app.enter_refresh_family(:family)",
}
WIPE = "select set_config('app.seat', '', true), set_config('app.seal', '', true)"


@pytest.mark.parametrize("door", DOORS)
def test_who_has_entered_enters_nowhere_else(ground: Ground, door: str) -> None:
    keys = {
        "tenant_id": ground.gym.tenant_id,
        "user_id": ground.gym.user_id,
        "token_hash": ground.rows["browser_session"]["token_hash"],
        "family": ground.rows["refresh_family"]["id"],
    }
    with ground.admin.begin() as admin:
        admin.execute(text("update browser_session set expires_at = now() + interval '1 day'"))
    opens = {key: value for key, value in keys.items() if f":{key}" in DOORS[door]}
    at_once = f"{WIPE}, ({DOORS[door]})"
    with standing(ground, "nobody") as db:
        assert db.execute(text(DOORS[door]), opens).first(), "the door would open"
        assert sees(ground, db)
    for stance in ("neighbour", "neighbours_job", "member", "job"):
        with standing(ground, stance) as db:
            assert refused(db, DOORS[door], opens) == DENIED
            assert refused(db, at_once, opens) == DENIED
            db.execute(text(WIPE))
            assert refused(db, DOORS[door], opens) == DENIED
            assert db.execute(WORKOUTS).scalar_one() == 0


def test_no_query_closes_the_mark_of_having_entered(ground: Ground) -> None:
    with standing(ground, "neighbour") as db:
        refused(db, "select query_to_xml('close \"app.seated\"', true, false, '')")
        with db.begin_nested() as savepoint:
            savepoint.rollback()
        assert refused(db, DOORS["enter_system"], {"tenant_id": ground.gym.tenant_id}) == DENIED


def test_the_platform_goes_from_gym_to_gym_and_back(ground: Ground) -> None:
    for stance in ("platform", "platforms_job"):
        with standing(ground, stance) as db:
            assert not sees(ground, db)
            for home in (ground.gym, ground.neighbour, ground.gym):
                if stance == "platform":
                    values = {"user_id": ground.platform_admin, "tenant_id": home.tenant_id}
                    db.execute(text(DOORS["enter_membership"]), values)
                else:
                    db.execute(text(DOORS["enter_system"]), {"tenant_id": home.tenant_id})
                assert sees(ground, db) is (home is ground.gym)
            STANCES[stance](db, ground)
            assert not sees(ground, db)


def test_the_seat_is_looked_at_once_for_each_table_of_a_query(ground: Ground) -> None:
    """Not once for each row: each look costs microseconds."""
    query = "select 1 from workout w join workout_exercise e on e.workout_id = w.id join exercise x on true"
    with standing(ground, "member") as db:
        plan = [
            row[0] for row in db.execute(text(f"explain (analyze, timing off, costs off, verbose) {query}"))
        ]
    looks = [line for before, line in pairwise(plan) if before.strip().startswith("InitPlan")]
    assert len(looks) == 3
    assert all("loops=1)" in look for look in looks), plan
    assert sum("app." in line for line in plan) == 3, plan


def test_the_wall_stands_in_parallel_workers_too(ground: Ground) -> None:
    with standing(ground, "job") as db:
        alone = db.execute(WORKOUTS).scalar_one()
        major = db.connection.dbapi_connection.info.server_version // 10_000
        setting = "debug_parallel_query" if major >= 16 else "force_parallel_mode"
        db.execute(text(f"set local {setting} = on"))
        plan = [row[0] for row in db.execute(text("explain (costs off) select count(*) from workout"))]
        assert "Gather" in plan[0]
        assert db.execute(WORKOUTS).scalar_one() == alone > 0
    with standing(ground, "neighbour") as db:
        db.execute(text(f"set local {setting} = on"))
        assert not sees(ground, db)


def test_entering_and_looking_write_nothing(ground: Ground) -> None:
    with ground.app.connect() as db:
        db.execute(text("set transaction read only"))
        STANCES["member"](db, ground)
        assert sees(ground, db)
        assert db.execute(text("select pg_current_xact_id_if_assigned()")).scalar_one() is None


def test_a_statement_with_bound_values_carries_one_command(ground: Ground) -> None:
    """What keeps an injected query from ending its transaction and entering elsewhere."""
    with standing(ground, "neighbour") as db:
        away = "select 1 where 1 = :one; rollback; select 1 from app.enter_system(:tenant_id)"
        assert refused(db, away, {"one": 1, "tenant_id": ground.gym.tenant_id}) == "42601"
