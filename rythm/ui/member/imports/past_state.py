"""The imports there were, what in them awaits a look, and taking one back."""

from datetime import datetime, tzinfo

import reflex as rx

from rythm.access import Permission
from rythm.belongings import arrivals
from rythm.core.schema import Page, Read
from rythm.ui import routes, words
from rythm.ui.forms import id_in
from rythm.ui.member.imports.words import SOURCES, plain_day
from rythm.ui.notice import say
from rythm.ui.state import action, context
from rythm.ui.zone import zone_of
from rythm.workouts import import_batches
from rythm.workouts.import_reports import FlagRow, ImportRow

PAGE_SIZE = 10
FLAGS_SHOWN = 20


class Past(Read):
    """An import in the list."""

    id: str
    title: str
    note: str
    is_undone: bool


class Flag(Read):
    """A value to look at."""

    id: str
    reason: str
    where: str
    path: str


class Asked(Read):
    """What taking an import back would do."""

    import_id: str = ""
    goes: str = ""
    stays: str = ""


class PastState(rx.State):
    """Past imports and their flags; `saved` counts what changed, so that the phone's copy follows."""

    rows: list[Past] = []
    more: bool = False
    flags: list[Flag] = []
    more_flags: bool = False
    asked: Asked = Asked()
    is_asking: bool = False
    all_of_it: bool = False
    saved: int = 0
    _cursor: str = ""

    @action(Permission.WORKOUT_LOG)
    async def load(self):
        """Read the latest imports and what awaits a look."""
        await self._show()

    @action(Permission.WORKOUT_LOG)
    async def show_more(self):
        """Read older imports."""
        if not self._cursor:
            return
        async with context(self) as ctx:
            found = await import_batches.batches(ctx, limit=PAGE_SIZE, cursor=self._cursor)
        self._append(found, ctx.now)

    @action(Permission.WORKOUT_LOG)
    async def review(self, flag_id: str):
        """Say that a value is right as it is."""
        async with context(self) as ctx:
            await import_batches.review(ctx, id_in(flag_id))
            flags = await import_batches.flags(ctx, limit=FLAGS_SHOWN)
        self._show_flags(flags)

    @action(Permission.WORKOUT_LOG)
    async def ask(self, import_id: str):
        """Ask before an import is taken back, with what would go and what would stay."""
        async with context(self) as ctx:
            would = await import_batches.would_go(ctx, id_in(import_id))
        changed = words.count(would.kept, "workout")
        self.all_of_it = False
        goes = "goes" if would.workouts == 1 else "go"
        stays = "stays" if would.kept == 1 else "stay"
        self.asked = Asked(
            import_id=str(id_in(import_id)),
            goes=f"{words.count(would.workouts, 'workout')} {goes} from your history, and the exercises"
            " it added unless something else uses them. You can import the file again.",
            stays=f"{changed} you changed since {stays}." if would.kept else "",
        )
        self.is_asking = True

    @action(Permission.WORKOUT_LOG)
    async def take_all(self, on: bool):
        """Also take what was changed since, or leave it."""
        self.all_of_it = on is True

    @action(Permission.WORKOUT_LOG)
    async def leave_it(self):
        """Take nothing back."""
        self.asked, self.is_asking = Asked(), False

    @action(Permission.WORKOUT_LOG)
    async def undo(self):
        """Take the import back that was asked about."""
        import_id = id_in(self.asked.import_id)
        async with context(self) as ctx:
            undone = await import_batches.undo(ctx, import_id, changed=self.all_of_it)
            file = await arrivals.current(ctx)
            if file is not None and file.report is not None and file.report.import_id == import_id:
                await arrivals.forget(ctx, file.id)  # what it brought is not in any more
        self.asked, self.is_asking = Asked(), False
        self.saved += 1
        await self._show()
        stays = f" {words.count(undone.kept, 'workout')} stayed." if undone.kept else ""
        await say(self, f"{words.count(undone.workouts, 'workout')} taken back.{stays}")

    async def _show(self) -> None:
        async with context(self) as ctx:
            found = await import_batches.batches(ctx, limit=PAGE_SIZE)
            flags = await import_batches.flags(ctx, limit=FLAGS_SHOWN)
        self.rows = []
        self._append(found, ctx.now)
        self._show_flags(flags)

    def _append(self, found: Page[ImportRow], now: datetime) -> None:
        zone = zone_of(self)
        self.rows = [*self.rows, *(_past(row, now, zone) for row in found.items)]
        self._cursor, self.more = found.next_cursor or "", found.next_cursor is not None

    def _show_flags(self, found: Page[FlagRow]) -> None:
        zone = zone_of(self)
        self.flags = [_flag(flag, zone) for flag in found.items]
        self.more_flags = found.next_cursor is not None


def _past(row: ImportRow, now: datetime, zone: tzinfo) -> Past:
    said = (words.date_of(row.created_at, now, zone), words.count(row.sets, "set"), row.file_name)
    return Past(
        id=str(row.id),
        title=f"{SOURCES.get(row.source, row.source)}, {words.count(row.workouts, 'workout')}",
        note=", ".join(part for part in said if part),
        is_undone=row.undone_at is not None,
    )


def _flag(flag: FlagRow, zone: tzinfo) -> Flag:
    day = plain_day(flag.started_at.astimezone(zone).date())
    said = (flag.exercise_name or "", flag.title, day, f"line {flag.line:,}")
    return Flag(
        id=str(flag.id),
        reason=f"{flag.reason[:1].upper()}{flag.reason[1:]}",
        where=", ".join(part for part in said if part),
        path=routes.workout(str(flag.workout_id)),
    )
