"""What a phone keeps of the frontend, and when that is another build."""

import json
from pathlib import Path
from typing import Any

import pytest

from rythm.web import shell

ROUTES: dict[str, Any] = {
    "root": {"module": "/assets/root-aaaaaaaa.js"},
    "_index": {"module": "/assets/signin-aaaaaaaa.js"},
    "[log]": {"path": "log", "module": "/assets/log-aaaaaaaa.js", "imports": ["/assets/part-aaaaaaaa.js"]},
    "[history]": {"path": "history/:workout_id", "module": "/assets/workout-aaaaaaaa.js"},
    "[admin]": {"path": "admin/people", "module": "/assets/people-aaaaaaaa.js"},
    "[404]": {"path": "*", "module": "/assets/nothing-aaaaaaaa.js"},
}
HTML = (
    '<link rel="manifest" href="/manifest.webmanifest"/><link href="/icons/icon.svg">'
    '<link href="/assets/look-aaaaaaaa.css">'
)


@pytest.fixture
def client(tmp_path: Path) -> Path:
    """A built frontend with four pages for members and one for admins."""
    table = {"entry": {"module": "/assets/entry-aaaaaaaa.js"}, "routes": ROUTES}
    scripts = {route["module"][1:]: "code" for route in ROUTES.values()}
    files = scripts | {
        "assets/manifest-12345678.js": f"window.__reactRouterManifest={json.dumps(table)};",
        "assets/entry-aaaaaaaa.js": "entry", "assets/part-aaaaaaaa.js": "part",
        "assets/look-aaaaaaaa.css": "a{background:url(/icons/paper.png)}", "icons/paper.png": "paper",
        "icons/icon.svg": "<svg/>", "icons/unused.png": "never asked for", "manifest.webmanifest": "{}",
        "index.html": HTML, "log/index.html": HTML, "admin/people/index.html": HTML, "404.html": HTML,
        "rythm/rythm.js": "store",
    }  # fmt: skip
    for name, text in files.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    return tmp_path


def told(client: Path) -> dict[str, Any]:
    script = shell.worker(client, "work()")
    assert script.endswith("\nwork()")
    found: dict[str, Any] = json.loads(script.removeprefix("const SHELL=").partition(";\n")[0])
    return found


def test_a_phone_keeps_what_members_open_and_nothing_of_the_desks(client: Path) -> None:
    found = told(client)
    kept = {path for path, *_ in found["files"]}
    assert kept == {
        "/", "/log", "/404.html", "/assets/entry-aaaaaaaa.js", "/assets/root-aaaaaaaa.js",
        "/assets/signin-aaaaaaaa.js", "/assets/log-aaaaaaaa.js", "/assets/part-aaaaaaaa.js",
        "/assets/workout-aaaaaaaa.js", "/assets/nothing-aaaaaaaa.js", "/assets/look-aaaaaaaa.css",
        "/icons/icon.svg", "/icons/paper.png", "/rythm/rythm.js",
    }  # fmt: skip
    assert found["pages"] == ["/", "/log"]
    assert (found["filled"], found["fallback"]) == ("^/(history/[^/]+)$", "/404.html")


def test_files_are_proven_unless_their_name_does(client: Path) -> None:
    proofs = {path: proof for path, *proof in told(client)["files"]}
    assert proofs["/assets/log-aaaaaaaa.js"] == []
    assert all(
        proofs[path][0].startswith("sha256-") for path in ("/", "/log", "/rythm/rythm.js", "/icons/icon.svg")
    )


@pytest.mark.parametrize(
    ("changed", "another"),
    [("rythm/rythm.js", True), ("log/index.html", True), ("assets/log-aaaaaaaa.js", True),
     ("admin/people/index.html", False), ("icons/unused.png", False)],
)  # fmt: skip
def test_another_build_is_another_worker(client: Path, changed: str, another: bool) -> None:
    before = told(client)["build"]
    (client / changed).write_text(HTML + "changed")
    assert (told(client)["build"] != before) is another


def test_another_worker_script_is_another_build(client: Path) -> None:
    assert shell.worker(client, "work()").split(",")[0] != shell.worker(client, "rest()").split(",")[0]


def test_what_a_phone_keeps_is_weighed_as_it_travels(client: Path) -> None:
    many, plain = shell.weight(client)
    (client / "rythm" / "rythm.js.gz").write_bytes(b"s")
    assert shell.weight(client) == (many, plain - 4)
    assert many == 14
