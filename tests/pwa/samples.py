"""What the small server has on its shelf: exercises, templates, and what was lifted."""

import uuid
from typing import Any

BENCH, ROW, PLANK, PULL_UP, INCLINE = (str(uuid.UUID(int=n)) for n in (1, 2, 3, 4, 5))
UPPER, PAIRS = (str(uuid.UUID(int=n)) for n in (10, 11))

EXERCISES = [
    {"id": BENCH, "name": "Bench press", "equipment": "barbell", "muscle": "chest",
     "secondary_muscles": ["triceps"], "category": "strength", "measured_by": "weight_reps",
     "rest_seconds": 150},
    {"id": ROW, "name": "Seated cable row", "equipment": "cable", "muscle": "back",
     "measured_by": "weight_reps", "rest_seconds": 90},
    {"id": PLANK, "name": "Plank", "equipment": "body weight", "muscle": "abdominals",
     "measured_by": "duration", "rest_seconds": 60},
    {"id": PULL_UP, "name": "Pull-up", "equipment": "bodyweight", "muscle": "lats", "category": "strength",
     "measured_by": "bodyweight_reps", "rest_seconds": 120},
    {"id": INCLINE, "name": "Incline dumbbell press", "equipment": "dumbbell", "muscle": "chest",
     "category": "strength", "measured_by": "weight_reps", "rest_seconds": 120},
]  # fmt: skip


def prescribed(
    reps_min: int, reps_max: int, load_by: str | None = None, load: str | None = None
) -> dict[str, Any]:
    """A prescribed set."""
    return {"kind": "working", "reps_min": reps_min, "reps_max": reps_max, "load_by": load_by, "load": load,
            "tempo": "", "rest_seconds": None, "duration_seconds": None, "distance_m": None}  # fmt: skip


def line(exercise_id: str, position: int, sets: list[dict[str, Any]], rest_seconds: int) -> dict[str, Any]:
    """An exercise of a template."""
    return {"exercise_id": exercise_id, "position": position, "sets": sets, "rest_seconds": rest_seconds,
            "note": "", "group_number": None, "group_rest_seconds": None, "progression": None,
            "alternatives": []}  # fmt: skip


TEMPLATE: dict[str, Any] = {
    "id": UPPER, "name": "Upper A", "description": "Press and pull.", "scope": "tenant", "version": 3,
    "estimated_minutes": 45, "progression": "double", "exercises": [
        line(BENCH, 0, [prescribed(6, 6, "rpe", "8.0")] * 3, rest_seconds=150),
        line(ROW, 1, [prescribed(10, 12, "kg", "55.0")] * 2, rest_seconds=0),
    ],
}  # fmt: skip
PAIR: dict[str, Any] = {"group_number": 1, "group_rest_seconds": 90}
PAIRED: dict[str, Any] = TEMPLATE | {
    "id": PAIRS, "name": "Pairs", "exercises": [
        line(BENCH, 0, [prescribed(6, 6)] * 2, rest_seconds=150) | PAIR,
        line(ROW, 1, [prescribed(10, 12)] * 2, rest_seconds=60) | PAIR,
        line(PLANK, 2, [prescribed(0, 0)], rest_seconds=60),
    ],
}  # fmt: skip


def done(
    weight_kg: str | None, reps: int | None, rpe: str | None = None, kind: str = "working"
) -> dict[str, Any]:
    """A set of last time."""
    return {"weight_kg": weight_kg, "reps": reps, "rpe": rpe, "kind": kind, "duration_seconds": None,
            "distance_m": None}  # fmt: skip


SESSIONS: dict[str, Any] = {
    BENCH: [
        {"workout_id": str(uuid.UUID(int=50)), "at": "2026-01-05T18:00:00Z", "template_id": UPPER,
         "body_weight_kg": None,
         "sets": [done("40.0", 10, None, "warmup"), done("80.0", 6, "7.0"), done("82.5", 5, "8.0")]}
    ]
}  # fmt: skip
BESTS: dict[str, Any] = {
    BENCH: {
        "e1rm": {"value": 96.25, "at": "2026-01-05T18:00:00Z"},
        "weight": {"value": 82.5, "at": "2026-01-05T18:00:00Z"},
        "volume": {"value": 892.5, "at": "2026-01-05T18:00:00Z"},
        "reps": {"80.0": 6, "82.5": 5},
    }
}
PREFERENCES: dict[str, Any] = {
    "unit": "kg", "effort": "rpe", "sound": True, "vibration": True, "keep_awake": True,
    "suggestions": False, "bar_kg": None,
}  # fmt: skip
EQUIPMENT: dict[str, Any] = {
    "unit": "kg",
    "bars": [{"name": "Olympic bar", "kg": "20.0"}, {"name": "Women's bar", "kg": "15.0"}],
    "plates": [{"kg": kg, "pairs": 2} for kg in ("25.0", "20.0", "15.0", "10.0", "5.0", "2.5", "1.25")],
}
