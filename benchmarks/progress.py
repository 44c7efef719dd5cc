"""A gym of 200 members with a million sets beside one with ten thousand: `uv run task progress`.

How long the pages take that look back over training, in the database and through HTTP, how many statements
they need, what ending a workout costs, how long totals take to count again, and how fast files come in.
"""

import argparse
import asyncio
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import httpx
import psycopg

from benchmarks import exports, figures, phases, starts, years
from benchmarks.figures import Goal
from benchmarks.report import Report, Row, console
from benchmarks.serving import HOST, ROOT, Server, environment, running
from rythm.demo.people import PASSWORD
from rythm.identity.passwords import hash_password

RATIO = Goal(1.5, "×")
HOT_P95 = Goal(5, "ms")
IMPORT = Goal(1_000, "rows/s", at_least=True)
"""5,000 rows in under 5 seconds."""


def main() -> None:
    """Make the gyms unless they are there, measure, show the table, write the file."""
    chosen = _arguments()
    report = Report()
    with _folder(chosen.data_dir) as folder:
        phases.quiet(report)
        with phases.doing("Frontend up to date"):
            starts.build()
        with running(folder) as server:
            made(report, server)
            totals(report, server)
            reads(report, server, chosen)
            ends(report, server, chosen)
            imports(report, server)
    console.print()
    report.show()
    console.print(f"Written to {report.save().relative_to(ROOT)}, {time.time() - report.began:.0f} s.")


def made(report: Report, server: Server) -> None:
    """The gyms; an installation that has them already keeps them."""
    admin = phases.url_of(server, "admin")
    if _is_there(admin):
        return
    began = time.perf_counter()
    with phases.doing(f"{sum(gym.sets for gym in years.GYMS):,} sets"):
        years.make(admin, asyncio.run(hash_password(PASSWORD)), datetime.now(UTC))
    report.add("Made", Row(f"{sum(gym.sets for gym in years.GYMS):,} sets", time.perf_counter() - began, "s"))


def _is_there(admin: str) -> bool:
    with psycopg.connect(admin) as db:
        return db.execute("select from tenant where slug = %s", (years.BIG.slug,)).fetchone() is not None


def totals(report: Report, server: Server) -> None:
    """`rythm db totals`, all of every gym; raises when they differ from a full recount."""
    for name, option in (("made anew and recounted", ("--rebuild",)), ("recounted", ())):
        began = time.perf_counter()
        with phases.doing(f"Totals {name}"):
            command = (
                sys.executable,
                "-m",
                "rythm.cli",
                "db",
                "totals",
                *option,
                "--data-dir",
                str(server.data_dir),
            )
            subprocess.run(command, cwd=ROOT, env=environment(), check=True, stdout=subprocess.DEVNULL)
        report.add(
            "Totals of a million sets", Row(name, time.perf_counter() - began, "s", None, "no difference")
        )
        years.sweep(phases.url_of(server, "admin"))


def reads(report: Report, server: Server, chosen: argparse.Namespace) -> None:
    """The pages, the big gym and the small ones in turn."""
    plan = {"rounds": chosen.rounds, "host": HOST, "port": server.port, "only": chosen.only}
    with phases.doing("Pages of three gyms in turn"):
        found = phases.in_a_process("benchmarks.reads", plan, 1_200, **phases.database_of(server))
    for where, section in (("database", "In the database"), ("http", "Through HTTP, one at a time")):
        report.add(section, *(row for name, each in found.items() for row in _beside(name, each, where)))
    report.add(
        "Queries per page, entering the gym included",
        *(
            Row(
                name, max(one["queries"] for one in each["seen"].values()), "", Goal(each["most_queries"], "")
            )
            for name, each in found.items()
        ),
    )
    report.raw["reads"] = found


def _beside(name: str, each: dict[str, Any], where: str) -> Iterator[Row]:
    """The 95th percentile with a million sets, and how many times that of ten thousand it is."""
    seen, beside = each["seen"], each["beside"]
    big = seen[years.BIG.slug]
    if not big[where]:
        return
    goal = None if where == "database" else figures.MIX_P95
    processor = f"; PostgreSQL's processor {big['processor']:.1f} ms" if where == "database" else ""
    yield Row(f"{name}, p95", big[where]["p95"], "ms", goal, f"p50 {big[where]['p50']:.1f} ms{processor}")
    if where == "database":
        yield Row("  its slowest query", big["slowest"]["p95"], "ms", HOT_P95 if each["hot"] else None)
    told = []
    for slug in (years.FEW_EACH.slug, years.FEW_PEOPLE.slug):
        one = seen[slug]
        ratio = big[where]["p95"] / one[where]["p95"]
        half = big[where]["p50"] / one[where]["p50"]
        spent = (
            f", processor {big['processor'] / one['processor']:.2f}" if processor and one["processor"] else ""
        )
        told.append((slug, ratio, f"p50 {half:.2f}{spent}; p95 {one[where]['p95']:.1f} ms"))
    told.sort(key=lambda one: one[0] != beside)
    (_, ratio, note), (other, much, also) = told
    note = f"to {beside}: {note} (to {other}: {much:.2f} ×, {also})"
    if each["grows"]:
        note = f"looks further back than they trained; {note}"
    yield Row("  times that of 10,000 sets", ratio, "×", None if each["grows"] else RATIO, note)


def ends(report: Report, server: Server, chosen: argparse.Namespace) -> None:
    """The commit that ends a workout of five sets of one exercise."""
    with phases.doing("Ends of workouts"):
        plan = {"rounds": chosen.rounds // 3}
        found = phases.in_a_process("benchmarks.ends", plan, 600, **phases.database_of(server))
    names = {
        years.BIG.slug: "9,000 sets of many exercises",
        years.FEW_PEOPLE.slug: "1,000 sets of many exercises",
        years.ONE_LIFT.slug: "2,600 sets of this very exercise",
    }
    report.add(
        "A workout is ended, after",
        *(
            Row(f"{names[slug]}, p95", one["p95"], "ms", None, f"p50 {one['p50']:.1f} ms")
            for slug, one in found.items()
        ),
    )
    report.raw["ends"] = found


def imports(report: Report, server: Server) -> None:
    """A file of 5,000 rows in every format, each by somebody who has nothing yet; then taken back."""
    section = f"Imports of {exports.ROWS:,} rows, through HTTP"
    now = datetime.now(UTC).replace(microsecond=0)
    with httpx.Client(base_url=server.url, timeout=120, trust_env=False) as client:
        for number, (name, text) in enumerate(exports.files(now)):
            credentials = {"email": f"member.{number}@{years.NEWCOMERS.slug}.example", "password": PASSWORD}
            signed = client.post("/api/v1/auth/token", json=credentials).raise_for_status().json()
            caller = {"Authorization": f"Bearer {signed['access_token']}"}
            with phases.doing(f"Import: {name}"):
                began = time.perf_counter()
                answer = client.post("/api/v1/imports", json={"text": text, "unit": "kg"}, headers=caller)
                seconds = time.perf_counter() - began
            told = answer.raise_for_status().json()
            note = f"{seconds:.1f} s; {told['created']} workouts, {told['sets']:,} sets"
            note += f", {told['left_out']} left out" if told["left_out"] else ""
            report.add(section, Row(name, exports.ROWS / seconds, "rows/s", IMPORT, note))
            client.delete(f"/api/v1/imports/{told['id']}", headers=caller).raise_for_status()


@contextmanager
def _folder(given: Path | None) -> Iterator[Path]:
    if given is not None:
        yield given
        return
    with tempfile.TemporaryDirectory(prefix="rythm-bench-") as name:
        folder = Path(name)
        folder.chmod(0o711)  # run as root, the database's own user has to pass through
        yield folder / "data"


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.progress", description=__doc__)
    parser.add_argument(
        "--data-dir", type=Path, help="where the gyms are kept (default: made anew, then gone)"
    )
    parser.add_argument(
        "--rounds", type=int, default=150, help="calls of each page in each gym (default: 150)"
    )
    parser.add_argument("--only", default="", help="only the pages whose names contain this")
    return parser.parse_args()


if __name__ == "__main__":
    main()
