"""Who acts: the person, their role and the tenant they stand in."""

from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from rythm.core.errors import Forbidden


class Role(StrEnum):
    """The built-in roles; `scheduler` stands beside the ladder, `system` is a job, `nobody` not signed in."""

    NOBODY = "nobody"
    ATHLETE = "athlete"
    SCHEDULER = "scheduler"
    COACH = "coach"
    TENANT_ADMIN = "tenant_admin"
    ORG_ADMIN = "org_admin"
    SYSTEM_ADMIN = "system_admin"
    SYSTEM = "system"


@dataclass(frozen=True, slots=True)
class TenantRef:
    """What is known of the tenant an actor stands in."""

    id: UUID
    organisation_id: UUID
    slug: str
    name: str
    brand: str
    on_brand: str


@dataclass(frozen=True, slots=True)
class Actor:
    """The person or job behind a context, as PostgreSQL vouched for it when the context was opened."""

    user_id: UUID | None
    role: Role
    tenant: TenantRef | None
    email: str = ""
    name: str = ""
    session_id: UUID | None = None

    @property
    def tenant_id(self) -> UUID:
        """The tenant's id; raises Forbidden for an administrator of the platform who stands in none."""
        if self.tenant is None:
            raise Forbidden("You stand in no gym: choose one first.")
        return self.tenant.id

    @property
    def person_id(self) -> UUID:
        """The person's id; asking a job for it is a programming error."""
        if self.user_id is None:
            raise LookupError("this actor is no person")
        return self.user_id


@dataclass(frozen=True, slots=True)
class BySession:
    """Enter as whoever holds this browser session; `token_hash` is the SHA-256 of the cookie's value."""

    token_hash: bytes


@dataclass(frozen=True, slots=True)
class ByMembership:
    """Enter as this person in this tenant (or in none, for the platform's own administrators)."""

    user_id: UUID
    tenant_id: UUID | None


@dataclass(frozen=True, slots=True)
class BySystem:
    """Enter as a job: in one tenant, or without one for the platform's own rows."""

    tenant_id: UUID | None


@dataclass(frozen=True, slots=True)
class Anonymous:
    """Enter as nobody: only what sign-in needs can be reached."""


Credential = BySession | ByMembership | BySystem | Anonymous
