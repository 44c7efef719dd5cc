"""The commands that work on a database: migrate, db url, user create, doctor, stop."""

from pathlib import Path

import psycopg
import pytest

from rythm.core.embedded_postgres import Cluster
from tests.cli.conftest import Run


@pytest.mark.parametrize(
    "command",
    [[], ["serve"], ["build"], ["stop"], ["migrate"], ["doctor"], ["seed", "demo"], ["db", "url"],
     ["db", "totals"], ["user", "create"],
     ["import", "file"], ["import", "strong"], ["import", "undo"], ["import", "exercises"]],
)  # fmt: skip
def test_every_command_explains_itself(rythm: Run, command: list[str]) -> None:
    outcome = rythm(*command, "--help")
    assert outcome.code == 0
    assert "Usage: rythm" in outcome.out
    assert len(outcome.out.splitlines()) > 8


def test_a_new_installation_gets_its_first_administrator(rythm: Run, data_dir: Path) -> None:
    assert "brought up to date" in rythm("migrate").out
    assert not Cluster(data_dir).is_running(), "a command leaves nothing running"
    cluster = Cluster(data_dir).start()  # saves starting it for each command
    assert "Migrations up to date" in rythm("migrate").out
    assert (data_dir / "secret.key").stat().st_mode & 0o777 == 0o600

    looked = rythm("doctor")
    assert looked.code == 0, looked.out
    assert "nobody administers the platform" in looked.out
    assert "at " in looked.out.split("Migrations")[1].splitlines()[0]

    create = ("user", "create", "--email", "Owner@Gym.example", "--system-admin", "--name", "The Owner")
    refused = rythm(*create, "--password", "short")
    assert refused.code == 1
    assert "at least 10 characters" in refused.err
    assert "can sign in" in rythm(*create, RYTHM_PASSWORD="correct horse battery").out
    assert "somebody administers the platform" in rythm("doctor").out

    unknown = rythm(
        "user", "create", "--email", "a@b.example", "--tenant", "nowhere", "--password", "longer than ten"
    )
    assert unknown.code == 1
    assert "no gym with the slug 'nowhere'" in unknown.err
    wrong = rythm("user", "create", "--email", "nonsense", "--system-admin", "--password", "longer than ten")
    assert wrong.code == 1
    assert "email is not usable" in wrong.err
    assert cluster.leave(), "nobody else is left"


def test_urls_lead_to_the_database(rythm: Run, data_dir: Path) -> None:
    cluster = Cluster(data_dir).start()
    rythm("migrate")
    for role, user in (("app", "rythm_app"), ("owner", "rythm_owner"), ("admin", "postgres")):
        url = rythm("db", "url", "--role", role).out.strip()
        with psycopg.connect(url) as connection:
            there = connection.execute("select current_user::text, current_database()::text").fetchone()
            assert there == (user, "rythm")
    cluster.leave()


def test_totals_are_held_against_a_recount_and_made_anew(rythm: Run, demo: Path) -> None:
    assert "all right" in rythm("db", "totals").out
    database = rythm("db", "url", "--role", "admin").out.strip()
    with psycopg.connect(database) as admin:
        admin.execute("update exercise_total set sets = sets + 1 where ctid = '(0,1)'")
    found = rythm("db", "totals")
    assert (found.code, "1 differ" in found.out) == (1, True)
    mended = rythm("db", "totals", "--rebuild")
    assert (mended.code, "workouts made anew, all right" in mended.out) == (0, True)


def test_your_own_server_is_used_and_its_rights_are_minded(rythm: Run, data_dir: Path) -> None:
    own = Cluster(data_dir.parent / "own").start()
    try:
        with psycopg.connect(own.admin_url, autocommit=True) as admin:
            admin.execute("create role plain login password 'x'")
        plain = own.admin_url.replace(own.admin_url.split("//")[1].split("@")[0], "plain:x")
        refused = rythm("migrate", DATABASE_URL=plain)
        assert refused.code == 2
        assert 'alter role "plain" createrole createdb' in refused.err

        assert rythm("migrate", DATABASE_URL=own.admin_url).code == 0
        app = rythm("db", "url", DATABASE_URL=own.admin_url).out.strip()
        owner = rythm("db", "url", "--role", "owner", DATABASE_URL=own.admin_url).out.strip()
        assert rythm("migrate", DATABASE_OWNER_URL=owner, DATABASE_APP_URL=app).code == 0
        unknown = rythm("db", "url", "--role", "admin", DATABASE_OWNER_URL=owner, DATABASE_APP_URL=app)
        assert (unknown.code, "administrator" in unknown.err) == (2, True)
        mighty = rythm("migrate", DATABASE_OWNER_URL=owner, DATABASE_APP_URL=own.admin_url)
        assert mighty.code == 2
        assert "is a superuser" in mighty.err
        assert not (data_dir / "postgres").exists(), "no embedded database was made"
    finally:
        own.stop()


def test_doctor_names_what_is_broken(rythm: Run, data_dir: Path, busy_port: int) -> None:
    fresh = rythm("doctor")
    assert fresh.code == 0
    assert "`rythm serve` makes it" in fresh.out
    assert not data_dir.exists(), "looking changes nothing"

    data_dir.mkdir()
    (data_dir / "secret.key").write_text("x" * 40)
    (data_dir / "secret.key").chmod(0o644)
    looked = rythm("doctor", RYTHM_PORT=str(busy_port), REDIS_URL="redis://127.0.0.1:1")
    assert looked.code == 1
    for said in (
        f"chmod 600 {data_dir}/secret.key",
        f"Port {busy_port} is already in use",
        "check REDIS_URL",
    ):
        assert said in looked.out

    away = rythm("doctor", DATABASE_URL="postgresql://u:hidden@127.0.0.1:1/x")
    assert away.code == 1
    assert "check DATABASE_URL" in away.out
    assert "hidden" not in away.out


def test_stop_ends_what_a_crash_left(rythm: Run, data_dir: Path) -> None:
    assert "Nothing was running" in rythm("stop").out
    cluster = Cluster(data_dir).start()
    cluster._lease.release()  # as after a kill -9: the server lives, nobody holds it
    assert "Stopped." in rythm("stop").out
    assert not cluster.is_running()
