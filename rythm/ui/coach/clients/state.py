"""The roster: those who need attention first, then the others."""

from datetime import datetime, tzinfo

import reflex as rx

from rythm.access import Permission
from rythm.coaching import queries
from rythm.coaching.schemas import ClientRow
from rythm.core.schema import Read
from rythm.ui import kit, words
from rythm.ui.state import action, context
from rythm.ui.zone import zone_of

MOST = 200
"""So many clients are shown; the search finds the rest."""


class ClientLine(Read):
    """A client as the roster shows them."""

    id: str
    name: str
    why: str
    note: str
    tone: str
    last: str
    last_title: str
    is_training: bool
    this_week: str
    bars: list[kit.Beat]


class ClientsState(rx.State):
    """The roster and what is searched for in it."""

    loaded: bool = False
    date: str = ""
    note: str = ""
    this_week: str = ""
    behind: list[ClientLine] = []
    on_track: list[ClientLine] = []
    more: bool = False
    query: str = ""

    @action(Permission.CLIENT_READ)
    async def load(self):
        """Read the whole roster."""
        self.query = ""
        await self._read()

    @action(Permission.CLIENT_READ)
    async def search(self, text: str):
        """Read those whose name contains the text."""
        self.query = str(text).replace("\x00", "")[:120]
        await self._read()

    async def _read(self) -> None:
        zone = zone_of(self)
        async with context(self) as ctx:
            page = await queries.clients(ctx, self.query, limit=MOST, zone=zone)
        behind = [row for row in page.items if row.is_behind]
        self.behind = [client_line(row, ctx.now, zone) for row in sorted(behind, key=longest_silent)]
        self.on_track = [client_line(row, ctx.now, zone) for row in page.items if not row.is_behind]
        self.more = page.next_cursor is not None
        if not self.query:
            self.date = words.long_day(ctx.now, zone)
            self.note = attention(len(behind), len(page.items), self.more)
            self.this_week = str(sum(row.sessions_this_week for row in page.items))
        self.loaded = True


def longest_silent(row: ClientRow) -> datetime:
    """Sorts those first who have been away longest; those who never began stand with the day they joined."""
    return row.last_workout_at or row.joined_at


def attention(behind: int, all_of_them: int, more: bool) -> str:
    """How many need their coach."""
    if not all_of_them:
        return ""
    many = f"{all_of_them}{'+' if more else ''} {'client' if all_of_them == 1 else 'clients'}"
    if not behind:
        return f"{many}, all on track."
    return f"{behind} of {many} {'needs' if behind == 1 else 'need'} you."


def client_line(row: ClientRow, now: datetime, zone: tzinfo) -> ClientLine:
    """A client in words."""
    return ClientLine(
        id=str(row.id),
        name=row.name,
        why=row.why,
        note=row.note,
        tone="danger" if row.is_behind else "",
        last=words.day(row.last_workout_at, now, zone) if row.last_workout_at else "Never",
        last_title=row.last_title or "",
        is_training=row.is_training,
        this_week=str(row.sessions_this_week),
        bars=kit.beats([float(count) for count in row.weeks], last="bad" if row.is_behind else "on"),
    )
