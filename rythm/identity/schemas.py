"""What sign-in and accounts take and show."""

from datetime import datetime
from typing import Annotated, Literal
from uuid import UUID

from pydantic import Field, StringConstraints

from rythm.core.actor import Role
from rythm.core.schema import Email, Input, Name, PageOf, Read, Search

Password = Annotated[str, StringConstraints(min_length=1, max_length=1000, strip_whitespace=False)]
Slug = Annotated[str, StringConstraints(max_length=40, to_lower=True, strip_whitespace=True)]


class SignIn(Input):
    """Credentials; `tenant` (a slug) chooses between several memberships."""

    email: Email
    password: Password
    tenant: Slug | None = None


class ChangePassword(Input):
    """A new password, with the current one as proof."""

    current: Password
    new: Password


class SwitchTenant(Input):
    """Go to another tenant one belongs to."""

    tenant: Slug


class RefreshToken(Input):
    """A refresh token to use or to end."""

    refresh_token: Annotated[str, StringConstraints(max_length=400)]


class TokenPair(Read):
    """An access token for the API and the refresh token for the next one."""

    access_token: str
    token_type: str = "Bearer"  # noqa: S105 - the OAuth name of the kind of token
    expires_in: int = Field(description="Seconds until the access token ends.")
    refresh_token: str


class PersonRef(Read):
    """The signed-in person."""

    id: UUID
    name: str
    email: str
    role: Role


class TenantBrand(Read):
    """The tenant one stands in, and its colours."""

    id: UUID
    slug: str
    name: str
    brand: str
    on_brand: str


class Seat(Read):
    """A tenant one may stand in, and the role there."""

    tenant_id: UUID
    slug: str
    name: str
    role: Role


class Me(Read):
    """Who is signed in, where, and which page is their home; `leaves_at` once they asked to be removed."""

    home: str
    user: PersonRef
    tenant: TenantBrand | None
    memberships: list[Seat] = []
    leaves_at: datetime | None = None


class SessionRow(Read):
    """One signed-in browser of mine."""

    id: UUID
    device: str
    address: str
    created_at: datetime
    last_seen_at: datetime
    is_current: bool


class AddUser(Input):
    """A new person in the tenant; without a password they get a temporary one, shown once."""

    email: Email
    name: Name
    role: Role
    password: Password | None = None
    coach_id: UUID | None = None


class ChangeRole(Input):
    """Another role for a person of the tenant."""

    role: Role


class AssignCoach(Input):
    """Who looks after a member; null leaves them without a coach."""

    coach_id: UUID | None


class FindUsers(PageOf):
    """Which people: part of a name or address, a role, a status; empty means all."""

    search: Search = ""
    role: Role | Literal[""] = ""
    status: Literal["", "active", "disabled"] = ""


class UserRow(Read):
    """A person of the tenant."""

    id: UUID
    email: str
    name: str
    role: Role
    disabled_at: datetime | None
    created_at: datetime
    coaches: list[str] = []
    coach_ids: list[UUID] = []

    @property
    def status(self) -> str:
        """`active` or `disabled`."""
        return "disabled" if self.disabled_at else "active"


class AddedUser(Read):
    """The person added, with their temporary password when one was made; it cannot be shown again."""

    user: UserRow
    temporary_password: str | None = None
