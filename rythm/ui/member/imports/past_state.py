"""The imports there were, what in them awaits a look, and taking one back."""

from datetime import datetime, tzinfo

import reflex as rx

from rythm.access import Permission
from rythm.belongings import arrivals, undoing
from rythm.core.schema import Page, Read
from rythm.ui import routes, words
from rythm.ui.forms import id_in
from rythm.ui.member.imports.words import SOURCES, plain_day
from rythm.ui.notice import say
from rythm.ui.state import action, context
from rythm.ui.zone import zone_of
from rythm.workouts import import_batches
from rythm.workouts.import_reports import FlagRow, ImportRow, Undone

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
    is_busy: bool = False
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
            would = await undoing.would_go(ctx, id_in(import_id))
        self.all_of_it = False
        going = would.workouts + would.templates + would.body_metrics
        staying = would.kept + would.also_kept
        whence = "history" if going == would.workouts else "account"
        self.asked = Asked(
            import_id=str(id_in(import_id)),
            goes=f"{_things(would)} {'goes' if going == 1 else 'go'} from your {whence}, and the exercises"
            " it added unless something else uses them. You can import the file again.",
            stays=f"{_kept(would)} you changed since {'stays' if staying == 1 else 'stay'}."
            if staying
            else "",
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
        self.is_busy = True
        yield
        self.is_busy = False
        async with context(self) as ctx:
            undone = await undoing.undo(ctx, import_id, changed=self.all_of_it)
            file = await arrivals.current(ctx)
            if file is not None and file.report is not None and file.report.import_id == import_id:
                await arrivals.forget(ctx, file.id)  # what it brought is not in any more
        self.asked, self.is_asking = Asked(), False
        self.saved += 1
        await self._show()
        stays = f" {_kept(undone)} stayed." if undone.kept or undone.also_kept else ""
        await say(self, f"{_things(undone)} taken back.{stays}")

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


def _things(undone: Undone) -> str:
    """`3 workouts`; of an archive `3 workouts, 2 templates and 1 measurement`."""
    more = (words.count(undone.templates, "template"), words.count(undone.body_metrics, "measurement"))
    counted = (undone.templates, undone.body_metrics)
    said = [one for one, many in zip(more, counted, strict=True) if many]
    if undone.workouts or not said:
        said = [words.count(undone.workouts, "workout"), *said]
    return said[0] if len(said) == 1 else f"{', '.join(said[:-1])} and {said[-1]}"


def _kept(undone: Undone) -> str:
    """`2 workouts`; of an archive also `1 other thing`."""
    workouts, others = words.count(undone.kept, "workout"), words.count(undone.also_kept, "other thing")
    return " and ".join(one for one, many in ((workouts, undone.kept), (others, undone.also_kept)) if many)


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
