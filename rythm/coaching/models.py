"""What coaches agree with a client, have seen of them, and note about them. The client sees none of it."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, Index, UniqueConstraint, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlmodel import Field

from rythm.core.model import Table, TenantOwned, Timestamp, belongs_to, tenant_key


class Agreement(TenantOwned, Table, table=True):
    """How many workouts a week are agreed with a client from a day on, until the next row; 0 is a pause."""

    __tablename__ = "agreement"
    __table_args__ = (
        UniqueConstraint("tenant_id", "member_id", "starts_on"),
        tenant_key(),
        belongs_to("membership", "member_id", to="user_id"),
        CheckConstraint("per_week between 0 and 14", name="per_week"),
    )

    member_id: UUID
    starts_on: date
    per_week: int


class Attention(TenantOwned, Table, table=True):
    """What one coach has seen of one client, and until when they want to hear nothing.

    `seen` holds for each kind of reason what was seen: `{"silent": {"mark": ..., "level": ..., "at": ...}}`.
    """

    __tablename__ = "attention"
    __table_args__ = (
        UniqueConstraint("tenant_id", "coach_id", "member_id"),
        tenant_key(),
        Index("ix_attention_member", "tenant_id", "member_id"),
        belongs_to("membership", "coach_id", to="user_id"),
        belongs_to("membership", "member_id", to="user_id"),
    )

    coach_id: UUID
    member_id: UUID
    snoozed_until: datetime | None = Timestamp(default=None, nullable=True)
    seen: dict[str, Any] = Field(
        default_factory=dict, sa_type=JSONB, sa_column_kwargs={"server_default": text("'{}'")}
    )


class CoachNote(TenantOwned, Table, table=True):
    """A private note about a client, for their coaches and the gym's admins.

    It stays with the gym when its author leaves. A deleted one can be put back for a day, then it is gone.
    """

    __tablename__ = "coach_note"
    __table_args__ = (
        tenant_key(),
        Index("ix_coach_note_member", "tenant_id", "member_id", text("created_at desc"), text("id desc")),
        Index(
            "ix_coach_note_deleted",
            "tenant_id",
            "deleted_at",
            postgresql_where=text("deleted_at is not null"),
        ),
        belongs_to("membership", "member_id", to="user_id"),
        CheckConstraint("length(text) between 1 and 2000", name="text"),
    )

    member_id: UUID
    author_id: UUID | None = None
    text: str
    changed_at: datetime | None = Timestamp(default=None, nullable=True)
    deleted_at: datetime | None = Timestamp(default=None, nullable=True)
