"""The exercise library: built-in, the tenant's and a member's own."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, Index, UniqueConstraint, text
from sqlalchemy.dialects.postgresql import ARRAY
from sqlmodel import Field, String

from rythm.core.model import Shared, Table, Timestamp, belongs_to, tenant_key_column


class Exercise(Shared, Table, table=True):
    """An entry of the library; scope system has no tenant, scope user has an owner."""

    __tablename__ = "exercise"
    __table_args__ = (
        UniqueConstraint("tenant_key", "id"),
        Index("ix_exercise_tenant_key_name", "tenant_key", "name_key"),
        Index(
            "uq_exercise_live_name",
            "tenant_key",
            "name_key",
            unique=True,
            postgresql_where=text("archived_at is null and scope <> 'user'"),
        ),
        Index(
            "uq_exercise_live_name_of_owner",
            "tenant_key",
            "owner_id",
            "name_key",
            unique=True,
            postgresql_where=text("archived_at is null and scope = 'user'"),
        ),
        belongs_to("membership", "owner_id", to="user_id"),
        CheckConstraint("scope in ('system', 'tenant', 'user')", name="scope"),
        CheckConstraint(
            "(scope = 'system') = (tenant_id is null) and (scope = 'user') <= (owner_id is not null)",
            name="owner",
        ),
        CheckConstraint(
            "measured_by in ('weight_reps', 'bodyweight_reps', 'assisted_reps', 'reps', 'duration', "
            "'distance_duration', 'weight_distance')",
            name="measured_by",
        ),
    )

    tenant_key: UUID = Field(default=None, sa_column=tenant_key_column())
    scope: str = "user"
    owner_id: UUID | None = None
    name: str
    name_key: str
    aliases: list[str] = Field(
        default_factory=list, sa_type=ARRAY(String), sa_column_kwargs={"server_default": "{}"}
    )  # type: ignore[call-overload]
    muscle: str = ""
    secondary_muscles: list[str] = Field(
        default_factory=list,
        sa_type=ARRAY(String),
        sa_column_kwargs={"server_default": "{}"},  # type: ignore[call-overload]
    )
    equipment: str = ""
    category: str = ""
    force: str = ""
    mechanic: str = ""
    level: str = ""
    is_unilateral: bool = False
    measured_by: str = "weight_reps"
    rest_seconds: int = 120
    is_common: bool = Field(default=False, sa_column_kwargs={"server_default": "false"})
    archived_at: datetime | None = Timestamp(default=None, nullable=True)
