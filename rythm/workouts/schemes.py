"""Two programs that name every load themselves: 5/3/1 and GZCLP, on the phone as on the server.

Where a member stands is read from what was lifted, so nothing is kept beside the sets. Loads in kg.
"""

from typing import Any

from rythm.core.units import number_text, weight_text
from rythm.workouts.rules import WARMUP, floored, load_for
from rythm.workouts.targets import (
    LIGHTEST,
    all_sets,
    at_load,
    best_e1rm,
    capital,
    compared,
    deloaded,
    is_lighter,
    light_day,
    load_words,
    planned,
    raised,
    reps_range,
    snapped,
    typed_load,
    working_load,
)

Row = dict[str, Any]

TRAINING_MAX = 0.9
WAVES: list[Row] = [
    {"shares": [0.65, 0.75, 0.85], "reps": [5, 5, 5]},
    {"shares": [0.7, 0.8, 0.9], "reps": [3, 3, 3]},
    {"shares": [0.75, 0.85, 0.95], "reps": [5, 3, 1]},
    {"shares": [0.4, 0.5, 0.6], "reps": [5, 5, 5]},
]
"""Weeks 1 to 4 in shares of the training max, which is nine tenths of the one-rep maximum; the last set of
weeks 1 to 3 goes on as long as it can. Source: J. Wendler, "5/3/1: The Simplest and Most Effective Training
System for Raw Strength", 2009."""
EASY_WEEK = 3
BORING_SHARE = 0.5
"""Sets after the three of the day: "Boring But Big", five sets of ten at half the training max. Source as
above."""
_MOST_STEPS = 400

STAGES = {"1": [[5, 3], [6, 2], [10, 1]], "2": [[3, 10], [3, 8], [3, 6]], "3": [[3, 15]]}
"""Sets and repetitions of the tiers: a missed stage is followed by the next at the same load. Source: C.
Lefever, "The GZCL Method, Simplified" and "GZCLP", 2013 to 2016."""
START_SHARE = 0.85
"""A first load, of what could be lifted for a few repetitions more than the stage has (5, 10 or 15). As
above."""
TIER_3_REPS = 25
"""The last set of a third tier has to reach this for the load to rise. Source as above."""


# ---- 5/3/1


def five_three_one(past: list[Row], about: Row) -> Row | None:
    """The next week of 5/3/1, worked out from the loads and repetitions of the last; None without a load.

    After four weeks the training max rises by 2.5 kg or 5 lb, lower body twice that; a missed top set takes
    it back to nine tenths.
    """
    at = _standing(past, about)
    if at is None:
        best = best_e1rm(past, about)
        if best is None:
            return None
        most = floored(best * TRAINING_MAX, about["step"])
        whole = weight_text(best, about["unit"])
        why = f"Training max {load_words(most, about)}, nine tenths of your estimated 1RM of {whole}. "
        return _week(0, most, why, "new", about)
    week, most = int(at["week"]), at["max"]
    wanted = WAVES[week]["reps"][2]
    top = past[0]["work"][2]
    if week != EASY_WEEK and top["reps"] < wanted:
        less = deloaded(most, about)
        missed = f"Missed {wanted} reps at {load_words(top['weight'], about)}"
        why = f"{missed}: training max back to {load_words(less, about)}. "
        return _week(0, less, why, "deload", about)
    if week == EASY_WEEK:
        more = most + about["big_jump"]
        why = f"Four weeks done, so the training max goes up to {load_words(more, about)}. "
        return _week(0, more, why, "up", about)
    return _week(week + 1, most, "", "deload" if week + 1 == EASY_WEEK else "up", about)


def _week(week: int, most: float, why: str, change: str, about: Row) -> Row:
    """The sets of a week, with the warm-ups of the plan before and its further sets after them."""
    wave = WAVES[week]
    pairs = zip(wave["shares"], wave["reps"], strict=True)
    sets = [planned(row, None, _low(row)) for row in about["sets"] if row.get("kind") == WARMUP]
    sets.extend([planned({}, snapped(most * share, about["step"]), reps) for share, reps in pairs])
    half = snapped(most * BORING_SHARE, about["step"])
    sets.extend([planned(row, half, _low(row)) for row in about["work"][3:]])
    shares = [number_text(share * 100) for share in wave["shares"]]
    of = "" if why else f" of your training max of {load_words(most, about)}"
    told = f"Week {week + 1} of 5/3/1: {shares[0]}, {shares[1]} and {shares[2]} %{of}"
    more = "." if week == EASY_WEEK else ", the last set as often as you can."
    return {"sets": sets, "reason": why + told + more, "change": change}


def _low(row: Row) -> int | None:
    span = reps_range(row)
    return span[0] if span else None


def _standing(past: list[Row], about: Row) -> Row | None:
    """The week and the training max that the last session was done by; None if it was no 5/3/1.

    Every max in steps of the bar is tried for it and for the sessions before it, a cycle earlier by a lower
    max; the one that explains most sets wins, of two equals the higher. So neither rounding nor a lighter
    day takes progress away. Who lifted more than a max asks for has left it behind.
    """
    week = _week_of(past[0])
    if week is None:
        return None
    top = past[0]["work"][2]["weight"]
    found: Row | None = None
    for i in range(_MOST_STEPS):
        most = about["step"] * (i + 1)
        asked = snapped(most * WAVES[week]["shares"][2], about["step"])
        if asked < top - 0.02 or asked > top * LIGHTEST:
            continue
        fit = 0
        for back in range(len(past)):
            cycles = (3 - week + back) // 4
            if _week_of(past[back]) != (week - back + 4) % 4:
                break
            fit += _fit(past[back], (week - back + 4) % 4, most - cycles * about["big_jump"], about)
        if fit > 0 and (found is None or fit >= found["fit"]):
            found = {"week": week, "max": most, "fit": fit}
    return found


def _fit(session: Row, week: int, most: float, about: Row) -> int:
    """How many of the three sets a training max explains; none unless the top set is one."""
    fit = 0
    for i in range(3):
        if abs(snapped(most * WAVES[week]["shares"][i], about["step"]) - session["work"][i]["weight"]) < 0.02:
            fit += 1
        elif i == 2:
            return 0
    return fit


def _week_of(session: Row) -> int | None:
    """Which week, from 0, three rising sets belong to: told by the first two's repetitions, else by loads."""
    sets = session["work"]
    if len(sets) < 3:
        return None
    first, second, top = sets[0]["weight"], sets[1]["weight"], sets[2]["weight"]
    if not first < second < top:
        return None
    if sets[1]["reps"] < 5:
        return 1 if sets[0]["reps"] < 5 else 2
    return EASY_WEEK if first / top < 0.715 else 0


# ---- GZCLP


def gzclp(past: list[Row], about: Row) -> Row | None:
    """GZCLP: more load after success, the next stage after a miss, nine tenths after the last of them.

    Tier 3 adds a step once the last set reaches 25 repetitions. The jump is 2.5 kg or 5 lb, lower body twice
    that in tiers 1 and 2.
    """
    load = working_load(past[0], about)
    done = at_load(past[0], load, about)
    reps = [row["reps"] for row in done]
    tier = _tier(reps, about)
    stages = STAGES[str(tier)]
    if _is_light_day(past, tier, about):
        return light_day(load, gzclp(past[1:], about), about)
    if _is_other(tier, reps):
        return _start(tier, past, about)
    if tier == 3:
        if reps[-1] >= TIER_3_REPS and len(done) >= stages[0][0]:
            after = raised(load, about["jump"], about)
            reached = f"The last set reached {reps[-1]} at {load_words(load, about)}"
            why = f"{reached}, so {load_words(after, about)}."
            return _stage(stages[0], after, why, "up", about)
        why = f"{capital(load_words(load, about))} until the last set reaches {TIER_3_REPS}."
        return _stage(stages[0], load, why, "same", about)
    place = _place(tier, reps)
    stage = stages[place]
    told = f"{stage[0]} sets of {stage[1]}"
    if len(done) >= stage[0] and min(reps) >= stage[1]:
        after = raised(load, about["big_jump"], about)
        all_done = f"{capital(all_sets(stage[0]))} of {stage[1]} done at {load_words(load, about)}"
        why = f"{all_done}, so {load_words(after, about)}."
        return _stage(stage, after, why, "up", about)
    if place + 1 < len(stages):
        after_stage = stages[place + 1]
        then = f"{after_stage[0]} sets of {after_stage[1]} at the same load"
        return _stage(
            after_stage, load, f"{told} missed at {load_words(load, about)}, so {then}.", "same", about
        )
    after = deloaded(load, about)
    again = f"back to {stages[0][0]} sets of {stages[0][1]} at {load_words(after, about)}"
    return _stage(
        stages[0], after, f"{told} missed at {load_words(load, about)} too: {again}.", "deload", about
    )


def _tier(reps: list[int], about: Row) -> int:
    """The tier of an exercise, by the plan, else by what was done: many of few, three of 10, three of 15."""
    span = reps_range(about["work"][0]) if about["work"] else None
    low = span[0] if span else reps[0]
    count = len(about["work"]) or len(reps)
    return 3 if low >= 12 else 1 if low <= 3 or count >= 5 else 2


def _is_light_day(past: list[Row], tier: int, about: Row) -> bool:
    """Whether the session before was heavier and went well, so that the last one was only a lighter day."""
    if len(past) < 2 or not is_lighter(past, about):
        return False
    before = at_load(past[1], working_load(past[1], about), about)
    reps = [row["reps"] for row in before]
    stage = STAGES[str(tier)][_place(tier, reps)]
    return not _is_other(tier, reps) and len(before) >= stage[0] and min(reps) >= stage[1]


def _is_other(tier: int, reps: list[int]) -> bool:
    """Whether the sets were done for another range, so that their load says nothing of this tier's."""
    if tier == 1:
        return min(reps) >= 6
    return max(reps) < 10 if tier == 3 else max(reps) < 5 or min(reps) > 13


def _start(tier: int, past: list[Row], about: Row) -> Row | None:
    best = best_e1rm(past, about)
    if best is None:
        return None
    stage = STAGES[str(tier)][0]
    load = typed_load(load_for(best, 5 * tier) * START_SHARE, about) or 0.0
    whole = weight_text(best, about["unit"])
    told = f"{stage[0]} sets of {stage[1]} at {load_words(load, about)}"
    why = f"A careful start from your estimated 1RM of {whole}: {told}."
    return _stage(stage, load, why, compared(load, working_load(past[0], about), about), about)


def _place(tier: int, reps: list[int]) -> int:
    """The stage that was done: told by the number of sets in tier 1, by repetitions in tier 2."""
    count = len(reps)
    if tier == 1 and count >= 5:
        return 0 if count == 5 else 1 if count == 6 else 2
    for place in range(len(STAGES[str(tier)])):
        if max(reps) >= STAGES[str(tier)][place][1]:
            return place
    return len(STAGES[str(tier)]) - 1


def _stage(stage: list[int], load: float, why: str, change: str, about: Row) -> Row:
    sets = [planned(row, None, _low(row)) for row in about["sets"] if row.get("kind") == WARMUP]
    sets.extend([planned({}, load, stage[1]) for _ in range(stage[0])])
    return {"sets": sets, "reason": why, "change": change}
