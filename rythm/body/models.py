"""What a member measures besides what everybody does, and what they want to come to."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKeyConstraint, UniqueConstraint, inspect
from sqlmodel import Field

from rythm.core.model import Table, TenantOwned, Timestamp, belongs_to, tenant_key
from rythm.workouts.models import EXACT, METRIC_KIND, BodyMetric


def _of_custom_metric() -> ForeignKeyConstraint:
    """The custom metric of the same member: nobody measures by another's."""
    return ForeignKeyConstraint(
        ["tenant_id", "member_id", "custom_metric_id"],
        ["custom_metric.tenant_id", "custom_metric.member_id", "custom_metric.id"],
    )


class CustomMetric(TenantOwned, Table, table=True):
    """Something a member thought of to measure, such as their resting pulse; `unit` is theirs too."""

    __tablename__ = "custom_metric"
    __table_args__ = (
        tenant_key(),
        UniqueConstraint("tenant_id", "member_id", "id"),
        UniqueConstraint("tenant_id", "member_id", "name"),
        belongs_to("membership", "member_id", to="user_id"),
    )

    member_id: UUID
    name: str
    unit: str = ""
    archived_at: datetime | None = Timestamp(default=None, nullable=True)


class BodyGoal(TenantOwned, Table, table=True):
    """Where a member wants one of their metrics to be, and where it stood when they said so."""

    __tablename__ = "body_goal"
    __table_args__ = (
        tenant_key(),
        UniqueConstraint(
            "tenant_id", "member_id", "kind", "custom_metric_id", postgresql_nulls_not_distinct=True
        ),
        belongs_to("membership", "member_id", to="user_id"),
        _of_custom_metric(),
        CheckConstraint(METRIC_KIND, name="kind"),
    )

    member_id: UUID
    kind: str
    custom_metric_id: UUID | None = None
    target: Decimal = Field(sa_type=EXACT)  # type: ignore[call-overload]
    start: Decimal = Field(sa_type=EXACT)  # type: ignore[call-overload]
    started_at: datetime = Timestamp()
    due_on: date | None = None


_measurements: Any = inspect(BodyMetric).local_table
_measurements.append_constraint(
    _of_custom_metric()
)  # what is logged lies below this domain, its key belongs here
