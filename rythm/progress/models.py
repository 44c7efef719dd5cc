"""What members have achieved."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import BigInteger
from sqlalchemy.dialects.postgresql import JSONB
from sqlmodel import Field, SQLModel

from rythm.core.model import TenantOwned, Timestamp, belongs_to


class AchievementEarned(TenantOwned, SQLModel, table=True):
    """An achievement a member has, by its key in `achievements.RULES`; it is never taken away.

    `earned_at` is when their training came to it, `noted_at` when we found out.
    """

    __tablename__ = "achievement_earned"
    __table_args__ = (belongs_to("membership", "member_id", to="user_id"),)

    tenant_id: UUID = Field(primary_key=True, foreign_key="tenant.id")
    member_id: UUID = Field(primary_key=True)
    key: str = Field(primary_key=True)
    earned_at: datetime = Timestamp()
    noted_at: datetime = Timestamp()


class AchievementMark(TenantOwned, SQLModel, table=True):
    """Up to which change of their training, and by which rules, a member's achievements were looked for.

    `figures` are what each family came to then, in the weeks and months of `zone`; they hold `until` the
    week or the month ends. `seen_at` is when they last looked at them themselves.
    """

    __tablename__ = "achievement_mark"
    __table_args__ = (belongs_to("membership", "member_id", to="user_id"),)

    tenant_id: UUID = Field(primary_key=True, foreign_key="tenant.id")
    member_id: UUID = Field(primary_key=True)
    revision: int = Field(default=0, sa_type=BigInteger)  # type: ignore[call-overload]
    rules: str = ""
    figures: dict[str, float] | None = Field(default=None, sa_type=JSONB(none_as_null=True))  # type: ignore[call-overload]
    zone: str = Field(default="", sa_column_kwargs={"server_default": ""})
    until: datetime | None = Timestamp(default=None, nullable=True)
    seen_at: datetime | None = Timestamp(default=None, nullable=True)
