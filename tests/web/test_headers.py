"""What every answer says about itself."""

import json
from pathlib import Path

import pytest

from rythm.web.headers import SecurityHeaders, caching, content_security_policy, read_hashes
from rythm.web.pages import Pages
from tests.web.asgi import Echo, request

HASHES = {
    "index.html": ["'sha256-root'"],
    "today.html": ["'sha256-today'"],
    "today/index.html": ["'sha256-today'"],
    "coach/index.html": ["'sha256-coach'"],
    "404.html": ["'sha256-fallback'"],
}
HTML = [("content-type", "text/html; charset=utf-8")]


async def policy(path: str, content_type: str = "text/html") -> str:
    app = SecurityHeaders(Echo([("content-type", content_type)]), hashes=HASHES)
    return (await request(app, path)).headers["content-security-policy"]


@pytest.mark.parametrize(
    ("path", "page"),
    [
        ("/", "root"),
        ("/today", "today"),
        ("/today/", "today"),
        ("/coach", "coach"),
        ("/history/0190", "fallback"),
        ("/nowhere", "fallback"),
    ],
)
async def test_each_page_may_run_its_own_inline_scripts_only(path: str, page: str) -> None:
    scripts = (await policy(path)).split("script-src ")[1].split(";")[0]
    assert scripts == f"'self' 'sha256-{page}'"


async def test_what_is_no_page_gets_no_rights_of_one() -> None:
    assert await policy("/api/v1/me", "application/json") == "default-src 'none'; frame-ancestors 'none'"
    assert await policy("/sw.js", "text/javascript") == content_security_policy().decode()
    assert "unsafe-inline" not in (await policy("/")).split("style-src")[0]
    assert "unsafe-eval" not in await policy("/")


async def test_a_page_that_has_not_changed_keeps_its_policy() -> None:
    answer = await request(SecurityHeaders(Echo([], status=304), hashes=HASHES), "/today")
    assert "content-security-policy" not in answer.headers


async def test_the_fixed_headers_are_there() -> None:
    headers = (await request(SecurityHeaders(Echo(HTML), hashes=HASHES), "/")).headers
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "same-origin"
    assert "frame-ancestors 'none'" in headers["content-security-policy"]
    assert "camera=()" in headers["permissions-policy"]
    assert "strict-transport-security" not in headers


async def test_https_is_remembered() -> None:
    headers = (await request(SecurityHeaders(Echo(HTML), hashes={}, https=True), "/")).headers
    assert headers["strict-transport-security"] == "max-age=31536000"


async def test_what_the_app_said_stands() -> None:
    own = Echo([*HTML, ("Content-Security-Policy", "default-src 'self'"), ("Cache-Control", "max-age=5")])
    headers = (await request(SecurityHeaders(own, hashes=HASHES), "/api/docs")).headers
    assert headers["Content-Security-Policy"] == "default-src 'self'"
    assert headers["Cache-Control"] == "max-age=5"
    assert "content-security-policy" not in headers
    assert "cache-control" not in headers


@pytest.mark.parametrize(
    ("path", "status", "wanted"),
    [
        ("/assets/entry-a1b2.js", 200, "public, max-age=31536000, immutable"),
        ("/assets/entry-a1b2.js", 304, "public, max-age=31536000, immutable"),
        ("/assets/gone.js", 404, "no-cache"),
        ("/api/v1/me", 200, "no-store"),
        ("/health/live", 200, "no-store"),
        ("/today", 200, "no-cache"),
        ("/sw.js", 200, "no-cache"),
    ],
)
def test_how_long_an_answer_keeps(path: str, status: int, wanted: str) -> None:
    assert caching(path, status).decode() == wanted


async def test_pages_are_served_without_a_redirect() -> None:
    app = Echo()
    pages = Pages(app, files=HASHES)
    for path in ("/today", "/today/", "/", "/other", "/coach/client/1"):
        await request(pages, path)
    assert [scope["path"] for scope in app.scopes] == ["/today/", "/today/", "/", "/other", "/coach/client/1"]


def test_hashes_are_read_from_the_build(tmp_path: Path) -> None:
    assert read_hashes(tmp_path) == {}
    (tmp_path / "csp.json").write_text(json.dumps(HASHES))
    assert read_hashes(tmp_path) == HASHES
