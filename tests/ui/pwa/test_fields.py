"""What may stand in a field of a set, and how it is shown."""

from __future__ import annotations

from typing import Any

import pytest

from rythm.ui.pwa.screen import fields


@pytest.mark.parametrize(
    ("field", "typed", "unit", "effort", "kept"),
    [
        ("weight_kg", "82,5", "kg", "rpe", "82.5"), ("weight_kg", ".5", "kg", "rpe", "0.5"),
        ("weight_kg", "185", "lb", "rpe", "83.91458845"), ("weight_kg", "0.25", "lb", "rpe", "0.1133980925"),
        ("weight_kg", "4400", "lb", "rpe", "1995.806428"), ("weight_kg", " ", "kg", "rpe", None),
        ("reps", "12", "kg", "rpe", 12), ("rpe", "7.5", "kg", "rpe", "7.5"), ("rpe", "0", "kg", "rir", "10"),
        ("rpe", "2.5", "kg", "rir", "7.5"), ("duration_seconds", "1:30", "kg", "rpe", 90),
        ("duration_seconds", "45", "kg", "rpe", 45), ("distance_m", "400", "kg", "rpe", 400),
    ],
)  # fmt: skip
def test_what_is_typed_is_kept(field: str, typed: str, unit: str, effort: str, kept: Any) -> None:
    assert fields.typed_value(field, typed, unit, effort) == {"value": kept, "error": ""}


@pytest.mark.parametrize(
    ("field", "typed", "unit", "effort"),
    [
        ("weight_kg", "2000.01", "kg", "rpe"), ("weight_kg", "4401", "lb", "rpe"),
        ("weight_kg", "1.234", "kg", "rpe"), ("weight_kg", "-5", "kg", "rpe"),
        ("weight_kg", "1e3", "kg", "rpe"),
        ("weight_kg", ".", "kg", "rpe"), ("weight_kg", "1.2.3", "kg", "rpe"),
        ("weight_kg", "八", "kg", "rpe"),
        ("reps", "7.5", "kg", "rpe"), ("reps", "1001", "kg", "rpe"), ("rpe", "0.5", "kg", "rpe"),
        ("rpe", "7.3", "kg", "rpe"), ("rpe", "9.5", "kg", "rir"), ("duration_seconds", "1:75", "kg", "rpe"),
        ("duration_seconds", "1:5", "kg", "rpe"), ("duration_seconds", "999999", "kg", "rpe"),
        ("distance_m", "1.5", "kg", "rpe"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_told(field: str, typed: str, unit: str, effort: str) -> None:
    found = fields.typed_value(field, typed, unit, effort)
    assert found["value"] is None and found["error"] == fields.error_of(field, unit, effort)


@pytest.mark.parametrize(
    ("row", "measured_by", "unit", "words"),
    [
        ({"weight_kg": "80.0", "reps": 6}, "weight_reps", "kg", "80 × 6"),
        ({"weight_kg": "83.91458845", "reps": 6}, "weight_reps", "lb", "185 × 6"),
        ({"weight_kg": None, "reps": 10}, "bodyweight_reps", "kg", "10"),
        ({"weight_kg": "10.0", "reps": 8}, "bodyweight_reps", "kg", "+10 × 8"),
        ({"weight_kg": "20.0", "reps": 8}, "assisted_reps", "kg", "−20 × 8"),
        ({"duration_seconds": 90}, "duration", "kg", "1:30"),
        ({"distance_m": "5000.0", "duration_seconds": 1500}, "distance_duration", "kg", "5000 × 25:00"),
        ({"weight_kg": "40.0", "distance_m": 20}, "weight_distance", "kg", "40 × 20"),
        (None, "weight_reps", "kg", ""),
    ],
)  # fmt: skip
def test_a_set_in_short(row: dict[str, Any] | None, measured_by: str, unit: str, words: str) -> None:
    assert fields.figures_of(row, measured_by, unit) == words


def test_heads_and_labels_say_what_counts() -> None:
    assert fields.head_of("weight_kg", "bodyweight_reps", "lb", "rpe") == "+lb"
    assert fields.head_of("weight_kg", "assisted_reps", "kg", "rpe") == "−kg"
    assert fields.head_of("rpe", "weight_reps", "kg", "rir") == "RIR"
    assert fields.label_of("weight_kg", "assisted_reps", "kg", "rpe") == "Help in kg"
    assert fields.fields_of("weight_distance", "none") == ["weight_kg", "distance_m"]
    assert (fields.clock_of(3723), fields.clock_of(-1), fields.grouped(1234567)) == (
        "1:02:03",
        "0:00",
        "1,234,567",
    )
    assert fields.shown_value("rpe", "8.5", "kg", "rir") == "1.5"
