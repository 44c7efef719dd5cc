"""A phone's store in Python: what the server last told, with the queue of operations replayed on top."""

from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any
from uuid import UUID, uuid4

from rythm.core.ids import uuid7

TABLES = {"workouts": "workout", "workout_exercises": "workout_exercise", "sets": "set"}
BATCH = 7
"""Few, so that a queue takes several requests."""

TOLERATED_MS = 60_000
"""A clock this far off is left alone."""

Fields = dict[str, Any]


@dataclass
class Operation:
    """An intent that is kept on the device; `meant_at` is the true time, which no clock of the test knows."""

    op_id: str
    seq: int
    entity: str
    entity_id: str
    fields: Fields
    at: int
    meant_at: int

    def wire(self) -> Fields:
        names = ("op_id", "seq", "entity", "entity_id", "fields", "at")
        return {name: getattr(self, name) for name in names}


@dataclass
class Device:
    """One phone of the member, its clock `skew_ms` ahead of the true time."""

    user_id: UUID
    skew_ms: int
    device_id: str = field(default_factory=lambda: str(uuid4()))
    base: dict[str, Fields] = field(default_factory=dict)
    queue: list[Operation] = field(default_factory=list)
    acknowledged: list[Operation] = field(default_factory=list)
    cursor: int = 0
    epoch: str | None = None
    seq: int = 0
    last_at: int = 0
    offset_ms: int = 0
    refused: set[str] = field(default_factory=set)

    def write(self, now_ms: int, changes: list[tuple[str, str, Fields]]) -> list[Operation]:
        """Keep these changes as operations, as one transaction of the phone's database does."""
        made = []
        for entity, entity_id, fields in changes:
            self.seq += 1
            self.last_at = max(now_ms + self.skew_ms, self.last_at + 1)
            made.append(
                Operation(str(uuid7()), self.seq, entity, entity_id, fields, self.last_at, meant_at=now_ms)
            )
        self.queue += made
        return made

    def clock(self, now_ms: int) -> str:
        """The time as this phone writes it into a row: its clock, put right by the server's if far off."""
        return iso(now_ms + self.skew_ms + self.offset_ms)

    def heard(self, answer: Fields, now_ms: int) -> None:
        """Measure how far the clock is off."""
        off = answer["server_time"] - (now_ms + self.skew_ms)
        self.offset_ms = off if abs(off) > TOLERATED_MS else 0

    def rows(self) -> dict[str, Fields]:
        """What the screen shows."""
        shown = {id: dict(row) for id, row in self.base.items()}
        for operation in self.queue:
            row = shown.setdefault(operation.entity_id, {})
            row.update(operation.fields, id=operation.entity_id, entity=operation.entity)
        return shown

    def alive(self, entity: str) -> list[Fields]:
        """The rows of a kind that are not deleted, in the order they were made."""
        rows = (row for row in self.rows().values() if row["entity"] == entity and not row.get("deleted_at"))
        return sorted(rows, key=lambda row: row["id"])

    def request(self, now_ms: int) -> Fields:
        """The next batch."""
        return {
            "user_id": str(self.user_id),
            "device_id": self.device_id,
            "cursor": self.cursor,
            "epoch": self.epoch,
            "sent_at": now_ms + self.skew_ms,
            "operations": [operation.wire() for operation in self.queue[:BATCH]],
        }

    def settle(self, answer: Fields) -> None:
        """Fold an answer in: what was settled leaves the queue, what changed is taken over."""
        told = {result["op_id"]: result for result in answer["results"]}
        for operation in [each for each in self.queue if each.op_id in told]:
            self.queue.remove(operation)
            self.acknowledged.append(operation)
            if told[operation.op_id]["status"] == "rejected":
                self.refused.add(operation.op_id)
            else:
                row = self.base.setdefault(operation.entity_id, {})
                row.update(operation.fields, id=operation.entity_id, entity=operation.entity)
        self._take(answer["changes"])
        self.cursor = answer["cursor"]
        self._know(answer["epoch"])

    def _know(self, epoch: str) -> None:
        """After a restore of the server, say again all that was acknowledged: it may be lost there."""
        if self.epoch not in (None, epoch):
            self.queue = sorted([*self.acknowledged, *self.queue], key=lambda operation: operation.seq)
            self.acknowledged = []
        self.epoch = epoch

    def fill(self, answer: Fields) -> None:
        """Take a whole new copy; the queue stays."""
        self.base.clear()
        self._take(answer)
        self.cursor = answer["cursor"]
        self._know(answer["epoch"])

    def _take(self, tables: Fields) -> None:
        for table, entity in TABLES.items():
            for row in tables[table]:
                self.base[row["id"]] = {**row, "entity": entity}


def iso(ms: int) -> str:
    """Milliseconds as phones write times."""
    return datetime.fromtimestamp(ms / 1000, UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
