"""Organisations and tenants."""

from typing import Any, ClassVar
from uuid import UUID

from sqlalchemy import CheckConstraint, UniqueConstraint, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlmodel import Field

from rythm.core.model import Table


class Organisation(Table, table=True):
    """A group of tenants under one owner."""

    __tablename__ = "organisation"
    wall: ClassVar[str] = "organisation"

    name: str


class Tenant(Table, table=True):
    """A gym or coaching business: the wall nothing crosses."""

    __tablename__ = "tenant"
    __table_args__ = (
        UniqueConstraint("slug"),
        UniqueConstraint("organisation_id", "id"),
        CheckConstraint("slug ~ '^[a-z0-9](-?[a-z0-9]){1,38}$'", name="slug"),
        CheckConstraint("isolation in ('row', 'schema', 'database')", name="isolation"),
        CheckConstraint("octet_length(equipment::text) <= 8000", name="equipment"),
        CheckConstraint("status in ('active', 'suspended')", name="status"),
    )
    wall: ClassVar[str] = "self"

    organisation_id: UUID = Field(foreign_key="organisation.id")
    slug: str
    name: str
    branding: dict[str, Any] = Field(
        default_factory=dict, sa_type=JSONB, sa_column_kwargs={"server_default": text("'{}'")}
    )
    equipment: dict[str, Any] = Field(
        default_factory=dict, sa_type=JSONB, sa_column_kwargs={"server_default": text("'{}'")}
    )
    isolation: str = Field(default="row", sa_column_kwargs={"server_default": "row"})
    status: str = Field(default="active", sa_column_kwargs={"server_default": "active"})
