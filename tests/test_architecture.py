"""The house keeps its shape: what may import what, where transactions end, how every query is scoped."""

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from importlinter.cli import lint_imports

ROOT = Path(__file__).resolve().parents[1]
PACKAGE = ROOT / "rythm"
DOMAINS = (
    "access", "audit", "coaching", "exercises", "identity", "progress", "templates", "tenancy", "workouts",
)  # fmt: skip
WRITTEN = {".py", ".js", ".jsx", ".css", ".sql", ".ts"}
TEXTS = WRITTEN | {
    ".md",
    ".toml",
    ".yml",
    ".yaml",
    ".json",
    ".html",
    ".txt",
    ".lock",
    ".sh",
    ".cfg",
    ".ini",
    "",
}
NOT_OURS = {
    "_web",
    "external",
    "node_modules",
    "__pycache__",
    ".venv",
    ".web",
    ".git",
    ".rythm",
    "dist",
    "build",
}

WITHOUT_CONTEXT = {
    "identity.passwords.hash_password": "knows no person",
    "identity.passwords.verify_password": "knows no person",
    "identity.sessions.prove": "sign-in: nobody is known yet",
    "identity.sessions.sign_in": "sign-in: nobody is known yet",
    "identity.sessions.sign_out_by": "opens the context of a session that may have ended",
    "identity.throttle.after_success": "counts before anybody is known",
    "identity.throttle.before_try": "counts before anybody is known",
    "identity.tokens.end": "a token opens its own context",
    "identity.tokens.issue": "sign-in: nobody is known yet",
    "identity.tokens.refresh": "a token opens its own context",
}
"""Public functions of the domains that do not take the context first, and why."""

UNSCOPED = {
    "exercises.words.forget": "exercises that the caller was let change just before",
    "identity.sessions.require_unchanged": "the person who is signing in",
    "identity.tokens._enter": "the database function enters the family's person",
    "identity.tokens._set": "the family entered just before",
    "tenancy.queries.every": "the platform's jobs, after requiring the platform",
    "tenancy.service._organisation": "organisations, after requiring the platform",
    "workouts.recount._beaten": "the sets of `_sane`, which is scoped",
    "workouts.recount._grouped": "the sets of `_sane`, which is scoped",
    "workouts.recount._repeated": "the sets of `_sane`, which is scoped",
    "workouts.queries._name": "the owner of a workout loaded just before",
}
"""Functions that ask the database without saying whose rows, and why that is right."""

SCOPES = ("access.within", "access.load", "tenant_id", "tenant_key", "person_id", "clients(ctx")


def ours(suffixes: set[str]) -> Iterator[Path]:
    """Every file we wrote of these kinds."""
    tops = ("rythm", "tests", "assets", "alembic", "benchmarks", "docs", "deploy", "reflex.lock", ".ci")
    inside = (path for top in tops for path in (ROOT / top).rglob("*"))
    for path in (*ROOT.iterdir(), *inside):
        if path.is_file() and path.suffix in suffixes and not NOT_OURS & set(path.relative_to(ROOT).parts):
            yield path


@cache
def parsed(path: Path) -> ast.Module:
    return ast.parse(path.read_text())


def named(path: Path) -> str:
    return ".".join(path.relative_to(PACKAGE).with_suffix("").parts)


def modules(*packages: str) -> list[Path]:
    return sorted(path for package in packages for path in (PACKAGE / package).rglob("*.py"))


def functions(tree: ast.Module) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    return (node for node in tree.body if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef))


def calls(node: ast.AST) -> Iterator[tuple[str, ast.Call]]:
    """Every call inside, with what it calls as it is written."""
    for inner in ast.walk(node):
        if isinstance(inner, ast.Call):
            yield ast.unparse(inner.func), inner


def test_imports_keep_to_the_contracts(capsys):
    assert lint_imports(str(ROOT / "pyproject.toml"), cache_dir=None) == 0, capsys.readouterr().out


def test_transactions_end_in_one_place():
    """Whoever commits in the middle makes the rest of somebody else's transaction a lie."""
    ending = {"commit", "rollback", "begin", "autocommit"}
    found = [
        f"{named(path)}:{call.lineno} {what}"
        for path in modules(*DOMAINS, "api", "ui", "jobs", "demo", "core")
        for what, call in calls(parsed(path))
        if what.rpartition(".")[2] in ending and named(path) != "core.context"
    ]
    assert found == []


def test_sessions_are_opened_in_one_place():
    found = [
        f"{named(path)}:{call.lineno} {what}"
        for path in modules(*DOMAINS, "api", "ui", "jobs", "demo", "core")
        for what, call in calls(parsed(path))
        if what.rpartition(".")[2] in {"AsyncSession", "Session", "sessionmaker", "async_sessionmaker"}
        and named(path) != "core.context"
    ]
    assert found == []


def unscoped(path: Path) -> set[str]:
    """The functions of a module that query without a scope of their own or of a function they call."""
    found = {node.name: node for node in functions(parsed(path))}
    source = {name: ast.unparse(node) for name, node in found.items()}
    scoped = {name for name, text in source.items() if any(scope in text for scope in SCOPES)}
    called = {name: {what for what, _ in calls(node)} for name, node in found.items()}
    while more := {name for name in found if name not in scoped and called[name] & scoped}:
        scoped |= more
    asking = {"select", "update", "delete", "exists"}
    return {
        name
        for name, node in found.items()
        if name not in scoped and any(what in asking or what.endswith("db.get") for what, _ in calls(node))
    }


def test_every_query_says_whose_rows_it_wants():
    """Row security is the second wall; the first is that a query asks for nothing it may not have."""
    found = {f"{named(path)}.{name}" for path in modules(*DOMAINS) for name in unscoped(path)}
    assert found - set(UNSCOPED) == set(), "scope it with access.within or access.load, or say why not"
    assert set(UNSCOPED) - found == set(), "these are scoped now: take them off the list"


def test_the_context_comes_first():
    """A function that gets no context cannot know who asks."""
    found = {
        f"{named(path)}.{node.name}"
        for path in modules(*DOMAINS)
        for node in functions(parsed(path))
        if isinstance(node, ast.AsyncFunctionDef) and not node.name.startswith("_")
        for first in [[*node.args.posonlyargs, *node.args.args][:1]]
        if not first
        or first[0].arg != "ctx"
        or ast.unparse(first[0].annotation or ast.Constant("")) != "Context"
    }
    assert found == set(WITHOUT_CONTEXT)


def test_domains_are_not_tied_by_relationships():
    """Across domains rows refer by id; a relationship would load what the access gate never saw."""
    found = [
        f"{named(path)}:{call.lineno}"
        for path in modules(".")
        for what, call in calls(parsed(path))
        if what.rpartition(".")[2] in {"Relationship", "relationship"}
    ]
    assert found == []


@pytest.mark.parametrize("what", ["api", "ui", "jobs"])
def test_entrances_do_not_write_queries(what):
    """They call services and queries; SQL in a page is a rule that the next page forgets."""
    found = [
        f"{named(path)}:{node.lineno}"
        for path in modules(what)
        for node in ast.walk(parsed(path))
        if isinstance(node, ast.Import | ast.ImportFrom)
        for module in (
            [node.module] if isinstance(node, ast.ImportFrom) else [alias.name for alias in node.names]
        )
        if str(module).partition(".")[0] in {"sqlalchemy", "sqlmodel", "psycopg"}
    ]
    allowed = {"api.errors", "api.health", "jobs.leader"}  # the database away, its version, its lock
    assert {place.partition(":")[0] for place in found} <= allowed


def test_files_are_short():
    long = {
        str(path.relative_to(ROOT)): count
        for path in ours(WRITTEN)
        if (count := path.read_text().count("\n")) > 400
    }
    assert long == {}, "cut it along its nouns"


def test_every_module_says_what_it_holds():
    silent = [
        str(path.relative_to(ROOT))
        for path in modules(".")
        if path.read_text().strip() and not ast.get_docstring(parsed(path))
    ]
    assert silent == []


UNFINISHED = re.compile("|".join(("TO" + "DO", "FIX" + "ME", "XX" + "X")))


def test_nothing_is_left_for_later():
    found = [
        f"{path.relative_to(ROOT)}:{number}"
        for path in ours(TEXTS - {".lock"})
        for number, line in enumerate(path.read_text().splitlines(), 1)
        if UNFINISHED.search(line)
    ]
    assert found == []


ADDRESS = re.compile(
    r"\b(?:https?|wss?|git|ssh|ftp)://(?:[^\s/@'\"<>]*@)?"
    r"(\[[0-9a-f:.]*\]|[^\s/:'\"`<>)\]\\}?#,]+)",
    re.IGNORECASE,
)
NAMESPACES = {"www.w3.org"}
"""Names of vocabularies that look like addresses; nobody ever asks them."""
RESERVED = re.compile(
    r"localhost|127(\.\d+){3}|0\.0\.0\.0|\[::1?\]|(\w[\w-]*\.)*(example|test|demo|invalid)|example\.(com|org|net)"
    r"|(192\.0\.2|198\.51\.100|203\.0\.113|192\.168\.\d+|10\.\d+\.\d+)\.\d+|[\w-]+|.*[{$%*|].*",
    re.IGNORECASE,
)
"""Names for examples and for the machine itself, names of services in a network of containers, templates."""


def hosts(text: str) -> set[str]:
    return {host.rstrip(".;") for host in ADDRESS.findall(text)}


def test_no_file_names_a_host_of_the_outside():
    """Whoever runs this reaches what they choose to reach, and nothing we wrote down."""
    found = {
        f"{path.relative_to(ROOT)}: {host}"
        for path in ours(TEXTS)
        if path.name != "uv.lock"
        for host in hosts(path.read_text(errors="replace"))
        if not RESERVED.fullmatch(host) and host not in NAMESPACES
    }
    assert found == set()


OUTSIDE = ".".join(("outside", "io"))


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (f"see https://files.{OUTSIDE}/simple/ for", {f"files.{OUTSIDE}"}),
        (f'"http://user:word@cdn.{OUTSIDE}:8080/x"', {f"cdn.{OUTSIDE}"}),
        (f"wss://{OUTSIDE}.", {OUTSIDE}),
        ("http://localhost:8000, http://[::1]:80 and https://gym.example/x", set()),
        ("postgresql://rythm@127.0.0.1/rythm", set()),
    ],
)
def test_hosts_are_found(text, found):
    assert {host for host in hosts(text) if not RESERVED.fullmatch(host)} == found
