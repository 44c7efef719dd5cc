"""Records as they happen, on the phone as on the server: what a set or a workout was the best of.

`bests` holds what was best before: `e1rm`, `weight` and `volume` (of one workout), each `{"value", "at"}` or
None, and `reps`: the most repetitions by counted load, under the load's text ("100.0"). Loads in kg.
"""

from typing import Any

from rythm.core.units import rounded
from rythm.workouts.rules import WARMUP, counted_load, e1rm, is_whole_load, number

Row = dict[str, Any]

HEAVIEST_KG = 600.0
"""More than anybody ever lifted off the floor or carried raw: 505 kg in the deadlift, T. Pritchard, 2025,
with room for machines. What is above is a slip of the thumb."""
MOST_AT_ONCE = 200
SUSPICIOUS = 1.5
SUSPICIOUS_KG = 20.0
"""A best that is beaten by half and by more than 20 kg was mistyped: 800 for 80."""
BODY_SWING = 0.025
"""Body weight comes and goes by this share, so loads that close are one when the body is part of them."""
KEPT_REPS = 40


def records(done: Row, bests: Row | None, measured_by: str, body_kg: float | None) -> list[Row]:
    """The records a set broke: rows of `kind` (e1rm, weight, reps), `value` and the best `before`.

    A first set is no record, nor is a warm-up or a value that cannot be. Repetitions are a record where the
    load was lifted before, and never more often at a heavier one. With body weight a heavier load counts
    only if something hung on it.
    """
    load = _load_of(done, measured_by, body_kg)
    reps = done.get("reps")
    if not bests or done.get("kind") == WARMUP or load is None or not reps:
        return []
    if load > HEAVIEST_KG or reps > MOST_AT_ONCE:
        return []
    found: list[Row] = []
    is_of_body = measured_by == "bodyweight_reps" or measured_by == "assisted_reps"
    estimate = e1rm(load, reps) if is_whole_load(measured_by, body_kg) else None
    _compare("e1rm", estimate, bests, found)
    if measured_by != "reps" and (
        measured_by != "bodyweight_reps" or (number(done.get("weight_kg")) or 0) > 0
    ):
        _compare("weight", load, bests, found)
    if _is_slip(load, bests.get("weight")) or _is_slip(estimate, bests.get("e1rm")):
        return []
    before = _most_reps(load, bests.get("reps") or {}, BODY_SWING if is_of_body else 0.0)
    if before is not None and before < reps <= max(before * 3, before + 20):
        found.append({"kind": "reps", "value": reps, "before": before})
    return found


def volume_records(volume_kg: float, bests: Row | None) -> list[Row]:
    """The record of an exercise's volume in a workout, in kg: a row like those of `records`, or none."""
    found: list[Row] = []
    if bests:
        _compare("volume", volume_kg, bests, found)
    return found


def bests_with(
    bests: Row | None, done: Row, measured_by: str, body_kg: float | None, at: str | None = None
) -> Row:
    """The bests once a set was done; values that cannot be stay out."""
    kept: Row = {"e1rm": None, "weight": None, "volume": None, "reps": {}, **(bests or {})}
    load = _load_of(done, measured_by, body_kg)
    reps = done.get("reps")
    if done.get("kind") == WARMUP or load is None or not reps or load > HEAVIEST_KG or reps > MOST_AT_ONCE:
        return kept
    estimate = e1rm(load, reps) if is_whole_load(measured_by, body_kg) else None
    if _is_slip(load, kept["weight"]) or _is_slip(estimate, kept["e1rm"]):
        return kept
    kept["e1rm"] = _better(kept["e1rm"], estimate, at)
    kept["weight"] = _better(kept["weight"], None if measured_by == "reps" else load, at)
    key = load_key(load)
    kept["reps"] = {**(kept["reps"] or {}), key: max(reps, (kept["reps"] or {}).get(key) or 0)}
    if len(kept["reps"]) > KEPT_REPS:
        lightest = min([float(text) for text in kept["reps"].keys()])  # noqa: SIM118 (the phone's dicts)
        kept["reps"] = {text: most for text, most in kept["reps"].items() if float(text) > lightest}
    return kept


def bests_with_volume(bests: Row | None, volume_kg: float, at: str | None = None) -> Row:
    """The bests once a workout was finished, by the exercise's volume in it."""
    kept: Row = {"e1rm": None, "weight": None, "volume": None, "reps": {}, **(bests or {})}
    kept["volume"] = _better(kept["volume"], volume_kg if volume_kg > 0 else None, at)
    return kept


def load_key(load: float) -> str:
    """A load as the key of the best repetitions, to 0.01 kg and with a decimal: "100.0", "83.91"."""
    text = str(int(rounded(load, 2) * 100 + 0.5))
    whole, rest = int(text) // 100, int(text) % 100
    if rest % 10 == 0:
        return f"{whole}.{rest // 10}"
    return f"{whole}.{str(rest).zfill(2)}"


def _load_of(done: Row, measured_by: str, body_kg: float | None) -> float | None:
    """The counted load; repetitions without one are at 0, so that they have a best too."""
    if measured_by == "reps":
        return 0.0
    if measured_by == "duration" or measured_by == "distance_duration" or measured_by == "weight_distance":
        return None
    load = counted_load(measured_by, number(done.get("weight_kg")), body_kg)
    return 0.0 if load is None and measured_by == "bodyweight_reps" else load


def _value(best: Row | None) -> float | None:
    return number((best or {}).get("value"))


def _compare(kind: str, value: float | None, bests: Row, found: list[Row]) -> None:
    """Add a record where a value beats a best that there was."""
    before = _value(bests.get(kind))
    if value is not None and before is not None and value > before + 0.005:
        found.append({"kind": kind, "value": rounded(value, 2), "before": before})


def _is_slip(value: float | None, best: Row | None) -> bool:
    before = _value(best)
    return (
        value is not None
        and before is not None
        and value > before * SUSPICIOUS
        and value > before + SUSPICIOUS_KG
    )


def _most_reps(load: float, most: dict[str, int], swing: float) -> int | None:
    """The most repetitions at this load or a heavier one; None where this load was never lifted."""
    found: int | None = None
    known = False
    for text, reps in most.items():
        at = float(text)
        near = abs(at - load) <= max(0.01, load * swing)
        known = known or near
        if (near or at > load) and (found is None or reps > found):
            found = reps
    return found if known else None


def _better(best: Row | None, value: float | None, at: str | None) -> Row | None:
    before = _value(best)
    if value is None or (before is not None and value <= before):
        return best
    return {"value": rounded(value, 2), "at": at}
