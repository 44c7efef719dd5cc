"""What people write, and how it is shown."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

from pydantic import AfterValidator, StringConstraints

from rythm.core.schema import Input, Read

LONGEST_COMMENT, LONGEST_MESSAGE = 1000, 280
"""Characters."""


def _one_line(words: str) -> str:
    return " ".join(words.split())


CommentText = Annotated[
    str, StringConstraints(min_length=1, max_length=LONGEST_COMMENT, strip_whitespace=True)
]
MessageText = Annotated[
    str,
    StringConstraints(min_length=1, max_length=LONGEST_MESSAGE, strip_whitespace=True),
    AfterValidator(_one_line),
]


class WriteComment(Input):
    """A comment on a workout, or with `set_id` on one of its sets."""

    text: CommentText
    set_id: UUID | None = None


class ChangeComment(Input):
    """Other words for a comment."""

    text: CommentText


class SendMessage(Input):
    """A message of one line."""

    text: MessageText


class CommentView(Read):
    """A comment; an author whose name is empty has left. `is_new` is what the reader had not seen yet."""

    id: UUID
    workout_id: UUID
    set_id: UUID | None
    author_id: UUID | None
    author_name: str
    text: str
    created_at: datetime
    edited_at: datetime | None
    is_mine: bool
    is_new: bool


class Thread(Read):
    """A workout about which there is something new to read; `author_name` and `text` are of the latest."""

    workout_id: UUID
    title: str
    started_at: datetime
    comments: int
    author_name: str
    text: str


class Said(Read):
    """Said between a member and who looks after them: a comment if it has a workout, else a message.

    `is_new` is what the reader had not seen; `read_at` when it was read by whom it was for.
    """

    id: UUID
    author_id: UUID | None
    author_name: str
    text: str
    at: datetime
    read_at: datetime | None
    workout_id: UUID | None
    title: str
    is_new: bool


class MessageView(Read):
    """A message; a sender whose name is empty has left."""

    id: UUID
    member_id: UUID
    sender_id: UUID | None
    sender_name: str
    text: str
    sent_at: datetime
    read_at: datetime | None
