"""Double and linear progression, and sets for time and distance, on the phone as on the server.

Loads in kg, as they stand in the field: for assisted exercises the help, where progress means less of it.
"""

from typing import Any

from rythm.core.units import number_text, rounded, weight_text
from rythm.workouts.rules import WARMUP, load_for, number
from rythm.workouts.targets import (
    all_sets,
    at_load,
    best_e1rm,
    capital,
    compared,
    deloaded,
    es,
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

MISSES = 2
"""So many sessions in a row below the range at one load, and the load goes back."""
EFFORT_OVER = 0.75
"""How much harder (RPE) than prescribed the sets may be, on average, for the load to rise."""
_RANGES = [[3, 1, 3], [6, 3, 6], [12, 6, 12], [100000, 12, 20]]
_AT_TIMES = {"1": "", "2": " twice", "3": " three times"}


def by_load(policy: str, past: list[Row], about: Row) -> Row | None:
    """Double progression: first more repetitions, then more load. Linear: more load after every full session.

    Sources: T. DeLorme and A. Watkins, "Technics of Progressive Resistance Exercise", 1948, for repetitions
    before load; the jumps (2.5 kg, lower body 5 kg in linear progression; 5 and 10 lb) are those of M.
    Rippetoe, "Starting Strength", 2005.
    """
    load = working_load(past[0], about)
    done = at_load(past[0], load, about)
    if about["measured_by"] == "weight_distance":
        return _carried(past[0], load, done, about)
    span = reps_range(about["work"][0] if about["work"] else None) or _usual_range(done[0]["reps"])
    low, high = span[0], span[0] if policy == "linear" else span[1]
    need = len([row for row in about["work"] if (reps_range(row) or span) == span]) or len(done)
    reps = [row["reps"] for row in done]
    if min(reps) >= low and len(past) > 1 and is_lighter(past, about):
        before = at_load(past[1], working_load(past[1], about), about)
        if min([row["reps"] for row in before]) >= low:
            return light_day(load, by_load(policy, past[1:], about), about)
    if about["work"] and (max(reps) < low - 2 or min(reps) > high + 4):
        rebuilt = _in_new_range(past, load, high, about)
        if rebuilt is not None:
            return rebuilt
    if min(reps) < low:
        return _missed(past, load, low, about)
    if len(done) < need:
        text = f"{len(done)} of {need} sets at {load_words(load, about)} last time, so the same once more."
        return _next(past[0], load, load, low, high, text, about)
    if min(reps) < high:
        until = f"until {all_sets(need)} reach{es(need)} {high}"
        text = f"{capital(load_words(load, about))} again: add repetitions {until}."
        return _next(past[0], load, load, low, high, text, about)
    return _earned(policy, past[0], load, span, need, about)


def _usual_range(reps: int) -> list[int]:
    """The range that repetitions without a prescription belong to: 1-3, 3-6, 6-12 or 12-20."""
    return [[row[1], row[2]] for row in _RANGES if reps <= row[0]][0]  # noqa: RUF015


def _earned(policy: str, session: Row, load: float, span: list[int], need: int, about: Row) -> Row:
    """Every set reached the top: the load goes up by one step, unless it was much harder than planned."""
    high = span[0] if policy == "linear" else span[1]
    reached = f"{capital(all_sets(need))} reached {high}"
    hard = _effort_over(session, about)
    if hard is not None:
        text = f"{reached}, but at RPE {hard}, so {load_words(load, about)} once more."
        return _next(session, load, load, high, high, text, about)
    if not about["loaded"]:
        text = f"{reached} last time, so one more repetition each."
        return _next(session, load, load, high + 1, high + 1, text, about, "up")
    jump = about["big_jump"] if policy == "linear" else about["jump"]
    after = raised(load, jump, about)
    if about["sign"] < 0 and load <= 0:
        text = f"{reached} without help: time for the exercise itself."
        return _next(session, load, load, high, high, text, about)
    low = span[0]
    text = f"{reached} at {load_words(load, about)} last time, so {load_words(after, about)}."
    return _next(session, load, after, low, low, text, about, "up")


def _effort_over(session: Row, about: Row) -> str | None:
    """The average effort of the sets, when it was much above what the plan asks for."""
    asked = [rpe for rpe in [_asked_rpe(row) for row in about["work"]] if rpe is not None]
    felt = [row["rpe"] for row in session["work"] if row["rpe"] is not None]
    if not asked or not felt:
        return None
    average = sum(felt) / len(felt)
    return number_text(rounded(average, 1)) if average > sum(asked) / len(asked) + EFFORT_OVER else None


def _asked_rpe(row: Row) -> float | None:
    """The effort a set is prescribed with; repetitions in reserve are what is missing to 10."""
    load = number(row.get("load"))
    if load is None or (row.get("load_by") != "rpe" and row.get("load_by") != "rir"):
        return None
    return load if row.get("load_by") == "rpe" else 10 - load


def _missed(past: list[Row], load: float, low: int, about: Row) -> Row:
    """A set fell below the range: once more, and after a second time in a row back to nine tenths."""
    misses = 0
    for session in past:
        sets = at_load(session, load, about)
        if (
            abs(working_load(session, about) - load) >= 0.02
            or not sets
            or min([row["reps"] for row in sets]) >= low
        ):
            break
        misses += 1
    if misses < MISSES or not about["loaded"]:
        text = f"{low} repetitions missed at {load_words(load, about)} last time, so the same once more."
        return _next(past[0], load, load, low, low, text, about)
    after = deloaded(load, about)
    times = _AT_TIMES.get(str(misses)) or f" {misses} times"
    back = f"back to {load_words(after, about)} and build up again"
    text = f"Missed {low} reps{times} at {load_words(load, about)}: {back}."
    return _next(past[0], load, after, low, low, text, about, "deload")


def _in_new_range(past: list[Row], load: float, high: int, about: Row) -> Row | None:
    """The plan asks for quite other repetitions than were done: the load for them, from the estimated 1RM."""
    best = best_e1rm(past, about)
    after = None if best is None else typed_load(load_for(best, high), about)
    if after is None or best is None or not about["loaded"]:
        return None
    whole = weight_text(best, about["unit"])
    text = (
        f"{high} repetitions are planned now: {load_words(after, about)}, from your estimated 1RM of {whole}."
    )
    return _next(past[0], load, after, high, high, text, about, compared(after, load, about))


def _next(
    session: Row,
    load: float,
    after: float,
    low: int,
    high: int,
    reason: str,
    about: Row,
    change: str = "same",
) -> Row:
    """The sets of last time or of the plan with the new load; lighter sets of a session go along.

    Repetitions: one more than last time within the range while the load stays, else its bottom.
    """
    sets = []
    place = 0
    rows = about["sets"] or session["sets"]
    for row in rows:
        kind = row.get("kind") or "working"
        if kind == WARMUP or kind == "drop":
            sets.append(
                planned(row, None if about["sets"] else row["weight"], None if about["sets"] else row["reps"])
            )
            continue
        last = session["work"][min(place, len(session["work"]) - 1)]
        place += 1
        is_top = abs((last["weight"] or 0.0) - load) < 0.02
        weight = after if is_top else last["weight"]
        if weight and load > 0 and after != load and not is_top and about["sign"] > 0:
            weight = snapped(weight * after / load, about["step"])
        reps = low if after != load else max(low, min(high, last["reps"] + 1))
        if not is_top:
            reps = last["reps"]
        has_load = about["loaded"] and (
            about["measured_by"] == "weight_reps" or bool(weight) or about["sign"] < 0
        )
        sets.append(planned(row, weight if has_load else None, reps))
    return {"sets": sets, "reason": reason, "change": change}


# ---- distance and time


def _carried(session: Row, load: float, done: list[Row], about: Row) -> Row:
    """Carries: the load goes up once every set went the planned distance."""
    asked = number(about["work"][0].get("distance_m")) if about["work"] else None
    way = asked or done[0]["distance_m"]
    need = len(about["work"]) or len(done)
    reached = len(done) >= need and min([row["distance_m"] for row in done]) >= way - 0.01
    after = raised(load, about["jump"], about) if reached else load
    told = f"{capital(all_sets(need))} went {number_text(way)} m at {load_words(load, about)} last time"
    again = f"{capital(load_words(load, about))} once more, until {all_sets(need)} go{es(need)}"
    text = f"{told}, so {load_words(after, about)}." if reached else f"{again} {number_text(way)} m."
    sets = [{**planned(row, after, None), "distance_m": way} for row in about["work"] or session["work"]]
    return {"sets": sets, "reason": text, "change": "up" if reached else "same"}


def farther(session: Row, about: Row) -> Row:
    """Once all sets were done, those for time last 5 seconds longer (10 from a minute), others go farther."""
    field = "distance_m" if session["work"][0]["distance_m"] else "duration_seconds"
    done = [number(row[field]) or 0.0 for row in session["work"]]
    asked = number(about["work"][0].get(field)) if about["work"] else None
    need = len(about["work"]) or len(done)
    goal = max(asked or 0.0, min(done))
    told = _way_words(goal, field)
    if len(done) >= need and min(done) >= (asked or 0.0):
        goal = goal + _longer(goal, field)
        text = f"{capital(all_sets(need))} reached {told} last time, so {_way_words(goal, field)}."
        change = "up"
    else:
        text = f"{told} once more, until {all_sets(need)} reach{es(need)} it."
        change = "same"
    sets = []
    for row in about["work"] or session["work"]:
        more = {"distance_m": goal} if field == "distance_m" else {"duration_seconds": int(goal)}
        sets.append({**planned(row, None, None), **more})
    return {"sets": sets, "reason": text, "change": change}


def _longer(goal: float, field: str) -> float:
    if field == "duration_seconds":
        return 5 if goal < 60 else 10 if goal < 300 else 60
    return 10 if goal < 500 else 100 if goal < 5000 else 500


def _way_words(goal: float, field: str) -> str:
    """As people say it: "45 s", "1:30 min", "400 m", "5.5 km"."""
    if field == "distance_m":
        return f"{number_text(goal)} m" if goal < 1000 else f"{number_text(goal / 1000)} km"
    seconds = int(goal)
    return f"{seconds} s" if seconds < 60 else f"{seconds // 60}:{str(seconds % 60).zfill(2)} min"
