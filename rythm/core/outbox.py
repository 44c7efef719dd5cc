"""The outbox: events waiting for their handlers, stored with the change that caused them."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Index, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlmodel import Field

from rythm.core.model import Logged, Table, Timestamp


class OutboxEvent(Logged, Table, table=True):
    """One event; a platform event has no tenant."""

    __tablename__ = "outbox_event"
    __table_args__ = (Index("ix_outbox_event_waiting", "id", postgresql_where=text("published_at is null")),)

    name: str
    payload: dict[str, Any] = Field(sa_type=JSONB)
    actor_id: UUID | None = None
    published_at: datetime | None = Timestamp(default=None, nullable=True)
