"""A phone without signal, in Chromium: `python -m benchmarks.offline`, a minute or two.

What a phone keeps, how soon it opens without a server, how soon a tapped set is painted, what a workout costs
on the way, and how long a thousand waiting changes take.
"""

import argparse
import json
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from playwright.sync_api import BrowserContext, Error, Page, Playwright, sync_playwright

from benchmarks import figures, phases
from benchmarks.figures import Goal
from benchmarks.pages import ARGUMENTS, browser_path
from benchmarks.report import Report, Row, console
from benchmarks.serving import ROOT, Server, environment, start
from rythm.web import shell
from rythm.web.frontend import FRONTEND

MEMBER, PASSWORD = "athlete@harbor.demo", "rythm-demo"
TAP = """(n) => new Promise((yes, no) => {
  const button = document.querySelectorAll(".tick")[n], began = performance.now();
  button.click();
  requestAnimationFrame(() => {
    const painted = new MessageChannel();
    painted.port1.onmessage = () => button.getAttribute("aria-pressed") === "true"
      ? yes(performance.now() - began) : no(new Error("not ticked"));
    painted.port2.postMessage(0);
  });
})"""
FILL = """(wanted) => {
  const line = [...rythm.rows().values()].find((row) => row.entity === "workout_exercise"
    && rythm.rows().get(row.workout_id)?.finished_at === null && !row.deleted_at);
  for (let i = 0; i < wanted; i++) rythm.addSet(line.id);
  return rythm.settled(); }"""
SETTLED = "rythm.net.get().waiting === 0 && rythm.net.get().state === 'ok'"


def main() -> None:
    """Run it, show the table, write the file."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.offline", description=__doc__)
    parser.add_argument("--taps", type=int, default=100, help="taps, online and offline each (default: 100)")
    parser.add_argument("--starts", type=int, default=10, help="cold starts without a server (default: 10)")
    parser.add_argument("--waiting", type=int, default=1000, help="changes that wait (default: 1000)")
    chosen = parser.parse_args()
    report = Report()
    phases.quiet(report)
    with tempfile.TemporaryDirectory(prefix="rythm-bench-") as name:
        folder = Path(name)
        folder.chmod(0o711)
        server = start(folder / "data")
        try:
            _kept(report)
            with sync_playwright() as playwright:
                phone = _Phone(playwright, folder / "phone", server.url)
                page = phone.signed_in()
                _workout(report, page)
                _taps(report, phone, page, chosen.taps)
                server.stop()
                _starts(report, phone, chosen.starts)
                server = start(folder / "data", port=server.port)
                _queue(report, phone, chosen.waiting)
                phone.context.close()
            _queries(report, server, chosen.waiting)
        finally:
            server.stop()
    console.print()
    report.show()
    console.print(f"Written to {report.save().relative_to(ROOT)}, {time.time() - report.began:.0f} s.")
    missed = [row.measure for rows in report.sections.values() for row in rows if row.verdict == "✗"]
    sys.exit(bool(missed))


class _Phone:
    """A browser with a profile of its own."""

    def __init__(self, playwright: Playwright, profile: Path, url: str) -> None:
        self.context: BrowserContext = playwright.chromium.launch_persistent_context(
            profile, executable_path=browser_path(), args=ARGUMENTS, base_url=url, has_touch=True,
            viewport={"width": 390, "height": 844},
        )  # fmt: skip

    def signed_in(self) -> Page:
        page = self.context.new_page()
        page.goto("/")
        page.evaluate("(who) => rythm.signIn(who)", {"email": MEMBER, "password": PASSWORD})
        page.wait_for_url("**/today")
        _until(page, "globalThis.rythm?.session?.get() && navigator.serviceWorker.controller")
        _until(page, SETTLED)
        return page


def _until(page: Page, expression: str, seconds: float = 60) -> None:
    deadline, held = time.monotonic() + seconds, False
    while not held:
        assert time.monotonic() < deadline, expression
        with suppress(Error):  # the page may be on its way to another
            held = page.evaluate(f"!!({expression})")
        page.wait_for_timeout(0 if held else 10)


def _kept(report: Report) -> None:
    """What the worker fetches once for each build."""
    files, size = shell.weight(FRONTEND / "build" / "client")
    scripts = sum(len(path.read_bytes()) for path in (ROOT / "assets" / "rythm").glob("*.js")) + len(
        (ROOT / "assets" / shell.WORKER).read_bytes()
    )
    report.add("What a phone keeps", Row("files of the member's pages", files, ""))
    report.add("What a phone keeps", Row("compressed", size / 1000, "kB"))
    report.add("What a phone keeps", Row("hand-written JavaScript, not minified", scripts / 1000, "kB"))
    report.raw["kept"] = {"files": files, "bytes": size, "javascript": scripts}


@contextmanager
def _counted(page: Page) -> Iterator[dict[str, float]]:
    """Bytes of the sync's requests and answers, headers included, while the block runs."""
    seen: dict[str, float] = {"requests": 0, "sent": 0, "received": 0}
    mine: set[str] = set()
    wire = page.context.new_cdp_session(page)
    wire.send("Network.enable")

    def asked(event: dict[str, Any]) -> None:
        if "/api/v1/sync" in event["request"]["url"]:
            mine.add(event["requestId"])
            seen["requests"] += 1
            seen["sent"] += len(event["request"].get("postData", "").encode())

    def headers(event: dict[str, Any]) -> None:
        if event["requestId"] in mine:
            seen["sent"] += sum(len(name) + len(value) + 4 for name, value in event["headers"].items())

    def answered(event: dict[str, Any]) -> None:
        if event["requestId"] in mine:
            seen["received"] += event["encodedDataLength"]

    wire.on("Network.requestWillBeSent", asked)
    wire.on("Network.requestWillBeSentExtraInfo", headers)
    wire.on("Network.loadingFinished", answered)
    yield seen
    wire.detach()


def _workout(report: Report, page: Page) -> None:
    """A workout as it is usually logged: begun from a template, a tick every now and then, finished."""
    with _counted(page) as seen:
        _begin(page)
        sets = page.locator(".tick").count()
        for n in range(sets):
            page.locator(".tick").nth(n).click()
            _until(page, SETTLED)
        page.evaluate("rythm.finish('leave')")
        _until(page, SETTLED)
    total = (seen["sent"] + seen["received"]) / 1000
    note = f"{sets} sets, {seen['requests']:g} requests, {seen['sent'] / 1000:.0f} kB of it sent"
    report.add("A whole workout on the way", Row("sent and received", total, "kB", None, note))
    report.raw["workout"] = seen | {"sets": sets}


def _begin(page: Page) -> None:
    _until(page, "(rythm.templates.get() ?? []).length > 0")
    page.evaluate("rythm.discard(), rythm.start(rythm.templates.get().find((one) => one.sets >= 9).id)")
    page.wait_for_url("**/log")
    page.locator(".tick").first.wait_for()
    _until(page, SETTLED)


def _taps(report: Report, phone: _Phone, page: Page, taps: int) -> None:
    """From the tap to the painted tick, on a phone four times slower than this machine."""
    _begin(page)
    page.evaluate(FILL, 12)
    wire = phone.context.new_cdp_session(page)
    wire.send("Emulation.setCPUThrottlingRate", {"rate": 4})
    for name in ("online", "offline"):
        if name == "offline":
            wire.send("Network.enable")
            away = {"offline": True, "latency": 0, "downloadThroughput": 0, "uploadThroughput": 0}
            wire.send("Network.emulateNetworkConditions", away)
        took: list[float] = []
        while len(took) < taps:
            for n in range(min(page.locator(".tick").count(), taps - len(took))):
                took.append(page.evaluate(TAP, n) / 1000)
                page.wait_for_timeout(30)
            page.evaluate("""() => { for (const row of [...rythm.rows().values()])
              if (row.entity === "set" && row.done_at && rythm.rows().get(row.workout_exercise_id)
                && !rythm.rows().get(rythm.rows().get(row.workout_exercise_id).workout_id)?.finished_at)
                rythm.write([["set", row.id, { done_at: null }]]); return rythm.settled(); }""")
        seen = figures.latency(took)
        section = "Tap to painted tick, CPU four times slower"
        report.add(section, Row(f"{name}, p50 of {taps}", seen.p50, "ms"))
        report.add(section, Row(f"{name}, p95", seen.p95, "ms", Goal(50, "ms")))
        report.raw[f"taps {name}"] = seen
    wire.detach()
    page.close()
    page = phone.context.new_page()
    page.goto("/log")
    page.evaluate("rythm.started")
    _until(page, SETTLED)
    page.close()


def _starts(report: Report, phone: _Phone, starts: int) -> None:
    """From opening the app until a set can be ticked, with nobody there to serve it."""
    took = []
    for _ in range(starts):
        page = phone.context.new_page()
        page.goto("/log", wait_until="commit")
        page.locator("html[data-awake] .tick").first.wait_for()
        took.append(page.evaluate("performance.now()"))
        page.close()
    section = "Cold start without a server, until a set can be ticked"
    report.add(section, Row(f"median of {starts}", statistics.median(took) / 1000, "s", Goal(1, "s")))
    report.add(section, Row("slowest", max(took) / 1000, "s", Goal(1, "s")))
    report.raw["cold_starts_ms"] = took


def _queue(report: Report, phone: _Phone, waiting: int) -> None:
    """Changes that waited until there was signal again."""
    page = phone.context.new_page()
    page.goto("/today")
    page.evaluate("rythm.started")
    _until(page, SETTLED)
    page.route("**/api/v1/sync", lambda route: route.abort())
    one = """(wanted) => { const id = rythm.uuid7(), title = "Waiting", at = new Date().toISOString();
      const rows = [["workout", id, { title, started_at: at, finished_at: null, deleted_at: null }]];
      for (let i = 1; i < wanted; i++) rows.push(["workout", id, { note: `change ${i}` }]);
      return rythm.write(rows); }"""
    page.evaluate(one, waiting)
    _until(page, f"rythm.net.get().waiting >= {waiting} && rythm.net.get().state !== 'ok'")
    page.unroute("**/api/v1/sync")
    with _counted(page) as seen:
        began = time.perf_counter()
        page.evaluate("void rythm.drain()")
        _until(page, SETTLED)
        seconds = time.perf_counter() - began
    section = f"{waiting} changes that waited"
    report.add(section, Row("until the server has them", seconds, "s"))
    report.add(section, Row("requests", seen["requests"], ""))
    report.add(section, Row("sent and received", (seen["sent"] + seen["received"]) / 1000, "kB"))
    report.raw["waiting"] = {"seconds": seconds, **seen}


def _queries(report: Report, server: Server, waiting: int) -> None:
    """How many statements such a queue costs, counted in a process of its own."""
    command = [sys.executable, "-m", "rythm.cli", "db", "url", "--data-dir", str(server.data_dir)]
    url = subprocess.run(
        command, cwd=ROOT, env=environment(), capture_output=True, text=True, check=True
    ).stdout
    settings = environment(RYTHM_DATA_DIR=str(server.data_dir), DATABASE_APP_URL=url.strip())
    counting = [sys.executable, "-m", "benchmarks.batches", MEMBER, PASSWORD, str(waiting)]
    answer = subprocess.run(
        counting, cwd=ROOT, env=settings, capture_output=True, text=True, check=True
    ).stdout
    each: list[int] = json.loads(answer)
    note = f"{max(each)} at most in one of {len(each)} requests, entering the gym included"
    report.add(f"{waiting} changes that waited", Row("queries", sum(each), "", None, note))
    report.raw["queries"] = each


if __name__ == "__main__":
    main()
