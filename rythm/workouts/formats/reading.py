"""Reads the export of any app we know; pure, so that it can be tried before it is saved.

Columns are found by header name, in any order. Lines that make no sense are listed and the rest is kept.
"""

from collections.abc import Sequence
from datetime import UTC, tzinfo
from itertools import islice

from rythm.workouts.formats.columns import Format, Header, find_header
from rythm.workouts.formats.delimited import (
    MAX_RECORDS,
    BrokenRecord,
    Record,
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
from rythm.workouts.formats.stronglifts_once import STRONGLIFTS_ONCE
from rythm.workouts.formats.times import slashed

FORMATS: tuple[Format, ...] = (STRONG, HEVY, FITNOTES, STRONGLIFTS, STRONGLIFTS_ONCE)
"""The exports we read; ours has the columns of Strong's."""


def parse(source: Source, unit: WeightUnit | None = None, zone: tzinfo = UTC) -> Log:
    """Reads an export whose weights are in `unit` (or kg) unless it names one, on the clock of `zone`.

    Raises `UnreadableFileError` when it is no export we know; all else is a problem of a line.
    """
    text = decode(source)
    known, header = find_header(text, FORMATS)
    found = list(islice(records(text, header.delimiter, header.line + 1), MAX_RECORDS + 1))
    if len(found) > MAX_RECORDS:
        raise UnreadableFileError(f"The file has more than {MAX_RECORDS:,} rows; import it in parts.")
    log = _builder(known, header, found, unit, zone)
    for record in found:
        if isinstance(record, BrokenRecord):
            log.refuse(record.line, record.reason)
            continue
        try:
            known.read(log, header, record.line, known.cells(header, record))
        except UnreadableError as error:
            log.refuse(record.line, str(error))
    return log.log()


def _builder(
    known: Format,
    header: Header,
    found: Sequence[Record | BrokenRecord],
    unit: WeightUnit | None,
    zone: tzinfo,
) -> Builder:
    at, order = header.columns["date"]
    told = None
    if order is None:
        told = slashed(row.fields[at] for row in found if isinstance(row, Record) and len(row.fields) > at)
    log = Builder(known.source, unit, zone, day_first=told is not None and told.day_first)
    if told is not None and not told.is_certain:
        log.warn(header.line, "dates like 03/04/2026 could be meant either way: they are read month first")
    return log
