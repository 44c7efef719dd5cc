"""What the build does to Reflex's output, and when it thinks it has to."""

import base64
import hashlib
from pathlib import Path

import pytest

from rythm.web import build, frontend

CHUNK = (
    "var e={PING:`http://localhost:1/ping`,EVENT:`ws://localhost:1/_event`,OTHER:`http://localhost:10/x`,"
    "TRANSPORT:`websocket`};export{e as t};"
)


def test_the_api_follows_the_page() -> None:
    script, count = build.follow_origin(CHUNK)
    assert count == 2
    assert "PING:(location.origin+`/ping`)" in script
    assert "EVENT:(location.origin.replace(/^http/,`ws`)+`/_event`)" in script
    assert "`http://localhost:10/x`" in script, "only the build's own address is replaced"


def test_inline_scripts_are_hashed_by_page(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "index.html").write_text(
        '<script>one()</script><script type="module">two();\nthree()</script><script src="/x.js"></script>'
        '<script async src="/y.js">not run</script><script></script>'
    )
    wanted = sorted(
        f"'sha256-{base64.b64encode(hashlib.sha256(text).digest()).decode()}'"
        for text in (b"one()", b"two();\nthree()")
    )
    assert build.script_hashes(tmp_path) == {"a/index.html": wanted}


@pytest.mark.parametrize(
    ("log", "said"),
    [
        (["error: ConnectionRefused downloading package manifest react"], "Check the network"),
        (["Traceback", "ModuleNotFoundError: No module named 'rythm.ui.x'"], "No module named 'rythm.ui.x'."),
        (["x", "Error: first", "SyntaxError: last one."], "SyntaxError: last one."),
        (["killed"], "killed."),
        ([], "it ended without a word."),
    ],
)
def test_the_cause_is_found_in_the_log(log: list[str], said: str) -> None:
    assert said in build._reason(log)


@pytest.fixture
def checkout(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A little checkout with a built frontend."""
    python = ("ui/page.py", "api/x.py", "workouts/service.py", "workouts/schemas.py", "__pycache__/x.pyc")
    for name in (
        "rxconfig.py",
        "reflex.lock/bun.lock",
        "assets/a.css",
        *(f"rythm/{name}" for name in python),
    ):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(name)
    monkeypatch.setattr(frontend, "ROOT", tmp_path)
    monkeypatch.setattr(frontend, "PACKAGE", tmp_path / "rythm")
    monkeypatch.setattr(frontend, "FRONTEND", tmp_path / "rythm" / "_web")
    web = tmp_path / "rythm" / "_web"
    web.mkdir()
    sources, lock = frontend.fingerprint(), frontend.lock_fingerprint()
    (web / "build.json").write_text(f'{{"sources": "{sources}", "lock": "{lock}"}}')
    return tmp_path


@pytest.mark.parametrize(
    ("changed", "still_current"),
    [
        ("rythm/ui/page.py", False),
        ("rythm/ui/new.py", False),
        ("rythm/workouts/schemas.py", False),
        ("assets/a.css", False),
        ("assets/icons/new.svg", False),
        ("reflex.lock/bun.lock", False),
        ("rxconfig.py", False),
        ("rythm/api/x.py", True),
        ("rythm/workouts/service.py", True),
        ("rythm/__pycache__/x.pyc", True),
        ("rythm/_web/build/client/index.html", True),
        ("assets/external/link.js", True),
        ("README.md", True),
    ],
)
def test_only_what_pages_are_made_of_calls_for_a_build(
    checkout: Path, changed: str, still_current: bool
) -> None:
    assert frontend.is_current()
    path = checkout / changed
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("changed")
    assert frontend.is_current() is still_current


def test_without_a_build_nothing_is_current(checkout: Path) -> None:
    (checkout / "rythm" / "_web" / "build.json").unlink()
    assert not frontend.is_current()


def test_a_package_is_never_built(checkout: Path) -> None:
    (checkout / "rxconfig.py").unlink()
    assert frontend.is_current(), "what it brings along always fits"
    with pytest.raises(build.BuildFailed, match="nothing to build"):
        build.build(lambda _: None)


def test_an_installed_package_needs_no_assets(tmp_path, monkeypatch):
    assert "dress();" in frontend.first()
    monkeypatch.setattr(frontend, "ROOT", tmp_path)
    assert frontend.first() == ""


def test_what_another_process_builds_is_no_source(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """It is renamed and deleted while others look whether theirs is up to date."""
    monkeypatch.setattr(frontend, "PACKAGE", tmp_path)
    for name in ("ui/page.py", "_web/build.json", "_web.new/build.json", "_web.old/build.json"):
        (tmp_path / name).parent.mkdir()
        (tmp_path / name).touch()
    mine = [path for path in frontend._sources() if path.is_relative_to(tmp_path)]
    assert mine == [tmp_path / "ui" / "page.py"]
