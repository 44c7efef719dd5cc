"""The tenants of the platform: found, opened with their first admin, suspended and reactivated."""

from typing import Any

import reflex as rx

from rythm.access import Permission
from rythm.core.context import BRAND, Context
from rythm.core.schema import Read
from rythm.identity import provisioning
from rythm.identity.provisioning import OpenTenant
from rythm.tenancy import queries, service
from rythm.tenancy.rules import contrast, slug_of, text_on
from rythm.tenancy.schemas import Branding, FindTenants, TenantRow
from rythm.ui.admin.words import day
from rythm.ui.forms import fields_of, id_in, in_form, parse
from rythm.ui.notice import say
from rythm.ui.state import action, context

PAGE_SIZE = 30


class TenantLine(Read):
    """A tenant as the table shows it."""

    id: str = ""
    name: str = ""
    slug: str = ""
    organisation: str = ""
    people: int = 0
    opened: str = ""
    is_suspended: bool = False


class TenantsState(rx.State):
    """The list under its filters, the form for a new tenant, and the question before one is shut."""

    loaded: bool = False
    rows: list[TenantLine] = []
    more: bool = False
    words: str = ""
    status: str = ""

    panel: str = ""
    errors: dict[str, str] = {}
    slug: str = ""
    brand: str = BRAND
    on_brand: str = ""
    ratio: str = ""
    opened: str = ""
    admin: str = ""
    password: str = ""
    copied: bool = False
    asked: TenantLine = TenantLine()

    _cursor: str = ""

    @action(Permission.TENANT_MANAGE)
    async def load(self) -> None:
        """Show every tenant."""
        self.words = self.status = self.panel = ""
        async with context(self) as ctx:
            await self._show(ctx)
        self.loaded = True

    @action(Permission.TENANT_MANAGE)
    async def search(self, words: str) -> None:
        """Keep to those whose name, short name or organisation has these words in it."""
        await self._filter(search=words)

    @action(Permission.TENANT_MANAGE)
    async def pick_status(self, status: str) -> None:
        """Keep to active or suspended tenants, or show both."""
        await self._filter(status=status)

    @action(Permission.TENANT_MANAGE)
    async def load_more(self) -> None:
        """Show the next page below."""
        async with context(self) as ctx:
            await self._show(ctx, after=self._cursor)

    @action(Permission.TENANT_MANAGE)
    async def begin(self) -> None:
        """Begin a new tenant."""
        self.panel, self.errors, self.slug, self.copied = "create", {}, "", False
        self._paint(BRAND)

    @action(Permission.TENANT_MANAGE)
    async def suggest(self, name: str) -> None:
        """Suggest a short name for the name typed."""
        self.slug = slug_of(str(name)[:200])

    @action(Permission.TENANT_MANAGE)
    async def pick_brand(self, brand: str) -> None:
        """Show how the colour looks, and the text on it."""
        self._paint(parse(Branding, {"brand": brand}).brand or BRAND)

    @action(Permission.TENANT_MANAGE)
    async def close(self, panel: str) -> None:
        """Leave this panel, unless another has taken its place, and forget the password it may show."""
        if self.panel == panel:
            self.panel, self.password = "", ""

    @action(Permission.TENANT_MANAGE)
    async def create(self, form: dict[str, Any]) -> None:
        """Open the tenant in the form, then show its admin's temporary password, this once."""
        self.errors = {}
        with in_form():
            form = fields_of(form)
            name = str(form.get("name", ""))
            spared = {"slug": slug_of(name or "gym"), "organisation_name": name}
            data = parse(OpenTenant, spared | {key: value for key, value in form.items() if value})
            async with context(self) as ctx:
                done = await provisioning.open_tenant(ctx, data)
                await self._show(ctx)
        self.panel, self.opened = "created", done.tenant.name
        self.admin, self.password = done.admin.user.email, done.admin.temporary_password or ""

    @action(Permission.TENANT_MANAGE)
    async def mark_copied(self) -> None:
        """Say that the password is in the clipboard."""
        self.copied = True

    @action(Permission.TENANT_MANAGE)
    async def ask(self, tenant_id: str) -> None:
        """Ask before a tenant is suspended or reactivated."""
        async with context(self) as ctx:
            self.asked = _line(await queries.tenant(ctx, id_in(tenant_id)))
        self.panel = "reactivate" if self.asked.is_suspended else "suspend"

    @action(Permission.TENANT_MANAGE)
    async def suspend(self) -> None:
        """Shut the tenant asked about."""
        self.panel = ""
        async with context(self) as ctx:
            await service.suspend(ctx, id_in(self.asked.id))
            await self._show(ctx)
        await say(self, f"{self.asked.name} is suspended.")

    @action(Permission.TENANT_MANAGE)
    async def reactivate(self) -> None:
        """Open the tenant asked about again."""
        self.panel = ""
        async with context(self) as ctx:
            await service.reactivate(ctx, id_in(self.asked.id))
            await self._show(ctx)
        await say(self, f"{self.asked.name} is open again.")

    async def _filter(self, **change: object) -> None:
        which = parse(FindTenants, {"search": self.words, "status": self.status} | change)
        self.words, self.status = which.search, which.status
        async with context(self) as ctx:
            await self._show(ctx)

    async def _show(self, ctx: Context, after: str | None = None) -> None:
        page = await queries.tenants(
            ctx, search=self.words, status=self.status, limit=PAGE_SIZE, cursor=after
        )
        found = [_line(row) for row in page.items]
        self.rows = [*self.rows, *found] if after else found
        self._cursor = page.next_cursor or ""
        self.more = page.next_cursor is not None

    def _paint(self, brand: str) -> None:
        self.brand, self.on_brand = brand, text_on(brand)
        self.ratio = f"{contrast(self.on_brand, brand):.1f} to 1"


def _line(row: TenantRow) -> TenantLine:
    return TenantLine(
        id=str(row.id),
        name=row.name,
        slug=row.slug,
        organisation=row.organisation,
        people=row.people,
        opened=day(row.created_at),
        is_suspended=row.status == "suspended",
    )
