"""What PostgreSQL keeps of finished workouts: their totals, the bests of each exercise, and every record.

Whatever changes a finished workout marks it as stale, and the commit makes it anew (decision 0017).
"""

from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import ARRAY, CheckConstraint, DateTime, ForeignKeyConstraint, Index, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlmodel import Field, Numeric, SQLModel

from rythm.core.model import TenantOwned, Timestamp, belongs_to, shares


def of_workout() -> ForeignKeyConstraint:
    """The workout something was worked out from; it goes with it."""
    return ForeignKeyConstraint(
        ["tenant_id", "workout_id"], ["workout.tenant_id", "workout.id"], ondelete="CASCADE"
    )


class WorkoutTotal(TenantOwned, SQLModel, table=True):
    """What a finished workout comes to.

    PostgreSQL keeps it right: whatever changes a finished workout marks it as stale, and the commit makes it
    anew (`app.roll_up`, migration 0007).
    """

    __tablename__ = "workout_total"
    __table_args__ = (
        of_workout(),
        Index("ix_workout_total_member", "tenant_id", "member_id", text("started_at desc")),
        Index("ix_workout_total_tenant", "tenant_id", text("started_at desc")),
    )

    tenant_id: UUID = Field(primary_key=True, foreign_key="tenant.id")
    workout_id: UUID = Field(primary_key=True)
    member_id: UUID
    started_at: datetime = Timestamp()
    seconds: int
    exercises: int
    warmups: int
    sets: int
    reps: int
    volume_kg: Decimal = Field(sa_type=Numeric(18, 2))  # type: ignore[call-overload]
    is_stale: bool = Field(default=False, sa_column_kwargs={"server_default": text("false")})


class ExerciseTotal(TenantOwned, SQLModel, table=True):
    """What was done of one exercise in a finished workout; warm-ups count for nothing but `warmups`."""

    __tablename__ = "exercise_total"
    __table_args__ = (
        of_workout(),
        *shares("exercise", "exercise_id", "exercise_home"),
        Index("ix_exercise_total_member", "tenant_id", "member_id", "exercise_id", text("started_at desc")),
        Index("ix_exercise_total_week", "tenant_id", "member_id", text("started_at desc")),
        Index(
            "ix_exercise_total_tenant",
            "tenant_id",
            text("started_at desc"),
            postgresql_include=["member_id", "exercise_id", "sets"],
        ),
    )

    tenant_id: UUID = Field(primary_key=True, foreign_key="tenant.id")
    workout_id: UUID = Field(primary_key=True)
    exercise_id: UUID = Field(primary_key=True)
    exercise_home: UUID
    member_id: UUID
    started_at: datetime = Timestamp()
    warmups: int
    sets: int
    reps: int
    seconds: int
    metres: Decimal = Field(sa_type=Numeric(12, 2))  # type: ignore[call-overload]
    volume_kg: Decimal = Field(sa_type=Numeric(18, 2))  # type: ignore[call-overload]
    heaviest_kg: Decimal | None = Field(default=None, sa_type=Numeric(12, 2))  # type: ignore[call-overload]
    e1rm_kg: Decimal | None = Field(default=None, sa_type=Numeric(12, 2))  # type: ignore[call-overload]


class ExerciseBest(TenantOwned, SQLModel, table=True):
    """The best a member ever did of an exercise: estimated one-rep maximum, load, volume of a workout, in kg.

    `reps` has the most repetitions by load, as `progress.records` wants it; `heaviest` the heaviest load that
    was done for 1, 2, 3, 5, 8, 10 and 12 repetitions or more: `kg`, `reps` and when first, `at`. What cannot
    be true is left out. `lately` is when it was done with an estimated maximum in the eight weeks up to the
    last time, the oldest first (migration 0017).
    """

    __tablename__ = "exercise_best"
    __table_args__ = (
        belongs_to("membership", "member_id", to="user_id"),
        *shares("exercise", "exercise_id", "exercise_home"),
        Index("ix_exercise_best_high", "tenant_id", "e1rm_at", postgresql_include=["member_id"]),
    )

    tenant_id: UUID = Field(primary_key=True, foreign_key="tenant.id")
    member_id: UUID = Field(primary_key=True)
    exercise_id: UUID = Field(primary_key=True)
    exercise_home: UUID
    e1rm: Decimal | None = Field(default=None, sa_type=Numeric(12, 2))  # type: ignore[call-overload]
    e1rm_at: datetime | None = Timestamp(default=None, nullable=True)
    weight: Decimal | None = Field(default=None, sa_type=Numeric(12, 2))  # type: ignore[call-overload]
    weight_at: datetime | None = Timestamp(default=None, nullable=True)
    volume: Decimal | None = Field(default=None, sa_type=Numeric(18, 2))  # type: ignore[call-overload]
    volume_at: datetime | None = Timestamp(default=None, nullable=True)
    reps: dict[str, Any] = Field(
        default_factory=dict, sa_type=JSONB, sa_column_kwargs={"server_default": text("'{}'")}
    )
    heaviest: dict[str, Any] = Field(
        default_factory=dict, sa_type=JSONB, sa_column_kwargs={"server_default": text("'{}'")}
    )
    lately: list[datetime] = Field(
        default_factory=list,
        sa_type=ARRAY(DateTime(timezone=True)),
        sa_column_kwargs={"server_default": text("'{}'")},
    )  # type: ignore[call-overload]
    is_stale: bool = Field(default=False, sa_column_kwargs={"server_default": text("false")})


class ExerciseRecord(TenantOwned, SQLModel, table=True):
    """What a workout broke of an exercise, and what had been the best before it; kept like `ExerciseBest`.

    One row of a kind per workout, the best: `e1rm`, `weight` and `volume` in kg, `reps` at `load_kg`, the
    heaviest load with more repetitions than ever. `load_kg` and `reps` say what was lifted, but of a volume.
    """

    __tablename__ = "exercise_record"
    __table_args__ = (
        of_workout(),
        belongs_to("membership", "member_id", to="user_id"),
        *shares("exercise", "exercise_id", "exercise_home"),
        CheckConstraint("kind in ('e1rm', 'weight', 'reps', 'volume')", name="kind"),
        Index("ix_exercise_record_member", "tenant_id", "member_id", text("at desc")),
        Index("ix_exercise_record_exercise", "tenant_id", "member_id", "exercise_id", text("at desc")),
    )

    tenant_id: UUID = Field(primary_key=True, foreign_key="tenant.id")
    workout_id: UUID = Field(primary_key=True)
    exercise_id: UUID = Field(primary_key=True)
    kind: str = Field(primary_key=True)
    exercise_home: UUID
    member_id: UUID
    at: datetime = Timestamp()
    value: Decimal = Field(sa_type=Numeric(18, 2))  # type: ignore[call-overload]
    before: Decimal = Field(sa_type=Numeric(18, 2))  # type: ignore[call-overload]
    load_kg: Decimal | None = Field(default=None, sa_type=Numeric(12, 2))  # type: ignore[call-overload]
    reps: int | None = None
