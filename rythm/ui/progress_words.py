"""Progress in words: loads and volumes in the member's unit, records and what they are by how much."""

from collections.abc import Callable
from datetime import timedelta

from rythm.core.schema import Read
from rythm.core.units import number_text, rounded, shown_weight
from rythm.progress.sessions import LiftSet
from rythm.progress.timeline import Broken
from rythm.ui import words
from rythm.ui.words import TIMES

NEW = timedelta(days=7)
"""For so long a record is a new one."""
LETTERS = {"warmup": "W", "drop": "D", "failure": "F"}


class BrokenLine(Read):
    """One record in words: what it is, its value, and how much more than before."""

    name: str
    value: str
    more: str


def weight(kg: float, unit: str) -> str:
    """A load to the tenth, which is more than a plate can tell: `82.5`, and a true minus."""
    return number_text(rounded(shown_weight(kg, unit), 1)).replace("-", "\N{MINUS SIGN}")


def volume(kg: float, unit: str) -> str:
    """A volume in whole kilograms or pounds: `1,953`."""
    return f"{shown_weight(kg, unit):,.0f}"


def broken_line(one: Broken, unit: str) -> BrokenLine:
    """A record as the timeline says it."""
    if one.kind == "reps":
        load = f" at {weight(one.load_kg, unit)} {unit}" if one.load_kg else ""
        return BrokenLine(name=f"Reps{load}", value=f"{one.value:.0f}", more=f"+{one.value - one.before:.0f}")
    if one.kind == "volume":
        return BrokenLine(
            name="Volume", value=f"{volume(one.value, unit)} {unit}", more=_gain(one, unit, volume)
        )
    value, more = f"{weight(one.value, unit)} {unit}", _gain(one, unit, weight)
    if one.kind == "weight":
        return BrokenLine(name="Heaviest", value=f"{value} {TIMES} {one.reps}", more=more)
    done = f", {weight(one.load_kg, unit)} {TIMES} {one.reps}" if one.load_kg and one.reps != 1 else ""
    return BrokenLine(name=f"Est. 1 RM{done}", value=value, more=more)


def _gain(one: Broken, unit: str, said: Callable[[float, str], str]) -> str:
    """By how much; what rounds to nothing in two decimals."""
    more = said(one.value - one.before, unit)
    return f"+{more if more != '0' else number_text(shown_weight(one.value - one.before, unit))}"


def set_words(done: LiftSet, unit: str) -> str:
    """What was done, without the unit of its load: `87.5 × 6`, `12 reps`, `1:30`, `5.2 km, 24:10`."""
    parts = []
    if done.weight_kg is not None and done.reps is not None:
        parts.append(f"{weight(float(done.weight_kg), unit)} {TIMES} {done.reps}")
    elif done.reps is not None:
        parts.append(words.count(done.reps, "rep"))
    elif done.weight_kg is not None:
        parts.append(f"{weight(float(done.weight_kg), unit)} {unit}")
    if done.distance_m is not None:
        parts.append(words.distance(done.distance_m))
    if done.duration_seconds is not None:
        parts.append(words.stopwatch(done.duration_seconds))
    letter = LETTERS.get(done.kind, "")
    return f"{letter} {', '.join(parts) or 'Done'}".strip()
