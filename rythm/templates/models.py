"""Templates, their immutable versions, and the exercises of each version."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKeyConstraint, Index, UniqueConstraint, Uuid
from sqlalchemy.dialects.postgresql import ARRAY, JSONB
from sqlmodel import Field

from rythm.core.model import Shared, Table, Timestamp, belongs_to, shares, tenant_key_column

PROGRESSIONS = "('none', 'double', 'linear', '531', 'gzclp')"


class Template(Shared, Table, table=True):
    """A reusable workout; `version` names its current version.

    A tenant's template written by an administrator who is no member there has no owner.
    """

    __tablename__ = "template"
    __table_args__ = (
        UniqueConstraint("tenant_key", "id"),
        Index("ix_template_tenant_key_name", "tenant_key", "name_key"),
        belongs_to("membership", "owner_id", to="user_id"),
        CheckConstraint("scope in ('system', 'tenant', 'user')", name="scope"),
        CheckConstraint("(scope = 'system') = (tenant_id is null)", name="tenant"),
        CheckConstraint(
            "(scope = 'user') <= (owner_id is not null) and (scope = 'system') <= (owner_id is null)",
            name="owner",
        ),
    )

    tenant_key: UUID = Field(default=None, sa_column=tenant_key_column())
    scope: str
    owner_id: UUID | None = None
    name: str
    name_key: str
    description: str = ""
    version: int = 1
    updated_at: datetime = Timestamp()
    archived_at: datetime | None = Timestamp(default=None, nullable=True)


class TemplateVersion(Shared, Table, table=True):
    """What a template looked like after one save; never changed afterwards, and gone only with all of it."""

    __tablename__ = "template_version"
    __table_args__ = (
        UniqueConstraint("tenant_key", "template_id", "number"),
        UniqueConstraint("tenant_key", "id"),
        ForeignKeyConstraint(
            ["tenant_key", "template_id"], ["template.tenant_key", "template.id"], ondelete="CASCADE"
        ),
        CheckConstraint(f"progression in {PROGRESSIONS}", name="progression"),
    )

    tenant_key: UUID = Field(default=None, sa_column=tenant_key_column())
    template_id: UUID
    number: int
    author_id: UUID | None = None
    name: str
    description: str = ""
    progression: str = Field(default="double", sa_column_kwargs={"server_default": "double"})
    summary: str = Field(default="", sa_column_kwargs={"server_default": ""})


class TemplateExercise(Shared, Table, table=True):
    """One exercise of a version, in its place; `prescription` lists its sets, each a `sets.SetRow`.

    `alternatives` name exercises that stand in for it; who may not see one of them does not find it there.
    """

    __tablename__ = "template_exercise"
    __table_args__ = (
        UniqueConstraint("tenant_key", "version_id", "position"),
        UniqueConstraint("tenant_key", "version_id", "exercise_id"),
        ForeignKeyConstraint(
            ["tenant_key", "version_id"],
            ["template_version.tenant_key", "template_version.id"],
            ondelete="CASCADE",
        ),
        *shares("exercise", "exercise_id", "exercise_home"),
        CheckConstraint("position between 0 and 19", name="position"),
        CheckConstraint(
            "case jsonb_typeof(prescription) when 'array' "
            "then jsonb_array_length(prescription) between 1 and 20 else false end",
            name="prescription",
        ),
        CheckConstraint("group_number between 1 and 20", name="group_number"),
        CheckConstraint("group_number is not null or group_rest_seconds is null", name="group_rest"),
        CheckConstraint(f"progression in {PROGRESSIONS}", name="progression"),
    )

    tenant_key: UUID = Field(default=None, sa_column=tenant_key_column())
    version_id: UUID
    position: int
    exercise_id: UUID
    exercise_home: UUID
    group_number: int | None = None
    group_rest_seconds: int | None = None
    rest_seconds: int = 120
    note: str = ""
    progression: str | None = None
    alternatives: list[UUID] = Field(
        default_factory=list, sa_type=ARRAY(Uuid), sa_column_kwargs={"server_default": "{}"}
    )  # type: ignore[call-overload]
    prescription: list[dict[str, Any]] = Field(sa_type=JSONB)
