"""Measure Rythm on this machine: `uv run task bench`, or `python -m benchmarks --help`."""

import argparse
import tempfile
import time
from pathlib import Path

from benchmarks import people, phases
from benchmarks.report import Report, console
from benchmarks.serving import ROOT, running


def main() -> None:
    """Run what was asked for, show the table, write the file."""
    chosen = _arguments()
    report = Report()
    with tempfile.TemporaryDirectory(prefix="rythm-bench-") as name:
        folder = Path(name)
        folder.chmod(0o711)  # run as root, the database's own user has to pass through
        phases.quiet(report)
        phases.starts(report, chosen, folder)
        with running(folder / "data") as server:
            members = people.prepare(server.url, chosen.members)
            phases.api(report, chosen, server, members)
            phases.queries(report, server, members[0])
            phases.crowd(report, chosen, server, members)
            if not chosen.no_pages:
                phases.pages(report, server, members[0])
            phases.search(report, chosen, server)
            phases.limit(report, chosen, server)
    console.print()
    report.show()
    console.print(f"Written to {report.save().relative_to(ROOT)}, {time.time() - report.began:.0f} s.")


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument(
        "--quick", action="store_true", help="under a minute: short phases, no build from nothing"
    )
    parser.add_argument("--seconds", type=float, help="length of each phase (default: 10, quick: 2)")
    parser.add_argument(
        "--connections", type=int, nargs="+", default=[1, 8, 32], help="closed-loop (default: 1 8 32)"
    )
    parser.add_argument(
        "--rate", type=float, nargs="+", default=[500.0], help="open-loop, per second (default: 500)"
    )
    parser.add_argument(
        "--clients", type=int, nargs="+", help="websocket crowds (default: 100 300, quick: 100)"
    )
    parser.add_argument(
        "--members", type=int, default=16, help="different people behind the load (default: 16)"
    )
    parser.add_argument("--no-pages", action="store_true", help="leave the browser out")
    chosen = parser.parse_args()
    chosen.seconds = chosen.seconds or (2.0 if chosen.quick else 10.0)
    chosen.clients = chosen.clients or ([100] if chosen.quick else [100, 300])
    return chosen


if __name__ == "__main__":
    main()
