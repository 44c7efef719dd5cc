"""The file a member is about to bring in: kept between choosing it and importing it."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import UniqueConstraint
from sqlalchemy.dialects.postgresql import JSONB
from sqlmodel import Field

from rythm.core.model import Table, TenantOwned, Timestamp, belongs_to, tenant_key


class ImportFile(TenantOwned, Table, table=True):
    """A member's one file: what is in it, how far its import is, and what came of it.

    `content` is compressed and never changed, so that the audit trail has no copy of it. `done` and `total`
    count sets; who imports it says so in `last_seen_at`.
    """

    __tablename__ = "import_file"
    __table_args__ = (
        tenant_key(),
        UniqueConstraint("tenant_id", "member_id"),
        belongs_to("membership", "member_id", to="user_id"),
    )

    member_id: UUID
    name: str
    size: int
    is_archive: bool
    content: bytes
    started_at: datetime | None = Timestamp(default=None, nullable=True)
    last_seen_at: datetime | None = Timestamp(default=None, nullable=True)
    done: int = Field(default=0, sa_column_kwargs={"server_default": "0"})
    total: int = Field(default=0, sa_column_kwargs={"server_default": "0"})
    problem: str = Field(default="", sa_column_kwargs={"server_default": ""})
    report: dict[str, Any] | None = Field(default=None, sa_type=JSONB(none_as_null=True))  # type: ignore[call-overload]
