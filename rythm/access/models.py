"""Who belongs to which tenant in which role, and which coach looks after whom."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, Index, UniqueConstraint
from sqlmodel import Field

from rythm.core.model import Table, TenantOwned, Timestamp, belongs_to, tenant_key


class Membership(TenantOwned, Table, table=True):
    """A person in a tenant, with the role they have there."""

    __tablename__ = "membership"
    __table_args__ = (
        UniqueConstraint("tenant_id", "user_id"),
        tenant_key(),
        Index("ix_membership_user_id", "user_id"),
        CheckConstraint(
            "role in ('athlete', 'scheduler', 'coach', 'tenant_admin', 'org_admin')", name="role"
        ),
    )

    user_id: UUID = Field(foreign_key="user_account.id")
    role: str
    disabled_at: datetime | None = Timestamp(default=None, nullable=True)


class CoachAssignment(TenantOwned, Table, table=True):
    """A coach looks after a member."""

    __tablename__ = "coach_assignment"
    __table_args__ = (
        UniqueConstraint("tenant_id", "coach_id", "member_id"),
        tenant_key(),
        Index("ix_coach_assignment_member", "tenant_id", "member_id"),
        belongs_to("membership", "coach_id", to="user_id"),
        belongs_to("membership", "member_id", to="user_id"),
        CheckConstraint("coach_id <> member_id", name="two_people"),
    )

    coach_id: UUID
    member_id: UUID
