"""What goes wrong is said in one line with what to do, and ends with 2."""

from pathlib import Path

import pytest

from rythm.core.postgres_binaries import RunAs
from tests.cli.conftest import Run, start

NOWHERE = "postgresql://admin:hidden@127.0.0.1:1/rythm"

CASES: list[tuple[str, list[str], dict[str, str], str]] = [
    ("demo to the network", ["serve", "--host", "0.0.0.0"], {}, "--demo-anyway"),
    ("demo asked for", ["serve", "--host", "0.0.0.0", "--demo"], {"DATABASE_URL": NOWHERE}, "--demo-anyway"),
    ("demo behind a proxy", ["serve"], {"RYTHM_PUBLIC_ORIGINS": "https://gym.example"}, "--demo-anyway"),
    ("no redis", ["serve", "--no-demo", "--workers", "2"], {}, "set REDIS_URL, or use --workers 1"),
    ("redis gone", ["serve"], {"REDIS_URL": "redis://127.0.0.1:1"}, "check REDIS_URL"),
    ("foreign address", ["serve", "--no-demo", "--host", "203.0.113.7"], {}, "check --host and --port"),
    ("a word for a number", ["doctor"], {"RYTHM_PORT": "many"}, "RYTHM_PORT is not usable"),
    ("short secret", ["migrate"], {"RYTHM_SECRET_KEY": "short"}, "RYTHM_SECRET_KEY is not usable"),
    ("no server", ["migrate"], {"DATABASE_URL": NOWHERE}, "and that the server runs"),
    ("no server", ["serve"], {"DATABASE_URL": NOWHERE}, "check DATABASE_URL and that the server runs"),
    ("no PostgreSQL", ["migrate"], {"DATABASE_URL": "mysql://u:hidden@h/x"}, "is no PostgreSQL address"),
    ("half the roles", ["migrate"], {"DATABASE_APP_URL": NOWHERE}, "DATABASE_OWNER_URL is missing"),
    ("half the roles", ["migrate"], {"DATABASE_OWNER_URL": NOWHERE}, "DATABASE_APP_URL is missing"),
    ("no folder", ["migrate", "--data-dir", "/dev/null/x"], {}, "choose another with --data-dir"),
    ("no folder", ["serve", "--data-dir", "/dev/null/x"], {}, "choose another with --data-dir"),
    ("not running", ["db", "url"], {}, "`rythm serve` starts it"),
    ("both or none", ["user", "create", "--email", "a@b.example"], {}, "either --system-admin or"),
    ("no such role", ["user", "create", "--email", "a@b.example", "--tenant", "x", "--role", "system"],
     {}, "use --system-admin"),
    ("no file", ["import", "strong", "none", "--member", "a@b.example", "--unit", "kg"], {}, "be read"),
]  # fmt: skip


@pytest.mark.parametrize(("arguments", "environment", "said"), [case[1:] for case in CASES])
def test_one_line_that_says_what_to_do(
    rythm: Run, free_port: int, arguments: list[str], environment: dict[str, str], said: str
) -> None:
    outcome = rythm(*arguments, **{"RYTHM_PORT": str(free_port)} | environment)
    assert outcome.code == 2
    (line,) = outcome.err.strip().splitlines()
    assert line.startswith("rythm: ")
    assert said in line
    assert "hidden" not in outcome.err + outcome.out
    assert "Traceback" not in outcome.err + outcome.out


def test_what_was_a_demo_is_not_offered_to_the_network(rythm: Run, demo: Path, free_port: int) -> None:
    outcome = rythm("serve", "--no-demo", "--host", "0.0.0.0", "--port", free_port)
    assert outcome.code == 2
    assert "choose another --data-dir" in outcome.err


def test_a_busy_port_is_noticed_before_anything_is_started(
    rythm: Run, data_dir: Path, busy_port: int
) -> None:
    outcome = rythm("serve", "--port", busy_port)
    assert outcome.code == 2
    assert f"Port {busy_port} is already in use" in outcome.err
    assert not data_dir.exists()


def test_a_file_that_is_no_export(rythm: Run, data_dir: Path) -> None:
    (data_dir.parent / "shopping.csv").write_text("milk,bread\n1,2\n")
    outcome = rythm("import", "strong", "shopping.csv", "--member", "a@b.example", "--unit", "kg")
    assert (outcome.code, len(outcome.err.strip().splitlines())) == (2, 1)
    outcome = rythm("import", "strong", "shopping.csv", "--member", "a@b.example", "--unit", "kg",
                    "--time-zone", "Mars/Base")  # fmt: skip
    assert outcome.code == 2
    assert "is no time zone" in outcome.err


def test_a_corrupt_data_directory(rythm: Run, data_dir: Path) -> None:
    pgdata = data_dir / "postgres" / "pgdata"
    pgdata.mkdir(parents=True)
    (pgdata / "junk").write_text("x")
    RunAs.here().give(pgdata.parent, pgdata)
    outcome = rythm("migrate")
    assert outcome.code == 2
    assert "is damaged (PG_VERSION is missing): restore a backup there" in outcome.err
    assert len(outcome.err.strip().splitlines()) == 1


def test_the_same_in_a_process_of_its_own(data_dir: Path) -> None:
    with start(data_dir, "migrate", DATABASE_URL=NOWHERE) as process:
        out, err = process.communicate(timeout=60)
    assert process.returncode == 2
    assert len(err.strip().splitlines()) == 1
    assert "Connection refused" in err
    assert out == ""
