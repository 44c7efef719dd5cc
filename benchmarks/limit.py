"""What the machine can do at most: `pgbench -S` on the database cluster beside the server."""

import os
import re
import shutil
import subprocess
from pathlib import Path
from urllib.parse import unquote, urlsplit

import psycopg

from rythm.core.embedded_postgres import Cluster

SCALE = 10
DATABASE = "benchmark_limit"


def selects_per_second(data_dir: Path, seconds: int) -> float | None:
    """Primary-key reads per second with 8 clients; None when there is no pgbench."""
    cluster = Cluster(data_dir)
    program = _pgbench(cluster)
    if program is None:
        return None
    url = urlsplit(cluster.admin_url)
    with psycopg.connect(cluster.admin_url, autocommit=True) as connection:
        connection.execute(f"create database {DATABASE}")
    try:
        common = [program, "-h", url.hostname or "", "-p", str(url.port), "-U", url.username or ""]
        given = {**os.environ, "PGPASSWORD": unquote(url.password or "")}
        _run([*common, "-i", "-q", "-s", str(SCALE), DATABASE], given)
        said = _run(
            [*common, "-S", "-n", "-M", "prepared", "-c", "8", "-j", "2", "-T", str(seconds), DATABASE], given
        )
    finally:
        with psycopg.connect(cluster.admin_url, autocommit=True) as connection:
            connection.execute(f"drop database if exists {DATABASE} with (force)")
    found = re.search(r"tps = ([\d.]+)", said)
    return float(found[1]) if found else None


def _run(command: list[str], environment: dict[str, str]) -> str:
    return subprocess.run(
        command, env=environment, capture_output=True, text=True, check=True, timeout=120
    ).stdout


def _pgbench(cluster: Cluster) -> str | None:
    """The cluster's own, else any on the machine."""
    beside = cluster.binaries["pgbench"]
    if beside.exists():
        return str(beside)
    return shutil.which("pgbench") or next(map(str, Path("/usr/lib/postgresql").glob("*/bin/pgbench")), None)
