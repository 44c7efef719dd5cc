"""Which of two intents wins a field: pure rules of the sync, without a database."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

AHEAD_MS = 60_000
"""A clock may be ahead of the server's by this much; more is cut off, so that it cannot win for ever."""

Clock = tuple[int, str]


def intent_ms(at: int, sent_at: int, now: datetime) -> int:
    """When something was meant, on the server's clock: the device's time corrected by how far it is off.

    A clock that went wrong between the act and the sending can give anything: never less than 1970.
    """
    server = round(now.timestamp() * 1000)
    return max(0, min(at + server - sent_at, server + AHEAD_MS))


def winning(fields: Mapping[str, Any], clocks: Mapping[str, Any], at_ms: int, op_id: UUID) -> dict[str, Any]:
    """The fields in which this operation is the later intent; of equal times the higher id wins."""
    mine: Clock = (at_ms, str(op_id))
    return {
        name: value for name, value in fields.items() if name not in clocks or mine > _clock(clocks[name])
    }


def ticked(clocks: Mapping[str, Any], fields: Mapping[str, Any], at_ms: int, op_id: UUID) -> dict[str, Any]:
    """The clocks after these fields were written."""
    return {**clocks, **{name: [at_ms, str(op_id)] for name in fields}}


def _clock(stored: Any) -> Clock:
    return int(stored[0]), str(stored[1])
