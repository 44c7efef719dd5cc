"""The file somebody brings: what is in it, how its import goes, and what came of it."""

from typing import Any

import reflex as rx

from rythm.access import Permission
from rythm.belongings import arrivals, background
from rythm.belongings.files import ArchiveLook, Brought, FileRow, Look
from rythm.core.errors import Invalid
from rythm.core.schema import Read
from rythm.ui import words
from rythm.ui.forms import fields_of, id_in
from rythm.ui.member.imports.matching import MatchState, chosen_of, take_names
from rythm.ui.member.imports.past_state import PastState
from rythm.ui.member.imports.words import SOURCES, period, size
from rythm.ui.state import action, context, credential
from rythm.ui.zone import zone_of
from rythm.workouts.formats.logs import LineProblem
from rythm.workouts.import_reports import HowToRead, ImportReport, NamedExercise

MOST_LINES = 40
"""Lines of a file that are named on the page."""


class Line(Read):
    """A line of the file, and what is wrong or odd about it."""

    where: str
    reason: str


class Seen(Read):
    """What the page says about a file before it comes in."""

    source: str = ""
    file: str = ""
    period: str = ""
    workouts: str = ""
    sets: str = ""
    known: str = ""
    nothing_new: bool = False
    go: str = ""
    needs_unit: bool = False
    broken: str = ""
    odd: str = ""
    more: str = ""


class Summary(Read):
    """What came in."""

    title: str = ""
    sets: str = ""
    exercises: str = ""
    asides: list[str] = []


class ImportState(rx.State):
    """One file at a time; `saved` counts what changed on the server, so that the phone's copy follows."""

    loaded: bool = False
    stage: str = "choose"
    seen: Seen = Seen()
    broken_lines: list[Line] = []
    odd_lines: list[Line] = []
    unit: str = ""
    problem: str = ""
    progress: float = 0.0
    progress_words: str = ""
    summary: Summary = Summary()
    saved: int = 0
    _file_id: str = ""

    @action(Permission.WORKOUT_LOG)
    async def load(self):
        """Show the file that was sent last, wherever it is by now."""
        await self._open()
        self.loaded = True

    @action(Permission.WORKOUT_LOG)
    async def told(self, form: dict[str, Any]):
        """Hear from the browser that a file was sent, or why not."""
        problem = fields_of(form).get("problem")
        if isinstance(problem, str) and problem:
            self.stage, self.problem = "choose", problem[:500]
            return
        self.unit = ""
        await self._open()

    @action(Permission.WORKOUT_LOG)
    async def pick_unit(self, unit: str):
        """Say what the weights of the file are in; what is odd depends on it."""
        if self.stage == "look" and unit in ("kg", "lb"):
            self.unit = unit
            await self._open()

    @action(Permission.WORKOUT_LOG)
    async def start(self):
        """Import the file beside this page: it goes on if the page is closed."""
        if self.seen.needs_unit and not self.unit:
            self.problem = "Say whether the weights are in kg or lb."
            return
        file_id = id_in(self._file_id)
        chosen = chosen_of(await self.get_state(MatchState))
        how = self._how().model_copy(update={"exercises": chosen})
        async with context(self) as ctx:
            await arrivals.claim(ctx, file_id)
            row = await arrivals.file(ctx, file_id)
        background.import_beside(credential(self), file_id, how)
        self.stage, self.problem = "running", ""
        self._go_on(row)

    @action(Permission.WORKOUT_LOG)
    async def watch(self):
        """Read how far the import is; the page asks again until it is over."""
        if self.stage != "running":
            return None
        async with context(self) as ctx:
            row = await arrivals.current(ctx)
        if row is not None and row.state == "running":
            self._go_on(row)
            return None
        await self._open()
        if self.stage != "done":
            return None
        self.saved += 1
        return PastState.load

    @action(Permission.WORKOUT_LOG)
    async def discard(self):
        """Throw the file away and choose another; what was imported stays."""
        async with context(self) as ctx:
            row = await arrivals.current(ctx)
            if row is not None:
                await arrivals.forget(ctx, row.id)
        self.unit, self._file_id = "", ""
        self.stage, self.problem = "choose", ""

    async def _open(self) -> None:
        try:
            async with context(self) as ctx:
                row, look = await arrivals.opened(ctx, self._how())
        except Invalid as error:
            self.stage, self.problem = "choose", next(iter(error.fields.values()), error.message)
            return
        self.problem = row.problem if row else ""
        self._file_id = str(row.id) if row else ""
        if row is None:
            self.stage = "choose"
        elif look is not None:
            self.stage = "look"
            await self._show(row, look)
        elif row.report is not None:
            self.stage, self.summary = "done", _summary(row.report)
        else:
            self.stage = "running"
            self._go_on(row)

    def _go_on(self, row: FileRow) -> None:
        self.progress = round(row.done / row.total, 2) if row.total else 0.0
        if not row.total:
            self.progress_words = "Reading the file"
        elif row.done == row.total:
            self.progress_words = "Adding it all up"
        else:
            self.progress_words = f"{row.done:,} of {words.count(row.total, 'set')}"

    async def _show(self, row: FileRow, look: Look) -> None:
        file = f"{row.name}, {size(row.size)}" if row.name else size(row.size)
        lines: list[LineProblem] = []
        named: list[NamedExercise] = []
        if look.log is not None:
            self.seen = _seen_log(look.log, file)
            lines, named = look.log.problems, look.log.exercises
        elif look.archive is not None:
            self.seen = _seen_archive(look.archive, file)
        self.broken_lines = _told(lines, "error")
        self.odd_lines = _told(lines, "warning")
        take_names(await self.get_state(MatchState), str(row.id), named)

    def _how(self) -> HowToRead:
        zone = getattr(zone_of(self), "key", "UTC")
        return HowToRead(unit="kg" if self.unit == "kg" else "lb" if self.unit == "lb" else None, zone=zone)


def _told(lines: list[LineProblem], severity: str) -> list[Line]:
    told = [line for line in lines if line.severity == severity][:MOST_LINES]
    return [Line(where=f"Line {line.line:,}", reason=line.reason) for line in told]


def _seen_log(report: ImportReport, file: str) -> Seen:
    stay = (
        "is here already and stays as it is"
        if report.unchanged == 1
        else "are here already and stay as they are"
    )
    odd = len([line for line in report.problems if line.severity == "warning"])
    return Seen(
        source=SOURCES.get(report.source, report.source),
        file=file,
        period=period(report.first_on, report.last_on),
        workouts=f"{report.created:,}",
        sets=f"{report.sets:,}",
        known=f"{words.count(report.unchanged, 'workout')} {stay}." if report.unchanged else "",
        nothing_new=report.created == 0,
        go=f"Import {words.count(report.created, 'workout')}",
        needs_unit=report.needs_unit,
        broken=words.count(report.left_out, "line") if report.left_out else "",
        odd=words.count(odd, "line") if odd else "",
        more=f"The first {MOST_LINES} are shown." if max(report.left_out, odd) > MOST_LINES else "",
    )


def _seen_archive(archive: ArchiveLook, file: str) -> Seen:
    whose = f" of {archive.name}" if archive.name else ""
    here = archive.workouts - archive.new
    parts = [
        words.count(archive.exercises, "exercise"),
        words.count(archive.templates, "template"),
        words.count(archive.body_metrics, "measurement"),
    ]
    known = (
        f" {words.count(here, 'workout')} of it {'is' if here == 1 else 'are'} here already." if here else ""
    )
    return Seen(
        source=f"An archive{whose}",
        file=f"{file}, from {archive.gym}" if archive.gym else file,
        period=period(archive.first_on, archive.last_on),
        workouts=f"{archive.new:,}",
        sets=f"{archive.sets:,}",
        known=f"With {', '.join(parts)}.{known} What you have stays as it is.",
        go=f"Import {words.count(archive.new, 'workout')}" if archive.new else "Import what is new",
    )


def _summary(report: Brought) -> Summary:
    asides = []
    if report.known:
        asides.append(f"{report.known:,} were here already and stayed as they are.")
    if report.left_out:
        were = "was" if report.left_out == 1 else "were"
        asides.append(f"{words.count(report.left_out, 'line')} could not be read and {were} left out.")
    if report.flagged:
        asides.append(
            f"Have a look at {words.count(report.flagged, 'odd value')} below; no record comes of it."
        )
    more = [
        words.count(many, what)
        for many, what in ((report.templates, "template"), (report.body_metrics, "measurement"))
        if many
    ]
    if more:
        asides.insert(0, f"{'Also' if report.workouts else 'In came'} {' and '.join(more)}.")
    title = f"{words.count(report.workouts, 'workout')} {'is' if report.workouts == 1 else 'are'} in"
    return Summary(
        title=title if report.workouts or not report.known else "No workout was new",
        sets=f"{report.sets:,}",
        exercises=f"{report.exercises:,}",
        asides=asides,
    )
