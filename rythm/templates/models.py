"""Templates, their immutable versions, and the exercises of each version."""

from datetime import datetime
from decimal import Decimal
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKeyConstraint, Index, UniqueConstraint
from sqlmodel import Field, Numeric

from rythm.core.model import Shared, Table, Timestamp, belongs_to, shares, tenant_key_column


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
    """What a template looked like after one save; never changed afterwards."""

    __tablename__ = "template_version"
    __table_args__ = (
        UniqueConstraint("tenant_key", "template_id", "number"),
        UniqueConstraint("tenant_key", "id"),
        ForeignKeyConstraint(["tenant_key", "template_id"], ["template.tenant_key", "template.id"]),
    )

    tenant_key: UUID = Field(default=None, sa_column=tenant_key_column())
    template_id: UUID
    number: int
    author_id: UUID | None = None
    name: str
    description: str = ""


class TemplateExercise(Shared, Table, table=True):
    """One exercise of a version, in its place, with what to do."""

    __tablename__ = "template_exercise"
    __table_args__ = (
        UniqueConstraint("tenant_key", "version_id", "position"),
        UniqueConstraint("tenant_key", "version_id", "exercise_id"),
        ForeignKeyConstraint(
            ["tenant_key", "version_id"], ["template_version.tenant_key", "template_version.id"]
        ),
        *shares("exercise", "exercise_id", "exercise_home"),
        CheckConstraint("position between 0 and 19", name="position"),
        CheckConstraint("sets between 1 and 20", name="sets"),
        CheckConstraint("reps_min >= 1 and reps_max >= reps_min and reps_max <= 1000", name="reps"),
    )

    tenant_key: UUID = Field(default=None, sa_column=tenant_key_column())
    version_id: UUID
    position: int
    exercise_id: UUID
    exercise_home: UUID
    sets: int = 3
    reps_min: int = 8
    reps_max: int = 10
    weight_kg: Decimal | None = Field(default=None, sa_type=Numeric(9, 4))  # type: ignore[call-overload]
    rpe: Decimal | None = Field(default=None, sa_type=Numeric(3, 1))  # type: ignore[call-overload]
    rest_seconds: int = 120
    note: str = ""
