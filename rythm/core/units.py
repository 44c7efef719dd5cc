"""Weights as people see them and as they are kept: kilograms, and pounds that are exact.

Also runs on the phone (see `web/compile.py`).
"""

KG_PER_LB = 0.45359237
"""By definition, in the International Yard and Pound Agreement of 1959."""
_UNITS_PER_LB = 45359237
_DIGITS = "0123456789"


def rounded(x: float, digits: int = 0) -> float:
    """`x` to so many decimals (0 to 6), halves away from zero, as people round.

    A number within a millionth of a millionth of a half counts as that half: 1.005 is rounded to 1.01.
    """
    scale = 1.0
    for _ in range(digits):
        scale = scale * 10.0
    size = abs(x) * scale
    whole = float(int(size + 0.5 + size * 1e-12 + 1e-12))
    return (whole if x >= 0 else -whole) / scale


def number_text(x: float) -> str:
    """A number as people write it, without idle zeros, to at most 2 decimals: 80, 82.5, 1.25."""
    hundredths = int(rounded(abs(x), 2) * 100 + 0.5)
    text = str(hundredths // 100)
    rest = hundredths % 100
    if rest:
        text += "." + (str(rest // 10) if rest % 10 == 0 else str(rest).zfill(2))
    return "-" + text if x < 0 and hundredths else text


def shown_weight(kg: float, unit: str) -> float:
    """A weight kept in kg in the unit (`kg` or `lb`) of the person who reads it, to 2 decimals."""
    return rounded(kg / KG_PER_LB, 2) if unit == "lb" else rounded(kg, 2)


def weight_text(kg: float, unit: str) -> str:
    """A weight with its unit: "82.5 kg", "185 lb"."""
    return f"{number_text(shown_weight(kg, unit))} {unit}"


def typed_number(text: str) -> str | None:
    """What somebody typed as digits with at most one point, or None: "82,5" is "82.5"."""
    text = text.strip().replace(",", ".")
    negative = text[:1] in ["-", "\u2212"]
    digits = text[1:] if negative else text
    parts = digits.split(".")
    if len(parts) > 2 or not parts[0] + (parts[1] if len(parts) == 2 else ""):
        return None
    for part in parts:
        for letter in part:
            if letter not in _DIGITS:
                return None
    return "-" + digits if negative else digits


def kept_weight(typed: str, unit: str) -> str | None:
    """The exact weight in kg, as a decimal string, of what was typed in a unit; None if it is no weight.

    At most 2 decimals and 5 digits before them. A pound is 0.45359237 kg, so every hundredth of a pound is
    exact at ten decimals; trailing zeros go: "185" lb is "83.91458845".
    """
    text = typed_number(typed)
    if text is None:
        return None
    negative = text.startswith("-")
    parts = (text[1:] if negative else text).split(".")
    decimals = parts[1] if len(parts) == 2 else ""
    if len(decimals) > 2 or len(parts[0]) > 5:
        return None
    hundredths = int(parts[0] or "0") * 100 + int((decimals + "00")[:2])
    if unit == "lb":
        tiny = hundredths * _UNITS_PER_LB
        kept = _decimal(tiny // 10000000000, tiny % 10000000000, 10)
    else:
        kept = _decimal(hundredths // 100, hundredths % 100, 2)
    return "-" + kept if negative and hundredths else kept


def _decimal(whole: int, rest: int, digits: int) -> str:
    """A decimal string without trailing zeros, but with one digit after the point: 80.0."""
    text = str(rest).zfill(digits)
    while len(text) > 1 and text.endswith("0"):
        text = text[:-1]
    return f"{whole}.{text}"


def step(unit: str) -> float:
    """The smallest jump between two loads of a barbell, in kg: 2.5 kg, or 5 lb."""
    return 5 * KG_PER_LB if unit == "lb" else 2.5


def dumbbell_step(unit: str) -> float:
    """The jump between two dumbbells of a rack, in kg: 2 kg, or 5 lb."""
    return 5 * KG_PER_LB if unit == "lb" else 2.0


def kept_of(kg: float, unit: str) -> str:
    """A computed weight as it is kept once it was shown: the exact kg of its two decimals in the unit."""
    return kept_weight(number_text(shown_weight(kg, unit)), unit) or "0.0"
