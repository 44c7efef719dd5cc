"""Workouts, their exercises and sets, what a member weighs and prefers, and the log of what phones sent."""

from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import (
    ARRAY,
    BigInteger,
    CheckConstraint,
    Index,
    UniqueConstraint,
    Uuid,
    text,
)
from sqlalchemy.dialects.postgresql import JSONB
from sqlmodel import Field, Numeric, SQLModel

from rythm.core.model import Table, TenantOwned, Timestamp, belongs_to, shares, tenant_key
from rythm.workouts.kept import ExerciseBest as ExerciseBest
from rythm.workouts.kept import ExerciseRecord as ExerciseRecord
from rythm.workouts.kept import ExerciseTotal as ExerciseTotal
from rythm.workouts.kept import WorkoutTotal as WorkoutTotal

EXACT_KG = Numeric(14, 10)
"""A quarter of a pound, 0.1133980925 kg, is exact."""
EXACT = Numeric(20, 10)
METRIC_KIND = (
    "kind in ('weight', 'body_fat', 'neck', 'shoulders', 'chest', 'arm', 'forearm', 'waist', 'hips', "
    "'thigh', 'calf', 'custom') and (kind = 'custom') = (custom_metric_id is not null)"
)
METRIC_VALUE = (
    "case kind when 'weight' then value between 1 and 1000 when 'body_fat' then value between 1 and 80 "
    "when 'custom' then value between -1000000000 and 1000000000 else value between 5 and 400 end"
)


class Replicated(SQLModel):
    """Mixin: the row lives on phones too; `clocks` remembers which operation wrote each field last."""

    revision: int = Field(default=0, sa_type=BigInteger)  # type: ignore[call-overload]
    clocks: dict[str, Any] = Field(
        default_factory=dict, sa_type=JSONB, sa_column_kwargs={"server_default": text("'{}'")}
    )
    deleted_at: datetime | None = Timestamp(default=None, nullable=True)


class ImportBatch(TenantOwned, Table, table=True):
    """One file that was imported for a member; what it brought names it, and goes when it is undone.

    `exercise_ids` are the member's own exercises that it added; `added` is what else an archive did, and how
    it was (`belongings.undoing`).
    """

    __tablename__ = "import_batch"
    __table_args__ = (
        tenant_key(),
        Index("ix_import_batch_member", "tenant_id", "member_id", text("id desc")),
        belongs_to("membership", "member_id", to="user_id"),
    )

    member_id: UUID
    file_name: str = ""
    source: str
    workouts: int = 0
    sets: int = 0
    known: int = 0
    left_out: int = 0
    exercise_ids: list[UUID] = Field(
        default_factory=list, sa_type=ARRAY(Uuid()), sa_column_kwargs={"server_default": text("'{}'")}
    )  # type: ignore[call-overload]
    added: dict[str, Any] = Field(
        default_factory=dict, sa_type=JSONB, sa_column_kwargs={"server_default": text("'{}'")}
    )
    undone_at: datetime | None = Timestamp(default=None, nullable=True)


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
        Index(
            "ix_workout_open",
            "tenant_id",
            "member_id",
            postgresql_where=text("finished_at is null and deleted_at is null"),
        ),
        Index(
            "ix_workout_import_batch",
            "tenant_id",
            "import_batch_id",
            postgresql_where=text("import_batch_id is not null"),
        ),
        belongs_to("membership", "member_id", to="user_id"),
        belongs_to("import_batch", "import_batch_id"),
        *shares("template", "template_id", "template_home"),
        CheckConstraint("finished_at >= started_at", name="ends_after_it_starts"),
        CheckConstraint("body_weight_kg between 1 and 1000", name="body_weight_kg"),
        CheckConstraint("readiness between 1 and 5", name="readiness"),
    )

    member_id: UUID
    title: str = ""
    template_id: UUID | None = None
    template_home: UUID | None = None
    template_version: int | None = None
    started_at: datetime = Timestamp()
    finished_at: datetime | None = Timestamp(default=None, nullable=True)
    note: str = ""
    body_weight_kg: Decimal | None = Field(default=None, sa_type=EXACT_KG)  # type: ignore[call-overload]
    readiness: int | None = None
    source: str = Field(default="app", sa_column_kwargs={"server_default": "app"})
    import_key: str | None = None
    import_batch_id: UUID | None = None


class WorkoutExercise(TenantOwned, Replicated, Table, table=True):
    """One exercise of a workout, in its place."""

    __tablename__ = "workout_exercise"
    __table_args__ = (
        tenant_key(),
        Index("ix_workout_exercise_workout", "tenant_id", "workout_id"),
        Index(
            "ix_workout_exercise_noted",
            "tenant_id",
            "workout_id",
            postgresql_where=text("note <> '' and deleted_at is null"),
        ),
        Index("ix_workout_exercise_member_revision", "tenant_id", "member_id", "revision"),
        belongs_to("workout", "workout_id"),
        *shares("exercise", "exercise_id", "exercise_home"),
        CheckConstraint("group_number between 0 and 999", name="group_number"),
        CheckConstraint("group_rest_seconds between 0 and 3600", name="group_rest_seconds"),
    )

    workout_id: UUID
    member_id: UUID
    exercise_id: UUID
    exercise_home: UUID
    position: int = 0
    rest_seconds: int = 120
    note: str = ""
    group_number: int | None = None
    group_rest_seconds: int | None = None
    skipped_at: datetime | None = Timestamp(default=None, nullable=True)


class WorkoutSet(TenantOwned, Replicated, Table, table=True):
    """One set; it counts once `done_at` is there."""

    __tablename__ = "workout_set"
    __table_args__ = (
        tenant_key(),
        Index("ix_workout_set_workout", "tenant_id", "workout_id"),
        Index("ix_workout_set_line", "tenant_id", "workout_exercise_id"),
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
        CheckConstraint("rest_seconds between 0 and 3600", name="rest_seconds"),
        CheckConstraint("octet_length(target::text) <= 2000", name="target"),
    )

    workout_id: UUID
    workout_exercise_id: UUID
    member_id: UUID
    exercise_id: UUID
    position: int = 0
    kind: str = "working"
    weight_kg: Decimal | None = Field(default=None, sa_type=EXACT_KG)  # type: ignore[call-overload]
    reps: int | None = None
    rpe: Decimal | None = Field(default=None, sa_type=Numeric(3, 1))  # type: ignore[call-overload]
    duration_seconds: int | None = None
    distance_m: Decimal | None = Field(default=None, sa_type=Numeric(10, 2))  # type: ignore[call-overload]
    done_at: datetime | None = Timestamp(default=None, nullable=True)
    rest_seconds: int | None = None
    target: dict[str, Any] | None = Field(default=None, sa_type=JSONB(none_as_null=True))  # type: ignore[call-overload]


class ImportFlag(TenantOwned, Table, table=True):
    """Something an import found too odd to be true, of a set or else of its workout; never a record.

    It is open until the member says it is right, or changes or removes what it is about.
    """

    __tablename__ = "import_flag"
    __table_args__ = (
        tenant_key(),
        Index(
            "ix_import_flag_open",
            "tenant_id",
            "member_id",
            postgresql_where=text("reviewed_at is null"),
        ),
        Index("ix_import_flag_batch", "tenant_id", "import_batch_id"),
        belongs_to("import_batch", "import_batch_id"),
        belongs_to("workout", "workout_id"),
        belongs_to("workout_set", "workout_set_id"),
    )

    member_id: UUID
    import_batch_id: UUID
    workout_id: UUID
    workout_set_id: UUID | None = None
    line: int
    reason: str
    reviewed_at: datetime | None = Timestamp(default=None, nullable=True)


class BodyMetric(TenantOwned, Replicated, Table, table=True):
    """Something measured of a member's body, such as their weight in kg (`metrics` has the kinds)."""

    __tablename__ = "body_metric"
    __table_args__ = (
        tenant_key(),
        Index("ix_body_metric_member_measured", "tenant_id", "member_id", "kind", text("measured_at desc")),
        Index("ix_body_metric_member_revision", "tenant_id", "member_id", "revision"),
        Index(
            "ix_body_metric_custom",
            "tenant_id",
            "custom_metric_id",
            text("measured_at desc"),
            postgresql_where=text("custom_metric_id is not null"),
        ),
        Index(
            "ix_body_metric_import_batch",
            "tenant_id",
            "import_batch_id",
            postgresql_where=text("import_batch_id is not null"),
        ),
        belongs_to("membership", "member_id", to="user_id"),
        belongs_to("import_batch", "import_batch_id"),
        CheckConstraint(METRIC_KIND, name="kind"),
        CheckConstraint(METRIC_VALUE, name="value"),
    )

    member_id: UUID
    kind: str = "weight"
    custom_metric_id: UUID | None = None
    value: Decimal = Field(sa_type=EXACT)  # type: ignore[call-overload]
    measured_at: datetime = Timestamp()
    note: str = Field(default="", sa_column_kwargs={"server_default": ""})
    import_batch_id: UUID | None = None


class TrainingPreference(TenantOwned, Table, table=True):
    """How a member likes to log; without a row everything is as the gym has it."""

    __tablename__ = "training_preference"
    __table_args__ = (
        tenant_key(),
        UniqueConstraint("tenant_id", "member_id"),
        belongs_to("membership", "member_id", to="user_id"),
        CheckConstraint("unit in ('kg', 'lb')", name="unit"),
        CheckConstraint("effort in ('rpe', 'rir', 'none')", name="effort"),
        CheckConstraint("bar_kg between 0 and 100", name="bar_kg"),
        CheckConstraint("least_sets between 1 and most_sets and most_sets <= 100", name="sets"),
    )

    member_id: UUID
    unit: str = "kg"
    effort: str = "rpe"
    sound: bool = True
    vibration: bool = True
    keep_awake: bool = True
    suggestions: bool = True
    bar_kg: Decimal | None = Field(default=None, sa_type=EXACT_KG)  # type: ignore[call-overload]
    least_sets: int = Field(default=10, sa_column_kwargs={"server_default": "10"})
    most_sets: int = Field(default=20, sa_column_kwargs={"server_default": "20"})


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
    """A member's counter of changes; locking it gives their devices one order.

    `rewound_at` is when a phone knew a later count than this: the database had been set back.
    """

    __tablename__ = "sync_cursor"
    __table_args__ = (belongs_to("membership", "member_id", to="user_id"),)

    tenant_id: UUID = Field(primary_key=True, foreign_key="tenant.id")
    member_id: UUID = Field(primary_key=True)
    revision: int = Field(default=0, sa_type=BigInteger)  # type: ignore[call-overload]
    rewound_at: datetime | None = Timestamp(default=None, nullable=True)
