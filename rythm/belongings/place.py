"""Where an archive comes in."""

from dataclasses import dataclass
from uuid import UUID, uuid5


@dataclass(frozen=True, slots=True)
class Place:
    """Where it goes: ids of the archive become ids of this member here, the same ones every time."""

    tenant_id: UUID
    member_id: UUID

    def id(self, archived: UUID, time: int = 0) -> UUID:
        """The id here; after an import was taken back the same thing comes in under another one."""
        return uuid5(self.member_id, f"{self.tenant_id}/{archived}" + (f"/{time}" if time else ""))
