"""Who is signed in, as every signed-in page shows it."""

import reflex as rx

from rythm.access import Permission
from rythm.ui.state import action, context


class Me(rx.State):
    """The signed-in person; loaded with each page, so a role taken away shows at the next one."""

    name: str = ""
    email: str = ""
    role: str = ""
    tenant_name: str = ""

    @action(Permission.ACCOUNT_MANAGE)
    async def load(self):
        """Read who this session belongs to."""
        async with context(self) as ctx:
            actor = ctx.actor
        self.name, self.email, self.role = actor.name, actor.email, actor.role.value
        self.tenant_name = actor.tenant.name if actor.tenant else "All gyms"
