"""What is said."""

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from rythm.core.events import Event


@dataclass(frozen=True, slots=True)
class CommentWritten(Event):
    """Somebody wrote about a member's workout."""

    name: ClassVar[str] = "comment.written.v1"
    comment_id: UUID
    workout_id: UUID
    member_id: UUID


@dataclass(frozen=True, slots=True)
class MessageSent(Event):
    """Somebody wrote to a member."""

    name: ClassVar[str] = "message.sent.v1"
    message_id: UUID
    member_id: UUID
