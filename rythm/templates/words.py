"""What a template prescribes, in the words of a training log."""

from collections.abc import Sequence
from itertools import groupby

from rythm.templates.sets import SetRow

TIMES, DASH = "\N{MULTIPLICATION SIGN}", "\N{EN DASH}"
KINDS = {"warmup": "warm-up", "drop": "drop set", "failure": "to failure"}


def prescription(sets: Sequence[SetRow]) -> str:
    """`4 × 6–8 at 85 kg`; sets that differ stand side by side: `1 × 5 at 60 % warm-up, 3 × 5+ at RPE 8`."""
    said = [(len(list(same)), words) for words, same in groupby(map(one_set, sets))]
    return ", ".join(f"{count} {TIMES} {words}" if words else _count(count) for count, words in said)


def rests(sets: Sequence[SetRow]) -> str:
    """The rests that sets have of their own, in order: `2 × rest 1:30, 1 × rest as the exercise`."""
    own = [row.get("rest_seconds") for row in sets]
    said = [(len(list(same)), rest) for rest, same in groupby(own)]
    return ", ".join(
        f"{count} {TIMES} rest {'as the exercise' if rest is None else clock(rest)}" for count, rest in said
    )


def one_set(row: SetRow) -> str:
    """One set without its rest: `6–8 at 85 kg`, `0:45`, `40 m at 24 kg`, `5+ at 80 %, tempo 3-1-1-0`."""
    parts = [part for part in (_amount(row), _load(row), KINDS.get(row["kind"], "")) if part]
    words = " ".join(parts)
    tempo = row.get("tempo")
    return ", ".join(part for part in (words, f"tempo {tempo}" if tempo else "") if part)


def clock(seconds: int) -> str:
    """Minutes and seconds: `1:30`."""
    return f"{seconds // 60}:{seconds % 60:02}"


def number(text: str) -> str:
    """A kept number as people write it: `80.0` is 80."""
    return text.removesuffix(".0")


def _amount(row: SetRow) -> str:
    low, high = row.get("reps_min"), row.get("reps_max")
    reps = ""
    if low and high:
        reps = str(low) if low == high else f"{low}{DASH}{high}"
    elif low:
        reps = f"{low}+"
    elif high:
        reps = f"up to {high}"
    duration, distance = row.get("duration_seconds"), row.get("distance_m")
    metres = _metres(distance) if distance else ""
    return " in ".join(part for part in (reps, metres, clock(duration) if duration else "") if part)


def _metres(distance: str) -> str:
    return f"{float(distance) / 1000:g} km" if float(distance) >= 1000 else f"{number(distance)} m"


def _load(row: SetRow) -> str:
    load = row.get("load")
    if load is None:
        return ""
    shown = number(load)
    return {
        "kg": f"at {shown} kg",
        "percent": f"at {shown} %",
        "rpe": f"at RPE {shown}",
        "rir": f"with {shown} in reserve",
    }[row.get("load_by") or "kg"]


def _count(sets: int) -> str:
    return f"{sets} set" if sets == 1 else f"{sets} sets"
