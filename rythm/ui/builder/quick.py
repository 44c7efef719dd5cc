"""Quick entry: `4 sets of 6-8 at RPE 8, rest 2:00` says all sets of an exercise at once."""

import re

from rythm.core.schema import Read
from rythm.ui.builder import typed
from rythm.ui.builder.typed import BY_DISTANCE, BY_TIME, SetLine
from rythm.ui.words import TIMES

EXAMPLES = {
    "reps": ("3 × 8–12", "4 × 6–8", "5 × 5", "3 × 12–15"),
    "time": ("3 × 0:30", "3 × 1:00", "1 × 10:00"),
    "distance": ("1 × 5 km", "4 × 400 m", "8 × 200 m"),
    "carry": ("4 × 40 m", "6 × 20 m", "3 × 60 m"),
}
HOW = "Write it like {example} at RPE 8, rest 2:00."
SETS = "1 to 20 sets."

_COUNT = re.compile(r"(\d{1,3})\s*(?:x|\*|sets?\s+of|sets?|rounds?\s+of)\s*")
_TIME = r"\d{1,3}:[0-5]\d|\d{1,4}\s*(?:sec(?:onds)?|min(?:utes)?|s)\b"
_PARTS = (
    ("rest", re.compile(rf"rest(?:\s+of)?\s*({_TIME}|\d{{1,4}})|({_TIME})\s*rest")),
    ("tempo", re.compile(r"tempo\s*([\dx](?:[-/ ]?[\dx]){3})")),
    ("percent", re.compile(r"(\d{1,3}(?:\.\d+)?)\s*%")),
    ("rpe", re.compile(r"rpe\s*(\d{1,2}(?:\.\d)?)")),
    ("rir", re.compile(r"rir\s*(\d{1,2})|(\d{1,2})\s*rir")),
    ("kg", re.compile(r"(\d{1,4}(?:\.\d+)?)\s*kg")),
    ("distance", re.compile(r"(\d{1,6}(?:\.\d{1,2})?\s*(?:km|m(?!in)(?:etres|eters)?))\b")),
    ("time", re.compile(rf"({_TIME})")),
    ("effort", re.compile(r"@\s*(\d{1,4}(?:\.\d+)?)")),
    ("reps", re.compile(r"(\d{1,4}(?:\s*(?:-|to)\s*\d{1,4}|\+)?)(?:\s*reps?)?")),
)
_FILLING = re.compile(r"\b(?:at|in|of|reps?|with|and|each|rm|1rm)\b|[,;@.]")


class Quick(Read):
    """What a quick entry says: how many sets, what each is, and the rest of the exercise if it is named."""

    sets: int
    each: dict[str, str]
    rest: str = ""


def read(text: str, measured_by: str) -> Quick:
    """What was typed; raises ValueError with an example when it cannot be understood."""
    words = re.sub(r"(\d),(\d)", r"\1.\2", text.strip().lower())
    words = words.replace(TIMES, "x").replace("\N{EN DASH}", "-")
    failed = HOW.format(example=examples(measured_by)[1])
    counted = _COUNT.match(words)
    if counted is None:
        raise ValueError(failed)
    if not 1 <= int(counted[1]) <= 20:
        raise ValueError(SETS)
    left = words[counted.end() :]
    found: dict[str, str] = {}
    for name, pattern in _PARTS:
        if match := pattern.search(left):
            found[name] = next(group for group in match.groups() if group is not None)
            left = left[: match.start()] + " " + left[match.end() :]
    if _FILLING.sub(" ", left).strip():
        raise ValueError(failed)
    rest = typed.read_seconds(found.pop("rest", ""))
    each = _fields(found, measured_by)
    if each is None:
        raise ValueError(failed)
    return Quick(sets=int(counted[1]), each=each, rest="" if rest is None else typed.clock(rest))


def write(sets: list[SetLine], measured_by: str) -> str:
    """The working sets as one would type them; empty when they are not alike."""
    working = [one for one in sets if one.kind != "warmup"]
    if not working or not all(one.alike(working[0]) for one in working):
        return ""
    first = working[0]
    if first.kind != "working" or first.rest:
        return ""
    parts = [f"{len(working)} {TIMES} {typed.amount(first, measured_by) or 'any'}"]
    if first.load:
        parts.append(f"at {typed.load_words(first.load, first.load_by)}")
    if first.tempo:
        parts.append(f"tempo {first.tempo}")
    return " ".join(parts)


def examples(measured_by: str) -> list[str]:
    """Usual prescriptions, to be taken with one tap."""
    return list(EXAMPLES["carry" if measured_by == "weight_distance" else _measure(measured_by)])


def _measure(measured_by: str) -> str:
    if measured_by in BY_DISTANCE:
        return "distance"
    return "time" if measured_by in BY_TIME else "reps"


def _fields(found: dict[str, str], measured_by: str) -> dict[str, str] | None:
    """The fields of each set; None when the exercise is measured otherwise."""
    each = {"kind": "working", "load": "", "load_by": "", "tempo": "", "rest": ""}
    loads = [name for name in ("kg", "percent", "rpe", "rir", "effort") if name in found]
    if len(loads) > 1:
        return None
    for name in loads:
        number = found.pop(name)
        by = name if name != "effort" else "rpe" if float(number) <= 10 else "kg"
        each |= {"load": number, "load_by": by}
    each["tempo"] = typed.read_tempo(found.pop("tempo", ""))
    measure = _measure(measured_by)
    amount = found.pop("reps", "")
    if measure == "distance":
        distance, time = found.pop("distance", ""), found.pop("time", "")
        each["distance"] = _distance(distance or amount)
        each["time"] = _time(time)
        amount = "" if not distance else amount
    elif measure == "time":
        each["time"] = _time(found.pop("time", "") or amount)
        amount = ""
    else:
        each["reps"], amount = amount.replace(" to ", "-").replace(" ", "").replace("-", "\N{EN DASH}"), ""
    said = each.get("reps") or each.get("time") or each.get("distance")
    return None if found or amount or not said else each


def _time(text: str) -> str:
    seconds = typed.read_seconds(text)
    return "" if seconds is None else typed.clock(seconds)


def _distance(text: str) -> str:
    metres = typed.read_metres(text.replace("metres", "m").replace("meters", "m"))
    return "" if metres is None else typed.metres(metres)
