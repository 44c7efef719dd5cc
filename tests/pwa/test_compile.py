"""A program that uses all that may be used answers in Chromium as it does in Python."""

import ast

from rythm.web.compile import program
from rythm.web.subset import Source

PROGRAM = '''
"""Words about it."""
from typing import Any, cast
from rythm.workouts.m1 import given as told

Row = dict[str, Any]
HALF: float = 0.5
"""A constant."""

def values(rows: list[Row], *, least: int = 2) -> list[Any]:
    """What Python and JavaScript read alike and mean differently."""
    found: list[Any] = []
    row: Row
    for row in rows:
        found.append(row.get("a") is None or row.get("a") or [])
    row = {"kept": 7}
    inner = [row["a"] for row in rows if row.get("a")]
    both = [x * y for x in inner if x for y in [1, 2] if y > 1]
    merged = {**row, "b": 1, **{"kept": 8}}
    counted = {str(i): x for i, x in enumerate(inner)}
    while found and not found[-1]:
        found.pop(-1)
    a, b = 1, [2]
    b += [3, *inner]
    a += 4
    return [
        found, row["kept"], both, merged, counted, a, b, -7 % 3, -7 // 2, 0 < a <= 5, sorted([10, 9,
        2]), sorted(rows, key=lambda one: [one.get("a") or 0, "x"], reverse=True), sum(x for x in
        inner), sum([]), max([], default=None), min(inner, key=lambda x: -x), "x" in {"x": None},
        [1] in [[1]], {} == {}, [] or 5, "a b ".split(), "a,,b".split(","), told(least=least,
        text="n"), any([[], 0, ""]), int("12") + int(-1.5), cast(int, 3), "constructor" in {},
        {}.get("constructor"), f"{a}:{'y'}", list(reversed([1, 2])), all([]), not [], [1, [2]] ==
        [1, [2]], "ab"[-1], [1, 2, 3][:-1], bool({}), None == row.get("none"), HALF,
    ]
'''
GIVEN = "def given(text, other=5, least=1):\n    return [text, other, least]"


def test_a_program_answers_alike_in_both(browser):
    sources = [Source(f"rythm.workouts.m{i}", "", ast.parse(text)) for i, text in enumerate((PROGRAM, GIVEN))]
    compiled = program(sources)
    rows = [{"a": 3}, {"a": None}, {}, {"a": 1}]
    rooms = {"cast": lambda kind, x: x}
    exec(GIVEN, rooms)
    rooms["told"] = rooms["given"]
    plain = "\n".join(line for line in PROGRAM.splitlines() if not line.startswith("from rythm"))
    exec(plain, rooms)
    page = browser.new_page()
    page.evaluate(f"globalThis.rythm = {{}};{compiled}")
    assert page.evaluate("(rows) => rythm.rules.values(rows)", rows) == rooms["values"](rows)
    assert page.evaluate("rythm.rules.values([], 9)")[22] == ["n", 5, 9], (
        "keywords of Python, places in JavaScript"
    )
    page.close()
