import json
import shutil
import subprocess

import pytest
import reflex as rx
from hypothesis import given
from hypothesis import strategies as st

from rythm.ui import kit
from rythm.ui.kit.avatar import _initials_var, _tint_var

NAMES = ["Maya Lindqvist", "ann", "Jean-Luc van der Berg", "  spaced   out ", "Øyvind Ås", "李 明", "", "É"]


@pytest.mark.parametrize(
    ("name", "letters"),
    [
        ("Maya Lindqvist", "ML"),
        ("ann", "A"),
        ("Ana de la Cruz", "AC"),
        ("  ", "?"),
        ("", "?"),
        ("øyvind ås", "ØÅ"),
    ],
)
def test_initials(name: str, letters: str) -> None:
    assert kit.initials(name) == letters


def test_a_tint_is_the_same_every_time_and_one_of_eight() -> None:
    assert all(0 <= kit.tint(name) < 8 and kit.tint(name) == kit.tint(name) for name in NAMES)
    assert len({kit.tint(f"Person {n}") for n in range(40)}) == 8


def test_the_browser_finds_the_same_initials_and_tints() -> None:
    bun = shutil.which("bun")
    assert bun, "bun comes with the build group"
    name = rx.Var("name").to(str)
    script = (
        f"console.log(JSON.stringify({json.dumps(NAMES)}"
        f".map((name) => [{_initials_var(name)!s}, {_tint_var(name)!s}])))"
    )
    made = subprocess.run([bun, "-e", script], capture_output=True, text=True, check=True, timeout=30)
    assert json.loads(made.stdout) == [[kit.initials(n), f"tint-{kit.tint(n)}"] for n in NAMES]


def test_beats_scale_to_the_largest() -> None:
    assert [b.value for b in kit.beats([1, 2, 4])] == [0.25, 0.5, 1]
    assert [b.tone for b in kit.beats([1, 2], last="on")] == ["mid", "on"]
    assert [b.value for b in kit.beats([5, 20], top=10)] == [0.5, 1]
    assert [b.value for b in kit.beats([0, 0])] == [0, 0]
    assert kit.beats([]) == []


@pytest.mark.parametrize(
    ("numbers", "bars"),
    [([], [0.06] * 5), ([0, 0], [0.06] * 5), ([1, 2, 3, 4, 5], [0.2, 0.4, 0.6, 0.8, 1]), ([7], [1.0] * 5)],
)
def test_five_bars_keep_the_course(numbers: list[float], bars: list[float]) -> None:
    assert kit.five(numbers) == bars


@given(st.lists(st.floats(0, 1_000), max_size=40))
def test_five_bars_are_always_five_and_fit(numbers: list[float]) -> None:
    bars = kit.five(numbers)
    assert len(bars) == 5
    assert all(0 < bar <= 1 for bar in bars)


def test_a_week_says_each_day_in_words() -> None:
    drawn = str(kit.week([kit.Day("M", "Monday: Upper A, done", "done", now=True)], label="This week"))
    assert '"Monday: Upper A, done"' in drawn
    assert 'className:"now"' in drawn
    assert '"aria-label":"This week"' in drawn
