"""What tenants take and show."""

from datetime import datetime
from typing import Annotated, Literal, Self
from uuid import UUID

from pydantic import BeforeValidator, StringConstraints, model_validator

from rythm.core.schema import Input, Name, PageOf, Read, Search
from rythm.tenancy.rules import is_readable


def _lower(value: object) -> object:
    return value.strip().lower() if isinstance(value, str) else value


Lower = BeforeValidator(_lower)
Slug = Annotated[
    str, Lower, StringConstraints(min_length=2, max_length=39, pattern=r"^[a-z0-9](-?[a-z0-9])+$")
]
"""What a tenant is called in addresses: lower-case letters, digits and single hyphens between them."""

Colour = Annotated[str, Lower, StringConstraints(pattern=r"^#[0-9a-f]{6}$")]
Status = Literal["", "active", "suspended"]


class FindTenants(PageOf):
    """Which tenants: part of a name, slug or organisation, and a status; empty means all."""

    search: Search = ""
    status: Status = ""


class Branding(Input):
    """A tenant's accent colour and the text on it; without `on_brand` a readable one is chosen."""

    brand: Colour | None = None
    on_brand: Colour | None = None

    @model_validator(mode="after")
    def _readable(self) -> Self:
        if self.on_brand is not None and (self.brand is None or not is_readable(self.on_brand, self.brand)):
            raise ValueError(
                "Text of this colour cannot be read on the brand colour (contrast below 4.5 to 1)."
            )
        return self


class CreateTenant(Branding):
    """A new tenant in an organisation that is there, or in a new one."""

    name: Name
    slug: Slug
    organisation_id: UUID | None = None
    organisation_name: Name | None = None

    @model_validator(mode="after")
    def _one_organisation(self) -> Self:
        if (self.organisation_id is None) == (self.organisation_name is None):
            raise ValueError("Give either an organisation that is there or the name of a new one.")
        return self


class ChangeTenant(Branding):
    """Another name or colour for a tenant; what is left out stays."""

    name: Name | None = None


class TenantRow(Read):
    """A tenant in the platform's list; `people` are those who are not disabled."""

    id: UUID
    slug: str
    name: str
    status: str
    organisation: str
    people: int
    created_at: datetime
