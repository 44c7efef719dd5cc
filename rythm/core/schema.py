"""The bases of what comes in and what goes out, and keyset pages."""

import base64
import binascii
from datetime import datetime
from typing import Annotated, Generic, TypeVar
from uuid import UUID

import orjson
from pydantic import BaseModel, BeforeValidator, ConfigDict, StringConstraints, field_validator
from pydantic import Field as Limit

from rythm.core.errors import Invalid


class Input(BaseModel):
    """What a caller sends; unknown fields are refused, so that a typing error is never silently ignored."""

    model_config = ConfigDict(extra="forbid", str_strip_whitespace=True)

    @field_validator("*", mode="before")
    @classmethod
    def _storable(cls, value: object) -> object:
        if isinstance(value, str) and "\x00" in value:
            raise ValueError("This text holds a character that cannot be stored.")
        return value


class Read(BaseModel):
    """What is shown; made from rows, holds nothing a caller may not see."""

    model_config = ConfigDict(from_attributes=True)


def _address(value: object) -> object:
    return value.strip().lower() if isinstance(value, str) else value


Name = Annotated[str, StringConstraints(min_length=1, max_length=120, strip_whitespace=True)]
Note = Annotated[str, StringConstraints(max_length=2000, strip_whitespace=True)]
Search = Annotated[str, StringConstraints(max_length=100, strip_whitespace=True)]
Email = Annotated[
    str,
    BeforeValidator(_address),
    StringConstraints(max_length=254, pattern=r"^[^@\s]+@[^@\s]+\.[^@\s.]{2,}$"),
]
"""An address in lower case with something before the @ and a domain with an ending."""

Item = TypeVar("Item")


class Page(BaseModel, Generic[Item]):
    """One page of a list; `next_cursor` asks for the next one and is null on the last."""

    items: list[Item]
    next_cursor: str | None = None


class PageOf(Input):
    """Which page: at most `limit` items after `cursor`."""

    limit: Annotated[int, Limit(ge=1, le=100)] = 20
    cursor: Annotated[str, StringConstraints(max_length=400)] | None = None


def encode_cursor(*key: str | int | datetime | UUID) -> str:
    """A cursor that names the last row shown."""
    return base64.urlsafe_b64encode(orjson.dumps(list(key))).decode().rstrip("=")


def decode_cursor(
    cursor: str, *kinds: type[str] | type[datetime] | type[UUID] | type[int]
) -> tuple[object, ...]:
    """The key in a cursor; raises Invalid when it was not made by `encode_cursor` for this list."""
    try:
        parts = orjson.loads(base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
        if not isinstance(parts, list) or len(parts) != len(kinds):
            raise ValueError
        return tuple(_part(part, kind) for part, kind in zip(parts, kinds, strict=True))
    except (ValueError, TypeError, binascii.Error):
        raise Invalid("This page does not exist.", fields={"cursor": "not a cursor of this list"}) from None


def _part(part: object, kind: type) -> object:
    if "\x00" in str(part):
        raise ValueError("PostgreSQL cannot hold this")
    if kind is datetime:
        return datetime.fromisoformat(str(part))
    if kind is int and not (isinstance(part, int) and abs(part) < 2**31):
        raise ValueError("PostgreSQL compares it with an integer")
    return kind(part)
