"""The audit trail: written by triggers in the transaction of each change; nobody can alter it."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Index, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlmodel import Field

from rythm.core.model import Logged, Table, Timestamp, utcnow


class AuditEntry(Logged, Table, table=True):
    """Who did what to which rows of a table; a single changed row has its id and the changed columns."""

    __tablename__ = "audit_entry"
    __table_args__ = (Index("ix_audit_entry_tenant_id_at", "tenant_id", text("at desc")),)

    at: datetime = Timestamp(default_factory=utcnow)
    actor_id: UUID | None = None
    action: str
    entity: str
    entity_id: UUID | None = None
    rows: int = 1
    changes: dict[str, Any] | None = Field(default=None, sa_type=JSONB)
