"""A phone's copy as the rules of the screen read it, made by hand."""

from __future__ import annotations

from datetime import datetime
from itertools import count
from typing import Any

from rythm.ui.pwa.screen.hints import suggestion_for

BENCH = {
    "id": "bench", "name": "Bench press", "muscle": "chest", "secondary_muscles": ["triceps"],
    "equipment": "barbell", "category": "strength", "measured_by": "weight_reps", "rest_seconds": 150,
}  # fmt: skip
ROW = BENCH | {"id": "row", "name": "Row", "muscle": "lats", "secondary_muscles": [], "equipment": "cable"}
PULL_UP = ROW | {"id": "pull", "name": "Pull-up", "equipment": "bodyweight", "measured_by": "bodyweight_reps"}
NOW = "2026-11-20T18:00:00Z"
FIELDS = {"weight_kg": None, "reps": None, "rpe": None, "duration_seconds": None, "distance_m": None}


def phone(*rows: dict[str, Any], **more: Any) -> dict[str, Any]:
    """What a phone knows: these rows, three exercises, and what else is given."""
    return {
        "rows": [row for row in rows if not row.get("deleted_at")],
        "by_id": {row["id"]: row for row in rows},
        "exercises": {one["id"]: one for one in (BENCH, ROW, PULL_UP)},
        "templates": {}, "sessions": {}, "bests": {}, "uses": {}, "drafts": {}, "body_weight_kg": None,
        "preferences": {"unit": "kg", "effort": "rpe", "suggestions": False, "bar_kg": None},
        "equipment": {"bars": [{"name": "Bar", "kg": "20.0"}], "plates": [{"kg": "1.25", "pairs": 1}]},
        "now": ms(NOW), "ms": ms, "day": lambda iso: iso[:10], "hour": lambda iso: iso[11:16],
        "suggest": suggestion_for,
    } | more  # fmt: skip


def ms(iso: str) -> float:
    """A moment as a phone counts it."""
    return datetime.fromisoformat(iso).timestamp() * 1000


def workout(**fields: Any) -> dict[str, Any]:
    """The workout `w`, begun a quarter of an hour ago."""
    begun = {"entity": "workout", "id": "w", "title": "Upper A", "started_at": "2026-11-20T17:45:00Z"}
    return {**begun, "finished_at": None, "deleted_at": None, "readiness": None, **fields}


def part(id: str, exercise_id: str, position: int = 0, **fields: Any) -> dict[str, Any]:
    """An exercise of the workout `w`."""
    row = {"entity": "workout_exercise", "id": id, "workout_id": "w", "exercise_id": exercise_id}
    return {
        **row,
        "position": position,
        "rest_seconds": 120,
        "group_number": None,
        "skipped_at": None,
        **fields,
    }


def one_set(id: str, of: str, position: int = 0, **fields: Any) -> dict[str, Any]:
    """A set of an exercise in a workout."""
    row = {"entity": "set", "id": id, "workout_exercise_id": of, "position": position, "kind": "working"}
    return {**row, **FIELDS, "done_at": None, "rest_seconds": None, "target": None, **fields}


def counter() -> Any:
    """Makes ids: new-1, new-2 ..."""
    numbers = count(1)
    return lambda: f"new-{next(numbers)}"
