"""Plates: always the closest load from below, and few of them."""

from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rythm.core.units import KG_PER_LB
from rythm.workouts.plates import barbell_step, plates

GYM = [{"kg": kg, "pairs": 3} for kg in ("25.0", "20", "15", "10", "5", "2.5", "1.25")]
POUNDS = [{"kg": lb * KG_PER_LB, "pairs": 4} for lb in (45, 35, 25, 10, 5, 2.5)]


def side(target, bar, stock):
    return [(row["kg"], row["count"]) for row in plates(target, bar, stock)["side"]]


@pytest.mark.parametrize(
    ("target", "bar", "laid", "total", "remainder"),
    [
        (20, 20, [], 20, 0),
        (60, 20, [(20, 1)], 60, 0),
        (100, 20, [(25, 1), (15, 1)], 100, 0),
        (102.5, 20, [(25, 1), (15, 1), (1.25, 1)], 102.5, 0),
        (61, 20, [(20, 1)], 60, 1),
        (21, 20, [], 20, 1),
        (15, 20, [], 20, -5),
        (60, 0, [(25, 1), (5, 1)], 60, 0),
    ],
)
def test_plates(target, bar, laid, total, remainder):
    found = plates(target, bar, GYM)
    assert [(row["kg"], row["count"]) for row in found["side"]] == laid
    assert (found["total"], found["remainder"]) == (total, remainder)


def test_the_heaviest_first_would_miss_it():
    stock = [{"kg": 25, "pairs": 1}, {"kg": 20, "pairs": 2}]
    assert side(100, 20, stock) == [(20, 2)], "25 and nothing more would leave 30 kg"


def test_pairs_are_finite_and_what_is_missing_is_said():
    found = plates(
        200, 20, [{"kg": 20, "pairs": 2}, {"kg": 10, "pairs": 0}, {"kg": 5, "pairs": None}, {"pairs": 3}]
    )
    assert found == {"side": [{"kg": 20, "count": 2}], "total": 100, "remainder": 100}


def test_pounds_are_found_by_the_two_decimals_that_are_shown():
    found = plates(83.91, 45 * KG_PER_LB, POUNDS)
    assert [(round(row["kg"] / KG_PER_LB, 2), row["count"]) for row in found["side"]] == [(45, 1), (25, 1)]
    assert found["total"] == pytest.approx(185 * KG_PER_LB, abs=1e-6)
    assert found["remainder"] == 0


@settings(max_examples=150, deadline=None)
@given(
    st.lists(st.tuples(st.sampled_from([25, 20, 15, 10, 7.5, 5, 2.5, 1.25]), st.integers(0, 3)), max_size=5),
    st.integers(0, 200),
)
def test_no_other_way_is_closer_or_takes_fewer(stock, target):
    ways = [
        (sum(kg * n for (kg, _), n in zip(stock, way, strict=True)), sum(way))
        for way in product(*[range(pairs + 1) for _, pairs in stock])
    ]
    best = max(load for load, _ in ways if 20 + 2 * load <= max(target, 20))
    found = plates(target, 20, [{"kg": kg, "pairs": pairs} for kg, pairs in stock])
    assert found["total"] == 20 + 2 * best
    assert sum(row["count"] for row in found["side"]) == min(count for load, count in ways if load == best)
    assert found["remainder"] == target - found["total"]


def test_the_smallest_jump_of_a_bar_is_two_of_its_lightest_plates():
    assert barbell_step(GYM, 2.5) == 2.5
    assert barbell_step([{"kg": "0.5", "pairs": 1}, {"kg": 0.25, "pairs": 0}], 2.5) == 1
    assert barbell_step([], 2.5) == 2.5
