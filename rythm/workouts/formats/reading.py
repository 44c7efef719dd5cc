"""Reads the export of any app we know; pure, so that it can be tried before it is saved.

Columns are found by header name, in any order. Lines that make no sense are listed and the rest is kept.
"""

from datetime import UTC, tzinfo

from rythm.workouts.formats.columns import Format, find_header
from rythm.workouts.formats.delimited import (
    MAX_RECORDS,
    BrokenRecord,
    Source,
    UnreadableFileError,
    decode,
    records,
)
from rythm.workouts.formats.fitnotes import FITNOTES
from rythm.workouts.formats.hevy import HEVY
from rythm.workouts.formats.logs import Builder, Log, WeightUnit
from rythm.workouts.formats.readings import UnreadableError
from rythm.workouts.formats.strong import STRONG
from rythm.workouts.formats.stronglifts import STRONGLIFTS

FORMATS: tuple[Format, ...] = (STRONG, HEVY, FITNOTES, STRONGLIFTS)
"""The exports we read; ours has the columns of Strong's."""


def parse(source: Source, unit: WeightUnit | None = None, zone: tzinfo = UTC) -> Log:
    """Reads an export whose weights are in `unit` (or kg) unless it names one, on the clock of `zone`.

    Raises `UnreadableFileError` when it is no export we know; all else is a problem of a line.
    """
    text = decode(source)
    known, header = find_header(text, FORMATS)
    log = Builder(known.source, unit, zone)
    for count, record in enumerate(records(text, header.delimiter, header.line + 1), start=1):
        if count > MAX_RECORDS:
            raise UnreadableFileError(f"The file has more than {MAX_RECORDS:,} rows; import it in parts.")
        if isinstance(record, BrokenRecord):
            log.refuse(record.line, record.reason)
            continue
        try:
            known.read(log, header, record.line, header.cells(record))
        except UnreadableError as error:
            log.refuse(record.line, str(error))
    return log.log()
