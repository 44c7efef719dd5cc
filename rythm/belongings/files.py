"""What is said about a file that a member brings in: how far it is, what is in it, what came of it."""

from datetime import date, datetime
from typing import Literal
from uuid import UUID

from rythm.core.errors import AppError
from rythm.core.schema import Read
from rythm.workouts.import_reports import ImportReport


class FileTooLarge(AppError):
    """A file of more than may come."""

    code, status, message = "TOO_LARGE", 413, "The file is too large."


class Brought(Read):
    """What came in with a file; `import_id` names what can be undone.

    `known` counts what was here already, `left_out` the broken lines, `flagged` what awaits a look.
    """

    import_id: UUID | None = None
    source: str
    workouts: int
    sets: int
    exercises: int
    known: int
    left_out: int = 0
    flagged: int = 0
    templates: int = 0
    body_metrics: int = 0


class FileRow(Read):
    """A file that was chosen; `done` of `total` sets are written while it is imported.

    `problem` says why the last try failed, with nothing written; `report` what came in.
    """

    id: UUID
    name: str
    size: int
    is_archive: bool
    created_at: datetime
    state: Literal["waiting", "running", "done"]
    done: int
    total: int
    problem: str
    report: Brought | None


class ArchiveLook(Read):
    """What an archive holds, and how many of its workouts are not here yet."""

    name: str
    gym: str
    workouts: int
    new: int
    sets: int
    exercises: int
    templates: int
    body_metrics: int
    first_on: date | None
    last_on: date | None


class Look(Read):
    """What importing a file would do: of a log or of an archive."""

    log: ImportReport | None = None
    archive: ArchiveLook | None = None
