"""Open a tenant together with its first administrator, all or nothing."""

from rythm.core.actor import Role
from rythm.core.context import Context, inside
from rythm.core.schema import Email, Name, Read
from rythm.identity import people
from rythm.identity.schemas import AddedUser, AddUser, Password
from rythm.tenancy import queries as tenancy
from rythm.tenancy import service
from rythm.tenancy.schemas import CreateTenant, TenantRow


class OpenTenant(CreateTenant):
    """A new tenant and who runs it; without a password they get a temporary one, shown once."""

    admin_email: Email
    admin_name: Name
    admin_password: Password | None = None


class OpenedTenant(Read):
    """The tenant opened and its administrator."""

    tenant: TenantRow
    admin: AddedUser


async def open_tenant(ctx: Context, data: OpenTenant) -> OpenedTenant:
    """Add a tenant with its first administrator, as the platform.

    Somebody who has an account already keeps their password. Raises Forbidden, Conflict and Invalid.
    """
    tenant = await service.create(ctx, data)
    person = AddUser(
        email=data.admin_email, name=data.admin_name, role=Role.TENANT_ADMIN, password=data.admin_password
    )
    async with inside(ctx, tenant.id) as there:
        admin = await people.add(there, person)
    return OpenedTenant(tenant=await tenancy.tenant(ctx, tenant.id), admin=admin)
