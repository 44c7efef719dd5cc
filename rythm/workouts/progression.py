"""What to lift next time and why: pure rules, on the phone as on the server.

All that is known comes from the last sessions, so nothing is kept and a skipped workout is never made up
for: one step for one session that earned it. What was lifted is compared with what was shown, so rounding
takes nothing away. Loads in kg, as they stand in the field: for assisted exercises the help, where progress
means less of it.
"""

from typing import Any

from rythm.core.units import number_text, rounded, weight_text
from rythm.workouts.rules import WARMUP, counted_load, load_for, number
from rythm.workouts.schemes import five_three_one, gzclp
from rythm.workouts.targets import (
    about_line,
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
    past_sessions,
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
CUTS = {"1": 0.1, "2": 0.05}
"""How much lighter a day of poor readiness is (1 and 2 of 5); the scale is that of A. Saw, L. Main and P.
Gastin, "Monitoring the athlete training response: subjective self-reported measures trump", 2016."""
_RANGES = [[3, 1, 3], [6, 3, 6], [12, 6, 12], [100000, 12, 20]]
_AT_TIMES = {"1": "", "2": " twice", "3": " three times"}


def suggestion(
    policy: str,
    line: Row | None,
    sessions: list[Row],
    exercise: Row,
    readiness: int | None,
    unit: str,
    body_kg: float | None,
    step_kg: float | None = None,
) -> Row | None:
    """The sets to do next, the reason in a sentence, and what changes: up, same, down, new or deload.

    `policy` is none, double, linear, 531 or gzclp; `line` the template's line or None; `sessions` the last
    ones, newest first; `step_kg` the smallest jump of the gym's bar. None where nothing can be said. Of a
    line that has a `template_id`, sessions of other templates count only while there is none of its own.
    """
    about = about_line(line, exercise, unit, body_kg, step_kg)
    past = past_sessions(line, sessions, about)
    if not past:
        found = _first(about)
    elif about["measured_by"] == "duration" or about["measured_by"] == "distance_duration":
        found = _farther(policy, past[0], about)
    elif policy == "531" and about["measured_by"] == "weight_reps":
        found = five_three_one(past, about)
    elif policy == "gzclp" and about["measured_by"] == "weight_reps":
        found = gzclp(past, about)
    elif policy == "none":
        found = _by_share(past, about) or _first(about)
    else:
        found = _by_share(past, about) or _by_load(policy, past, about)
    return None if found is None else _on_a_poor_day(found, readiness, about)


# ---- the first time, and plans that name the load themselves


def _first(about: Row) -> Row | None:
    """What the plan says, when it names a load or a time; else nothing can be said."""
    named = [
        row for row in about["sets"] if row.get("load_by") == "kg" and number(row.get("load")) is not None
    ]
    if not named or not about["loaded"]:
        return None
    sets = []
    for row in about["sets"]:
        span = reps_range(row)
        sets.append(
            planned(row, number(row.get("load")) if row in named else None, span[0] if span else None)
        )
    work = [row for row in named if row.get("kind") != WARMUP] or named
    load = number(work[0].get("load")) or 0.0
    return {"sets": sets, "reason": f"The plan says {load_words(load, about)}.", "change": "new"}


def _by_share(past: list[Row], about: Row) -> Row | None:
    """Loads that the plan gives in percent of the one-rep maximum; None if it does not."""
    named = [
        row
        for row in about["work"]
        if row.get("load_by") == "percent" and number(row.get("load")) is not None
    ]
    best = best_e1rm(past, about)
    if not named or best is None:
        return None
    sets = []
    for row in about["sets"]:
        span = reps_range(row)
        share = number(row.get("load")) if row.get("load_by") == "percent" else None
        load = None if share is None else typed_load(best * share / 100, about)
        sets.append(planned(row, load, span[0] if span else None))
    share = number(named[0].get("load")) or 0.0
    load = typed_load(best * share / 100, about)
    if load is None:
        return None
    whole = weight_text(best, about["unit"])
    text = f"{number_text(share)} % of your estimated 1RM of {whole}, so {load_words(load, about)}."
    return {"sets": sets, "reason": text, "change": compared(load, working_load(past[0], about), about)}


# ---- double progression and linear progression


def _by_load(policy: str, past: list[Row], about: Row) -> Row | None:
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
            return light_day(load, _by_load(policy, past[1:], about), about)
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


def _farther(policy: str, session: Row, about: Row) -> Row | None:
    """Once all sets were done, those for time last 5 seconds longer (10 from a minute), others go farther."""
    field = "distance_m" if session["work"][0]["distance_m"] else "duration_seconds"
    done = [number(row[field]) or 0.0 for row in session["work"]]
    asked = number(about["work"][0].get(field)) if about["work"] else None
    need = len(about["work"]) or len(done)
    goal = max(asked or 0.0, min(done))
    if policy == "none":
        return None
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


# ---- readiness


def _on_a_poor_day(found: Row, readiness: int | None, about: Row) -> Row:
    """Readiness of 1 takes 10 % off the loads and 2 takes 5 %; nothing ever adds."""
    cut = CUTS.get(str(readiness or 0)) or 0.0
    if not cut or not about["loaded"]:
        return found
    sets = []
    lowered = False
    for row in found["sets"]:
        before = row["weight_kg"]
        after = before
        if before is not None and about["sign"] < 0:
            lifted = counted_load(about["measured_by"], before, about["body_kg"])
            after = before + max(about["step"], snapped((lifted or 0.0) * cut, about["step"]))
        elif before is not None and before > about["step"]:
            after = min(before, snapped(before * (1 - cut), about["step"]))
        lowered = lowered or after != before
        sets.append({**row, "weight_kg": None if after is None else rounded(after, 6)})
    if not lowered:
        return found
    share = "10" if cut > 0.06 else "5"
    what = f"about {share} % lighter today"
    return {
        "sets": sets,
        "reason": f"{found['reason']} Readiness {readiness} of 5: {what}.",
        "change": "down",
    }
