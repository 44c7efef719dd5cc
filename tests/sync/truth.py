"""What the server must hold in the end, kept by other means than the server's."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from tests.sync.device import Operation

AHEAD_MS = 60_000
MOMENTS = {"started_at", "finished_at", "done_at", "skipped_at", "deleted_at", "measured_at"}
FIXED = {"workout_id", "exercise_id", "workout_exercise_id", "template_id", "template_version"}


@dataclass
class Truth:
    """Every operation the server took in, once, with the time it was meant at as the server can know it."""

    taken: dict[str, int] = field(default_factory=dict)
    refused: set[str] = field(default_factory=set)
    values: dict[str, dict[str, tuple[int, str, Any]]] = field(default_factory=dict)
    entities: dict[str, str] = field(default_factory=dict)
    restored: bool = False

    def take(self, operation: Operation, sent_at: int, now_ms: int, status: str) -> None:
        """Note how an operation was answered, and hold the answer against what is right."""
        if operation.op_id in self.taken:
            assert status == "duplicate", "an operation is applied once"
            return
        if operation.op_id in self.refused or "colour" in operation.fields:
            assert status == "rejected", "what was refused once stays refused, and nonsense is never kept"
            self.refused.add(operation.op_id)
            return
        if status == "rejected" and self.restored and self._is_orphan(operation):
            self.refused.add(operation.op_id)
            return
        assert status == "applied", f"a good operation was answered {status}: {operation}"
        meant = max(0, min(operation.at + now_ms - sent_at, now_ms + AHEAD_MS))
        self.taken[operation.op_id] = meant
        self.entities[operation.entity_id] = operation.entity
        row = self.values.setdefault(operation.entity_id, {})
        for name, value in operation.fields.items():
            if name not in row or (meant, operation.op_id) > row[name][:2]:
                row[name] = (meant, operation.op_id, value)

    def _is_orphan(self, operation: Operation) -> bool:
        """Whether a restore took away what this stands on, and its phone has not come back yet."""
        fields = operation.fields
        parent = fields.get("workout_exercise_id") or fields.get("workout_id")
        return operation.entity_id not in self.values and (not parent or parent not in self.values)

    def rows(self) -> dict[str, dict[str, Any]]:
        """The rows by id, with the fields phones ever wrote."""
        rows = {
            id: {name: value for name, (_, _, value) in fields.items()} for id, fields in self.values.items()
        }
        for row in rows.values():
            began, ended = row.get("started_at"), row.get("finished_at")
            if began and ended and milliseconds(ended) < milliseconds(began):
                row["finished_at"] = began  # of two clocks that disagree by less than a minute
        return rows


def milliseconds(time: str) -> int:
    """A time as phones and the server write it, in milliseconds."""
    return round(datetime.fromisoformat(time).timestamp() * 1000)


def agrees(name: str, said: Any, held: Any) -> bool:
    """Whether two forms of a field mean the same."""
    if said is None or held is None:
        return said is held
    if name in MOMENTS:
        return milliseconds(said) == milliseconds(held)
    if name == "weight_kg":
        return float(said) == float(held)
    return bool(said == held)
