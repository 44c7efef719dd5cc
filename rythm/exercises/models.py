"""The exercise library: built-in, the tenant's and a member's own; what finds, counts and hides them."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import (
    CheckConstraint,
    Column,
    ForeignKeyConstraint,
    Index,
    SmallInteger,
    UniqueConstraint,
    text,
)
from sqlalchemy.dialects.postgresql import ARRAY, JSONB
from sqlmodel import Field, SQLModel, String

from rythm.core.ids import uuid7
from rythm.core.model import Shared, Table, TenantOwned, Timestamp, belongs_to, shares, tenant_key_column


class Exercise(Shared, Table, table=True):
    """An entry of the library; scope system has no tenant, scope user has an owner.

    One that was merged stays, archived, and names the one that took its history over. `edited_at` says when
    a person changed it last: the built-in ones without follow each version's catalogue.
    """

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
        *shares("exercise", "merged_into_id", "merged_into_home"),
        CheckConstraint("merged_into_id is null or archived_at is not null", name="merged_is_archived"),
        CheckConstraint("octet_length(guide::text) <= 20000", name="guide"),
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
    edited_at: datetime | None = Timestamp(default=None, nullable=True)
    guide: dict[str, Any] | None = Field(default=None, sa_type=JSONB(none_as_null=True))  # type: ignore[call-overload]
    merged_into_id: UUID | None = None
    merged_into_home: UUID | None = None


class ExerciseWord(Shared, SQLModel, table=True):
    """A word by which an exercise is found, with all that decides whether and where it is listed.

    `kind` says where the word stands (`words.Kind`). The columns after it repeat the exercise's own, so that
    a search reads one index and nothing else; `words.index` keeps them in step.
    """

    __tablename__ = "exercise_word"
    __table_args__ = (
        ForeignKeyConstraint(
            ["tenant_key", "exercise_id"], ["exercise.tenant_key", "exercise.id"], ondelete="CASCADE"
        ),
        Index(
            "ix_exercise_word_tenant_key_word",
            "tenant_key",
            "word",
            postgresql_include=[
                "exercise_id",
                "tenant_id",
                "owner_id",
                "kind",
                "is_common",
                "name_key",
                "muscles",
                "equipment",
                "level",
            ],
        ),
    )

    tenant_key: UUID = Field(default=None, sa_column=tenant_key_column())
    exercise_id: UUID = Field(primary_key=True)
    word: str = Field(sa_column=Column(String(collation="C"), primary_key=True))
    kind: int = Field(sa_type=SmallInteger)
    owner_id: UUID | None = None
    is_common: bool
    name_key: str
    muscles: list[str] = Field(sa_type=ARRAY(String))  # type: ignore[call-overload]
    equipment: str
    level: str


class ExerciseSpelling(Shared, SQLModel, table=True):
    """A beginning of a word, whole or with one letter left out: by these a word typed wrongly is found."""

    __tablename__ = "exercise_spelling"
    __table_args__ = (UniqueConstraint("tenant_key", "spelling", "word"),)

    id: UUID = Field(default_factory=uuid7, primary_key=True)
    tenant_key: UUID = Field(default=None, sa_column=tenant_key_column())
    spelling: str = Field(sa_column=Column(String(collation="C"), nullable=False))
    word: str = Field(sa_column=Column(String(collation="C"), nullable=False))


class ExerciseUse(TenantOwned, SQLModel, table=True):
    """How often a member has done an exercise, and when last."""

    __tablename__ = "exercise_use"
    __table_args__ = (
        belongs_to("membership", "member_id", to="user_id"),
        *shares("exercise", "exercise_id", "exercise_home"),
        CheckConstraint("uses > 0", name="uses"),
    )

    tenant_id: UUID = Field(primary_key=True, foreign_key="tenant.id")
    member_id: UUID = Field(primary_key=True)
    exercise_id: UUID = Field(primary_key=True)
    exercise_home: UUID
    uses: int
    last_used_at: datetime = Timestamp()


class ExerciseHiding(TenantOwned, Table, table=True):
    """An exercise that a member does not want to see listed, or with no member nobody of the tenant does."""

    __tablename__ = "exercise_hiding"
    __table_args__ = (
        UniqueConstraint("tenant_id", "member_id", "exercise_id", postgresql_nulls_not_distinct=True),
        belongs_to("membership", "member_id", to="user_id"),
        *shares("exercise", "exercise_id", "exercise_home"),
    )

    member_id: UUID | None = None
    exercise_id: UUID
    exercise_home: UUID
