"""The roster: who needs their coach and why, what was seen or put off, and the panel about one client."""

from datetime import datetime
from typing import Any
from uuid import UUID

import reflex as rx

from rythm.access import Permission
from rythm.coaching import agreements, attention, notes, roster
from rythm.coaching.rules import Group, Kind
from rythm.coaching.views import Agree, SeenReason, Show, Snooze, Sort, WriteNote
from rythm.core.clock import week_starts
from rythm.core.context import Context
from rythm.core.schema import encode_cursor
from rythm.ui import words
from rythm.ui.coach.clients.lines import (
    LONG,
    AgreementLine,
    ClientLine,
    NoteLine,
    RosterGroup,
    agreement_line,
    groups,
    headline,
    note_line,
)
from rythm.ui.forms import id_in, in_form, parse
from rythm.ui.notice import say
from rythm.ui.state import action, context
from rythm.ui.zone import zone_of

PAGE_SIZE = 15
NOTES = 5


class ClientsState(rx.State):
    """The roster under its filters, the panel about one client, and what can be undone."""

    loaded: bool = False
    keeps: bool = False
    date: str = ""
    note: str = ""
    this_week: str = ""
    this_week_of: str = ""
    compliance: str = ""
    records: str = ""
    counts: dict[str, int] = {}
    groups: list[RosterGroup] = []
    found: int = 0
    shown: str = ""
    has_earlier: bool = False
    has_later: bool = False
    query: str = ""
    show: str = "all"
    sort: str = ""

    panel: bool = False
    client: ClientLine = ClientLine()
    agreed: list[AgreementLine] = []
    agreed_from: str = ""
    notes: list[NoteLine] = []
    more_notes: bool = False
    editing: str = ""
    draft: str = ""
    draft_key: int = 0
    errors: dict[str, str] = {}
    done: str = ""

    _start: int = 0
    _notes_cursor: str = ""
    _undo: str = ""
    _undo_member: str = ""
    _undo_what: str = ""

    @action(Permission.CLIENT_READ)
    async def load(self):
        """Show the roster from its beginning."""
        self.query, self.show, self.sort = "", "all", ""
        self.panel, self._start = False, 0
        async with context(self) as ctx:
            await self._read(ctx)

    @action(Permission.CLIENT_READ)
    async def search(self, text: str):
        """Keep to those whose name contains the text."""
        await self._again(query=str(text).replace("\x00", "")[:120])

    @action(Permission.CLIENT_READ)
    async def pick(self, show: str):
        """Keep to one group, or show all."""
        await self._again(show=Show(show).value if show in list(Show) else Show.ALL.value)

    @action(Permission.CLIENT_READ)
    async def order(self, sort: str):
        """Sort otherwise."""
        await self._again(sort=sort if sort in list(Sort) else "")

    @action(Permission.CLIENT_READ)
    async def later(self):
        """Show the next page."""
        await self._again(start=self._start + PAGE_SIZE if self.has_later else self._start)

    @action(Permission.CLIENT_READ)
    async def earlier(self):
        """Show the page before."""
        await self._again(start=max(0, self._start - PAGE_SIZE))

    @action(Permission.CLIENT_READ)
    async def open(self, client_id: str):
        """Open the panel about a client on the page."""
        found = self._line(str(client_id))
        if found is None:
            return
        async with context(self) as ctx:
            await self._open(ctx, found)

    @action(Permission.CLIENT_READ)
    async def close(self):
        """Leave the panel."""
        self.panel, self.editing, self.errors = False, "", {}

    @action(Permission.CLIENT_MANAGE)
    async def see(self, client_id: str, kind: str = ""):
        """Mark a reason as seen, or all of a client's."""
        found = self._line(str(client_id))
        if found is None:
            return
        seen = [
            SeenReason(kind=Kind(each.kind), mark=each.mark, level=each.level)
            for each in found.reasons
            if not each.is_seen and kind in ("", each.kind)
        ]
        async with context(self) as ctx:
            await attention.see(ctx, id_in(found.id), seen)
            await self._read(ctx)
        self._can_undo(f"{found.name}: seen.", "seen", found.id, ",".join(each.kind for each in seen))

    @action(Permission.CLIENT_MANAGE)
    async def snooze(self, client_id: str, days: int):
        """Hear nothing of a client for so many days."""
        member, data = id_in(client_id), parse(Snooze, {"days": days})
        async with context(self) as ctx:
            before = await attention.snooze(ctx, member, data.days)
            await self._read(ctx)
        said = f"Snoozed for {LONG[data.days]}."
        self._can_undo(said, "snooze", str(member), before.isoformat() if before else "")

    @action(Permission.CLIENT_MANAGE)
    async def wake(self, client_id: str):
        """Hear of a client again at once."""
        member = id_in(client_id)
        async with context(self) as ctx:
            before = await attention.put_off(ctx, member, None)
            await self._read(ctx)
        self._can_undo("Awake again.", "snooze", str(member), before.isoformat() if before else "")

    @action(Permission.CLIENT_MANAGE)
    async def undo(self):
        """Take back what was done last."""
        self.done = ""
        async with context(self) as ctx:
            match self._undo:
                case "seen":
                    kinds = [Kind(each) for each in self._undo_what.split(",") if each in list(Kind)]
                    await attention.unsee(ctx, id_in(self._undo_member), kinds)
                case "snooze":
                    until = datetime.fromisoformat(self._undo_what) if self._undo_what else None
                    await attention.put_off(ctx, id_in(self._undo_member), until)
                case "note":
                    await notes.put_back(ctx, id_in(self._undo_what))
                    await self._read_notes(ctx, self._undo_member)
            await self._read(ctx)
        self._undo = ""

    @action(Permission.CLIENT_READ)
    async def forget(self):
        """Let the line about what was done go."""
        self.done = self._undo = ""

    @action(Permission.CLIENT_MANAGE)
    async def agree(self, form: dict[str, Any]):
        """Agree on the workouts a week of the form."""
        self.errors = {}
        with in_form():
            data = parse(Agree, form)
            zone = zone_of(self)
            async with context(self) as ctx:
                found = await agreements.agree(
                    ctx, id_in(self.client.id), data.per_week, data.starts_on, zone=zone
                )
                await self._read(ctx)
        self.agreed = [agreement_line(each, ctx.now, zone) for each in found]
        await say(self, f"{self.client.agreed} with {self.client.name}.")

    @action(Permission.CLIENT_MANAGE)
    async def write(self, form: dict[str, Any]):
        """Keep the note of the form, a new one or the one that is edited."""
        self.errors = {}
        with in_form():
            data = parse(WriteNote, form)
            async with context(self) as ctx:
                if self.editing:
                    await notes.change(ctx, id_in(self.editing), data.text)
                else:
                    await notes.write(ctx, id_in(self.client.id), data.text)
                await self._read_notes(ctx, self.client.id)
        self._edit("", "")

    @action(Permission.CLIENT_MANAGE)
    async def edit(self, note_id: str):
        """Take a note into the form, or leave it."""
        text = next((note.text for note in self.notes if note.id == note_id), "")
        self._edit(str(note_id) if text else "", text)

    @action(Permission.CLIENT_MANAGE)
    async def remove(self, note_id: str):
        """Delete a note."""
        async with context(self) as ctx:
            await notes.remove(ctx, id_in(note_id))
            await self._read_notes(ctx, self.client.id)
        self._edit("", "")
        self._can_undo("The note is deleted.", "note", self.client.id, str(note_id))

    @action(Permission.CLIENT_READ)
    async def older_notes(self):
        """Show the next notes in place of these."""
        async with context(self) as ctx:
            await self._read_notes(ctx, self.client.id, self._notes_cursor or None)

    def _line(self, client_id: str) -> ClientLine | None:
        lines = (line for group in self.groups for line in group.clients)
        return next((line for line in lines if line.id == client_id), None)

    def _edit(self, note_id: str, text: str) -> None:
        self.editing, self.draft = note_id, text
        self.draft_key += 1  # a form that was typed into shows its default only when it is made anew

    def _can_undo(self, said: str, what: str, member: str, which: str) -> None:
        self.done, self._undo, self._undo_member, self._undo_what = said, what, member, which

    async def _again(
        self, *, query: str | None = None, show: str | None = None, sort: str | None = None, start: int = 0
    ) -> None:
        self.query = self.query if query is None else query
        self.show = self.show if show is None else show
        self.sort = self.sort if sort is None else sort
        self._start = start
        async with context(self) as ctx:
            await self._read(ctx)

    async def _read(self, ctx: Context) -> None:
        zone, sort = zone_of(self), Sort(self.sort or Sort.URGENCY)
        read = await roster.roster(
            ctx,
            show=Show(self.show),
            search=self.query,
            sort=sort,
            limit=PAGE_SIZE,
            cursor=encode_cursor(self._start) if self._start else None,
            zone=zone,
        )
        self.groups, self.keeps = groups(read, sort, ctx.now, zone), read.keeps_roster
        self.found, last = read.found, self._start + len(read.items)
        self.shown = f"{self._start + 1}\N{EN DASH}{last} of {read.found}" if read.items else ""
        self.has_earlier, self.has_later = self._start > 0, read.next_cursor is not None
        self.counts = {"all": read.headline.clients} | {
            group.value: count for group, count in read.groups.items()
        }
        self.date = words.long_day(ctx.now, zone)
        self.note = headline(read.headline, read.groups[Group.ATTENTION])
        self.this_week, self.this_week_of = str(read.headline.workouts), f"of {read.headline.agreed}"
        percent = read.headline.compliance_30
        self.compliance = "\N{EN DASH}" if percent is None else str(percent)
        self.records = str(read.headline.records)
        if self.panel and (line := self._line(self.client.id)):
            self.client = line
        self.loaded = True

    async def _open(self, ctx: Context, line: ClientLine) -> None:
        zone = zone_of(self)
        member = id_in(line.id)
        held = await agreements.agreements(ctx, member)
        self.agreed = [agreement_line(each, ctx.now, zone) for each in held]
        await self._read_notes(ctx, line.id)
        self.agreed_from = week_starts(ctx.now, zone, 1)[0].date().isoformat()
        self.client, self.panel, self.errors = line, True, {}
        self._edit("", "")

    async def _read_notes(self, ctx: Context, client_id: str, cursor: str | None = None) -> None:
        member: UUID = id_in(client_id)
        page = await notes.notes(ctx, member, limit=NOTES, cursor=cursor)
        self.notes = [note_line(note, ctx.now, zone_of(self)) for note in page.items]
        self._notes_cursor, self.more_notes = page.next_cursor or "", page.next_cursor is not None
