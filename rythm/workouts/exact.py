"""What a set is worth, to the last digit: `rules` in decimals. `measures` says the same in SQL."""

from decimal import ROUND_HALF_UP, Decimal

from rythm.workouts.rules import MOST_REPS, WARMUP

_HUNDREDTH = Decimal("0.01")
_NOTHING = Decimal(0)


def counted_load(
    measured_by: str, weight_kg: Decimal | None, body_kg: Decimal | None = None
) -> Decimal | None:
    """`rules.counted_load`: the kg that a set moves, or None where it is not known."""
    if measured_by == "bodyweight_reps":
        return weight_kg if body_kg is None else max(_NOTHING, body_kg + (weight_kg or 0))
    if measured_by == "assisted_reps":
        return None if body_kg is None else max(_NOTHING, body_kg - (weight_kg or 0))
    return weight_kg if measured_by in ("weight_reps", "weight_distance") else None


def volume(
    kind: str,
    weight_kg: Decimal | None,
    reps: int | None,
    measured_by: str = "weight_reps",
    body_kg: Decimal | None = None,
) -> Decimal:
    """`rules.volume_of`: counted load times repetitions, in kg; nothing for a warm-up."""
    load = counted_load(measured_by, weight_kg, body_kg)
    if kind == WARMUP or measured_by == "weight_distance" or load is None or reps is None or load <= 0:
        return _NOTHING
    return load * reps


def estimated_one_rep_max(
    kind: str,
    weight_kg: Decimal | None,
    reps: int | None,
    measured_by: str = "weight_reps",
    body_kg: Decimal | None = None,
) -> Decimal | None:
    """`rules.e1rm` of a set in kg to 0.01; None for a warm-up and where the load is not wholly known."""
    load = counted_load(measured_by, weight_kg, body_kg)
    is_whole = measured_by == "weight_reps" or body_kg is not None
    if kind == WARMUP or measured_by == "weight_distance" or not is_whole or load is None or load <= 0:
        return None
    if reps is None or not 1 <= reps <= MOST_REPS:
        return None
    estimate = load if reps == 1 else load * (30 + reps) / 30
    return estimate.quantize(_HUNDREDTH, ROUND_HALF_UP)
