"""Identifiers: time-ordered UUIDs, made by whoever creates the thing."""

from uuid import UUID

from uuid_utils.compat import uuid7 as _uuid7


def uuid7() -> UUID:
    """A new UUIDv7 (RFC 9562): sortable by the time it was made."""
    return _uuid7()
