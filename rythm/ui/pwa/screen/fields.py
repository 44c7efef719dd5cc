"""The numbers of a set: which an exercise has, what may be typed, how they are kept and shown."""

from typing import Any

from rythm.core.units import kept_weight, number_text, shown_weight

COLUMNS = {
    "weight_reps": ["weight_kg", "reps"],
    "bodyweight_reps": ["weight_kg", "reps"],
    "assisted_reps": ["weight_kg", "reps"],
    "reps": ["reps"],
    "duration": ["duration_seconds"],
    "distance_duration": ["distance_m", "duration_seconds"],
    "weight_distance": ["weight_kg", "distance_m"],
}
LABELS = {
    "reps": "Reps",
    "duration_seconds": "Time in minutes and seconds",
    "distance_m": "Distance in metres",
}
HEADS = {"reps": "Reps", "duration_seconds": "Time", "distance_m": "Metres"}
ERRORS = {
    "reps": "Reps: a whole number up to 1000",
    "duration_seconds": "Time: seconds, or minutes as 1:30",
    "distance_m": "Distance: whole metres",
}
DAYS = ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"]
MONTHS = [
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
]  # fmt: skip


def columns_of(measured_by: str | None) -> list[str]:
    """The fields an exercise is measured by, effort apart."""
    return COLUMNS.get(measured_by or "weight_reps") or COLUMNS["weight_reps"]


def fields_of(measured_by: str | None, effort: str) -> list[str]:
    """The fields a set of it shows: effort comes last, unless the member wants none."""
    columns = columns_of(measured_by)
    return columns if effort == "none" else [*columns, "rpe"]


def head_of(field: str, measured_by: str | None, unit: str, effort: str) -> str:
    """The head of a column: what is added to the body, or helps it, bears its sign."""
    if field == "rpe":
        return "RIR" if effort == "rir" else "RPE"
    if field != "weight_kg":
        return HEADS[field]
    sign = "+" if measured_by == "bodyweight_reps" else "−" if measured_by == "assisted_reps" else ""
    return sign + unit


def label_of(field: str, measured_by: str | None, unit: str, effort: str) -> str:
    """What a field is called by a screen reader."""
    if field == "rpe":
        return "Reps in reserve" if effort == "rir" else "RPE"
    if field != "weight_kg":
        return LABELS[field]
    if measured_by == "bodyweight_reps":
        return "Added weight in " + unit
    return ("Help in " if measured_by == "assisted_reps" else "Weight in ") + unit


def error_of(field: str, unit: str, effort: str) -> str:
    """What may stand in a field, said when something else does."""
    if field == "rpe":
        if effort == "rir":
            return "RIR: 0 to 9 in steps of 0.5"
        return "RPE: 1 to 10 in steps of 0.5"
    if field != "weight_kg":
        return ERRORS[field]
    return "Weight: 0 to " + ("4400 lb" if unit == "lb" else "2000 kg") + ", at most two decimals"


def is_blank(value: Any) -> bool:
    """Whether a field has nothing in it; nought is something."""
    return value is None or value == ""


def _digits(text: str) -> bool:
    for letter in text:
        if letter < "0" or letter > "9":
            return False
    return text != ""


def number_in(text: str, places: int) -> float | None:
    """A plain decimal number with at most so many places; nothing for anything else."""
    parts = text.split(".")
    whole = parts[0] or "0"
    if len(parts) > 2 or text in ("", ".") or len(whole) > 7 or not _digits(whole):
        return None
    if len(parts) == 2 and parts[1] != "" and (len(parts[1]) > places or not _digits(parts[1])):
        return None
    return float(whole + "." + (parts[1] if len(parts) == 2 and parts[1] != "" else "0"))


def _seconds_in(text: str) -> float | None:
    parts = text.replace(":", ".").split(".")
    if len(parts) == 1:
        return number_in(text, 0) if len(text) <= 5 else None
    if len(parts) != 2 or len(parts[1]) != 2 or len(parts[0]) > 3:
        return None
    minutes = number_in(parts[0], 0)
    rest = number_in(parts[1], 0)
    if minutes is None or rest is None or rest > 59:
        return None
    return minutes * 60 + rest


def typed_value(field: str, text: str, unit: str, effort: str) -> dict[str, Any]:
    """What was typed, as it is kept: `value` is nothing for an empty field, `error` says what is wrong."""
    text = text.strip().replace(",", ".")
    if text == "":
        return {"value": None, "error": ""}
    wrong = {"value": None, "error": error_of(field, unit, effort)}
    if field == "duration_seconds":
        seconds = _seconds_in(text)
        return wrong if seconds is None or seconds > 86400 else {"value": int(seconds), "error": ""}
    if field == "weight_kg":
        weight = number_in(text, 2)
        if weight is None or weight > (4400 if unit == "lb" else 2000):
            return wrong
        return {"value": kept_weight(text, unit), "error": ""}
    if field == "rpe":
        number = number_in(text, 1)
        if number is None or number * 2 != int(number * 2):
            return wrong
        rpe = 10 - number if effort == "rir" else number
        return wrong if rpe < 1 or rpe > 10 else {"value": number_text(rpe), "error": ""}
    number = number_in(text, 0)
    if number is None or "." in text or number > (1000 if field == "reps" else 1000000):
        return wrong
    return {"value": int(number), "error": ""}


def two_digits(number: int) -> str:
    """7 as 07."""
    return str(int(number)) if number >= 10 else "0" + str(int(number))


def clock_of(seconds: float) -> str:
    """Seconds as 1:24 or 1:02:03."""
    whole = max(0, int(seconds))
    hours = whole // 3600
    minutes = whole // 60 % 60
    start = str(hours) + ":" + two_digits(minutes) if hours else str(minutes)
    return start + ":" + two_digits(whole % 60)


def hour_words(hours: int, minutes: int) -> str:
    """A time of day: 07:05."""
    return two_digits(hours) + ":" + two_digits(minutes)


def day_words(ago: int, weekday: int, date: int, month: int) -> str:
    """today, yesterday, or "Friday, 20 November"; weekdays from Sunday and months from January, each 0.

    Not by the browser's own formatting: to wake that takes a phone longer than all else at a start.
    """
    if ago == 0 or ago == 1:
        return "yesterday" if ago else "today"
    return DAYS[weekday] + ", " + str(date) + " " + MONTHS[month]


def grouped(number: float) -> str:
    """A whole number with commas: 7,940."""
    text = str(int(number))
    out = ""
    while len(text) > 3:
        out = "," + text[len(text) - 3 :] + out
        text = text[: len(text) - 3]
    return text + out


def counted_of(number: int, noun: str) -> str:
    """1 set, 2 sets."""
    return str(number) + " " + noun + ("" if number == 1 else "s")


def exact_kg(kg: float, unit: str) -> str | None:
    """A computed weight as a member would type it: kept exactly in their unit."""
    return kept_weight(number_text(shown_weight(kg, unit)), unit)


def weight_of(kg: Any, unit: str) -> str:
    """A weight in the member's unit, without the unit."""
    return number_text(shown_weight(float(kg), unit))


def shown_value(field: str, value: Any, unit: str, effort: str) -> str:
    """A field's value as people write it; nothing for an empty one."""
    if is_blank(value):
        return ""
    if field == "weight_kg":
        return weight_of(value, unit)
    if field == "duration_seconds":
        return clock_of(float(value))
    if field == "rpe" and effort == "rir":
        return number_text(10 - float(value))
    return number_text(float(value))


def figures_of(row: dict[str, Any] | None, measured_by: str | None, unit: str) -> str:
    """A set in short: "80 × 6", "+10 × 8", "1:30", or nothing."""
    if row is None:
        return ""
    sign = "+" if measured_by == "bodyweight_reps" else "−" if measured_by == "assisted_reps" else ""
    parts = []
    for field in columns_of(measured_by):
        value: Any = row.get(field)
        if field == "weight_kg" and sign != "" and (is_blank(value) or float(value) == 0):
            continue
        if not is_blank(value):
            parts.append((sign if field == "weight_kg" else "") + shown_value(field, value, unit, "rpe"))
    return " × ".join(parts)
