"""Comments on workouts and their sets, and messages to a member."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKeyConstraint, Index, text
from sqlmodel import Field

from rythm.core.model import Table, TenantOwned, Timestamp, belongs_to, tenant_key


def written_by(column: str) -> ForeignKeyConstraint:
    """Who wrote it. It is not theirs: when they leave the gym for good, their words stay without a name."""
    return ForeignKeyConstraint(
        ["tenant_id", column],
        ["membership.tenant_id", "membership.user_id"],
        ondelete=f"SET NULL ({column})",
    )


class Comment(TenantOwned, Table, table=True):
    """What somebody wrote about a member's workout, or about one of its sets; it is the member's.

    `read_at` is when the other side saw it first: the member what others wrote, their coach what they wrote.
    """

    __tablename__ = "comment"
    __table_args__ = (
        tenant_key(),
        Index("ix_comment_workout", "tenant_id", "workout_id"),
        Index("ix_comment_set", "tenant_id", "workout_set_id"),
        Index("ix_comment_author", "tenant_id", "author_id"),
        Index("ix_comment_member", "tenant_id", "member_id"),
        Index(
            "ix_comment_unread",
            "tenant_id",
            "member_id",
            postgresql_where=text("read_at is null and deleted_at is null"),
        ),
        belongs_to("membership", "member_id", to="user_id"),
        belongs_to("workout", "workout_id"),
        belongs_to("workout_set", "workout_set_id"),
        written_by("author_id"),
        CheckConstraint("char_length(text) between 1 and 1000", name="text"),
    )

    member_id: UUID
    workout_id: UUID
    workout_set_id: UUID | None = None
    author_id: UUID | None = None
    text: str
    edited_at: datetime | None = Timestamp(default=None, nullable=True)
    read_at: datetime | None = Timestamp(default=None, nullable=True)
    deleted_at: datetime | None = Timestamp(default=None, nullable=True)


class Message(TenantOwned, Table, table=True):
    """A line to a member; it is the member's."""

    __tablename__ = "message"
    __table_args__ = (
        tenant_key(),
        Index("ix_message_member", "tenant_id", "member_id", text("sent_at desc"), text("id desc")),
        Index("ix_message_sender", "tenant_id", "sender_id"),
        belongs_to("membership", "member_id", to="user_id"),
        written_by("sender_id"),
        CheckConstraint("char_length(text) between 1 and 280", name="text"),
    )

    member_id: UUID
    sender_id: UUID | None = Field(default=None)
    text: str
    sent_at: datetime = Timestamp()
    read_at: datetime | None = Timestamp(default=None, nullable=True)
