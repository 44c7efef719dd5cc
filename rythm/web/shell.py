"""The part of the frontend that a phone keeps: which files it needs to open every page of a member's.

The service worker (`assets/sw.js`) gets the list, with a hash of each file whose name has none, and an id of
the whole, so that another build is another worker.
"""

import base64
import hashlib
import json
import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from rythm.web.headers import FALLBACK

DESKS = frozenset({"admin", "coach", "system"})
"""First parts of the addresses that are worked on at a desk, with a connection; no phone keeps their code."""

ALSO = ("rythm/rythm.js", "icons/icon-192.png", "icons/badge-96.png")
"""What pages need without naming it: the store, and the pictures of a notification."""

WORKER = "sw.js"
MANIFEST = "manifest.webmanifest"
"""Made for each gym by the server, so no phone keeps it."""

_LINKED = re.compile(r'(?:href|src)="/([^"]+)"')
_INSIDE = re.compile(r"url\(['\"]?/([^'\")]+)")
_HASHED = re.compile(r"^assets/(?!reflex-env).+-[\w-]{8,}\.\w+$")  # that one is rewritten after it was named
_MANIFEST = re.compile(r"window\.__reactRouterManifest=(\{.*\})", re.DOTALL)


def contents(client: Path) -> dict[str, Any]:
    """What the worker has to know: the build's id, the files, the pages and the addresses they answer to."""
    routes = {path: code for path, code in _routes(client).items() if path.split("/")[0] not in DESKS}
    plain = {f"/{path}": client / path / "index.html" for path in routes if ":" not in path and path != "*"}
    named = set(ALSO).union(*routes.values())
    for page in plain.values():
        named |= set(_LINKED.findall(page.read_text()))
    for style in [name for name in named if name.endswith(".css")]:
        named |= set(_INSIDE.findall((client / style).read_text()))
    files = {f"/{name}": client / name for name in named if (client / name).is_file() and name != MANIFEST}
    files |= plain | {f"/{FALLBACK}": client / FALLBACK}
    return {
        "build": _digest(f"{path} {_integrity(file)}" for path, file in sorted(files.items())),
        "files": [[path, *_proof(path, file)] for path, file in sorted(files.items())],
        "pages": sorted(plain),
        "filled": f"^/({'|'.join(sorted(_pattern(path) for path in routes if ':' in path))})$",
        "fallback": f"/{FALLBACK}",
    }


def worker(client: Path, script: str) -> str:
    """The service worker's script, knowing what it serves."""
    told = contents(client)
    # Another worker is another build as well, and a browser compares bytes.
    told["build"] = _digest([told["build"], script])
    return f"const SHELL={json.dumps(told, separators=(',', ':'))};\n{script}"


def weight(client: Path) -> tuple[int, int]:
    """How many files a phone keeps, and their bytes on the way, compressed where the server has them so."""
    paths = [path.strip("/") for path, *_ in contents(client)["files"]]
    files = [client / path if (client / path).is_file() else client / path / "index.html" for path in paths]
    twins = ([file, *(file.with_name(file.name + end) for end in (".gz", ".br"))] for file in files)
    return len(files), sum(min(each.stat().st_size for each in found if each.exists()) for found in twins)


def _routes(client: Path) -> dict[str, set[str]]:
    """The code of each page by its address, from the router's own table; of the frame of all with the `*`."""
    (file,) = (client / "assets").glob("manifest-*.js")
    found = _MANIFEST.search(file.read_text())
    assert found is not None, f"{file.name} has no table of routes: does the pinned Reflex version fit?"
    manifest = json.loads(found[1])
    root, *pages = manifest["routes"].values()
    routes: dict[str, set[str]] = {"*": _code(manifest["entry"]) | _code(root)}
    for page in pages:
        path = page.get("path", "")
        routes[path] = routes.get(path, set()) | _code(page)
    return routes


def _code(route: dict[str, Any]) -> set[str]:
    return {name.lstrip("/") for name in (route["module"], *route.get("imports", ()), *route.get("css", ()))}


def _pattern(path: str) -> str:
    return "/".join("[^/]+" if part.startswith(":") else re.escape(part) for part in path.split("/"))


def _proof(path: str, file: Path) -> list[str]:
    return [] if _HASHED.match(path[1:]) else [_integrity(file)]


def _integrity(file: Path) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(file.read_bytes()).digest()).decode()


def _digest(parts: Iterable[str]) -> str:
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()[:12]
