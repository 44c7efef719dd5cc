"""Records: when there is something to celebrate, and when not."""

import pytest

from rythm.progress.records import KEPT_REPS, bests_with, bests_with_volume, load_key, records, volume_records

BESTS = {
    "e1rm": {"value": "116.67", "at": "2026-01-01"},
    "weight": {"value": 110, "at": "2026-01-01"},
    "volume": {"value": 2400, "at": "2026-01-01"},
    "reps": {"100.0": 5, "110.0": 1, "80.0": 4},
}


def done(weight, reps, kind="working"):
    return {"kind": kind, "weight_kg": weight, "reps": reps}


def broken(one, bests=BESTS, measured_by="weight_reps", body_kg=None):
    return [(row["kind"], row["value"], row["before"]) for row in records(one, bests, measured_by, body_kg)]


CASES = [
    (done("100.0", 5), []),
    (done("100.0", 6), [("e1rm", 120, 116.67), ("reps", 6, 5)]),
    (done("112.5", 1), [("weight", 112.5, 110)]),
    (done("112.5", 2), [("e1rm", 120, 116.67), ("weight", 112.5, 110)]),
    (done("80.0", 5), []),  # 5 were done at 100 kg
    (done("80.0", 6), [("reps", 6, 5)]),
    (done("90.0", 9), [("e1rm", 117, 116.67)]),  # never lifted before, so no best to beat
    (done("100.0", 13), [("reps", 13, 5)]),  # no estimate above 12
    (done("110.0", 1), []),
    (done("112.5", 6, "warmup"), []),
    (done("112.5", 2, "drop"), [("e1rm", 120, 116.67), ("weight", 112.5, 110)]),
    (done(None, 6), []),
    (done("112.5", None), []),
    (done("1000", 5), []),  # a slip: 100
    (done("180.0", 5), []),  # a slip: more than half again
    (done("80.0", 80), []),  # a slip: 8
    (done("700.0", 1), []),
]


@pytest.mark.parametrize(("one", "wanted"), CASES)
def test_records(one, wanted):
    assert broken(one) == wanted


def test_a_first_set_is_no_record():
    for nothing in (None, {}, {"e1rm": None, "weight": None, "volume": None, "reps": {}}):
        assert broken(done("100.0", 5), nothing) == []
    assert broken(done("50.0", 20), {"weight": {"value": 50}, "reps": {}}) == []


def test_light_loads_may_double():
    assert broken(done("10.0", 10), {"weight": {"value": 5}, "e1rm": {"value": 7}, "reps": {"5.0": 12}}) == [
        ("e1rm", 13.33, 7),
        ("weight", 10, 5),
    ]


def test_body_weight_counts_but_is_no_record_by_itself():
    bests = {"e1rm": {"value": 93.33}, "weight": {"value": 70}, "reps": {"70.0": 10}}
    heavier = broken(done(None, 10), bests, "bodyweight_reps", 72)
    assert heavier == [("e1rm", 96, 93.33)], "the same pull-ups two kilos heavier"
    assert broken(done("5.0", 3), bests, "bodyweight_reps", 72) == [("weight", 77, 70)]
    assert broken(done(None, 11), bests, "bodyweight_reps", 69.5)[-1] == ("reps", 11, 10), "close enough"
    assert broken(done(None, 12), {"reps": {"0.0": 11}}, "bodyweight_reps") == [("reps", 12, 11)], (
        "unknown body"
    )
    assert broken(done("20.0", 9), {"reps": {"50.0": 8}}, "assisted_reps", 70) == [("reps", 9, 8)]
    assert broken(done("20.0", 9), {"reps": {"50.0": 8}}, "assisted_reps") == []


def test_repetitions_without_a_load_have_a_best():
    assert broken(done(None, 31), {"reps": {"0.0": 30}}, "reps") == [("reps", 31, 30)]
    assert broken({"duration_seconds": 90}, {"reps": {"0.0": 30}}, "duration") == []


def test_volume_is_of_a_whole_workout():
    assert volume_records(2400, BESTS) == []
    assert volume_records(2500, BESTS) == [{"kind": "volume", "value": 2500, "before": 2400}]
    assert volume_records(2500, None) == []


def test_bests_grow_with_each_set_and_a_second_time_is_no_record():
    bests = None
    for one in (
        done("100.0", 5),
        done("105.0", 3),
        done("100.0", 4),
        done("60.0", 5, "warmup"),
        done("1000", 5),
    ):
        bests = bests_with(bests, one, "weight_reps", None, "2026-05-01")
    assert bests == {
        "e1rm": {"value": 116.67, "at": "2026-05-01"},
        "weight": {"value": 105, "at": "2026-05-01"},
        "volume": None,
        "reps": {"100.0": 5, "105.0": 3},
    }
    assert broken(done("105.0", 3), bests) == []
    assert bests_with_volume(bests, 1500, "x")["volume"] == {"value": 1500, "at": "x"}
    assert bests_with_volume(BESTS, 1500)["volume"] == BESTS["volume"]
    assert BESTS["reps"] == {"100.0": 5, "110.0": 1, "80.0": 4}, "what was given is not changed"


def test_the_heaviest_loads_are_kept():
    bests = None
    for kg in range(10, 60):
        bests = bests_with(bests, done(f"{kg}.0", 5), "weight_reps", None)
    assert len(bests["reps"]) == KEPT_REPS
    assert next(iter(bests["reps"])) == "20.0"


@pytest.mark.parametrize(
    ("load", "key"),
    [(100, "100.0"), (82.5, "82.5"), (83.91458845, "83.91"), (0, "0.0"), (1.05, "1.05"), (99.999, "100.0")],
)
def test_keys_of_loads(load, key):
    assert load_key(load) == key
