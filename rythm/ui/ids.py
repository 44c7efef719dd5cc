"""Ids that come from the address bar or an event: anybody may have written them."""

from uuid import UUID

from rythm.core.errors import NotFound


def parsed(text: object) -> UUID:
    """The id in the text; NotFound when it is none, as for an id that leads nowhere."""
    try:
        return UUID(str(text))
    except ValueError:
        raise NotFound from None
