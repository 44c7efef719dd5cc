"""The base of every table: ids, times, the tenant column and the rules for constraint names."""

from datetime import UTC, datetime
from typing import Any, ClassVar
from uuid import UUID

from sqlalchemy import (
    CheckConstraint,
    Column,
    Computed,
    DateTime,
    ForeignKeyConstraint,
    MetaData,
    UniqueConstraint,
    Uuid,
)
from sqlmodel import Field, SQLModel

from rythm.core.ids import uuid7

SYSTEM = UUID(int=0)
"""Stands for "no tenant" in the key of rows that everybody shares: NULL would switch foreign keys off."""

NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}
SQLModel.metadata.naming_convention = NAMES
metadata: MetaData = SQLModel.metadata


def utcnow() -> datetime:
    """Now, in UTC and with its zone."""
    return datetime.now(UTC)


def Timestamp(**options: Any) -> Any:  # noqa: N802 - reads as the column type it stands for
    """A `timestamptz` column."""
    return Field(sa_type=DateTime(timezone=True), **options)


class Table(SQLModel):
    """A row with a UUIDv7 id and the time it was created."""

    id: UUID = Field(default_factory=uuid7, primary_key=True)
    created_at: datetime = Timestamp(default_factory=utcnow)


class TenantOwned(SQLModel):
    """Mixin: the row belongs to one tenant, and the wall of row-level security keeps it there."""

    wall: ClassVar[str] = "tenant"
    tenant_id: UUID = Field(foreign_key="tenant.id")


class Shared(SQLModel):
    """Mixin: the row belongs to one tenant, or with no tenant to everybody (system scope)."""

    wall: ClassVar[str] = "shared"
    tenant_id: UUID | None = Field(default=None, foreign_key="tenant.id")


class Logged(SQLModel):
    """Mixin: the row tells what happened in one tenant, or with no tenant on the platform, and only there."""

    wall: ClassVar[str] = "log"
    tenant_id: UUID | None = Field(default=None, foreign_key="tenant.id")


def belongs_to(
    parent: str, column: str, tenant: str = "tenant_id", *, to: str = "id"
) -> ForeignKeyConstraint:
    """A foreign key inside one tenant: both sides carry the tenant, for row security is blind to them."""
    return ForeignKeyConstraint([tenant, column], [f"{parent}.tenant_id", f"{parent}.{to}"])


def shares(parent: str, column: str, home: str) -> tuple[ForeignKeyConstraint, CheckConstraint]:
    """A foreign key to a shared table; `home` holds the parent's tenant or SYSTEM, and may be no third.

    Both are there or neither, since a foreign key does not look when one of its columns is null.
    """
    own = f"coalesce(tenant_id, '{SYSTEM}'::uuid)"
    return (
        ForeignKeyConstraint([home, column], [f"{parent}.tenant_key", f"{parent}.id"]),
        CheckConstraint(
            f"({home} is null) = ({column} is null) and {home} in ({own}, '{SYSTEM}'::uuid)", name=home
        ),
    )


def tenant_key() -> UniqueConstraint:
    """The unique key composite foreign keys point at."""
    return UniqueConstraint("tenant_id", "id")


def tenant_key_column() -> Column[UUID]:
    """The column that stands for the tenant in the keys of a shared table: the tenant, or SYSTEM."""
    return Column(Uuid, Computed(f"coalesce(tenant_id, '{SYSTEM}'::uuid)", persisted=True), nullable=False)
