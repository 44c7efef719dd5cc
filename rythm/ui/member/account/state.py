"""My account: where I am signed in, and the gyms I belong to."""

import reflex as rx

from rythm.access import Permission
from rythm.core.schema import Read
from rythm.identity import queries, sessions
from rythm.identity.schemas import Seat, SessionRow
from rythm.ui.forms import id_in
from rythm.ui.notice import say
from rythm.ui.state import action, context
from rythm.ui.zone import zone_of
from rythm.web import sockets


class SessionLine(Read):
    """One signed-in browser as the page shows it."""

    id: str
    device: str
    seen: str
    is_current: bool


class AccountState(rx.State):
    """Sessions and gyms of the signed-in person."""

    loaded: bool = False
    sessions: list[SessionLine] = []
    others: int = 0
    gyms: list[Seat] = []
    tenant_slug: str = ""
    password_changed: bool = False

    @action(Permission.ACCOUNT_MANAGE)
    async def load(self):
        """Read sessions and gyms."""
        self.password_changed = self.router.url.query_parameters.get("changed") == "password"
        async with context(self) as ctx:
            me, rows = await queries.me(ctx), await queries.sessions(ctx)
        self.gyms = me.memberships if len(me.memberships) > 1 else []
        self.tenant_slug = me.tenant.slug if me.tenant else ""
        self._show(rows)

    @action(Permission.ACCOUNT_MANAGE)
    async def revoke(self, session_id: str):
        """End one of my sessions."""
        async with context(self) as ctx:
            ended = await sessions.revoke(ctx, id_in(session_id))
            rows = await queries.sessions(ctx)
        await sockets.close_session(ended)
        self._show(rows)
        await say(self, "That browser is signed out.")

    @action(Permission.ACCOUNT_MANAGE)
    async def revoke_others(self):
        """End every session but this one."""
        async with context(self) as ctx:
            ended = await sessions.revoke_others(ctx)
            rows = await queries.sessions(ctx)
        for session_hash in ended:
            await sockets.close_session(session_hash)
        self._show(rows)
        await say(self, "All other browsers are signed out.")

    def _show(self, rows: list[SessionRow]) -> None:
        zone = zone_of(self)
        self.sessions = [
            SessionLine(
                id=str(row.id),
                device=device_name(row.device),
                seen=f"Last seen {row.last_seen_at.astimezone(zone):%d %b, %H:%M}"
                + (f", {row.address}" if row.address else ""),
                is_current=row.is_current,
            )
            for row in rows
        ]
        self.others = sum(not row.is_current for row in rows)
        self.loaded = True


BROWSERS = (
    ("Edg/", "Edge"),
    ("OPR/", "Opera"),
    ("Firefox/", "Firefox"),
    ("Chrome/", "Chrome"),
    ("Safari/", "Safari"),
)
SYSTEMS = (
    ("iPhone", "iPhone"), ("iPad", "iPad"), ("Android", "Android"), ("Windows", "Windows"),
    ("Mac OS X", "Mac"), ("CrOS", "Chromebook"), ("Linux", "Linux"),
)  # fmt: skip


def device_name(user_agent: str) -> str:
    """A browser and its system in words, as far as it tells."""
    browser = next((name for mark, name in BROWSERS if mark in user_agent), "")
    system = next((name for mark, name in SYSTEMS if mark in user_agent), "")
    return " on ".join(part for part in (browser, system) if part) or user_agent[:40] or "Unknown device"
