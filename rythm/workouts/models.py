"""Workouts, their exercises and sets, and the log of operations phones sent."""

from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import BigInteger, CheckConstraint, Index, UniqueConstraint, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlmodel import Field, Numeric, SQLModel

from rythm.core.model import Table, TenantOwned, Timestamp, belongs_to, shares, tenant_key


class Replicated(SQLModel):
    """Mixin: the row lives on phones too; `clocks` remembers which operation wrote each field last."""

    revision: int = Field(default=0, sa_type=BigInteger)  # type: ignore[call-overload]
    clocks: dict[str, Any] = Field(
        default_factory=dict, sa_type=JSONB, sa_column_kwargs={"server_default": text("'{}'")}
    )
    deleted_at: datetime | None = Timestamp(default=None, nullable=True)


class Workout(TenantOwned, Replicated, Table, table=True):
    """One training session that a member does."""

    __tablename__ = "workout"
    __table_args__ = (
        tenant_key(),
        Index(
            "ix_workout_member_started", "tenant_id", "member_id", text("started_at desc"), text("id desc")
        ),
        Index("ix_workout_member_revision", "tenant_id", "member_id", "revision"),
        Index(
            "uq_workout_import_key",
            "tenant_id",
            "member_id",
            "import_key",
            unique=True,
            postgresql_where=text("import_key is not null"),
        ),
        belongs_to("membership", "member_id", to="user_id"),
        *shares("template", "template_id", "template_home"),
        CheckConstraint("finished_at >= started_at", name="ends_after_it_starts"),
    )

    member_id: UUID
    title: str = ""
    template_id: UUID | None = None
    template_home: UUID | None = None
    template_version: int | None = None
    started_at: datetime = Timestamp()
    finished_at: datetime | None = Timestamp(default=None, nullable=True)
    note: str = ""
    source: str = Field(default="app", sa_column_kwargs={"server_default": "app"})
    import_key: str | None = None


class WorkoutExercise(TenantOwned, Replicated, Table, table=True):
    """One exercise of a workout, in its place."""

    __tablename__ = "workout_exercise"
    __table_args__ = (
        tenant_key(),
        Index("ix_workout_exercise_workout", "tenant_id", "workout_id"),
        Index("ix_workout_exercise_member_revision", "tenant_id", "member_id", "revision"),
        belongs_to("workout", "workout_id"),
        *shares("exercise", "exercise_id", "exercise_home"),
    )

    workout_id: UUID
    member_id: UUID
    exercise_id: UUID
    exercise_home: UUID
    position: int = 0
    rest_seconds: int = 120
    note: str = ""


class WorkoutSet(TenantOwned, Replicated, Table, table=True):
    """One set; it counts once `done_at` is there."""

    __tablename__ = "workout_set"
    __table_args__ = (
        tenant_key(),
        Index("ix_workout_set_workout", "tenant_id", "workout_id"),
        Index("ix_workout_set_exercise", "tenant_id", "member_id", "exercise_id", text("done_at desc")),
        Index("ix_workout_set_member_revision", "tenant_id", "member_id", "revision"),
        belongs_to("workout", "workout_id"),
        belongs_to("workout_exercise", "workout_exercise_id"),
        CheckConstraint("kind in ('warmup', 'working', 'drop', 'failure')", name="kind"),
        CheckConstraint("weight_kg between -500 and 5000", name="weight_kg"),
        CheckConstraint("reps between 0 and 10000", name="reps"),
        CheckConstraint("rpe between 1 and 10", name="rpe"),
        CheckConstraint("duration_seconds between 0 and 604800", name="duration_seconds"),
        CheckConstraint("distance_m between 0 and 1000000", name="distance_m"),
    )

    workout_id: UUID
    workout_exercise_id: UUID
    member_id: UUID
    exercise_id: UUID
    position: int = 0
    kind: str = "working"
    weight_kg: Decimal | None = Field(default=None, sa_type=Numeric(9, 4))  # type: ignore[call-overload]
    reps: int | None = None
    rpe: Decimal | None = Field(default=None, sa_type=Numeric(3, 1))  # type: ignore[call-overload]
    duration_seconds: int | None = None
    distance_m: Decimal | None = Field(default=None, sa_type=Numeric(10, 2))  # type: ignore[call-overload]
    done_at: datetime | None = Timestamp(default=None, nullable=True)


class SyncOperation(TenantOwned, Table, table=True):
    """An operation a phone sent and how it was answered: what makes a retry harmless, and the history."""

    __tablename__ = "sync_operation"
    __table_args__ = (
        UniqueConstraint("tenant_id", "op_id"),
        tenant_key(),
        Index("ix_sync_operation_entity", "tenant_id", "entity_id"),
        belongs_to("membership", "member_id", to="user_id"),
    )

    op_id: UUID
    member_id: UUID
    device_id: UUID
    seq: int = Field(sa_type=BigInteger)  # type: ignore[call-overload]
    entity: str
    entity_id: UUID
    fields: dict[str, Any] = Field(sa_type=JSONB)
    at: datetime = Timestamp()
    status: str
    reason: str | None = None


class SyncCursor(TenantOwned, SQLModel, table=True):
    """A member's counter of changes; locking it gives their devices one order."""

    __tablename__ = "sync_cursor"
    __table_args__ = (belongs_to("membership", "member_id", to="user_id"),)

    tenant_id: UUID = Field(primary_key=True, foreign_key="tenant.id")
    member_id: UUID = Field(primary_key=True)
    revision: int = Field(default=0, sa_type=BigInteger)  # type: ignore[call-overload]
