"""`rythm import`: bring a member's history along, or exercises from other libraries."""

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any
from uuid import UUID
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import typer
from sqlalchemy import text

from rythm.belongings.archive import LARGEST, Archive, read
from rythm.belongings.undoing import undo
from rythm.belongings.unpacking import ArchiveReport, unpack
from rythm.cli.console import Say, console, step
from rythm.cli.database import bring_up_to_date, opened, run
from rythm.cli.options import DataDir, configure
from rythm.core.actor import Anonymous, ByMembership, BySystem
from rythm.core.context import open_context
from rythm.core.errors import ConfigurationError, Invalid, NotFound
from rythm.exercises.imports import ExerciseFile, import_exercises
from rythm.exercises.imports import ImportReport as ImportedExercises
from rythm.exercises.imports import UnreadableFileError as UnreadableExercises
from rythm.exercises.imports import parse as parse_exercises
from rythm.workouts.formats.delimited import UnreadableFileError
from rythm.workouts.formats.logs import Log
from rythm.workouts.formats.reading import parse
from rythm.workouts.import_reports import ImportReport, Undone
from rythm.workouts.imports import import_log

SHOWN_PROBLEMS = 50
SHOWN_NAMES = 20
HELP = "Bring training logs and exercises from other apps."


class Unit(StrEnum):
    """What the weights of a file are in."""

    KG = "kg"
    LB = "lb"


@dataclass(frozen=True, slots=True)
class Member:
    """A person in a gym."""

    user_id: UUID
    tenant_id: UUID


def register(app: typer.Typer) -> None:
    """Add the commands."""
    imports = typer.Typer(help=HELP, no_args_is_help=True)
    imports.command("file")(file_command)
    imports.command("strong", hidden=True)(file_command)  # what `file` was called before it knew other apps
    imports.command("undo")(undo_command)
    imports.command("exercises")(exercises_command)
    imports.command("archive")(archive_command)
    app.add_typer(imports, name="import", help=HELP)


def file_command(
    file: Annotated[
        Path, typer.Argument(help="The CSV file that Strong, Hevy, FitNotes, StrongLifts or Rythm exported.")
    ],
    member: Annotated[str, typer.Option(help="The member's e-mail address.")],
    unit: Annotated[
        Unit | None, typer.Option(help="What its weights are in, where the file does not say.")
    ] = None,
    tenant: Annotated[str | None, typer.Option(help="The gym's slug, when the member has several.")] = None,
    time_zone: Annotated[str, typer.Option(help="Where the member trained, such as Europe/Berlin.")] = "UTC",
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only say what would happen.")] = False,
    data_dir: DataDir = None,
) -> None:
    """Import the export of another app into a member's history.

    Exercises nobody knows become the member's own. Importing the same file again changes nothing. A line that
    makes no sense is named with its reason, and the rest is imported.
    """
    log = _read(file, unit, time_zone)
    if log.needs_unit and log.unit is None and not dry_run:
        raise ConfigurationError(f"{file} does not say what its weights are in: add --unit kg or --unit lb.")
    with opened(configure(data_dir=data_dir)) as up:
        bring_up_to_date(up.urls)
        report = run(up.urls, _import(log, member, tenant, file.name, dry_run=dry_run))
    _show(report, dry_run=dry_run)


def undo_command(
    import_id: Annotated[UUID, typer.Argument(help="The number that the import said at its end.")],
    changed: Annotated[
        bool, typer.Option("--changed", help="Also workouts that the member changed since.")
    ] = False,
    data_dir: DataDir = None,
) -> None:
    """Take an import back: its workouts go, and the exercises it added that nothing uses.

    Of an archive also its templates, measurements, goals and what else it added. What the member changed
    since stays unless --changed is given. The file can be imported again.
    """
    with opened(configure(data_dir=data_dir)) as up:
        bring_up_to_date(up.urls)
        undone = run(up.urls, _undo(import_id, changed))
    stay = undone.kept + undone.also_kept
    kept = f", {stay:,} stay because they were changed since (--changed takes them)" if stay else ""
    more = f", {undone.templates:,} templates, {undone.body_metrics:,} measurements"
    more = more if undone.templates or undone.body_metrics else ""
    console.print(
        f"[green]✓[/] {undone.workouts:,} workouts{more} and {undone.exercises:,} exercises "
        f"taken back{kept}.",
        soft_wrap=True,
    )


async def _undo(import_id: UUID, changed: bool) -> Undone:
    async with open_context(BySystem(None)) as ctx:
        tenants = list((await ctx.db.execute(text("select id from tenant order by id"))).scalars())
    for tenant_id in tenants:
        try:
            async with open_context(BySystem(tenant_id)) as ctx:
                return await undo(ctx, import_id, changed=changed)
        except NotFound:
            continue
    raise NotFound(f"There is no import {import_id}.")


def exercises_command(
    file: Annotated[
        Path,
        typer.Argument(
            help="JSON of free-exercise-db, or of wger's /api/v2/exerciseinfo/ (one or more pages)."
        ),
    ],
    tenant: Annotated[
        str | None, typer.Option(help="The gym's slug; without, every gym gets the exercises.")
    ] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only say what would happen.")] = False,
    data_dir: DataDir = None,
) -> None:
    """Import exercises from the file of another library.

    What is known already stays as it is, so importing the same file again changes nothing. An entry that
    makes no sense is named with its reason, and the rest is imported. Of wger come facts and names in all
    languages; its descriptions belong to their authors and stay where they are.
    """
    found = _exercises_in(file)
    with opened(configure(data_dir=data_dir)) as up:
        bring_up_to_date(up.urls)
        with step("exercises") as say:
            report = run(up.urls, _add_exercises(found, tenant, dry_run, say))
    _show_exercises(report, dry_run=dry_run)


def archive_command(
    file: Annotated[Path, typer.Argument(help="The JSON file that `rythm export archive` wrote.")],
    member: Annotated[str, typer.Option(help="The e-mail address of the member who gets it.")],
    tenant: Annotated[str | None, typer.Option(help="The gym's slug, when the member has several.")] = None,
    data_dir: DataDir = None,
) -> None:
    """Add what an archive has and the member has not: workouts, templates, exercises, weights, preferences.

    Importing the same archive again changes nothing.
    """
    archive = _archive_in(file)
    with opened(configure(data_dir=data_dir)) as up:
        bring_up_to_date(up.urls)
        report = run(up.urls, _bring(archive, member, tenant, file.name))
    console.print(
        f"[green]✓[/] {report.workouts:,} workouts with {report.sets:,} sets, {report.templates} templates, "
        f"{report.exercises:,} exercises and {report.body_metrics:,} measurements imported, "
        f"{report.known:,} were known.",
        soft_wrap=True,
    )
    if report.id is not None:
        console.print(f"  `rythm import undo {report.id}` takes it back.", soft_wrap=True)


def _archive_in(file: Path) -> Archive:
    try:
        if file.stat().st_size > LARGEST:
            raise ConfigurationError(f"{file} is larger than {LARGEST / 1_000_000:g} MB.")
        return read(file.read_bytes())
    except OSError as error:
        raise ConfigurationError(f"{file} cannot be read ({error.strerror}).") from error
    except Invalid as error:
        path, problem = next(iter(error.fields.items()))
        raise ConfigurationError(f"{file} is no archive that can be read: {path}: {problem}") from error


async def _bring(archive: Archive, email: str, slug: str | None, file_name: str) -> ArchiveReport:
    who = await member_of(email, slug)
    async with open_context(ByMembership(who.user_id, who.tenant_id)) as ctx:
        try:
            return await unpack(ctx, archive, file_name=file_name)
        except Invalid as error:
            path, problem = next(iter(error.fields.items()))
            raise ConfigurationError(f"{path}: {problem}") from error


def _exercises_in(file: Path) -> ExerciseFile:
    try:
        return parse_exercises(file.read_bytes())
    except OSError as error:
        raise ConfigurationError(f"{file} cannot be read ({error.strerror}).") from error
    except UnreadableExercises as error:
        raise ConfigurationError(f"{file}: {error}.") from error


async def _add_exercises(file: ExerciseFile, slug: str | None, dry_run: bool, say: Say) -> ImportedExercises:
    async with open_context(BySystem(await _tenant(slug) if slug else None)) as ctx:
        return await import_exercises(
            ctx, file, dry_run=dry_run, told=lambda done, of: say(f"{done:,} of {of:,} written")
        )


async def _tenant(slug: str) -> UUID:
    async with open_context(BySystem(None)) as ctx:
        found = await ctx.db.execute(text("select id from tenant where slug = :slug"), {"slug": slug.lower()})
        tenant_id: UUID | None = found.scalar_one_or_none()
    if tenant_id is None:
        raise NotFound(f"There is no gym with the slug {slug!r}.")
    return tenant_id


def _show_exercises(report: ImportedExercises, *, dry_run: bool) -> None:
    for problem in report.problems[:SHOWN_PROBLEMS]:
        mark = "[red]✗[/]" if problem.severity == "error" else "[yellow]![/]"
        console.print(f"{mark} entry {problem.number}, ", end="")
        console.print(f"{problem.entry}: {problem.reason}", markup=False, soft_wrap=True)
    if len(report.problems) > SHOWN_PROBLEMS:
        console.print(f"  … and {len(report.problems) - SHOWN_PROBLEMS:,} more")
    if dry_run:
        for name in report.created[:SHOWN_NAMES]:
            console.print(f"+ {name}", markup=False, soft_wrap=True)
        if len(report.created) > SHOWN_NAMES:
            console.print(f"  … and {len(report.created) - SHOWN_NAMES:,} more")
    would = "would be " if dry_run else ""
    left_out = sum(problem.severity == "error" for problem in report.problems)
    console.print(
        f"[green]✓[/] {len(report.created):,} exercises {would}added, {report.known:,} were known, "
        f"{left_out:,} {would}left out.",
        soft_wrap=True,
    )


def _read(file: Path, unit: Unit | None, time_zone: str) -> Log:
    try:
        return parse(file.read_bytes(), unit.value if unit else None, ZoneInfo(time_zone))
    except OSError as error:
        raise ConfigurationError(f"{file} cannot be read ({error.strerror}).") from error
    except (ZoneInfoNotFoundError, ValueError) as error:
        if isinstance(error, UnreadableFileError):
            raise ConfigurationError(f"{file}: {error}") from error
        raise ConfigurationError(f"{time_zone!r} is no time zone: write it like Europe/Berlin.") from error


async def _import(log: Log, email: str, slug: str | None, file_name: str, *, dry_run: bool) -> ImportReport:
    who = await member_of(email, slug)
    async with open_context(ByMembership(who.user_id, who.tenant_id)) as ctx:
        return await import_log(ctx, log, who.user_id, file_name=file_name, dry_run=dry_run)


async def member_of(email: str, slug: str | None) -> Member:
    """Who has this address, and in which gym; raises NotFound, ConfigurationError when several are meant."""
    async with open_context(Anonymous()) as ctx:
        found = await ctx.db.execute(
            text("select * from app.find_login(:address)"), {"address": email.strip().lower()}
        )
        login: Any = found.mappings().one_or_none()
    seats = [seat for seat in (login["seats"] if login else []) if slug in (None, seat["slug"])]
    if not seats:
        raise NotFound(f"Nobody with the address {email} is active in {slug or 'any gym'}.")
    if len(seats) > 1:
        slugs = ", ".join(seat["slug"] for seat in seats)
        raise ConfigurationError(f"{email} is a member of several gyms ({slugs}): choose one with --tenant.")
    return Member(login["user_id"], UUID(str(seats[0]["tenant_id"])))


def _show(report: ImportReport, *, dry_run: bool) -> None:
    for problem in report.problems[:SHOWN_PROBLEMS]:
        mark = "[red]✗[/]" if problem.severity == "error" else "[yellow]![/]"
        console.print(f"{mark} line {problem.line}: ", end="")
        console.print(problem.reason, markup=False, soft_wrap=True)
    if len(report.problems) > SHOWN_PROBLEMS:
        console.print(f"  … and {len(report.problems) - SHOWN_PROBLEMS:,} more")
    would = "would be " if dry_run else ""
    new = [named for named in report.exercises if named.exercise_id is None]
    for named in new[:SHOWN_NAMES]:
        perhaps = ", ".join(other.name for other in named.suggestions)
        console.print(
            f"+ {named.name} ({named.sets:,} sets)" + (f": perhaps {perhaps}?" if perhaps else ""),
            markup=False,
            soft_wrap=True,
        )
    if len(new) > SHOWN_NAMES:
        console.print(f"  … and {len(new) - SHOWN_NAMES:,} more")
    if dry_run and report.needs_unit:
        console.print(
            "[yellow]![/] The file does not say what its weights are in: --unit kg or --unit lb does."
        )
    if report.left_out:
        console.print(
            f"[yellow]![/] {report.left_out:,} lines {would}left out: correct them in the file first, "
            "or add them by hand later.",
            soft_wrap=True,
        )
    if report.flagged:
        console.print(
            f"[yellow]![/] {report.flagged:,} values {would}flagged for a look; they are no records.",
            soft_wrap=True,
        )
    days = f" from {report.first_on} to {report.last_on}" if report.first_on else ""
    console.print(
        f"[green]✓[/] {report.created:,} workouts with {report.sets:,} sets{days} {would}imported "
        f"({report.source}), {report.unchanged:,} were known, "
        f"{len(report.exercises_created):,} exercises {would}added.",
        soft_wrap=True,
    )
    if report.id is not None:
        console.print(f"  `rythm import undo {report.id}` takes it back.", soft_wrap=True)
