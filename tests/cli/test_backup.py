"""The backup and restore of docs/operations.md, with the programs it names."""

import subprocess
from pathlib import Path

import psycopg

from rythm.core.embedded_postgres import Cluster
from tests.cli.conftest import Run

TABLES = "select relname::text from pg_class where relkind = 'r' and relnamespace = 'public'::regnamespace"


def run(program: Path, *arguments: str) -> None:
    done = subprocess.run([program, *arguments], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")


def contents(url: str) -> dict[str, str]:
    """A fingerprint of every table's rows."""
    with psycopg.connect(url) as connection:
        names = [name for (name,) in connection.execute(TABLES)]
        found = {}
        for name in names:
            rows = f"select md5(coalesce(string_agg(t::text, '|' order by t::text), '')) from {name} t"
            found[name] = str(connection.execute(rows).fetchone())
        return found


def test_a_backup_restored_into_an_empty_cluster_is_the_same(rythm: Run, demo: Path, tmp_path: Path) -> None:
    binaries = Cluster(demo).binaries
    url, dump = rythm("db", "url", "--role", "admin").out.strip(), str(tmp_path / "rythm.dump")
    run(binaries["pg_dump"], "--format=custom", f"--file={dump}", url)
    before = contents(url)

    fresh = demo.parent / "fresh"
    new = Cluster(fresh).start()
    try:
        rythm("migrate", "--data-dir", str(fresh))
        url = rythm("db", "url", "--role", "admin", "--data-dir", str(fresh)).out.strip()
        options = ("--clean", "--if-exists", "--single-transaction", f"--dbname={url}")
        run(new.binaries["pg_restore"], *options, dump)
        assert contents(url) == before
        assert len(before) > 15
        assert rythm("migrate", "--data-dir", str(fresh)).code == 0, "the program works with it"
        seeded = rythm("seed", "demo", "--data-dir", str(fresh))
        assert "already there" in seeded.out
    finally:
        new.stop()
