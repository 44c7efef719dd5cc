"""What to lift next time and why, as a table."""

import pytest

from rythm.core.units import KG_PER_LB
from rythm.workouts.progression import suggestion

BENCH = {"id": "bench", "measured_by": "weight_reps", "equipment": "barbell", "muscle": "chest"}
SQUAT = BENCH | {"muscle": "quadriceps"}
CURL = BENCH | {"equipment": "dumbbell", "muscle": "biceps"}
PULL_UP = {"id": "up", "measured_by": "bodyweight_reps", "equipment": "bodyweight", "muscle": "lats"}
ASSISTED = PULL_UP | {"measured_by": "assisted_reps", "equipment": "machine"}
PUSH_UP = {"id": "push", "measured_by": "reps", "equipment": "bodyweight", "muscle": "chest"}
PLANK = PUSH_UP | {"measured_by": "duration"}
RUN = PUSH_UP | {"measured_by": "distance_duration"}
CARRY = BENCH | {"measured_by": "weight_distance", "equipment": "dumbbell"}


def plan(count, low, high=None, load_by=None, load=None, **more):
    """A line of a template with so many sets of work."""
    one = {
        "kind": "working",
        "reps_min": low,
        "reps_max": high or low,
        "load_by": load_by,
        "load": load,
    } | more
    return {"sets": [one] * count}


def did(*sets, **more):
    """A session of (weight, reps) or (weight, reps, rpe)."""
    rows = []
    for weight, reps, *effort in sets:
        kept = None if weight is None else str(weight)
        rows.append({"kind": "working", "weight_kg": kept, "reps": reps, "rpe": (effort or [None])[0]})
    return {"workout_id": "w", "template_id": None, "body_weight_kg": None, "sets": rows} | more


def told(policy, line, sessions, exercise=BENCH, readiness=None, unit="kg", body_kg=None, step_kg=None):
    """Change, reason, and (weight, reps) of the sets."""
    found = suggestion(policy, line, sessions, exercise, readiness, unit, body_kg, step_kg)
    if found is None:
        return None
    return found["change"], found["reason"], [(row["weight_kg"], row["reps"]) for row in found["sets"]]


DOUBLE = [
    (plan(3, 6, 8), [did((80, 8), (80, 8), (80, 8))], "up",
     "All 3 sets reached 8 at 80 kg last time, so 82.5 kg.", [(82.5, 6)] * 3),
    (plan(3, 8), [did((80, 9), (80, 8), (80, 8))], "up",
     "All 3 sets reached 8 at 80 kg last time, so 82.5 kg.", [(82.5, 8)] * 3),
    (plan(1, 8), [did((80, 8))], "up", "The set reached 8 at 80 kg last time, so 82.5 kg.", [(82.5, 8)]),
    (plan(3, 8, 12), [did((80, 12), (80, 11), (80, 9))], "same",
     "80 kg again: add repetitions until all 3 sets reach 12.", [(80, 12), (80, 12), (80, 10)]),
    (plan(3, 8), [did((80, 8), (80, 8))], "same",
     "2 of 3 sets at 80 kg last time, so the same once more.", [(80, 8)] * 3),
    (plan(3, 6), [did((100, 6), (100, 5), (100, 5))], "same",
     "6 repetitions missed at 100 kg last time, so the same once more.", [(100, 6)] * 3),
    (plan(3, 6), [did((100, 6), (100, 5), (100, 5)), did((100, 6), (100, 6), (100, 5))], "deload",
     "Missed 6 reps twice at 100 kg: back to 90 kg and build up again.", [(90, 6)] * 3),
    (plan(2, 6), [did((100, 5), (100, 5))] * 4, "deload",
     "Missed 6 reps 4 times at 100 kg: back to 90 kg and build up again.", [(90, 6)] * 2),
    # a miss at another load, or one before a success, is not counted
    (plan(2, 6), [did((100, 5), (100, 5)), did((97.5, 5), (97.5, 5))], "same",
     "6 repetitions missed at 100 kg last time, so the same once more.", [(100, 6)] * 2),
    (plan(2, 6), [did((100, 5), (100, 6)), did((100, 6), (100, 6)), did((100, 5), (100, 5))], "same",
     "6 repetitions missed at 100 kg last time, so the same once more.", [(100, 6)] * 2),
    # the sets at the heaviest load count; lighter ones go along
    (plan(1, 5), [did((100, 5), (80, 8), (80, 8))], "up",
     "The set reached 5 at 100 kg last time, so 102.5 kg.", [(102.5, 5)]),
    (None, [did((100, 6), (80, 10))], "up",
     "The set reached 6 at 100 kg last time, so 102.5 kg.", [(102.5, 3), (82.5, 10)]),
    # one lighter day takes nothing away, a second is a new beginning, and a step back is none
    (plan(2, 8), [did((75, 8), (75, 8)), did((80, 8), (80, 8))], "up",
     "75 kg was a lighter day. Both sets reached 8 at 80 kg before, so 82.5 kg.", [(82.5, 8)] * 2),
    (plan(2, 8), [did((75, 8), (75, 8)), did((75, 8), (75, 8)), did((80, 8), (80, 8))], "up",
     "Both sets reached 8 at 75 kg last time, so 77.5 kg.", [(77.5, 8)] * 2),
    (plan(2, 6), [did((90, 6), (90, 6)), did((100, 6), (100, 5)), did((100, 6), (100, 5))], "up",
     "Both sets reached 6 at 90 kg last time, so 92.5 kg.", [(92.5, 6)] * 2),
    (plan(2, 8), [did((60, 8), (60, 8)), did((80, 8), (80, 8))], "up",
     "Both sets reached 8 at 60 kg last time, so 62.5 kg.", [(62.5, 8)] * 2),
    # without a plan the range is the one the repetitions belong to
    (None, [did((80, 8), (80, 8))], "same",
     "80 kg again: add repetitions until both sets reach 12.", [(80, 9)] * 2),
    (None, [did((40, 25), (40, 22))], "up",
     "Both sets reached 20 at 40 kg last time, so 42.5 kg.", [(42.5, 12)] * 2),
    # an end of the range may be missing or the wrong way round
    ({"sets": [{"kind": "working", "reps_max": 8}]}, [did((80, 8))], "up",
     "The set reached 8 at 80 kg last time, so 82.5 kg.", [(82.5, 8)]),
    ({"sets": [{"kind": "working", "reps_min": 8, "reps_max": 6}]}, [did((80, 8))], "up",
     "The set reached 8 at 80 kg last time, so 82.5 kg.", [(82.5, 6)]),
    # quite another range than last time: from the estimate
    (plan(3, 10, 12), [did((100, 5), (100, 5), (100, 5))], "down",
     "12 repetitions are planned now: 82.5 kg, from your estimated 1RM of 116.67 kg.", [(82.5, 12)] * 3),
    # reps reached, but much harder than planned
    (plan(2, 8, load_by="rpe", load="8"), [did((80, 8, "9.0"), (80, 8, "10.0"))], "same",
     "Both sets reached 8, but at RPE 9.5, so 80 kg once more.", [(80, 8)] * 2),
    (plan(2, 8, load_by="rir", load="2"), [did((80, 8, "8.5"), (80, 8, "8.5"))], "up",
     "Both sets reached 8 at 80 kg last time, so 82.5 kg.", [(82.5, 8)] * 2),
]  # fmt: skip


@pytest.mark.parametrize(("line", "sessions", "change", "reason", "sets"), DOUBLE)
def test_double_progression(line, sessions, change, reason, sets):
    assert told("double", line, sessions) == (change, reason, sets)


LINEAR = [
    (BENCH, [did(*[(100, 5)] * 3)], "up", "All 3 sets reached 5 at 100 kg last time, so 102.5 kg.", 102.5),
    (SQUAT, [did(*[(100, 5)] * 3)], "up", "All 3 sets reached 5 at 100 kg last time, so 105 kg.", 105),
    (CURL, [did(*[(20, 5)] * 3)], "up", "All 3 sets reached 5 at 20 kg last time, so 22 kg.", 22),
    (SQUAT, [did((100, 5), (100, 4), (100, 3))] * 2, "deload",
     "Missed 5 reps twice at 100 kg: back to 90 kg and build up again.", 90),
]  # fmt: skip


@pytest.mark.parametrize(("exercise", "sessions", "change", "reason", "weight"), LINEAR)
def test_linear_progression(exercise, sessions, change, reason, weight):
    assert told("linear", plan(3, 5), sessions, exercise) == (change, reason, [(weight, 5)] * 3)


def test_a_skipped_fortnight_is_not_made_up_for():
    sessions = [did((80, 8), (80, 8), at="2026-03-01"), did((77.5, 8), (77.5, 8), at="2025-11-01")]
    assert told("double", plan(2, 8), sessions)[2] == [(82.5, 8)] * 2, "one session earned one step"


def test_steps_follow_equipment_unit_and_plates():
    full = [did((20, 8))]
    line = plan(1, 8)
    kettlebell = CURL | {"equipment": "kettlebell"}
    assert told("double", line, full, kettlebell)[2] == [(24, 8)]
    assert told("double", line, full, CURL)[2] == [(22, 8)]
    assert told("double", line, full, BENCH, step_kg=5)[2] == [(25, 8)], "no plates under 2.5 kg"
    assert told("double", line, full, BENCH, step_kg=1)[2] == [(22, 8)], (
        "2.5 kg cannot be had with these plates"
    )
    assert told("double", line, full, BENCH, step_kg=0.5)[2] == [(22.5, 8)]
    assert told("double", line, full, CURL, step_kg=5)[2] == [(22, 8)], "plates are no matter to dumbbells"
    pounds = told("double", line, [did((185 * KG_PER_LB, 8))], unit="lb")
    assert pounds[1] == "The set reached 8 at 185 lb last time, so 190 lb."
    assert pounds[2][0][0] == pytest.approx(190 * KG_PER_LB, abs=1e-6)
    kept_in_kg = told("double", line, [did((80, 8))], unit="lb")
    assert kept_in_kg[1] == "The set reached 8 at 176.37 lb last time, so 180 lb.", (
        "the bar carries steps of 5"
    )


def test_what_is_shown_alike_is_one_load():
    sessions = [did(("83.91458845", 8), ("83.91", 8), ("83.91", 8))]
    assert told("double", plan(3, 8), sessions)[0] == "up"


BODY = [
    (PULL_UP, plan(3, 5, 8), [did((None, 8), (None, 8), (None, 8))], "up",
     "All 3 sets reached 8 at body weight last time, so 2.5 kg added.", [(2.5, 5)] * 3),
    (PULL_UP, plan(2, 5, 8), [did((None, 6), (None, 5))], "same",
     "Body weight again: add repetitions until both sets reach 8.", [(None, 7), (None, 6)]),
    (PULL_UP, plan(1, 5, 8), [did((10, 8))], "up",
     "The set reached 8 at 10 kg added last time, so 12.5 kg added.", [(12.5, 5)]),
    (PULL_UP, plan(1, 5), [did((10, 4))] * 2, "deload",
     "Missed 5 reps twice at 10 kg added: back to 7.5 kg added and build up again.", [(7.5, 5)]),
    (ASSISTED, plan(1, 8), [did((20, 8))], "up",
     "The set reached 8 at 20 kg of help last time, so 17.5 kg of help.", [(17.5, 8)]),
    (ASSISTED, plan(1, 8), [did((2, 8))], "up",
     "The set reached 8 at 2 kg of help last time, so no help.", [(0, 8)]),
    (ASSISTED, plan(1, 8), [did((0, 8))], "same",
     "The set reached 8 without help: time for the exercise itself.", [(0, 8)]),
    (ASSISTED, plan(1, 8), [did((20, 6))] * 2, "deload",
     "Missed 8 reps twice at 20 kg of help: back to 25 kg of help and build up again.", [(25, 8)]),
    (PUSH_UP, plan(2, 10, 15), [did((None, 15), (None, 15))], "up",
     "Both sets reached 15 last time, so one more repetition each.", [(None, 16)] * 2),
    (PUSH_UP, plan(2, 10, 15), [did((None, 12), (None, 10))], "same", None, [(None, 13), (None, 11)]),
]  # fmt: skip


@pytest.mark.parametrize(("exercise", "line", "sessions", "change", "reason", "sets"), BODY)
def test_body_weight_and_help(exercise, line, sessions, change, reason, sets):
    found = told("double", line, sessions, exercise, body_kg=70)
    assert (found[0], found[2]) == (change, sets)
    assert reason is None or found[1] == reason
    unknown = told("double", line, sessions, exercise)
    assert unknown is not None, "an unknown body weight stops nothing"


def test_sets_for_time_and_distance():
    held = {"sets": [{"kind": "working", "duration_seconds": 45}] * 2}
    found = suggestion("double", {"sets": [{"duration_seconds": 45}] * 2}, [held], PLANK, None, "kg", None)
    assert found["reason"] == "Both sets reached 45 s last time, so 50 s."
    assert [row["duration_seconds"] for row in found["sets"]] == [50, 50]
    short = {
        "sets": [{"kind": "working", "duration_seconds": 60}, {"kind": "working", "duration_seconds": 40}]
    }
    found = suggestion("double", {"sets": [{"duration_seconds": 60}] * 2}, [short], PLANK, None, "kg", None)
    assert found["reason"] == "1:00 min once more, until both sets reach it."
    run = {"sets": [{"kind": "working", "distance_m": "5000.0", "duration_seconds": 1500}]}
    found = suggestion("double", None, [run], RUN, None, "kg", None)
    assert found["reason"] == "The set reached 5 km last time, so 5.5 km."
    carry = {"sets": [{"kind": "working", "weight_kg": "24.0", "distance_m": "40.0"}] * 2}
    found = suggestion("double", {"sets": [{"distance_m": "40"}] * 2}, [carry], CARRY, None, "kg", None)
    assert found["reason"] == "Both sets went 40 m at 24 kg last time, so 26 kg."
    found = suggestion("double", {"sets": [{"distance_m": "50"}] * 2}, [carry], CARRY, None, "kg", None)
    assert found["reason"] == "24 kg once more, until both sets go 50 m."


def test_the_first_time_there_is_the_plan_or_nothing():
    assert told("double", plan(3, 8), []) is None
    assert told("double", None, []) is None
    assert told("double", plan(3, 8, load_by="percent", load="75"), []) is None
    assert told("double", plan(2, 8, load_by="kg", load="60.0"), []) == (
        "new",
        "The plan says 60 kg.",
        [(60, 8)] * 2,
    )
    warm = {
        "sets": [
            {"kind": "working", "weight_kg": "80", "reps": None},
            {"kind": "warmup", "weight_kg": "40", "reps": 5},
        ]
    }
    assert told("double", plan(3, 8), [warm]) is None, "nothing was done yet"


def test_a_share_of_the_one_rep_maximum_follows_it():
    line = plan(3, 5, load_by="percent", load="75")
    found = told("double", line, [did((80, 5)), did((100, 6))])
    assert found == ("up", "75 % of your estimated 1RM of 120 kg, so 90 kg.", [(90, 5)] * 3)
    assert told("none", line, [did((100, 6))])[0] == "down"
    weighted = told("double", line, [did((20, 6), body_weight_kg="80.0")], PULL_UP, body_kg=80)
    assert weighted[1] == "75 % of your estimated 1RM of 120 kg, so 10 kg added."
    assert told("none", line, [did((20, 6))], PULL_UP) is None, "without a body weight there is no estimate"


def test_sessions_of_the_same_template_come_first():
    heavy, light = did((100, 5), template_id="a"), did((60, 8), template_id="b")
    assert told("double", plan(1, 8) | {"template_id": "b"}, [heavy, light])[1].startswith(
        "The set reached 8 at 60 kg"
    )
    assert told("double", plan(1, 5) | {"template_id": "c"}, [heavy, light])[1].startswith(
        "The set reached 5 at 100 kg"
    )


READINESS = [
    (None, "up", [(82.5, 8)] * 2, ""),
    (5, "up", [(82.5, 8)] * 2, ""),
    (3, "up", [(82.5, 8)] * 2, ""),
    (2, "down", [(77.5, 8)] * 2, " Readiness 2 of 5: about 5 % lighter today."),
    (1, "down", [(75, 8)] * 2, " Readiness 1 of 5: about 10 % lighter today."),
]


@pytest.mark.parametrize(("readiness", "change", "sets", "note"), READINESS)
def test_readiness_lowers_and_never_raises(readiness, change, sets, note):
    found = told("double", plan(2, 8), [did((80, 8), (80, 8))], readiness=readiness)
    assert found == (change, "Both sets reached 8 at 80 kg last time, so 82.5 kg." + note, sets)


def test_a_poor_day_brings_more_help_and_leaves_what_cannot_be_lowered():
    assert told("double", plan(1, 8), [did((20, 8))], ASSISTED, readiness=1, body_kg=80)[2] == [(25, 8)]
    assert told("double", plan(1, 8), [did((2, 7))], CURL, readiness=2)[2] == [(2, 8)], (
        "the lightest dumbbell"
    )
    assert told("double", plan(1, 10), [did((None, 9))], PUSH_UP, readiness=1)[2] == [(None, 10)]


def test_warm_ups_and_drop_sets_are_neither_judged_nor_raised():
    rows = [
        {"kind": "warmup", "weight_kg": "40", "reps": 8},
        {"kind": "working", "weight_kg": "80", "reps": 8},
        {"kind": "drop", "weight_kg": "60", "reps": 4},
    ]
    found = told("double", None, [{"sets": rows}])
    assert found[2] == [(40, 8), (80, 9), (60, 4)]
    line = {"sets": [{"kind": "warmup", "reps_min": 8}, {"kind": "working", "reps_min": 8}, {"kind": "drop"}]}
    assert told("double", line, [{"sets": rows}])[2] == [(None, None), (82.5, 8), (None, None)]
