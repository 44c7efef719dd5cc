"""People, the platform's administrators, browser sessions and refresh-token families."""

from datetime import datetime
from typing import ClassVar
from uuid import UUID

from sqlalchemy import CheckConstraint, Index, UniqueConstraint, text
from sqlmodel import Field, SQLModel

from rythm.core.model import Table, Timestamp, utcnow


class User(Table, table=True):
    """A person: one e-mail address and one password, whatever tenants they belong to.

    Once they have asked to leave, all that is theirs goes at `leaves_at`.
    """

    __tablename__ = "user_account"
    __table_args__ = (
        UniqueConstraint("email"),
        CheckConstraint("email = lower(email) and position('@' in email) > 1", name="email"),
        Index("ix_user_account_leaves_at", "leaves_at", postgresql_where=text("leaves_at is not null")),
    )
    wall: ClassVar[str] = "person"

    email: str
    name: str
    password_hash: str = Field(repr=False)
    leaves_at: datetime | None = Timestamp(default=None, nullable=True)


class PlatformAdmin(SQLModel, table=True):
    """The person administers the whole platform (role system_admin)."""

    __tablename__ = "platform_admin"
    wall: ClassVar[str] = "platform"

    user_id: UUID = Field(primary_key=True, foreign_key="user_account.id")
    created_at: datetime = Timestamp(default_factory=utcnow)


class BrowserSession(Table, table=True):
    """One signed-in browser; only the hash of its cookie is kept."""

    __tablename__ = "browser_session"
    __table_args__ = (UniqueConstraint("token_hash"), Index("ix_browser_session_user_id", "user_id"))
    wall: ClassVar[str] = "personal"

    user_id: UUID = Field(foreign_key="user_account.id")
    tenant_id: UUID | None = Field(default=None, foreign_key="tenant.id")
    token_hash: bytes = Field(repr=False)
    device: str = ""
    address: str = ""
    last_seen_at: datetime = Timestamp(default_factory=utcnow)
    expires_at: datetime = Timestamp()
    revoked_at: datetime | None = Timestamp(default=None, nullable=True)


class RefreshFamily(Table, table=True):
    """A chain of refresh tokens of one API client; each use moves it on by one generation."""

    __tablename__ = "refresh_family"
    __table_args__ = (Index("ix_refresh_family_user_id", "user_id"),)
    wall: ClassVar[str] = "personal"

    user_id: UUID = Field(foreign_key="user_account.id")
    tenant_id: UUID | None = Field(default=None, foreign_key="tenant.id")
    client: str = ""
    generation: int = 0
    token_hash: bytes = Field(repr=False)
    rotated_at: datetime = Timestamp(default_factory=utcnow)
    expires_at: datetime = Timestamp()
    revoked_at: datetime | None = Timestamp(default=None, nullable=True)
