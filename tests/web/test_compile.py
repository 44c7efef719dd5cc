"""What may go to the phone, what is refused with which words, and what the build makes of it."""

import ast
import subprocess
import sys

import pytest

from rythm import web
from rythm.web import frontend
from rythm.web.compile import NotCompilable, program
from rythm.web.subset import Source


def source(text, name="rythm.workouts.one"):
    return Source(name, f"{name.replace('.', '/')}.py", ast.parse(text))


def script(*texts):
    return program([source(text, f"rythm.workouts.m{i}") for i, text in enumerate(texts)])


REFUSED = [
    ("x = 1\ndef y():\n    return round(x)", ":3: round() does not compile; say rounded() of core/units.py."),
    ("class A:\n    pass", ":1: only functions and constants can stand in a module that goes to the phone."),
    ("from decimal import Decimal", ":1: decimal does not go to the phone"),
    ("import re", ":1: re does not go to the phone"),
    ("def f(a):\n    return a is True", ":2: `is` stands before None only."),
    ("def f(a):\n    return a.name", ":2: a.name: rows are dicts, say row[...] or row.get(...)."),
    ("def f(a):\n    return a.title()", ":2: .title() does not compile."),
    ("def f(a):\n    return a ** 2", ":2: Pow does not compile."),
    ("def f(a):\n    return f'{a:.2f}'", ":2: an f-string shows texts and whole numbers as they are"),
    ("def f(a):\n    return '%s' % a", ":2: texts and lists can be added, but not multiplied or formatted"),
    ("def f(a):\n    return [0] * a", ":2: texts and lists can be added"),
    ("def f(a):\n    return a[::2]", ":2: a slice has no step; say reversed()."),
    ("def f(a):\n    return range(a, 0, -1)", ":2: range() steps by one here"),
    ("def f(a):\n    return {a, 1}", ":2: Set does not compile."),
    ("def f(*a):\n    return a", ":1: f: a function names its parameters one by one."),
    ("def f(a=[]):\n    return a", ":1: f: a default is a number, a text or None."),
    ("def f():\n    def g():\n        return 1\n    return g", ":2: g: a function stands in the module"),
    ("def F():\n    return 1", ":1: F: a function stands in the module, undecorated, in lower case."),
    (
        "def f(a):\n    try:\n        return a\n    except ValueError:\n        return 1",
        ":2: Try does not compile.",
    ),
    (
        "def f(a):\n    for b, (c, d) in a:\n        return b",
        ":2: a loop unpacks into names, one level deep.",
    ),
    ("def f(a):\n    return g(b=a)\ndef g(a):\n    return a", ":2: g() has no parameter b."),
    ("def f(a):\n    return a.strip('0')", ":2: .strip() strips blanks only."),
    ("def f(a):\n    return a() < g(a) < 3", ":2: a chained comparison has a plain name in its middle."),
    ("def switch():\n    return 1", ":1: switch is a word of JavaScript or of the compiler."),
    ("def f(a):\n    return open(a)", ":2: open() does not compile; say it without."),
    ("def f(a):\n    return (lambda: a)()", ":2: only a function with a name can be called."),
]


@pytest.mark.parametrize(("text", "said"), REFUSED)
def test_what_the_phone_cannot_say_is_refused(text, said):
    with pytest.raises(NotCompilable) as refusal:
        script(text)
    assert f"rythm/workouts/m0.py{said}" in str(refusal.value)


def test_a_name_is_defined_once_but_private_names_are_a_modules_own():
    with pytest.raises(NotCompilable, match=r"m1\.py:1: f is defined in rythm/workouts/m0\.py already\."):
        script("def f():\n    return 1", "def f():\n    return 2")
    made = script("def _f():\n    return 1\ndef a():\n    return _f()", "_f = 2\ndef b():\n    return _f")
    assert "_f__m0" in made
    assert "_f__m1" in made
    assert "rythm.rules = { a, b };" in made


def test_screens_have_a_room_of_their_own_and_only_what_is_used_comes_along():
    rule, view = source("def rule(a):\n    return a + 1"), source("X = 1", "rythm.ui.pwa.screen.view")
    made = program([rule, view])
    assert "rythm.rules = { rule };\nrythm.screen = { X };" in made
    assert "_pyfunc_" not in made


def test_every_module_is_there_and_changes_what_is_built():
    modules = frontend.compiled_modules()
    assert [path.name for path in modules[:3]] == ["units.py", "rules.py", "plates.py"]
    assert all(path.is_file() for path in modules)
    assert set(modules) <= set(frontend._sources()), "a changed rule is a reason to build"
    assert frontend.RULES in frontend.STORE_PARTS


def test_a_build_without_the_compiler_says_what_to_do(monkeypatch):
    monkeypatch.setitem(sys.modules, "pscript", None)
    monkeypatch.delitem(sys.modules, "rythm.web.javascript", raising=False)
    monkeypatch.delattr(web, "javascript", raising=False)
    with pytest.raises(NotCompilable, match="pscript is missing: run `uv sync --group build`"):
        script("x = 1")


def test_serving_needs_no_compiler():
    code = "import sys, rythm.web.build, rythm.web.serve; print('pscript' in sys.modules)"
    out = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert out.stdout.strip() == "False"
