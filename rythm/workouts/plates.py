"""Which plates go on the bar: an exact search, on the phone as on the server. Weights in kg."""

from typing import Any

from rythm.core.units import rounded

Row = dict[str, Any]

_TINY = 100000000.0
"""To the hundredth of a microgram, in which 2.5 lb are a whole number too."""
_SAME = 1000000.0
"""10 g, what calibrated plates may be out by; it also bounds the search."""
NEAR_KG = 0.005
"""What is shown of a weight: two decimals. 185 lb may be asked for as 83.91 kg and are 83.91458845."""
MOST_KG = 700.0


def plates(target_kg: float, bar_kg: float, plates: list[Row]) -> Row:
    """The plates for one side, heaviest first, that come closest to the target from below, and few of them.

    `plates` says what the gym has: rows of `kg` and `pairs`. Loads less than 10 g apart are the same.
    Taking the heaviest first is not enough where pairs are few (20 + 20 may be had where 25 + 15 cannot), so
    every sum that can be laid is worked out once. Gives `side`, `total` and the `remainder` to the target,
    which is negative if the bar alone is heavier.
    """
    target = min(target_kg, MOST_KG)
    room = (target - bar_kg + NEAR_KG) / 2 * _TINY
    kinds: list[Row] = [
        {"kg": float(row.get("kg") or 0), "pairs": int(row.get("pairs") or 0)} for row in plates
    ]
    kinds = sorted([kind for kind in kinds if kind["kg"] > 0 and kind["pairs"] > 0], key=_weight)
    start: Row = {"sum": 0, "plates": 0, "before": None, "kg": 0.0, "count": 0}
    states: list[Row] = [start]
    places = {"0": 0}
    for kind in kinds:
        weight = int(kind["kg"] * _TINY + 0.5)
        for state in states[:]:
            _lay(state, kind["kg"], weight, int(kind["pairs"]), room, states, places)
    best = start
    for state in states:
        if state["sum"] > best["sum"] + _SAME:
            best = state
    total = rounded(bar_kg + best["sum"] * 2 / _TINY, 6)
    left = target_kg - total
    return {
        "side": _side(best),
        "total": total,
        "remainder": 0.0 if abs(left) <= NEAR_KG else rounded(left, 6),
    }


def _weight(kind: Row) -> float:
    return float(kind["kg"])


def _lay(
    state: Row, kg: float, weight: int, pairs: int, room: float, states: list[Row], places: dict[str, int]
) -> None:
    """Put one to `pairs` plates of a kind on what lies already; stop where an older way takes fewer."""
    for i in range(pairs):
        total = state["sum"] + weight * (i + 1)
        if total > room:
            return
        key = str(int(total / _SAME + 0.5))
        place = places.get(key)
        count = state["plates"] + i + 1
        if place is None or count <= states[place]["plates"]:
            more = {"sum": total, "plates": count, "before": state, "kg": kg, "count": i + 1}
            if place is None:
                places[key] = len(states)
                states.append(more)
            else:
                states[place] = more
        elif states[place]["kg"] != kg:
            return


def _side(state: Row) -> list[Row]:
    """What lies on one side, the heaviest first."""
    laid: list[Row] = []
    at: Row | None = state
    while at is not None and at["count"]:
        if laid and laid[-1]["kg"] == at["kg"]:
            laid[-1]["count"] += at["count"]
        else:
            laid.append({"kg": at["kg"], "count": at["count"]})
        at = at["before"]
    return laid


def barbell_step(plates: list[Row], fallback_kg: float) -> float:
    """The smallest jump of a bar in kg: two of the gym's lightest plates."""
    lightest = [float(row.get("kg") or 0) for row in plates if (row.get("pairs") or 0) > 0]
    lightest = [kg for kg in lightest if kg > 0]
    return 2 * min(lightest) if lightest else fallback_kg
