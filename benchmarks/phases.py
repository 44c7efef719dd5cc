"""The parts of a run: each measures one thing and adds its lines to the report."""

import argparse
import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import Any

from benchmarks import figures
from benchmarks import limit as machine_limit
from benchmarks import pages as phone_pages
from benchmarks import starts as server_starts
from benchmarks.mix import Member
from benchmarks.report import Report, Row, console
from benchmarks.serving import HOST, ROOT, Costs, NotReadyError, Server, environment


@contextmanager
def doing(what: str) -> Iterator[None]:
    """Says on screen what is being measured, and how long it took."""
    began = time.perf_counter()
    with console.status(what):
        yield
    console.print(f"[green]✓[/] {what} [dim]({time.perf_counter() - began:.1f} s)[/]")


def quiet(report: Report) -> None:
    """How much of the processors there is to be had: others at work make every other figure worse."""
    with doing("Processor time"):
        seconds, many = 1.0, os.cpu_count() or 1
        spin = f"import time; t = time.perf_counter()\nwhile time.perf_counter() - t < {seconds}: pass\n"
        command = [sys.executable, "-c", spin + "print(time.process_time())"]
        spinning = [subprocess.Popen(command, stdout=subprocess.PIPE, text=True) for _ in range(many)]
        had = sum(float(process.communicate()[0]) for process in spinning)
    share = min(100.0, 100 * had / (seconds * many))
    note = "less than 90 %: others are at work here, and the figures below are worse than this machine"
    report.add("Before", Row("processor time to be had", share, "%", None, "" if share >= 90 else note))
    report.raw["processor_share"] = share


def starts(report: Report, chosen: argparse.Namespace, folder: Path) -> None:
    """Seconds from the command until the server says that it is ready."""
    with doing("Frontend up to date"):
        server_starts.build()
    found: dict[str, server_starts.Start] = {}
    if not chosen.quick:
        with doing("Start from nothing"):
            found["first, nothing built"] = server_starts.from_nothing(folder)
    with doing("First start"):
        found["first, frontend built"] = server_starts.timed(folder / "data")
    with doing("Later start"):
        found["later"] = server_starts.timed(folder / "data")
    for name, start in found.items():
        goal = figures.LATER_START if name == "later" else figures.FIRST_START
        report.add("Start until ready", Row(name, start.seconds, "s", goal, start.note))
    report.raw["starts"] = found


def api(report: Report, chosen: argparse.Namespace, server: Server, members: list[Member]) -> None:
    """The mix, closed-loop and open-loop."""
    _load(server, members, seconds=2, connections=8)  # the first calls prepare statements and fill caches
    phases = [(f"{n} connection{'s' * (n > 1)}, closed-loop", n, 0.0) for n in chosen.connections]
    phases += [(f"{rate:g}/s, open-loop", 16, rate) for rate in chosen.rate]
    best = 0.0
    for name, connections, rate in phases:
        with doing(f"API mix: {name}"):
            seen, costs = _load(server, members, seconds=chosen.seconds, connections=connections, rate=rate)
        report.raw.setdefault("api", {})[name] = seen | {"app_cpu": costs.app, "database_cpu": costs.database}
        each = 1000 / max(seen["requests"], 1)
        cpu = (
            f"CPU per request: app {each * costs.app:.2f} ms, PostgreSQL {each * costs.database:.2f} ms, "
            f"generator {each * seen['cpu_seconds']:.2f} ms"
        )
        errors = (
            f"; {sum(seen['errors'].values())} failed: {seen['errors']}" if seen["errors"] else "; 0 failed"
        )
        total = seen["total"]
        section = f"API mix, {name}"
        goal: figures.Goal | None = figures.THROUGHPUT
        if rate:
            goal = figures.Goal(0.99 * rate, "/s", at_least=True)
        elif connections == 1:
            goal = None  # one caller waits for one answer: that is latency, not throughput
        report.add(
            section,
            Row("requests answered", seen["per_second"], "/s", goal, cpu + errors),
            Row(
                "p95",
                total["p95"],
                "ms",
                figures.MIX_P95,
                f"p50 {total['p50']:.1f}, p99 {total['p99']:.1f} ms",
            ),
        )
        for operation, one in seen["by_operation"].items():
            note = f"p50 {one['p50']:.1f}, p99 {one['p99']:.1f} ms"
            report.add(section, Row(f"  {operation}, p95", one["p95"], "ms", None, note))
        best = max(best, seen["per_second"])
    report.raw["best_per_second"] = best


def _load(
    server: Server, members: list[Member], *, seconds: float, connections: int, rate: float = 0
) -> tuple[dict[str, Any], Costs]:
    plan = {
        "host": HOST,
        "port": server.port,
        "seconds": seconds,
        "connections": connections,
        "rate": rate,
        "members": [asdict(member) for member in members],
    }
    before = server.costs()
    seen = in_a_process("benchmarks.load", plan, seconds + 30)
    return seen, server.costs() - before


def queries(report: Report, server: Server, member: Member) -> None:
    """Statements per call."""
    with doing("Queries per call"):
        counted = in_a_process("benchmarks.queries", asdict(member), 60, **database_of(server))
    for operation, count in counted.items():
        report.add("Queries per call, entering the gym included", Row(operation, count, "", figures.QUERIES))
    report.raw["queries"] = counted


def search(report: Report, chosen: argparse.Namespace, server: Server) -> None:
    """A library of 20,000 exercises in one gym, searched behind row-level security."""
    with doing("Search in 20,000 exercises"):
        how = {"rounds": 50 if chosen.quick else 200, "owner_url": url_of(server, "owner")}
        found = in_a_process("benchmarks.search", how, 600, **database_of(server))
    for name, one in found.items():
        note = f"p50 {one['p50']:.1f}, p99 {one['p99']:.1f} ms; processor {one['processor']:.1f} ms"
        report.add(
            "Search in 20,000 exercises of one gym, time in the database",
            Row(f"{name}, p95", one["p95"], "ms", figures.SEARCH_P95, note),
        )
    report.raw["search"] = found


def crowd(report: Report, chosen: argparse.Namespace, server: Server, members: list[Member]) -> None:
    """Open pages, each with one event a second."""
    from rythm.ui.me import Me

    cookies = ["; ".join(f"{name}={value}" for name, value in member.cookies.items()) for member in members]
    for clients in chosen.clients:
        plan = {
            "url": server.url,
            "clients": clients,
            "seconds": chosen.seconds,
            "event": f"{Me.get_full_name()}.load",
            "answers_with": '"name_rx_state_"',
            "cookies": cookies,
        }
        with doing(f"Websockets: {clients} clients"):
            before, costs = server.memory(), server.costs()
            seen = in_a_process("benchmarks.crowd", plan, chosen.seconds + 60 + clients / 10)
            each = (server.memory() - before) / clients / 1e6
            used = server.costs() - costs
        events = seen["events"]
        failed = (
            f"; {sum(seen['errors'].values())} failed: {seen['errors']}" if seen["errors"] else "; 0 failed"
        )
        section = f"Websockets, {clients} clients, one event per second each"
        note = (
            f"p50 {events['p50']:.1f}, p99 {events['p99']:.1f} ms, {seen['per_second']:.0f} events/s{failed}"
        )
        joined = (
            f"p95 {seen['connecting']['p95']:.0f} ms to connect and load; app CPU {used.app:.1f} s in all"
        )
        report.add(
            section,
            Row("event answered, p95", events["p95"], "ms", figures.SOCKET_P95, note),
            Row("memory per client", each, "MB", figures.SOCKET_MEMORY, joined),
        )
        report.raw.setdefault("websockets", {})[str(clients)] = seen | {"megabytes_per_client": each}


def pages(report: Report, server: Server, member: Member) -> None:
    """What phones load."""
    section = "First load of phone pages, compressed"
    try:
        with doing("First load of phone pages"):
            found = phone_pages.weigh(server.url, member)
    except phone_pages.Error as error:
        report.add(section, Row("JavaScript", None, "", figures.PAGE_JS, str(error).splitlines()[0]))
        return
    for name, load in found.items():
        later = f"then {load.js_ahead:.0f} kB of other pages, {load.data:.0f} kB of data"
        note = f"{later}; {load.everything:.0f} kB in all"
        report.add(
            section,
            Row(f"{name}, JavaScript", load.js, "kB", figures.PAGE_JS, note),
            Row(f"{name}, CSS", load.css, "kB", figures.PAGE_CSS),
        )
    report.raw["pages"] = found


def limit(report: Report, chosen: argparse.Namespace, server: Server) -> None:
    """What PostgreSQL alone does here."""
    with doing("pgbench -S"):
        reads = machine_limit.selects_per_second(server.data_dir, 3 if chosen.quick else 5)
    best = report.raw["best_per_second"]
    note = f"the mix reached {100 * best / reads:.1f} % of it" if reads else "no pgbench on this machine"
    report.add("The machine's limit", Row("pgbench -S, 8 clients", reads, "/s", None, note))
    report.raw["pgbench_selects_per_second"] = reads


def database_of(server: Server) -> dict[str, str]:
    """The settings of a process that asks the measured server's database itself, as the app does."""
    return {"RYTHM_DATA_DIR": str(server.data_dir), "DATABASE_APP_URL": url_of(server, "app")}


def url_of(server: Server, role: str) -> str:
    """The connection of a role to the measured server's database."""
    ask = ("db", "url", "--role", role, "--data-dir", str(server.data_dir))
    return _output(sys.executable, "-m", "rythm.cli", *ask).strip()


def in_a_process(module: str, given: dict[str, Any], patience: float, **settings: str) -> dict[str, Any]:
    """What a module of ours writes as JSON when run with this on its standard input; raises NotReadyError."""
    done = subprocess.run(
        [sys.executable, "-m", module],
        input=json.dumps(given),
        capture_output=True,
        text=True,
        cwd=ROOT,
        env=environment(**settings),
        timeout=patience,
        check=False,
    )
    if done.returncode != 0:
        raise NotReadyError(f"{module}: {done.stderr.strip()[-600:]}")
    return dict(json.loads(done.stdout))


def _output(*command: str) -> str:
    return subprocess.run(
        command, cwd=ROOT, env=environment(), capture_output=True, text=True, check=True
    ).stdout
