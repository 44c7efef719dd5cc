"""5/3/1 and GZCLP, as tables: where a member stands is read from what was lifted."""

import pytest

from rythm.workouts.schemes import WAVES
from tests.workouts.test_progression import BENCH, CURL, SQUAT, did, plan, told

ANY = plan(3, 5)


def week(number, most, top, step=2.5):
    """A session of a week of 5/3/1 by a training max, with so many repetitions in the last set."""
    wave = WAVES[number - 1]
    loads = [step * int(most * share / step + 0.5 + 1e-9) for share in wave["shares"]]
    reps = [*wave["reps"][:2], top]
    return did(*zip(loads, reps, strict=True))


WEEKS = [
    ([week(1, 100, 8)], "up", [(70, 3), (80, 3), (90, 3)],
     "Week 2 of 5/3/1: 70, 80 and 90 % of your training max of 100 kg, the last set as often as you can."),
    ([week(2, 100, 3), week(1, 100, 8)], "up", [(75, 5), (85, 3), (95, 1)],
     "Week 3 of 5/3/1: 75, 85 and 95 % of your training max of 100 kg, the last set as often as you can."),
    ([week(3, 100, 1)], "deload", [(40, 5), (50, 5), (60, 5)],
     "Week 4 of 5/3/1: 40, 50 and 60 % of your training max of 100 kg."),
    ([week(4, 100, 5)], "up", [(67.5, 5), (77.5, 5), (87.5, 5)],
     "Four weeks done, so the training max goes up to 102.5 kg. Week 1 of 5/3/1: 65, 75 and 85 %, "
     "the last set as often as you can."),
    ([week(2, 100, 2)], "deload", [(57.5, 5), (67.5, 5), (77.5, 5)],
     "Missed 3 reps at 90 kg: training max back to 90 kg. Week 1 of 5/3/1: 65, 75 and 85 %, "
     "the last set as often as you can."),
    ([did((100, 1))], "new", [(57.5, 5), (67.5, 5), (77.5, 5)],
     "Training max 90 kg, nine tenths of your estimated 1RM of 100 kg. Week 1 of 5/3/1: 65, 75 and 85 %, "
     "the last set as often as you can."),
]  # fmt: skip


@pytest.mark.parametrize(("sessions", "change", "sets", "reason"), WEEKS)
def test_the_weeks_of_531(sessions, change, sets, reason):
    assert told("531", ANY, sessions) == (change, reason, sets)


@pytest.mark.parametrize("exercise", [BENCH, CURL])
@pytest.mark.parametrize("start", [50, 62, 80, 100, 142])
def test_a_year_of_531_loses_no_progress_to_rounding(exercise, start):
    step = 2 if exercise is CURL else 2.5
    most = step * int(start / step)
    sessions = [week(1, most, 5, step)]
    for lap in range(12):
        for number in (2, 3, 4, 1):
            _, reason, sets = told("531", ANY, sessions, exercise)
            if number == 1:
                most += step
            wanted = week(number, most, 5, step)
            lifted = [(float(row["weight_kg"]), row["reps"]) for row in wanted["sets"]]
            higher = week(number, most + step, 5, step)
            above = [(float(row["weight_kg"]), row["reps"]) for row in higher["sets"]]
            loads = [load for load, _ in sets]
            if loads != [
                load for load, _ in lifted
            ]:  # equal loads may stand for the next max, never for less
                assert loads == [load for load, _ in above], (lap, number, reason)
                most += step
            sessions = [did(*sets), *sessions][:4]


def test_a_lighter_day_takes_nothing_from_the_training_max():
    light = did((67.5, 3), (75, 3), (85, 3))
    assert "training max of 100 kg" in told("531", ANY, [light, week(1, 100, 8)])[1], "a week in between"
    first = did((60, 5), (70, 5), (80, 5))
    earlier = [week(4, 97.5, 5), week(3, 97.5, 2), week(2, 97.5, 4)]
    assert "training max of 100 kg" in told("531", ANY, [first, *earlier])[1], "the first week of a cycle"
    assert "training max of 110 kg" in told("531", ANY, [week(2, 110, 4), week(1, 100, 8)])[1], "more is more"
    back = [week(1, 90, 6), week(2, 100, 2), week(1, 100, 5)]
    assert "training max of 90 kg" in told("531", ANY, back)[1], "a step back after a miss stays one"


def test_the_lower_body_goes_up_by_twice_as_much_and_pounds_in_fives():
    assert "goes up to 105 kg" in told("531", ANY, [week(4, 100, 5)], SQUAT)[1]


def test_the_plan_keeps_its_warm_ups_and_further_sets():
    line = {"sets": [{"kind": "warmup", "reps_min": 5}, *plan(3, 5)["sets"], *plan(2, 10)["sets"]]}
    found = told("531", line, [week(1, 100, 8)])
    assert found[2] == [(None, 5), (70, 3), (80, 3), (90, 3), (50, 10), (50, 10)]


def test_a_531_without_load_or_weights_says_so():
    assert told("531", ANY, [did((50, 20))]) is None, "no estimate above 12 repetitions"
    assert told("531", ANY, []) is None


T1, T2, T3 = plan(5, 3), plan(3, 10), plan(3, 15)
STAGES = [
    (T1, [(100, 3)] * 5, "up", "All 5 sets of 3 done at 100 kg, so 102.5 kg.", [(102.5, 3)] * 5),
    (T1, [(100, 3)] * 4 + [(100, 2)], "same",
     "5 sets of 3 missed at 100 kg, so 6 sets of 2 at the same load.", [(100, 2)] * 6),
    (T1, [(100, 2)] * 6, "up", "All 6 sets of 2 done at 100 kg, so 102.5 kg.", [(102.5, 2)] * 6),
    (T1, [(100, 2)] * 5 + [(100, 1)], "same",
     "6 sets of 2 missed at 100 kg, so 10 sets of 1 at the same load.", [(100, 1)] * 10),
    (T1, [(110, 1)] * 8, "deload",
     "10 sets of 1 missed at 110 kg too: back to 5 sets of 3 at 97.5 kg.", [(97.5, 3)] * 5),
    (T1, [(80, 10)] * 3, "up",
     "A careful start from your estimated 1RM of 106.67 kg: 5 sets of 3 at 77.5 kg.", [(77.5, 3)] * 5),
    (T2, [(60, 10)] * 3, "up", "All 3 sets of 10 done at 60 kg, so 62.5 kg.", [(62.5, 10)] * 3),
    (T2, [(60, 10), (60, 10), (60, 9)], "same",
     "3 sets of 10 missed at 60 kg, so 3 sets of 8 at the same load.", [(60, 8)] * 3),
    (T2, [(60, 7), (60, 6), (60, 5)], "deload",
     "3 sets of 6 missed at 60 kg too: back to 3 sets of 10 at 52.5 kg.", [(52.5, 10)] * 3),
    (T3, [(40, 15), (40, 15), (40, 25)], "up",
     "The last set reached 25 at 40 kg, so 42.5 kg.", [(42.5, 15)] * 3),
    (T3, [(40, 15), (40, 15), (40, 24)], "same", "40 kg until the last set reaches 25.", [(40, 15)] * 3),
]  # fmt: skip


@pytest.mark.parametrize(("line", "sets", "change", "reason", "after"), STAGES)
def test_the_stages_of_gzclp(line, sets, change, reason, after):
    found = told("gzclp", line, [did(*sets)])
    wanted = "down" if "careful start" in reason else change
    assert found == (wanted, reason, after)


def test_a_lighter_day_of_gzclp_takes_nothing_away_but_a_step_back_stays():
    found = told("gzclp", T1, [did(*[(95, 3)] * 5), did(*[(100, 3)] * 5)])
    assert found[1] == "95 kg was a lighter day. All 5 sets of 3 done at 100 kg, so 102.5 kg."
    back = told("gzclp", T1, [did(*[(97.5, 3)] * 5), did(*[(110, 1)] * 8)])
    assert back[1] == "All 5 sets of 3 done at 97.5 kg, so 100 kg."


def test_gzclp_takes_bigger_steps_for_the_lower_body_but_not_in_the_third_tier():
    assert told("gzclp", T1, [did(*[(100, 3)] * 5)], SQUAT)[2] == [(105, 3)] * 5
    assert told("gzclp", T3, [did((40, 15), (40, 15), (40, 25))], SQUAT)[2] == [(42.5, 15)] * 3


def test_the_programs_leave_body_weight_to_double_progression():
    push_up = {"id": "p", "measured_by": "reps", "equipment": "bodyweight"}
    assert told("531", plan(2, 10), [did((None, 10), (None, 10))], push_up)[2] == [(None, 11)] * 2
