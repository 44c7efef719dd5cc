"""Brings exercises from other libraries' files; importing the same file again changes nothing."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid5

import orjson
from sqlalchemy import func, or_, select
from sqlmodel import col

from rythm import access
from rythm.access import Permission, Reach
from rythm.core.bulk import insert_rows
from rythm.core.context import Context
from rythm.core.model import SYSTEM
from rythm.exercises import free_exercise_db, wger, words
from rythm.exercises.catalogue import NAMESPACE, exercise_id, match
from rythm.exercises.entries import Entry, Problem, UnusableEntryError, rows_of
from rythm.exercises.models import Exercise
from rythm.exercises.rules import Scope, lowered

FORMATS = (free_exercise_db, wger)
LONGEST_FILE = 50_000_000
STEP = 200
"""So many exercises are written at a time."""


class UnreadableFileError(ValueError):
    """A file that is none of the formats; the text says what was expected."""


@dataclass(frozen=True, slots=True)
class ExerciseFile:
    """What a file holds: usable entries in their order, and what is odd."""

    entries: tuple[Entry, ...]
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What an import did, or with a dry run would do: the names added, how many were known, what was odd."""

    created: tuple[str, ...]
    known: int
    problems: tuple[Problem, ...]


def parse(content: bytes) -> ExerciseFile:
    """Read free-exercise-db's list or a page (or a list of pages) of wger's `exerciseinfo`.

    Raises UnreadableFileError when it is neither; an entry that makes no sense is named and left out.
    """
    if len(content) > LONGEST_FILE:
        raise UnreadableFileError(f"it is larger than {LONGEST_FILE // 1_000_000} MB")
    try:
        said = orjson.loads(content.removeprefix(b"\xef\xbb\xbf"))
    except orjson.JSONDecodeError as error:
        raise UnreadableFileError(f"it is no JSON: {error}") from None
    rows = list(_rows(said))
    read = next(
        (each for each in FORMATS for row in rows if isinstance(row, dict) and each.is_one(row)), None
    )
    if read is None:
        raise UnreadableFileError("it holds no exercises of free-exercise-db and none of wger's exerciseinfo")
    entries: list[Entry] = []
    problems: list[Problem] = []
    keys: set[str] = set()
    for number, row in enumerate(rows, start=1):
        name = _name(row)
        try:
            entry = read.read(number, _object(row))
            if entry.key in keys:
                raise UnusableEntryError("it is in the file twice")
        except UnusableEntryError as error:
            problems.append(Problem(number, name, str(error)))
            continue
        keys.add(entry.key)
        entries.append(entry)
        problems += (Problem(number, name, warning, "warning") for warning in entry.warnings)
    return ExerciseFile(tuple(entries), tuple(problems))


def _rows(said: object) -> Iterable[object]:
    for each in said if isinstance(said, list) else [said]:
        results = each.get("results") if isinstance(each, dict) else None
        yield from results if isinstance(results, list) else [each]


def _object(row: object) -> Mapping[str, Any]:
    if not isinstance(row, dict):
        raise UnusableEntryError("it is no object")
    return row


def _name(row: object) -> str:
    """What an entry is called, to name it to whoever has to mend it."""
    if not isinstance(row, dict):
        return "?"
    names = [each.get("name") for each in (row, *rows_of(row.get("translations")))]
    known = next((name for name in names if isinstance(name, str) and name.strip()), None)
    return known or str(row.get("id") or row.get("uuid") or "?")


async def import_exercises(
    ctx: Context, file: ExerciseFile, *, dry_run: bool = False, told: Callable[[int, int], None] | None = None
) -> ImportReport:
    """Add the exercises of a file that are not there yet to the tenant's library, or with no tenant to all.

    Known is what an earlier import added, whatever became of it since, what is built in by another name, and
    what has the name of one that is there. `told` hears how many of how many are written.
    """
    access.require(ctx, Permission.EXERCISE_CREATE, Reach.TENANT if ctx.actor.tenant else Reach.PLATFORM)
    tenant_id = ctx.actor.tenant.id if ctx.actor.tenant else None
    await ctx.db.execute(
        select(func.pg_advisory_xact_lock(func.hashtextextended(f"exercises/{tenant_id}", 0)))
    )
    ids = {entry.key: uuid5(NAMESPACE, f"{tenant_id or SYSTEM}/{entry.key}") for entry in file.entries}
    built_in = _built_in(file.entries)
    there, names = await _known(ctx, tenant_id, [*ids.values(), *built_in.values()])
    new: dict[str, Entry] = {}
    twice: list[Problem] = []
    for entry in file.entries:
        name = lowered(entry.data.name)
        if name in names or there & {ids[entry.key], built_in.get(entry.key)}:
            continue
        if name in new:
            reason = f"entry {new[name].number} has the same name"
            twice.append(Problem(entry.number, entry.data.name, reason))
        else:
            new[name] = entry
    if not dry_run:
        await _write(ctx, [_row(ctx, tenant_id, ids[entry.key], entry) for entry in new.values()], told)
    return ImportReport(
        created=tuple(entry.data.name for entry in new.values()),
        known=len(file.entries) - len(new) - len(twice),
        problems=tuple(sorted((*file.problems, *twice), key=lambda problem: problem.number)),
    )


def _built_in(entries: Iterable[Entry]) -> dict[str, UUID]:
    """The built-in exercises that entries are by another name."""
    slugs = {entry.key: match(entry.data.name) for entry in entries}
    return {key: exercise_id(slug) for key, slug in slugs.items() if slug is not None}


async def _known(ctx: Context, tenant_id: UUID | None, ids: Sequence[UUID]) -> tuple[set[UUID], set[str]]:
    """Which of these are there, and the names that are in use among what everybody here shares."""
    found = await ctx.db.execute(
        select(
            col(Exercise.id), col(Exercise.name_key), col(Exercise.archived_at), col(Exercise.scope)
        ).where(
            or_(col(Exercise.tenant_id).is_(None), col(Exercise.tenant_id) == tenant_id),
            or_(col(Exercise.scope) != Scope.USER, col(Exercise.id).in_(ids)),
        )
    )
    rows = found.all()
    names = {row.name_key for row in rows if row.archived_at is None and row.scope != Scope.USER}
    return {row.id for row in rows}, names


def _row(ctx: Context, tenant_id: UUID | None, id: UUID, entry: Entry) -> dict[str, Any]:
    facts = entry.data.model_dump(exclude={"scope"})
    return facts | {
        "id": id,
        "created_at": ctx.now,
        "tenant_id": tenant_id,
        "scope": Scope.TENANT if tenant_id else Scope.SYSTEM,
        "owner_id": None,
        "name_key": lowered(entry.data.name),
        "is_common": False,
    }


async def _write(
    ctx: Context, rows: Sequence[dict[str, Any]], told: Callable[[int, int], None] | None
) -> None:
    for start in range(0, len(rows), STEP):
        part = rows[start : start + STEP]
        await insert_rows(ctx, Exercise, part)
        await words.add(ctx, part)
        if told:
            told(start + len(part), len(rows))
