"""What to lift next time and why: pure rules, on the phone as on the server.

All that is known comes from the last sessions, so nothing is kept and a skipped workout is never made up
for: one step for one session that earned it. What was lifted is compared with what was shown, so rounding
takes nothing away. Loads in kg, as they stand in the field: for assisted exercises the help, where progress
means less of it.
"""

from typing import Any

from rythm.core.units import number_text, rounded, weight_text
from rythm.workouts.rules import WARMUP, counted_load, number
from rythm.workouts.schemes import five_three_one, gzclp
from rythm.workouts.steps import by_load, farther
from rythm.workouts.targets import (
    about_line,
    best_e1rm,
    compared,
    load_words,
    past_sessions,
    planned,
    reps_range,
    snapped,
    typed_load,
    working_load,
)

Row = dict[str, Any]

CUTS = {"1": 0.1, "2": 0.05}
"""How much lighter a day of poor readiness is (1 and 2 of 5); the scale is that of A. Saw, L. Main and P.
Gastin, "Monitoring the athlete training response: subjective self-reported measures trump", 2016."""


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
        found = None if policy == "none" else farther(past[0], about)
    elif policy == "531" and about["measured_by"] == "weight_reps":
        found = five_three_one(past, about)
    elif policy == "gzclp" and about["measured_by"] == "weight_reps":
        found = gzclp(past, about)
    elif policy == "none":
        found = _by_share(past, about) or _first(about)
    else:
        found = _by_share(past, about) or by_load(policy, past, about)
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
