"""How fast the compiled rules are on a slow phone, and what they weigh: `python -m benchmarks.rules`.

Chromium with the processor slowed down four times; the search over 1,200 exercises, one key after the other.
"""

import gzip
import json
import subprocess
import tempfile
from pathlib import Path
from typing import Any

from playwright.sync_api import sync_playwright

from benchmarks.figures import Goal
from benchmarks.pages import ARGUMENTS, browser_path
from benchmarks.report import Report, Row, console
from benchmarks.serving import ROOT
from rythm.core.units import KG_PER_LB
from rythm.web import build
from rythm.web.compile import compiled

EXERCISES = 1200
SLOWER = 4
TYPED = ("bench press", "benhc pres", "squat", "db row", "daedlift", "zzzz")
GYMS: dict[str, tuple[float, list[dict[str, float]]]] = {
    "the gym's default": (182.5, [{"kg": kg, "pairs": 4} for kg in (25, 20, 15, 10, 5, 2.5, 1.25)]),
    "nine kinds, ten pairs each": (
        333.25,
        [{"kg": kg, "pairs": 10} for kg in (25, 20, 15, 10, 5, 2.5, 1.25, 0.5, 0.25)],
    ),
    "kilograms and pounds": (
        200.5,
        [{"kg": kg, "pairs": 4} for kg in (25, 20, 15, 10, 5, 2.5, 1.25)]
        + [{"kg": lb * KG_PER_LB, "pairs": 4} for lb in (45, 35, 25, 10, 5, 2.5)],
    ),
}
SEARCH = """([library, typed]) => {
    const began = performance.now();
    for (const one of library) one.terms = rythm.rules.search_terms(one);
    const ready = performance.now() - began, keys = [];
    rythm.rules.ranked(library, "", {});
    for (const words of typed)
        for (let end = 1; end <= words.length; end++) {
            const laps = [];
            for (let lap = 0; lap < 11; lap++) {
                const at = performance.now();
                rythm.rules.ranked(library, words.slice(0, end), { [library[7].id]: 3 });
                laps.push(performance.now() - at);
            }
            keys.push(laps.sort((a, b) => a - b)[5]);
        }
    return { ready, keys };
}"""
PLATES = """([target, gym]) => {
    const times = [];
    for (let lap = 0; lap < 20; lap++) {
        const at = performance.now();
        rythm.rules.plates(target + lap * 1.25, 20, gym);
        times.push(performance.now() - at);
    }
    return times;
}"""


def main() -> None:
    """Measure and show the table."""
    report = Report()
    script = _minified()
    compressed = len(gzip.compress(script.encode(), 9))
    report.add(
        "Weight",
        Row(
            "all compiled rules and screens",
            compressed / 1000,
            "kB",
            None,
            f"{len(script) / 1000:.1f} kB raw",
        ),
    )
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=browser_path(), args=ARGUMENTS)
        page = browser.new_page()
        page.evaluate(f"globalThis.rythm = {{}};{script}")
        session = page.context.new_cdp_session(page)
        session.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
        found = page.evaluate(SEARCH, [_library(), TYPED])
        note = f"{EXERCISES} exercises, {len(found['keys'])} keys, the median of 11, {SLOWER}x slower"
        report.add(
            "Search on the phone",
            Row("a key, p50", _share(found["keys"], 0.5), "ms", None, note),
            Row("a key, p95", _share(found["keys"], 0.95), "ms", Goal(10, "ms"), note),
            Row("the words of the library", found["ready"], "ms", None, "once per load"),
        )
        for name, (target, gym) in GYMS.items():
            times = page.evaluate(PLATES, [target, gym])
            report.add("Plates", Row(name, _share(times, 0.95), "ms", None, f"p95 of {len(times)}"))
        browser.close()
    report.show()
    console.print("Nothing is written; the machine has to be quiet.")


def _library() -> list[dict[str, Any]]:
    built_in = json.loads((ROOT / "rythm" / "exercises" / "catalogue.json").read_text())
    more = [one | {"slug": f"{one['slug']}-2", "name": f"{one['name']} of ours"} for one in built_in]
    return [one | {"id": one["slug"]} for one in [*built_in, *more][:EXERCISES]]


def _minified() -> str:
    with tempfile.TemporaryDirectory() as name:
        tools = build._tools(Path(name))
        script = Path(name) / "rules.js"
        script.write_text(compiled())
        command = [str(tools / "bun"), "build", str(script), "--minify"]
        return subprocess.run(command, capture_output=True, text=True, check=True).stdout


def _share(times: list[float], share: float) -> float:
    return sorted(times)[int(share * (len(times) - 1))]


if __name__ == "__main__":
    main()
