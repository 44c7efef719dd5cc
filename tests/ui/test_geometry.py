from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rythm.ui.kit import geometry as g

amounts = st.floats(min_value=-10_000, max_value=10_000, allow_nan=False).map(lambda v: round(v, 2))


@pytest.mark.parametrize(
    ("span", "count", "step"),
    [(15, 3, 5), (30, 3, 10), (13.5, 3, 5), (1, 4, 0.25), (0, 4, 1), (7, 4, 2), (1_000, 4, 250)],
)
def test_steps_are_round(span: float, count: int, step: float) -> None:
    assert g.nice_step(span, count) == pytest.approx(step)


@pytest.mark.parametrize(
    ("values", "from_zero", "expected"),
    [
        ([91.5, 105], False, [90, 95, 100, 105]),
        ([15.2, 28.9, 29.6], True, [0, 10, 20, 30]),
        ([], False, [0, 1]),
        ([None, None], True, [0, 1]),
        ([0, 0], True, [0, 0.5, 1]),
        ([100, 100], False, [90, 100, 110]),
    ],
)
def test_scales_enclose_the_values(
    values: list[float | None], from_zero: bool, expected: list[float]
) -> None:
    assert g.scale(values, from_zero=from_zero, count=3) == expected


@given(st.lists(amounts, min_size=1, max_size=60), st.booleans())
def test_a_scale_always_encloses_and_rises(values: list[float], from_zero: bool) -> None:
    ticks = g.scale(values, from_zero=from_zero)
    assert ticks[0] <= min(values) + 1e-6
    assert ticks[-1] >= max(values) - 1e-6
    assert ticks == sorted(set(ticks))
    assert 2 <= len(ticks) <= 12


def test_positions_run_left_to_right_and_up() -> None:
    assert g.positions([0, 5, 10], 0, 10) == [(0, 100), (50, 50), (100, 0)]
    assert g.positions([3], 0, 6) == [(0, 50)]
    assert g.positions([1, None, 1], 0, 1) == [(0, 0), None, (100, 0)]


def test_a_path_bridges_gaps() -> None:
    assert g.path([(0, 100), None, (100, 0.5)]) == "M0 100L100 0.5"
    assert g.path([None]) == ""


def test_an_area_closes_along_the_bottom() -> None:
    assert g.area([(0, 50), (100, 20)]) == "M0 50L100 20L100 100L0 100Z"
    assert g.area([(0, 50)]) == ""


@pytest.mark.parametrize(
    ("places", "expected"),
    [([10, 50, 90], [10, 50, 90]), ([50, 52], [50, 70]), ([95, 98], [80, 100]), ([50, 50, 50], [50, 70, 90])],
)
def test_labels_keep_apart(places: list[float], expected: list[float]) -> None:
    assert g.apart(places, 20) == expected


@given(st.lists(st.floats(0, 100), min_size=1, max_size=4))
def test_labels_keep_apart_and_inside(places: list[float]) -> None:
    moved = sorted(g.apart(places, 20))
    assert all(b - a >= 19.9 for a, b in pairwise(moved))
    assert moved[0] >= -0.01
    assert moved[-1] <= 100.01


@pytest.mark.parametrize(
    ("values", "path"),
    [
        ([1, 2], "M0 100L100 0"),
        ([5, 5, 5], "M0 50L100 50"),
        ([4], ""),
        ([], ""),
        ([None, 1, 3], "M50 100L100 0"),
    ],
)
def test_sparklines(values: list[float | None], path: str) -> None:
    assert g.spark(values) == path


@pytest.mark.parametrize(
    ("value", "unit", "words"),
    [
        (1200, "kg", "1,200 kg"),
        (97.5, "", "97.5"),
        (97.04, "", "97"),
        (-2, "", "\N{MINUS SIGN}2"),
        (0, "t", "0 t"),
    ],
)
def test_numbers_are_written_short(value: float, unit: str, words: str) -> None:
    assert g.compact(value, unit) == words


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ([90, None, 105], "Bench rose from 90 kg to 105 kg"),
        ([105, 90], "Bench fell from 105 kg to 90 kg"),
        ([90, 90], "Bench stayed at 90 kg"),
        ([90], "Bench: 90 kg"),
        ([None], "Bench: no values yet"),
    ],
)
def test_a_line_says_its_course(values: list[float | None], words: str) -> None:
    assert g.course("Bench", values, "kg") == words


def test_a_single_line_has_values_at_the_side() -> None:
    chart = g.line_chart([g.Series("Bench", [90, 100, 105], records=[1])], ["Sep", "Sep", "Oct"], unit="kg")
    assert not chart.ends
    assert [tick.label for tick in chart.sides] == ["90", "95", "100", "105"]
    assert [tick.at for tick in chart.sides] == [100, 66.67, 33.33, 0]
    assert [dot.look for dot in chart.lines[0].dots] == ["", "last"]
    assert chart.lines[0].area
    assert [(m.at, m.label) for m in chart.marks] == [(0, "Sep")]
    assert chart.table == [["Sep", "90"], ["Sep", "100"], ["Oct", "105"]]
    assert chart.head == ["", "Bench, kg"]


def test_several_lines_are_named_at_their_ends() -> None:
    chart = g.line_chart([g.Series("Bench", [100, 101]), g.Series("Squat", [100, 101.5])], ["Oct", "Nov"])
    assert chart.ends
    assert [line.end_label for line in chart.lines] == ["101", "101.5"]
    assert [line.tone for line in chart.lines] == ["series-1", "series-2"]
    assert abs(chart.lines[0].end_y - chart.lines[1].end_y) >= 20
    assert not any(line.area for line in chart.lines)


def test_charts_without_values_say_so() -> None:
    lines = g.line_chart([g.Series("Bench", [])], [])
    assert lines.empty
    assert "no values yet" in lines.summary
    bars = g.bar_chart("Volume", [], [])
    assert bars.empty
    assert "no values yet" in bars.summary
    assert g.bar_chart("Volume", [0, 0], ["1", "2"]).empty


def test_bars_stand_on_zero_and_know_their_kind() -> None:
    chart = g.bar_chart(
        "Volume", [10, 20, 0, 15], ["1", "2", "3", "4"], unit="t", plan=[0, 15, 0, 30], quiet=[0]
    )
    assert [bar.kind for bar in chart.bars] == ["quiet", "", "none", "now"]
    assert [bar.value for bar in chart.bars] == [0.3333, 0.6667, 0, 0.5]
    assert [bar.plan for bar in chart.bars] == [0, 0, 0, 1]
    assert [tick.label for tick in chart.sides] == ["10 t", "20 t", "30 t"]
    assert chart.summary == "Volume: 15 t in 4, most 20 t in 2"


def test_marks_are_thinned() -> None:
    labels = [str(n) for n in range(30)]
    chart = g.line_chart([g.Series("Bench", list(range(30)))], labels)
    assert len(chart.marks) <= 6
    assert all(mark.at <= 94 for mark in chart.marks)


def test_bars_without_room_keep_their_names_in_words():
    days = [f"{day} Nov" for day in range(1, 6)]
    chart = g.bar_chart("Volume", [1, 2, 3, 4, 5], g.sparse(days), points=days)
    assert [bar.label for bar in chart.bars] == ["", "2 Nov", "", "", "5 Nov"]
    assert [name for name, _ in chart.table] == days
    assert chart.summary == "Volume: 5 in 5 Nov, most 5 in 5 Nov"
