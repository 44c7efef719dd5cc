"""What counts as the same name, which words a search looks for, and how far one's right to add must reach."""

import re
from enum import StrEnum

from rythm.access import Reach


class Scope(StrEnum):
    """Whose a thing is: everybody's, one tenant's, or one person's."""

    SYSTEM = "system"
    TENANT = "tenant"
    USER = "user"


REACH_TO_ADD = {Scope.USER: Reach.OWN, Scope.TENANT: Reach.TENANT, Scope.SYSTEM: Reach.PLATFORM}
"""How far the permission to add has to carry for each scope."""


def lowered(name: str) -> str:
    """What `name_key` columns hold: the name in lower case with single spaces, to sort and search by."""
    return " ".join(name.lower().split())


def search_words(search: str) -> list[str]:
    """The words of a search, without punctuation; `Press (DB)` and `press db` look for the same."""
    return re.findall(r"[^\W_]+", search.lower())[:8]
