"""Brings a member's file in: kept once it was chosen, looked at, imported, and what came of it.

There is one file for each member; the next one takes its place. Nobody else can reach it.
"""

import asyncio
import zlib
from datetime import timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, and_, delete, literal_column, or_, select, text, update
from sqlmodel import col

from rythm import access
from rythm.access import Permission, Reach
from rythm.belongings.archive import FORMAT, LARGEST, read
from rythm.belongings.files import Brought, FileRow, FileTooLarge, Look
from rythm.belongings.models import ImportFile
from rythm.belongings.unpacking import SOURCE, look_into, unpack
from rythm.core.context import Context
from rythm.core.errors import Conflict, Forbidden, Invalid, NotFound
from rythm.workouts import imports
from rythm.workouts.formats.columns import find_header
from rythm.workouts.formats.delimited import MAX_BYTES, UnreadableFileError, decode
from rythm.workouts.formats.reading import FORMATS
from rythm.workouts.formats.readings import clean
from rythm.workouts.import_reports import HowToRead
from rythm.workouts.preferences import VISITOR
from rythm.workouts.recording import Told

STARTING = timedelta(seconds=10)
"""So long an import may take to begin. From then on it holds a lock, which ends with its server."""
KEPT = timedelta(days=1)
"""So long a file waits to be imported."""
LONGEST_NAME = 200
BUSY = "Your last file is still being imported. Wait until it is done."
WAS_INTERRUPTED = "The import was interrupted. Nothing was imported: try again."

_COLUMNS = [
    getattr(ImportFile, name)
    for name in (
        "id", "name", "size", "is_archive", "created_at", "started_at", "last_seen_at", "done", "total",
        "problem", "report",
    )
]  # fmt: skip
_LOCKS = 1_769_238_900
"""The advisory locks of imports, by file and by member: apart from those of others."""
# Whoever reads takes no lock, so that a look never keeps an import from beginning.
_IS_HELD: ColumnElement[bool] = literal_column(
    f"""exists (select from pg_locks held where held.locktype = 'advisory' and held.granted
        and held.database = (select oid from pg_database where datname = current_database())
        and held.classid = {_LOCKS} and held.objsubid = 2 and held.pid <> pg_backend_pid()
        and held.objid::bigint = hashtext(import_file.id::text)::bigint & 4294967295)"""  # noqa: S608
)
_STATE = [*_COLUMNS, _IS_HELD.label("is_held")]
_HOLD = text(f"select pg_advisory_xact_lock({_LOCKS}, hashtext(cast(:name as text)))")


def looks_like_archive(beginning: bytes) -> bool:
    """Whether a file that begins so is JSON, which no log of training is."""
    return beginning.removeprefix(b"\xef\xbb\xbf").lstrip()[:1] == b"{"


def most_bytes(beginning: bytes) -> int:
    """How large a file may be that begins so."""
    return LARGEST if looks_like_archive(beginning) else MAX_BYTES


def too_large(beginning: bytes) -> FileTooLarge:
    """Says how large it may be."""
    return FileTooLarge(f"The file is larger than {most_bytes(beginning) // 1_000_000} MB.")


async def keep(ctx: Context, name: str, content: bytes) -> FileRow:
    """Keep the caller's file until it is imported, for a day at most; it takes the place of the last one.

    Raises FileTooLarge, Invalid for what is no text, no export we know and no archive, and Conflict while the
    last file is being imported.
    """
    access.require(ctx, Permission.WORKOUT_LOG)
    if await access.member_id(ctx) is None:
        raise Forbidden(VISITOR)
    packed = await asyncio.to_thread(_checked, content)
    # Two tabs follow each other, so that the second takes the place of the first.
    await ctx.db.execute(_HOLD, {"name": str(ctx.actor.person_id)})
    there = await current(ctx)
    if there is not None and there.state == "running":
        raise Conflict(BUSY)
    mine = and_(
        col(ImportFile.tenant_id) == ctx.actor.tenant_id, col(ImportFile.member_id) == ctx.actor.person_id
    )
    await ctx.db.execute(delete(ImportFile).where(mine).execution_options(synchronize_session=False))
    file = ImportFile(
        created_at=ctx.now,
        tenant_id=ctx.actor.tenant_id,
        member_id=ctx.actor.person_id,
        name=clean(name, LONGEST_NAME),
        size=len(content),
        is_archive=looks_like_archive(content),
        content=packed,
    )
    ctx.db.add(file)
    await ctx.db.flush()
    return _row(file, ctx)


def _checked(content: bytes) -> bytes:
    if len(content) > most_bytes(content):
        raise too_large(content)
    try:
        text = decode(content) if not looks_like_archive(content) else content.decode("utf-8-sig")
        if not looks_like_archive(content):
            find_header(text, FORMATS)
        elif FORMAT not in text:
            raise UnreadableFileError("This JSON file is no archive of Rythm.")
    except UnicodeDecodeError:
        raise Invalid("The file is not written in UTF-8.", fields={"file": "not UTF-8"}) from None
    except UnreadableFileError as error:
        raise Invalid(str(error), fields={"file": str(error)}) from None
    return zlib.compress(text.encode(), level=6)


async def current(ctx: Context) -> FileRow | None:
    """The file the caller chose last, if it is still there."""
    access.require(ctx, Permission.WORKOUT_LOG)
    found = await ctx.db.execute(_mine(ctx, *_STATE))
    row = found.first()
    return None if row is None else _row(row, ctx)


async def file(ctx: Context, file_id: UUID) -> FileRow:
    """A file of the caller and how far it is; raises NotFound when it is not theirs."""
    access.require(ctx, Permission.WORKOUT_LOG)
    return _row(await _one(ctx, file_id, *_STATE), ctx)


async def forget(ctx: Context, file_id: UUID) -> None:
    """Throw a file away; what was imported stays.

    Raises NotFound, and Conflict while it is being imported.
    """
    if (await file(ctx, file_id)).state == "running":
        raise Conflict(BUSY)
    await ctx.db.execute(_only(delete(ImportFile), ctx, file_id))


async def look(ctx: Context, file_id: UUID, how: HowToRead) -> Look:
    """What importing a file would do; raises NotFound, and Invalid where it cannot be read so."""
    access.require(ctx, Permission.WORKOUT_LOG)
    return await _look(ctx, how, *await _content(ctx, file_id))


async def opened(ctx: Context, how: HowToRead) -> tuple[FileRow | None, Look | None]:
    """The file the caller chose last and, while it waits, what importing it would do.

    Raises Invalid where it cannot be read so.
    """
    access.require(ctx, Permission.WORKOUT_LOG)
    found = (await ctx.db.execute(_mine(ctx, *_STATE, col(ImportFile.content)))).first()
    if found is None:
        return None, None
    row = _row(found, ctx)
    if row.state != "waiting":
        return row, None
    text = await asyncio.to_thread(zlib.decompress, found.content)
    return row, await _look(ctx, how, row.is_archive, row.name, text)


async def _look(ctx: Context, how: HowToRead, is_archive: bool, name: str, text: bytes) -> Look:
    if is_archive:
        archive = await asyncio.to_thread(read, text)
        return Look(archive=await look_into(ctx, archive))
    log = await imports.read(ctx, text.decode(), how)
    report = await imports.import_log(
        ctx, log, ctx.actor.person_id, file_name=name, chosen=how.exercises, dry_run=True
    )
    return Look(log=report)


async def claim(ctx: Context, file_id: UUID) -> None:
    """Begin to import a file, so that nobody else does; raises NotFound, or Conflict when somebody has."""
    access.require(ctx, Permission.WORKOUT_LOG)
    free = or_(col(ImportFile.started_at).is_(None), col(ImportFile.last_seen_at) < ctx.now - STARTING)
    taken = await ctx.db.execute(
        _only(update(ImportFile), ctx, file_id)
        .where(free, ~_IS_HELD, col(ImportFile.report).is_(None))
        .values(started_at=ctx.now, last_seen_at=ctx.now, done=0, total=0, problem="")
        .returning(col(ImportFile.id))
    )
    if taken.first() is None:
        there = await file(ctx, file_id)
        raise Conflict("This file was imported already." if there.state == "done" else BUSY)


async def bring(ctx: Context, file_id: UUID, how: HowToRead, told: Told | None = None) -> Brought:
    """Import a file that was claimed, all of it or nothing; `told` hears how many sets are written.

    Raises NotFound, and Invalid where it cannot be read so.
    """
    access.require(ctx, Permission.WORKOUT_LOG)
    await ctx.db.execute(_HOLD, {"name": str(file_id)})
    is_archive, name, content = await _content(ctx, file_id)
    if is_archive:
        done = await unpack(ctx, await asyncio.to_thread(read, content), file_name=name, told=told)
        said = done.model_dump(exclude={"id", "preferences"})
        brought = Brought(source=SOURCE, import_id=done.id, **said)
    else:
        log = await imports.read(ctx, content.decode(), how)
        report = await imports.import_log(
            ctx, log, ctx.actor.person_id, file_name=name, chosen=how.exercises, told=told
        )
        brought = Brought(
            import_id=report.id,
            source=report.source,
            workouts=report.created,
            sets=report.sets,
            exercises=len(report.exercises_created),
            known=report.unchanged,
            left_out=report.left_out,
            flagged=report.flagged,
        )
    # Last, for whoever says how far it is waits for this row.
    values = {"report": brought.model_dump(mode="json"), "started_at": None}
    await ctx.db.execute(_only(update(ImportFile), ctx, file_id).values(**values))
    return brought


async def say(ctx: Context, file_id: UUID, done: int, total: int) -> None:
    """Note how far an import is; from a transaction of its own, so that others can see it."""
    values = {"done": done, "total": total, "last_seen_at": ctx.now}
    await ctx.db.execute(_only(update(ImportFile), ctx, file_id).values(**values))


async def give_up(ctx: Context, file_id: UUID, problem: str) -> None:
    """Note that an import failed with nothing written, and why."""
    values = {"problem": problem[:500], "started_at": None}
    await ctx.db.execute(_only(update(ImportFile), ctx, file_id).values(**values))


async def forget_old_files(ctx: Context) -> int:
    """Delete this tenant's files that nobody imported within a day, and those that were; says how many."""
    access.require(ctx, Permission.TENANT_MANAGE, Reach.PLATFORM)
    gone = await ctx.db.execute(
        delete(ImportFile)
        .where(col(ImportFile.tenant_id) == ctx.actor.tenant_id, col(ImportFile.created_at) < ctx.now - KEPT)
        .returning(col(ImportFile.id))
        .execution_options(synchronize_session=False)
    )
    return len(gone.all())


def _mine(ctx: Context, *columns: Any) -> Any:
    return select(*columns).where(
        col(ImportFile.tenant_id) == ctx.actor.tenant_id, col(ImportFile.member_id) == ctx.actor.person_id
    )


def _only(statement: Any, ctx: Context, file_id: UUID) -> Any:
    return statement.where(
        col(ImportFile.tenant_id) == ctx.actor.tenant_id,
        col(ImportFile.member_id) == ctx.actor.person_id,
        col(ImportFile.id) == file_id,
    ).execution_options(synchronize_session=False)


async def _one(ctx: Context, file_id: UUID, *columns: Any) -> Any:
    found = await ctx.db.execute(_mine(ctx, *columns).where(col(ImportFile.id) == file_id))
    if (row := found.first()) is None:
        raise NotFound
    return row


async def _content(ctx: Context, file_id: UUID) -> tuple[bool, str, bytes]:
    names = ("is_archive", "name", "content")
    row = await _one(ctx, file_id, *(getattr(ImportFile, name) for name in names))
    return row.is_archive, row.name, await asyncio.to_thread(zlib.decompress, row.content)


def _row(row: Any, ctx: Context) -> FileRow:
    begins = row.started_at is not None and row.last_seen_at >= ctx.now - STARTING
    is_alive = begins or getattr(row, "is_held", False)
    state = "done" if row.report else "running" if is_alive else "waiting"
    said = {name: getattr(row, name) for name in ("id", "name", "size", "is_archive", "created_at")}
    problem = WAS_INTERRUPTED if row.started_at and state == "waiting" else row.problem
    return FileRow.model_validate(
        said
        | {"state": state, "done": row.done, "total": row.total, "problem": problem, "report": row.report}
    )
