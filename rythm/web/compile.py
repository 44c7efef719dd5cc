"""Compiles the rules from Python to JavaScript, so that phone and server work from the same sentences.

The result is one script that adds `rythm.rules` and `rythm.screen`; the build makes it a part of the phone's
store. `subset` says what a rule may be written in; tests hold both languages to the same answers.
"""

import ast
from pathlib import Path

from rythm.web.frontend import PACKAGE, ROOT, compiled_modules
from rythm.web.subset import NotCompilable, Program, Source, lowered

__all__ = ["NotCompilable", "compiled", "program"]


def compiled() -> str:
    """The script of all rules, not yet minified."""
    return program([_read(path) for path in compiled_modules()])


def _read(path: Path) -> Source:
    name = ".".join(path.relative_to(PACKAGE.parent).with_suffix("").parts)
    return Source(name, str(path.relative_to(ROOT)), ast.parse(path.read_text()))


def program(sources: list[Source]) -> str:
    """The script of some modules; those of a `screen` module are `rythm.screen`, all others `rythm.rules`."""
    try:
        from rythm.web import javascript  # PScript is where the frontend is built, not where it is served
    except ModuleNotFoundError as missing:
        remedy = f"{missing.name} is missing: run `uv sync --group build` and try again."
        raise NotCompilable(f"The rules cannot be compiled, {remedy}") from missing

    whole = Program(frozenset(source.name for source in sources))
    exports: dict[str, list[str]] = {"rules": [], "screen": []}
    for source in sources:
        place = "screen" if ".screen." in source.name else "rules"
        exports[place] += whole.learn(source, javascript.reserved())
    body = [statement for source in sources for statement in lowered(source, whole)]
    python = ast.unparse(ast.fix_missing_locations(ast.Module(body, [])))
    code = javascript.translated(python)
    groups = "\n".join(f"rythm.{group} = {{ {', '.join(names)} }};" for group, names in exports.items())
    return f'(() => {{\n"use strict";\n{javascript.helpers(code)}\n{code}\n{groups}\n}})();\n'
