"""What a set is worth, to the last digit: `rules` in decimals. `measures` says the same in SQL."""

from decimal import ROUND_HALF_UP, Decimal

from rythm.workouts.rules import MOST_REPS, WARMUP

_HUNDREDTH = Decimal("0.01")


def volume(kind: str, weight_kg: Decimal | None, reps: int | None) -> Decimal:
    """Weight times repetitions, in kg: volume load.

    Source: G. Haff, "Quantifying Workloads in Resistance Training", 2010. Only working sets count, the
    convention of training logs, so a warm-up is worth nothing; drop sets and sets to failure are work.
    A negative weight is help from a band or machine and counts nothing either; nor does body weight.
    """
    if kind == WARMUP or weight_kg is None or reps is None or weight_kg <= 0:
        return Decimal(0)
    return weight_kg * reps


def estimated_one_rep_max(kind: str, weight_kg: Decimal | None, reps: int | None) -> Decimal | None:
    """The weight that could be lifted once, in kg to 0.01: `weight * (1 + reps / 30)`.

    One repetition is a measurement and stays as it is; above 12 repetitions, for warm-ups and without a
    weight there is no estimate. Source: B. Epley, "Poundage Chart", Boyd Epley Workout, Lincoln, 1985.
    """
    if kind == WARMUP or weight_kg is None or weight_kg <= 0 or reps is None or not 1 <= reps <= MOST_REPS:
        return None
    if reps == 1:
        return weight_kg.quantize(_HUNDREDTH, ROUND_HALF_UP)
    return (weight_kg * (30 + reps) / 30).quantize(_HUNDREDTH, ROUND_HALF_UP)
